import { exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { type Context, misuse } from '../context.ts'
import { printCommandHelp, printHelp } from '../help.ts'
import { suggest } from '../suggest.ts'
import { isTopic } from '../topic-names.ts'
import { printTopic } from '../topics.ts'

/**
 * Find the command that words call.
 *
 * @param words - Words of the command line.
 * @param commands - Commands.
 * @returns The one whose words they start with, if any.
 */
export function findCommand(
  words: readonly string[],
  commands: readonly Command[],
): Command | undefined {
  return commands.find((command) =>
    command.words.every((word, index) => words[index] === word),
  )
}

/**
 * Print what there is to do with a thing: `yiwen help glossary`.
 *
 * @param context - Where to print.
 * @param words - The word that commands share.
 * @param commands - Commands.
 * @returns Whether there is any.
 */
export function printGroup(
  context: Context,
  words: readonly string[],
  commands: readonly Command[],
): boolean {
  const [first] = words
  const group = commands.filter((command) => command.words[0] === first)
  if (words.length !== 1 || group.length === 0) return false
  const examples = group.flatMap((command) => command.examples.slice(0, 1))
  printHelp(context, group, examples)
  return true
}

/**
 * Create the command that explains the others.
 *
 * @param commands - The others.
 * @returns `yiwen help`.
 */
export function createHelp(commands: readonly Command[]): Command {
  const help: Command = {
    words: ['help'],
    key: 'help',
    argument: {
      value: 'command',
      about: 'cli:argument.command',
      multiple: true,
    },
    options: [],
    examples: [
      { line: 'yiwen help build', about: 'cli:command.help.example.command' },
      {
        line: 'yiwen help layouts',
        about: 'cli:command.help.example.topic',
      },
      {
        line: 'yiwen help glossary lint',
        about: 'cli:command.help.example.words',
      },
    ],
    async run(context, { arguments: words }) {
      const all = [...commands, help]
      if (words.length === 0) {
        printHelp(context, all)
        return exitCodes.ok
      }
      const [topic] = words
      if (words.length === 1 && isTopic(topic)) {
        printTopic(context, topic)
        return exitCodes.ok
      }
      const command = findCommand(words, all)
      if (!command && printGroup(context, words, all)) return exitCodes.ok
      if (!command) throw unknownCommand(words, all, context.t)
      printCommandHelp(context, command)
      return exitCodes.ok
    },
  }
  return help
}

/**
 * Make the error for words that call no command.
 *
 * @param words - Words of the command line.
 * @param commands - Commands.
 * @param t - Messages.
 * @returns Error to throw.
 */
export function unknownCommand(
  words: readonly string[],
  commands: readonly Command[],
  t: Context['t'],
): ReturnType<typeof misuse> {
  const [first = ''] = words
  const group = commands.filter((command) => command.words[0] === first)
  const typed = group.length > 0 ? words.slice(0, 2).join(' ') : first
  const near = suggest(
    typed,
    commands.map((command) => command.words.join(' ')),
  )
  // A word that many commands start with is no misspelling of one of them.
  const many = group.length > 1 && (words.length === 1 || near === undefined)
  return misuse(
    t('cli:misuse.unknownCommand', { command: typed }),
    near === undefined || many
      ? t('cli:hint.seeHelp', {
          command: many ? `yiwen help ${first}` : 'yiwen help',
        })
      : t('cli:hint.didYouMean', { value: `yiwen ${near}` }),
  )
}
