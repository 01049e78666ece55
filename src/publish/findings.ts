import type { VFileMessage } from 'vfile-message'
import { finding, Phrase } from '../model/index.ts'
import { type OutputFolder, shownPath } from './folder.ts'
import type { Conflict, Plan } from './plan.ts'

/** Finding about a file in the output folder. */
export interface PublishFinding {
  /** Source it is made from, from the project's folder. */
  source?: string | undefined
  /** Finding. */
  message: VFileMessage
}

/**
 * Report the files a build leaves alone.
 *
 * @param plan - Plan.
 * @param folder - Output folder.
 * @returns A `publish-target-edited` or `publish-orphan` finding for each.
 */
export function reportConflicts(
  plan: Plan,
  folder: OutputFolder,
): PublishFinding[] {
  return plan.conflicts.map((conflict) => ({
    source: conflict.source,
    message: onFile(folder, conflict.path, describe(conflict, folder)),
  }))
}

function describe(conflict: Conflict, folder: OutputFolder): VFileMessage {
  const shown = shownPath(folder, conflict.path)
  switch (conflict.kind) {
    case 'edited':
      return finding(
        'publish-target-edited',
        `${shown} was edited by hand and is not written over.`,
        {
          note: `Keep it with \`yiwen adopt ${shown}\`, move the change into ${conflict.source ?? 'its source'} or the glossary, or write over it with \`--force\`.`,
          wording: {
            key: 'publish-target-edited.edited',
            values: {
              path: shown,
              source:
                conflict.source ??
                new Phrase('its source', 'phrases:name.its-source'),
            },
          },
        },
      )
    case 'foreign':
      return finding(
        'publish-target-edited',
        `${shown} is in the way: no build wrote it, so it is not written over.`,
        {
          note: 'Move it out of the output folder, or write over it with `--force`.',
          wording: {
            key: 'publish-target-edited.foreign',
            values: { path: shown },
          },
        },
      )
    case 'orphan':
      return finding(
        'publish-orphan',
        `${shown} has no source any more, and is kept because it was edited by hand.`,
        {
          note: 'Keep what you need of it elsewhere and delete it.',
          wording: { key: 'publish-orphan.kept', values: { path: shown } },
        },
      )
  }
}

/**
 * Report how the output folder differs from what a build would make of it.
 *
 * An edition's Markdown and its page are one edition: it is missing once.
 *
 * @param plan - Plan.
 * @param folder - Output folder.
 * @returns `publish-missing`, `publish-stale` and `publish-orphan` findings.
 */
export function reportDifferences(
  plan: Plan,
  folder: OutputFolder,
): PublishFinding[] {
  const seen = new Set<string>()
  const findings: PublishFinding[] = []
  const add = (
    key: readonly (string | undefined)[],
    path: string,
    source: string | undefined,
    message: VFileMessage,
  ): void => {
    const id = JSON.stringify(source === undefined ? [path] : key)
    if (seen.has(id)) return
    seen.add(id)
    findings.push({ source, message: onFile(folder, path, message) })
  }
  const note = 'Run `yiwen build`.'
  for (const { path, source, edition } of plan.writes) {
    const shown = shownPath(folder, path)
    const missing = !plan.before.files.has(path)
    const message = missing
      ? finding('publish-missing', `${shown} is missing.`, {
          note,
          wording: { values: { path: shown } },
        })
      : finding(
          'publish-stale',
          `${shown} is stale: ${source ?? 'the project'} makes something else of it now.`,
          {
            note,
            wording: {
              values: {
                path: shown,
                source:
                  source ?? new Phrase('the project', 'phrases:name.project'),
              },
            },
          },
        )
    add([message.ruleId, source, edition], path, source, message)
  }
  // The text comes before its page, as it does in what is wanted.
  const isPage = (path: string): number => Number(path.endsWith('.html'))
  const deletes = plan.deletes.toSorted(
    (a, b) => isPage(a.path) - isPage(b.path),
  )
  for (const { path, source, edition } of deletes) {
    const shown = shownPath(folder, path)
    const reason = `${shown} has no source any more.`
    const message = finding('publish-orphan', reason, {
      note: 'Run `yiwen build`, which deletes it.',
      wording: { key: 'publish-orphan.deleted', values: { path: shown } },
    })
    add([message.ruleId, source, edition], path, source, message)
  }
  return findings
}

function onFile(
  folder: OutputFolder,
  path: string,
  message: VFileMessage,
): VFileMessage {
  message.file = shownPath(folder, path)
  message.name = message.file
  return message
}
