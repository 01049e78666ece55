import { z } from 'zod'
import { type ProblemKind, problemKinds } from './problem.ts'
import { type Route, routes } from './routes.ts'
import { answerRegistry, requestRegistry } from './schema.ts'

type Json = { [key: string]: unknown }

/** Problems that a request to any address may have. */
const anywhere: readonly ProblemKind[] = [
  'malformed-http',
  'wrong-host',
  'headers-too-large',
  'internal',
]

/** Those of an address that asks for a key. */
const whereGuarded: readonly ProblemKind[] = [
  'unauthorized',
  'not-acceptable',
  'too-many-requests',
  'stopping',
]

/**
 * Write the OpenAPI document, from the schemas that check requests.
 *
 * @param version - Version of Yiwen.
 * @returns OpenAPI 3.1 document.
 */
export function openApiDocument(version: string): Json {
  const schemas = {
    ...schemasOf(requestRegistry, 'input'),
    ...schemasOf(answerRegistry, 'output'),
  }
  const paths: Json = {}
  for (const [path, route] of Object.entries<Route>(routes)) {
    paths[path] = { [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Yiwen',
      version,
      summary:
        'One Traditional Chinese article, every Chinese edition, every change explained.',
      description:
        'What is found in a text is data: a text that can not be published is answered with 200, `failed` and findings. Findings and problems are in the language of Accept-Language: en, zh-TW, zh-HK or zh-CN.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'Asked for where the server was started with keys.',
        },
      },
      headers: {
        RequestId: {
          description:
            'Id of the request, as the log has it: that of the request’s own X-Request-Id, else a new one.',
          schema: { type: 'string' },
        },
        RetryAfter: {
          description: 'Seconds to wait before trying again.',
          schema: { type: 'integer', minimum: 1 },
        },
      },
    },
  }
}

function schemasOf(
  registry: typeof requestRegistry,
  io: 'input' | 'output',
): Json {
  const { schemas } = z.toJSONSchema(registry as never, {
    io,
    uri: (id: string) => `#/components/schemas/${id}`,
  }) as { schemas: Record<string, Json> }
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, id: ___, ...rest } = schema
      return [id, rest]
    }),
  )
}

function operationOf(route: Route): Json {
  const { summary, description, operation, guarded, request, line } = route
  const examples = Object.entries(route.examples ?? {})
  const show = (side: 'request' | 'answer'): Json =>
    examples.length === 0
      ? {}
      : {
          examples: Object.fromEntries(
            examples.map(([name, pair]) => [name, { value: pair[side] }]),
          ),
        }
  return {
    operationId: operation,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(guarded ? { security: [{}, { key: [] }] } : { security: [] }),
    ...(request
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: referenceTo(request),
                ...show('request'),
              },
              ...(line
                ? { 'application/x-ndjson': { schema: referenceTo(request) } }
                : {}),
            },
          },
        }
      : {}),
    responses: {
      200: {
        description: 'It was done.',
        headers: headers(),
        content: Object.fromEntries(
          Object.entries(route.answers).map(([type, answer]) => [
            type,
            typeof answer === 'string'
              ? { schema: looseSchema(type, answer) }
              : {
                  schema: referenceTo(answer),
                  ...(type === 'application/json' ? show('answer') : {}),
                },
          ]),
        ),
      },
      ...problemsOf(route),
    },
  }
}

function looseSchema(type: string, description: string): Json {
  return { type: type === 'text/plain' ? 'string' : 'object', description }
}

function referenceTo(schema: z.ZodType): Json {
  const id = (requestRegistry.get(schema) ?? answerRegistry.get(schema))?.id
  return { $ref: `#/components/schemas/${id}` }
}

function headers(retry = false): Json {
  return {
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(retry
      ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }
      : {}),
  }
}

/** One answer for each status, with what it may mean. */
function problemsOf({ guarded, problems, method, request }: Route): Json {
  const kinds: readonly ProblemKind[] = [
    ...anywhere,
    ...(guarded ? whereGuarded : []),
    ...(request
      ? ([
          'not-utf8',
          'too-deep',
          'invalid-request',
          'unknown-edition',
          'took-too-long',
        ] as const)
      : []),
    ...problems,
    'method-not-allowed',
  ]
  const byStatus = new Map<number, ProblemKind[]>()
  for (const kind of new Set(kinds)) {
    const status = problemKinds[kind]
    byStatus.set(status, [...(byStatus.get(status) ?? []), kind])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description:
          status === 405
            ? `The method is not ${method}.`
            : `Problem: ${names.join(', ')}.`,
        headers: headers(status === 429 || status === 503),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
          },
        },
      },
    ]),
  )
}
