// @ts-check
// Measure conversions beside those of other programs, in CPU time, in one run, each
// twice in a row of which the second time counts:
// node test/bench/convert.bench.js [--config tw2sp,t2s] [--rounds 7] [--json]
//
// YIWEN_DIST names another folder for dist/. Programs that are not installed
// are skipped by name; YIWEN_PEERS names a folder with other node_modules.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const root = new URL('../../', import.meta.url)

/** The compiled project. */
const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('dist/', root)

const corpus = fileURLToPath(new URL('../shared/corpus/', root))
const articles = fileURLToPath(new URL('articles/', root))

const { values: options } = parseArgs({
  options: {
    config: { type: 'string', default: 'tw2sp,t2s,s2t,s2twp' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
})
const configs = options.config.split(',')
const rounds = Number(options.rounds)

/**
 * @typedef {(input: string | Uint8Array) => string | Uint8Array} Convert
 * @typedef {object} Implementation
 * @property {string} name
 * @property {boolean} [bytes] Whether it takes and gives UTF-8.
 * @property {boolean} [mustBeSame] Whether it has to give what opencc-js gives.
 * @property {boolean} [isLimit] Whether it converts nothing.
 * @property {(config: string) => Promise<Convert | undefined>} load `undefined`
 * where it does not have the configuration; throws where it is not there.
 */

/**
 * What is measured. A mode of ours is a line here.
 *
 * @type {Implementation[]}
 */
const implementations = [
  {
    name: 'ours, compat',
    mustBeSame: true,
    load: async (config) => {
      const { createCompatConverter } = await importOurs('convert/compat.js')
      return createCompatConverter(config)
    },
  },
  {
    name: 'ours, compat, bytes',
    bytes: true,
    mustBeSame: true,
    load: async (config) => {
      const { createCompatByteConverter } =
        await importOurs('convert/compat.js')
      return createCompatByteConverter(config)
    },
  },
  {
    name: 'ours, editorial',
    load: async (config) => {
      if (config !== 'tw2sp' && config !== 'tw2s') return undefined
      const { createConverter } = await importOurs('text.js')
      // What opencc-js does, too: characters and words.
      const marks = { quotes: 'keep', brackets: 'keep' }
      return createConverter({ to: 'zh-CN', ...marks })
    },
  },
  {
    name: 'ours, editorial, marks',
    load: async (config) => {
      if (config !== 'tw2sp' && config !== 'tw2s') return undefined
      const { createConverter } = await importOurs('text.js')
      return createConverter({ to: 'zh-CN' })
    },
  },
  {
    name: 'opencc-js',
    mustBeSame: true,
    load: async (config) => {
      const { Converter } = await importPeer('opencc-js')
      return Converter(localesOf(config))
    },
  },
  {
    name: 'opencc (native addon)',
    load: async (config) => {
      const { OpenCC } = await importPeer('opencc')
      const converter = new OpenCC(`${config}.json`)
      return (text) => converter.convertSync(text)
    },
  },
  {
    name: 'simplecc-wasm',
    load: async (config) => {
      const { simplecc } = await importPeer('simplecc-wasm')
      return config === 't2s' ? (text) => simplecc(text, config) : undefined
    },
  },
  {
    name: 'opencc-fmmseg-wasm',
    load: async (config) => {
      const module = await importPeer('opencc-fmmseg-wasm')
      const wasm = path.join(
        path.dirname(resolvePeer('opencc-fmmseg-wasm')),
        'opencc_fmmseg_wasm_bg.wasm',
      )
      await module.default({ module_or_path: readFileSync(wasm) })
      const converter = new module.OpenccWasm(config)
      return (text) => converter.convert(text, false)
    },
  },
  {
    name: 'limit: decode, copy, encode',
    bytes: true,
    isLimit: true,
    load: async () => (utf8) => {
      const text = Buffer.from(utf8).toString('utf8')
      const units = Buffer.from(text, 'utf16le')
      return Buffer.from(units.toString('utf16le'))
    },
  },
  {
    name: 'limit: table loop over UTF-16',
    isLimit: true,
    load: async () => {
      const table = new Uint16Array(0x10000).map((_, unit) => unit)
      return (text) => {
        const bytes = Buffer.from(/** @type {string} */ (text), 'utf16le')
        const { buffer, byteOffset, length } = bytes
        const units = new Uint16Array(buffer, byteOffset, length / 2)
        for (let i = 0; i < units.length; i++) {
          units[i] = /** @type {number} */ (table[units[i] ?? 0])
        }
        return bytes.toString('utf16le')
      }
    },
  },
]

/**
 * @param {string} file - Path in the compiled project.
 * @returns {Promise<any>} The module.
 */
function importOurs(file) {
  return import(new URL(file, dist).href)
}

/**
 * @param {string} name - Package.
 * @returns {string} Its main file.
 */
function resolvePeer(name) {
  const peers = process.env['YIWEN_PEERS']
  const bases = [
    fileURLToPath(import.meta.url),
    ...(peers ? [path.resolve(peers, 'package.json')] : []),
  ]
  for (const base of bases) {
    try {
      return createRequire(base).resolve(name)
    } catch {
      // The other place may have it.
    }
  }
  throw new Error('not installed')
}

/**
 * @param {string} name - Package.
 * @returns {Promise<any>} The module.
 */
async function importPeer(name) {
  const module = await import(pathToFileURL(resolvePeer(name)).href)
  return module.default?.Converter || module.default?.simplecc
    ? module.default
    : module
}

/**
 * @param {string} config - Configuration, for example `tw2sp`.
 * @returns {{ from: string, to: string }} opencc-js's names.
 */
function localesOf(config) {
  const isPhrases = config.endsWith('p') && !config.endsWith('jp')
  const plain = isPhrases ? config.slice(0, -1) : config
  const [from = '', to = ''] = plain
    .split('2')
    .map((tag) => (tag === 's' ? 'cn' : tag))
  if (!isPhrases) return { from, to }
  return to === 'cn' ? { from: `${from}p`, to } : { from, to: `${to}p` }
}

/**
 * @param {() => unknown} run - What to measure.
 * @returns {number} Milliseconds of CPU, of all threads.
 */
function cpuOf(run) {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** @param {readonly number[]} numbers - Numbers. */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** @param {string} text - Text, maybe in pieces. @returns {string} In one. */
function flatten(text) {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}

/**
 * @param {string} text - Text.
 * @param {number} size - Bytes of UTF-8.
 * @returns {string} The text again and again, until it is that long.
 */
function repeat(text, size) {
  return text.repeat(Math.ceil(size / Buffer.byteLength(text)))
}

/** @param {string} folder - Folder. @returns {string[]} Its Markdown files. */
function markdownIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:md|mdx|markdown)$/.test(file))
    .sort()
    .map((file) => path.join(folder, file))
}

