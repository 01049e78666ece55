import type { Context, HrTime, Span, Tracer } from '@opentelemetry/api'
import type {
  Past,
  SpanFacts,
  StepsTaken,
  TraceFields,
  Tracing,
} from '../model/index.ts'
import { spanClock } from './clock.ts'
import { untraced } from './untraced.ts'

type Api = typeof import('@opentelemetry/api')

/**
 * Where every copy of OpenTelemetry's API of its first major version keeps what was
 * registered. Looking there costs nothing; loading the API would, in every start.
 */
const registered = Symbol.for('opentelemetry.js.api.1')

/** Fields of W3C's Trace Context; whatever else a message says is not believed. */
const fields = ['traceparent', 'tracestate'] as const

/**
 * Find out whether somebody traces this process.
 *
 * @returns What spans are told to; {@link untraced} where no SDK is registered.
 */
export async function findTracing(): Promise<Tracing> {
  const global = globalThis as { [registered]?: { trace?: unknown } }
  if (global[registered]?.trace === undefined) return untraced
  return createTracing(await import('@opentelemetry/api'))
}

function createTracing(api: Api): Tracing {
  const { context, propagation, trace, SpanStatusCode } = api
  const tracer: Tracer = trace.getTracer('yiwen')

  const fail = (span: Span, problem: string): void => {
    span.setStatus({ code: SpanStatusCode.ERROR, message: problem })
  }
  const tell = ({ begun, steps }: StepsTaken, parent: Context): void => {
    let at = begun
    for (const [name, milliseconds] of Object.entries(steps)) {
      const span = tracer.startSpan(name, { startTime: timeOf(at) }, parent)
      at += milliseconds
      span.end(timeOf(at))
    }
  }

  return {
    async during<T>(
      name: string,
      attributes: SpanFacts,
      task: (note: (facts: SpanFacts) => void) => Promise<T>,
      from?: TraceFields,
    ): Promise<T> {
      const active = context.active()
      const parent = from
        ? propagation.extract(active, onlyFields(from))
        : active
      const startTime = timeOf(spanClock())
      const span = tracer.startSpan(name, { attributes, startTime }, parent)
      try {
        return await context.with(trace.setSpan(parent, span), () =>
          task((facts) => span.setAttributes({ ...facts })),
        )
      } catch (error) {
        // An error may quote a text; its name does not.
        fail(span, error instanceof Error ? error.name : typeof error)
        throw error
      } finally {
        span.end(timeOf(spanClock()))
      }
    },

    record(name: string, attributes: SpanFacts, past: Past): void {
      const parent = context.active()
      const startTime = timeOf(past.begun)
      const span = tracer.startSpan(name, { attributes, startTime }, parent)
      if (past.taken && span.isRecording()) {
        tell(past.taken, trace.setSpan(parent, span))
      }
      if (past.problem !== undefined) fail(span, past.problem)
      span.end(timeOf(past.ended))
    },

    steps(taken: StepsTaken): void {
      tell(taken, context.active())
    },

    carry(): TraceFields | undefined {
      const all: Record<string, string> = {}
      propagation.inject(context.active(), all)
      const own = onlyFields(all)
      return Object.keys(own).length > 0 ? own : undefined
    },
  }
}

function onlyFields(all: TraceFields): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((name) => {
      const value = all[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

/** A number could be taken for one that counts from the start of the process. */
function timeOf(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000)
  return [seconds, Math.floor((milliseconds - seconds * 1000) * 1e6)]
}
