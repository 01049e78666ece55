// @ts-check
// Measure the reading and writing of translation memories, in one run:
// node test/bench/tmx.bench.js [--units 1000000]
//
// YIWEN_DIST names another folder for dist/. Units are made while they are written,
// so the memory that is told is what reading and writing hold.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

/** The compiled project. */
const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('../../dist/', import.meta.url)

/** @type {import('../../src/exchange/index.ts')} */
const { printTmx, readTmx } = await import(
  new URL('exchange/index.js', dist).href
)

const { values } = parseArgs({
  options: { units: { type: 'string', default: '1000000' } },
})
const count = Number(values.units)

/** @typedef {import('../../src/exchange/index.ts').TmxUnit} TmxUnit */

const bare = { attributes: {}, props: [], notes: [] }

/** @returns {Generator<TmxUnit>} Units of a sentence in two languages, with codes. */
function* units() {
  for (let n = 0; n < count; n++) {
    yield {
      ...bare,
      line: 0,
      source: 'zh-TW',
      attributes: {
        tuid: String(n),
        changedate: '20260108T093000Z',
        creationid: 'Lin',
      },
      props: [{ type: 'x-project', text: 'news' }],
      variants: [
        {
          ...bare,
          language: 'zh-TW',
          segment: [
            '這家公司在',
            { name: 'bpt', attributes: { i: '1' }, content: ['<b>'] },
            '香港交易所',
            { name: 'ept', attributes: { i: '1' }, content: ['</b>'] },
            `上市,募集資金 ${n} 億港元。`,
          ],
        },
        {
          ...bare,
          language: 'en',
          segment: [`The company listed in Hong Kong and raised HKD ${n}.`],
        },
      ],
    }
  }
}

let bytes = 0

/** @returns {AsyncGenerator<Uint8Array>} The file, in pieces of 64 KB. */
async function* file() {
  const encoder = new TextEncoder()
  let text = ''
  for (const part of printTmx(units(), { ...bare, source: 'zh-TW' })) {
    text += part
    if (text.length < 65_536) continue
    const piece = encoder.encode(text)
    bytes += piece.length
    yield piece
    text = ''
  }
  yield encoder.encode(text)
}

/** @param {() => Promise<void>} run - Work. @returns {Promise<number>} CPU seconds. */
async function cpuOf(run) {
  const start = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

const writing = await cpuOf(async () => {
  for await (const _ of file());
})
const size = bytes
let found = 0
const both = await cpuOf(async () => {
  for await (const unit of readTmx(file())) found += unit.variants.length
})
if (found !== count * 2) throw new Error(`${found} segments were read`)
const reading = both - writing
const { maxRSS } = process.resourceUsage()

/** @param {number} seconds - Seconds. */
const rate = (seconds) =>
  `${Math.round(count / seconds)} units/s, ${(size / 1e6 / seconds).toFixed(1)} MB/s`
console.log(`${count} units, ${(size / 1e6).toFixed(0)} MB`)
console.log(`write  ${rate(writing)}`)
console.log(
  `read   ${rate(reading)} (${Math.round((count * 2) / reading)} segments/s)`,
)
console.log(`memory ${(maxRSS / 1024).toFixed(0)} MB at most`)
