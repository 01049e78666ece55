/**
 * How pages show editions.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createTranslator } from '../messages/index.ts'
import type { Edition } from '../model/index.ts'
import type { SiteEdition } from '../publish/index.ts'

/**
 * Tell how pages show an edition.
 *
 * @param edition - Edition.
 * @returns Its name and strings.
 */
export function siteOf({ id, locale, beside }: Edition): SiteEdition {
  const strings = createTranslator(locale)
  const language = strings(`languages:${locale}`)
  const name =
    id === locale
      ? language
      : beside
        ? `${language} + ${createTranslator(beside)(`languages:${beside}`)}`
        : id === 'bilingual'
          ? strings('html:bilingual')
          : `${language}（${id}）`
  return { id, locale, name, strings }
}
