import {
  type WrittenConcept,
  withHistory,
  withState,
} from '../../glossary/index.ts'
import type { Run } from '../command.ts'
import { editByOptions, readConceptFile } from '../concept-edit.ts'
import { misuse } from '../context.ts'
import { actOf, carryOut, openGlossary } from '../glossary.ts'
import { fileFor } from '../glossary-file.ts'
import { loadSettings } from '../project.ts'

/** `yiwen glossary add`: a new concept, proposed unless said otherwise. */
export const glossaryAdd: Run = async (
  context,
  { arguments: [named], values },
) => {
  const { t } = context
  const { config } = await loadSettings(context, values)
  const glossary = await openGlossary(context, values)
  const written: WrittenConcept =
    values.data === undefined
      ? { state: 'proposed', terms: {} }
      : await readConceptFile(values.data, context)
  const id = String(named ?? written['id'] ?? '')
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
    throw misuse(t('cli:misuse.badId', { id }), t('cli:hint.idForm'))
  }
  const taken = glossary.concepts.get(id)
  const file =
    taken?.file ??
    (await fileFor(
      {
        ...written,
        id,
        ...(values['glossary-domain'] === undefined
          ? {}
          : { domain: values['glossary-domain'] }),
      },
      glossary,
      { context, values, config },
    ))
  const act = await actOf(context, values)
  const base = editByOptions({ ...written, id }, values, context)
  const { state } = values
  const concept = state
    ? withState(
        withHistory(base, 'added', { by: act.by, at: act.at }),
        state,
        act,
      )
    : withHistory(base, 'added', act)
  return carryOut(context, values, {
    edits: [{ kind: 'add', concept, file }],
    said: [t('cli:desk.added', { id, path: file.path })],
  })
}
