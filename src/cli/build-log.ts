import type { BuildProgress, ProjectReport } from '../build/index.ts'
import type { Context } from './context.ts'
import type { Progress } from './progress.ts'
import { groupsOf } from './project-report.ts'
import { findingsToJson } from './report.ts'

/** Log of a build: an object on a line for each thing that happens. */
export interface BuildLog extends Progress {
  update(step: BuildProgress): void
  /** Tell what became of the project. */
  finish(report: ProjectReport, exitCode: number): void
}

/**
 * Create the log of a build, on standard error.
 *
 * Each line is JSON with `time` (ISO 8601), `level` (`info`, `warning`, `error`) and
 * `event`: `build-started`, `article-made`, `book-made`, `finding`, `build-ended`.
 *
 * @param context - Context.
 * @param about - What the first line says besides.
 * @returns Log.
 */
export function createBuildLog(
  { io }: Context,
  about: Readonly<Record<string, unknown>>,
): BuildLog {
  const say = (
    level: 'info' | 'warning' | 'error',
    event: string,
    values: object,
  ): void => {
    const time = new Date().toISOString()
    io.stderr.write(`${JSON.stringify({ time, level, event, ...values })}\n`)
  }
  say('info', 'build-started', about)
  return {
    update: ({ done, total, path, milliseconds, kind }) => {
      if (kind === 'chapter') return
      say('info', kind === 'book' ? 'book-made' : 'article-made', {
        path,
        milliseconds: Math.round(milliseconds),
        done,
        total,
      })
    },
    end: () => {},
    finish: (report, exitCode) => {
      for (const { path, messages } of groupsOf(report)) {
        for (const { severity, ...found } of findingsToJson(path, messages)) {
          say(severity, 'finding', found)
        }
      }
      const changes: Record<string, number> = {}
      for (const { kind } of report.changes) {
        changes[kind] = (changes[kind] ?? 0) + 1
      }
      say(exitCode === 0 ? 'info' : 'error', 'build-ended', {
        articles: report.articles.length,
        failed: report.articles.filter(({ failed }) => failed).length,
        rebuilt: report.rebuilt.length,
        changes,
        exitCode,
        milliseconds: Math.round(report.milliseconds),
        ...(report.profile ? { profile: report.profile } : {}),
      })
    },
  }
}
