import type { Locale } from '../model/index.ts'
import { quoted } from './po.ts'

/** Message of a book with its translation. */
export interface BookEntry {
  /** Message. */
  text: string
  /** Its translation; empty where there is none. */
  translation: string
  /** Where it stands: `src/a.md:3`. */
  places: readonly string[]
  /** What the author says about it. */
  comments: readonly string[]
}

/**
 * Write the translation of a book as `mdbook-gettext` reads it: a PO file whose ids are
 * messages in Markdown, without contexts.
 *
 * @param entries - Messages, each once.
 * @param book - Title of the book, and the edition's locale.
 * @returns Text of the file.
 *
 * @see {@link https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html}
 */
export function printBookPo(
  entries: readonly BookEntry[],
  { title, locale }: { title: string; locale: Locale },
): string {
  const header = [
    `Project-Id-Version: ${title}`,
    'PO-Revision-Date: 2000-01-01 00:00+0000',
    'Last-Translator: Yiwen <noreply@example.com>',
    `Language-Team: ${locale.replace('-', '_')}`,
    `Language: ${locale.replace('-', '_')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    bookPoMark,
  ]
  const head = [
    'msgid ""',
    'msgstr ""',
    ...header.map((line) => quoted(`${line}\n`)),
  ].join('\n')
  return `${[head, ...entries.map(printEntry)].join('\n\n')}\n`
}

/** Line of the header that says who wrote a file. */
export const bookPoMark = 'X-Generator: Yiwen'

function printEntry({
  text,
  translation,
  places,
  comments,
}: BookEntry): string {
  return [
    ...comments
      .flatMap((comment) => comment.split(/[\r\n]+/))
      .map((line) => `#. ${line}`),
    // A place with a space in its name would be two.
    ...places.map((place) =>
      /\s/.test(place) ? `#: \u2068${place}\u2069` : `#: ${place}`,
    ),
    `msgid ${printValue(text)}`,
    `msgstr ${printValue(translation)}`,
  ].join('\n')
}

/** Text with a line of its own for each of its lines. */
function printValue(text: string): string {
  const lines = text.split(/(?<=\n)/)
  return lines.length > 1
    ? ['""', ...lines.map(quoted)].join('\n')
    : quoted(text)
}
