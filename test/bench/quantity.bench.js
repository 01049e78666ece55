// @ts-check
// Measure the reading and comparing of quantities, in CPU time, in one run:
// node test/bench/quantity.bench.js [--rounds 5]
//
// YIWEN_DIST names another folder for dist/.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const root = new URL('../../', import.meta.url)
const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('dist/', root)

/** @type {import('../../src/quantity/index.ts')} */
const { compareQuantities, findQuantities } = await import(
  new URL('quantity/index.js', dist).href
)
const corpus = fileURLToPath(new URL('../shared/corpus/', root))
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' } },
})
const rounds = Number(options.rounds)

/** What a reader of numbers might take more than one look at. */
const hostile = ['一', '億萬', '1,', '1:2:', '1到', '第', 'one hundred ', 'a-']

if (existsSync(corpus)) {
  const texts = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .slice(0, 400)
    .map((file) => readFileSync(path.join(corpus, file), 'utf8'))
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  report('corpus', size, () => {
    for (const text of texts) findQuantities(text, { locale: 'zh-TW' })
  })
}
for (const piece of hostile) {
  for (const length of [25_000, 100_000]) {
    const text = piece.repeat(Math.ceil(length / piece.length))
    report(`${JSON.stringify(piece)} × ${length}`, text.length, () => {
      for (const locale of /** @type {const} */ (['zh-TW', 'en'])) {
        const found = findQuantities(text, { locale })
        compareQuantities(found, found.slice(found.length / 2))
      }
    })
  }
}

/**
 * Print the median CPU time of a task.
 *
 * @param {string} name
 * @param {number} size - UTF-16 units it reads.
 * @param {() => void} task
 */
function report(name, size, task) {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage().user
    task()
    return (process.cpuUsage().user - before) / 1000
  }).sort((a, b) => a - b)
  const middle = times[Math.floor(rounds / 2)] ?? 0
  const speed = (size / 1000 / Math.max(middle, 0.001)).toFixed(2)
  console.log(`${name}: ${middle.toFixed(0)} ms, ${speed} M units/s`)
}
