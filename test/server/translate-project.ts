import { resolveConfig } from '../../src/node.ts'
import { Desk } from '../../src/server/desk.ts'
import type {
  SegmentRefusal,
  SegmentSaved,
  TranslateFinding,
  TranslateMatches,
  TranslateSegment,
  TranslateView,
} from '../../src/server/translate-protocol.ts'
import { TranslationDesk } from '../../src/server/translation-desk.ts'
import { createProject, type Project } from '../project.ts'
import { type Tab, tabOf } from './review-project.ts'

/** Settings of a project with an English edition. */
export const config = resolveConfig({
  editions: ['zh-TW', 'zh-CN', 'zh-HK', 'en'],
})

/** Files of such a project. */
export const files = {
  'locales/glossary/tech.yaml': `concepts:
  - id: large-model
    domain: technology
    state: approved
    terms: { zh-TW: 大模型, zh-CN: 大模型, en: large model }
`,
  'articles/a.md': `---
title: 新模型上市
date: 2026-01-08
---

# 大模型第一股

公司今日在港股上市，募資 43 億港元。**大模型**的\`API\`很重要。

這個軟體透過網路下載。
`,
  'articles/sub/b.md': '公司今日在港股上市，募資 43 億港元。\n',
}

/** File of the English of `a.md`. */
export const english = 'locales/en/a.md.xlf'

/** Tab of a browser that is signed in and translates. */
export interface TranslateTab extends Omit<Tab, 'project'> {
  project: Project
  translations: TranslationDesk
  view: (path?: string, locale?: string) => Promise<TranslateView>
  /** The sentence that has a text in it. */
  find: (
    text: string,
    path?: string,
    locale?: string,
  ) => Promise<TranslateSegment>
  save: (
    segment: TranslateSegment,
    decision: object,
    more?: object,
  ) => Promise<{ status: number; body: SegmentSaved & SegmentRefusal }>
  matches: (
    segment: TranslateSegment,
    more?: object,
  ) => Promise<TranslateMatches>
  check: (
    segment: TranslateSegment,
    text: string,
    more?: object,
  ) => Promise<readonly TranslateFinding[]>
}

/**
 * Open a desk of translations on a project of its own.
 *
 * @param more - Files beside the usual ones.
 * @returns Signed-in tab.
 */
export async function openTranslateTab(
  more: Readonly<Record<string, string>> = {},
): Promise<TranslateTab> {
  return otherTab(createProject({ ...files, ...more }))
}

/** Another server on the same project. */
export async function otherTab(project: Project): Promise<TranslateTab> {
  const options = {
    cwd: project.root,
    config,
    by: 'Lin',
    now: () => new Date('2026-03-01T08:00:00Z'),
  }
  const desk = await Desk.open(options)
  const translations = new TranslationDesk(options)
  const tab = tabOf(desk, translations)
  const view: TranslateTab['view'] = (path = 'a.md', locale = 'en') =>
    tab.get(`/api/translate/article?path=${path}&locale=${locale}`)
  const addressOf = ({ unit, id }: TranslateSegment, rest: object) => ({
    path: 'a.md',
    locale: 'en',
    unit,
    segment: id,
    ...rest,
  })
  return {
    ...tab,
    project,
    translations,
    view,
    find: async (text, path, locale) => {
      const { segments } = await view(path, locale)
      const found = segments.find((one) => plain(one).includes(text))
      if (!found) throw new Error(`No sentence has ${text}.`)
      return found
    },
    save: (segment, decision, more = {}) =>
      tab.post('/api/translate/save', {
        ...addressOf(segment, more),
        revision: segment.revision,
        ...decision,
      }),
    matches: async (segment, more = {}) =>
      (
        await tab.post<TranslateMatches>(
          '/api/translate/matches',
          addressOf(segment, more),
        )
      ).body,
    check: async (segment, text, more = {}) =>
      (
        await tab.post<{ findings: TranslateFinding[] }>(
          '/api/translate/check',
          { ...addressOf(segment, more), text },
        )
      ).body.findings,
  }
}

/** Text of a sentence, its codes left out. */
export function plain({ parts }: TranslateSegment): string {
  return parts.map((part) => ('text' in part ? part.text : '')).join('')
}
