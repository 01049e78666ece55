import { redirectAll } from '../../build/glossary-edit.ts'
import { mergeConcepts } from '../../glossary/index.ts'
import type { Run } from '../command.ts'
import { misuse } from '../context.ts'
import { actOf, carryOut, conceptOf, openGlossary } from '../glossary.ts'

/** `yiwen glossary merge`: one concept of two. */
export const glossaryMerge: Run = async (
  context,
  { arguments: [id, from, more], values },
) => {
  const { t } = context
  if (id === undefined || from === undefined || more !== undefined) {
    throw misuse(
      t('cli:misuse.twoIds'),
      t('cli:hint.seeHelp', { command: 'yiwen help glossary merge' }),
    )
  }
  if (id === from) throw misuse(t('cli:misuse.sameConcept', { id }))
  const glossary = await openGlossary(context, values)
  const into = conceptOf(glossary, id, context)
  const gone = conceptOf(glossary, from, context)
  const act = await actOf(context, values)
  const merged = mergeConcepts(into.concept, gone.concept, act)
  return carryOut(context, values, {
    edits: [
      // First, so that no word is lost when it ends between two files.
      { kind: 'replace', id, file: into.file, concept: merged },
      ...redirectAll(glossary, from, id),
      { kind: 'remove', id: from, file: gone.file },
    ],
    said: [t('cli:desk.merged', { id, from, path: into.file.path })],
  })
}