/** @returns {{ name: string, text: string }[]} Texts in Taiwan's characters. */
function makeInputs() {
  const inCorpus = markdownIn(corpus)
  const files = inCorpus.length > 0 ? inCorpus : markdownIn(articles)
  let markdown = ''
  for (const file of files) {
    if (Buffer.byteLength(markdown) > 4_700_000) break
    markdown += readFileSync(file, 'utf8')
  }
  const seed = readFileSync(
    path.join(articles, '2026-01-08-zhipu-ipo.md'),
    'utf8',
  )
  return [
    {
      name: inCorpus.length > 0 ? 'md, corpus' : 'md, articles',
      text: repeat(markdown, 4_000_000),
    },
    { name: 'seed', text: repeat(seed, 4_000_000) },
  ]
}

/**
 * Texts that break a simpler design, with the dictionaries that make them so.
 *
 * @returns {Promise<{ name: string, text: string, only?: string }[]>} Texts;
 * `only` ours where opencc-js would not come to an end.
 */
async function makeWorstCases() {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('opencc-js/core')),
    'dict',
  )
  /** @type {Record<string, string[]>} */
  const keys = {}
  for (const name of ['STPhrases', 'TWPhrasesRev', 'TWPhrases', 'TSPhrases']) {
    const { default: text } = await import(
      pathToFileURL(path.join(folder, `${name}.js`)).href
    )
    keys[name] = text
      .split('|')
      .map((/** @type {string} */ entry) => entry.split(' ')[0])
  }
  const all = Object.values(keys).flat()
  const long = all.filter((key) => key.length > 5)
  const size = 2_000_000
  const make = (/** @type {string[]} */ parts) => repeat(parts.join(''), size)
  return [
    { name: 'every phrase', text: make(all) },
    { name: 'prefixes of phrases', text: make(all.map((k) => k.slice(0, -1))) },
    {
      name: 'prefixes of long ones',
      text: make(long.map((k) => k.slice(0, -1))),
    },
    { name: 'first characters', text: make(all.map((key) => key.charAt(0))) },
    {
      name: 'words with many senses',
      text: make(['資料設定執行程式檔案通過支援行動影片智慧複製']),
    },
    {
      name: 'such words in sentences',
      text: make(['他在資料裡看到設定，並且執行了行動。']),
    },
    { name: 'surnames', text: make(['王李張劉陳']) },
    { name: 'marks that never close', text: make(['「『(中']) },
    { name: 'marks that never opened', text: make(['中)』」']) },
    { name: 'one character', text: make(['一']) },
    { name: 'one that leads', text: make(['程']) },
    { name: 'one phrase', text: make(['程式碼']) },
    { name: 'one phrase, cut off', text: make(['不怕虎']) },
    { name: 'astral ideographs', text: make(['𠮷𪚥𫝆𩷶']) },
    { name: 'emoji', text: make(['😀👍🏽']) },
    { name: 'compatibility ideographs', text: make(['豈更車\u{2f800}']) },
    { name: 'description sequences', text: make(['⿰亻車⿳亠口冋']) },
    { name: 'lone surrogates', text: make(['\ud840程\ud840']) },
    { name: 'NUL', text: make(['\0']) },
    { name: 'ASCII', text: make(['The quick brown fox. ']) },
    {
      name: 'descriptions without parts',
      text: make(['⿰']),
      only: 'ours',
    },
  ]
}

