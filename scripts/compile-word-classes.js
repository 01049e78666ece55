// Compile src/extract/word-classes-data.ts: words of jieba's dictionary that
// are not nouns, by what they do in a phrase. Nouns are what is in no class.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const path = require
  .resolve('@node-rs/jieba/package.json')
  .replace(/package\.json$/, 'dict.txt')

/** Tags of the dictionary by class, and how often a word has to occur. */
const classes = {
  // Adverbs, pronouns, prepositions, conjunctions, particles, numerals, measures.
  grammar: 'd:3 r:3 p:1 c:1 u:1 y:1 e:1 m:20 q:3 z:3 k:1',
  // Time, place, direction, adjectives: in a phrase, never one by itself.
  weak: 'f:1 t:3 s:3 a:5 ad:3',
  verb: 'v:3',
  idiom: 'i:10',
}

/** How many longer nouns a verb has to end to be a noun as well: 組織. */
const leastEndings = 4

/** How many longer nouns an adverb has to begin to be an adjective: 自動. */
const leastBeginnings = 2

const rows = readFileSync(path, 'utf8')
  .split('\n')
  .map((line) => line.split(' '))
  .filter(([word = '']) => /^[\u4e00-\u9fff]{1,6}$/u.test(word))

// The dictionary has one tag a word, its commonest. What longer nouns are made
// of it tells the others.
const endings = new Map()
const beginnings = new Map()
const add = (
  /** @type {Map<string, number>} */ map,
  /** @type {string} */ key,
) => map.set(key, (map.get(key) ?? 0) + 1)
for (const [word = '', , tag = ''] of rows) {
  if (!/^(?:n|nz|vn|j|l)$/.test(tag)) continue
  for (const length of [2, 3]) {
    if (word.length <= length) continue
    if (tag !== 'l') add(endings, word.slice(-length))
    add(beginnings, word.slice(0, length))
  }
}

/**
 * Tell the class of a word by its tag and by the nouns it is part of.
 *
 * @param {string} word - Word.
 * @param {number} count - How often it occurs.
 * @param {string} tag - Its tag.
 * @returns {string} Class, or nothing for a noun.
 */
function classOf(word, count, tag) {
  for (const [name, tags] of Object.entries(classes)) {
    const least = tags
      .split(' ')
      .map((one) => one.split(':'))
      .find(([key]) => key === tag)?.[1]
    if (least === undefined || count < Number(least)) continue
    if (name === 'verb' && !/[來来去]$/.test(word)) {
      if ((endings.get(word) ?? 0) >= leastEndings) return ''
    }
    if (name === 'grammar' && word.length > 1 && /^[dmqz]$/.test(tag)) {
      const isNumber = /^[一二三四五六七八九十两几数]/.test(word)
      // 百億 and 第三 are numbers that terms begin with.
      if (/^(?:[十百千万亿]+|第[一二三四五六七八九十])$/.test(word))
        return 'weak'
      if (!isNumber && (beginnings.get(word) ?? 0) >= leastBeginnings) {
        return 'weak'
      }
    }
    return name
  }
  return ''
}

/** Words as text is searched: 着 for 著. */
const fold = (/** @type {string} */ word) => word.replaceAll('著', '着')

let source =
  '// Made by scripts/compile-word-classes.js from the dictionary of jieba (MIT).\n'
for (const name of Object.keys(classes)) {
  const words = rows
    .filter(
      ([word = '', count, tag = '']) =>
        classOf(word, Number(count), tag) === name,
    )
    .map(([word = '']) => fold(word))
  const list = [...new Set(words)].sort().join(' ')
  source += `\n/** ${words.length} words. */\nexport const ${name}: string =\n  '${list}'\n`
}
writeFileSync(
  new URL('../src/extract/word-classes-data.ts', import.meta.url),
  source,
)
