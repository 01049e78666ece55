import type { CandidateKind, Evidence, SuggestedEnglish } from './candidate.ts'

/** What may become a candidate. */
export interface Proposal {
  text: string
  kind: CandidateKind
  /** How likely it is none, given all evidence: the product of all doubts. */
  doubt: number
  evidence: Evidence[]
  english?: SuggestedEnglish
  /** It begins and ends where words do; else the text is searched for it. */
  aligned: boolean
}

/** Kinds, from what says the most to what says the least. */
const rank: Readonly<Record<CandidateKind, number>> = {
  pair: 0,
  name: 1,
  phrase: 2,
  word: 3,
  doubt: 4,
}

/** Longest thing that is proposed, in UTF-16 units. */
const longest = 60

/** Everything that may be a term, each text once. */
export class Proposals {
  readonly #byText = new Map<string, Proposal>()
  readonly #english = new Map<string, number>()

  /**
   * Add evidence. Pieces of evidence are taken as independent of each other, so
   * what doubts they leave are multiplied.
   *
   * @param text - Text as the author writes it.
   * @param kind - What it would be.
   * @param strength - How sure this evidence is, 0 to 1.
   * @param evidence - The evidence; of one kind the first is kept.
   * @returns The proposal, or `undefined` for what is too long to be a term.
   */
  add(
    text: string,
    kind: CandidateKind,
    strength: number,
    evidence: Evidence,
  ): Proposal | undefined {
    if (text.length > longest || text.length < 2) return undefined
    let proposal = this.#byText.get(text)
    if (!proposal) {
      proposal = { text, kind, doubt: 1, evidence: [], aligned: true }
      this.#byText.set(text, proposal)
    }
    if (rank[kind] < rank[proposal.kind]) proposal.kind = kind
    if (proposal.evidence.some((one) => one.kind === evidence.kind)) {
      proposal.doubt = Math.min(proposal.doubt, 1 - strength)
      return proposal
    }
    proposal.doubt *= 1 - strength
    proposal.evidence.push(evidence)
    return proposal
  }

  /** Add to what is known of a proposal that there is. */
  support(text: string, strength: number, evidence: Evidence): void {
    const proposal = this.#byText.get(text)
    if (proposal) this.add(text, proposal.kind, strength, evidence)
  }

  /** Note that a text is the English of a pair, once more. */
  addEnglish(text: string): void {
    this.#english.set(text, this.timesEnglish(text) + 1)
  }

  /** How often a text is the English of a pair. */
  timesEnglish(text: string): number {
    return this.#english.get(text) ?? 0
  }

  get(text: string): Proposal | undefined {
    return this.#byText.get(text)
  }

  values(): Iterable<Proposal> {
    return this.#byText.values()
  }
}