/**
 * @param {string} config - Configuration.
 * @param {readonly Implementation[]} wanted - Implementations.
 * @param {{ name: string, text: string, only?: string }[]} inputs - Texts.
 * @param {number} count - Rounds.
 */
async function measure(config, wanted, inputs, count) {
  /** @type {[Implementation, Convert][]} */
  const loaded = []
  for (const implementation of wanted) {
    try {
      const convert = await implementation.load(config)
      if (convert) loaded.push([implementation, convert])
      else skipped.add(`${implementation.name}: has no ${config}`)
    } catch (error) {
      const [why] = String(/** @type {Error} */ (error).message).split('\n')
      skipped.add(`${implementation.name}: ${why}`)
    }
  }
  /** @type {Row[]} */
  const rows = []
  const simplify = loaded.find(([{ name }]) => name === 'ours, compat')
  for (const { name, text, only } of inputs) {
    const isSimplified = config.startsWith('s2') && simplify !== undefined
    const source = flatten(isSimplified ? await simplified(text) : text)
    const utf8 = new Uint8Array(Buffer.from(source))
    const size = utf8.length / 1e6
    const runs = loaded
      .filter(([{ name: own }]) => !only || own.startsWith(only))
      .map(([implementation, convert]) => ({
        implementation,
        run: () => convert(implementation.bytes ? utf8 : source),
        times: /** @type {number[]} */ ([]),
        result: '',
      }))
    for (let round = -1; round < count; round++) {
      for (const each of runs) {
        /** @type {string | Uint8Array} */
        let result = each.run()
        // Only what comes behind itself is timed: the one before left its garbage
        // and its tables, which a program that converts with one of them has not.
        const time = cpuOf(() => {
          result = each.run()
        })
        // The first is to warm up, and to compare.
        if (round >= 0) each.times.push(time)
        else if (typeof result === 'string') each.result = result
        else each.result = Buffer.from(result).toString('utf8')
      }
    }
    const base = runs.find((each) => each.implementation.name === 'opencc-js')
    for (const { implementation, times, result } of runs) {
      const expected = implementation.bytes
        ? Buffer.from(base?.result ?? '').toString('utf8')
        : base?.result
      const isSame = !base || result === expected
      if (implementation.mustBeSame && !isSame) {
        throw new Error(`${implementation.name} differs: ${config}, ${name}`)
      }
      rows.push({
        config,
        input: name,
        implementation: implementation.name,
        speed: size / (median(times) / 1000),
        best: size / (Math.min(...times) / 1000),
        ratio: base ? median(base.times) / median(times) : Number.NaN,
        output: implementation.isLimit ? '' : isSame ? 'same' : 'differs',
      })
    }
  }
  return rows
}

