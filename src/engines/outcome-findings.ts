import { type Finding, finding, Phrase, textOf } from '../model/index.ts'
import type { EngineSegment } from './engine.ts'
import type { EngineError } from './engine-error.ts'
import type { Outcome } from './outcome.ts'

/**
 * Say what became of a segment that has no translation, or a repaired one.
 *
 * @param outcome - What became of it.
 * @param segment - Segment.
 * @param engine - Name of the engine.
 * @param place - Where the segment begins in its article (from 1). Default: none.
 * @returns Findings: none where all is well, or where it was not asked.
 */
export function outcomeFindings(
  outcome: Outcome,
  segment: EngineSegment,
  engine: string,
  place?: { line: number; column: number },
): Finding[] {
  const text = shorten(textOf(segment.content))
  const at = place ? { place } : {}
  if (outcome.state === 'failed' && outcome.error) {
    const fault = faultPhrase(outcome.error)
    return [
      finding(
        'engine-failed',
        `${engine} has no answer for “${text}”: ${fault}.`,
        {
          ...at,
          note: 'Run it again, or translate it by hand.',
          wording: { values: { engine, text, fault } },
        },
      ),
    ]
  }
  if (outcome.state === 'refused') {
    const problems = outcome.problems.map(({ phrase }) => phrase)
    const list = problems.join('\n  ')
    return [
      finding(
        'engine-answer-refused',
        `The answer of ${engine} for “${text}” was refused:\n  ${list}`,
        {
          ...at,
          ...(outcome.text === undefined ? {} : { actual: outcome.text }),
          note: 'Translate it by hand, or run it again.',
          wording: { values: { engine, text, problems } },
        },
      ),
    ]
  }
  if (outcome.state === 'accepted' && outcome.repairs.length > 0) {
    return [
      finding(
        'engine-answer-repaired',
        `The tags in the answer of ${engine} for “${text}” were put right.`,
        {
          ...at,
          ...(outcome.text === undefined ? {} : { actual: outcome.text }),
          note: 'Look at it when you review it.',
          wording: { values: { engine, text } },
        },
      ),
    ]
  }
  return []
}

function shorten(text: string): string {
  const characters = [...text.trim()]
  return characters.length > 40
    ? `${characters.slice(0, 39).join('')}…`
    : characters.join('')
}

const faults = {
  key: 'the key was refused ({{detail}})',
  quota: 'nothing is left of its quota ({{detail}})',
  missing: 'there is no such address, model or command ({{detail}})',
  redirect: 'its address leads elsewhere and was not followed ({{detail}})',
  rate: 'it is asked too often ({{detail}})',
  server: 'it failed ({{detail}})',
  network: 'it can not be reached ({{detail}})',
  timeout: 'it did not answer in time',
  malformed: 'its answer is not what its protocol says ({{detail}})',
  large: 'its answer or what it was asked is too large ({{detail}})',
  request: 'it refused what it was asked ({{detail}})',
  stopped: 'the run was ended',
} as const

/**
 * Say in words why an engine has no answer.
 *
 * @param error - Error.
 * @returns Part of a sentence.
 */
export function faultPhrase({ fault, message }: EngineError): Phrase {
  const english = faults[fault].replaceAll('{{detail}}', message)
  const values = faults[fault].includes('{{') ? { detail: message } : {}
  return new Phrase(english, `phrases:fault.${fault}`, values)
}
