import type { Code, Content, Inline } from '../model/index.ts'
import { hashContent, printContent } from '../model/index.ts'

/** Part of a content that is no text. */
export type CodePart = Exclude<Inline, string>

/**
 * Give the id of a code.
 *
 * @param part - Part of a content.
 * @returns Id.
 */
export function codeId(part: CodePart): string {
  if ('ph' in part) return part.ph
  return 'open' in part ? part.open : part.close
}

/**
 * List the ids of a content's codes.
 *
 * @param content - Content.
 * @returns Ids, each once, in order.
 */
export function codeIds(content: Content): string[] {
  const ids = content.flatMap((part) =>
    typeof part === 'string' ? [] : [codeId(part)],
  )
  return [...new Set(ids)]
}

/**
 * Give the codes of a content other ids.
 *
 * @param content - Content.
 * @param rename - New id for an id.
 * @returns Content.
 */
export function renameCodes(
  content: Content,
  rename: (id: string) => string,
): Content {
  return content.map((part) => {
    if (typeof part === 'string') return part
    if ('ph' in part) return { ph: rename(part.ph) }
    return 'open' in part
      ? { open: rename(part.open) }
      : { close: rename(part.close) }
  })
}

/**
 * Write a sentence so that it is the same wherever it stands in its unit.
 *
 * Codes are numbered in a unit, so a code more in one sentence renumbers those of
 * the next ones. Here they are numbered in the sentence.
 *
 * @param content - Content.
 * @returns Its key.
 */
export function sentenceKey(content: Content): string {
  const ids = new Map(codeIds(content).map((id, index) => [id, `${index + 1}`]))
  return printContent(renameCodes(content, (id) => ids.get(id) ?? id))
}

/**
 * Hash a sentence as it is handed out.
 *
 * @param source - Sentence.
 * @returns Hash that does not depend on where in its unit the sentence stands.
 */
export function sentenceHash(source: Content): string {
  return hashContent(sentenceKey(source))
}

/**
 * Match the codes of one sentence to those of another with the same key.
 *
 * @param from - Sentence.
 * @param to - The same sentence.
 * @returns Ids in the second by those in the first.
 */
export function matchInOrder(from: Content, to: Content): Map<string, string> {
  const ids = codeIds(to)
  return new Map(
    codeIds(from).flatMap((id, index) => {
      const other = ids[index]
      return other === undefined ? [] : [[id, other] as const]
    }),
  )
}

/**
 * Match the codes of a sentence to those of what it was edited into.
 *
 * @param from - Sentence with the codes of its unit.
 * @param to - Edited sentence with the codes of its unit.
 * @returns Ids in the second by those in the first, of codes that are written the
 *   same, then of codes of the same kind.
 */
export function matchByKind(
  from: { content: Content; codes: readonly Code[] },
  to: { content: Content; codes: readonly Code[] },
): Map<string, string> {
  const matched = new Map<string, string>()
  const pick = (
    side: { content: Content; codes: readonly Code[] },
    print: (code: Code) => string,
  ) =>
    codeIds(side.content).map((id) => {
      const code = side.codes.find((one) => one.id === id)
      const alone = side.content.some(
        (part) => typeof part !== 'string' && 'ph' in part && part.ph === id,
      )
      return { id, print: `${alone} ${code ? print(code) : id}` }
    })
  for (const print of [
    ({ kind, before, after }: Code) => `${kind} ${before} ${after}`,
    ({ kind }: Code) => kind,
  ]) {
    const left = pick(to, print)
    const taken = new Set(matched.values())
    for (const one of pick(from, print)) {
      if (matched.has(one.id)) continue
      const other = left.find(
        ({ id, print }) => print === one.print && !taken.has(id),
      )
      if (!other) continue
      matched.set(one.id, other.id)
      taken.add(other.id)
    }
  }
  return matched
}

/** What is wrong with the codes of a translation. */
export interface CodeProblem {
  /** What it is. */
  problem: 'lost' | 'doubled' | 'unknown' | 'order' | 'crossed'
  /** Id of the code. */
  id: string
}

/**
 * Compare the codes of a translation with those of its source.
 *
 * @param source - Source.
 * @param target - Translation.
 * @returns Codes that are lost, there twice, not the source's, closed before they
 *   are opened, or closed before one that was opened in them.
 */
export function checkCodes(source: Content, target: Content): CodeProblem[] {
  const problems: CodeProblem[] = []
  const count = (content: Content): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const part of content) {
      if (typeof part === 'string') continue
      const key = printContent([part])
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return counts
  }
  const wanted = count(source)
  const found = count(target)
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    const id = /\d+/.exec(key)?.[0] ?? key
    const before = wanted.get(key) ?? 0
    const after = found.get(key) ?? 0
    if (before === after) continue
    const problem =
      before === 0 ? 'unknown' : after < before ? 'lost' : 'doubled'
    if (!problems.some((one) => one.problem === problem && one.id === id)) {
      problems.push({ problem, id })
    }
  }
  if (problems.length > 0) return problems
  const closes = target.findIndex(
    (part, index) =>
      typeof part !== 'string' &&
      'close' in part &&
      isOpen(target.slice(index), part.close),
  )
  const part = target[closes]
  if (part !== undefined && typeof part !== 'string') {
    problems.push({ problem: 'order', id: codeId(part) })
    return problems
  }
  const crossed = crossedIn(target)
  if (crossed !== undefined && crossedIn(source) === undefined) {
    problems.push({ problem: 'crossed', id: crossed })
  }
  return problems
}

/** Id of a mark that closes while one is open that was opened in it. */
function crossedIn(content: Content): string | undefined {
  const open: string[] = []
  for (const part of content) {
    if (typeof part === 'string') continue
    if ('open' in part) open.push(part.open)
    if (!('close' in part)) continue
    // One that an earlier sentence opened is around all that this one did.
    if (open.length > 0 && open.pop() !== part.close) return part.close
  }
  return undefined
}

function isOpen(content: Content, id: string): boolean {
  return content.some(
    (part) => typeof part !== 'string' && 'open' in part && part.open === id,
  )
}
