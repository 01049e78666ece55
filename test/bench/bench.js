// @ts-check
// Compare Yiwen with its peers in one run, by size, number of files and of terms:
//
//   npm run bench                        about twelve minutes; prints tables
//   npm run bench -- --out               writes BENCHMARKS.md and its plots, too
//   npm run bench -- --quick             a minute, small
//   npm run bench -- --files 1000,10000,100000 --sizes 1e3,1e6 --terms 100,100000
//
// Programs that are not installed are skipped by name. Times are of the CPU, but
// where all cores work. YIWEN_DIST names another build.
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { contestants, dist, hasFast } from './contestants.js'
import { drawPlot } from './plot.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({
  options: {
    out: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    files: { type: 'string' },
    terms: { type: 'string' },
    seconds: { type: 'string' },
    'most-seconds': { type: 'string', default: '45' },
  },
})
const numbers = (/** @type {string} */ text) => text.split(',').map(Number)
const { quick } = values
const sizes = numbers(
  values.sizes ?? (quick ? '1e3,1e4,1e5' : '1e3,1e4,1e5,1e6,1e7'),
)
const counts = numbers(values.files ?? (quick ? '10,100' : '100,1000,3000'))
const glossaries = numbers(
  values.terms ?? (quick ? '0,1000' : '0,100,1000,10000,100000'),
)
const seconds = Number(values.seconds ?? (quick ? 0.2 : 1.5))
/** A line of a plot ends where its next point would take longer. */
const most = Number(values['most-seconds'])

const work = mkdtempSync(path.join(tmpdir(), 'yiwen-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

/** @type {Set<string>} */
const skipped = new Set()
if (!hasFast) skipped.add('Yiwen, fast: this build has none')

/** @type {string[]} */
const page = []
const say = (/** @type {string} */ line) => {
  console.log(line)
  page.push(line)
}

/** @param {(string | number)[][]} rows - The first are the headings. */
function table(rows) {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? readable(cell) : cell)),
  )
  const widths = (cells[0] ?? []).map((_, at) =>
    Math.max(3, ...cells.map((row) => (row[at] ?? '').length)),
  )
  for (const [index, row] of cells.entries()) {
    const line = row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    )
    say(`| ${line.join(' | ')} |`)
    if (index > 0) continue
    const rule = widths.map((w, at) =>
      at === 0 ? '-'.repeat(w) : `${'-'.repeat(w - 1)}:`,
    )
    say(`| ${rule.join(' | ')} |`)
  }
  say('')
}

/** @param {number} value - Figure. @returns {string} With three digits that matter. */
function readable(value) {
  if (!Number.isFinite(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toPrecision(3)
}

const corpus = path.join(root, '../shared/corpus')
const shipped = path.join(root, 'articles')

/** @returns {string[]} Articles people wrote, their front matter taken off. */
function articles() {
  const folder = existsSync(corpus) ? corpus : shipped
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .map((text) =>
      text.replace(/^\uFEFF/, '').replace(/^---\r?\n[\s\S]*?\n---\r?\n/, ''),
    )
}

const all = articles()

/** @param {number} size - Bytes. @returns {string} A document of about as many. */
function document(size) {
  const parts = []
  let length = 0
  for (let index = 0; length < size; index++) {
    const text = all[(index * 37) % all.length] ?? ''
    // Cut where a block ends, so that no fence runs on.
    const blocks = text.split(/\n{2,}(?=[^\s`~:])/)
    for (const block of blocks) {
      if (length >= size) break
      if (/^\s*(?:```|~~~|:::|<)/m.test(block)) continue
      parts.push(block)
      length += Buffer.byteLength(block) + 2
    }
  }
  return `${parts.join('\n\n')}\n`
}

/**
 * @typedef {{ cold: number, warm: number, rounds: number, memory: number }} Measure
 * @param {string} name - Contestant.
 * @param {string[]} files - Documents.
 * @param {number} [terms] - Concepts.
 * @returns {Measure | undefined} Milliseconds and megabytes.
 */
function alone(name, files, terms = 0) {
  const argument = JSON.stringify({ name, files, seconds, terms })
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(root, 'test/bench/alone.js'), argument],
    { encoding: 'utf8', cwd: root },
  )
  if (status === 0) return JSON.parse(stdout)
  const [why = ''] = stderr.split('\n').filter((line) => /Error/.test(line))
  skipped.add(`${name}: ${why.slice(0, 100)}`)
  return undefined
}

