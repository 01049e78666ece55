import { CORE_SCHEMA, load } from 'js-yaml'
import type { VFileMessage } from 'vfile-message'
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import type { z } from 'zod'
import {
  type Concept,
  type FindingOptions,
  finding,
  lineTooDeep,
  outlineGlossary,
  Phrase,
} from '../model/index.ts'
import {
  conceptSchema,
  envelopeSchema,
  historySchema,
  imageSchema,
  provenanceSchema,
  relationSchema,
  reviewSchema,
  sourceSchema,
  termSchema,
  termsSchema,
  toConcept,
  wrongTerms,
} from './glossary-schema.ts'
import { nearest } from './nearest.ts'

type Path = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

/**
 * Read the concepts of one glossary file.
 *
 * A concept that is wrong is left out and reported; the others still come
 * back, so that one mistake hides no other.
 *
 * @param text - YAML of the file.
 * @param path - Path of the file, for findings and origins.
 * @returns Concepts, and a `terms-invalid` finding for each thing wrong.
 *
 * @example
 * ```ts
 * import { parseGlossary } from 'yiwen/node'
 *
 * const yaml = `concepts:
 *   - id: software
 *     domain: technology
 *     state: approved
 *     terms: { zh-TW: 軟體, zh-CN: 软件, en: software }
 * `
 * const { concepts, messages } = parseGlossary(yaml, 'glossary.yaml')
 * concepts.map((concept) => concept.terms.length) // [3]
 * messages // []
 * ```
 */
export function parseGlossary(
  text: string,
  path: string,
): { concepts: Concept[]; messages: VFileMessage[] } {
  const reading = new Reading(text, path)
  return { concepts: reading.concepts(), messages: reading.messages }
}

/** One glossary file while it is read. */
class Reading {
  readonly messages: VFileMessage[] = []
  private readonly lines = new LineCounter()
  private readonly text: string
  private readonly path: string
  private document: Document | undefined

  constructor(text: string, path: string) {
    this.text = text
    this.path = path
  }

  concepts(): Concept[] {
    return this.plainConcepts() ?? this.anyConcepts()
  }

  /**
   * Concepts of a file in which all is well, read many times as fast.
   *
   * `undefined` where anything is unusual or has to be explained with its place.
   */
  private plainConcepts(): Concept[] | undefined {
    if (lineTooDeep(this.text) !== undefined) return undefined
    const outline = outlineGlossary(this.text)
    // Aliases may multiply, and only the other parser counts them.
    if (!outline || /[-:,[{]\s*[*&!]\S/.test(this.text)) return undefined
    let value: unknown
    try {
      value = load(this.text, { schema: CORE_SCHEMA })
    } catch {
      return undefined
    }
    const list = (value as { concepts?: unknown } | undefined)?.concepts
    const { concepts: spans } = outline
    if (!Array.isArray(list) || list.length !== spans.length) return undefined
    const concepts: Concept[] = []
    for (const [index, { line, column }] of spans.entries()) {
      const parsed = conceptSchema.safeParse(list[index])
      if (!parsed.success) return undefined
      const concept = toConcept(parsed.data)
      if (wrongTerms(concept)) return undefined
      concept.origin = { path: this.path, line, column }
      concepts.push(concept)
    }
    return concepts
  }

  private anyConcepts(): Concept[] {
    const value = this.value()
    if (value === undefined || value === null) return []
    const envelope = envelopeSchema.safeParse(value)
    if (!envelope.success) {
      this.explain(envelope.error.issues, [], value)
    }
    const list = (value as { concepts?: unknown }).concepts
    if (!Array.isArray(list)) return []
    return list.flatMap((item: unknown, index) => {
      const concept = this.concept(item, ['concepts', index])
      return concept ? [concept] : []
    })
  }

  /** Plain value of the file, or `undefined` when it is not YAML. */
  private value(): unknown {
    const line = lineTooDeep(this.text)
    if (line !== undefined) {
      this.report('The YAML is nested too deeply to be read', {
        place: { line, column: 1 },
        note: 'Write the concepts out plainly.',
        wording: { key: 'terms-invalid.nested' },
      })
      return undefined
    }
    try {
      const document = parseDocument(this.text, {
        lineCounter: this.lines,
        prettyErrors: false,
        stringKeys: true,
      })
      this.document = document
      // One mistake makes the parser stumble on; the first tells the most.
      const problem = document.errors[0] ?? document.warnings[0]
      if (problem) {
        const [start, end] = problem.pos
        this.report(`Broken YAML: ${problem.message}`, {
          source: this.text,
          span: { start, end },
          note: 'Put it right; the rest of the file was not read.',
          wording: {
            key: 'terms-invalid.yaml',
            values: { problem: problem.message },
          },
        })
        return undefined
      }
      const alias = aliasOfNothing(document)
      if (alias) {
        const [start = 0, end = start] = alias.range ?? []
        const name = alias.source
        this.report(`No \`&${name}\` stands before \`*${name}\``, {
          source: this.text,
          span: { start, end },
          actual: `*${name}`,
          note: `Write \`&${name}\` before what it stands for, or write that out here.`,
          wording: { key: 'terms-invalid.alias', values: { name } },
        })
        return undefined
      }
      return document.toJS()
    } catch (error) {
      // Aliases that multiply, or nesting deeper than the stack.
      this.report('The YAML is too deep or its aliases are too many', {
        place: { line: 1, column: 1 },
        cause: error,
        note: 'Write the concepts out plainly.',
        wording: { key: 'terms-invalid.aliases' },
      })
      return undefined
    }
  }

  private concept(item: unknown, path: Path): Concept | undefined {
    const parsed = conceptSchema.safeParse(item)
    if (!parsed.success) {
      this.explain(parsed.error.issues, path, item)
      return undefined
    }
    const concept = toConcept(parsed.data)
    const problem = wrongTerms(concept)
    if (problem) {
      this.report(`\`${concept.id}\`: ${problem.reason}`, {
        ...this.place([...path, 'terms']),
        note: problem.note,
        wording: { key: problem.key, values: { id: concept.id } },
      })
      return undefined
    }
    const start = this.nodeAt(path)?.range?.[0] ?? 0
    const { line, col } = this.lines.linePos(start)
    concept.origin = { path: this.path, line, column: col }
    return concept
  }

  /** Report what a schema said about the value at `base`. */
  private explain(issues: readonly Issue[], base: Path, value: unknown): void {
    const guessed = new Set<string>()
    const unknownFirst = [...issues].sort(
      (a, b) => Number(isUnknown(b)) - Number(isUnknown(a)),
    )
    for (const issue of unknownFirst) {
      const at = [...base, ...issue.path]
      const actual = valueAt(value, issue.path)
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          const near = this.unknownKey(key, at, base, actual)
          if (near) guessed.add([...at, near].join())
        }
      } else if (issue.code === 'invalid_union') {
        this.explain(bestBranch(issue), at, actual)
      } else if (actual !== undefined || !guessed.has(at.join())) {
        // A misspelt key is not also reported as a missing one.
        this.wrongValue(issue, at, actual)
      }
    }
  }

