import type { MessageKey } from '../messages/index.ts'
import type { Context } from './context.ts'
import type { OptionName, Values } from './options.ts'

/** Key of a command's messages. */
export type CommandKey =
  | 'build'
  | 'watch'
  | 'convert'
  | 'stream'
  | 'check'
  | 'explain'
  | 'init'
  | 'glossaryList'
  | 'glossaryShow'
  | 'glossaryAdd'
  | 'glossaryEdit'
  | 'glossaryApprove'
  | 'glossaryReject'
  | 'glossaryMerge'
  | 'glossaryStats'
  | 'glossaryLint'
  | 'glossaryDiff'
  | 'glossaryImport'
  | 'glossaryExport'
  | 'glossaryExtract'
  | 'glossaryImpact'
  | 'memoryImport'
  | 'memoryExport'
  | 'memorySearch'
  | 'memoryStats'
  | 'memoryRebuild'
  | 'translateRun'
  | 'review'
  | 'dev'
  | 'translateSync'
  | 'translateStatus'
  | 'translateExport'
  | 'translateImport'
  | 'adopt'
  | 'exportEpub'
  | 'exportPdf'
  | 'exportDocx'
  | 'exportWxr'
  | 'exportJson'
  | 'exportMdbook'
  | 'importWxr'
  | 'importJson'
  | 'serve'
  | 'batch'
  | 'batchSubmit'
  | 'batchWork'
  | 'batchStatus'
  | 'batchFailed'
  | 'batchRetry'
  | 'config'
  | 'help'

/** What stands after a command. */
export interface Argument {
  /** What kind of thing it is. */
  value: 'file' | 'folder' | 'command' | 'id' | 'text' | 'revision'
  /** What it is. */
  about: Extract<MessageKey, `cli:argument.${string}`>
  /** Has to be given. */
  required?: boolean
  /** May be given more than once. */
  multiple?: boolean
}

/** Line of an example, and what it does. */
export interface Example {
  /** Command line. */
  line: string
  /** What it does. */
  about: Extract<MessageKey, `cli:command.${string}.example.${string}`>
}

/** One command: all that help, parsing and running need to know. */
export interface Command {
  /** Words it is called by: `['glossary', 'lint']`. */
  words: readonly string[]
  /** Key of its messages. */
  key: CommandKey
  /** What stands after it. */
  argument?: Argument
  /** Its options, besides those of every command. */
  options: readonly OptionName[]
  /** How it is used. */
  examples: readonly Example[]
  /** Loads what does the work, and runs it. */
  run: Run
}

/**
 * Work of a command.
 *
 * @param context - Streams, messages, colours.
 * @param given - What stood on the command line.
 * @returns Exit code.
 */
export type Run = (context: Context, given: Given) => Promise<number>

/** What stood on a command line, checked. */
export interface Given {
  /** What is no option, after the command's words. */
  arguments: readonly string[]
  /** Options. */
  values: Values
}
