import { Parser } from 'htmlparser2'
import type { Translation } from '../model/index.ts'
import { TranslationFileError } from './file-error.ts'
import type { HandedFile } from './handed.ts'
import { readTable, tableOf } from './table.ts'
import type { Concepts } from './terms.ts'
import { xmlText, xmlValue } from './xml-text.ts'

/** Words on the page, in the language of who gets it. */
export interface TableStrings {
  /** What to do with the page. */
  advice: string
  /** Heading of the column of terms and notes. */
  notes: string
  /** Words on the button that saves the page. */
  save: string
  /** Says that the translation is of this older sentence. */
  stale: string
}

/**
 * Write a translation as a page with a table, for people without tools.
 *
 * It is edited in a browser, where a button saves it, or in a word processor.
 *
 * @param translation - Translation.
 * @param strings - Words on it.
 * @param concepts - Concepts whose words are noted. Default: none.
 * @returns HTML.
 */
export function printHtmlTable(
  translation: Translation,
  strings: TableStrings,
  concepts: Concepts = new Map(),
): string {
  const { article, source, target } = translation
  const rows = tableOf(translation, concepts).map((row) => {
    const notes = [
      ...(row.stale === undefined ? [] : [`${strings.stale} ${row.stale}`]),
      ...row.notes,
    ]
    return [
      `<tr${row.first ? ' class="first"' : ''}>`,
      `<td class="id">${xmlText(row.id)}</td>`,
      `<td lang="${source}">${xmlText(row.source)}</td>`,
      `<td lang="${target}" contenteditable="true">${xmlText(row.target)}</td>`,
      `<td class="notes">${notes.map((note) => `<p>${xmlText(note)}</p>`).join('')}</td>`,
      '</tr>',
    ].join('\n')
  })
  return `<!doctype html>
<html lang="${target}">
<head>
<meta charset="utf-8">
<title>${xmlText(article)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 1px solid #bbb; padding: .4rem .6rem; vertical-align: top; text-align: left; overflow-wrap: anywhere }
th:first-child { width: 6rem }
tr.first td { border-top: 3px solid #666 }
td.id { font-size: .5rem; color: #595959 }
td[contenteditable]:focus { outline: 3px solid #0b57d0; outline-offset: -3px }
td.notes p { margin: 0 0 .3rem }
</style>
</head>
<body>
<p>${xmlText(strings.advice)}</p>
<p><button type="button">${xmlText(strings.save)}</button></p>
<table>
<tr>
<th>${xmlText(article)}</th>
<th>${source}</th>
<th>${target}</th>
<th>${xmlText(strings.notes)}</th>
</tr>
${rows.join('\n')}
</table>
<script>
document.querySelector('button').addEventListener('click', () => {
  const page = '<!doctype html>\\n' + document.documentElement.outerHTML
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }))
  link.download = "${xmlValue(fileName(article))}"
  link.click()
})
</script>
</body>
</html>
`
}

function fileName(article: string): string {
  const name = article.split('/').at(-1) ?? article
  return `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.html`
}

/** Elements whose text is none of the page's. */
const silent = new Set(['script', 'style', 'head', 'title'])
/** Elements that end a line. */
const lines = new Set(['br', 'p', 'div', 'li'])

/**
 * Read a page that {@link printHtmlTable} wrote and somebody edited.
 *
 * @param text - HTML, as a browser or a word processor saved it.
 * @returns What it says.
 * @throws TranslationFileError when there is no such table in it.
 */
export function readHtmlTable(text: string): HandedFile {
  const rows: string[][] = []
  let row: string[] | undefined
  let cell: string[] | undefined
  let quiet = 0
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name) {
        if (++depth > 1000) throw new TranslationFileError('too-deep', 1)
        if (silent.has(name)) quiet++
        if (name === 'tr') {
          row = []
          rows.push(row)
        }
        if (name === 'td' || name === 'th') cell = []
        if (name === 'br') cell?.push('\n')
      },
      ontext(part) {
        if (quiet === 0) cell?.push(part)
      },
      onclosetag(name) {
        depth--
        if (silent.has(name)) quiet--
        if (lines.has(name)) cell?.push('\n')
        if ((name === 'td' || name === 'th') && cell) {
          row?.push(cellText(cell.join('')))
          cell = undefined
        }
        if (name === 'tr') row = undefined
      },
    },
    { decodeEntities: true },
  )
  parser.end(text)
  return readTable(rows)
}

/** White space of a source file is one space; so are the lines of a word processor. */
function cellText(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim()
}
