import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { corpusFiles, readCorpus } from '../corpus.ts'
import { markdown } from '../unit/locate/markdown-text.ts'
import { damaged } from './damaged.ts'

const shipped = fileURLToPath(new URL('../../articles/', import.meta.url))

/** Paths of articles that people wrote, shipped ones first. */
const files: readonly (() => string)[] = [
  ...readdirSync(shipped, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => () => readFileSync(path.join(shipped, file), 'utf8')),
  ...corpusFiles(0, 1).map((file) => () => readCorpus(file)),
]

/** What means something in Markdown, or looks as if it did. */
export const marks = [
  ...'*_~`[]()<>{}!|#-+=:$\\&^"\'\n\t 「」『』（），。',
  '**',
  '~~',
  '``',
  '```\n',
  '~~~\n',
  '$$\n',
  '\n\n',
  '\n> ',
  '\n- ',
  '\n1. ',
  '\n    ',
  '\n:::note\n',
  ':::\n',
  '---\n',
  '+++\n',
  '\n| - | - |\n',
  '<!--',
  '-->',
  '<div>',
  '</div>',
  '<b title="軟體">',
  '<script>',
  '<![CDATA[',
  '](軟體 "軟體")',
  '![軟體](',
  '[^軟]',
  '\n[^軟]: ',
  '\n[軟]: ',
  '-{',
  '}-',
  '{{< ',
  ' >}}',
  '{% raw %}',
  '<!-- yiwen:off -->',
  '<!-- yiwen:on -->',
  ':keep[軟體]',
  '&#39636;',
  '&nbsp;',
  'https://軟.tw/體',
  '\u{FEFF}',
  '\u{D800}',
  '\u{0}',
  '\u{200B}',
  '\r',
  '智譜',
  '軟體',
  '𠮷',
]

/** Some lines of an article that somebody wrote. */
export const pieces = fc
  .record({
    file: fc.nat(files.length - 1),
    from: fc.integer({ min: 0, max: 9_999 }),
    lines: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ file, from, lines }) => {
    const all = (files[file]?.() ?? '').split('\n')
    const start = Math.floor((from / 10_000) * all.length)
    // Half of them begin where the article does: with its front matter.
    const at = from % 2 === 0 ? 0 : start
    return all
      .slice(at, at + lines)
      .join('\n')
      .slice(0, 3000)
  })

/** Real Markdown, real Markdown with something wrong, and Markdown of chance. */
export const articles: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: damaged(pieces, marks) },
  {
    weight: 1,
    arbitrary: fc.tuple(pieces, markdown).map(([a, b]) => `${a}\n${b}`),
  },
)
