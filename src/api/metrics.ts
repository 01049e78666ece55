import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client'

/** What is measured at the moment somebody asks. */
export interface Levels {
  /** Articles that wait. */
  waiting: () => number
  /** Articles that are worked on. */
  working: () => number
  /** Concepts in use. */
  concepts: () => number
}

/** One request that has ended. */
export interface Ended {
  /** Pattern of its address, never the address. */
  route: string
  /** Method. */
  method: string
  /** Status it was answered with. */
  status: number
  /** Seconds it took. */
  seconds: number
  /** Bytes that came in, headers included. */
  received: number
  /** Bytes that went out, headers included. */
  sent: number
}

/** Counts what the server does, in the text format of Prometheus. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly requests: Counter
  private readonly seconds: Histogram
  private readonly received: Counter
  private readonly sent: Counter
  private readonly inFlight: Gauge
  private readonly done: Counter
  private readonly reloads: Counter

  /** @param levels - What is asked when metrics are. */
  constructor(levels: Levels) {
    const registers = [this.registry]
    collectDefaultMetrics({ register: this.registry })
    this.requests = new Counter({
      name: 'yiwen_http_requests_total',
      help: 'Requests that have ended.',
      labelNames: ['route', 'method', 'status'],
      registers,
    })
    this.seconds = new Histogram({
      name: 'yiwen_http_request_duration_seconds',
      help: 'From the first byte of a request to the last of its answer.',
      labelNames: ['route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    })
    this.received = new Counter({
      name: 'yiwen_http_received_bytes_total',
      help: 'Bytes of requests, headers included.',
      labelNames: ['route'],
      registers,
    })
    this.sent = new Counter({
      name: 'yiwen_http_sent_bytes_total',
      help: 'Bytes of answers, headers included.',
      labelNames: ['route'],
      registers,
    })
    this.inFlight = new Gauge({
      name: 'yiwen_http_requests_in_flight',
      help: 'Requests that have not ended.',
      registers,
    })
    this.done = new Counter({
      name: 'yiwen_articles_total',
      help: 'Articles by kind of work and how it went.',
      labelNames: ['kind', 'outcome'],
      registers,
    })
    this.reloads = new Counter({
      name: 'yiwen_reloads_total',
      help: 'Times that settings or glossary changed, by outcome.',
      labelNames: ['outcome'],
      registers,
    })
    for (const [name, help, level] of [
      ['yiwen_articles_waiting', 'Articles that wait.', levels.waiting],
      ['yiwen_articles_working', 'Articles worked on.', levels.working],
      ['yiwen_glossary_concepts', 'Concepts in use.', levels.concepts],
    ] as const) {
      const gauge: Gauge = new Gauge({
        name,
        help,
        registers,
        collect: () => gauge.set(level()),
      })
    }
  }

  /** A request has begun. */
  begin(): void {
    this.inFlight.inc()
  }

  /** A request has ended. */
  end({ route, method, status, seconds, received, sent }: Ended): void {
    this.inFlight.dec()
    this.requests.inc({ route, method, status: String(status) })
    this.seconds.observe({ route }, seconds)
    this.received.inc({ route }, received)
    this.sent.inc({ route }, sent)
  }

  /** An article was answered, or why not. */
  article(kind: string, outcome: string): void {
    this.done.inc({ kind, outcome })
  }

  /** Settings or glossary were read again. */
  reload(outcome: 'used' | 'refused'): void {
    this.reloads.inc({ outcome })
  }

  /** Type of the text. */
  get contentType(): string {
    return this.registry.contentType
  }

  /** Everything, as text. */
  print(): Promise<string> {
    return this.registry.metrics()
  }
}
