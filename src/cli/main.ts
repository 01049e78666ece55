#!/usr/bin/env node
import { chooseLanguage, createTranslator } from '../messages/index.ts'
import { bePatient } from './patient-compiler.ts'
import { run } from './run.ts'

bePatient()

// A reader that has seen enough (`yiwen check | head`) is no failure; the work
// goes on and its exit code tells how it ended.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

let endItself: (() => void) | undefined

// Each file is written whole in one go, so leaving between two is safe.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    const end = endItself
    // A second signal does not wait.
    endItself = undefined
    if (end) return end()
    // A read that waits in a thread may keep the process from leaving; then the
    // system ends it at the next signal.
    for (const each of ['SIGINT', 'SIGTERM']) process.removeAllListeners(each)
    const t = createTranslator(chooseLanguage({ env: process.env }))
    process.stderr.write(`\n${t('cli:frame.interrupted')}\n`)
    process.exit(code)
  })
}

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  onInterrupt: (end) => {
    endItself = end
  },
})
