import type { Command } from '../command.ts'
import { build } from './build.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { convert } from './convert.ts'
import { explain } from './explain.ts'
import { glossaryLint } from './glossary-lint.ts'
import { createHelp } from './help.ts'
import { init } from './init.ts'

const others: readonly Command[] = [
  build,
  convert,
  check,
  explain,
  init,
  glossaryLint,
  config,
]

/** Every command, in the order they are listed. */
export const commands: readonly Command[] = [...others, createHelp(others)]
