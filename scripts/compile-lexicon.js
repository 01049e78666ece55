// Compile the word lexicon and the regional vocabulary into
// src/convert/tables/, so that nothing has to be sorted, hashed or split when a
// program starts. With --check, only say whether that is needed.
//
// The lexicon is jieba's dictionary: words of Mainland text with how often they
// occur. The vocabulary is locales/vocabulary/*.tsv.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js'
import { packTables, startsOf, writeCompiled } from './tables.js'

const require = createRequire(import.meta.url)
const header = [
  'zh-TW',
  'zh-HK',
  'zh-CN',
  'domain',
  'when',
  'confidence',
  'note',
  'source',
]
const domains = new Set(
  (
    'general media food transport sport education culture ui it hardware ' +
    'finance business law politics military science medicine math unit ' +
    'place people person brand org work'
  ).split(' '),
)
const names = new Set(['place', 'person', 'brand', 'org', 'work'])
const condition =
  /^(?:domain|article|oneway|back|hk|(?:shared|common)(?::[^\s\\$]+)?|[+&-](?:before|after|near):[^\s\\$]+)$/

/**
 * Read and check the rows of every vocabulary file.
 *
 * @param {string} folder - Folder of TSV files.
 * @returns {string[]} Rows, cells separated by tabs, in the order of the files.
 */
function readVocabulary(folder) {
  const rows = new Map()
  const names = readdirSync(folder).filter((name) => name.endsWith('.tsv'))
  for (const name of names.sort()) {
    if (name === 'cues.tsv') continue
    const lines = readFileSync(resolve(folder, name), 'utf8').split(/\r?\n/)
    let seenHeader = false
    for (const [index, line] of lines.entries()) {
      if (line === '' || line.startsWith('#')) continue
      const fail = (/** @type {string} */ why) => {
        throw new Error(`${name}:${index + 1}: ${why}: ${line}`)
      }
      const cells = line.split('\t')
      if (!seenHeader) {
        if (cells.join() !== header.join()) fail('the header is not as agreed')
        seenHeader = true
        continue
      }
      const [tw = '', hk = '', cn = '', domain = '', when = ''] = cells
      const [confidence = '', , source = ''] = cells.slice(5)
      if (cells.length !== header.length) fail('eight cells are needed')
      if (!tw || !cn || !source) fail('zh-TW, zh-CN and source are needed')
      if (!domains.has(domain)) fail('unknown domain')
      if (!/^(?:1|0\.\d+)$/.test(confidence)) fail('confidence is from 0 to 1')
      if (cells.some((cell) => cell !== cell.trim())) fail('stray space')
      const tokens = when === '' ? [] : when.split(' ')
      if (!tokens.every((token) => condition.test(token))) fail('bad condition')
      if (
        tokens.some((token) => token.startsWith('&')) &&
        !tokens.some((token) => token.startsWith('+') || token === 'domain')
      ) {
        fail('`&` joins a `+` or `domain`; alone it is a `+`')
      }
      const word = tokens.includes('back') ? cn : tw
      const key = [word, domain, when].join('\t')
      if (rows.has(key)) fail('the same word, domain and condition stand twice')
      rows.set(key, [tw, hk, cn, domain, when, confidence].join('\t'))
    }
  }
  return [...rows.values()]
}

/**
 * Hash a word; src/convert/lexicon.ts does the same, unit by unit.
 *
 * @param {string} word - Word.
 * @returns {number} Unsigned 32 bits.
 */
function hash(word) {
  let value = 0
  for (let at = 0; at < word.length; at++) {
    value = Math.imul(value ^ word.charCodeAt(at), 0x9e3779b1)
    value ^= value >>> 15
  }
  return value >>> 0
}

const simplify = Converter({ from: 'tw', to: 'cn' })
const simplifyHk = Converter({ from: 'hk', to: 'cn' })
const complicate = Converter({ from: 'cn', to: 'tw' })

