import type { RebuildReason, Rebuilt } from '../build/index.ts'
import type { Translate } from '../messages/index.ts'
import type { Context } from './context.ts'
import { visible } from './terminal-text.ts'

/**
 * Say of each article that was made anew why it was.
 *
 * @param rebuilt - Articles.
 * @param context - Context.
 * @returns Lines.
 */
export function formatRebuilt(
  rebuilt: readonly Rebuilt[],
  { t, out: colors }: Context,
): string[] {
  if (rebuilt.length === 0) return [t('cli:rebuilt.none')]
  return [
    colors.bold(t('cli:rebuilt.heading', { count: rebuilt.length })),
    ...rebuilt.map(
      ({ path, reason }) =>
        `  ${visible(path)}  ${colors.dim(visible(textOf(reason, t)))}`,
    ),
  ]
}

function textOf(reason: RebuildReason, t: Translate): string {
  const list = (items: readonly string[]): string =>
    items.join(t('cli:frame.comma'))
  switch (reason.kind) {
    case 'terms':
      // What the glossary was is not always known.
      return reason.words.length === 0
        ? t('cli:rebuilt.glossary')
        : t('cli:rebuilt.terms', { words: list(reason.words) })
    case 'links':
      return t('cli:rebuilt.links', { paths: list(reason.paths) })
    case 'outputs':
      return t('cli:rebuilt.outputs', { paths: list(reason.paths) })
    default:
      return t(`cli:rebuilt.${reason.kind}`)
  }
}
