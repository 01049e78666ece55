import type { Atom } from './runs.ts'
import type { Segmented } from './segment.ts'

/** Word or phrase, and how it is used. */
export interface Phrase {
  /** As the author writes it. */
  text: string
  /** Its words, where it first occurs. */
  atoms: readonly Atom[]
  /** How often it occurs, and how often as the whole of a run. */
  count: number
  whole: number
  /** How often longer phrases have it, and how many. */
  nested: number
  containers: number
  /** How often the longer phrase has it that has it most. */
  within: number
  /** How many different words its words stand beside: LR of Nakagawa and Mori. */
  company: number
}

/** Longest phrase, in words. */
const longest = 5

/**
 * Collect words, and phrases of two to five words.
 *
 * A phrase that occurs once is kept only where it is a whole run, without the
 * verb or adjective it may begin with: its parts say nothing more.
 *
 * @param texts - Texts and their runs.
 * @returns Words and phrases, each once.
 */
export function collectPhrases(
  texts: readonly { segmented: Segmented; runs: readonly Atom[][] }[],
): Map<string, Phrase> {
  const counts = new Map<string, number>()
  for (const { segmented, runs } of texts) {
    for (const run of runs) {
      eachPart(run, (from, to) => {
        const text = textOf(segmented, run, from, to)
        counts.set(text, (counts.get(text) ?? 0) + 1)
      })
    }
  }
  const company = countCompany(texts)
  const phrases = new Map<string, Phrase>()
  for (const { segmented, runs } of texts) {
    for (const run of runs) {
      const starts = wholeStarts(run)
      const ends = wholeEnds(run)
      eachPart(run, (from, to) => {
        const text = textOf(segmented, run, from, to)
        const count = counts.get(text) as number
        const isWhole = ends.has(to) && starts.has(from)
        // In a longer run a pair or three of its words may be the term.
        const isPart = to - from > 3 || run.length < 3
        if (count === 1 && !isWhole && isPart && to - from > 1) return
        const known = phrases.get(text)
        if (known) {
          if (isWhole) known.whole++
          return
        }
        phrases.set(text, {
          text,
          atoms: run.slice(from, to),
          count,
          whole: isWhole ? 1 : 0,
          nested: 0,
          containers: 0,
          within: 0,
          company: company(text, run.slice(from, to)),
        })
      })
    }
  }
  nest(phrases)
  return phrases
}

/**
 * Count how many different words stand to the left and right of each, and make
 * of it how productive the words of a phrase are: the geometric mean of what
 * both sides count, and one (Nakagawa and Mori 2002).
 */
function countCompany(
  texts: readonly { segmented: Segmented; runs: readonly Atom[][] }[],
): (text: string, atoms: readonly Atom[]) => number {
  const seen = new Set<string>()
  const lefts = new Map<string, number>()
  const rights = new Map<string, number>()
  const increment = (map: Map<string, number>, key: string): void => {
    map.set(key, (map.get(key) ?? 0) + 1)
  }
  for (const { segmented, runs } of texts) {
    for (const run of runs) {
      for (let i = 1; i < run.length; i++) {
        if (isPredicate(run[i - 1] as Atom) || isPredicate(run[i] as Atom))
          continue
        const left = textOf(segmented, run, i - 1, i)
        const right = textOf(segmented, run, i, i + 1)
        const pair = `${left}\n${right}`
        if (seen.has(pair)) continue
        seen.add(pair)
        increment(rights, left)
        increment(lefts, right)
      }
    }
  }
  return (text, atoms) => {
    const origin = (atoms[0] as Atom).start
    let sum = 0
    for (const { start, end } of atoms) {
      const word = text.slice(start - origin, end - origin)
      sum += Math.log((lefts.get(word) ?? 0) + 1)
      sum += Math.log((rights.get(word) ?? 0) + 1)
    }
    return Math.exp(sum / (2 * atoms.length))
  }
}

/** A verb this common is a predicate: what stands on its sides is apart. */
const predicateInformation = 10.5

/**
 * Tell whether an atom is a common verb.
 *
 * @param atom - Atom.
 */