/**
 * Write a Mainland word as text is searched, in which a character that is
 * simplified in some words only always is: 乾坤 is 干坤 and 著名 is 着名.
 *
 * @param {string} word - Word.
 * @returns {string} Word of the same length.
 */
function fold(word) {
  return word.replace(/[著乾徵藉瞭噁]/g, (c) =>
    c === '著' ? '着' : simplify(c),
  )
}

/**
 * List the characters that are another in simplified text, with it.
 *
 * @param {string} from - OpenCC's name of the locale.
 * @returns {string} Pairs of UTF-16 units.
 */
function foldsOf(from) {
  const convert = Converter({ from, to: 'cn' })
  let pairs = '著着'
  // Every dot between the parts of a name is read as one.
  for (const dot of '・‧．•') pairs += `${dot}·`
  for (let unit = 0x3400; unit <= 0xfaff; unit++) {
    if (unit > 0x9fff && unit < 0xf900) continue
    const character = String.fromCharCode(unit)
    const other = convert(character)
    if (character === '著' || other === character) continue
    if (other.length === 1) pairs += character + other
  }
  return pairs
}

/**
 * Put words into buckets by their hash, as src/convert/buckets.ts finds them.
 *
 * @template Value
 * @param {Iterable<[word: string, value: Value]>} words - Words.
 * @param {number} bits - 2 to this power is how many buckets there are.
 * @returns {{ tables: Record<string, ArrayBufferView>, values: Value[] }} Where
 * each bucket starts and 16 bits of each word's hash; and the words' values.
 */
function makeBuckets(words, bits) {
  const buckets = Array.from({ length: 1 << bits }, () => [])
  for (const [word, value] of words) {
    const code = hash(word)
    buckets[code >>> (32 - bits)]?.push({ print: code & 0xffff, value })
  }
  const all = buckets.map((bucket) => bucket.sort((a, b) => a.print - b.print))
  const flat = all.flat()
  return {
    tables: {
      ...startsOf(
        'words',
        all.map(({ length }) => length),
      ),
      prints: Uint16Array.from(flat, ({ print }) => print),
    },
    values: flat.map(({ value }) => value),
  }
}

/** What may stand before and behind any verb or noun. */
const before = new Set(
  '请未已需应再可不各每该此本这那某其多几小大新老旧主副总单双男女内外左右一二两三五十',
)
const behind = new Set('器员后前时费赛上内里外值')

/** A number and what another place has another word for: 三十米, 第二列. */
const amount = /^第?[零一二两三四五六七八九十百千万几半]+[米列]$/

/**
 * Tell whether a rare word is a regional one and what may stand beside any
 * word: 请登入 and 萤幕上 are no reasons to leave 登入 and 螢幕 in them alone.
 *
 * @param {string} word - Word of the lexicon.
 * @param {number} count - How often it occurs.
 * @param {ReadonlySet<string>} regional - Words that become another, somewhere.
 */
function isJoined(word, count, regional) {
  return (
    word.length >= 3 &&
    count <= 5 &&
    ((before.has(word.charAt(0)) && regional.has(word.slice(1))) ||
      (behind.has(word.slice(-1)) && regional.has(word.slice(0, -1))))
  )
}

/**
 * Compile words to a table of fingerprints.
 *
 * Each word's hash and a byte of cost: eight times the negative logarithm of
 * how probable the word is. Three bytes a word, for 349,000 words; and which
 * pairs of characters stand side by side in any of them.
 *
 * @param {ReadonlySet<string>} regional - Words that become another, somewhere, in
 * simplified characters.
 * @returns {{
 *   kept: string[],
 *   known: Set<string>,
 *   sections: Record<string, ArrayBufferView>,
 * }} Words with a character that is folded, all words, and tables.
 */
