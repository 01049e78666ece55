import { isBeside, type Segmented, type Token } from './segment.ts'
import { isEdgeless, isPrefix, isSuffix } from './word-classes.ts'

/** What a phrase is made of: a word, or characters that are no known word. */
export interface Atom {
  start: number
  end: number
  kind: 'noun' | 'verb' | 'weak' | 'latin' | 'unknown' | 'prefix' | 'character'
  /** How much it tells: −ln of its probability, in nats. */
  information: number
}

/** What characters that are no word tell, in nats. */
const unknownInformation = 14

/** Longest word that is in no lexicon, in characters. */
const longestUnknown = 4

/** Longest run that is looked at as one, in atoms. */
const longestRun = 64

/**
 * Find the stretches of a text that terms can stand in: words side by side,
 * without grammar, numbers or marks among them.
 *
 * @param segmented - Text and its tokens.
 * @returns Runs of atoms, in order.
 */
export function findRuns(segmented: Segmented): Atom[][] {
  const { text, folded, tokens } = segmented
  const runs: Atom[][] = []
  let run: Atom[] = []
  let before: Token | undefined
  const close = (): void => {
    const trimmed = trim(run)
    if (trimmed.length > 0) runs.push(trimmed)
    run = []
  }
  for (const token of tokens) {
    if (
      before !== undefined &&
      (!isBeside(text, before, token) || run.length >= longestRun)
    ) {
      close()
    }
    const atom = atomOf(token, folded)
    if (atom === undefined) {
      before = token
      close()
      continue
    }
    const last = run.at(-1)
    if (
      atom.kind === 'character' &&
      last?.end === atom.start &&
      (last.kind === 'character' ||
        (last.kind === 'unknown' && before?.kind !== 'name')) &&
      atom.end - last.start <= longestUnknown
    ) {
      last.end = atom.end
      last.kind = 'unknown'
      last.information = unknownInformation
    } else if (
      atom.kind === 'latin' &&
      last?.kind === 'latin' &&
      /[A-Z]/.test(text.charAt(atom.start)) &&
      /[A-Z]/.test(text.charAt(last.start))
    ) {
      // Code Arena is one name.
      last.end = atom.end
    } else {
      run.push(atom)
    }
    before = token
  }
  close()
  return runs
}

function atomOf(token: Token, folded: string): Atom | undefined {
  const { start, end, kind } = token
  const information = token.cost / 8
  switch (kind) {
    case 'noun':
    case 'verb':
    case 'weak':
    case 'latin':
      return { start, end, kind, information }
    case 'name':
      return { start, end, kind: 'unknown', information: unknownInformation }
    case 'single': {
      const character = folded.charAt(start)
      if (isPrefix(character)) {
        return { start, end, kind: 'prefix', information }
      }
      if (isEdgeless(character) && !isSuffix(character)) return undefined
      return { start, end, kind: 'character', information }
    }
    default:
      return undefined
  }
}

/** Take away what no term begins or ends with. */
function trim(run: readonly Atom[]): Atom[] {
  let from = 0
  let to = run.length
  while (to > from && (run[to - 1] as Atom).kind === 'prefix') to--
  if (to - from === 1 && (run[from] as Atom).kind === 'character') from++
  return run.slice(from, to)
}
