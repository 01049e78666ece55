// @ts-check
// One contestant on some documents, in a process of its own: prints JSON.
//
//   node test/bench/alone.js '{"name","files","seconds","terms"}'
import { existsSync, readFileSync } from 'node:fs'
import { contestants } from './contestants.js'

const { name, files, seconds, terms } = JSON.parse(process.argv[2] ?? '{}')
const texts = files.map((/** @type {string} */ file) =>
  readFileSync(file, 'utf8'),
)

/** @returns {number} Milliseconds of CPU so far. */
function cpu() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const make = contestants[name]
if (!make) throw new Error(`No contestant ${name}`)
const before = cpu()
const convert = await make({ terms })
let length = 0
const run = () => {
  for (const text of texts) length += convert(text).length
}
run()
const cold = cpu() - before
/** @type {number[]} */
const rounds = []
const start = Date.now()
// What is cold and slow is not run again.
while (
  cold < seconds * 4000 &&
  (rounds.length < 3 || Date.now() - start < seconds * 1000)
) {
  const from = cpu()
  run()
  rounds.push(cpu() - from)
  if (Date.now() - start > seconds * 4000) break
}
rounds.sort((a, b) => a - b)
const status = '/proc/self/status'
const memory = existsSync(status)
  ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024
  : process.resourceUsage().maxRSS / 1024
console.log(
  JSON.stringify({
    cold,
    warm: rounds[Math.floor(rounds.length / 2)] ?? cold,
    rounds: rounds.length,
    memory,
    length,
  }),
)
