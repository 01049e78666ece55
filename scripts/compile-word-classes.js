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
  grammar: 'd:3 r:3 p:1 c:1 u:1 y:1 e:1 m:20 q:3 z:3 k:1 zg:3000',
  // Time, place, direction, adjectives: in a phrase, never one by itself.
  weak: 'f:1 t:3 s:3 a:5 ad:3',
  verb: 'v:20',
  idiom: 'i:10',
}

const rows = readFileSync(path, 'utf8')
  .split('\n')
  .map((line) => line.split(' '))
  .filter(([word = '']) => /^[\u4e00-\u9fff]{1,6}$/u.test(word))

/** Words as text is searched: 着 for 著. */
const fold = (/** @type {string} */ word) => word.replaceAll('著', '着')

let source =
  '// Made by scripts/compile-word-classes.js from the dictionary of jieba (MIT).\n'
for (const [name, tags] of Object.entries(classes)) {
  const least = new Map(
    tags.split(' ').map((tag) => {
      const [key = '', count = ''] = tag.split(':')
      return [key, Number(count)]
    }),
  )
  const words = rows
    .filter(
      ([, count, tag = '']) => Number(count) >= (least.get(tag) ?? Infinity),
    )
    .map(([word = '']) => fold(word))
  const list = [...new Set(words)].sort().join(' ')
  source += `\n/** ${words.length} words. */\nexport const ${name} =\n  '${list}'\n`
}
writeFileSync(
  new URL('../src/extract/word-classes-data.ts', import.meta.url),
  source,
)
