// A thread that makes articles as Yiwen's does, and dies of some of them.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run as make } from '../../dist/build/worker.js'

const ways = {
  exit: () => process.exit(7),
  memory: () => {
    const held = []
    for (;;) held.push(new Array(1_000_000).fill(held.length))
  },
  hang: () => {
    for (;;);
  },
  throw: () => {
    throw new TypeError('no such thing')
  },
  reject: () => Promise.reject(new RangeError('too deep')),
}

/** An article called `exit.md` ends its thread, `once-exit.md` only once. */
export async function run(task) {
  const [, once, way] = /^(once-)?(\w+)\.md$/.exec(task.path) ?? []
  const file = join(process.env.MARKS ?? '.', `${task.path}.mark`)
  if (ways[way] && !(once && existsSync(file))) {
    if (once) writeFileSync(file, '')
    await ways[way]()
  }
  return make(task)
}
