import type { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel, LanguageModelMiddleware } from 'ai'
import { UserError } from '../model/index.ts'
import { charactersOf } from './count-characters.ts'
import type {
  Engine,
  EngineAccess,
  EngineBatch,
  EngineReply,
} from './engine.ts'
import { EngineError, tell } from './engine-error.ts'
import {
  asEngineError,
  createGuardedFetch,
  engineErrorIn,
  type GuardedFetch,
} from './guarded-fetch.ts'
import { answerSchema, estimateTokens, writePrompt } from './prompt.ts'
import { readAnswers } from './read-answers.ts'

/** Model that is an object, not the name of one. */
type Model = Extract<LanguageModel, { specificationVersion: 'v3' }>

/** How JSON is asked for, from what says the most to what every server takes. */
const formats = ['schema', 'json', 'text'] as const

/**
 * Create an engine that is a language model behind the AI SDK.
 *
 * It is asked for JSON by schema; a server that does not know that is asked for
 * JSON, then for text. The library is loaded with the first engine of this kind.
 *
 * @param access - Name, settings, key.
 * @param load - Loads a package from the user's project.
 * @returns Engine.
 * @throws UserError when the provider's package is not there, or is none.
 */
export async function createLanguageModel(
  access: EngineAccess,
  load: (name: string) => Promise<unknown>,
): Promise<Engine> {
  const { name, settings, key } = access
  const secrets = key ? [key] : []
  const guarded = createGuardedFetch({ secrets })
  // What it warns about would stand between our own lines.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })
  const { generateText, streamText, wrapLanguageModel } = await import('ai')
  const model =
    settings.type === 'openai'
      ? await openaiModel(access, guarded)
      : await providerModel(access, guarded, load)
  let format = 0

  const ask = async (batch: EngineBatch, abortSignal: AbortSignal) => {
    const { system, user } = writePrompt(batch)
    const wrapped = wrapLanguageModel({
      model,
      middleware: asking(formats[format] ?? 'text'),
    })
    const call = {
      model: wrapped,
      system,
      prompt: user,
      // The runner does it, for all engines alike.
      maxRetries: 0,
      abortSignal,
    }
    if (!settings.stream) return await generateText(call)
    const failures: unknown[] = []
    const result = streamText({
      ...call,
      onError: ({ error }) => {
        failures.push(error)
      },
    })
    let text = ''
    try {
      for await (const part of result.textStream) text += part
    } catch (error) {
      failures.push(error)
    }
    abortSignal.throwIfAborted()
    // A stream that broke off still has what came before.
    if (failures.length > 0 && readAnswers(text).length === 0) throw failures[0]
    if (failures.length > 0) {
      return { text, finishReason: 'other' as const, usage: undefined }
    }
    const finishReason = await result.finishReason
    return { text, finishReason, usage: await result.usage }
  }

  return {
    name,
    model: settings.model ?? '',
    revises: true,
    maxCharacters: 4_000,
    maxSegments: 200,
    estimate(batch) {
      const { system, user } = writePrompt(batch)
      const characters = charactersOf(batch)
      const input = estimateTokens(system) + estimateTokens(user)
      // English has about as many tokens as Chinese has characters; each entry
      // has a frame.
      const output = characters + 12 * batch.items.length
      return { requests: 1, characters, input, output }
    },
    async translate(batch, signal): Promise<EngineReply> {
      let requests = 1
      const attempt = async () => {
        try {
          return await ask(batch, signal)
        } catch (error) {
          throw faultIn(error, secrets, signal)
        }
      }
      const result = await retryInPlainer(attempt, () => {
        requests++
      })
      const { text, finishReason } = result
      if (finishReason === 'content-filter') {
        throw new EngineError('request', 'content filter')
      }
      const entries = readAnswers(text)
      if (finishReason === 'length' && batch.items.length > 1) {
        throw new EngineError('large', 'the answer broke off at its limit')
      }
      if (entries.length === 0) {
        const start = tell(text.slice(0, 80), secrets)
        throw new EngineError('malformed', `no segments in: ${start || '""'}`)
      }
      const answers = entries.map((entry) => ({
        id: batch.items[Number(entry.id) - 1]?.segment.id ?? '',
        text: entry.text,
      }))
      const { system, user } = writePrompt(batch)
      const { usage } = result
      return {
        answers,
        usage: {
          requests,
          characters: charactersOf(batch),
          input:
            usage?.inputTokens ?? estimateTokens(system) + estimateTokens(user),
          output: usage?.outputTokens ?? estimateTokens(text),
        },
      }
    },
  }

  /** Ask again in a plainer format where the server does not know one. */
  async function retryInPlainer<T>(
    attempt: () => Promise<T>,
    onAgain: () => void,
  ): Promise<T> {
    for (;;) {
      const used = format
      try {
        return await attempt()
      } catch (error) {
        const isUnknown =
          error instanceof EngineError &&
          error.fault === 'request' &&
          /response_?format|json|schema|structured|output_?config/i.test(
            error.message,
          )
        if (!isUnknown || used >= formats.length - 1) throw error
        // Another batch may have found out at the same time.
        if (format === used) format++
        onAgain()
      }
    }
  }
}

