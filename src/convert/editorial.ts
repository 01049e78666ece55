import type { ChineseLocale } from '../model/index.ts'
import type { Analysis, EditorialOptions, Passage } from './analysis.ts'
import { Engine } from './engine.ts'
import { textConverter } from './opencc.ts'

/** Converts between two locales by words and their senses. */
export interface EditorialConverter {
  /**
   * Decide what becomes of passages of one article.
   *
   * @param passages - Passages, in order.
   * @param options - Field, vocabulary.
   * @returns An analysis for each.
   */
  analyse(passages: readonly Passage[], options?: EditorialOptions): Analysis[]
  /**
   * Convert plain text.
   *
   * @param text - Text; every line is a passage.
   * @param options - Field, vocabulary.
   * @returns Text. Lone surrogates and what has no conversion come back as
   * they were.
   */
  convert(text: string, options?: EditorialOptions): string
  /**
   * Convert plain text part by part: what has to be done with it besides is done
   * while it is at hand, and a long text need not be held twice.
   *
   * @param text - Text; every line is a passage.
   * @param options - Field, vocabulary.
   * @returns Its parts, in order, each of whole lines where lines are not very long.
   */
  parts(text: string, options?: EditorialOptions): Iterable<string>
}

const converters = new Map<string, EditorialConverter>()

/**
 * Make the editorial conversion between two locales.
 *
 * Characters are OpenCC's. Regional words are found in a lattice of words, so
 * that they stand where they are words; which sense a word has is told by what
 * stands around it and by the field of the text. Where that cannot be told the
 * plain form stays, and the doubt is reported.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Converter, made once per pair.
 *
 * @example
 * ```ts
 * import { editorialConverter } from 'yiwen/text'
 *
 * const converter = editorialConverter('zh-TW', 'zh-CN')
 * const [analysis] = converter.analyse([{ text: '這套軟體很好用。' }])
 * analysis?.decisions.map(({ entry, text }) => entry.word + text) // ['軟體软件']
 * ```
 */
export function editorialConverter(
  from: ChineseLocale,
  to: ChineseLocale,
): EditorialConverter {
  const key = `${from}>${to}`
  let converter = converters.get(key)
  if (!converter) {
    converter = create(from, to)
    converters.set(key, converter)
  }
  return converter
}

function create(from: ChineseLocale, to: ChineseLocale): EditorialConverter {
  const print = textConverter(from, to)
  // 著 is a verb's particle or a word of its own, and 於 a preposition or a name.
  // The vocabulary has the words in which they stay; everywhere else they do not,
  // whatever phrase of OpenCC's they seem to begin: 應用於單車.
  // Newspapers and programs of Taiwan write 台; 臺 is for its offices.
  const finish = new Map(
    to === 'zh-CN'
      ? [
          ['著', '着'],
          ['於', '于'],
        ]
      : from === 'zh-CN' && to === 'zh-TW'
        ? [['臺', '台']]
        : [],
  )
  let engine: Engine | undefined
  const load = (): Engine => {
    engine ??= new Engine(from, to, print, finish)
    return engine
  }
  const parts: EditorialConverter['parts'] = (text, options) =>
    from === to ? [text] : load().parts(text, options)
  return {
    analyse: (passages, options) => load().analyse(passages, options),
    convert(text, options) {
      let result = ''
      for (const part of parts(text, options)) result += part
      return result
    },
    parts,
  }
}
