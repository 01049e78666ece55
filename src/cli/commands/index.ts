import type { Command } from '../command.ts'
import { exchangeCommands } from './exchange-commands.ts'
import { glossaryCommands } from './glossary-commands.ts'
import { createHelp } from './help.ts'
import { projectCommands } from './project-commands.ts'
import { serviceCommands } from './service-commands.ts'
import { translationCommands } from './translation-commands.ts'

const others: readonly Command[] = [
  ...projectCommands,
  ...glossaryCommands,
  ...translationCommands,
  ...exchangeCommands,
  ...serviceCommands,
]

/** Every command, in the order they are listed. */
export const commands: readonly Command[] = [...others, createHelp(others)]
