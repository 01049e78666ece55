import type { z } from 'zod'
import type { ProblemKind } from './problem.ts'
import {
  explained,
  explainRequest,
  foundTerms,
  health,
  localized,
  localizedLine,
  localizeRequest,
  termsRequest,
} from './schema.ts'

/** What the server does at an address: for routing, and for the document. */
export interface Route {
  /** Method. */
  method: 'GET' | 'POST'
  /** Name of the operation. */
  operation: string
  /** What it does, in a line. */
  summary: string
  /** More about it. */
  description?: string
  /** Whether a key is asked for, where there are keys. */
  guarded: boolean
  /** Schema of the body. */
  request?: z.ZodType
  /** Schema of each line, where the body may be a stream. */
  line?: z.ZodType
  /** Answers by media type; without a schema, what it is in words. */
  answers: Readonly<Record<string, z.ZodType | string>>
  /** Problems besides those that any request may have. */
  problems: readonly ProblemKind[]
  /** What may be sent, and what comes back. */
  examples?: Readonly<Record<string, { request: object; answer: object }>>
}

const ofBodies = [
  'malformed-json',
  'body-too-slow',
  'too-large',
  'unsupported-type',
  'too-costly',
  'busy',
] as const satisfies readonly ProblemKind[]

/** Every address. */
export const routes = {
  '/v1/localize': {
    method: 'POST',
    operation: 'localize',
    summary: 'Make editions of an article, or of a stream of articles',
    description:
      'As application/json it takes one article. As application/x-ndjson it takes any number, one object a line, and answers with one line each in the same order while it reads; it reads no faster than its answers are taken. A line that is wrong is answered with its problem, and the next are read. Settings and glossary are those of the folder the server runs in.',
    guarded: true,
    request: localizeRequest,
    line: localizedLine,
    answers: {
      'application/json': localized,
      'application/x-ndjson': localizedLine,
    },
    problems: ofBodies,
    examples: {
      one: {
        request: { text: '這套**軟體**。\n', to: 'zh-CN' },
        answer: {
          source: 'zh-TW',
          editions: [
            {
              id: 'zh-CN',
              locale: 'zh-CN',
              failed: false,
              text: '这套**软件**。\n',
              edits: 2,
              counts: { characters: 1, vocabulary: 1 },
              findings: [],
            },
          ],
        },
      },
    },
  },
  '/v1/explain': {
    method: 'POST',
    operation: 'explain',
    summary: 'List every change of an edition with its reason',
    guarded: true,
    request: explainRequest,
    answers: { 'application/json': explained },
    problems: ofBodies,
    examples: {
      one: {
        request: { text: '他說「好」。', to: 'zh-CN', rule: 'characters' },
        answer: {
          source: 'zh-TW',
          edition: 'zh-CN',
          locale: 'zh-CN',
          failed: false,
          text: '他说“好”。',
          edits: [
            {
              rule: 'characters',
              source: 'OpenCC',
              before: '說',
              after: '说',
              confidence: 0.95,
              start: 1,
              line: 1,
              column: 2,
            },
          ],
          counts: { characters: 1 },
          findings: [],
        },
      },
    },
  },
  '/v1/terms': {
    method: 'POST',
    operation: 'terms',
    summary: 'Find the glossary’s terms in a text',
    guarded: true,
    request: termsRequest,
    answers: { 'application/json': foundTerms },
    problems: ofBodies,
    examples: {
      none: {
        request: { text: '你好。' },
        answer: { source: 'zh-TW', terms: [], findings: [] },
      },
    },
  },
  '/openapi.json': {
    method: 'GET',
    operation: 'openapi',
    summary: 'This document',
    guarded: false,
    answers: { 'application/json': 'An OpenAPI 3.1 document.' },
    problems: [],
  },
  '/healthz': {
    method: 'GET',
    operation: 'health',
    summary: 'Tell that the process answers',
    guarded: false,
    answers: { 'application/json': health },
    problems: [],
  },
  '/readyz': {
    method: 'GET',
    operation: 'readiness',
    summary: 'Tell whether requests should be sent here',
    guarded: false,
    answers: { 'application/json': health },
    problems: ['stopping'],
  },
  '/metrics': {
    method: 'GET',
    operation: 'metrics',
    summary: 'Numbers for Prometheus',
    guarded: true,
    answers: { 'text/plain': 'The text format of Prometheus, 0.0.4.' },
    problems: [],
  },
} as const satisfies Readonly<Record<string, Route>>

/** Address of a route. */
export type RoutePath = keyof typeof routes

/**
 * Look up a route.
 *
 * @param path - Path of an address.
 * @returns Route, or `undefined`.
 */
export function routeAt(path: string): Route | undefined {
  return Object.hasOwn(routes, path) ? routes[path as RoutePath] : undefined
}
