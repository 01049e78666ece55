import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { adoptEdition } from '../src/build/adopt.ts'
import { localize } from '../src/index.ts'
import { printContent } from '../src/model/index.ts'
import { resolveConfig } from '../src/node.ts'
import {
  artificialEnglish,
  kept,
  translatedProject,
} from './bilingual-project.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'

const files = corpusFiles(5, 160)
const config = {
  editions: [
    'zh-TW',
    { id: 'cn-en', locale: 'zh-CN' as const, beside: 'en' as const },
  ],
  html: false,
}
const who = { by: 'Lin', at: '2026-11-28T10:00:00Z' }

describe.skipIf(!hasCorpus)('articles of others, in two languages', () => {
  test('edited in both, are adopted and built as they were edited', async () => {
    expect(files.length).toBeGreaterThan(8)
    const names = files.map((file, index) => `${index}${path.extname(file)}`)
    const articles = Object.fromEntries(
      names.map((name, index) => [name, readCorpus(files[index] ?? '')]),
    )
    const project = await translatedProject(articles, artificialEnglish, config)
    const options = { cwd: project.root, config: resolveConfig(config) }
    const there = new Set(project.files('public'))
    const wanted = new Map<string, string>()
    const counts = { whole: 0, said: 0 }
    for (const [index, name] of names.entries()) {
      const shown = `public/cn-en/${name}`
      if (!there.has(`cn-en/${name}`)) continue
      const built = project.read(shown)
      const [inEnglish, withBoth] = edit(name, built, index)
      if (!inEnglish) continue
      const before = sentences(project, name)
      project.write({ [shown]: withBoth })
      const report = await adoptEdition(options, shown, who)
      const label = `${files[index]} ${JSON.stringify(report)}`
      // Nothing but the sentences that were edited is another one now.
      const changed = sentences(project, name).filter(
        (text, at) => text !== before[at],
      )
      expect(changed.length, label).toBeLessThanOrEqual(1)
      for (const text of changed) expect(text, label).toContain('moreover')
      for (const { locale, target } of report.adopted) {
        expect(target, label).toContain(locale === 'en' ? 'moreover' : '改了')
      }
      if (report.reproduced) {
        counts.whole++
        expect(changed.length, label).toBe(1)
        wanted.set(shown, withBoth)
      } else {
        counts.said++
        expect(report.findings.length, label).toBeGreaterThan(0)
        expect(project.read(shown)).toBe(withBoth)
      }
    }
    expect(counts.whole).toBeGreaterThan(files.length / 2)
    expect(counts.said).toBeLessThan(counts.whole / 3)
    await project.build({ config })
    for (const [shown, text] of wanted) expect(project.read(shown)).toBe(text)
    project.remove()
  })
})

function sentences(
  project: Awaited<ReturnType<typeof translatedProject>>,
  name: string,
): string[] {
  return kept(project, name, 'en').units.flatMap(({ segments }) =>
    segments.map(({ target }) => printContent(target ?? [])),
  )
}

/** Edit one translation, and a sentence of another block. */
function edit(name: string, text: string, index: number): [boolean, string] {
  const element =
    /<span lang="en">([^<\n]*?[a-z]\d+) ([a-z]+\d+[^<\n]*)<\/span>/g
  const found = [...text.matchAll(element)]
  const one = found[(index * 7919) % Math.max(1, found.length)]
  if (!one) return [false, text]
  const at = one.index + '<span lang="en">'.length + (one[1] ?? '').length
  const done = `${text.slice(0, at)} moreover${text.slice(at)}`
  const place = placeIn(name, done, index)
  return [
    true,
    place === undefined
      ? done
      : `${done.slice(0, place)}改了${done.slice(place)}`,
  ]
}

/** A place between two characters of running text, in some block. */
function placeIn(
  name: string,
  text: string,
  index: number,
): number | undefined {
  const data = localize(text, {
    source: 'zh-CN',
    target: 'zh-CN',
    ...(name.endsWith('.mdx') ? { markdown: { mdx: true } } : {}),
  }).data.yiwen?.edition
  const bom = text.startsWith('\uFEFF') ? 1 : 0
  const places = (data?.units ?? []).flatMap((unit) =>
    ['paragraph', 'heading', 'cell'].includes(unit.kind)
      ? unit.pieces
          .filter(
            ({ codec, length, span, offset }) =>
              codec === 'markdown' &&
              length === span.end - span.start &&
              /^\p{Script=Han}{6}/u.test(unit.text.slice(offset)),
          )
          .map(({ span }) => span.start + bom + 3)
      : [],
  )
  return places[(index * 104_729) % Math.max(1, places.length)]
}
