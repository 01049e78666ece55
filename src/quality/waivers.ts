import type { RuleId, Severity, Waiver } from '../model/index.ts'

/** Part of a finding that a waiver looks at. */
interface Waivable {
  ruleId?: string | undefined
  actual?: string | null | undefined
  expected?: readonly string[] | null | undefined
  reason: string
}

/** Findings, sorted by what settings say of them. */
export interface Waived<Message> {
  /** Those that stay. */
  kept: Message[]
  /** Those that are accepted, with the waiver. */
  waived: { message: Message; waiver: Waiver }[]
}

/**
 * Take accepted findings out, and those of rules that are off.
 *
 * @param messages - Findings of one article.
 * @param waivers - Waivers that hold for the article.
 * @param severities - Gravity of rules where it is not their own.
 * @returns Findings that stay, with their gravity set, and accepted ones.
 */
export function applyWaivers<
  Message extends Waivable & { fatal?: boolean | null | undefined },
>(
  messages: readonly Message[],
  waivers: readonly Waiver[],
  severities: Readonly<Partial<Record<RuleId, Severity | 'off'>>>,
): Waived<Message> {
  const kept: Message[] = []
  const waived: { message: Message; waiver: Waiver }[] = []
  for (const message of messages) {
    const severity = severities[message.ruleId as RuleId]
    if (severity === 'off') continue
    const waiver = waivers.find((one) => covers(one, message))
    if (waiver) {
      waived.push({ message, waiver })
      continue
    }
    if (severity !== undefined) {
      message.fatal =
        severity === 'error' ? true : severity === 'warning' ? false : undefined
    }
    kept.push(message)
  }
  return { kept, waived }
}

function covers({ rule, contains }: Waiver, message: Waivable): boolean {
  if (message.ruleId !== rule) return false
  if (contains === undefined) return true
  return [message.actual, message.reason, ...(message.expected ?? [])].some(
    (text) => text?.includes(contains),
  )
}
