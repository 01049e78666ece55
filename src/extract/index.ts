/**
 * Units of articles → candidates for a glossary, each with its evidence.
 *
 * Knows no Markdown, converts nothing and reads no files: a lexicon, the folding
 * to its characters and the conversions are arguments.
 *
 * Sources: mutual information, Sproat and Shih 1990; branching entropy, Jin and
 * Tanaka-Ishii 2006; C-value, Frantzi, Ananiadou and Mima 2000; LR, Nakagawa and
 * Mori 2002; TF-IDF, Spärck Jones 1972; initials, Schwartz and Hearst 2003.
 *
 * @module
 */
export {
  type Background,
  type Candidate,
  type CandidateKind,
  type CandidateOccurrence,
  type DoubtfulWord,
  type Evidence,
  type ExtractArticle,
  type ExtractOptions,
  type Form,
  mostOccurrences,
  type Place,
  type Relative,
  type SuggestedEnglish,
} from './candidate.ts'
export { extractTerms } from './extract.ts'
