import { isSame, withState } from '../../glossary/index.ts'
import type { ReviewState } from '../../model/index.ts'
import type { Command, Given } from '../command.ts'
import { type Context, misuse } from '../context.ts'
import { actOf, carryOut, conceptOf, openGlossary } from '../glossary.ts'
import type { OptionName } from '../options.ts'

const argument: NonNullable<Command['argument']> = {
  value: 'id',
  about: 'cli:argument.conceptIds',
  required: true,
  multiple: true,
}

const options: readonly OptionName[] = [
  'reason',
  'by',
  'dry-run',
  'glossary',
  'json',
  'config',
]

/** `yiwen glossary approve`: concepts that editions may use. */
export const glossaryApprove: Command = {
  words: ['glossary', 'approve'],
  key: 'glossaryApprove',
  argument,
  options,
  examples: [
    {
      line: 'yiwen glossary approve zhipu-ai',
      about: 'cli:command.glossaryApprove.example.one',
    },
    {
      line: 'yiwen glossary approve zhipu-ai anue --by Lin --reason Prospectus',
      about: 'cli:command.glossaryApprove.example.more',
    },
  ],
  run: (context, given) => review(context, given, 'approved'),
}

/** `yiwen glossary reject`: concepts that are not to be used, and why. */
export const glossaryReject: Command = {
  words: ['glossary', 'reject'],
  key: 'glossaryReject',
  argument,
  options,
  examples: [
    {
      line: 'yiwen glossary reject coding-product --reason Calque',
      about: 'cli:command.glossaryReject.example.one',
    },
  ],
  async run(context, given) {
    if (!given.values.reason?.trim()) {
      const { t } = context
      throw misuse(
        t('cli:misuse.missingOption', { option: '--reason' }),
        t('cli:hint.seeHelp', { command: 'yiwen help glossary reject' }),
      )
    }
    return review(context, given, 'rejected')
  },
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