/** What a shell says of a program: start, work and end, in CPU. */
const filter = path.join(work, 'filter.lua')
/** @type {Record<string, { needs: string, line: string }>} */
const programs = {
  'opencc (Debian)': {
    needs: 'opencc',
    line: 'opencc -c tw2sp.json -i in.md -o out.md',
  },
  'pandoc, filter': {
    needs: 'pandoc',
    line: `pandoc -f gfm -t gfm --wrap=preserve --lua-filter ${filter} in.md -o out.md`,
  },
  po4a: {
    needs: 'po4a-translate',
    line: 'po4a-translate -f text -o markdown -M UTF-8 -L UTF-8 -m in.md -p in.po -k 0 -l out.md',
  },
}

/** A filter that exchanges characters, by OpenCC's table. */
async function writeFilter() {
  const { default: dictionary } = await import(
    new URL(
      '../../node_modules/opencc-js/dist/esm-lib/dict/TSCharacters.js',
      import.meta.url,
    ).href
  ).catch(() => ({ default: '' }))
  const pairs = String(dictionary)
    .split('|')
    .map((entry) => entry.split(' '))
    .filter(([from, to]) => from && to)
  const entries = pairs.map(([from, to]) => `["${from}"]="${to}"`).join(',')
  writeFileSync(
    filter,
    `local map = {${entries}}\nfunction Str(s)\n  s.text = s.text:gsub("[%z\\1-\\127\\194-\\244][\\128-\\191]*", map)\n  return s\nend\n`,
  )
}

/**
 * @param {string} name - Program.
 * @param {string} text - Document.
 * @returns {Measure | undefined} Milliseconds of CPU of the whole process.
 */
function program(name, text) {
  const one = programs[name]
  if (!one) return undefined
  if (spawnSync('which', [one.needs]).status !== 0) {
    skipped.add(`${name}: not installed`)
    return undefined
  }
  writeFileSync(path.join(work, 'in.md'), text)
  if (name === 'po4a') {
    const head =
      'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    writeFileSync(path.join(work, 'in.po'), head)
  }
  const timed = existsSync('/usr/bin/time')
    ? '/usr/bin/time -f %M -o memory '
    : ''
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', `${timed}${one.line} && times`],
    {
      cwd: work,
      encoding: 'utf8',
      timeout: most * 4000,
    },
  )
  if (status !== 0) {
    const [why = 'timed out'] = stderr.trim().split('\n')
    skipped.add(`${name}: ${why.slice(0, 100)}`)
    return undefined
  }
  const [, children = ''] = stdout.trim().split('\n').slice(-2)
  const cold = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => (Number(minutes) * 60 + Number(rest)) * 1000)
    .reduce((sum, each) => sum + each, 0)
  const memory = timed
    ? Number(readFileSync(path.join(work, 'memory'), 'utf8')) / 1024
    : Number.NaN
  return { cold, warm: cold, rounds: 1, memory }
}

const inProcess = Object.keys(contestants)
const names = [...inProcess, ...Object.keys(programs)]

/** @param {string} name - Contestant. @param {string} file - Document. @returns {Measure | undefined} Figures. */
const measure = (name, file) =>
  inProcess.includes(name)
    ? alone(name, [file])
    : program(name, readFileSync(file, 'utf8'))

/** @type {{ file: string, svg: string }[]} */
const plots = []

