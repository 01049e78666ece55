import type { Command } from '../command.ts'
import { adopt } from './adopt.ts'
import {
  batch,
  batchFailed,
  batchRetry,
  batchStatus,
  batchSubmit,
  batchWork,
} from './batch.ts'
import { build } from './build.ts'
import { check } from './check.ts'
import { config } from './config.ts'
import { convert } from './convert.ts'
import { dev } from './dev.ts'
import { explain } from './explain.ts'
import { exportJson, exportWxr } from './export-articles.ts'
import { exportDocx, exportEpub, exportPdf } from './export-book.ts'
import { exportMdbook } from './export-mdbook.ts'
import { glossaryAdd } from './glossary-add.ts'
import { glossaryDiff } from './glossary-diff.ts'
import { glossaryEdit } from './glossary-edit.ts'
import { glossaryExport } from './glossary-export.ts'
import { glossaryExtract } from './glossary-extract.ts'
import { glossaryImpact } from './glossary-impact.ts'
import { glossaryImport } from './glossary-import.ts'
import { glossaryLint } from './glossary-lint.ts'
import { glossaryList } from './glossary-list.ts'
import { glossaryMerge } from './glossary-merge.ts'
import { glossaryApprove, glossaryReject } from './glossary-review.ts'
import { glossaryShow } from './glossary-show.ts'
import { glossaryStats } from './glossary-stats.ts'
import { createHelp } from './help.ts'
import { importJson, importWxr } from './import-articles.ts'
import { init } from './init.ts'
import { memoryExport } from './memory-export.ts'
import { memoryImport } from './memory-import.ts'
import { memorySearch } from './memory-search.ts'
import { memoryRebuild, memoryStats } from './memory-stats.ts'
import { review } from './review.ts'
import { serve } from './serve.ts'
import { stream } from './stream.ts'
import { translateExport } from './translate-export.ts'
import { translateImport } from './translate-import.ts'
import { translateRun } from './translate-run.ts'
import { translateStatus } from './translate-status.ts'
import { translateSync } from './translate-sync.ts'
import { watch } from './watch.ts'

const others: readonly Command[] = [
  build,
  watch,
  convert,
  stream,
  check,
  dev,
  explain,
  init,
  glossaryList,
  glossaryShow,
  glossaryAdd,
  glossaryEdit,
  glossaryApprove,
  glossaryReject,
  glossaryMerge,
  glossaryStats,
  glossaryLint,
  glossaryDiff,
  glossaryImport,
  glossaryExport,
  glossaryExtract,
  glossaryImpact,
  memoryImport,
  memoryExport,
  memorySearch,
  memoryStats,
  memoryRebuild,
  review,
  translateSync,
  translateStatus,
  translateExport,
  translateImport,
  translateRun,
  adopt,
  exportEpub,
  exportPdf,
  exportDocx,
  exportWxr,
  exportJson,
  exportMdbook,
  importWxr,
  importJson,
  serve,
  // The one without a second word is looked at last.
  batchSubmit,
  batchWork,
  batchStatus,
  batchFailed,
  batchRetry,
  batch,
  config,
]

/** Every command, in the order they are listed. */
export const commands: readonly Command[] = [...others, createHelp(others)]
