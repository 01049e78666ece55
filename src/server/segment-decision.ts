/**
 * What decisions make of a sentence's translation.
 *
 * @module
 */
import { hasItsCodes } from '../build/desk-segments.ts'
import {
  type Content,
  parseContent,
  printContent,
  type Segment,
  UserError,
} from '../model/index.ts'
import { sentenceText } from './segment-text.ts'
import type {
  SegmentAddress,
  SegmentDecision,
  TranslateAction,
} from './translate-protocol.ts'

/** What a person has seen of a sentence is not what is there. */
export class SegmentStaleError extends UserError {
  /** Sentence; of an undo none. */
  readonly address: SegmentAddress | undefined

  /** @param address - Sentence, or nothing for an undo that came too late. */
  constructor(address?: SegmentAddress) {
    super(
      address
        ? 'The sentence or its translation was changed meanwhile.'
        : 'The last decision is another one now, or its sentence was changed since.',
      {
        hint: 'Look at what is there now, and decide again.',
        wording: { key: address ? 'segment-stale' : 'segment-undo-stale' },
      },
    )
    this.address = address
  }
}

/** Who decides, and what stands there anyway. */
export interface DecisionContext {
  /** Name of the person. */
  by: string
  /** When: ISO 8601, UTC. */
  at: string
  /** What a Chinese edition has where nobody rewrites the sentence. */
  conversion: Content | undefined
}

/**
 * Make of a segment what a person decided.
 *
 * A text that is what the conversion says anyway is not kept, unless it is signed.
 *
 * @param segment - Segment as it is.
 * @param decision - Text, state, notes; what is left out stays.
 * @param context - Who, when, and the conversion.
 * @returns Segment.
 * @throws UserError when there is nothing to give a state to, or what is signed has
 *   not the codes of its sentence.
 */
export function decideSegment(
  segment: Segment,
  { text, state, notes }: SegmentDecision,
  { by, at, conversion }: DecisionContext,
): Segment {
  let made: Segment = segment
  if (notes) {
    const texts = notes.map(noteText).filter((note) => note !== '')
    made = { ...made, notes: [...new Set(texts)] }
  }
  if (text !== undefined) {
    const target = parseContent(sentenceText(text))
    // What a conversion says anyway needs nobody to write it.
    const isKept =
      target.length > 0 &&
      (state === 'reviewed' ||
        state === 'final' ||
        !conversion ||
        printContent(conversion) !== printContent(target))
    const { staleSource: _, staleState: __, target: old, ...rest } = made
    const { origin: from, ...bare } = rest
    const isSame =
      old !== undefined && printContent(old) === printContent(target)
    const origin =
      isSame && from ? from : ({ by: 'person', name: by, at } as const)
    made = isKept
      ? { ...bare, target, state: state ?? 'translated', origin }
      : { ...bare, state: 'initial' }
  } else if (state !== undefined) {
    if (!made.target) throw nothingError()
    // Whoever gives a stale translation a state says that it holds.
    const { staleSource: _, staleState: __, ...rest } = made
    made = { ...rest, state }
  }
  const signed = made.state === 'reviewed' || made.state === 'final'
  const decidesText = text !== undefined || state !== undefined
  if (decidesText && signed && !hasItsCodes(made)) throw codesError()
  return made
}

/**
 * Tell what a decision changed.
 *
 * @param before - Segment before it.
 * @param after - Segment after it.
 * @returns The weightiest of what differs.
 */
export function kindOf(
  before: Segment,
  after: Segment,
): TranslateAction['kind'] {
  const printed = ({ target }: Segment): string => printContent(target ?? [])
  if (printed(before) !== printed(after)) return 'text'
  return before.state === after.state && !before.staleSource ? 'notes' : 'state'
}

function noteText(note: string): string {
  const lines = note.split(/\r\n?|\n/).map(sentenceText)
  return lines.join('\n').trim()
}

function nothingError(): UserError {
  return new UserError('There is no translation to give a state to.', {
    hint: 'Write it first.',
    wording: { key: 'segment-nothing' },
  })
}

function codesError(): UserError {
  return new UserError(
    'The codes of the translation are not those of the sentence.',
    {
      hint: 'Put each of them in once; until then it can be saved as translated.',
      wording: { key: 'segment-codes' },
    },
  )
}
