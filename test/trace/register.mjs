// What somebody's own `--import` does: a real SDK, whose spans go into a file.
import { appendFileSync } from 'node:fs'
import {
  NodeTracerProvider,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node'

const file = process.env.SPANS
new NodeTracerProvider({
  spanProcessors: [
    new SimpleSpanProcessor({
      export(spans, done) {
        const lines = spans.map((span) => {
          const { traceId, spanId } = span.spanContext()
          const { name, attributes, status, startTime, endTime } = span
          const parent = span.parentSpanContext?.spanId
          return `${JSON.stringify({ traceId, spanId, parent, name, attributes, status, startTime, endTime })}\n`
        })
        appendFileSync(file, lines.join(''))
        done({ code: 0 })
      },
      shutdown: async () => undefined,
    }),
  ],
}).register()
