import {
  DecodeError,
  decodeStrict,
  type Encoding,
  unitLength,
} from './decode-strict.ts'

// Everyday characters: function words, numbers, verbs and nouns that any page
// of Chinese is full of. The first list is Traditional (and the shared ones),
// the second what Simplified writes otherwise.
const everyday = new Set(
  '的一是不在有人我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年' +
    '過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心' +
    '她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間' +
    '由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給' +
    '世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變' +
    '四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社' +
    '便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北' +
    '邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運圖網軟檔讀寫請選項',
)
const simplified = new Set(
  '这个们来为国说时会对于着过发后里种经么学现当没动还进样开从实军无与长机关点业将两间问并应' +
    '战头体见产话内给门儿东声员论处义几认条气题尔别变总电数报结务场计资许统区队决马书则听却达' +
    '强难权设记类据边张该规万觉术领确传师观让识带导争运图网软档读写请选项',
)

/**
 * Find the encoding of bytes that have no byte order mark.
 *
 * Valid UTF-8 wins.
 * Otherwise Big5 and GB18030 are tried, and the one whose reading is the more
 * plausible Chinese is taken.
 *
 * @param bytes - Bytes.
 * @returns Encoding.
 * @throws DecodeError for UTF-8 when the bytes look like nothing we know.
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  let failure: DecodeError | undefined
  try {
    decodeStrict(bytes, 'utf-8')
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    failure = error
  }
  const wide = detectUtf16(bytes, failure === undefined)
  if (wide) return wide
  if (!failure) return 'utf-8'
  if (isDamagedUtf8(bytes)) throw failure
  const candidates = (['big5', 'gb18030'] as const)
    .map((encoding) => ({ encoding, score: plausibility(bytes, encoding) }))
    .sort((a, b) => b.score - a.score)
  const best = candidates[0]
  if (!best || best.score < leastPlausible) throw failure
  return best.encoding
}

// Chinese in its own encoding scores above 1, and random bytes or another
// language's encoding below a half.
const leastPlausible = 0.6

/**
 * Tell the byte order of UTF-16 text that does not say.
 *
 * @param bytes - Bytes of UTF-16 text without BOM.
 * @returns Whether it reads better with the high byte first.
 */
export function looksBigEndian(bytes: Uint8Array): boolean {
  return plausibility16(bytes, 'utf-16be') > plausibility16(bytes, 'utf-16le')
}

// No other encoding of text has a zero byte, save for a U+0000 that nobody
// writes; in UTF-16 each space, line break and Latin letter has one.
function detectUtf16(
  bytes: Uint8Array,
  alsoUtf8: boolean,
): Encoding | undefined {
  const zeros = bytes.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0)
  if (zeros === 0 || bytes.length % 2 !== 0) return undefined
  // Text of ASCII alone is both; it is UTF-16 when every other byte is zero.
  if (alsoUtf8 && zeros * 2 !== bytes.length) return undefined
  const encoding = looksBigEndian(bytes) ? 'utf-16be' : 'utf-16le'
  return plausibility16(bytes, encoding) > 1.1 ? encoding : undefined
}

// Read with its bytes swapped, text is mostly Han too, as half of the code
// units are, but not of the everyday kind.
function plausibility16(
  bytes: Uint8Array,
  encoding: 'utf-16le' | 'utf-16be',
): number {
  const text = readOrNot(bytes, encoding)
  if (text === undefined) return 0
  const isKnown = (code: number): boolean =>
    (code < 0x7f && isUsual(code)) ||
    everyday.has(String.fromCodePoint(code)) ||
    simplified.has(String.fromCodePoint(code))
  return shareOf(text, isUsual) + shareOf(text, isKnown)
}

function readOrNot(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return decodeStrict(bytes, encoding)
  } catch (error) {
    if (error instanceof DecodeError) return undefined
    throw error
  }
}

function isUsual(code: number): boolean {
  return (
    (code >= 0x20 && code < 0x7f) ||
    (code >= 9 && code <= 13) ||
    (code >= 0xa0 && code < 0x250) ||
    (code >= 0x2000 && code < 0x2700) ||
    (code >= 0x2e80 && code < 0xa000) ||
    (code >= 0xf900 && code < 0xfb00) ||
    (code >= 0xfe30 && code < 0xfff0) ||
    code > 0xffff
  )
}

function shareOf(text: string, test: (code: number) => boolean): number {
  let all = 0
  let hits = 0
  for (const character of text.slice(0, sample)) {
    all++
    if (test(character.codePointAt(0) ?? 0)) hits++
  }
  return all === 0 ? 0 : hits / all
}

const sample = 1 << 16

// A UTF-8 file with a byte lost must not become nonsense that happens to be
// valid in another encoding: most of its sequences are still whole.
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let whole = 0
  let broken = 0
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0
    const length = unitLength(bytes, at, 'utf-8')
    if (lead >= 0x80) {
      const wanted = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      if (length === wanted) whole++
      else broken++
    }
    at += length
  }
  return whole > broken * 3
}

/**
 * Rate how much like Chinese the bytes read in an encoding.
 *
 * @param bytes - Bytes.
 * @param encoding - Encoding to read them in.
 * @returns 0 where they can not be read, about 1.5 for plain prose.
 */
function plausibility(bytes: Uint8Array, encoding: 'big5' | 'gb18030'): number {
  const text = readOrNot(bytes, encoding)
  if (text === undefined) return 0
  let all = 0
  let known = 0
  for (const character of text.slice(0, sample)) {
    if (character < '\u0080') continue
    all++
    if (everyday.has(character)) known++
    else if (encoding === 'gb18030' && simplified.has(character)) known++
  }
  return all === 0 ? 0 : known / all + shareOfCommonRows(bytes, encoding)
}

// Both encodings put the characters in common use, and the punctuation, in
// rows of their own: text in another encoding falls outside them.
function shareOfCommonRows(
  bytes: Uint8Array,
  encoding: 'big5' | 'gb18030',
): number {
  let all = 0
  let common = 0
  const end = Math.min(bytes.length, 2 * sample)
  for (let at = 0; at < end; ) {
    const length = unitLength(bytes, at, encoding)
    const lead = bytes[at] ?? 0
    const trail = bytes[at + 1] ?? 0
    at += length
    if (lead < 0x80) continue
    all++
    if (length !== 2) continue
    const usual =
      encoding === 'big5'
        ? (lead >= 0xa4 && lead <= 0xc6) || lead === 0xa1
        : trail >= 0xa1 &&
          ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)
    if (usual) common++
  }
  return all === 0 ? 0 : common / all
}
