/**
 * An engine and the translations of articles: what it is asked, and where its
 * answers go.
 *
 * A part of the room `build`, which may join others. It takes translations
 * and gives translations; who keeps them is not its concern.
 *
 * @module
 */
import type {
  EngineMatch,
  EngineRequest,
  EngineSegment,
  EngineTerm,
  Neighbour,
  NumberHint,
  Outcome,
} from '../engines/index.ts'
import {
  type Concept,
  type Content,
  type Locale,
  type Segment,
  type Translation,
  type TranslationUnit,
  textOf,
} from '../model/index.ts'

/** What helps an engine to translate an article. */
export interface EngineContext {
  /** Concepts of the glossary. */
  concepts: readonly Concept[]
  /** Title of the article. */
  title?: string
  /** Its field. */
  domain?: string
  /** How it has to be written. */
  style?: string
  /** Finds sentences of the memory that are like one. Default: none. */
  matches?: (source: Content) => readonly EngineMatch[]
  /** Finds amounts, and how to write them. Default: none. */
  numbers?: (text: string) => readonly NumberHint[]
}

/** What an engine has to do for an article. */
export interface EngineWork {
  /** What it is asked. */
  request: EngineRequest
  /** Segments that have nothing to translate, and what they become. */
  copies: ReadonlyMap<string, Content>
  /** Stale segments whose translation is a person's: they are left alone. */
  left: number
}

/**
 * Tell what an engine has to do for an article.
 *
 * It is asked for segments without a translation, and for stale ones whose
 * translation nobody has looked at. What has no Chinese in it is copied.
 *
 * @param translation - Translation, brought up to its article.
 * @param context - What helps.
 * @returns Request, copies, and how many are left to people.
 */
export function engineWork(
  translation: Translation,
  context: EngineContext,
): EngineWork {
  const { article, source, target } = translation
  const places = placesOf(translation)
  const byId = new Map(context.concepts.map((one) => [one.id, one]))
  const copies = new Map<string, Content>()
  const segments: EngineSegment[] = []
  let left = 0
  for (const [index, { id, unit, segment }] of places.entries()) {
    const text = textOf(segment.source)
    if (!/\S/.test(text) && segment.source.length === 0) continue
    if (!isOpen(segment)) {
      if (segment.staleSource) left++
      continue
    }
    if (target === 'en' && isSameInEnglish(text)) {
      copies.set(id, segment.source)
      continue
    }
    const before = neighbour(places[index - 1])
    const after = neighbour(places[index + 1])
    segments.push({
      id,
      content: segment.source,
      kind: unit.kind,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      terms: termsIn(text, unit, byId, source, target),
      matches: [
        ...(segment.staleSource && segment.target
          ? [stale(segment.staleSource, segment.target)]
          : []),
        ...(context.matches?.(segment.source) ?? []),
      ],
      numbers: context.numbers?.(text) ?? [],
    })
  }
  const { title, domain, style } = context
  return {
    request: {
      article,
      source,
      target,
      ...(title ? { title } : {}),
      ...(domain ? { domain } : {}),
      ...(style ? { style } : {}),
      segments,
    },
    copies,
    left,
  }
}

/**
 * Put what an engine has brought into a translation.
 *
 * Only segments that are still open, and whose sentence is the one that was
 * asked, get it: a person may have translated one meanwhile. They become
 * `translated`, never more.
 *
 * @param translation - Translation as it is now.
 * @param accepted - Translations by the ids of {@link engineWork}, and the
 * sentences they are of.
 * @param name - Name of the engine and its model.
 * @param at - When: ISO 8601, UTC.
 * @returns Translation with them, and how many it took.
 */
export function takeFromEngine(
  translation: Translation,
  accepted: ReadonlyMap<string, { source: Content; target: Content }>,
  name: string,
  at: string,
): { translation: Translation; taken: number } {
  let taken = 0
  const units = translation.units.map((unit): TranslationUnit => {
    const segments = unit.segments.map((segment): Segment => {
      const found = accepted.get(placeId(unit, segment))
      if (!found || !isOpen(segment)) return segment
      const same =
        JSON.stringify(found.source) === JSON.stringify(segment.source)
      if (!same) return segment
      taken++
      const { staleSource: _, staleState: __, ...rest } = segment
      return {
        ...rest,
        state: 'translated',
        target: found.target,
        origin: { by: 'engine', name, at },
      }
    })
    return { ...unit, segments }
  })
  return { translation: { ...translation, units }, taken }
}

