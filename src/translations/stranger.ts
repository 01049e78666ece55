import { type Content, type Translation, textOf } from '../model/index.ts'
import { type Bigrams, bigramsOf, likeness } from './align.ts'
import { sentenceHash, sentenceKey } from './codes.ts'
import { TranslationFileError } from './file-error.ts'
import type { HandedFile, HandedSegment } from './handed.ts'

/** Sentences that are less alike are not the same one edited. */
const alike = 0.4

/** Pairs of sentences that are compared; a file of more is not held up for it. */
const most = 4_000_000

/**
 * Tell whether what came back is of another article or language.
 *
 * A file may name this article and be of another: then no sentence of it is one of
 * the article's, as they are or as the translation remembers them, or like one.
 *
 * @param translation - Translation, brought up to its article.
 * @param handed - What came back.
 * @param trust - Whether what it says of itself is taken for true.
 * @returns What is wrong, or `undefined`.
 */
export function strangerOf(
  translation: Translation,
  handed: HandedFile,
  trust: boolean,
): TranslationFileError | undefined {
  const { article, source, target } = translation
  if (handed.article !== undefined && handed.article !== article) {
    return new TranslationFileError('article', 1, {
      actual: handed.article,
      expected: article,
    })
  }
  for (const [actual, expected] of [
    [handed.source, source],
    [handed.target, target],
  ] as const) {
    if (actual === undefined || actual === expected) continue
    return new TranslationFileError('language', 1, { actual, expected })
  }
  if (trust || handed.segments.length === 0) return undefined
  if (!isOfArticle(translation, handed)) {
    return new TranslationFileError('no-sentence', 1, { actual: article })
  }
  if (handed.segments.every((one) => isChineseFor(target, one))) {
    return new TranslationFileError('chinese', 1, { expected: target })
  }
  return undefined
}

/**
 * Tell whether an English translation is Chinese: Han, and no letter beside it.
 *
 * @param target - Locale of the translation.
 * @param segment - Sentence that came back.
 * @returns Whether it is.
 */
export function isChineseFor(
  target: string,
  { target: content }: Pick<HandedSegment, 'target'>,
): boolean {
  const text = textOf(content)
  return (
    target === 'en' && /\p{Script=Han}/u.test(text) && !/[A-Za-z]/.test(text)
  )
}

function isOfArticle(
  { units, retired }: Translation,
  { segments }: HandedFile,
): boolean {
  const ids = new Set<string>()
  const keys = new Set<string>()
  const hashes = new Set<string>()
  const texts = new Set<string>()
  for (const unit of [...units, ...retired]) {
    for (const { id, source, staleSource } of unit.segments) {
      ids.add(`${unit.id}/${id}`)
      for (const one of staleSource ? [source, staleSource] : [source]) {
        keys.add(sentenceKey(one))
        hashes.add(sentenceHash(one))
        texts.add(textOf(one))
      }
    }
  }
  const isKnown = ({ unit, segment, source, hash }: HandedSegment): boolean =>
    ids.has(`${unit}/${segment}`) ||
    (source !== undefined && keys.has(sentenceKey(source))) ||
    (hash !== undefined && hashes.has(hash))
  return segments.some(isKnown) || someAlike(segments, texts)
}

function someAlike(
  segments: readonly HandedSegment[],
  texts: ReadonlySet<string>,
): boolean {
  const known = [...texts].map(bigramsOf)
  const handed = segments.flatMap(({ source }) => (source ? [source] : []))
  if (known.length * handed.length > most) return true
  return handed.some((source: Content) => {
    const own: Bigrams = bigramsOf(textOf(source))
    return known.some((other) => likeness(own, other) >= alike)
  })
}
