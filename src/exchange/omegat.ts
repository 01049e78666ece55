import type { Concept } from '../model/index.ts'
import type { ExchangedConcept, LeftOut } from './exchanged.ts'
import { readLines } from './lines.ts'
import { cell, countUncarried, type LanguagePair, pairsOf } from './pairs.ts'

/**
 * Write concepts as a glossary of OmegaT: source, target and comment by tabs.
 *
 * The comment is the definition and the notes. A byte order mark says that the file
 * is UTF-8, whatever its name ends in.
 *
 * @param concepts - Concepts.
 * @param languages - Languages.
 * @param leftOut - Counts what can not be carried.
 * @yields Parts of the file.
 */
export function* printOmegat(
  concepts: readonly Concept[],
  languages: LanguagePair,
  leftOut: LeftOut,
): Generator<string> {
  const { source, target } = languages
  const carried = new Set([
    `terms.${source}`,
    `terms.${target}`,
    'definition',
    'note',
    'term.note',
  ])
  countUncarried(concepts, carried, leftOut)
  yield '\u{FEFF}'
  for (const pair of pairsOf(concepts, languages, leftOut)) {
    const { definition = '', note = '' } = pair.concept
    const comment = [definition, note, pair.source.note ?? '']
      .filter((part) => part.trim() !== '')
      .join(' / ')
    const cells = [pair.source.text, pair.target.text, comment].map((text) =>
      cell(text, leftOut),
    )
    // A line that begins with # is a comment of the file.
    const [first = '', second = ''] = cells
    const lost = first === '' || second === '' || first.startsWith('#')
    if (lost) leftOut.add('terms')
    else yield `${cells.join('\t')}\n`
  }
}

/**
 * Read a glossary of OmegaT, line by line as it comes in.
 *
 * Lines with the same target are one concept, wherever they stand.
 *
 * @param source - Bytes of the file.
 * @param languages - Languages.
 * @param leftOut - Counts lines without a target.
 * @yields Concepts.
 * @throws ExchangeError when the file is broken.
 */
export async function* readOmegat(
  source: AsyncIterable<Uint8Array | string>,
  languages: LanguagePair,
  leftOut: LeftOut,
): AsyncGenerator<ExchangedConcept> {
  const found = new Map<
    string,
    { line: number; words: Set<string>; notes: Set<string> }
  >()
  for await (const { line, text } of readLines(source)) {
    if (text.startsWith('#') || text.trim() === '') continue
    const [word = '', target = '', comment = ''] = text
      .split('\t')
      .map((part) => part.trim())
    if (word === '' || target === '') {
      leftOut.add('line')
      continue
    }
    const one = found.get(target) ?? {
      line,
      words: new Set<string>(),
      notes: new Set<string>(),
    }
    found.set(target, one)
    one.words.add(word)
    if (comment !== '') one.notes.add(comment)
  }
  for (const [target, { line, words, notes }] of found) {
    yield {
      line,
      terms: [
        ...[...words].map((text) => ({ text, locale: languages.source })),
        { text: target, locale: languages.target },
      ],
      ...(notes.size > 0 ? { note: [...notes].join('\n') } : {}),
    }
  }
}