/**
 * Collect what {@link takeFromEngine} takes.
 *
 * @param work - What the engine had to do.
 * @param outcomes - What became of it.
 * @returns Translations by id.
 */
export function acceptedOf(
  { request, copies }: EngineWork,
  outcomes: readonly Outcome[],
): Map<string, { source: Content; target: Content }> {
  const accepted = new Map(
    [...copies].map(([id, content]) => [
      id,
      { source: content, target: content },
    ]),
  )
  const sources = new Map(
    request.segments.map(({ id, content }) => [id, content]),
  )
  for (const { article, id, state, content } of outcomes) {
    const source = sources.get(id)
    if (article !== request.article || state !== 'accepted') continue
    if (source && content) accepted.set(id, { source, target: content })
  }
  return accepted
}

interface Place {
  id: string
  unit: TranslationUnit
  segment: Segment
}

function placesOf({ units }: Translation): Place[] {
  return units.flatMap((unit) =>
    unit.segments.map((segment) => ({
      id: placeId(unit, segment),
      unit,
      segment,
    })),
  )
}

function placeId({ id }: TranslationUnit, segment: Segment): string {
  return `${id}/${segment.id}`
}

/** No translation, or one that no person has looked at and that is stale. */
function isOpen({ state, target, staleState, origin }: Segment): boolean {
  if (state !== 'initial') return false
  if (!target) return true
  return staleState === 'translated' && origin?.by === 'engine'
}

/** Letters, digits and marks that are read the same in English. */
function isSameInEnglish(text: string): boolean {
  return !/[\p{sc=Han}\p{sc=Bopomofo}\u3000-\u303f\uff01-\uff60]/u.test(text)
}

function neighbour(place: Place | undefined): Neighbour | undefined {
  if (!place) return undefined
  const { id, segment } = place
  const { source, target, state } = segment
  return { id, source, ...(target && state !== 'initial' ? { target } : {}) }
}

function stale(source: Content, target: Content): EngineMatch {
  // What it was made from is not measured against what it became.
  return { source: textOf(source), target: textOf(target), score: 0 }
}

/** Words of the unit's concepts in a sentence, the longest first. */
function termsIn(
  text: string,
  unit: TranslationUnit,
  byId: ReadonlyMap<string, Concept>,
  source: Locale,
  target: Locale,
): EngineTerm[] {
  const words = unit.concepts.flatMap((id) => {
    const concept = byId.get(id)
    if (concept?.state !== 'approved') return []
    return concept.terms
      .filter(({ locale }) => locale !== target)
      .map((term) => ({
        concept,
        text: term.text,
        own: term.locale === source,
      }))
  })
  words.sort(
    (one, other) =>
      other.text.length - one.text.length ||
      Number(other.own) - Number(one.own),
  )
  let rest = text
  const found = new Map<string, EngineTerm>()
  for (const { concept, text: word } of words) {
    const at = rest.toLowerCase().indexOf(word.toLowerCase())
    if (at < 0) continue
    const written = rest.slice(at, at + word.length)
    // A shorter term in it is not meant by it.
    rest = rest.replaceAll(written, '\uFFFC'.repeat(written.length))
    if (!found.has(concept.id)) {
      found.set(concept.id, describe(concept, written, target))
    }
  }
  return [...found.values()]
}

function describe(
  concept: Concept,
  source: string,
  target: Locale,
): EngineTerm {
  const own = concept.terms.filter(({ locale }) => locale === target)
  const texts = (...statuses: string[]): string[] =>
    own
      .filter(({ status }) => statuses.includes(status))
      .map(({ text }) => text)
  const [preferred = '', ...more] = texts('preferred')
  const { definition } = concept
  return {
    source,
    preferred,
    admitted: [...more, ...texts('admitted')],
    forbidden: texts('deprecated', 'forbidden'),
    doNotTranslate: concept.doNotTranslate && !preferred,
    ...(definition ? { note: definition } : {}),
  }
}
