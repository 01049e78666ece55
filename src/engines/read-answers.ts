/** Entry of a model's answer. */
interface Entry {
  /** Number of the segment. */
  id: string
  /** Text. */
  text: string
}

/**
 * Read what a language model answered.
 *
 * What was asked for is `{"segments":[{"id","text"}]}`. Lists, `translation` for
 * `text`, an object of texts by id, code fences and words around the JSON are
 * read too, and of JSON that breaks off what is complete.
 *
 * @param answer - Text.
 * @returns Entries; none where there is nothing of the kind.
 */
export function readAnswers(answer: string): Entry[] {
  const fenced = /```(?:json)?([\s\S]*?)```/i.exec(answer)?.[1]
  const from = answer.search(/[[{]/)
  const to = Math.max(answer.lastIndexOf(']'), answer.lastIndexOf('}'))
  const candidates = [
    answer,
    fenced,
    from >= 0 && to > from ? answer.slice(from, to + 1) : undefined,
  ]
  for (const candidate of candidates) {
    if (candidate === undefined) continue
    const entries = collect(parse(candidate))
    if (entries.length > 0) return entries
  }
  return innermostObjects(answer).flatMap((text) => collect(parse(text)))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    try {
      // Models break lines inside strings, which JSON does not allow.
      return JSON.parse(text.replaceAll(/[\u0000-\u001f]/g, ' ')) as unknown
    } catch {
      return undefined
    }
  }
}

function collect(value: unknown, depth = 0): Entry[] {
  if (typeof value !== 'object' || value === null || depth > 4) return []
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown) => collect(one, depth + 1))
  }
  const fields = value as Record<string, unknown>
  const { id } = fields
  const text = fields['text'] ?? fields['translation'] ?? fields['target']
  if (typeof id === 'string' || typeof id === 'number') {
    return typeof text === 'string' ? [{ id: String(id), text }] : []
  }
  return Object.entries(fields).flatMap(([key, one]) =>
    typeof one === 'string'
      ? /^\d+$/.test(key)
        ? [{ id: key, text: one }]
        : []
      : collect(one, depth + 1),
  )
}

/** Objects without objects in them, in one pass. */
function innermostObjects(text: string): string[] {
  const found: string[] = []
  let start = -1
  let isQuoted = false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isQuoted) {
      if (character === '\\') index++
      else if (character === '"') isQuoted = false
    } else if (character === '"') {
      // Quotation marks of the words around the JSON quote nothing in it.
      isQuoted = depth > 0
    } else if (character === '{') {
      start = index
      depth++
    } else if (character === '[') depth++
    else if (character === ']') depth = Math.max(0, depth - 1)
    else if (character === '}') {
      if (start >= 0) found.push(text.slice(start, index + 1))
      start = -1
      depth = Math.max(0, depth - 1)
    }
  }
  return found
}