function compileWords(regional) {
  const text = readFileSync(
    require
      .resolve('@node-rs/jieba/package.json')
      .replace('package.json', 'dict.txt'),
    'utf8',
  )
  let total = 0
  /** @type {[string, number][]} */
  const words = []
  /** @type {[string, number][]} */
  const known = []
  const singles = new Uint8Array(65536).fill(136)
  /** @type {Set<string>} */
  const all = new Set()
  for (const line of text.split('\n')) {
    const [word = '', count = '0', kind = ''] = line.trim().split(' ')
    if (!/^\p{Script=Han}+$/u.test(word)) continue
    total += Number(count)
    all.add(word)
    // Half of the dictionary occurs the same least number of times. Of that
    // half, names and long words help nobody to find a boundary.
    if (Number(count) <= 3 && (/^n[rst]/.test(kind) || word.length > 4))
      continue
    if (word.length > 6 || isJoined(word, Number(count), regional)) continue
    if (amount.test(word)) continue
    known.push([word, Number(count)])
    words.push([fold(word), Number(count)])
  }
  // 穿着 is commoner than 穿著, and 着作权法 is no word: only of the second kind
  // is the character kept.
  const counted = new Map(known)
  const kept = known
    .filter(
      ([word, count]) =>
        word.length > 1 &&
        count > 3 &&
        fold(word) !== word &&
        (counted.get(fold(word)) ?? 0) < count,
    )
    .map(([word]) => word)
  const cost = (/** @type {number} */ count) =>
    Math.min(255, Math.round(-8 * Math.log(Math.max(count, 1) / total)))
  /** @type {Map<number, [word: string, cost: number]>} */
  const costs = new Map()
  const joins = new Uint32Array(1 << (21 - 5))
  for (const [word, count] of words) {
    if (word.length === 1) {
      singles[word.charCodeAt(0)] = cost(count)
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const bit = hashPair(word.charCodeAt(at - 1), word.charCodeAt(at)) >>> 11
      joins[bit >>> 5] = (joins[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
    const code = hash(word)
    costs.set(code, [word, Math.min(cost(count), costs.get(code)?.[1] ?? 255)])
  }
  const { tables, values } = makeBuckets(costs.values(), 16)
  return {
    kept: kept.sort(),
    known: all,
    sections: {
      ...tables,
      costs: Uint8Array.from(values),
      singles: singles.subarray(0x4e00, 0xa000),
      joins,
    },
  }
}

/**
 * Hash two units; src/convert/buckets.ts does the same.
 *
 * @param {number} first - First unit.
 * @param {number} second - Second unit.
 * @returns {number} Unsigned 32 bits.
 */
function hashPair(first, second) {
  return Math.imul((first << 16) | second, 0x9e3779b1) >>> 0
}

/**
 * List the characters that only simplified text has: OpenCC makes another of
 * them in traditional text, and Big5 does not have them.
 *
 * @returns {string} Characters of the basic plane.
 */
async function simplifiedOnly() {
  const { default: pairs } = await import('opencc-js/dict/STCharacters')
  const big5 = charactersOf('big5', 0xa4, 0xf9, 0x40)
  return pairs
    .split('|')
    .map((/** @type {string} */ pair) => pair.split(' ')[0])
    .filter((/** @type {string} */ c) => c.length === 1 && !big5.has(c))
    .sort()
    .join('')
}

/**
 * Leave out the characters that Hong Kong's standard has, too.
 *
 * @param {string} characters - Characters.
 * @returns {Promise<string>} The others.
 */
async function withoutHongKong(characters) {
  const { default: pairs } = await import('opencc-js/dict/HKVariants')
  const standard = new Set(
    pairs.split('|').map((/** @type {string} */ pair) => pair.split(' ')[1]),
  )
  return Array.from(characters)
    .filter((c) => !standard.has(c))
    .join('')
}

/**
 * List the characters that only traditional text has: they are another in
 * simplified text, and GB 2312 does not have them.
 *
 * @param {string} folds - What {@link foldsOf} gives.
 * @returns {string} Characters of the basic plane.
 */
function traditionalOnly(folds) {
  const gb2312 = charactersOf('gbk', 0xb0, 0xf7, 0xa1)
  let characters = ''
  for (let at = 0; at < folds.length; at += 2) {
    const character = folds.charAt(at)
    if (character >= '\u3400' && !gb2312.has(character)) characters += character
  }
  return characters
}

/**
 * List the characters of an encoding of two bytes.
 *
 * @param {string} encoding - Its name.
 * @param {number} first - Least first byte of its ideographs.
 * @param {number} last - Greatest first byte.
 * @param {number} second - Least second byte.
 * @returns {Set<string>} Characters.
 */
function charactersOf(encoding, first, last, second) {
  const decoder = new TextDecoder(encoding)
  const characters = new Set()
  for (let high = first; high <= last; high++) {
    for (let low = second; low <= 0xfe; low++) {
      characters.add(decoder.decode(Uint8Array.of(high, low)))
    }
  }
  return characters
}

/** Bits of the hash of two units, and of more, that say whether words go on. */
const leadBits = 18
const lengthBits = 15
const prefixBits = 18

/**
 * Index the words of one locale's texts.
 *
 * @param {Iterable<[word: string, reference: number]>} words - Words as text is
 * searched, each with where it stands: its row, form and column.
 * @param {readonly ReadonlySet<string>[]} printed - By locale of the edition,
 * what other words become.
 * @returns {Record<string, ArrayBufferView>} Tables.
 */
function compileIndex(words, printed) {
  /** @type {Map<string, number[]>} */
  const byWord = new Map()
  for (const [word, reference] of words) {
    const list = byWord.get(word)
    if (list) list.push(reference)
    else byWord.set(word, [reference])
  }
  const starts = new Set()
  const singles = []
  const leads = new Uint32Array(1 << (leadBits - 5))
  const lengths = new Uint32Array(1 << lengthBits)
  const prefixes = new Uint32Array(1 << (prefixBits - 5))
  const setBit = (
    /** @type {Uint32Array} */ bits,
    /** @type {number} */ bit,
  ) => {
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
  }
  for (const word of byWord.keys()) {
    if (word.length === 1) singles.push(word.charCodeAt(0))
    if (word.length === 1) continue
    if (word.length > 31) throw new Error(`${word} is too long`)
    starts.add(word.charCodeAt(0))
    const pair = hashPair(word.charCodeAt(0), word.charCodeAt(1))
    setBit(leads, pair >>> (32 - leadBits))
    // The lower bits of a product know nothing of the upper ones of its factors.
    const slot = pair >>> (32 - lengthBits)
    lengths[slot] = (lengths[slot] ?? 0) | (1 << word.length)
    for (let length = 3; length <= word.length; length++) {
      setBit(prefixes, hash(word.slice(0, length)) >>> (32 - prefixBits))
    }
  }
  const { tables, values } = makeBuckets(
    [...byWord].map(([word, list]) => [word, { word, list }]),
    14,
  )
  return {
    starts: Uint16Array.from(starts).sort(),
    leads,
    lengths,
    prefixes,
    singles: Uint16Array.from(singles),
    ...tables,
    ...startsOf(
      'senses',
      values.map(({ list }) => list.length),
    ),
    references: Uint32Array.from(values.flatMap(({ list }) => list)),
    circular: Uint8Array.from(values, ({ word }) =>
      printed.reduce((bits, set, i) => bits | (set.has(word) ? 1 << i : 0), 0),
    ),
  }
}

/** Bit of a reference: the form has this one sense, whatever stands around it. */
const unmistakable = 0x80000000

/** Bit of a reference: the form is one of the edition, and stays in its text. */
const staying = 0x40000000

/**
 * Let forms of the edition stay in which a word of the text stands: 承建商 is said in
 * Hong Kong, and 建商 only in Taiwan. What is a word of the text, too, says for itself
 * what becomes of it. In a text of the Mainland only names stay, and those that cannot
 * be told from simplified ones: 坎特伯里 is not 坎特伯裡.
 *
 * @param {Record<'tw' | 'hk' | 'cn', [word: string, reference: number][]>} words - Words
 * of each place's texts, which forms are added to; Taiwan's are in Hong Kong's already
 * and are marked.
 * @param {readonly string[][]} cells - Cells of the rows.
 * @param {(word: string) => string} fold - Makes a form what it is in Taiwan's texts
 * that are searched.
 */
function addStaying({ tw, hk, cn }, cells, fold) {
  const changed = new Set()
  const forms = new Map()
  const called = new Map()
  for (const [row, cell] of cells.entries()) {
    const [word = '', hkCell = '', , domain = '', when] = cell
    if (isBack(when)) continue
    const [form = ''] = hkCell.split('|')
    const reference = row * 256 + staying
    if (isName(domain)) addNew(called, `tw ${word}`, [word, reference])
    if (form === '' || form === word) continue
    if (isName(domain)) addNew(called, `hk ${form}`, [form, reference + 1])
    changed.add(fold(word))
    addNew(forms, fold(form), reference + 1)
  }
  const ofTaiwan = new Set(tw.map(([word]) => word))
  for (const [form, reference] of forms) {
    if (!ofTaiwan.has(form) && holds(form, changed)) tw.push([form, reference])
  }
  const ofMainland = new Set(cn.map(([word]) => word))
  for (const [form, reference] of called.values()) {
    if (ofMainland.has(form) || simplify(form) !== form) continue
    // A phrase may keep its characters, and in a text it may be none.
    const ways = [form, ...form]
    const stays = ways.every((part) => complicate(part) === part)
    if (stays && !holds(form, ofMainland)) continue
    cn.push([form, reference])
  }
  markStaying(hk, cells)
}

/**
 * Mark the words of Taiwan in which one stands that is said only in Hong Kong.
 *
 * @param {[word: string, reference: number][]} hk - Words of Hong Kong's texts.
 * @param {readonly string[][]} cells - Cells of the rows.
 */
function markStaying(hk, cells) {
  const said = new Set()
  const changed = new Set()
  for (const [word, reference] of hk) {
    if (reference % 4 !== 1) continue
    const [tw, forms = ''] = cells[(reference % staying) >>> 8] ?? []
    said.add(word)
    if (forms.split('|')[(reference >>> 2) & 63] !== tw) changed.add(word)
  }
  for (const [at, [word, reference]] of hk.entries()) {
    const isForm = reference % 4 === 0 && reference < cells.length * 256
    if (!isForm || said.has(word) || !holds(word, changed)) continue
    hk[at] = [word, reference + staying]
  }
}

/**
 * Add what is not in a map.
 *
 * @template Key, Value
 * @param {Map<Key, Value>} map - Map.
 * @param {Key} key - Key.
 * @param {Value} value - Value.
 */
function addNew(map, key, value) {
  if (!map.has(key)) map.set(key, value)
}

/**
 * Tell whether a domain is one of names.
 *
 * @param {string} domain - Domain.
 * @returns {boolean} Whether it is.
 */
function isName(domain) {
  return names.has(domain) || domain === 'people'
}

/**
 * Tell whether an entry is only for texts of the Mainland.
 *
 * @param {string | undefined} when - Its conditions.
 * @returns {boolean} Whether it is.
 */
function isBack(when) {
  return when?.split(' ').includes('back') ?? false
}

/**
 * Tell whether one of some words stands in a form.
 *
 * @param {string} form - Form.
 * @param {ReadonlySet<string>} words - Words.
 * @returns {boolean} Whether it does.
 */
function holds(form, words) {
  for (let start = 0; start < form.length; start++) {
    for (let end = start + 1; end <= form.length; end++) {
      if (words.has(form.slice(start, end))) return true
    }
  }
  return false
}

/**
 * Compile the vocabulary: its rows, and an index for each locale of a text.
 *
 * @param {readonly string[]} vocabulary - Rows.
 * @param {readonly string[]} kept - Mainland words that stay.
 * @param {ReadonlySet<string>} known - Words of the Mainland.
 * @param {readonly string[]} cues - A field and words that tell it, by line.
 * @returns {Promise<{ text: Buffer, sections: Record<string, ArrayBufferView> }>}
 *   All rows, and tables.
 */
async function compileVocabulary(vocabulary, kept, known, cues) {
  /** @type {Record<'tw' | 'hk', string>} */
  const folds = { tw: foldsOf('tw'), hk: foldsOf('hk') }
  const folder = (/** @type {string} */ pairs) => {
    const map = new Map()
    for (let at = 0; at < pairs.length; at += 2)
      map.set(pairs[at], pairs[at + 1])
    return (/** @type {string} */ word) =>
      Array.from(word, (unit) => map.get(unit) ?? unit).join('')
  }
  const foldTw = folder(folds.tw)
  const foldHk = folder(folds.hk)
  const told = cues.flatMap((line) => {
    const [field = '', words = ''] = line.split('\t')
    return words
      .split(' ')
      .filter(Boolean)
      .map((cue) => {
        const word = cue.replace(/\?$/, '')
        const mark = word === cue ? '' : '\t?'
        return `${word}\t\t${foldTw(word)}\t${field}${mark}`
      })
  })
  // A Mainland word whose characters are folded is a word of its own: 著作权法.
  const own = kept.map((word) => `${word}\t\t${word}\tcharacters\toneway\t0.9`)
  const rows = [...vocabulary, ...own, ...told]
  const cells = rows.map((row) => row.split('\t'))
  const isCue = (/** @type {number} */ row) => row >= rows.length - told.length
  const split = (/** @type {string | undefined} */ cell) =>
    cell ? cell.split('|') : []
  const columns = { tw: 0, hk: 1, cn: 2, cue: 3 }
  const tw = []
  // Of senses of one word the first that fits is taken: that of the word itself
  // before what Hong Kong says for another, and its usual form before one beside it.
  /** @type {[string, number][][]} */
  const hkByRank = [[], [], []]
  const cn = []
  const printed = [new Set(), new Set(), new Set()]
  // What says which sense a name of Taiwan has says nothing of a form that Hong
  // Kong alone has, where all that it stands for is one on the Mainland: 車路士.
  /** @type {Map<string, Set<string | undefined>>} */
  const meant = new Map()
  for (const [word, hkCell, cnCell] of cells) {
    for (const form of split(hkCell)) {
      const all = meant.get(form) ?? new Set()
      meant.set(form, all.add(form === word ? word : split(cnCell)[0]))
    }
  }
  const isUnmistakable = (
    /** @type {string} */ form,
    /** @type {string} */ mainland,
    /** @type {string} */ domain,
  ) =>
    names.has(domain) &&
    /^\p{Script=Han}{3,}$/u.test(form) &&
    meant.get(form)?.size === 1 &&
    (simplifyHk(form) !== mainland || !known.has(mainland))
  for (const [row, cell] of cells.entries()) {
    const [word = '', hkCell, cnCell, domain = '', when] = cell
    const at = row * 256
    const forms = split(hkCell)
    const [mainland = ''] = split(cnCell)
    if (isCue(row)) {
      tw.push([foldTw(word), at + columns.cue])
      hkByRank[0]?.push([foldHk(word), at + columns.cue])
      cn.push([mainland, at + columns.cue])
      continue
    }
    cn.push([mainland, at + columns.cn])
    if (isBack(when)) continue
    tw.push([foldTw(word), at + columns.tw])
    // Simplified, it is another word's first of all: 回复 is 回覆 before 回復.
    const folded = foldTw(word)
    if (folded !== word && complicate(folded) !== word) printed[2]?.add(folded)
    // What Hong Kong says for a word of Taiwan's need not be Hong Kong's only:
    // 病人 is 病患 there, and 病人 on the Mainland, too.
    const isOnlyHk = (/** @type {string} */ form) => {
      // KOL, fax and high are words of any text, whatever they stand for there.
      if (!/\p{Script=Han}/u.test(form)) return false
      const text = simplifyHk(form)
      return form === word || text === mainland || !known.has(text)
    }
    const tokens = when?.split(' ') ?? []
    const isSaid = tokens.includes('hk')
    // Words of any Chinese text, whatever they also stand for there.
    const common = tokens.find((token) => /^common(?::|$)/.test(token))
    const isCommon = (/** @type {string} */ form) =>
      common === 'common' || split(common?.slice(7)).includes(form)
    for (const [i, form] of forms.entries()) {
      if (isCommon(form)) continue
      if (!isSaid && !isOnlyHk(form)) continue
      const rank = form === word ? 0 : i === 0 ? 1 : 2
      const isSure = form !== word && isUnmistakable(form, mainland, domain)
      const sure = isSure ? unmistakable : 0
      hkByRank[rank]?.push([foldHk(form), at + i * 4 + columns.hk + sure])
    }
    if (!forms.includes(word)) {
      hkByRank[0]?.push([foldHk(word), at + columns.tw])
    }
    for (const [i, cell] of [word, hkCell, cnCell].entries()) {
      for (const form of split(cell)) if (form !== word) printed[i]?.add(form)
    }
  }
  const hk = hkByRank.flat()
  addStaying({ tw, hk, cn }, cells.slice(0, vocabulary.length), foldTw)
  const texts = rows.map((row) => Buffer.from(row))
  const units = (/** @type {string} */ text) =>
    Uint16Array.from(text, (character) => character.charCodeAt(0))
  const simplified = await simplifiedOnly()
  const sections = {
    ...startsOf(
      'rows',
      texts.map(({ length }) => length),
    ),
    entries: Uint32Array.of(vocabulary.length),
    simplified: units(simplified),
    // 户 and 温 are simplified for Taiwan, and what Hong Kong writes.
    'simplified.only': units(await withoutHongKong(simplified)),
    traditional: units(traditionalOnly(folds.tw)),
    'folds.tw': units(folds.tw),
    'folds.hk': units(folds.hk),
  }
  for (const [name, words] of Object.entries({ tw, hk, cn })) {
    const index = compileIndex(
      /** @type {[string, number][]} */ (words),
      // Text in simplified characters is the Mainland's, whatever its words.
      name === 'cn' ? [] : printed,
    )
    for (const [section, table] of Object.entries(index)) {
      Object.assign(sections, { [`${name}.${section}`]: table })
    }
  }
  return { text: Buffer.concat(texts), sections }
}

const folder = fileURLToPath(new URL('../locales/vocabulary', import.meta.url))
const rows = readVocabulary(folder)
const cues = readFileSync(resolve(folder, 'cues.tsv'), 'utf8')
  .split(/\r?\n/)
  .filter((line) => line !== '' && !line.startsWith('#'))
const words = compileWords(
  new Set(
    rows
      .map((row) => row.split('\t'))
      .filter(([, , , , , sure]) => Number(sure) >= 0.6)
      .map(([tw = '', , cn = '', , when = '']) =>
        when.split(' ').includes('back') ? cn : simplify(tw),
      ),
  ),
)
const vocabulary = await compileVocabulary(rows, words.kept, words.known, cues)
for (const [file, content] of Object.entries({
  'lexicon.bin': packTables(words.sections),
  'vocabulary.bin': packTables(vocabulary.sections),
  'rows.txt': vocabulary.text,
})) {
  writeCompiled(`src/convert/tables/${file}`, content, 'npm run vocabulary')
}
if (!process.argv.includes('--check')) {
  console.log(`${rows.length} rows of vocabulary`)
}
