import { readdirSync, readFileSync } from 'node:fs'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { createLocalizer } from '../src/index.ts'
import { parseGlossary } from '../src/read/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'

const folder = new URL('../locales/glossary/', import.meta.url)
const concepts = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap(
    (name) =>
      parseGlossary(readFileSync(new URL(name, folder), 'utf8'), name).concepts,
  )

/** Reading twice as anyone takes long: every second file, or all when asked for. */
const all = process.env['YIWEN_CORPUS'] === 'all'

/** A plain GFM reader, without any of our extensions: an outsider's view. */
function outsiderShape(source: string): string[] {
  const tree = fromMarkdown(source, {
    extensions: [gfm(), frontmatter(['yaml', 'toml'])],
    mdastExtensions: [
      gfmFromMarkdown(),
      frontmatterFromMarkdown(['yaml', 'toml']),
    ],
  })
  const lines: string[] = []
  const stack: unknown[] = [tree]
  for (;;) {
    const node = stack.pop() as Record<string, unknown> | undefined
    if (!node) return lines
    if (node['type'] === 'text') continue
    const protectedValue =
      node['type'] === 'code' || node['type'] === 'inlineCode'
        ? node['value']
        : ''
    lines.push(
      [
        node['type'],
        node['url'],
        node['depth'],
        node['identifier'],
        protectedValue,
      ].join(' '),
    )
    const children = node['children']
    if (Array.isArray(children)) stack.push(...children.reverse())
  }
}

/**
 * Localize a share of the corpus and hold it to the invariants.
 *
 * @param part - Which share, from 0.
 * @param parts - How many there are.
 */
export function testCorpus(part: number, parts: number): void {
  describe.skipIf(!hasCorpus)(
    `shared corpus, share ${part + 1} of ${parts}`,
    () => {
      const localizer = createLocalizer({ concepts })
      const files = corpusFiles(part, parts)

      it('comes back byte for byte as the edition it is', () => {
        const changed = files.filter((file) => {
          const value = readCorpus(file)
          const edition = localizer.localize(new VFile({ path: file, value }), {
            target: 'zh-TW',
            source: 'zh-TW',
          })
          return String(edition) !== value
        })
        expect(changed).toEqual([])
      }, 300_000)

      it('keeps its shape as zh-CN with every term glossed, in anyone’s parser', () => {
        const wrong: string[] = []
        for (const [index, file] of files.entries()) {
          if (!all && index % 2 === 1) continue
          const value = readCorpus(file)
          const edition = localizer.localize(new VFile({ path: file, value }), {
            target: 'zh-CN',
            source: 'zh-TW',
            gloss: { frequency: 'every', headings: true },
          })
          const fatal = edition.messages.filter(
            (m) => m.fatal && m.ruleId !== 'front-matter-invalid',
          )
          wrong.push(...fatal.map((m) => `${file}: ${m}`))
          if (file.endsWith('.mdx')) continue
          const before = outsiderShape(value)
          const after = outsiderShape(String(edition))
          if (before.join('\n') !== after.join('\n'))
            wrong.push(`${file}: shape`)
        }
        expect(wrong).toEqual([])
      }, 300_000)
    },
  )
}