function bySize() {
  /** @type {Map<string, { size: number, result: Measure }[]>} */
  const found = new Map(names.map((name) => [name, []]))
  for (const size of sizes) {
    const file = path.join(work, `${size}.md`)
    writeFileSync(file, document(size))
    for (const name of names) {
      const line = found.get(name) ?? []
      const last = line.at(-1)
      // The same cost for each byte would take this long; worse takes longer.
      if (last && (last.result.cold / last.size) * size > most * 1000) {
        skipped.add(`${name}, ${readable(size)} bytes: over ${most} s`)
        continue
      }
      const result = measure(name, file)
      if (result) line.push({ size, result })
    }
  }
  const largest = (/** @type {string} */ name) =>
    found.get(name)?.find(({ size }) => size === common)
  const common = Math.max(
    ...(found.get('naive') ?? [])
      .map(({ size }) => size)
      .filter((s) => s <= 1e6),
  )
  const base = largest('naive')?.result.warm ?? Number.NaN
  say(`## One document of ${readable(common / 1000)} KB, from zh-TW to zh-CN\n`)
  say(
    'Warm is the median of rounds in one process, cold the first, with loading; a program is always cold.\n',
  )
  table([
    ['', 'MB/s, warm', '× naive', 'ms, cold', 'MB of memory'],
    ...names.flatMap((name) => {
      const one = largest(name)
      if (!one) return []
      const { warm, cold, memory } = one.result
      return [[name, common / 1e6 / (warm / 1000), base / warm, cold, memory]]
    }),
  ])
  say('## By size of the document: ms of CPU, warm (MB of memory)\n')
  table([
    ['', ...sizes.map((size) => `${readable(size / 1000)} KB`)],
    ...names.map((name) => [
      name,
      ...sizes.map((size) => {
        const one = found.get(name)?.find((each) => each.size === size)
        return one
          ? `${readable(one.result.warm)} (${readable(one.result.memory)})`
          : '–'
      }),
    ]),
  ])
  plots.push({
    file: 'size.svg',
    svg: drawPlot({
      title: 'Cost by size of the document',
      x: 'bytes',
      y: 'ms of CPU, warm',
      lines: names.map((name) => ({
        name,
        points: (found.get(name) ?? []).map(({ size, result }) => [
          size,
          Math.max(0.01, result.warm),
        ]),
      })),
    }),
  })
}

function byTerms() {
  const size = quick ? 1e5 : 5e5
  const file = path.join(work, 'terms.md')
  writeFileSync(file, document(size))
  const ours = inProcess.filter((name) => /^Yiwen, (?:plain|fast)$/.test(name))
  /** @type {[string, ...(Measure | undefined)[]][]} */
  const rows = ours.map((name) => [
    name,
    ...glossaries.map((count) => alone(name, [file], count)),
  ])
  say(
    `## By number of terms, one document of ${readable(size / 1000)} KB: ms of CPU, warm (MB of memory)\n`,
  )
  table([
    ['', ...glossaries.map((count) => `${readable(count)} terms`)],
    ...rows.map(([name, ...all]) => [
      name,
      ...all.map((one) =>
        one ? `${readable(one.warm)} (${readable(one.memory)})` : '–',
      ),
    ]),
  ])
  plots.push({
    file: 'terms.svg',
    svg: drawPlot({
      title: 'Cost by number of terms',
      x: 'terms',
      y: 'ms of CPU, warm',
      lines: rows.map(([name, ...all]) => ({
        name,
        points: glossaries.flatMap((count, at) => {
          const one = all[at]
          return count > 0 && one
            ? [/** @type {[number, number]} */ ([count, one.warm])]
            : []
        }),
      })),
    }),
  })
}

const cli = fileURLToPath(new URL('cli/main.js', dist))

/** @param {string} folder - Project. @param {string[]} options - Flags. @returns {number} Seconds on the clock. */
function build(folder, options) {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'build', '--json', ...options],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1024 ** 3,
    },
  )
  if (status !== 0 && status !== 1) throw new Error(stderr.slice(0, 1000))
  return Number(process.hrtime.bigint() - start) / 1e9
}

