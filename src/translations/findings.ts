import { type Finding, finding } from '../model/index.ts'
import type { FileProblem, TranslationFileError } from './file-error.ts'

/** What to do about a file that can not be read. */
const advice: Readonly<Record<FileProblem, string>> = {
  malformed: 'Correct it at the place, or take the file from Git.',
  entities: 'Save it without a document type.',
  'too-deep': 'No translation is nested like that; take the file from Git.',
  'too-long': 'Hand the articles over one by one.',
  'not-xliff':
    'XLIFF 2.0, 2.1 or 2.2 is kept; `yiwen translate import` reads 1.2 too.',
  'not-table':
    'The table that `yiwen translate export` wrote is wanted, with its first column.',
  'no-article':
    'The path of the article stands in `original`; name the file that was exported.',
  'no-language': 'Write the language there.',
  article: 'Move the file to its article, or name the right one.',
  language: 'Take the file of that language.',
  'no-sentence':
    'Take the file of this article; if all of it was written anew since, `--trust` keeps the translations.',
  chinese: 'Take the file that was translated; `--trust` takes it as it is.',
  id: 'Every unit and segment has an id of its own; take the file from Git.',
  encoding: 'Save it as UTF-8.',
  zip: 'Save it once more, or take what was exported.',
}

/** What to do, where it is not the same for all of a kind. */
const variants: Readonly<Record<string, string>> = {
  'language-unknown': 'Write one that Yiwen translates from or into.',
  'id-missing': 'Every unit and segment has an id; take the file from Git.',
}

/** What is wrong, in a sentence. */
const reasons: Readonly<
  Record<FileProblem, (actual: string, expected: string) => string>
> = {
  malformed: (actual) => `The file is malformed: ${actual}`,
  entities: () => 'The file declares entities, which are not read.',
  'too-deep': () => 'The file is nested too deeply.',
  'too-long': () => 'The file is too long.',
  'not-xliff': (actual) =>
    `The file is no XLIFF that can be read here, but ${actual}.`,
  'not-table': () => 'There is no table of segments in the file.',
  'no-article': () => 'The file does not say which article it is of.',
  'no-language': (actual) => `The file has no ${actual}.`,
  article: (actual, expected) =>
    `The file is of ${actual || 'no article'}, not of ${expected}.`,
  language: (actual, expected) =>
    expected
      ? `The language is ${actual}, not ${expected}.`
      : `${actual} is no language that can stand there.`,
  'no-sentence': (actual) =>
    `No sentence of the file is one of ${actual}, or like one.`,
  chinese: (_, expected) =>
    `The translations are in Chinese, not in ${expected}.`,
  id: (actual) =>
    actual
      ? `The id ${actual} is there twice.`
      : 'A unit or segment has no id.',
  encoding: () => 'The file is not in UTF-8.',
  zip: () => 'The file is no archive that can be opened.',
}

/**
 * Make a finding of a file that can not be read.
 *
 * @param error - What is wrong.
 * @returns Finding.
 */
export function fileFinding(error: TranslationFileError): Finding {
  const { problem, line, actual, expected } = error
  const reason = reasons[problem](actual, expected)
  const variant =
    problem === 'language' && !expected
      ? '-unknown'
      : problem === 'id' && !actual
        ? '-missing'
        : ''
  return finding('translations-invalid', reason, {
    place: { line, column: 1 },
    ...(actual ? { actual } : {}),
    ...(expected ? { expected: [expected] } : {}),
    note: variants[`${problem}${variant}`] ?? advice[problem],
    cause: error,
    wording: {
      key: `translations-invalid.${problem}${variant}`,
      values: { actual, expected },
    },
  })
}

/**
 * Make a finding of what a file has and is not kept.
 *
 * @param what - Element or attribute.
 * @param line - Line, from 1.
 * @returns Finding.
 */
export function unknownFinding(what: string, line: number): Finding {
  return finding('translations-unknown', `${what} is not kept.`, {
    place: { line, column: 1 },
    actual: what,
    note: 'Nothing has to be done, unless it was of use.',
    wording: { values: { what } },
  })
}