  private unknownKey(
    key: string,
    at: Path,
    base: Path,
    actual: unknown,
  ): string | undefined {
    const known = keysAt(at)
    const free = known.filter((k) => !Object.hasOwn(actual as object, k))
    const near = nearest(key, free)
    const isLocale = at.at(-1) === 'terms' && base.length > 0
    const noun = isLocale
      ? new Phrase('locale', 'phrases:name.locale')
      : new Phrase('key', 'phrases:name.key')
    const list = known.map((k) => `\`${k}\``).join(', ')
    this.report(`Unknown ${noun} \`${key}\``, {
      ...this.keyPlace(at, key),
      actual: key,
      expected: near ? [near] : known,
      note: near ? `Did you mean \`${near}\`?` : `Known: ${list}.`,
      wording: near
        ? { key: 'terms-invalid.unknown-near', values: { noun, key, near } }
        : { key: 'terms-invalid.unknown', values: { noun, key, known: list } },
    })
    return near
  }

  private wrongValue(issue: Issue, at: Path, actual: unknown): void {
    const name = nameOf(at)
    if (actual === undefined) {
      this.report(`${name} is missing`, {
        ...this.place(at.slice(0, -1)),
        note: `Add ${name}.`,
        wording: { key: 'terms-invalid.missing', values: { name } },
      })
      return
    }
    const shown = show(actual)
    const values = { name, actual: shown }
    const options = { ...this.place(at), actual: String(shown) }
    if (issue.code === 'invalid_value') {
      const known = issue.values.map(String)
      const near = nearest(String(actual), known)
      this.report(`${name} can not be ${shown}`, {
        ...options,
        expected: near ? [near] : known,
        note: `Use one of: ${known.join(', ')}.`,
        wording: {
          key: 'terms-invalid.value',
          values: { ...values, known: known.join(', ') },
        },
      })
    } else if (issue.code === 'invalid_format') {
      const advice =
        formats[issue.message] ?? formats[issue.format] ?? issue.message
      this.report(`${name} is not written as it must be: ${shown}`, {
        ...options,
        note: String(advice),
        wording: { key: 'terms-invalid.format', values: { ...values, advice } },
      })
    } else if (issue.code === 'invalid_type') {
      const kind = kinds[issue.expected] ?? issue.expected
      const bare = issue.expected === 'string' && typeof actual !== 'object'
      this.report(`${name} must be ${kind}, not ${shown}`, {
        ...options,
        note: bare ? 'Put quotation marks around it.' : `Write ${kind} here.`,
        wording: {
          key: bare ? 'terms-invalid.bare' : 'terms-invalid.kind',
          values: { ...values, kind },
        },
      })
    } else if (issue.code === 'too_big' || isTooSmall(issue)) {
      this.report(`${name} can not be ${shown}`, {
        ...options,
        note: 'Write a number from 0 to 1.',
        wording: { key: 'terms-invalid.range', values },
      })
    } else if (issue.code === 'too_small') {
      this.report(`${name} is empty`, {
        ...options,
        note: 'Fill it in or take it out.',
        wording: { key: 'terms-invalid.empty', values: { name } },
      })
    } else {
      this.report(`${name} must be a word, a term or a list of those`, {
        ...options,
        note: 'Write `智譜`, `{text: 智譜}` or `[智譜, …]`.',
        wording: { key: 'terms-invalid.word', values: { name } },
      })
    }
  }

