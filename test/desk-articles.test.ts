import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  conversionLocale,
  type DeskArticle,
  openDeskArticle,
} from '../src/build/desk-article.ts'
import { type DeskSentence, sentencesOf } from '../src/build/desk-segments.ts'
import { readForDesk } from '../src/build/desk-store.ts'
import { openTranslations } from '../src/build/translations.ts'
import { printContent, textOf } from '../src/model/index.ts'
import { resolveConfig } from '../src/node.ts'
import { codeIds } from '../src/translations/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'
import { createProject, type Project } from './project.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const config = resolveConfig({ editions: ['zh-TW', 'zh-HK', 'zh-CN', 'en'] })

async function judge(project: Project): Promise<{
  wrong: string[]
  sentences: number
  converted: number
  amounts: { all: number; exact: number }
}> {
  const scope = await openTranslations({ cwd: project.root, config })
  const wrong: string[] = []
  let sentences = 0
  let converted = 0
  const amounts = { all: 0, exact: 0 }
  for (const path of scope.paths) {
    const article = await openDeskArticle(path, scope)
    if (!article) continue
    for (const target of ['en', 'zh-CN'] as const) {
      const { translation } = await readForDesk(article, target, scope)
      const conversion = article.convert(conversionLocale(article, target))
      const all = sentencesOf(article, translation, conversion)
      const expected = article.units.flatMap(({ segments }) => segments)
      if (all.length !== expected.length) wrong.push(`${path}: not all`)
      sentences += all.length
      converted += all.filter((one) => one.conversion).length
      for (const one of all) {
        for (const [index, { text }] of one.numbers.entries()) {
          amounts.all++
          if (marked(one, 'number', index) === text) amounts.exact++
        }
        for (const said of complaintsOn(one, article)) {
          wrong.push(`${path}:${one.line} ${target}: ${said}`)
        }
      }
    }
  }
  return { wrong, sentences, converted, amounts }
}

function marked(
  { parts }: DeskSentence,
  kind: 'number' | 'term',
  index: number,
): string {
  return parts
    .map((part) => ('text' in part && part[kind] === index ? part.text : ''))
    .join('')
}

function complaintsOn(one: DeskSentence, { checked }: DeskArticle): string[] {
  const { segment, parts, terms, conversion, line } = one
  const said: string[] = []
  const joined = parts.map((part) => ('text' in part ? part.text : '')).join('')
  const text = textOf(segment.source)
  if (joined !== text) said.push(`its stretches are not ${text}`)
  for (const [index, { word }] of terms.entries()) {
    const own = marked(one, 'term', index)
    if (!own.startsWith(word.replaceAll('\uFFFC', ''))) {
      said.push(`term ${word} is marked at ${own}`)
    }
  }
  if (conversion) {
    const before = codeIds(segment.source).sort().join()
    const after = codeIds(conversion).sort().join()
    if (before !== after) {
      said.push(`${printContent(conversion)} has not the codes`)
    }
  }
  if (line < 1 || line > checked.source.split('\n').length) {
    said.push(`line ${line} is none`)
  }
  return said
}

describe('the sentences of an article', () => {
  test('of this project are whole, and marked where they should be', async () => {
    const project = createProject()
    for (const folder of ['articles', 'locales/glossary']) {
      cpSync(`${root}${folder}`, project.at(folder), { recursive: true })
    }
    const { wrong, sentences, converted, amounts } = await judge(project)
    expect(wrong).toEqual([])
    expect(sentences).toBeGreaterThan(200)
    expect(converted / sentences).toBeGreaterThan(0.98)
    // Of two that overlap one is marked.
    expect(amounts.exact / amounts.all).toBeGreaterThan(0.98)
    project.remove()
  })

  test.skipIf(!hasCorpus)(
    'of the shared corpus, too',
    async () => {
      // Every fortieth file; the glossary is this project's.
      const project = createProject()
      cpSync(`${root}locales/glossary`, project.at('locales/glossary'), {
        recursive: true,
      })
      for (const [index, file] of corpusFiles(0, 40).entries()) {
        const name = `articles/${index}.${file.endsWith('x') ? 'mdx' : 'md'}`
        project.write({ [name]: readCorpus(file) })
      }
      const { wrong, sentences, converted, amounts } = await judge(project)
      expect(wrong).toEqual([])
      expect(sentences).toBeGreaterThan(1000)
      expect(converted / sentences).toBeGreaterThan(0.95)
      expect(amounts.exact / amounts.all).toBeGreaterThan(0.98)
      console.log(
        `${sentences} sentences, ${converted} with a conversion; ${amounts.all} amounts, ${amounts.exact} marked whole`,
      )
      project.remove()
    },
    300_000,
  )
})