function byFiles() {
  const help = spawnSync(process.execPath, [cli, 'build', '--help'], {
    encoding: 'utf8',
  }).stdout
  const cores = cpus().length
  const threads = help.includes('--jobs')
  if (!threads) skipped.add('Yiwen, all cores: this build has no --jobs')
  /** @type {{ name: string, options: string[], config: object }[]} */
  const ways = [
    {
      name: hasFast ? 'Yiwen, fast, one thread' : 'Yiwen, plain, one thread',
      options: threads ? ['--jobs', '1'] : [],
      config: {},
    },
    ...(threads
      ? [
          {
            name: `Yiwen, ${cores} threads`,
            options: ['--jobs', String(cores)],
            config: {},
          },
        ]
      : []),
  ]
  /** @type {Map<string, [number, number][]>} */
  const lines = new Map()
  /** @type {(string | number)[][]} */
  const rows = []
  for (const { name, options, config } of ways) {
    for (const count of counts) {
      const last = lines.get(`${name}: first`)?.at(-1)
      if (last && (last[1] / last[0]) * count > most * 4) {
        skipped.add(`${name}, ${count} files: over ${most * 4} s`)
        continue
      }
      const folder = path.join(work, 'project')
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(path.join(folder, 'articles'), { recursive: true })
      writeFileSync(
        path.join(folder, 'yiwen.config.json'),
        JSON.stringify({ editions: ['zh-TW', 'zh-HK', 'zh-CN'], ...config }),
      )
      const one = document(2000)
      const file = (/** @type {number} */ index) =>
        path.join(
          folder,
          'articles',
          `${Math.floor(index / 1000)}`,
          `${index}.md`,
        )
      for (let index = 0; index < count; index++) {
        mkdirSync(path.dirname(file(index)), { recursive: true })
        writeFileSync(file(index), `---\ntitle: 文章 ${index}\n---\n\n${one}`)
      }
      const first = build(folder, options)
      const again = build(folder, options)
      appendFileSync(file(0), '\n多一段軟體。\n')
      const changed = build(folder, options)
      rows.push([name, count, first, again, changed, count / first])
      for (const [what, time] of [
        ['first', first],
        ['nothing changed', again],
      ]) {
        const key = `${name}: ${what}`
        lines.set(key, [...(lines.get(key) ?? []), [count, Number(time)]])
      }
    }
  }
  say('## By number of files of 2 KB, three editions: seconds on the clock\n')
  table([
    [
      '',
      'files',
      'first build',
      'nothing changed',
      'one changed',
      'files a second',
    ],
    ...rows,
  ])
  plots.push({
    file: 'files.svg',
    svg: drawPlot({
      title: 'Building a project',
      x: 'files',
      y: 'seconds',
      lines: [...lines].map(([name, points]) => ({ name, points })),
    }),
  })
}

const began = Date.now()
await writeFilter()
const [processor] = cpus()
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
  cwd: root,
  encoding: 'utf8',
}).stdout.trim()
say('# Benchmarks\n')
say(
  `${new Date().toISOString().slice(0, 10)}, ${processor?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${readable(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}, commit ${commit || 'unknown'}.`,
)
say(
  `Texts: ${existsSync(corpus) ? 'the shared corpus of Traditional Chinese documentation' : 'the shipped articles'}. Made by \`npm run bench -- ${values.quick ? '--quick ' : ''}--out\`.\n`,
)
bySize()
byTerms()
byFiles()
if (skipped.size > 0) {
  say('## Skipped\n')
  for (const name of skipped) say(`- ${name}`)
  say('')
}
console.log(`Took ${Math.round((Date.now() - began) / 1000)} s.`)
if (values.out) {
  const folder = path.join(root, 'test/bench/plots')
  mkdirSync(folder, { recursive: true })
  for (const { file, svg } of plots) writeFileSync(path.join(folder, file), svg)
  const pictures = plots.map(
    ({ file }) => `![${file.replace('.svg', '')}](test/bench/plots/${file})`,
  )
  writeFileSync(
    path.join(root, 'BENCHMARKS.md'),
    `${page.join('\n').trimEnd()}\n\n## How cost grows\n\nBoth axes are powers of ten; the dotted line is cost in proportion.\n\n${pictures.join('\n')}\n`,
  )
}
