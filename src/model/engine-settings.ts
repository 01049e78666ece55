/** Kinds of engine that translate. */
export const engineTypes = [
  'openai',
  'ai-sdk',
  'deepl',
  'libretranslate',
  'command',
] as const

/** Kind of engine that translates. */
export type EngineType = (typeof engineTypes)[number]

/** What an engine costs, for the estimate and the bill. */
export interface EnginePrice {
  /** ISO 4217 code. Default: `USD`. */
  currency?: string
  /** Price of a million characters of source. Default: `0`. */
  characters?: number
  /** Price of a million tokens of what is asked. Default: `0`. */
  input?: number
  /** Price of a million tokens of what is answered. Default: `0`. */
  output?: number
}

/** Engine that translates, as the settings have it under `engines`. */
export interface EngineSettings {
  /** Which protocol it speaks. */
  type: EngineType
  /**
   * Address of the service. `openai`: up to `/v1`. Default: the provider's;
   * `openai` and `libretranslate` have none.
   */
  url?: string
  /** Model, where the service has several. */
  model?: string
  /** `ai-sdk`: npm package of the provider, such as `@ai-sdk/anthropic`. */
  package?: string
  /**
   * `command`: program and its arguments, or a line for the shell. It gets a
   * line of JSON for each segment and answers with one.
   */
  command?: string | readonly string[]
  /**
   * Name of the environment variable that holds the key: never the key itself.
   * Default: no key is sent.
   */
  key?: string
  /** `deepl`: id of a glossary kept there. */
  glossaryId?: string
  /** `openai`, `ai-sdk`: read the answer as it is written. Default: `false`. */
  stream?: boolean
  /** Default: no limit. */
  requestsPerMinute?: number
  /** Characters of source in a minute. Default: no limit. */
  charactersPerMinute?: number
  /** Requests at a time. Default: `2`. */
  concurrency?: number
  /** Segments in a request. Default: `20`. */
  batch?: number
  /** Seconds a request may take. Default: `120`. */
  timeout?: number
  /** What it costs. Default: unknown. */
  price?: EnginePrice
  /**
   * Estimated cost above which a run has to be confirmed, in the price's
   * currency. Default: `1`.
   */
  confirmAbove?: number
}
