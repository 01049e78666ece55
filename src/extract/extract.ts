import type { Concept, Unit } from '../model/index.ts'
import type {
  Candidate,
  Evidence,
  ExtractArticle,
  ExtractOptions,
  Range,
  Relative,
  SuggestedEnglish,
} from './candidate.ts'
import { locateCandidates } from './locate-candidates.ts'
import { findNames, findPersons } from './names.ts'
import { findNewWords } from './new-words.ts'
import { findPairs } from './pairs.ts'
import { collectPhrases, cValue } from './phrases.ts'
import { type Proposal, Proposals } from './proposals.ts'
import { type Atom, findRuns } from './runs.ts'
import { novelty, termhood, tfIdf } from './score.ts'
import { type Segmented, segment } from './segment.ts'

/** Least score at no strictness, and how much the strictest adds to it. */
const leastScore = 0.04
const strictest = 0.9

/** From which strength a new word is a word when the text is cut again. */
const sureNovelty = 0.3

/** Kinds of units that say what a program does, not what an article does. */
const skipped: ReadonlySet<Unit['kind']> = new Set(['comment', 'diagram'])

/** Unit that was cut into words. */
interface Read {
  unit: Unit
  segmented: Segmented
  runs: Atom[][]
}

/**
 * Propose terms of articles, each with its evidence.
 *
 * Evidence is of six kinds: what the author gives in two languages, patterns of
 * names, quotation and emphasis, words and phrases that stand out from the
 * background (TF-IDF, C-value, LR), words that the background lacks (mutual
 * information and branching entropy), and doubts of the conversion. Nothing is
 * learnt from one article about another, but counts are added up.
 *
 * Time and memory are in proportion to the text.
 *
 * @param articles - Articles, located.
 * @param options - Background, folding, glossary, strictness.
 * @returns Candidates, the best first; of equal ones in the order of their text.
 */
export function extractTerms(
  articles: readonly ExtractArticle[],
  options: ExtractOptions,
): Candidate[] {
  const { background, fold, concepts = [], strictness = 0.5 } = options
  const texts = articles.map(({ units }) =>
    units.map((unit) => {
      const text = skipped.has(unit.kind) ? '' : unit.text
      const folded = fold(text)
      return { text, folded: folded.length === text.length ? folded : text }
    }),
  )
  const first = articles.flatMap(({ words }, article) =>
    (texts[article] ?? []).map(({ text, folded }, unit) =>
      segment(text, folded, background, words?.[unit]),
    ),
  )
  // Words that were discovered are words when the text is cut again.
  const proposals = new Proposals()
  const discovered = proposeNewWords(first, fold, proposals)
  for (const segmented of first) findPersons(segmented, proposals)
  const names = namesIn(proposals)
  let next = 0
  const read = articles.map(({ units, words }) =>
    units.map((unit, index): Read => {
      let segmented = first[next++] as Segmented
      const found = rangesOf(discovered, segmented.text)
      const persons = rangesOf(names, segmented.text)
      if (found.length + persons.length > 0) {
        const own = [...(words?.[index] ?? []), ...found]
        const { text, folded } = segmented
        segmented = segment(text, folded, background, own, persons)
      }
      return { unit, segmented, runs: findRuns(segmented) }
    }),
  )
  const all = read.flat()
  for (const { segmented, runs } of all) {
    findNames(segmented, runs, proposals)
  }
  const countOf = counter(all)
  for (const { segmented } of all) findPairs(segmented, proposals, countOf)
  proposePhrases(all, proposals)
  proposeDoubts(articles, proposals)
  supportMarked(all, proposals)

  const glossary = indexGlossary(concepts)
  const least = leastScore + strictness ** 4 * strictest
  const chosen: Proposal[] = []
  for (const proposal of proposals.values()) {
    if (1 - proposal.doubt < least) continue
    if (!isWellCut(proposal.text)) continue
    chosen.push(proposal)
  }
  const places = locateCandidates(
    read.map((units) => units.map(({ segmented }) => segmented)),
    chosen,
  )
  const candidates = chosen.flatMap((proposal, index): Candidate[] => {
    const { count, counts, occurrences } = places[index] as (typeof places)[0]
    const { text, kind, doubt, evidence } = proposal
    // English that stands in the brackets of a pair, and nowhere else, is the
    // pair's.
    if (count <= proposals.timesEnglish(text)) return []
    const known = glossary.byText.get(text)
    if (known && options.newOnly) return []
    const english = proposal.english ?? englishOf(known)
    return [
      {
        text,
        kind,
        score: Math.round((1 - doubt) * 1000) / 1000,
        count,
        counts,
        occurrences,
        evidence: sortEvidence(evidence),
        forms: {},
        ...(english ? { english } : {}),
        relatives: [],
        ...(known ? { known: known.id } : {}),
      },
    ]
  })
  candidates.sort(
    (a, b) =>
      b.score - a.score || b.count - a.count || (a.text < b.text ? -1 : 1),
  )
  if (options.limit !== undefined) candidates.splice(options.limit)
  for (const candidate of candidates) {
    candidate.relatives = relativesOf(candidate, glossary)
    const first = candidate.occurrences[0]
    if (options.formsOf && first) {
      const { article, unit, start, end } = first
      const { text } = candidate
      candidate.forms = options.formsOf({ article, unit, start, end, text })
    }
  }
  return candidates
}

