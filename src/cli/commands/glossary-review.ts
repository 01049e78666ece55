import { isSame, withState } from '../../glossary/index.ts'
import type { ReviewState } from '../../model/index.ts'
import type { Given, Run } from '../command.ts'
import { type Context, misuse } from '../context.ts'
import { actOf, carryOut, conceptOf, openGlossary } from '../glossary.ts'

/** `yiwen glossary approve`: concepts that editions may use. */
export const glossaryApprove: Run = (context, given) =>
  review(context, given, 'approved')

/** `yiwen glossary reject`: concepts that are not to be used, and why. */
export const glossaryReject: Run = async (context, given) => {
  if (!given.values.reason?.trim()) {
    const { t } = context
    throw misuse(
      t('cli:misuse.missingOption', { option: '--reason' }),
      t('cli:hint.seeHelp', { command: 'yiwen help glossary reject' }),
    )
  }
  return review(context, given, 'rejected')
}

async function review(
  context: Context,
  { arguments: named, values }: Given,
  state: ReviewState,
): Promise<number> {
  const { t } = context
  const glossary = await openGlossary(context, values)
  const found = [...new Set(named)].map((id) => ({
    id,
    ...conceptOf(glossary, id, context),
  }))
  const act = await actOf(context, values)
  // Saying it again with another reason is a review of its own.
  const settled = found.filter(
    ({ concept }) =>
      concept['state'] === state &&
      (act.reason === undefined || isSame(reasonOf(concept), act.reason)),
  )
  const changed = found.filter((one) => !settled.includes(one))
  return carryOut(context, values, {
    edits: changed.map(({ id, file, concept }) => ({
      kind: 'replace',
      id,
      file,
      concept: withState(concept, state, act),
    })),
    said: changed.map(({ id, file }) =>
      t('cli:desk.stateSet', {
        id,
        state: t(`cli:desk.state.${state}`),
        path: file.path,
      }),
    ),
    unchanged: settled.map(({ id }) => id),
  })
}

function reasonOf(concept: { readonly [key: string]: unknown }): unknown {
  const { review } = concept
  return (review as { reason?: unknown } | undefined)?.reason
}