function asking(format: (typeof formats)[number]): LanguageModelMiddleware {
  return {
    specificationVersion: 'v3',
    async transformParams({ params }) {
      if (format === 'text') return params
      const schema = format === 'schema' ? { schema: answerSchema } : {}
      return {
        ...params,
        responseFormat: { type: 'json', name: 'translations', ...schema },
      }
    },
  }
}

function faultIn(
  error: unknown,
  secrets: readonly string[],
  signal: AbortSignal,
): EngineError {
  // What the library could not read was an answer, and no lost connection.
  const isUnreadable =
    error instanceof Error &&
    /^AI_/.test(error.name) &&
    !engineErrorIn(error) &&
    !signal.aborted
  return isUnreadable
    ? new EngineError('malformed', tell(error.message, secrets))
    : asEngineError(error, secrets, signal)
}

async function openaiModel(
  { name, settings, key }: EngineAccess,
  guarded: GuardedFetch,
): Promise<Model> {
  const { createOpenAICompatible: create } = (await import(
    '@ai-sdk/openai-compatible'
  )) as { createOpenAICompatible: typeof createOpenAICompatible }
  const provider = create({
    name: name.replaceAll(/[^\w-]/g, '-'),
    baseURL: (settings.url ?? '').replace(/\/(?:chat\/completions)?\/?$/, ''),
    supportsStructuredOutputs: true,
    includeUsage: true,
    fetch: guarded as typeof fetch,
    ...(key ? { apiKey: key } : {}),
  })
  return provider.chatModel(settings.model ?? '')
}

/** Makes a provider: `createAnthropic`, `createOpenAI`. */
type CreateProvider = (settings: {
  apiKey?: string
  baseURL?: string
  fetch: typeof fetch
}) => (model: string) => Model

async function providerModel(
  { name, settings, key }: EngineAccess,
  guarded: GuardedFetch,
  load: (name: string) => Promise<unknown>,
): Promise<Model> {
  const { package: from = '', url, model = '' } = settings
  let module: Record<string, unknown>
  try {
    module = (await load(from)) as Record<string, unknown>
  } catch (cause) {
    throw new UserError(
      `The engine "${name}" needs the package ${from}, which is not installed.`,
      {
        hint: `Run \`npm install ${from}\` in the project.`,
        cause,
        wording: { key: 'engine-package-missing', values: { name, from } },
      },
    )
  }
  const makers = Object.keys(module).filter((one) => /^create[A-Z]/.test(one))
  const stem = (from.split('/').at(-1) ?? '').replaceAll('-', '')
  const maker =
    makers.find((one) => one.toLowerCase() === `create${stem}`) ?? makers[0]
  const create = maker === undefined ? undefined : module[maker]
  if (typeof create !== 'function') {
    throw new UserError(`The package ${from} is no provider of the AI SDK.`, {
      hint: 'Name one that makes a provider, such as @ai-sdk/anthropic.',
      wording: { key: 'engine-package-other', values: { from } },
    })
  }
  const provider = (create as CreateProvider)({
    fetch: guarded as typeof fetch,
    ...(key ? { apiKey: key } : {}),
    ...(url ? { baseURL: url } : {}),
  })
  return provider(model)
}