function proposePhrases(all: readonly Read[], proposals: Proposals): void {
  for (const phrase of collectPhrases(all).values()) {
    const [first, second] = phrase.atoms
    const origin = first?.start ?? 0
    const name = second && phrase.text.slice(0, (first?.end ?? 0) - origin)
    const startsWithName = name !== undefined && isName(proposals.get(name))
    const strength = termhood(phrase, startsWithName)
    if (strength < leastScore / 2) continue
    const isWord = phrase.atoms.length === 1
    const found = proposals.add(
      phrase.text,
      isWord ? 'word' : 'phrase',
      strength,
      { kind: 'tf-idf', value: tfIdf(phrase).toFixed(1) },
    )
    if (isWord || !found) continue
    found.evidence.push({ kind: 'c-value', value: cValue(phrase).toFixed(1) })
  }
}

function isName(proposal: Proposal | undefined): boolean {
  if (!proposal || proposal.doubt > 0.35) return false
  return (
    proposal.kind === 'name' ||
    proposal.evidence.some(({ kind }) => kind === 'author-alias')
  )
}

/** Propose new words, and give those that are sure by their first two characters. */
function proposeNewWords(
  texts: readonly Segmented[],
  fold: (text: string) => string,
  proposals: Proposals,
): Map<string, string[]> {
  const sure = new Map<string, string[]>()
  for (const word of findNewWords(texts, fold)) {
    const strength = novelty(word)
    if (strength < leastScore) continue
    const { text, association, entropy } = word
    const value = `${association.toFixed(1)} / ${entropy.toFixed(1)}`
    const found = proposals.add(text, 'word', strength, {
      kind: 'new-word',
      value,
    })
    if (found) found.aligned = false
    if (strength < sureNovelty) continue
    const key = text.slice(0, 2)
    const list = sure.get(key)
    if (list) list.push(text)
    else sure.set(key, [text])
  }
  return sure
}

/** Names that are sure, by their first two characters. */
function namesIn(proposals: Proposals): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { text, kind, doubt } of proposals.values()) {
    if (kind !== 'name' || doubt > 0.4) continue
    const key = text.slice(0, 2)
    const list = names.get(key)
    if (list) list.push(text)
    else names.set(key, [text])
  }
  return names
}

/** Places of words in a text. */
function rangesOf(
  words: ReadonlyMap<string, readonly string[]>,
  text: string,
): Range[] {
  const ranges: Range[] = []
  if (words.size === 0) return ranges
  for (let start = 0; start + 2 <= text.length; start++) {
    for (const word of words.get(text.slice(start, start + 2)) ?? []) {
      if (text.startsWith(word, start)) {
        ranges.push({ start, end: start + word.length })
      }
    }
  }
  return ranges
}

function proposeDoubts(
  articles: readonly ExtractArticle[],
  proposals: Proposals,
): void {
  for (const { units, doubts = [] } of articles) {
    for (const [index, list] of doubts.entries()) {
      const text = units[index]?.text ?? ''
      for (const { start, end, text: kept, alternatives } of list) {
        const value = [kept, ...alternatives].join(' / ')
        const word = text.slice(start, end)
        const found = proposals.add(word, 'doubt', 0.45, {
          kind: 'doubt',
          value,
        })
        if (found) found.aligned = false
      }
    }
  }
}

