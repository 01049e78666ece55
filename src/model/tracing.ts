/** What is said of a span: names, numbers, yes or no; never text of an article. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>

/** Steps that followed one another without a gap. */
export interface StepsTaken {
  /** When the first began, in milliseconds since 1970. */
  begun: number
  /** Milliseconds of each by its name, in their order. */
  steps: Readonly<Record<string, number>>
}

/** Something that is over, with its steps where they are known. */
export interface Past {
  /** When it began, in milliseconds since 1970. */
  begun: number
  /** When it ended, in milliseconds since 1970. */
  ended: number
  /** Steps it took. */
  taken?: StepsTaken | undefined
  /** What went wrong, in a word. Default: nothing. */
  problem?: string | undefined
}

/** Where a trace is told of in a message: fields of W3C's Trace Context. */
export type TraceFields = Readonly<Record<string, string>>

/** Tells a tracing system what is done and how long it takes. */
export interface Tracing {
  /**
   * Do a task within a span. Spans that begin while it is done are its children.
   *
   * @param name - Name of the span: what is done, not to what.
   * @param facts - What is said of it.
   * @param task - Task; it gets a function that says more.
   * @param from - Fields of the message that asked for it, from {@link carry}.
   * @returns What the task gives.
   * @throws What the task throws, which is noted on the span.
   */
  during<T>(
    name: string,
    facts: SpanFacts,
    task: (note: (facts: SpanFacts) => void) => Promise<T>,
    from?: TraceFields,
  ): Promise<T>
  /**
   * Tell of something that is over.
   *
   * @param name - Name of the span.
   * @param facts - What is said of it.
   * @param past - When it was.
   */
  record(name: string, facts: SpanFacts, past: Past): void
  /**
   * Tell of steps of what is being done.
   *
   * @param taken - Steps.
   */
  steps(taken: StepsTaken): void
  /**
   * Put what is being done into a message to others.
   *
   * @returns Fields; none where nothing is traced.
   */
  carry(): TraceFields | undefined
}
