// @ts-check
// Measure articles → editions beside the naive pipeline, in CPU time, in one run:
// node test/bench/markdown.bench.js [--every 3] [--rounds 3] [--by folder,size] [--json]
//
// The naive pipeline reads with remark, converts each text node with opencc-js
// and prints with remark. YIWEN_DIST names another folder for dist/. Each article
// counts by the least of its rounds, which leaves out most of the collection of
// garbage and of the compiler; `in a row` is all articles at once, with both, by the
// least of the rounds.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Converter } from 'opencc-js'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { VFile } from 'vfile'

const root = new URL('../../', import.meta.url)
const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('dist/', root)
const corpus = fileURLToPath(new URL('../shared/corpus/', root))

const { values: options } = parseArgs({
  options: {
    every: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})

/** @typedef {{ file: string, value: string, bytes: number }} Article */
/** @typedef {{ name: string, run(article: Article): void }} Pipeline */

if (!existsSync(corpus)) throw new Error(`${corpus} is missing.`)
const every = Number(options.every)
const articles = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:md|mdx|markdown)$/.test(file))
  .sort()
  .filter((_, index) => index % every === 0)
  .map((file) => {
    const value = readFileSync(path.join(corpus, file), 'utf8')
    return { file, value, bytes: Buffer.byteLength(value) }
  })

const { createLocalizer } = await import(new URL('index.js', dist).href)
const pipelines = [naive(), ours('plain', false), ours('fast', true)]

/** CPU time of each article in each pipeline, in µs: the least of the rounds. */
const times = pipelines.map(() => new Float64Array(articles.length))
/** CPU time of all articles in a row, in µs: the least of the rounds. */
const wholes = pipelines.map(() => Number.POSITIVE_INFINITY)
for (let round = 0; round <= Number(options.rounds); round++) {
  for (const [index, { run }] of pipelines.entries()) {
    const before = process.cpuUsage()
    for (const [at, article] of articles.entries()) {
      const start = process.cpuUsage()
      run(article)
      const { user, system } = process.cpuUsage(start)
      // The first round warms up.
      if (round === 0) continue
      const known = times[index]?.[at] || Number.POSITIVE_INFINITY
      if (times[index]) times[index][at] = Math.min(known, user + system)
    }
    const { user, system } = process.cpuUsage(before)
    const known = wholes[index] ?? Number.POSITIVE_INFINITY
    if (round > 0) wholes[index] = Math.min(known, user + system)
  }
}

print('all', () => 'all')
printWholes()
print('folder', ({ file }) => file.split('/')[0] ?? '')
print('size', ({ bytes }) => sizeOf(bytes))

/** @returns {Pipeline} */
function naive() {
  const convert = Converter({ from: 'twp', to: 'cn' })
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(() => (/** @type {import('mdast').Root} */ tree) => {
      /** @type {import('mdast').Nodes[]} */
      const stack = [tree]
      for (let node = stack.pop(); node; node = stack.pop()) {
        if (node.type === 'text') node.value = convert(node.value)
        if ('children' in node) stack.push(...node.children)
      }
    })
    .use(remarkStringify)
  return {
    name: 'naive',
    run: ({ value }) => void String(processor.processSync(value)),
  }
}

/**
 * @param {string} name
 * @param {boolean} fast
 * @returns {Pipeline}
 */
function ours(name, fast) {
  const localizer = createLocalizer()
  return {
    name,
    run({ file, value }) {
      const article = new VFile({ path: file, value })
      const settings = { target: 'zh-CN', source: 'zh-TW', markdown: { fast } }
      void String(localizer.localize(article, settings))
    },
  }
}

/**
 * @param {string} title
 * @param {(article: Article) => string} groupOf
 */
function print(title, groupOf) {
  /** @type {Map<string, { files: number, bytes: number, sums: number[] }>} */
  const groups = new Map()
  for (const [at, article] of articles.entries()) {
    const key = groupOf(article)
    const group = groups.get(key) ?? {
      files: 0,
      bytes: 0,
      sums: pipelines.map(() => 0),
    }
    groups.set(key, group)
    group.files++
    group.bytes += article.bytes
    for (const [index, time] of times.entries()) {
      group.sums[index] = (group.sums[index] ?? 0) + (time[at] ?? 0)
    }
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { files, bytes, sums }]) => {
      const [first = 1] = sums
      const speeds = pipelines.map(({ name }, index) => {
        return [`${name} MB/s`, round(bytes / (sums[index] ?? 1))]
      })
      const ratios = pipelines.slice(1).map(({ name }, index) => {
        return [`${name} ×`, round(first / (sums[index + 1] ?? 1))]
      })
      const kb = Math.round(bytes / 1000)
      return {
        [title]: name,
        files,
        kB: kb,
        ...Object.fromEntries([...speeds, ...ratios]),
      }
    })
  if (options.json) console.log(JSON.stringify({ [title]: rows }))
  else console.table(rows)
}

function printWholes() {
  const bytes = articles.reduce((sum, article) => sum + article.bytes, 0)
  const [first = 1] = wholes
  const rows = pipelines.map(({ name }, index) => {
    const time = wholes[index] ?? 1
    return {
      'in a row': name,
      'MB/s': round(bytes / time),
      '×': round(first / time),
    }
  })
  if (options.json) console.log(JSON.stringify({ wholes: rows }))
  else console.table(rows)
}

/** @param {number} bytes */
function sizeOf(bytes) {
  const limits = [1, 4, 16, 64, 256]
  const limit = limits.find((kb) => bytes < kb * 1000)
  return limit ? `< ${String(limit).padStart(3)} kB` : '≥ 256 kB'
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100
}
