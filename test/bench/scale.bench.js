// @ts-check
// Build many articles of real paragraphs with the command line as it is installed:
// first, twice with nothing changed, with one changed, and checked.
//
//   npm run bench:scale -- [--articles 10000] [--bytes 5000] [--jobs 2] [--html]
//                          [--folder PLACE]
//
// Prints seconds on the clock and of the CPU, the highest RSS (threads included), and
// how many files and folders of the project were written. A project that is in
// `--folder` is taken as it is, and stays. It wants ../shared/corpus. 100,000 articles
// take 2.5 GB and an hour of two cores.
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pick, random } from './sentences.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const dist = process.env['YIWEN_DIST'] ?? path.join(root, 'dist')
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    bytes: { type: 'string', default: '5000' },
    html: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    folder: { type: 'string' },
  },
})

/** Paragraphs of prose, without links to files that are not there. */
function readParagraphs() {
  /** @type {Set<string>} */
  const found = new Set()
  const folder = path.join(root, '../shared/corpus')
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!/\.(?:md|markdown)$/.test(String(file))) continue
    const text = readFileSync(path.join(folder, String(file)), 'utf8')
    for (const block of text.split(/\r?\n\s*\r?\n/)) {
      const isProse =
        /^[\p{Script=Han}\w*「[*(（>\-\d]/u.test(block) &&
        (block.match(/[\u4e00-\u9fff]/g)?.length ?? 0) > 20 &&
        !/[<{]|```|~~~|\]\((?!https?:)|\]\[|^\[|\r|^---/.test(block)
      if (isProse && block.length < 600) found.add(block.trim())
    }
  }
  return [...found]
}

const perFolder = 100

/** @param {string} folder - Project to write. */
function writeProject(folder) {
  const paragraphs = readParagraphs()
  const title = () =>
    pick(paragraphs)
      .replace(/[^\p{Script=Han}]/gu, '')
      .slice(0, 12)
  for (let at = 0; at < Number(values.articles); at++) {
    const month = Math.floor(at / perFolder)
    const parent = path.join(
      folder,
      'articles',
      String(2000 + Math.floor(month / 12)),
      String((month % 12) + 1).padStart(2, '0'),
    )
    if (at % perFolder === 0) mkdirSync(parent, { recursive: true })
    const parts = [`# ${title()}`]
    for (let size = 0; size < Number(values.bytes); ) {
      const part = random() < 0.1 ? `## ${title()}` : pick(paragraphs)
      parts.push(part)
      size += Buffer.byteLength(part) + 2
    }
    parts.push('[第一篇](a0.md)')
    const file = path.join(parent, `a${at % perFolder}.md`)
    writeFileSync(file, `${parts.join('\n\n')}\n`)
  }
  writeFileSync(
    path.join(folder, 'yiwen.config.json'),
    JSON.stringify({
      editions: ['zh-TW', 'zh-HK', 'zh-CN'],
      html: values.html,
    }),
  )
}

/**
 * @param {string} folder - Folder.
 * @returns {Map<string, string>} What the system says of each thing in it.
 */
function statesOf(folder) {
  const states = new Map()
  for (const entry of readdirSync(folder, { recursive: true })) {
    const { ctimeMs, ino, size } = lstatSync(path.join(folder, String(entry)))
    states.set(String(entry), `${ctimeMs} ${ino} ${size}`)
  }
  return states
}

// Threads are of one process, and so is the highest RSS.
const watcher = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
if (isMainThread) process.on('exit', () =>
  writeFileSync(process.env.YIWEN_BENCH_OUT, JSON.stringify(process.resourceUsage())))
`)}`

/**
 * Run Yiwen and print what it took.
 *
 * @param {string} folder - Project.
 * @param {string} what - Name of it.
 * @param {string[]} args - Arguments.
 */
function run(folder, what, args) {
  const before = statesOf(folder)
  const out = path.join(tmpdir(), `yiwen-scale-${process.pid}.json`)
  const start = performance.now()
  const cli = path.join(dist, 'cli/main.js')
  const ran = spawnSync(
    process.execPath,
    ['--import', watcher, cli, ...args, '--lang', 'en'],
    {
      cwd: folder,
      env: { ...process.env, YIWEN_BENCH_OUT: out },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  )
  const wall = (performance.now() - start) / 1000
  if (ran.status !== 0 && ran.status !== 1) throw new Error(ran.stderr)
  const usage = JSON.parse(readFileSync(out, 'utf8'))
  rmSync(out)
  const after = statesOf(folder)
  const names = new Set([...before.keys(), ...after.keys()])
  const written = [...names].filter(
    (name) => before.get(name) !== after.get(name),
  )
  const cpu = (usage.userCPUTime + usage.systemCPUTime) / 1e6
  const megabytes = Math.round(usage.maxRSS / 1024)
  console.log(
    `${what.padEnd(18)} ${wall.toFixed(2)} s, CPU ${cpu.toFixed(2)} s, RSS ${megabytes} MB, ${written.length} written`,
  )
}

const folder = values.folder ?? mkdtempSync(path.join(tmpdir(), 'yiwen-scale-'))
try {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(path.join(folder, 'yiwen.config.json'))) writeProject(folder)
  const build = ['build', '--jobs', values.jobs]
  const change = () =>
    appendFileSync(path.join(folder, 'articles/2000/01/a7.md'), '\n軟體\n')
  run(folder, 'first', build)
  run(folder, 'nothing changed', build)
  run(folder, 'again', build)
  run(folder, 'check', ['check'])
  change()
  run(folder, 'check, one changed', ['check'])
  run(folder, 'one changed', build)
  change()
  const report = path.join(folder, 'report.html')
  run(folder, 'with a report', [...build, '--report', report])
  run(folder, 'as JSON', [...build, '--json'])
} finally {
  if (!values.folder) rmSync(folder, { recursive: true, force: true })
}
