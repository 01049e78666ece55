import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adoptEdition } from '../src/build/adopt.ts'
import { printContent } from '../src/model/index.ts'
import { resolveConfig } from '../src/node.ts'
import { bilingual, translatedProject } from './bilingual-project.ts'
import type { Project } from './project.ts'

// Every block has a name of its own in each language: K1 and M1.
const article = `# 甲K1軟體

乙K2軟體很好。它很快。

丙K3軟體很好。

- 丁K4軟體很好
- 戊K5軟體很好

> 己K6軟體很好。

| 庚K7 | 辛K8 |
| --- | --- |
| 壬K9很好 | 癸KA很好 |

丙K0軟體很好。
`
const file = 'public/cn-en/a.md'
const config = resolveConfig(bilingual)

let project: Project
let built = ''
const kept = new Map<string, string>()

beforeAll(async () => {
  project = await translatedProject({ 'a.md': article }, (source) => {
    const text = printContent(source)
    const name = /K\w/.exec(text)?.[0].replace('K', 'M')
    return [name ? `${name} software is fine.` : 'It is fast.']
  })
  built = project.read(file)
  for (const path of project.files('locales')) {
    kept.set(`locales/${path}`, project.read(`locales/${path}`))
  }
})
afterAll(() => project?.remove())

const element = /<span lang="en">.*?<\/span>/g

type Damage = (text: string, at: number) => string

/** Do something to one of the places that a pattern finds. */
function onOne(pattern: RegExp, change: (found: string) => string): Damage {
  return (text, at) => {
    const places = [...text.matchAll(pattern)]
    const one = places[at % Math.max(1, places.length)]
    if (!one) return text
    const end = one.index + one[0].length
    return text.slice(0, one.index) + change(one[0]) + text.slice(end)
  }
}

const damages: Damage[] = [
  onOne(/fine/g, () => 'great and useful'),
  onOne(/is fine\./g, () => 'was. It still is.'),
  onOne(/很好/g, () => '非常有用'),
  onOne(/软件/g, () => '程序'),
  onOne(/。/g, () => '。多了一句。'),
  onOne(element, () => ''),
  onOne(/(?:\n\n|\\\n {2}|<br>| \/ )<span lang="en">.*?<\/span>/g, () => ''),
  onOne(/<span lang="en">/g, () => ''),
  onOne(/<\/span>/g, () => ''),
  onOne(element, (found) => found.replace(/<[^>]*>/g, '')),
  onOne(element, (found) => `${found} ${found}`),
  onOne(/^.*\n/gm, () => ''),
  onOne(/^.*\n/gm, (found) => found + found),
  onOne(/^.*\n\n.*\n/gm, (found) => found.split('\n').toReversed().join('\n')),
  onOne(/\n\n/g, () => '\n\n<span lang="en">More software.</span>\n\n'),
  onOne(/\n\n/g, () => '\n\n多了一段软件。\n\n'),
  onOne(element, () => '<span lang="en">软件</span>'),
]

test('whatever is done to an edition, no words get to another block', async () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...damages), fc.nat(30)), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      for (const [path, text] of kept) project.write({ [path]: text })
      for (const path of project.files('locales')) {
        const name = `locales/${path}`
        if (!kept.has(name)) rmSync(project.at(name))
      }
      const edited = steps.reduce(
        (text, [damage, at]) => damage(text, at),
        built,
      )
      project.write({ [file]: edited })
      const report = await adoptEdition({ cwd: project.root, config }, file, {
        by: 'Lin',
        at: '2026-11-28T10:00:00Z',
      })
      expect(project.read(file)).toBe(edited)
      expect(project.read('articles/a.md')).toBe(article)
      expect(report.reproduced || report.findings.length > 0).toBe(true)
      for (const { source, target, locale } of report.adopted) {
        const name = /K\w/.exec(source)?.[0] ?? 'K2'
        const shown = JSON.stringify([source, target, edited])
        if (locale === 'zh-CN') {
          expect(target, shown).not.toMatch(/M\w/)
          const others = (target.match(/K\w/g) ?? []).filter((k) => k !== name)
          expect(others, shown).toEqual([])
          continue
        }
        // It stands beside its block.
        expect(target, shown).not.toMatch(/K\w/)
        const beside = [...edited.matchAll(element)].filter(({ index }) => {
          return edited.slice(0, index).match(/K\w/g)?.at(-1) === name
        })
        const words = target.replace(/\W+/g, '')
        const found = beside.some(([text]) =>
          text.replace(/<[^>]*>|\W+/g, '').includes(words),
        )
        expect(found, shown).toBe(true)
      }
    }),
    { numRuns: Number(process.env['YIWEN_RUNS'] ?? 40) },
  )
})
