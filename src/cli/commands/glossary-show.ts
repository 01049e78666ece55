import { printConcept } from '../../glossary/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { print, printJson } from '../context.ts'
import { conceptOf, openGlossary } from '../glossary.ts'
import { visible } from '../terminal-text.ts'

/** `yiwen glossary show`: all there is to a concept. */
export const glossaryShow: Run = async (
  context,
  { arguments: ids, values },
) => {
  const glossary = await openGlossary(context, values)
  const found = ids.map((id) => conceptOf(glossary, id, context))
  if (values.json) {
    printJson(context, {
      ok: true,
      concepts: found.map(({ file, concept }) => ({
        path: file.path,
        ...concept,
      })),
    })
    return exitCodes.ok
  }
  const blocks = found.map(({ file, concept }) =>
    [
      context.out.dim(`# ${visible(file.path)}`),
      ...printConcept(concept).split('\n').map(visible),
    ].join('\n'),
  )
  print(context, blocks.join('\n\n'))
  return exitCodes.ok
}
