import { displayWidth } from '../model/index.ts'
import type { Command, Example } from './command.ts'
import { type Colors, type Context, print } from './context.ts'
import {
  generalOptions,
  type OptionName,
  optionOf,
  spellingOf,
} from './options.ts'
import { padEnd, wrap } from './terminal-text.ts'
import { topics } from './topic-names.ts'

/** Name and what it means. */
type Row = readonly [name: string, about: string]

/**
 * Print what Yiwen does and which commands it has.
 *
 * @param context - Context.
 * @param commands - Commands, in the order they are listed.
 * @param examples - Examples. Default: the ones to begin with.
 */
export function printHelp(
  context: Context,
  commands: readonly Command[],
  examples?: readonly Example[],
): void {
  const { t } = context
  const page = new HelpPage(context)
  page.text(t('cli:tagline'))
  page.usage(t('cli:help.usageLine'))
  page.table(
    t('cli:help.commands'),
    commands.map(({ words, key }) => [
      words.join(' '),
      t(`cli:command.${key}.about`),
    ]),
  )
  // A part of the commands has no topics.
  const named = examples ? [] : topics
  page.table(
    t('cli:help.topics'),
    named.map((topic) => [topic, t(`cli:topic.${topic}.about`)]),
  )
  page.table(t('cli:help.generalOptions'), optionRows(generalOptions, context))
  page.examples(
    examples?.map(({ line, about }) => [line, t(about)]) ?? [
      ['yiwen init', t('cli:command.init.example.here')],
      ['yiwen build', t('cli:command.build.example.all')],
      ['yiwen convert --to zh-CN a.md', t('cli:command.convert.example.file')],
    ],
  )
  page.table(t('cli:help.exitCodes'), [
    ['0', t('cli:exit.ok')],
    ['1', t('cli:exit.findings')],
    ['2', t('cli:exit.misuse')],
    ['3', t('cli:exit.bug')],
  ])
  page.table(t('cli:help.environment'), [
    ['YIWEN_LANG', t('cli:environment.YIWEN_LANG')],
    ['NO_COLOR', t('cli:environment.NO_COLOR')],
    ['FORCE_COLOR', t('cli:environment.FORCE_COLOR')],
  ])
  page.text(t('cli:help.more', { command: 'yiwen help COMMAND' }))
  page.print()
}

/**
 * Print how a command is used.
 *
 * @param context - Context.
 * @param command - Command.
 */
export function printCommandHelp(context: Context, command: Command): void {
  const { t } = context
  const page = new HelpPage(context)
  const { argument, key } = command
  page.text(t(`cli:command.${key}.about`))
  page.usage(t(`cli:command.${key}.usage`))
  page.text(t(`cli:command.${key}.details`))
  if (argument) {
    const name = t(`cli:value.${argument.value}`)
    page.table(t('cli:help.arguments'), [[name, t(argument.about)]])
  }
  page.table(t('cli:help.options'), optionRows(command.options, context))
  page.table(t('cli:help.generalOptions'), optionRows(generalOptions, context))
  page.examples(command.examples.map(({ line, about }) => [line, t(about)]))
  page.print()
}

function optionRows(names: readonly OptionName[], { t }: Context): Row[] {
  return names.map((name) => {
    const option = optionOf(name)
    const value = option.value && ` ${t(`cli:value.${option.value}`)}`
    const extra = [
      ...(option.values
        ? [t('cli:help.choices', { values: option.values.join(', ') })]
        : []),
      ...(option.multiple ? [t('cli:help.repeatable')] : []),
      ...(option.default === undefined
        ? []
        : [t('cli:help.default', { value: option.default })]),
    ]
    const short = option.short === undefined ? '    ' : `-${option.short}, `
    return [
      `${short}--${spellingOf(name)}${value ?? ''}`,
      t(option.about) +
        extra.map((text) => t('cli:help.aside', { text })).join(''),
    ]
  })
}

/** Page of help: paragraphs and tables as wide as the terminal. */
export class HelpPage {
  private readonly blocks: string[] = []
  private readonly context: Context
  private readonly colors: Colors
  private readonly width: number

  constructor(context: Context) {
    this.context = context
    this.colors = context.out
    this.width = Math.max(40, Math.min(context.io.stdout.columns ?? 80, 100))
  }

  /** Add a paragraph. */
  text(text: string): void {
    this.blocks.push(wrap(text, this.width).join('\n'))
  }

  /** Add how a command is called. */
  usage(line: string): void {
    const heading = this.colors.bold(this.context.t('cli:help.usage'))
    this.blocks.push(`${heading}\n  ${line}`)
  }

  /** Add names with what they mean; nothing where there are none. */
  table(heading: string, rows: readonly Row[]): void {
    if (rows.length === 0) return
    const left = Math.min(30, Math.max(...rows.map(([n]) => displayWidth(n))))
    const lines = rows.flatMap(([name, about]) => {
      const [first = '', ...rest] = wrap(about, this.width - left - 4)
      const indent = ' '.repeat(left + 4)
      const label = this.colors.cyan(padEnd(name, left))
      const long = displayWidth(name) > left
      return [
        long ? `  ${label}\n${indent}${first}` : `  ${label}  ${first}`,
        ...rest.map((line) => indent + line),
      ]
    })
    this.blocks.push([this.colors.bold(heading), ...lines].join('\n'))
  }

  /** Add command lines with what they do. */
  examples(rows: readonly Row[]): void {
    const lines = rows.flatMap(([line, about]) => [
      ...wrap(about, this.width - 4).map((l) => `  ${this.colors.dim(l)}`),
      `    ${this.colors.dim('$')} ${line}`,
    ])
    const heading = this.colors.bold(this.context.t('cli:help.examples'))
    this.blocks.push([heading, ...lines].join('\n'))
  }

  /** Print all of it. */
  print(): void {
    print(this.context, this.blocks.join('\n\n'))
  }
}
