// Measure how well terms are extracted, against lists made by hand:
//
//   npm run eval:terms                   recall, and precision of the best 100
//   npm run eval:terms -- --show 100     also the best candidates, right or wrong
//   npm run eval:terms -- --missed       also the terms that were not found
//   npm run eval:terms -- --strictness 0.3 --limit 200
//
// Recall: of the list's terms of two or more Han characters that stand in the
// article, how many are candidates. Precision: how many of the best candidates
// are a term of the list or a variant of one, letter by letter. What contains a
// term of the list, or is contained in one, is told apart and not counted.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { VFile } from 'vfile'
import { extractTerms } from '../dist/extract-terms.js'

const { values } = parseArgs({
  options: {
    show: { type: 'string' },
    missed: { type: 'boolean', default: false },
    strictness: { type: 'string', default: '0.5' },
    limit: { type: 'string', default: '100' },
    article: { type: 'string' },
  },
})
const root = fileURLToPath(new URL('../', import.meta.url))
const plurality = 'pluralitybook__plurality/contents/traditional-mandarin'
/** Article, list, and in which columns the terms are. */
const lists = [
  ['../shared/seed/article.txt', '../shared/glossary/seed-glossary.tsv', 1],
  [
    `../shared/corpus/${plurality}/5-7-社會市場.md`,
    'test/data/terms/social-markets.tsv',
    0,
  ],
  [
    '../shared/corpus/MicrosoftDocs__ATADocs.zh-tw/ATADocs/ata-architecture.md',
    'test/data/terms/ata-architecture.tsv',
    0,
  ],
  // Held out: nothing was set by these.
  [
    'articles/2026-02-11-balance-sheet.md',
    'test/data/terms/balance-sheet.tsv',
    0,
  ],
  [
    '../shared/corpus/Bosh-Kuo__Bosh-Docusaurus-Dev-Notes/docs/21-Operating-System/05-Chapter5/01-basic-concepts.md',
    'test/data/terms/cpu-scheduling.tsv',
    0,
  ],
]
const percent = (/** @type {number} */ part, /** @type {number} */ whole) =>
  `${part} of ${whole} (${((100 * part) / Math.max(whole, 1)).toFixed(1)} %)`

/**
 * Read a list.
 *
 * @param {string} path - File.
 * @param {number} column - Column of the terms; the hand-made lists have the
 *   variants behind it.
 * @returns {string[][]} Terms, each with its variants.
 */
function readTerms(path, column) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .filter((cells) => cells[0] !== 'id')
    .map((cells) =>
      column === 0
        ? [cells[0] ?? '', ...(cells[1]?.split('|') ?? [])]
        : // The abbreviation is a word of the article, too.
          [cells[column] ?? '', cells[5] ?? ''],
    )
    .map((forms) => forms.filter((form) => form !== ''))
}

const limit = Number(values.limit)
for (const [article, list, column] of lists) {
  if (values.article && !String(article).includes(values.article)) continue
  if (!existsSync(`${root}${article}`)) {
    console.log(`Skipped ${article}: it is not there.`)
    continue
  }
  const text = readFileSync(`${root}${article}`, 'utf8')
  const terms = readTerms(`${root}${list}`, Number(column))
  const file = new VFile({ path: String(article), value: text })
  const strictness = Number(values.strictness)
  const { candidates } = extractTerms([{ file }], { strictness })
  const found = new Set(candidates.map((candidate) => candidate.text))
  const multi = terms
    .map(([term = '']) => term)
    .filter((term) => /\p{Script=Han}{2,}/u.test(term) && text.includes(term))
  const missed = multi.filter((term) => !found.has(term))
  const all = new Set(terms.flat())
  const best = candidates.slice(0, limit)
  const right = best.filter((candidate) => all.has(candidate.text))
  const near = best.filter(
    ({ text: one }) =>
      !all.has(one) &&
      [...all].some((term) => term.includes(one) || one.includes(term)),
  )
  console.log(`${article}`)
  console.log(`  candidates ${candidates.length} at strictness ${strictness}`)
  console.log(
    `  recall     ${percent(multi.length - missed.length, multi.length)}`,
  )
  console.log(`  precision  ${percent(right.length, best.length)}`)
  console.log(`  near       ${percent(near.length, best.length)}`)
  if (values.missed) console.log(`  missed     ${missed.join(' ')}`)
  if (values.show) {
    for (const one of candidates.slice(0, Number(values.show))) {
      const mark = all.has(one.text) ? '+' : near.includes(one) ? '~' : '-'
      const why = one.evidence.map((e) => `${e.kind} ${e.value}`).join('; ')
      console.log(
        `  ${mark} ${one.score} ${one.kind} ${one.text} ×${one.count}  ${one.english?.text ?? ''}  [${why}]`,
      )
    }
  }
}
