import { isSame, withHistory, withState } from '../../glossary/index.ts'
import type { Run } from '../command.ts'
import { editByOptions, readConceptFile } from '../concept-edit.ts'
import { conceptOptions } from '../concept-option-names.ts'
import { misuse } from '../context.ts'
import { actOf, carryOut, conceptOf, openGlossary } from '../glossary.ts'

/** `yiwen glossary edit`: what options say, and nothing else. */
export const glossaryEdit: Run = async (
  context,
  { arguments: [id = ''], values },
) => {
  const { t } = context
  if (conceptOptions.every((name) => values[name] === undefined)) {
    throw misuse(
      t('cli:misuse.nothingToDo'),
      t('cli:hint.seeHelp', { command: 'yiwen help glossary edit' }),
    )
  }
  const glossary = await openGlossary(context, values)
  const { file, concept } = conceptOf(glossary, id, context)
  const given = values.data && (await readConceptFile(values.data, context))
  // Review and history are the desk's to write.
  const { review, history } = concept
  const kept = {
    ...(review === undefined ? {} : { review }),
    ...(history === undefined ? {} : { history }),
  }
  const base = given ? { ...given, id, ...kept } : concept
  const edited = editByOptions(base, values, context)
  const act = await actOf(context, values)
  const { state } = values
  const moved = state !== undefined && state !== concept['state']
  const same = isSame(edited, concept)
  if (same && !moved) {
    return carryOut(context, values, { edits: [], said: [], unchanged: [id] })
  }
  const noted = same ? edited : withHistory(edited, 'edited', act)
  return carryOut(context, values, {
    edits: [
      {
        kind: 'replace',
        id,
        file,
        concept: moved ? withState(noted, state, act) : noted,
      },
    ],
    said: [t('cli:desk.edited', { id, path: file.path })],
  })
}
