import { appendFileSync, writeFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

// A run that never ends can not say so itself. This thread sees that no run has
// begun for a while, writes down which one it is, and ends the process; what it
// wrote last also tells which run used up the memory.
const { beats, findings, patience } = workerData

/** @type {{ name: string, seed: number } | undefined} */
let current
let last = -1
let since = Date.now()

parentPort?.on('message', (message) => {
  current = message
  last = -1
})

setInterval(() => {
  if (!current) return
  const now = Atomics.load(beats, 0)
  if (now !== last) {
    last = now
    since = Date.now()
    const { name, seed } = current
    writeFileSync(`${findings}.current`, JSON.stringify({ name, seed, now }))
    return
  }
  if (Date.now() - since < patience) return
  const { name, seed } = current
  appendFileSync(
    findings,
    `== ${name}\nseed ${seed}, path ${now - 1}: one run has not ended after ${patience / 1000} s\n\n`,
  )
  process.kill(process.pid, 'SIGKILL')
}, 500).unref()