  private report(reason: string, options: FindingOptions): void {
    const message = finding('terms-invalid', reason, options)
    message.file = this.path
    this.messages.push(message)
  }

  /** Node at a path, or the nearest one around it. */
  private nodeAt(path: Path): Node | undefined {
    for (let length = path.length; length > 0; length--) {
      const node = this.document?.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return node
    }
    const contents = this.document?.contents
    return isNode(contents) ? contents : undefined
  }

  private place(path: Path): FindingOptions {
    return this.spanOf(this.nodeAt(path))
  }

  private keyPlace(path: Path, key: string): FindingOptions {
    const map = path.length ? this.nodeAt(path) : this.document?.contents
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined
    return this.spanOf(isScalar(pair?.key) ? pair.key : (map as Node))
  }

  private spanOf(node: Node | undefined): FindingOptions {
    const range = node?.range ?? [0, 0]
    return { source: this.text, span: { start: range[0], end: range[1] } }
  }
}

const aList = new Phrase('a list', 'phrases:kind.list')
const aMapping = new Phrase('a mapping', 'phrases:kind.mapping')

const kinds: Readonly<Record<string, Phrase>> = {
  string: new Phrase('text', 'phrases:kind.text'),
  number: new Phrase('a number', 'phrases:kind.number'),
  boolean: new Phrase('`true` or `false`', 'phrases:kind.boolean'),
  array: aList,
  object: aMapping,
}

const formats: Readonly<Record<string, Phrase>> = {
  regex: new Phrase(
    'Use small letters, digits and single hyphens, as in `zhipu-ai`.',
    'phrases:format.id',
  ),
  url: new Phrase(
    'Write a whole address, as in `https://example.org/page`.',
    'phrases:format.url',
  ),
  date: new Phrase('Write a day, as in `2026-01-08`.', 'phrases:format.date'),
  datetime: new Phrase(
    'Write a date and time, as in `2026-01-08T09:30:00Z`.',
    'phrases:format.datetime',
  ),
  image: new Phrase(
    'Write a path, or an address that begins with `https://`.',
    'phrases:format.image',
  ),
}

/** Schemas of what stands below a key, at the concept or at a word. */
const below: Readonly<Record<string, { readonly shape: object }>> = {
  sources: sourceSchema,
  relations: relationSchema,
  images: imageSchema,
  review: reviewSchema,
  history: historySchema,
  provenance: provenanceSchema,
}

/** Keys that are known where an unknown one stands. */
function keysAt(path: Path): string[] {
  const inside = path.slice(2).filter((key) => typeof key === 'string')
  if (path.length < 2) return Object.keys(envelopeSchema.shape)
  const last = inside.at(-1)
  if (last === undefined) return Object.keys(conceptSchema.shape)
  const schema = below[last]
  if (schema) return Object.keys(schema.shape)
  return Object.keys(inside.length === 1 ? termsSchema.shape : termSchema.shape)
}

function isTooSmall(issue: Issue): boolean {
  return issue.code === 'too_small' && issue.origin === 'number'
}

function isUnknown(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys'
}

function nameOf(path: Path): string | Phrase {
  const last = path.at(-1)
  if (last === undefined) return new Phrase('The file', 'phrases:name.file')
  if (typeof last === 'string') return `\`${last}\``
  const owner = path.at(-2)
  const number = Number(last) + 1
  const values = { number, list: String(owner) }
  return owner === 'concepts'
    ? new Phrase(`Concept ${number}`, 'phrases:name.concept', { number })
    : new Phrase(
        `Item ${number} of \`${values.list}\``,
        'phrases:name.item',
        values,
      )
}

function show(value: unknown): string | Phrase {
  if (value === null) return new Phrase('nothing', 'phrases:kind.nothing')
  if (Array.isArray(value)) return aList
  return typeof value === 'object' ? aMapping : JSON.stringify(value)
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) {
      return undefined
    }
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}

/** Issues of the only alternative whose kind is right, else of none. */
function bestBranch(issue: z.core.$ZodIssueInvalidUnion): readonly Issue[] {
  const close = issue.errors.filter(
    (branch) =>
      !branch.some((i) => i.code === 'invalid_type' && i.path.length === 0),
  )
  const [only] = close
  return close.length === 1 && only
    ? only
    : [{ code: 'custom', path: [], message: 'wrong kind' }]
}

/** The first alias that no anchor stands before. */
function aliasOfNothing(document: Document): Alias | undefined {
  const anchors = new Set<string>()
  let found: Alias | undefined
  visit(document, (_, node) => {
    if (isAlias(node)) {
      if (anchors.has(node.source)) return undefined
      found = node
      return visit.BREAK
    }
    const anchor = isNode(node) && 'anchor' in node ? node.anchor : undefined
    if (anchor !== undefined) anchors.add(anchor)
    return undefined
  })
  return found
}
