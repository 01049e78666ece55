// @ts-check
// Measure the translation memory on sentences that are put together anew from
// real ones: node test/bench/memory.bench.js [--segments 1000000] [--lookups 2000]
//
// It wants ../shared/corpus. YIWEN_DIST names another folder for dist/.
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import {
  chinese,
  clock,
  edited,
  english,
  percentiles,
  pick,
  random,
  sentence,
} from './sentences.js'

const root = new URL('../../', import.meta.url)

/** The compiled project. */
const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('dist/', root)

/** @typedef {import('../../src/memory/index.ts').MemoryEntry} MemoryEntry */
/** @type {import('../../src/memory/index.ts')} */
const { openMemory } = await import(new URL('memory/index.js', dist).href)
/** @type {import('../../src/convert/index.ts')} */
const { characterConverter } = await import(
  new URL('convert/index.js', dist).href
)

/** @type {import('../../src/build/memory.ts')} */
const { openProjectMemory, printMemory } = await import(
  new URL('build/memory.js', dist).href
)
/** @type {import('../../src/exchange/index.ts')} */
const { LeftOut } = await import(new URL('exchange/index.js', dist).href)

const { values: options } = parseArgs({
  options: {
    segments: { type: 'string', default: '1000000' },
    lookups: { type: 'string', default: '2000' },
  },
})
const size = Number(options.segments)
const lookups = Number(options.lookups)

/** @returns {Generator<MemoryEntry>} Entries, each of another sentence. */
function* entries() {
  const seen = new Set()
  for (let count = 0; count < size; ) {
    const source = sentence()
    if (seen.has(source)) continue
    seen.add(source)
    count++
    const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      pick(english),
    )
    yield {
      source:
        random() < 0.05 ? [{ open: '1' }, source, { close: '1' }] : [source],
      sourceLocale: 'zh-TW',
      target: [`${words.join(', ')}.`],
      targetLocale: 'en',
      state: 'translated',
      article: `articles/${count >> 8}.md`,
    }
  }
}

/** @param {{ wall: number, cpu: number }} spent - Milliseconds. */
function rateOf({ wall, cpu }) {
  return {
    seconds: Number((wall / 1000).toFixed(1)),
    perSecond: Math.round((size / wall) * 1000),
    cpuSeconds: Number((cpu / 1000).toFixed(1)),
    perCpuSecond: Math.round((size / cpu) * 1000),
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-memory-'))
/** @type {Record<string, unknown>} */
const report = { segments: size, node: process.version }
try {
  /** @type {string[]} */
  const texts = []
  let bytes = 0
  const all = function* () {
    for (const entry of entries()) {
      const text = entry.source.find((part) => typeof part === 'string')
      texts.push(String(text))
      bytes += Buffer.byteLength(String(text) + entry.target.join(''))
      yield entry
    }
  }
  const file = path.join(folder, '.yiwen/memory.sqlite')
  let memory = openMemory(file)
  let spent = clock()
  await memory.importEntries(all(), { file: 'a', stamp: '1' })
  // Making the sentences is part of it.
  report['importEntries'] = rateOf(spent())
  report['megabytes'] = Math.round(statSync(file).size / 1e6)
  report['megabytesOfText'] = Math.round(bytes / 1e6)
  const tmx = path.join(folder, 'locales/memory/a.tmx')
  mkdirSync(path.dirname(tmx), { recursive: true })
  spent = clock()
  const output = openSync(tmx, 'w')
  let text = ''
  for (const part of printMemory(memory, {}, new LeftOut())) {
    text += part
    if (text.length < 1 << 18) continue
    writeSync(output, text)
    text = ''
  }
  writeSync(output, text)
  closeSync(output)
  report['exportTmx'] = rateOf(spent())
  report['megabytesOfTmx'] = Math.round(statSync(tmx).size / 1e6)
  memory.close()
  spent = clock()
  const opened = await openProjectMemory({ cwd: folder, rebuild: true })
  report['importTmx'] = { ...rateOf(spent()), added: opened.report.added }
  opened.memory.close()
  report['rssMegabytesAfterImport'] = Math.round(
    process.resourceUsage().maxRSS / 1000,
  )
  spent = clock()
  memory = openMemory(file)
  memory.lookup(['第一次'], { source: 'zh-TW', target: 'en' })
  report['firstLookup'] = Number(spent().wall.toFixed(2))
  const toSimplified = characterConverter('zh-TW', 'zh-CN')
  const toHongKong = characterConverter('zh-TW', 'zh-HK')
  const variants = /** @type {const} */ ([
    { locale: 'zh-CN', convert: toSimplified },
    { locale: 'zh-HK', convert: toHongKong },
  ])
  /** @type {Record<string, () => string>} */
  const kinds = {
    exact: () => pick(texts),
    fuzzy: () => edited(pick(texts)),
    miss: () => sentence(),
  }
  for (const [kind, make] of Object.entries(kinds)) {
    for (const [name, others] of /** @type {const} */ ([
      [kind, []],
      [`${kind}WithVariants`, variants],
    ])) {
      const walls = []
      const cpus = []
      let found = 0
      for (let count = 0; count < lookups; count++) {
        const sentence = [make()]
        const spent = clock()
        const matches = memory.lookup(sentence, {
          source: 'zh-TW',
          target: 'en',
          variants: others,
        })
        const { wall, cpu } = spent()
        walls.push(wall)
        cpus.push(cpu)
        if (matches.length > 0) found++
      }
      const share = found / lookups
      report[name] = {
        wall: percentiles(walls),
        cpu: percentiles(cpus),
        found: share,
      }
    }
  }
  const walls = []
  const cpus = []
  for (let count = 0; count < 20; count++) {
    const spent = clock()
    memory.search(pick(chinese).slice(0, 4), { source: 'zh-TW' })
    const { wall, cpu } = spent()
    walls.push(wall)
    cpus.push(cpu)
  }
  report['search'] = { wall: percentiles(walls), cpu: percentiles(cpus) }
  memory.close()
  report['rssMegabytes'] = Math.round(process.resourceUsage().maxRSS / 1000)
  console.log(JSON.stringify(report, undefined, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
