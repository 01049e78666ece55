import type { Locale } from '../model/index.ts'
import { charactersOf } from './count-characters.ts'
import type { Engine, EngineAccess, EngineReply } from './engine.ts'
import { EngineError } from './engine-error.ts'
import { createGuardedFetch, postJson } from './guarded-fetch.ts'
import { htmlTags, keptIn, printMarkup, readMarkup } from './markup.ts'

const languages: Readonly<Record<Locale, string>> = {
  'zh-TW': 'zt',
  'zh-HK': 'zt',
  'zh-CN': 'zh',
  en: 'en',
}

/**
 * Create an engine that speaks LibreTranslate's protocol (`/translate`).
 *
 * Codes travel as HTML. `zt` is its name for Traditional Chinese; a server
 * without it is asked for `zh`, which `model` can also say from the start.
 *
 * @param access - Name, settings, key.
 * @returns Engine.
 */
export function createLibretranslate(access: EngineAccess): Engine {
  const { name, settings, key } = access
  const base = (settings.url ?? '').replace(/\/(?:translate\/?)?$/, '')
  const guarded = createGuardedFetch({ secrets: [key] })
  let traditional = true
  return {
    name,
    model: settings.model ?? 'libretranslate',
    revises: false,
    // What its server takes at a time when nothing is set differs; this is little.
    maxCharacters: 2_000,
    maxSegments: 50,
    estimate: (batch) => ({
      requests: 1,
      characters: charactersOf(batch),
      input: 0,
      output: 0,
    }),
    async translate(batch, signal): Promise<EngineReply> {
      const { article, items } = batch
      const ask = (source: string): Promise<unknown> =>
        postJson(
          guarded,
          `${base}/translate`,
          {
            q: items.map(({ segment }) =>
              printMarkup(segment.content, htmlTags, keptIn(segment)),
            ),
            source,
            target: languages[article.target],
            format: 'html',
            ...(key ? { api_key: key } : {}),
          },
          {},
          signal,
        )
      const wanted = languages[article.source]
      const source = wanted === 'zt' && !traditional ? 'zh' : wanted
      let requests = 1
      const reply = await ask(source).catch((error: unknown) => {
        if (source !== 'zt' || !lacksLanguage(error)) throw error
        traditional = false
        requests++
        return ask('zh')
      })
      const { translatedText } = (reply ?? {}) as { translatedText?: unknown }
      const texts = (
        Array.isArray(translatedText) ? translatedText : [translatedText]
      ) as unknown[]
      if (
        texts.length !== items.length ||
        !texts.every((text) => typeof text === 'string')
      ) {
        throw new EngineError('malformed', 'no translatedText for each text')
      }
      return {
        answers: items.map(({ segment }, index) => ({
          id: segment.id,
          text: readMarkup(texts[index] as string, htmlTags),
        })),
        usage: {
          requests,
          characters: charactersOf(batch),
          input: 0,
          output: 0,
        },
      }
    },
  }
}

function lacksLanguage(error: unknown): boolean {
  return (
    error instanceof EngineError &&
    error.fault === 'request' &&
    /zt.*(?:support|valid)|(?:support|valid).*zt/i.test(error.message)
  )
}
