import {
  type Locale,
  parseLocale,
  type SegmentState,
  type Translation,
} from '../model/index.ts'
import { sentenceHash } from './codes.ts'
import { TranslationFileError } from './file-error.ts'
import { type HandedFile, outerId, readOuterId } from './handed.ts'
import { type Concepts, termsOf } from './terms.ts'
import { parseTagged, printTagged } from './visible-tags.ts'

/** Row of a table of sentences. */
export interface TableSegment {
  /** Ids and hash of the sentence. */
  id: string
  /** Sentence, codes as tags. */
  source: string
  /** Translation, codes as tags; empty where there is none. */
  target: string
  /** Sentence that a stale translation was made from. */
  stale?: string
  /** Terms and notes. */
  notes: readonly string[]
  /** How far it is. */
  state: SegmentState
  /** Whether it starts a block. */
  first: boolean
}

/** What the first row of a table says. */
export interface TableHeading {
  /** Path of the article. */
  article: string
  /** Locale of the article. */
  source: Locale
  /** Locale of the translation. */
  target: Locale
}

/**
 * List the sentences of a translation for people.
 *
 * @param translation - Translation.
 * @param concepts - Concepts whose words are noted.
 * @returns Rows, in the order of the article.
 */
export function tableOf(
  translation: Translation,
  concepts: Concepts,
): TableSegment[] {
  return translation.units.flatMap((unit) => {
    const terms = termsOf(unit, concepts, translation).map(
      ({ term, translations, definition }) =>
        `${term} = ${translations.join(' | ') || definition}`,
    )
    return unit.segments.map((segment, index) => {
      const { id, source, target, staleSource, notes, state } = segment
      return {
        id: `${outerId(unit.id, id)}#${sentenceHash(source)}`,
        source: printTagged(source),
        target: target ? printTagged(target) : '',
        ...(staleSource ? { stale: printTagged(staleSource) } : {}),
        notes: [...(index === 0 ? terms : []), ...notes],
        state,
        first: index === 0,
      }
    })
  })
}

/**
 * Read the cells of a table that came back.
 *
 * @param rows - Texts of the cells, row by row.
 * @returns What it says; rows without a translation are left out.
 * @throws TranslationFileError when it is another table.
 */
export function readTable(rows: readonly (readonly string[])[]): HandedFile {
  const [head, ...body] = rows
  const [article, source, target] = (head ?? []).map((cell) => cell.trim())
  const languages = [source, target].map((tag) => parseLocale(tag ?? ''))
  if (!article || !languages[0] || !languages[1]) {
    throw new TranslationFileError('not-table', 1)
  }
  const ids = new Set<string>()
  return {
    article,
    source: languages[0],
    target: languages[1],
    segments: body.flatMap(([id = '', source = '', target = '']) => {
      const ours = readOuterId(id.replace(/\s+/g, ''))
      if (ours.unit === '' || target.trim() === '') return []
      if (ids.has(id)) throw new TranslationFileError('id', 1, { actual: id })
      ids.add(id)
      return [
        {
          ...ours,
          source: parseTagged(source.trim()),
          target: parseTagged(target.trim()),
        },
      ]
    }),
  }
}
