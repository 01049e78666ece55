import { CORE_SCHEMA, load } from 'js-yaml'
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { lineTooDeep, outlineGlossary, UserError } from '../model/index.ts'
import {
  orderConcept,
  patchYaml,
  readMapping,
  UnpatchableError,
} from './patch-yaml.ts'
import { printFlow, printMapping } from './print-yaml.ts'
import { isMapping, isSame, type WrittenConcept } from './written.ts'

/** One concept of a glossary file, and what stands before it. */
interface Entry {
  /** Blank lines and comments before it; of the first, the head of the file. */
  before: string
  /** Its YAML: lines from its dash on, or what stands between commas. */
  text: string
  /** What it says. */
  value: WrittenConcept
}

/** How the list of concepts is written. */
type Form = 'block' | 'flow'

/**
 * Text of a glossary file, whose concepts can be edited one by one.
 *
 * Every byte that belongs to no edited concept stays as it is. What comes out
 * is read again: a text that says anything but what was asked is never given.
 */
export class GlossaryText {
  private readonly entries: Entry[]
  private readonly byId = new Map<unknown, Entry[]>()
  private readonly path: string
  private readonly form: Form
  private readonly indent: number
  private readonly eol: string
  private head: string
  private tail: string
  private spaced: boolean | undefined

  /**
   * @param text - YAML.
   * @param path - Path to show to people.
   * @throws UserError when it is broken or no glossary, with the place.
   */
  constructor(text: string, path: string) {
    this.path = path
    this.eol = /\r?\n/.exec(text)?.[0] ?? '\n'
    const values = readConcepts(text, path)
    const { form, indent, spans } = this.place(text, values.length)
    this.form = form
    this.indent = indent
    let at = 0
    this.entries = values.map((value, index) => {
      const { start, end } = spans[index] ?? { start: 0, end: 0 }
      const before = text.slice(at, start)
      at = end
      return { before, text: text.slice(start, end), value }
    })
    for (const entry of this.entries) this.remember(entry)
    this.head = this.entries.length > 0 ? '' : text
    this.tail = this.entries.length > 0 ? text.slice(at) : ''
  }

  /** Every concept, in order. */
  get concepts(): readonly WrittenConcept[] {
    return this.entries.map(({ value }) => value)
  }

  /**
   * Look up a concept.
   *
   * @param id - Its id.
   * @returns Concept as written, or `undefined`.
   */
  find(id: string): WrittenConcept | undefined {
    return this.byId.get(id)?.[0]?.value
  }

  /**
   * Change what a concept says.
   *
   * @param id - Its id.
   * @param wanted - What it has to say.
   * @throws UserError when it is not there, is there twice, or is written so
   *   that it can not be changed alone.
   */
  replace(id: string, wanted: WrittenConcept): void {
    const entry = this.entry(id)
    try {
      entry.text = patchYaml(entry.text, wanted, this.eol)
    } catch (error) {
      throw this.unpatchable(error, id)
    }
    this.byId.delete(id)
    entry.value = wanted
    this.remember(entry)
  }

  /**
   * Add a concept at the end.
   *
   * @param concept - Concept.
   */
  add(concept: WrittenConcept): void {
    const value = orderConcept(concept)
    if (this.form === 'flow') {
      const gap = this.entries[1]?.before ?? ', '
      this.push({ before: gap, text: printFlow(value), value })
      return
    }
    const pad = ' '.repeat(this.indent)
    const text = `${pad}- ${printMapping(value, this.indent + 2, this.eol)}`
    if (this.entries.length === 0) {
      this.push({ before: this.openHead(), text, value })
      if (this.tail === '') this.tail = this.eol
      return
    }
    this.spaced ??= this.isSpaced()
    const before = this.eol.repeat(this.spaced ? 2 : 1)
    this.push({ before, text, value })
  }

