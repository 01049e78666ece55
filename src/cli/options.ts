import type { MessageKey } from '../messages/index.ts'
import {
  chineseLocales,
  type EditRule,
  fields,
  glossStyles,
  layoutNames,
  locales,
} from '../model/index.ts'
import { glossaryFormats } from './glossary-format.ts'
import { handoffFormats } from './handoff-format.ts'
import { recordKinds } from './records.ts'
import { reportFormats } from './report-formats.ts'

/** Kind of value that follows an option. */
export type ValueKind =
  | 'file'
  | 'locale'
  | 'name'
  | 'text'
  | 'term'
  | 'pair'
  | 'relation'
  | 'mapping'
  | 'folder'
  | 'path'
  | 'number'

/** What is known about an option. */
interface Option {
  type: 'string' | 'boolean'
  /** How it is typed, where two options of different commands share a name. */
  spelled?: string
  /** One letter. */
  short?: string
  /** May be given more than once. */
  multiple?: boolean
  /** Kind of its value. */
  value?: ValueKind
  /** Values it can have. */
  values?: readonly string[]
  /** Value it has when it is given and nothing it can have stands behind it. */
  bare?: string
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
  'translation',
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
  'stream-to': {
    type: 'string',
    spelled: 'to',
    value: 'locale',
    multiple: true,
    about: 'cli:option.streamTo',
  },
  records: {
    type: 'string',
    value: 'name',
    values: recordKinds,
    default: 'ndjson',
    about: 'cli:option.records',
  },
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
  'no-fast': { type: 'boolean', about: 'cli:option.noFast' },
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
  'glossary-domain': {
    type: 'string',
    spelled: 'domain',
    value: 'name',
    about: 'cli:option.glossaryDomain',
  },
  state: {
    type: 'string',
    value: 'name',
    values: ['proposed', 'approved', 'rejected', 'needs-work'],
    about: 'cli:option.state',
  },
  locale: {
    type: 'string',
    value: 'locale',
    values: locales,
    about: 'cli:option.locale',
  },
  'lint-locale': {
    type: 'string',
    spelled: 'locale',
    multiple: true,
    value: 'locale',
    values: locales,
    about: 'cli:option.lintLocale',
  },
  term: {
    type: 'string',
    multiple: true,
    value: 'term',
    about: 'cli:option.term',
  },
  'remove-term': {
    type: 'string',
    multiple: true,
    value: 'term',
    about: 'cli:option.removeTerm',
  },
  type: {
    type: 'string',
    value: 'name',
    values: ['full', 'abbreviation', 'short', 'variant'],
    about: 'cli:option.type',
  },
  status: {
    type: 'string',
    value: 'name',
    values: ['preferred', 'admitted', 'deprecated', 'forbidden'],
    about: 'cli:option.status',
  },
  set: {
    type: 'string',
    multiple: true,
    value: 'pair',
    about: 'cli:option.set',
  },
  unset: {
    type: 'string',
    multiple: true,
    value: 'name',
    about: 'cli:option.unset',
  },
  relation: {
    type: 'string',
    multiple: true,
    value: 'relation',
    about: 'cli:option.relation',
  },
  data: { type: 'string', value: 'file', about: 'cli:option.data' },
  into: { type: 'string', value: 'file', about: 'cli:option.into' },
  by: { type: 'string', value: 'name', about: 'cli:option.by' },
  reason: { type: 'string', value: 'text', about: 'cli:option.reason' },
  'dry-run': { type: 'boolean', about: 'cli:option.dryRun' },
  unused: { type: 'boolean', about: 'cli:option.unused' },
  map: {
    type: 'string',
    multiple: true,
    value: 'mapping',
    about: 'cli:option.map',
  },
  overwrite: { type: 'boolean', about: 'cli:option.overwrite' },
  bom: { type: 'boolean', about: 'cli:option.bom' },
  'from-language': {
    type: 'string',
    spelled: 'from',
    value: 'locale',
    values: locales,
    about: 'cli:option.fromLanguage',
  },
  'to-language': {
    type: 'string',
    spelled: 'to',
    value: 'locale',
    values: locales,
    about: 'cli:option.toLanguage',
  },
  'table-format': {
    type: 'string',
    spelled: 'format',
    value: 'name',
    values: glossaryFormats,
    about: 'cli:option.tableFormat',
  },
  sheet: { type: 'string', value: 'name', about: 'cli:option.sheet' },
  'show-status': { type: 'boolean', about: 'cli:option.showStatus' },
  'to-file': {
    type: 'string',
    spelled: 'to',
    value: 'file',
    about: 'cli:option.toFile',
  },
  'source-language': {
    type: 'string',
    spelled: 'source',
    value: 'locale',
    values: locales,
    about: 'cli:option.sourceLanguage',
  },
  'target-language': {
    type: 'string',
    spelled: 'target',
    value: 'locale',
    values: locales,
    about: 'cli:option.targetLanguage',
  },
  'match-limit': {
    type: 'string',
    spelled: 'limit',
    value: 'number',
    default: '20',
    about: 'cli:option.matchLimit',
  },
  'translate-to': {
    type: 'string',
    spelled: 'to',
    multiple: true,
    value: 'locale',
    values: locales,
    about: 'cli:option.translateTo',
  },
  'handoff-format': {
    type: 'string',
    spelled: 'format',
    value: 'name',
    values: handoffFormats,
    about: 'cli:option.handoffFormat',
  },
  'handoff-output': {
    type: 'string',
    spelled: 'output',
    short: 'o',
    value: 'file',
    about: 'cli:option.handoffOutput',
  },
  'book-output': {
    type: 'string',
    spelled: 'output',
    short: 'o',
    value: 'file',
    about: 'cli:option.bookOutput',
  },
  'book-title': {
    type: 'string',
    spelled: 'title',
    value: 'text',
    about: 'cli:option.bookTitle',
  },
  'book-gloss': {
    type: 'string',
    spelled: 'gloss',
    value: 'name',
    values: glossStyles,
    about: 'cli:option.bookGloss',
  },
  'posts-output': {
    type: 'string',
    spelled: 'output',
    short: 'o',
    value: 'file',
    about: 'cli:option.postsOutput',
  },
  'po-output': {
    type: 'string',
    spelled: 'output',
    short: 'o',
    value: 'folder',
    about: 'cli:option.poOutput',
  },
  'articles-output': {
    type: 'string',
    spelled: 'output',
    short: 'o',
    value: 'folder',
    about: 'cli:option.articlesOutput',
  },
  'document-map': {
    type: 'string',
    spelled: 'map',
    multiple: true,
    value: 'path',
    about: 'cli:option.documentMap',
  },
  'from-post': {
    type: 'string',
    spelled: 'from',
    value: 'locale',
    values: chineseLocales,
    about: 'cli:option.fromPost',
  },
  replace: { type: 'boolean', about: 'cli:option.replace' },
  article: { type: 'string', value: 'file', about: 'cli:option.article' },
  'copy-source': { type: 'boolean', about: 'cli:option.copySource' },
  trust: { type: 'boolean', about: 'cli:option.trust' },
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
  'report-format': {
    type: 'string',
    spelled: 'format',
    value: 'name',
    values: reportFormats,
    default: 'pretty',
    about: 'cli:option.reportFormat',
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
  strictness: {
    type: 'string',
    value: 'number',
    default: '0.5',
    about: 'cli:option.strictness',
  },
  limit: {
    type: 'string',
    value: 'number',
    default: '100',
    about: 'cli:option.limit',
  },
  'engine-to': {
    type: 'string',
    spelled: 'to',
    value: 'locale',
    values: ['en'],
    default: 'en',
    about: 'cli:option.engineTo',
  },
  engine: { type: 'string', value: 'name', about: 'cli:option.engine' },
  'engine-dry-run': {
    type: 'boolean',
    spelled: 'dry-run',
    about: 'cli:option.engineDryRun',
  },
  yes: { type: 'boolean', about: 'cli:option.yes' },
  'engine-limit': {
    type: 'string',
    spelled: 'limit',
    value: 'number',
    about: 'cli:option.engineLimit',
  },
  extract: { type: 'boolean', about: 'cli:option.extract' },
  'new-only': { type: 'boolean', about: 'cli:option.newOnly' },
  out: { type: 'string', value: 'file', about: 'cli:option.out' },
  port: { type: 'string', value: 'number', about: 'cli:option.port' },
  'no-open': { type: 'boolean', about: 'cli:option.noOpen' },
  host: { type: 'string', value: 'name', about: 'cli:option.host' },
  'listen-port': {
    type: 'string',
    spelled: 'port',
    value: 'number',
    default: '8720',
    about: 'cli:option.listenPort',
  },
  'key-file': { type: 'string', value: 'file', about: 'cli:option.keyFile' },
  threads: { type: 'string', value: 'number', about: 'cli:option.threads' },
  'max-body': {
    type: 'string',
    value: 'number',
    default: '4194304',
    about: 'cli:option.maxBody',
  },
  'time-limit': {
    type: 'string',
    value: 'number',
    default: '30',
    about: 'cli:option.timeLimit',
  },
  queue: { type: 'string', value: 'text', about: 'cli:option.queue' },
  'batch-name': {
    type: 'string',
    spelled: 'name',
    value: 'name',
    default: 'yiwen',
    about: 'cli:option.batchName',
  },
  source: { type: 'string', value: 'text', about: 'cli:option.source' },
  'batch-output': {
    type: 'string',
    spelled: 'output',
    short: 'o',
    value: 'text',
    about: 'cli:option.batchOutput',
  },
  list: { type: 'string', value: 'file', about: 'cli:option.list' },
  resume: { type: 'boolean', about: 'cli:option.resume' },
  attempts: {
    type: 'string',
    value: 'number',
    default: '5',
    about: 'cli:option.attempts',
  },
  ahead: {
    type: 'string',
    value: 'number',
    default: '100000',
    about: 'cli:option.ahead',
  },
  rate: { type: 'string', value: 'number', about: 'cli:option.rate' },
  'lost-after': {
    type: 'string',
    value: 'number',
    default: '30',
    about: 'cli:option.lostAfter',
  },
  metrics: { type: 'string', value: 'text', about: 'cli:option.metrics' },
  'until-done': { type: 'boolean', about: 'cli:option.untilDone' },
  'batch-threads': {
    type: 'string',
    spelled: 'threads',
    value: 'number',
    about: 'cli:option.batchThreads',
  },
  force: { type: 'boolean', about: 'cli:option.force' },
  jobs: {
    type: 'string',
    short: 'j',
    value: 'number',
    about: 'cli:option.jobs',
  },
  profile: { type: 'boolean', about: 'cli:option.profile' },
  log: {
    type: 'string',
    value: 'name',
    values: ['text', 'json'],
    default: 'text',
    about: 'cli:option.log',
  },
  'report-page': {
    type: 'string',
    spelled: 'report',
    value: 'file',
    about: 'cli:option.reportPage',
  },
  'no-cache': { type: 'boolean', about: 'cli:option.noCache' },
  'explain-rebuild': { type: 'boolean', about: 'cli:option.explainRebuild' },
  frail: { type: 'boolean', about: 'cli:option.frail' },
  verbose: { type: 'boolean', about: 'cli:option.verbose' },
  layout: {
    type: 'string',
    value: 'name',
    values: ['auto', ...layoutNames],
    bare: 'auto',
    about: 'cli:option.layout',
  },
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

/**
 * Tell how an option is typed.
 *
 * @param name - Name.
 * @returns What stands after `--`.
 */
export function spellingOf(name: OptionName): string {
  return optionOf(name).spelled ?? name
}
