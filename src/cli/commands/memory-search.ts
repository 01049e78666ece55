import type { MemoryEntry } from '../../memory/index.ts'
import {
  type Content,
  exitCodes,
  type Locale,
  printContent,
} from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import { readCount } from '../count.ts'
import { entryToJson, openMemoryShown } from '../memory.ts'
import { padEnd, visible } from '../terminal-text.ts'

/** `yiwen memory search`: where a text was translated, and how. */
export const memorySearch: Run = async (
  context,
  { arguments: [text = ''], values },
) => {
  const { t } = context
  const { 'from-language': source, 'to-language': target } = values
  const limit = readCount('--limit', values['match-limit'] ?? '20', t)
  const { memory } = await openMemoryShown(context, values)
  try {
    const found = memory.search(text, {
      limit: limit + 1,
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
    })
    const shown = found.slice(0, limit)
    if (values.json) {
      printJson(context, {
        more: found.length > limit,
        entries: shown.map(({ entry, sides }) => ({
          ...entryToJson(entry),
          sides,
        })),
      })
      return exitCodes.ok
    }
    if (shown.length === 0) print(context, t('cli:memory.none'))
    for (const { entry } of shown) printEntry(context, entry)
    if (found.length > limit) print(context, t('cli:memory.more', { limit }))
  } finally {
    memory.close()
  }
  return exitCodes.ok
}

/** With its codes as tags, and other characters as they are. */
function shownOf(content: Content): string {
  return content
    .map((part) => (typeof part === 'string' ? part : printContent([part])))
    .join('')
}

function printEntry(context: Context, entry: MemoryEntry): void {
  const { t, out: colors } = context
  const line = (locale: Locale, text: string): string =>
    `${colors.dim(padEnd(locale, 6))} ${visible(text)}`
  print(context, line(entry.sourceLocale, shownOf(entry.source)))
  print(context, line(entry.targetLocale, shownOf(entry.target)))
  const from = entry.article ?? entry.origin?.name
  const facts = [t(`cli:memory.state.${entry.state}`), ...(from ? [from] : [])]
  print(context, colors.dim(`       ${visible(facts.join(' · '))}`))
}