  /**
   * Take a concept out. Comments around it stay.
   *
   * @param id - Its id.
   * @throws UserError when it is not there or there twice.
   */
  remove(id: string): void {
    const entry = this.entry(id)
    const index = this.entries.indexOf(entry)
    const next = this.entries[index + 1]
    const after = next ? next.before : this.tail
    let joined: string
    if (this.form === 'flow')
      joined = index === 0 || !next ? entry.before : after
    else if (index === 0 && next) {
      joined = entry.before + after.replace(/^(?:[ \t]*\r?\n)+/, '')
    } else if (entry.before.trim() === '') joined = after
    else joined = entry.before + after.replace(/^\r?\n/, '')
    this.entries.splice(index, 1)
    this.byId.delete(id)
    if (this.entries.length === 0) {
      // `concepts:` alone would be nothing, and has to be a list.
      this.head =
        this.form === 'flow'
          ? entry.before + after
          : entry.before.replace(/^(concepts:)/m, '$1 []') +
            after.replace(/^\r?\n/, '')
      this.tail = ''
    } else if (next) next.before = joined
    else if (this.form === 'flow') this.tail = after
    else this.tail = joined
  }

  /**
   * Give the text.
   *
   * @returns YAML.
   * @throws UserError when it would be read as anything but its concepts.
   */
  print(): string {
    const text =
      this.head +
      this.entries.map(({ before, text }) => before + text).join('') +
      this.tail
    let read: readonly WrittenConcept[]
    try {
      read = readConcepts(text, this.path)
    } catch (error) {
      throw this.unpatchable(error, 'concepts')
    }
    const wrong = this.entries.find(({ value }, i) => !isSame(value, read[i]))
    if (wrong || read.length !== this.entries.length) {
      const id = String(wrong?.value['id'] ?? '')
      throw this.unpatchable(new UnpatchableError('Another would change.'), id)
    }
    return text
  }

  /** Whether there are blank lines between most concepts, as when there is one. */
  private isSpaced(): boolean {
    const gaps = this.entries.slice(1).map(({ before }) => before)
    const blank = gaps.filter((gap) => /\n[ \t]*\r?\n/.test(gap)).length
    return gaps.length === 0 || blank * 2 >= gaps.length
  }

  private push(entry: Entry): void {
    this.entries.push(entry)
    this.remember(entry)
  }

  private remember(entry: Entry): void {
    const id = entry.value['id']
    const others = this.byId.get(id)
    if (others) others.push(entry)
    else this.byId.set(id, [entry])
  }

  private place(text: string, count: number): Places {
    try {
      return placesOf(text, count)
    } catch (error) {
      throw this.unpatchable(error, 'concepts')
    }
  }

  private entry(id: string): Entry {
    const [entry, other] = this.byId.get(id) ?? []
    if (!entry) {
      throw new UserError(`There is no concept \`${id}\` in ${this.path}.`, {
        hint: 'Look for it with `yiwen glossary list`.',
        wording: { key: 'glossary-gone', values: { id, path: this.path } },
      })
    }
    if (other) {
      throw new UserError(`\`${id}\` stands twice in ${this.path}.`, {
        hint: 'Give one of the two another id by hand, then do this again.',
        wording: { key: 'glossary-twice', values: { id, path: this.path } },
      })
    }
    try {
      // Alone it has to say what it says in its file.
      if (isSame(readMapping(entry.text).value, entry.value)) return entry
      throw new UnpatchableError('It says something else alone.')
    } catch (error) {
      throw this.unpatchable(error, id)
    }
  }

  private unpatchable(error: unknown, id: string): unknown {
    if (!(error instanceof UnpatchableError) && !(error instanceof UserError)) {
      return error
    }
    return new UserError(
      `\`${id}\` in ${this.path} is written so that it can not be changed without changing more.`,
      {
        hint: 'Edit it by hand, or write it without anchors, aliases and tags.',
        cause: error,
        wording: {
          key: 'glossary-unpatchable',
          values: { id, path: this.path },
        },
      },
    )
  }

