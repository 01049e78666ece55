/**
 * One article of a project: from its file to the files of its editions.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { extname } from 'node:path'
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { headingTree } from '../heading-tree.ts'
import type { LocalizeOptions } from '../localize.ts'
import { readPlainFrontMatter } from '../locate/index.ts'
import { addAll, type Edition, finding } from '../model/index.ts'
import {
  describeArticle,
  followAddress,
  frontMatterTooDeep,
  hashBytes,
  listSourceLinks,
  placeOfKey,
  readFrontMatter,
  type SourceLink,
} from '../publish/index.ts'
import { articleSettings, readData } from '../read/index.ts'
import { termPlaces } from '../term-places.ts'
import { checkAll, reportOwn } from './article-check.ts'
import type { ArticleContext } from './article-context.ts'
import { filesOf } from './article-files.ts'
import {
  inputOf,
  localeOf,
  optionsFor,
  restyle,
  type SettingsAndMatter,
} from './article-options.ts'
import { readSource } from './article-source.ts'
import {
  type ArticleWork,
  addMessages,
  blankWork,
  countEdits,
} from './article-work.ts'
import { translationsOf } from './edition-translations.ts'
import { waive } from './quality.ts'

/**
 * Make every edition of an article.
 *
 * @param path - Path from the folder of sources.
 * @param shown - Path from the project's folder.
 * @param context - What the articles of the project share.
 * @returns Editions with the files they want to be; none when something is
 *   wrong with the article in one of them.
 */
export async function workOn(
  path: string,
  shown: string,
  context: ArticleContext,
): Promise<ArticleWork> {
  const { config } = context
  const work = blankWork(path, shown)
  const report = (found: readonly VFileMessage[]): void => {
    reportOwn(work, found, config)
  }
  const source = await readSource(shown, context)
  const text = String(source)
  work.sourceHash = `sha256-${hashBytes(text)}`
  report(source.messages)
  context.onStep?.('read')
  if (work.failed) return work

  const deep = frontMatterTooDeep(text)
  if (deep !== undefined) {
    const reason = 'The front matter is nested too deeply to be read.'
    const found = finding('front-matter-invalid', reason, {
      place: { line: deep, column: 1 },
      note: 'Write it flat; a site needs a few levels at most.',
      wording: { key: 'front-matter-invalid.deep' },
    })
    report([found])
    return work
  }
  const matter = readFrontMatter(text, readPlainFrontMatter)
  const place = placeOfKey(text, 'yiwen')
  const { settings, messages } = articleSettings(config, path, matter, place)
  report(messages)
  work.editions = settings.editions.map((edition) => edition.id)
  return localizeAll(work, source, { ...settings, matter }, context)
}

async function localizeAll(
  work: ArticleWork,
  source: VFile,
  settings: SettingsAndMatter,
  context: ArticleContext,
): Promise<ArticleWork> {
  const { cwd, chosen, localizer } = context
  const { shown } = work
  const locale = localeOf(settings)
  const read = readData(source)
  const input = inputOf(source, locale, read)
  const plain = input !== source
  const localized: {
    edition: Edition
    options: LocalizeOptions
    file: VFile
  }[] = []
  const wanted = settings.editions
    .filter(({ id }) => chosen.has(id))
    .map((edition) => ({
      edition,
      options: restyle(
        optionsFor(edition, locale, work, settings, context.config),
        context.glossStyle,
      ),
    }))
  const kept = await translationsOf(input, work.path, wanted, context)
  context.onStep?.('translations')
  const { config } = context
  reportOwn(work, kept.findings, config)
  for (const { edition, options } of wanted) {
    const translation = kept.translations.get(edition.locale)
    const beside = edition.beside && kept.translations.get(edition.beside)
    const used = {
      ...options,
      ...(translation ? { translation } : {}),
      ...(beside ? { beside } : {}),
      ...(context.onStep ? { onStep: context.onStep } : {}),
    }
    const file = localizer.localize(input, used)
    // Places in the Markdown made of something else are no places in that.
    if (plain) for (const message of file.messages) message.place = undefined
    file.messages = waive(file.messages, work.path, config.quality).kept
    addMessages(work, file.messages, shown)
    localized.push({ edition, options: used, file })
  }

  context.onLocalized?.({ source: locale, editions: localized })
  const [head] = localized
  const first = head?.file.data.yiwen?.edition
  // Nothing else of a project without pages asks for whole articles.
  const isMarkdown = !config.html && !config.layout
  const isShort = isMarkdown && extname(work.path) !== '.mdx'
  const begun = isShort && !plain ? first?.sourceOutline : undefined
  const whole = begun ?? first?.sourceTree
  if (first && whole) {
    const tree = whole
    const title = (matter: Readonly<Record<string, unknown>>): string =>
      describeArticle(matter, tree, '', locale).title
    work.title = title(settings.matter)
    if (plain) {
      const matter = readFrontMatter(String(input))
      work.title = title(matter)
    }
    work.title ||= undefined
    work.links = [
      ...leadPicture(settings.matter, work.path, plain ? '' : String(source)),
      ...listSourceLinks(tree, work.path),
    ]
    const ids = first.occurrences.map(({ concept }) => concept.id)
    work.concepts = [...new Set(ids)].sort()
  }
  const wrong = work.failed
    ? new Set<string>()
    : checkAll(work, localized, kept.translations, { settings, plain, config })
  context.onStep?.('check')
  const lacking = new Set(
    localized
      .filter(
        ({ edition: { id }, file }) =>
          file.data.yiwen?.edition?.incomplete || wrong.has(id),
      )
      .map(({ edition }) => edition.id),
  )
  const linked = work.editions.filter(
    (id) =>
      (chosen.has(id) && !lacking.has(id)) || context.isPublished(shown, id),
  )
  work.made = localized.map(({ edition, options, file }) => {
    const data = file.data.yiwen?.edition
    const incomplete = lacking.has(edition.id)
    const text = String(file)
    // What failed is not published, and may take long to read once more.
    const frontMatter = work.failed
      ? {}
      : readFrontMatter(text, readPlainFrontMatter)
    const sourceTree = begun ?? data?.sourceTree
    const heading =
      data && isShort ? headingTree(data, options, sourceTree) : undefined
    const tree = heading ?? data?.tree
    const { matter } = settings
    const page = {
      whole: String(source),
      ...{ text, tree, sourceTree, frontMatter, read, locale, linked },
      places: data && !work.failed ? termPlaces(data) : undefined,
      sourceMatter: plain ? readFrontMatter(String(input)) : matter,
    }
    const kept = new VFile({ path: shown, cwd })
    addAll(kept.messages, file.messages)
    return {
      id: edition.id,
      locale: edition.locale,
      edits: countEdits(data?.edits ?? []),
      file: kept,
      listing:
        tree && !work.failed
          ? describeArticle(
              frontMatter,
              tree,
              work.path,
              edition.locale,
              page.sourceMatter,
            )
          : { title: work.path },
      files:
        work.failed || incomplete ? [] : filesOf(work, edition, page, context),
      incomplete,
    }
  })
  context.onStep?.('pages')
  return work
}

/** The picture that front matter names, where it is one of the sources. */
function leadPicture(
  { image }: Readonly<Record<string, unknown>>,
  from: string,
  text: string,
): SourceLink[] {
  if (typeof image !== 'string') return []
  // What begins with a slash is there for every article.
  const path = /^\/(?!\/)/.test(image)
    ? followAddress('', image.slice(1))
    : followAddress(from, image)
  if (path === undefined) return []
  const place = placeOfKey(text, 'image')
  return [{ address: image, path, image: true, place }]
}
