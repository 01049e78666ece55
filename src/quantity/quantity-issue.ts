import type { Claim } from './claim.ts'
import { type Bound, isAmount, type Quantity } from './quantity.ts'
import { currencies } from './relation.ts'

/**
 * What differs between a text's quantities and its translation's.
 *
 * - `factor`: equal but for a power of ten (43 億 and 43 billion).
 * - `value`: another number or date where this one should be.
 * - `currency`, `unit`: the same figure of something else.
 * - `missing`, `extra`: said in only one of the two.
 * - `precision`: the translation is more exact, or less exact a date, than
 *   the source.
 * - `rounded`, `bound`, `ambiguous`: to be seen, not mistakes by themselves.
 */
export type QuantityIssueKind =
  | 'factor'
  | 'value'
  | 'currency'
  | 'unit'
  | 'missing'
  | 'extra'
  | 'precision'
  | 'rounded'
  | 'bound'
  | 'ambiguous'

/** One difference. */
export interface QuantityIssue {
  kind: QuantityIssueKind
  severity: 'error' | 'warning' | 'info'
  /** Quantity of the source; missing for `extra`. */
  source?: Quantity
  /** Quantity of the target; missing for `missing`. */
  target?: Quantity
  /** For `factor`: the target is the source times ten to this power. */
  power?: number
}

/** How the currencies of two claims stand; `same` where one is no money. */
export function money(a: Claim, b: Claim): 'same' | 'different' | 'doubtful' {
  const [from, to] = [a.quantity, b.quantity]
  return isAmount(from) && isAmount(to) ? currencies(from, to) : 'same'
}

const up: readonly Bound[] = ['over', 'at-least']
const down: readonly Bound[] = ['nearly', 'under', 'at-most']

/** Gives a function that notes to a list. */
export function noteBoundOf(issues: QuantityIssue[]) {
  return (from: Claim, to: Claim): void => noteBound(from, to, issues)
}

/** Note what else there is to say of two claims that are a pair. */
export function noteBound(
  from: Claim,
  to: Claim,
  issues: QuantityIssue[],
): void {
  const [source, target] = [from.quantity, to.quantity]
  if (!isAmount(source) || !isAmount(target)) return
  if (money(from, to) === 'doubtful') {
    issues.push(issueOf('currency', 'warning', from, to))
  }
  const grown = (source.others ?? []).length > 0 && source.kind === 'multiple'
  if (grown && (target.others ?? []).length === 0) {
    issues.push(issueOf('ambiguous', 'info', from, to))
  }
  if (source.bound === target.bound) return
  // A yield breaks 1% from above as well.
  const against =
    !source.text.startsWith('破') &&
    ((up.includes(source.bound) && down.includes(target.bound)) ||
      (down.includes(source.bound) && up.includes(target.bound)))
  issues.push(issueOf('bound', against ? 'warning' : 'info', from, to))
}

/** Make an issue of two claims. */
export function issueOf(
  kind: QuantityIssueKind,
  severity: QuantityIssue['severity'],
  from: Claim,
  to: Claim,
): QuantityIssue {
  return { kind, severity, source: from.quantity, target: to.quantity }
}

/** Put issues in the order of the texts, each once. */
export function inOrder(
  issues: readonly QuantityIssue[],
  info: boolean,
): QuantityIssue[] {
  const at = (issue: QuantityIssue) =>
    issue.source?.span.start ?? Number.MAX_SAFE_INTEGER
  const seen = new Set<string>()
  return issues
    .filter((issue) => info || issue.severity !== 'info')
    .filter((issue) => {
      // Both ends of a range may say the same.
      const key = `${issue.kind} ${issue.source?.span.start} ${issue.target?.span.start}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
    .sort(
      (a, b) =>
        at(a) - at(b) ||
        (a.target?.span.start ?? 0) - (b.target?.span.start ?? 0),
    )
}