  /** Head of a file without concepts, made ready for the first. */
  private openHead(): string {
    const text = this.head
    this.head = ''
    const line = /^concepts:[ \t]*(?:\[\s*\]|~|null)?/m
    if (line.test(text)) {
      const opened = text.replace(line, 'concepts:')
      const [rest = ''] = /(?<!\s)\s*$/.exec(opened) ?? []
      this.tail = rest.replace(/^[ \t]+/, '')
      return opened.slice(0, opened.length - rest.length) + this.eol
    }
    const gap = text === '' || text.endsWith('\n') ? '' : this.eol
    return `${text}${gap}concepts:${this.eol}`
  }
}

/**
 * Read what the concepts of a glossary file say, as they are written.
 *
 * @param text - YAML.
 * @param path - Path to show to people.
 * @returns Concepts; keys and values are not checked.
 * @throws UserError when it is broken or no glossary, with the place.
 */
export function readConcepts(text: string, path: string): WrittenConcept[] {
  const value = readValue(text, path)
  if (value === undefined || value === null) return []
  const list = isMapping(value) ? (value['concepts'] ?? []) : undefined
  if (Array.isArray(list) && list.every(isMapping)) {
    return list as WrittenConcept[]
  }
  throw new UserError(`${path} is no glossary.`, {
    hint: 'It has to hold `concepts:` and below it a list; see `yiwen glossary lint`.',
    wording: { key: 'glossary-no-list', values: { path } },
  })
}

function readValue(text: string, path: string): unknown {
  const deep = lineTooDeep(text)
  if (deep !== undefined) throw broken(path, deep, 1, 'nested too deeply')
  // Aliases may multiply; only the other parser counts them.
  if (!/[-:,[{]\s*\*\S/.test(text)) {
    try {
      // Many times as fast as the parser that knows places.
      if (text.trim() === '') return undefined
      return load(text, { schema: CORE_SCHEMA })
    } catch {
      // What it does not read is read, or explained, by the other.
    }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  })
  const [problem] = document.errors
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0])
    throw broken(path, line, col, problem.message)
  }
  try {
    return document.toJS()
  } catch (error) {
    throw broken(path, 1, 1, String(error))
  }
}

function broken(
  path: string,
  line: number,
  column: number,
  problem: string,
): UserError {
  const place = `${path}:${line}:${column}`
  return new UserError(`${place}: Broken YAML: ${problem}`, {
    hint: 'Put it right by hand; the file was left as it is.',
    wording: { key: 'glossary-broken', values: { place, problem } },
  })
}

/** Where the concepts of a file stand, and how their list is written. */
interface Places {
  form: Form
  indent: number
  spans: readonly { start: number; end: number }[]
}

function placesOf(text: string, count: number): Places {
  const outline = outlineGlossary(text)
  if (outline && outline.concepts.length === count) {
    const indent = Math.max(outline.indent, 0)
    return {
      form: 'block',
      indent: count === 0 ? 2 : indent,
      spans: outline.concepts,
    }
  }
  if (count === 0) return { form: 'block', indent: 2, spans: [] }
  const document = parseDocument(text, { keepSourceTokens: true })
  const list = isMap(document.contents)
    ? document.get('concepts', true)
    : undefined
  if (!isSeq(list) || list.items.length !== count) {
    throw new UnpatchableError(
      'Its list of concepts is written in an unusual way.',
    )
  }
  const ranges = list.items.map((item): readonly [number, number] => {
    const [start = 0, end = 0] = (item as Node).range ?? []
    return [start, end]
  })
  if (list.flow) {
    return {
      form: 'flow',
      indent: 0,
      spans: ranges.map(([start, end]) => ({ start, end })),
    }
  }
  const [first = [0, 0] as const] = ranges
  const dash = text.lastIndexOf('-', first[0] - 1)
  const indent = dash - (text.lastIndexOf('\n', dash) + 1)
  return {
    form: 'block',
    indent,
    spans: ranges.map(([start, end]) => {
      const mark = text.lastIndexOf('-', start - 1)
      const kept = text.slice(start, end).trimEnd()
      const feed = text.indexOf('\n', start + kept.length)
      const stop = feed < 0 ? text.length : feed
      return {
        start: text.lastIndexOf('\n', mark) + 1,
        end: text[stop - 1] === '\r' ? stop - 1 : stop,
      }
    }),
  }
}
