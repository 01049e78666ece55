// Compile the word lexicon and the regional vocabulary into
// src/convert/lexicon-data.ts and vocabulary-data.ts, so that converting needs no file system and
// works in a browser. With --check, only say whether that is needed.
//
// The lexicon is jieba's dictionary: words of Mainland text with how often they
// occur. The vocabulary is locales/vocabulary/*.tsv.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js'

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
const condition = /^(?:domain|oneway|[+-](?:before|after|near):[^\s`\\$]+)$/

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
      if (/[`\\$]/.test(line)) fail('a character the module cannot carry')
      const tokens = when === '' ? [] : when.split(' ')
      if (!tokens.every((token) => condition.test(token))) fail('bad condition')
      const key = [tw, domain, when].join('\t')
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
 * Compile words to a table of fingerprints.
 *
 * 65,536 buckets by the upper half of the hash; in each, the lower half of its
 * words and a byte of cost: eight times the negative logarithm of how probable
 * the word is. Three bytes a word, for 349,000 words.
 *
 * @returns {{ kept: string[], counts: string, prints: string, costs: string, singles: string, longest: number }}
 *   Tables in base64.
 */
function compileWords() {
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
  for (const line of text.split('\n')) {
    const [word = '', count = '0', kind = ''] = line.trim().split(' ')
    if (!/^\p{Script=Han}+$/u.test(word)) continue
    total += Number(count)
    // Half of the dictionary occurs the same least number of times. Of that
    // half, names and long words help nobody to find a boundary.
    if (Number(count) <= 3 && (/^n[rst]/.test(kind) || word.length > 4))
      continue
    if (word.length > 6) continue
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
  const buckets = Array.from({ length: 65536 }, () => new Map())
  let longest = 0
  for (const [word, count] of words) {
    if (word.length === 1) {
      singles[word.charCodeAt(0)] = cost(count)
      continue
    }
    longest = Math.max(longest, word.length)
    const value = hash(word)
    const bucket = buckets[value >>> 16]
    const print = value & 0xffff
    bucket.set(print, Math.min(cost(count), bucket.get(print) ?? 255))
  }
  const counts = new Uint8Array(65536)
  const prints = []
  const costs = []
  for (const [index, bucket] of buckets.entries()) {
    counts[index] = bucket.size
    for (const [print, value] of [...bucket].sort(([a], [b]) => a - b)) {
      prints.push(print & 0xff, print >> 8)
      costs.push(value)
    }
  }
  const base64 = (/** @type {Uint8Array | number[]} */ bytes) =>
    Buffer.from(bytes).toString('base64')
  return {
    kept: kept.sort(),
    counts: base64(counts),
    prints: base64(prints),
    costs: base64(costs),
    singles: base64(singles.subarray(0x4e00, 0xa000)),
    longest,
  }
}

/**
 * List the characters that only simplified text has: OpenCC makes another of
 * them in traditional text, and Big5 does not have them.
 *
 * @returns {string} Characters of the basic plane.
 */
async function simplifiedOnly() {
  const { default: pairs } = await import('opencc-js/dict/STCharacters')
  const decoder = new TextDecoder('big5')
  const big5 = new Set()
  for (let high = 0xa4; high <= 0xf9; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      big5.add(decoder.decode(Uint8Array.of(high, low)))
    }
  }
  return pairs
    .split('|')
    .map((/** @type {string} */ pair) => pair.split(' ')[0])
    .filter((/** @type {string} */ c) => c.length === 1 && !big5.has(c))
    .sort()
    .join('')
}

const root = new URL('..', import.meta.url)
const folder = fileURLToPath(new URL('locales/vocabulary', root))
const rows = readVocabulary(folder)
const cues = readFileSync(resolve(folder, 'cues.tsv'), 'utf8')
  .split(/\r?\n/)
  .filter((line) => line !== '' && !line.startsWith('#'))
const { kept, counts, prints, costs, singles, longest } = compileWords()
/** @type {Record<string, string>} */
const modules = {
  'lexicon-data.ts': `// biome-ignore-all format: generated
// Generated by scripts/compile-lexicon.js from jieba's dictionary; run it.

/** Longest word, in characters. */
export const longestWord = ${longest}

/** How many words each bucket has. */
export const bucketCounts = '${counts}'

/** Lower half of each word's hash, two bytes, by bucket. */
export const fingerprints = '${prints}'

/** Cost of each word. */
export const wordCosts = '${costs}'

/** Cost of the characters from U+4E00 to U+9FFF. */
export const characterCosts = '${singles}'
`,
  'vocabulary-data.ts': `// biome-ignore-all format: generated
// Generated by scripts/compile-lexicon.js; change locales/vocabulary/ and run it.

/** Characters that only simplified text has. */
export const simplifiedCharacters = '${await simplifiedOnly()}'

/** Characters and what each is where text is searched, one after the other. */
export const folds = {
  'zh-TW': '${foldsOf('tw')}',
  'zh-HK': '${foldsOf('hk')}',
} as const

/** Words that tell a field: field and words, separated by spaces. */
export const cueRows = \`${cues.join('\n')}\`

/** Mainland words with characters that are folded: 著作权法, 乾坤. */
export const keptWords = '${kept.join(' ')}'

/** Vocabulary: zh-TW, zh-HK, zh-CN, domain, conditions, confidence. */
export const vocabularyRows = \`${rows.join('\n')}\`
`,
}
for (const [name, module] of Object.entries(modules)) {
  const target = fileURLToPath(new URL(`src/convert/${name}`, root))
  if (!process.argv.includes('--check')) {
    writeFileSync(target, module)
  } else if (readFileSync(target, 'utf8') !== module) {
    console.error(`src/convert/${name} is stale: npm run vocabulary`)
    process.exitCode = 1
  }
}
if (!process.argv.includes('--check')) {
  console.log(`${rows.length} rows of vocabulary`)
}
