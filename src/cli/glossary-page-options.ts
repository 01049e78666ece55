import type { GlossaryPageOptions } from '../exchange/index.ts'
import { chooseLanguage } from '../messages/index.ts'
import type { Context } from './context.ts'
import type { Values } from './options.ts'

/**
 * Say how a page of the glossary is made: in the language of the messages.
 *
 * @param values - Options `--lang` and `--show-status`.
 * @param context - Context.
 * @returns Language, words, what is shown.
 */
export function pageOptions(
  values: Values,
  { t, io: { env } }: Context,
): GlossaryPageOptions {
  const { lang } = values
  return {
    language: chooseLanguage(lang === undefined ? { env } : { flag: lang }),
    status: values['show-status'] ?? false,
    strings: {
      title: t('cli:glossaryPage.title'),
      letters: t('cli:glossaryPage.letters'),
      others: t('cli:glossaryPage.others'),
      sources: t('cli:glossaryPage.sources'),
      locale: {
        'zh-TW': t('review:locale.zh-TW'),
        'zh-HK': t('review:locale.zh-HK'),
        'zh-CN': t('review:locale.zh-CN'),
        en: t('review:locale.en'),
      },
      state: {
        proposed: t('cli:desk.state.proposed'),
        approved: t('cli:desk.state.approved'),
        rejected: t('cli:desk.state.rejected'),
        'needs-work': t('cli:desk.state.needs-work'),
      },
      status: {
        preferred: t('review:status.preferred'),
        admitted: t('review:status.admitted'),
        deprecated: t('review:status.deprecated'),
        forbidden: t('review:status.forbidden'),
      },
      relation: {
        broader: t('cli:glossaryPage.relation.broader'),
        narrower: t('cli:glossaryPage.relation.narrower'),
        related: t('cli:glossaryPage.relation.related'),
        antonym: t('cli:glossaryPage.relation.antonym'),
        seeAlso: t('cli:glossaryPage.relation.seeAlso'),
      },
    },
  }
}
