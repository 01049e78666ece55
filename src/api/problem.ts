import type { createTranslator, Translate } from '../messages/index.ts'
import type { ProblemDocument } from './schema.ts'

/** Kinds of problem, and the status each is answered with. */
export const problemKinds = {
  'malformed-http': 400,
  'malformed-json': 400,
  'not-utf8': 400,
  'too-deep': 400,
  'invalid-request': 400,
  unauthorized: 401,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'body-too-slow': 408,
  'too-large': 413,
  'unsupported-type': 415,
  'wrong-host': 421,
  'unknown-edition': 422,
  'too-costly': 422,
  'too-many-requests': 429,
  'headers-too-large': 431,
  internal: 500,
  busy: 503,
  'took-too-long': 503,
  stopping: 503,
} as const

/** Kind of problem. */
export type ProblemKind = keyof typeof problemKinds

/** What a problem says besides its kind. */
export interface ProblemOptions {
  /** Sentence in place of the kind's. */
  detail?: string
  /** What to do next, in place of the kind's. */
  advice?: string
  /** What is wrong where in the body. */
  errors?: (t: Translate) => NonNullable<ProblemDocument['errors']>
  /** Numbers and names the kind's sentences have. */
  values?: Readonly<Record<string, string | number>>
  /** Headers of the answer. */
  headers?: Readonly<Record<string, string>>
  /** Error underneath, for the log. */
  cause?: unknown
}

/** Reason a request can not be done. It is answered, never logged with text. */
export class Problem extends Error {
  override readonly name = 'Problem'
  /** Kind. */
  readonly kind: ProblemKind
  /** What it says. */
  readonly options: ProblemOptions

  /**
   * @param kind - Kind of problem.
   * @param options - What it says besides.
   */
  constructor(kind: ProblemKind, options: ProblemOptions = {}) {
    super(kind, { cause: options.cause })
    this.kind = kind
    this.options = options
  }

  /** Status it is answered with. */
  get status(): (typeof problemKinds)[ProblemKind] {
    return problemKinds[this.kind]
  }
}

/**
 * Write a problem as RFC 9457 has it.
 *
 * @param problem - Problem.
 * @param request - Id of the request.
 * @param t - Messages.
 * @returns Document; `advice` says what to do next.
 */
export function problemDocumentOf(
  { kind, options, status }: Problem,
  request: string,
  t: ReturnType<typeof createTranslator>,
): ProblemDocument {
  // Which sentence it is shows only now; a test goes through all kinds.
  const say = t as (key: string, values?: object) => string
  const values = { ...options.values }
  return {
    type: `urn:yiwen:problem:${kind}`,
    title: say(`api:problem.${kind}.title`, values),
    status,
    detail: options.detail ?? say(`api:problem.${kind}.detail`, values),
    advice: options.advice ?? say(`api:problem.${kind}.advice`, values),
    instance: `urn:yiwen:request:${request}`,
    ...(options.errors ? { errors: options.errors(t) } : {}),
  }
}
