// Tries the properties of the tests at volume, with seeds of chance.
//
//   npm run fuzz -- [--minutes 10] [--only parse,import] [--slice 5] [--findings FILE]
//
// What breaks one is shrunk, printed, and written to a file; the exit code is 1
// then. A run that never ends and one that takes all memory are findings, too.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What is tried under each name: parts of the paths of tests. */
const targets = {
  fast: ['test/fast.test', 'test/fast-mdx', 'test/outline', 'fuzz/fast'],
  parse: ['unit/locate/', 'unit/segment/', 'fuzz/articles'],
  convert: ['unit/convert/', 'unit/terms/'],
  patch: ['test/properties', 'test/translate.test', 'unit/print/'],
  annotate: ['unit/annotate/', 'test/unified', 'test/properties'],
  import: ['fuzz/imports', 'unit/exchange/', 'unit/translations/'],
  glossary: ['unit/glossary/', 'unit/read/', 'fuzz/glossary'],
  quantity: ['unit/quantity/', 'unit/quality/', 'unit/extract/'],
  publish: ['unit/publish/', 'unit/messages/', 'cli/terminal-text'],
  memory: ['unit/memory/', 'unit/cache/', 'unit/model/'],
  engines: ['unit/engines/check-answer'],
  project: ['fuzz/project', 'cli/arguments', 'test/incremental.test'],
}

/** @param {string} problem - What is wrong with the arguments. */
function refuse(problem) {
  console.error(`${problem}\n\n${usage}`)
  process.exit(2)
}

const usage = `npm run fuzz -- [--minutes 10] [--only NAMES] [--slice 5] [--findings FILE]

Tries the properties of the tests with seeds of chance, until the minutes are over.

  --minutes N      how long all of it may take (10)
  --only NAMES     what is tried, with commas: ${Object.keys(targets).join(', ')} (all)
  --slice N        seconds that one property is tried in a turn (5)
  --findings FILE  where what breaks a property is written (.cache/fuzz/findings.txt)

Exit codes: 0 nothing was found, 1 something was, 2 the arguments are wrong.`

const readArguments = () =>
  parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      minutes: { type: 'string', default: '10' },
      only: { type: 'string', default: '' },
      slice: { type: 'string', default: '5' },
      findings: { type: 'string', default: '.cache/fuzz/findings.txt' },
    },
  }).values

/** @type {ReturnType<typeof readArguments>} */
let values
try {
  values = readArguments()
} catch (error) {
  refuse(/** @type {Error} */ (error).message)
  throw error
}
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const wanted =
  values.only === '' ? Object.keys(targets) : values.only.split(',')
const unknown = wanted.filter((name) => !(name in targets))
const minutes = Number(values.minutes)
const slice = Number(values.slice)
if (unknown.length > 0) refuse(`There is nothing called ${unknown.join(', ')}.`)
if (!(minutes > 0) || !(slice > 0)) {
  refuse('--minutes and --slice take numbers above 0.')
}

const findings = path.resolve(root, values.findings)
const runs = `${findings}.runs`
const current = `${findings}.current`
mkdirSync(path.dirname(findings), { recursive: true })
for (const file of [findings, runs, current]) rmSync(file, { force: true })
writeFileSync(findings, '')
writeFileSync(runs, '')

const files = readdirSync(path.join(root, 'test'), {
  recursive: true,
  encoding: 'utf8',
})
  .map((file) => `test/${file.split(path.sep).join('/')}`)
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) =>
    wanted.some((name) =>
      targets[/** @type {keyof typeof targets} */ (name)].some((part) =>
        file.includes(part),
      ),
    ),
  )
  .filter((file) =>
    /fc\s*\.assert/.test(readFileSync(path.join(root, file), 'utf8')),
  )

const until = Date.now() + minutes * 60_000
let failed = false
for (let round = 1; Date.now() < until; round++) {
  // One file a process: what a hang or a lack of memory ends is that file alone.
  for (const file of shuffled(files)) {
    if (Date.now() >= until) break
    rmSync(current, { force: true })
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        path.join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--config',
        'test/fuzz/vitest.config.ts',
        '--reporter=dot',
        file,
      ],
      {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        maxBuffer: 64 * 1024 * 1024,
        env: {
          ...process.env,
          YIWEN_FUZZ_UNTIL: String(until),
          YIWEN_FUZZ_SLICE: String(slice * 1000),
          YIWEN_FUZZ_FINDINGS: findings,
          YIWEN_FUZZ_RUNS: runs,
        },
      },
    )
    console.log(
      `${new Date().toISOString()}  round ${round}  ${file}  ${status === 0 ? 'ok' : 'FAILED'}`,
    )
    if (status === 0) continue
    failed = true
    const said = readFileSync(findings, 'utf8')
    // A test that failed and wrote no counterexample: what was tried last.
    const last = existsSync(current) ? readFileSync(current, 'utf8') : ''
    writeFileSync(
      findings,
      `${said}== ${file} ended with ${status}; last property: ${last}\n${stdout.slice(-4000)}\n\n`,
    )
  }
}

/** @type {Map<string, number>} */
const totals = new Map()
for (const line of readFileSync(runs, 'utf8').split('\n').filter(Boolean)) {
  const { name, runs: count } = JSON.parse(line)
  totals.set(name, (totals.get(name) ?? 0) + count)
}
let all = 0
for (const [name, count] of [...totals].sort()) {
  all += count
  console.log(`${String(count).padStart(9)}  ${name}`)
}
console.log(
  `${String(all).padStart(9)}  runs of ${totals.size} properties in ${minutes} minutes`,
)
if (failed) {
  console.log(`\n${readFileSync(findings, 'utf8')}\nWritten to ${findings}`)
  process.exitCode = 1
}

/**
 * @template T
 * @param {readonly T[]} list - List.
 * @returns {T[]} The same in an order of chance.
 */
function shuffled(list) {
  return list
    .map((one) => ({ one, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one)
}