/** What stands alone in a cell or label, or in bold, is meant as one. */
function supportMarked(all: readonly Read[], proposals: Proposals): void {
  for (const { unit } of all) {
    const { text, kind, marks } = unit
    if (kind === 'cell' || kind === 'heading' || kind === 'label') {
      const whole = text.trim()
      if (whole.length <= 24) {
        proposals.support(whole, 0.4, { kind: 'marked', value: kind })
      }
    }
    for (const mark of marks) {
      if (mark.kind !== 'strong' && mark.kind !== 'emphasis') continue
      if (mark.end - mark.start > 24) continue
      const marked = text.slice(mark.start, mark.end).replace(/[：:，。]$/, '')
      proposals.support(marked, 0.4, { kind: 'marked', value: mark.kind })
    }
  }
}

/** Count texts on demand, each once; there are few that ask. */
function counter(all: readonly Read[]): (text: string) => number {
  const known = new Map<string, number>()
  let joined: string | undefined
  let budget = 2e8
  return (text) => {
    let count = known.get(text)
    if (count !== undefined) return count
    joined ??= all.map(({ segmented }) => segmented.text).join('\n')
    count = 0
    // Text with very many brackets is not searched for each of them.
    if (budget > 0) {
      for (
        let at = joined.indexOf(text);
        at >= 0 && count < 2;
        at = joined.indexOf(text, at + text.length)
      ) {
        count++
      }
      budget -= joined.length
    }
    known.set(text, count)
    return count
  }
}

/** Whether a text begins and ends with what terms begin and end with. */
function isWellCut(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text) && /[\p{L}\p{N}+#]$/u.test(text)
}

const evidenceOrder: readonly Evidence['kind'][] = [
  'author-pair',
  'initials',
  'author-alias',
  'name',
  'new-word',
  'quoted',
  'marked',
  'c-value',
  'tf-idf',
  'doubt',
]

function sortEvidence(evidence: readonly Evidence[]): Evidence[] {
  return [...evidence].sort(
    (a, b) => evidenceOrder.indexOf(a.kind) - evidenceOrder.indexOf(b.kind),
  )
}

/** Terms of a glossary by their text, and those that share two characters. */
interface Glossary {
  byText: ReadonlyMap<string, Concept>
  /** Longest term. */
  longest: number
  /** By pairs of characters, terms that have them. */
  byPair: ReadonlyMap<string, readonly string[]>
}

function indexGlossary(concepts: readonly Concept[]): Glossary {
  const byText = new Map<string, Concept>()
  const byPair = new Map<string, string[]>()
  let longest = 0
  for (const concept of concepts) {
    for (const { text, locale } of concept.terms) {
      if (locale === 'en' || byText.has(text)) continue
      byText.set(text, concept)
      longest = Math.max(longest, text.length)
      for (let at = 0; at + 2 <= text.length; at++) {
        const pair = text.slice(at, at + 2)
        const list = byPair.get(pair)
        if (list) list.push(text)
        else byPair.set(pair, [text])
      }
    }
  }
  return { byText, longest, byPair }
}

function englishOf(concept: Concept | undefined): SuggestedEnglish | undefined {
  const term = concept?.terms.find(
    ({ locale, status }) =>
      locale === 'en' && (status === 'preferred' || status === 'admitted'),
  )
  if (!concept || !term) return undefined
  return { text: term.text, source: 'glossary', quotation: concept.id }
}

/** Terms that are a part of a candidate, or that it is a part of. */
function relativesOf(
  { text, known }: Candidate,
  { byText, longest, byPair }: Glossary,
): Relative[] {
  const found = new Map<string, Concept>()
  for (let start = 0; start < text.length; start++) {
    const most = Math.min(text.length, start + longest)
    for (let end = start + 2; end <= most; end++) {
      const part = text.slice(start, end)
      const concept = byText.get(part)
      if (concept && concept.id !== known && part !== text) {
        found.set(part, concept)
      }
    }
  }
  for (const term of byPair.get(text.slice(0, 2)) ?? []) {
    const concept = byText.get(term)
    if (concept && term !== text && term.includes(text)) {
      found.set(term, concept)
    }
  }
  const said = new Set<string>()
  return [...found]
    .flatMap(([term, concept]): Relative[] => {
      // Its words in other locales are the same relative.
      if (said.has(concept.id)) return []
      said.add(concept.id)
      const english = englishOf(concept)
      if (!english) return []
      return [{ text: term, english: english.text, concept: concept.id }]
    })
    .sort((a, b) => b.text.length - a.text.length)
    .slice(0, 3)
}
