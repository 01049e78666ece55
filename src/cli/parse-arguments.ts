import { parseArgs } from 'node:util'
import type { Translate } from '../messages/index.ts'
import type { Command, Given } from './command.ts'
import { misuse } from './context.ts'
import {
  generalOptions,
  type OptionName,
  optionOf,
  options,
  spellingOf,
  type Values,
} from './options.ts'
import { suggest } from './suggest.ts'

/** Option as it was typed. */
interface Typed {
  name: string
  /** `--name` or `-n`. */
  raw: string
  value: string | undefined
  /** Written `--name=value`. */
  inline: boolean
}

/** Command line, taken apart and not yet checked. */
export interface CommandLine {
  /** What is no option. */
  words: readonly string[]
  /** Options. */
  typed: readonly Typed[]
}

/**
 * Take a command line apart.
 *
 * @param argv - Arguments, without the program.
 * @returns Words and options.
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: withBareValues(argv),
    options: Object.fromEntries(
      (Object.keys(options) as OptionName[]).map((name) => {
        const { type, short } = optionOf(name)
        return [
          spellingOf(name),
          short === undefined ? { type } : { type, short },
        ]
      }),
    ),
    // What is wrong is said in the language of the person, so not here.
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words: string[] = []
  const typed: Typed[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    else if (token.kind === 'option') {
      typed.push({
        name: token.name,
        raw: token.rawName,
        value: token.value,
        inline: token.inlineValue === true,
      })
    }
  }
  return { words, typed }
}

/** Give options that may stand alone the value they have then. */
function withBareValues(argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  return argv.map((word, index) => {
    const name = (Object.keys(options) as OptionName[]).find(
      (one) => word === `--${spellingOf(one)}`,
    )
    const { bare, values = [] } = name ? optionOf(name) : {}
    if (bare === undefined || (end >= 0 && index > end)) return word
    const next = argv[index + 1]
    return next !== undefined && values.includes(next)
      ? word
      : `${word}=${bare}`
  })
}

/**
 * Look up the value of `--lang`, before anything can be said in a language.
 *
 * @param line - Command line.
 * @returns Value, if there is one.
 */
export function languageFlag({ typed }: CommandLine): string | undefined {
  return typed.findLast(({ name }) => name === 'lang')?.value
}

/**
 * Tell whether a flag is on a command line, whatever else is.
 *
 * @param line - Command line.
 * @param name - Option.
 * @returns Whether it is there.
 */
export function hasFlag({ typed }: CommandLine, name: OptionName): boolean {
  return typed.some((option) => option.name === name)
}

/**
 * Check the options and arguments of a command.
 *
 * @param line - Command line.
 * @param command - Command it calls.
 * @param t - Messages.
 * @returns Arguments and options.
 * @throws UserError for the first that is wrong, with what was probably meant.
 */
export function checkGiven(
  line: CommandLine,
  command: Command,
  t: Translate,
): Given {
  const values = checkOptions(line, command.options, helpOf(command), t)
  const given = line.words.slice(command.words.length)
  const { argument } = command
  if (argument?.required && given.length === 0) {
    throw misuse(
      t('cli:misuse.missingArgument', { argument: t(argument.about) }),
      t('cli:hint.seeHelp', { command: helpOf(command) }),
    )
  }
  const most = argument ? (argument.multiple ? Infinity : 1) : 0
  const extra = given[most]
  if (extra !== undefined) {
    throw misuse(
      t('cli:misuse.tooManyArguments', { argument: extra }),
      t('cli:hint.seeHelp', { command: helpOf(command) }),
    )
  }
  return { arguments: given, values }
}

/**
 * Check options against the ones a command has.
 *
 * @param line - Command line.
 * @param own - Options the command has besides the general ones.
 * @param help - Command that explains it.
 * @param t - Messages.
 * @returns Options.
 * @throws UserError for the first that is wrong.
 */
export function checkOptions(
  { typed }: CommandLine,
  own: readonly OptionName[],
  help: string,
  t: Translate,
): Values {
  const allowed = [...own, ...generalOptions]
  const values: Partial<Record<OptionName, string | boolean | string[]>> = {}
  for (const { name: spelled, raw, value, inline } of typed) {
    const name = allowed.find((one) => spellingOf(one) === spelled)
    if (name === undefined) {
      const near = raw.startsWith('--')
        ? suggest(spelled, allowed.map(spellingOf))
        : undefined
      throw misuse(
        t('cli:misuse.unknownOption', { option: raw }),
        near === undefined
          ? t('cli:hint.seeHelp', { command: help })
          : t('cli:hint.didYouMean', { value: `--${near}` }),
      )
    }
    const option = optionOf(name)
    if (option.type === 'boolean') {
      if (inline) throw misuse(t('cli:misuse.needlessValue', { option: raw }))
      values[name] = true
      continue
    }
    // `--to --json` has no value; `-o -` has one.
    if (value === undefined || (!inline && /^-./.test(value))) {
      throw misuse(
        t('cli:misuse.missingValue', { option: raw }),
        option.values && valuesHint(option.values, t),
      )
    }
    if (option.values && !option.values.includes(value)) {
      throw invalidValue(raw, value, option.values, t)
    }
    const before = values[name]
    values[name] = option.multiple
      ? [...(Array.isArray(before) ? before : []), value]
      : value
  }
  // Each value was checked against the table the type is made from.
  return values as Values
}

/**
 * Make the error for a value an option can not have.
 *
 * @param option - Option, as typed.
 * @param value - Its value.
 * @param known - Values it can have.
 * @param t - Messages.
 * @returns Error to throw.
 */
export function invalidValue(
  option: string,
  value: string,
  known: readonly string[],
  t: Translate,
): ReturnType<typeof misuse> {
  const near = suggest(value, known)
  return misuse(
    t('cli:misuse.invalidValue', { value, option }),
    near === undefined
      ? valuesHint(known, t)
      : t('cli:hint.didYouMean', { value: near }),
  )
}

function valuesHint(known: readonly string[], t: Translate): string {
  return t('cli:hint.values', { values: t('cli:frame.list', { items: known }) })
}

function helpOf(command: Command): string {
  return `yiwen help ${command.words.join(' ')}`
}
