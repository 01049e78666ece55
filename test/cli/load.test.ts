import { expect, test } from 'vitest'
import { findCommand } from '../../src/cli/commands/help.ts'
import { commands } from '../../src/cli/commands/index.ts'
import { loadCommands } from '../../src/cli/commands/load.ts'

test.each(
  commands.map((command) => [command.words.join(' '), command] as const),
)('%s is found among what is loaded for it', async (_, command) => {
  const { words } = command
  const loaded = await loadCommands(words)
  expect(findCommand(words, loaded)).toBe(command)
  // What is loaded alone has its first word to itself.
  const alike = commands.filter((one) => one.words[0] === words[0])
  expect(loaded).toEqual(expect.arrayContaining(alike))
})

test('a word that calls nothing is looked for among all', async () => {
  expect(await loadCommands(['biuld'])).toBe(commands)
  expect(await loadCommands([])).toBe(commands)
})