/** @param {string} text - Text. @returns {Promise<string>} In Simplified. */
async function simplified(text) {
  const { createCompatConverter } = await importOurs('convert/compat.js')
  return createCompatConverter('tw2sp')(text)
}

/**
 * @typedef {object} Row
 * @property {string} config
 * @property {string} input
 * @property {string} implementation
 * @property {number} speed Megabytes of UTF-8 in a second of CPU, by the median.
 * @property {number} best The same by the fastest round.
 * @property {number} ratio To opencc-js.
 * @property {string} output Whether it is opencc-js's.
 */

/** @type {Set<string>} */
const skipped = new Set()

/**
 * Run a script in a Node of its own.
 *
 * @param {string} script - Source of a module.
 * @returns {{ cpu: number, memory: number, result: number }} Milliseconds of
 * CPU, megabytes of memory, and what the script left in `result`.
 */
function runAlone(script) {
  const report = `
    const total = process.cpuUsage()
    // The most that was used; resourceUsage would count the parent, too.
    const fs = await import('node:fs')
    const file = '/proc/self/status'
    const status = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
    console.log(JSON.stringify({
      cpu: (total.user + total.system) / 1000,
      memory: Number(/VmHWM:\\s*(\\d+)/.exec(status)?.[1]) / 1024,
      result: globalThis.result,
    }))`
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    const file = path.join(folder, 'alone.mjs')
    writeFileSync(file, script + report)
    const output = execFileSync(process.execPath, [file], { encoding: 'utf8' })
    return JSON.parse(output)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a start takes: load, make a converter, convert a sentence. */
function measureStart() {
  const door = JSON.stringify(new URL('text/node.js', dist).href)
  const sentence = JSON.stringify('這一行程式碼用滑鼠點擊，软件也可以。')
  const ours = (/** @type {string} */ config) =>
    `import { createCompatConverter } from ${door}
     createCompatConverter('${config}')(${sentence})`
  const editorial = `import { createConverter } from ${door}
     createConverter({ to: 'zh-CN' })(${sentence})`
  const openccJs = (/** @type {string} */ config) =>
    `import { Converter } from ${JSON.stringify(
      pathToFileURL(resolvePeer('opencc-js').replace('umd', 'esm')).href,
    )}
     Converter(${JSON.stringify(localesOf(config))})(${sentence})`
  const cases = [
    { name: 'Node alone', script: '' },
    { name: 'ours, editorial', script: editorial },
    ...configs.flatMap((config) => [
      { name: `ours, compat ${config}`, script: ours(config) },
      { name: `opencc-js ${config}`, script: openccJs(config) },
    ]),
  ]
  const runs = cases.map(({ name, script }) => ({
    name,
    script,
    cpu: /** @type {number[]} */ ([]),
    memory: /** @type {number[]} */ ([]),
  }))
  for (let round = 0; round < Math.max(15, rounds); round++) {
    for (const each of runs) {
      const { cpu, memory } = runAlone(each.script)
      each.cpu.push(cpu)
      each.memory.push(memory)
    }
  }
  const [alone] = runs
  return runs.map(({ name, cpu, memory }) => ({
    name,
    cpu: median(cpu) - (name === 'Node alone' ? 0 : median(alone?.cpu ?? [])),
    best:
      Math.min(...cpu) -
      (name === 'Node alone' ? 0 : Math.min(...(alone?.cpu ?? []))),
    memory: median(memory),
  }))
}

/** How time and memory grow with the text. */
function measureScaling() {
  const door = JSON.stringify(new URL('text.js', dist).href)
  const file = JSON.stringify(path.join(articles, '2026-01-08-zhipu-ipo.md'))
  const modes = ['compat', 'editorial']
  return modes.flatMap((mode) =>
    [1, 10, 100].map((size) => {
      const { memory, result } = runAlone(`
      import { readFileSync } from 'node:fs'
      import { createConverter } from ${door}
      const seed = readFileSync(${file}, 'utf8')
      const times = Math.ceil(${size}e6 / Buffer.byteLength(seed))
      const text = Buffer.from(seed.repeat(times)).toString('utf8')
      const convert = createConverter({ to: 'zh-CN', mode: '${mode}' })
      for (let i = 0; i < 20; i++) convert(text.slice(0, 300_000))
      const start = process.cpuUsage()
      const length = convert(text).length
      const { user, system } = process.cpuUsage(start)
      globalThis.result = (user + system) / 1000
      if (length < text.length / 2) throw new Error('too short')`)
      return { mode, size, speed: size / (result / 1000), memory }
    }),
  )
}

/**
 * Debian's program, whose CPU time only a shell tells.
 *
 * @param {string} config - Configuration.
 * @param {string} name - Name of the text.
 * @param {string} text - Text.
 * @returns {Row | undefined} What it takes, start and all.
 */
function measureDebian(config, name, text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    writeFileSync(path.join(folder, 'in'), text)
    const { stdout, status } = spawnSync(
      'bash',
      ['-c', `opencc -c ${config}.json -i in -o out && times`],
      { cwd: folder, encoding: 'utf8' },
    )
    if (status !== 0) {
      skipped.add('opencc (Debian): not installed')
      return
    }
    const [, children = ''] = stdout.trim().split('\n')
    const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
      .map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest))
      .reduce((sum, each) => sum + each, 0)
    const speed = Buffer.byteLength(text) / 1e6 / seconds
    const implementation = 'opencc (Debian), a process'
    const ratio = Number.NaN
    return {
      config,
      input: name,
      implementation,
      speed,
      best: speed,
      ratio,
      output: '',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {(string | number)[][]} rows - Cells, the first row a header. */
function printTable(rows) {
  const cells = rows.map((row) =>
    row.map((cell) =>
      typeof cell === 'number'
        ? Number.isNaN(cell)
          ? '-'
          : cell.toFixed(1)
        : cell,
    ),
  )
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  for (const row of cells) {
    const line = row.map((cell, column) =>
      column < 2
        ? cell.padEnd(widths[column] ?? 0)
        : cell.padStart(widths[column] ?? 0),
    )
    console.log(line.join('  ').trimEnd())
  }
  console.log()
}

const inputs = makeInputs()
/** @type {Row[]} */
const speeds = []
for (const config of configs) {
  speeds.push(...(await measure(config, implementations, inputs, rounds)))
  for (const { name, text } of inputs.slice(0, 1)) {
    const row = measureDebian(config, name, text)
    if (row) speeds.push(row)
  }
}
const worst = []
const ours = ['ours, compat', 'ours, editorial', 'ours, editorial, marks']
const compared = implementations.filter(
  ({ name }) => ours.includes(name) || name === 'opencc-js',
)
const worstCases = await makeWorstCases()
for (const config of configs) {
  const rows = await measure(config, compared, worstCases, 3)
  for (const row of rows) {
    if (!ours.includes(row.implementation)) continue
    const prose = speeds.find(
      ({ config: other, implementation }) =>
        other === config && implementation === row.implementation,
    )
    worst.push({ ...row, share: row.speed / (prose?.speed ?? Number.NaN) })
  }
}
const start = measureStart()
const scaling = measureScaling()

if (options.json) {
  const report = { speeds, worst, start, scaling, skipped: [...skipped] }
  console.log(JSON.stringify(report, null, 2))
} else {
  console.log('Megabytes of UTF-8 in a second of CPU time\n')
  printTable([
    [
      'input',
      'implementation',
      'config',
      'median',
      'best',
      '× opencc-js',
      'output',
    ],
    ...speeds.map((row) => [
      row.input,
      row.implementation,
      row.config,
      row.speed,
      row.best,
      row.ratio,
      row.output,
    ]),
  ])
  console.log('Hard inputs, ours\n')
  printTable([
    ['input', 'mode', 'config', 'median', '× prose', '× opencc-js'],
    ...worst.map((row) => [
      row.input,
      row.implementation,
      row.config,
      row.speed,
      row.share,
      row.ratio,
    ]),
  ])
  console.log('Start, converter and one sentence: ms of CPU over Node alone\n')
  printTable([
    ['program', '', 'median', 'best', 'MB'],
    ...start.map((row) => [row.name, '', row.cpu, row.best, row.memory]),
  ])
  console.log('Growth, from zh-TW to zh-CN, string to string\n')
  printTable([
    ['mode', 'MB of text', 'MB/s', 'MB of memory'],
    ...scaling.map((row) => [row.mode, `${row.size}`, row.speed, row.memory]),
  ])
  for (const name of skipped) console.log(`Skipped: ${name}`)
}
