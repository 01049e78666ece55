import type {
  Content,
  EngineSettings,
  Locale,
  UnitKind,
} from '../model/index.ts'

/** Word of the glossary that stands in a segment. */
export interface EngineTerm {
  /** Word of the source, as it stands there. */
  source: string
  /** Word to use. Empty where the glossary only forbids. */
  preferred: string
  /** Other words that are right. */
  admitted: readonly string[]
  /** Words that are wrong. */
  forbidden: readonly string[]
  /** The source's word stays as it is. */
  doNotTranslate: boolean
  /** Note for the translator. */
  note?: string
}

/** Sentence like one of a segment, and its translation. */
export interface EngineMatch {
  /** Sentence. */
  source: string
  /** Its translation. */
  target: string
  /** Likeness, 0 to 101. */
  score: number
}

/** Amount of the source, and how it could be written. */
export interface NumberHint {
  /** As it stands in the source: `43 億港元`. */
  source: string
  /** As it could be written: `HK$4.3 billion`. */
  target: string
}

/** Segment beside another. */
export interface Neighbour {
  /** Id of its segment, to be told what was just translated. */
  id: string
  /** Its source. */
  source: Content
  /** Its translation, where there is one. */
  target?: Content
}

/** Segment to translate, with what helps to. */
export interface EngineSegment {
  /** Id that is unique within its article. */
  id: string
  /** Sentence. */
  content: Content
  /** Kind of place. */
  kind: UnitKind
  /** Segment before it, also of another block. */
  before?: Neighbour
  /** Segment behind it. */
  after?: Neighbour
  /** Words of the glossary in it. */
  terms: readonly EngineTerm[]
  /** Sentences of the memory that are like it, best first. */
  matches: readonly EngineMatch[]
  /** Amounts in it. */
  numbers: readonly NumberHint[]
}

/** What an engine is told of an article. */
export interface EngineArticle {
  /** Path of the article, which tells it from others. */
  article: string
  /** Its title. */
  title?: string
  /** Its field. */
  domain?: string
  /** How it has to be written. */
  style?: string
  /** Locale it is written in. */
  source: Locale
  /** Locale it is translated into. */
  target: Locale
}

/** Segments of one article to translate, in their order. */
export interface EngineRequest extends EngineArticle {
  /** Segments. */
  segments: readonly EngineSegment[]
}

/** Segment as it is asked: for the first time, or after a wrong answer. */
export interface EngineItem {
  /** Segment. */
  segment: EngineSegment
  /** Answer that was refused, and why, in English. */
  refused?: { text: string; problems: readonly string[] }
}

/** What is asked at a time. */
export interface EngineBatch {
  /** Article. */
  article: EngineArticle
  /** Its segments. */
  items: readonly EngineItem[]
}

/** What an engine says of one segment: a claim, to be checked. */
export interface EngineAnswer {
  /** Id of the segment. */
  id: string
  /** Text with tags, as `printContent` writes it. */
  text: string
}

/** What requests have used. */
export interface EngineUsage {
  /** Requests. */
  requests: number
  /** Characters of source, or what the service counts. */
  characters: number
  /** Tokens asked. */
  input: number
  /** Tokens answered. */
  output: number
}

/** Answers to a batch. */
export interface EngineReply {
  /** Answers, in any order; some may be missing, others be for nobody. */
  answers: readonly EngineAnswer[]
  /** What it has used. */
  usage: EngineUsage
}

/** How much of an account is used. */
export interface EngineQuota {
  /** Characters used in this period. */
  used: number
  /** Characters there are. */
  limit: number
}

/** Something that translates. */
export interface Engine {
  /** Name in the settings. */
  name: string
  /** Kind or model, for the origin of a translation. */
  model: string
  /** Whether it makes use of being told what was wrong. */
  revises: boolean
  /** Most characters of source that go into one request. */
  maxCharacters: number
  /** Most segments that go into one request. */
  maxSegments: number
  /**
   * Tell what a batch will use.
   *
   * @param batch - Batch.
   * @returns Estimate.
   */
  estimate(batch: EngineBatch): EngineUsage
  /**
   * Translate a batch, in one request.
   *
   * @param batch - Batch.
   * @param signal - Ends the request.
   * @returns Answers.
   * @throws EngineError when there is none.
   */
  translate(batch: EngineBatch, signal: AbortSignal): Promise<EngineReply>
  /**
   * Ask how much of the account is used, where the service tells.
   *
   * @param signal - Ends the request.
   * @returns Quota, or `undefined` where it does not say.
   * @throws EngineError when there is no answer.
   */
  quota?(signal: AbortSignal): Promise<EngineQuota | undefined>
}

/** What an adapter gets. */
export interface EngineAccess {
  /** Name in the settings. */
  name: string
  /** Settings. */
  settings: EngineSettings
  /** Key; empty where there is none. */
  key: string
}

/** Nothing used. */
export const noUsage: EngineUsage = {
  requests: 0,
  characters: 0,
  input: 0,
  output: 0,
}

/**
 * Add up what was used.
 *
 * @param one - Usage.
 * @param other - Usage.
 * @returns Sum.
 */
export function addUsage(one: EngineUsage, other: EngineUsage): EngineUsage {
  return {
    requests: one.requests + other.requests,
    characters: one.characters + other.characters,
    input: one.input + other.input,
    output: one.output + other.output,
  }
}
