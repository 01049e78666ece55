import type { MessageKey } from '../messages/index.ts'
import { type EditRule, fields, glossStyles } from '../model/index.ts'

/** Kind of value that follows an option. */
export type ValueKind = 'file' | 'locale' | 'name'

/** What is known about an option. */
interface Option {
  type: 'string' | 'boolean'
  /** One letter. */
  short?: string
  /** May be given more than once. */
  multiple?: boolean
  /** Kind of its value. */
  value?: ValueKind
  /** Values it can have. */
  values?: readonly string[]
  /** Value it has when it is not given, where there is always the same. */
  default?: string
  /** What it does. */
  about: Extract<MessageKey, `cli:option.${string}`>
}

/** Rules of edits, from what says the most to what says the least. */
export const editRules = [
  'override',
  'term',
  'vocabulary',
  'gloss',
  'quotes',
  'brackets',
  'punctuation',
  'ellipsis',
  'dashes',
  'spaces',
  'characters',
  'reference',
  'front-matter',
  'lang',
  'appendix',
] as const satisfies readonly EditRule[]

/** Every option of every command; a name means the same in all of them. */
export const options = {
  to: { type: 'string', value: 'locale', about: 'cli:option.to' },
  from: { type: 'string', value: 'locale', about: 'cli:option.from' },
  edition: {
    type: 'string',
    multiple: true,
    value: 'name',
    about: 'cli:option.edition',
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'file',
    about: 'cli:option.outputFile',
  },
  gloss: {
    type: 'string',
    value: 'name',
    values: glossStyles,
    default: 'none',
    about: 'cli:option.gloss',
  },
  glossary: {
    type: 'string',
    multiple: true,
    value: 'file',
    about: 'cli:option.glossary',
  },
  'no-vocabulary': { type: 'boolean', about: 'cli:option.noVocabulary' },
  mode: {
    type: 'string',
    value: 'name',
    values: ['editorial', 'compat'],
    about: 'cli:option.mode',
  },
  domain: {
    type: 'string',
    value: 'name',
    values: ['auto', ...fields],
    about: 'cli:option.domain',
  },
  brackets: {
    type: 'string',
    value: 'name',
    values: ['edition', 'keep'],
    about: 'cli:option.brackets',
  },
  quotes: {
    type: 'string',
    value: 'name',
    values: ['edition', 'keep'],
    about: 'cli:option.quotes',
  },
  spaces: {
    type: 'string',
    value: 'name',
    values: ['keep', 'add', 'remove'],
    about: 'cli:option.spaces',
  },
  punctuation: {
    type: 'string',
    value: 'name',
    values: ['keep', 'wide'],
    about: 'cli:option.punctuation',
  },
  ellipsis: {
    type: 'string',
    value: 'name',
    values: ['keep', 'normalise'],
    about: 'cli:option.ellipsis',
  },
  dashes: {
    type: 'string',
    value: 'name',
    values: ['keep', 'normalise'],
    about: 'cli:option.dashes',
  },
  format: {
    type: 'string',
    value: 'name',
    values: ['md', 'mdx', 'txt', 'json'],
    about: 'cli:option.format',
  },
  encoding: { type: 'string', value: 'name', about: 'cli:option.encoding' },
  'output-encoding': {
    type: 'string',
    value: 'name',
    default: 'utf-8',
    about: 'cli:option.outputEncoding',
  },
  rule: {
    type: 'string',
    value: 'name',
    values: editRules,
    about: 'cli:option.rule',
  },
  force: { type: 'boolean', about: 'cli:option.force' },
  frail: { type: 'boolean', about: 'cli:option.frail' },
  verbose: { type: 'boolean', about: 'cli:option.verbose' },
  html: { type: 'string', value: 'file', about: 'cli:option.html' },
  json: { type: 'boolean', about: 'cli:option.json' },
  config: {
    type: 'string',
    short: 'c',
    value: 'file',
    about: 'cli:option.config',
  },
  lang: { type: 'string', value: 'locale', about: 'cli:option.lang' },
  color: { type: 'boolean', about: 'cli:option.color' },
  'no-color': { type: 'boolean', about: 'cli:option.noColor' },
  help: { type: 'boolean', short: 'h', about: 'cli:option.help' },
  version: { type: 'boolean', short: 'v', about: 'cli:option.version' },
} as const satisfies Readonly<Record<string, Option>>

/** Name of an option. */
export type OptionName = keyof typeof options

/** Options that every command has. */
export const generalOptions: readonly OptionName[] = [
  'lang',
  'color',
  'no-color',
  'help',
  'version',
]

/** Values of the options that were given. */
export type Values = {
  [Name in OptionName]?: (typeof options)[Name] extends { multiple: true }
    ? string[]
    : (typeof options)[Name] extends { values: readonly (infer Value)[] }
      ? Value
      : (typeof options)[Name] extends { type: 'string' }
        ? string
        : boolean
}

/**
 * Look up an option.
 *
 * @param name - Name.
 * @returns What is known about it.
 */
export function optionOf(name: OptionName): Option {
  return options[name]
}
