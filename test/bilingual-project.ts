import {
  syncTranslations,
  type TranslationReport,
} from '../src/build/translations.ts'
import {
  type Content,
  type Inline,
  parseContent,
  printContent,
  type Translation,
} from '../src/model/index.ts'
import { resolveConfig, type UserConfig } from '../src/node.ts'
import { printTranslation, readTranslation } from '../src/translations/index.ts'
import { createProject, type Project } from './project.ts'

/** Editions of one language and of two. */
export const bilingual: UserConfig = {
  editions: [
    'zh-TW',
    'zh-CN',
    'en',
    { id: 'tw-en', locale: 'zh-TW', beside: 'en' },
    { id: 'cn-en', locale: 'zh-CN', beside: 'en' },
  ],
  html: false,
}

/**
 * Build a project whose articles are translated.
 *
 * @param articles - Articles by their path from `articles/`.
 * @param english - Gives the English of a sentence.
 * @param config - Settings.
 * @returns The project.
 */
export async function translatedProject(
  articles: Readonly<Record<string, string>>,
  english: (source: Content) => Content | undefined,
  config: UserConfig = bilingual,
): Promise<Project> {
  const project = createProject()
  for (const [name, text] of Object.entries(articles)) {
    project.write({ [`articles/${name}`]: text })
  }
  const options = { cwd: project.root, config: resolveConfig(config) }
  const reports = await syncTranslations(options, { write: true })
  for (const report of reports.filter(({ locale }) => locale === 'en')) {
    translateFile(project, report, english)
  }
  await project.build({ config })
  return project
}

function translateFile(
  project: Project,
  report: TranslationReport,
  english: (source: Content) => Content | undefined,
): void {
  if (!project.files().includes(report.path)) return
  const of = {
    article: report.article.replace(/^articles\//, ''),
    source: 'zh-TW',
    target: 'en',
  } as const
  const { translation } = readTranslation(project.read(report.path), of)
  if (!translation) throw new Error(report.path)
  const units = translation.units.map((unit) => ({
    ...unit,
    segments: unit.segments.map((segment) => {
      const target = english(segment.source)
      return target
        ? { ...segment, target, state: 'reviewed' as const }
        : segment
    }),
  }))
  const done: Translation = { ...translation, units }
  project.write({ [report.path]: printTranslation(done) })
}

/** English by what {@link printContent} gives for a sentence. */
export function fromTable(
  words: Readonly<Record<string, string>>,
): (source: Content) => Content | undefined {
  return (source) => {
    const text = words[printContent(source)]
    return text === undefined ? undefined : parseContent(text)
  }
}

const latin = ['market', 'model', 'revenue', 'user', 'system', 'river', 'music']

/** Text that looks like English: every run of Chinese becomes some words. */
export function artificialEnglish(source: Content): Content {
  return source.map((part): Inline => {
    if (typeof part !== 'string') return part
    return part.replace(
      /[\p{Script=Han}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF01-\uFF65]+/gu,
      (run) => {
        const count = 1 + (run.length >> 1)
        const words = Array.from({ length: count }, (_, index) => {
          const code = run.codePointAt(index) ?? index
          return `${latin[code % latin.length]}${code % 97}`
        })
        const end = /[。！？]/.test(run) ? '.' : ''
        return ` The ${words.join(' ')}${end} `
      },
    )
  })
}

/** Translation of an article as it is kept. */
export function keptEnglish(project: Project, article: string): Translation {
  return kept(project, article, 'en')
}

/** Translation of an article into a locale as it is kept. */
export function kept(
  project: Project,
  article: string,
  target: 'en' | 'zh-CN',
): Translation {
  const text = project.read(`locales/${target}/${article}.xlf`)
  const of = { article, source: 'zh-TW', target } as const
  const { translation } = readTranslation(text, of)
  if (!translation) throw new Error(article)
  return translation
}
