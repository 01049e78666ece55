import { type DocumentMap, documentFields } from '../exchange/index.ts'
import { type Context, misuse } from './context.ts'

/**
 * Read where the fields of an article are in a document.
 *
 * @param mappings - `FIELD=PATH`, a path's keys with dots between them. Default: none.
 * @param context - Context.
 * @returns Map.
 * @throws UserError when one is not so, or there is no such field.
 */
export function documentMap(
  mappings: readonly string[] = [],
  { t }: Context,
): DocumentMap {
  const map: Record<string, readonly string[]> = {}
  for (const mapping of mappings) {
    const [, field = '', path = ''] = /^([^=]+)=(.+)$/s.exec(mapping) ?? []
    const keys = path.split('.')
    const isField = (documentFields as readonly string[]).includes(field)
    if (!isField || keys.some((key) => key === '')) {
      throw misuse(
        t('cli:misuse.documentMap', { mapping }),
        t('cli:hint.documentMap', { fields: documentFields.join(', ') }),
      )
    }
    map[field] = keys
  }
  return map
}
