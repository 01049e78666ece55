import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { adoptEdition } from '../src/build/adopt.ts'
import { localize } from '../src/index.ts'
import { printContent, type Unit } from '../src/model/index.ts'
import { resolveConfig } from '../src/node.ts'
import { segmentUnits } from '../src/segment/index.ts'
import {
  printTranslation,
  readTranslation,
  syncTranslation,
} from '../src/translations/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'
import { createProject } from './project.ts'
import { translated } from './unit/translations/translations.ts'

const files = corpusFiles(3, 24)

function unitsOf(file: string, text: string) {
  const data = localize(text, {
    source: 'zh-TW',
    target: 'zh-TW',
    ...(file.endsWith('.mdx') ? { markdown: { mdx: true } } : {}),
  }).data.yiwen?.edition
  return segmentUnits(data?.units ?? [], {
    source: data?.text ?? '',
    locale: 'zh-TW',
    occurrences: [],
  })
}

describe.skipIf(!hasCorpus)('articles of others', () => {
  test('are kept as XLIFF, and lose nothing when blocks move', () => {
    expect(files.length).toBeGreaterThan(50)
    for (const [index, file] of files.entries()) {
      const units = unitsOf(file, readCorpus(file))
      const of = { article: file, source: 'zh-TW', target: 'en' } as const
      const first = syncTranslation(undefined, units, of).translation
      const done = translated(first)
      const text = printTranslation(done)
      const read = readTranslation(text, of)
      expect([file, read.findings]).toEqual([file, []])
      if (!read.translation) throw new Error(file)
      expect(printTranslation(read.translation)).toBe(text)
      // The second half in front: every translation is where its sentence is.
      const at = (units.length * (index % 7)) >> 3
      const moved = [...units.slice(at), ...units.slice(0, at)]
      const { translation } = syncTranslation(read.translation, moved, of)
      expect(translation.retired).toEqual([])
      for (const { segments } of translation.units) {
        for (const { state, source, target } of segments) {
          expect([file, state]).toEqual([file, 'reviewed'])
          const wanted = `T: ${printContent(source)}`
          expect(printContent(target ?? [])).toBe(wanted)
        }
      }
    }
  })

  test('edited in zh-CN, are adopted and built as they were edited', async () => {
    const config = { editions: ['zh-TW', 'zh-CN'], html: false }
    const project = createProject()
    const wanted: { file: string; edited: string }[] = []
    for (const file of files) {
      const extension = path.extname(file)
      const name = `${wanted.length}${extension}`
      project.write({ [`articles/${name}`]: readCorpus(file) })
      wanted.push({ file: name, edited: '' })
    }
    await project.build({ config })
    let adopted = 0
    let broken = 0
    for (const [index, one] of wanted.entries()) {
      const shown = `public/zh-CN/${one.file}`
      if (!project.files('public').includes(`zh-CN/${one.file}`)) continue
      const text = project.read(shown)
      const place = placeIn(one.file, text, index)
      if (place === undefined) continue
      one.edited = `${text.slice(0, place)}改了${text.slice(place)}`
      project.write({ [shown]: one.edited })
      const report = await adoptEdition(
        { cwd: project.root, config: resolveConfig(config) },
        shown,
        { by: 'Lin', at: '2026-11-28T10:00:00Z' },
      )
      expect([files[index], report.adopted.length]).toEqual([files[index], 1])
      const keys = report.findings.map(({ wording }) => wording?.key)
      if (!report.reproduced) {
        // The sentence went over lines, or is written with other escapes; it is
        // kept, and said.
        expect([files[index], keys.length]).toEqual([files[index], 1])
        expect(project.read(shown)).toBe(one.edited)
        broken++
        one.edited = ''
        continue
      }
      expect([files[index], keys]).toEqual([files[index], []])
      adopted++
    }
    expect(adopted).toBeGreaterThan(files.length / 2)
    expect(broken).toBeLessThan(adopted / 8)
    const { articles } = await project.build({ config })
    const failed = articles.filter(({ messages }) =>
      messages.some(({ ruleId }) => ruleId === 'publish-target-edited'),
    )
    expect(failed).toHaveLength(broken)
    for (const { file, edited } of wanted) {
      if (edited) expect(project.read(`public/zh-CN/${file}`)).toBe(edited)
    }
    project.remove()
  })
})

/** A place between two characters of running text, in some block. */
function placeIn(
  file: string,
  text: string,
  index: number,
): number | undefined {
  const data = localize(text, {
    source: 'zh-CN',
    target: 'zh-CN',
    ...(file.endsWith('.mdx') ? { markdown: { mdx: true } } : {}),
  }).data.yiwen?.edition
  const bom = text.startsWith('\uFEFF') ? 1 : 0
  const places = (data?.units ?? []).flatMap((unit: Unit) =>
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
  return places[(index * 7919) % Math.max(1, places.length)]
}