export function isPredicate({ kind, information }: Atom): boolean {
  return kind === 'verb' && information < predicateInformation
}

/** Where in a run a term that is whole may start: behind verbs and adjectives. */
function wholeStarts(run: readonly Atom[]): Set<number> {
  const starts = new Set([0])
  let from = 0
  while (from < run.length - 1) {
    const { kind } = run[from] as Atom
    if (kind !== 'verb' && kind !== 'weak' && kind !== 'character') break
    from++
    starts.add(from)
  }
  for (const [i, atom] of run.entries()) if (parts(atom)) starts.add(i + 1)
  // Of a long run, nobody knows where its terms begin.
  if (run.length - from > longest) {
    for (let i = from; i < run.length; i++) starts.add(i)
  }
  return starts
}

/** Where in a run a term that is whole may end: in front of verbs. */
function wholeEnds(run: readonly Atom[]): Set<number> {
  const ends = new Set([run.length])
  for (let to = run.length - 1; to > 0; to--) {
    const { kind } = run[to] as Atom
    if (kind !== 'verb' && kind !== 'character') break
    ends.add(to)
  }
  for (const [i, atom] of run.entries()) if (parts(atom)) ends.add(i)
  return ends
}

/** Whether a term may end before an atom and another begin behind it. */
function parts(atom: Atom): boolean {
  return isPredicate(atom) || atom.kind === 'latin' || atom.kind === 'unknown'
}

function eachPart(
  run: readonly Atom[],
  visit: (from: number, to: number) => void,
): void {
  for (let from = 0; from < run.length; from++) {
    const first = run[from] as Atom
    const last = Math.min(run.length, from + longest)
    for (let to = from + 1; to <= last; to++) {
      const end = run[to - 1] as Atom
      if (end.kind === 'prefix') continue
      // One character is part of a word of three: 內部信, 公部門.
      if (first.kind === 'character' || end.kind === 'character') {
        if (to - from !== 2) continue
      }
      if (end.kind === 'weak') continue
      if (to - from === 1 && end.kind === 'latin') continue
      visit(from, to)
    }
  }
}

function textOf(
  { text }: Segmented,
  run: readonly Atom[],
  from: number,
  to: number,
): string {
  return text.slice((run[from] as Atom).start, (run[to - 1] as Atom).end)
}

function isContext({ kind }: Atom): boolean {
  return kind === 'verb' || kind === 'weak' || kind === 'latin'
}

/** Tell each phrase how often it is part of a longer one. */
function nest(phrases: ReadonlyMap<string, Phrase>): void {
  for (const { text, atoms, count } of phrases.values()) {
    if (atoms.length < 2) continue
    const origin = (atoms[0] as Atom).start
    const seen = new Set<string>()
    eachPart(atoms, (from, to) => {
      if (to - from === atoms.length) return
      // Behind the verb that it is the object of, a term is itself.
      const isObject = atoms.slice(0, from).every(isContext)
      const isSubject = atoms.slice(to).every(({ kind }) => kind === 'verb')
      if (isObject && isSubject) return
      const part = text.slice(
        (atoms[from] as Atom).start - origin,
        (atoms[to - 1] as Atom).end - origin,
      )
      if (seen.has(part)) return
      seen.add(part)
      const inner = phrases.get(part)
      if (!inner) return
      inner.nested += count
      inner.containers++
      inner.within = Math.max(inner.within, count)
    })
  }
}

/**
 * C-value of a phrase (Frantzi, Ananiadou and Mima 2000): how often it occurs
 * other than in longer phrases, and how long it is.
 *
 * @param phrase - Phrase.
 * @returns C-value; a word counts as a phrase of one and a half words, so that
 *   its logarithm is not zero.
 */
export function cValue({ atoms, count, nested, containers }: Phrase): number {
  const length = Math.log2(Math.max(1.5, atoms.length))
  // Whether a phrase that occurs once is the whole term or a part of it, once
  // does not tell, so what is nested counts a little less than in the paper.
  const inner = containers === 0 ? 0 : (0.5 * nested) / containers
  return length * (count - Math.min(count, inner))
}
