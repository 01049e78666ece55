import type { DocumentMap } from '../../exchange/index.ts'
import type { Given, Run } from '../command.ts'
import { type Context, print } from '../context.ts'
import { documentMap } from '../document-map.ts'
import { reportLeftOut } from '../left-out.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { printFindings } from '../translation-report.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen export wxr`: editions as posts of WordPress. */
export const exportWxr: Run = (context, given) => exportArticles(context, given)

/** `yiwen export json`: editions as documents of a content management system. */
export const exportJson: Run = (context, given) =>
  exportArticles(
    context,
    given,
    documentMap(given.values['document-map'], context),
  )

/** Documents where it is told where fields are, else a WordPress import. */
async function exportArticles(
  context: Context,
  { arguments: only, values }: Given,
  map?: DocumentMap,
): Promise<number> {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const { documentsOf, wxrOf } = await import('../../build/articles-out.ts')
  const output = values['posts-output']
  const file = output === '-' ? undefined : output
  const progress = createProgress(context)
  const options = {
    ...{ cwd: io.cwd, config },
    ...(only.length > 0 ? { only } : {}),
    ...(values.edition ? { editions: values.edition } : {}),
    onProgress: (step: Parameters<typeof progress.update>[0]) =>
      progress.update(step),
  }
  const { parts, findings, leftOut } = map
    ? await documentsOf(options, map)
    : await wxrOf(options)
  const chunks: Uint8Array[] = []
  try {
    for await (const part of parts) {
      if (file === undefined) io.stdout.write(part)
      else chunks.push(new TextEncoder().encode(part))
    }
  } finally {
    progress.end()
  }
  if (file !== undefined) {
    writeFileWhole(file, Buffer.concat(chunks), { cwd: io.cwd, t })
    print(context, visible(file))
  }
  printFindings(context, findings)
  reportLeftOut(leftOut, context)
  return exitCodeFor(countFindings(findings))
}
