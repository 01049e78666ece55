import { type EngineSettings, type Locale, textOf } from '../model/index.ts'
import { charactersOf } from './count-characters.ts'
import type {
  Engine,
  EngineAccess,
  EngineBatch,
  EngineReply,
} from './engine.ts'
import { EngineError } from './engine-error.ts'
import { createGuardedFetch, postJson } from './guarded-fetch.ts'
import { keptIn, printMarkup, readMarkup, xmlTags } from './markup.ts'

const languages: Readonly<Record<Locale, { from: string; to: string }>> = {
  'zh-TW': { from: 'ZH', to: 'ZH-HANT' },
  'zh-HK': { from: 'ZH', to: 'ZH-HANT' },
  'zh-CN': { from: 'ZH', to: 'ZH-HANS' },
  en: { from: 'EN', to: 'EN-US' },
}

/**
 * Create an engine that speaks DeepL's protocol (`/v2/translate`).
 *
 * Codes travel as XML elements; a key that ends in `:fx` belongs to the free
 * service. Neighbours go along as context, which is neither translated nor
 * billed.
 *
 * @param access - Name, settings, key.
 * @returns Engine.
 */
export function createDeepl({ name, settings, key }: EngineAccess): Engine {
  const { base, guarded, headers } = connect(settings, key)
  return {
    name,
    model: settings.model ?? 'deepl',
    revises: false,
    // DeepL takes 50 texts and 128 KiB, in which a Han character has three bytes
    // and all texts stand twice: the second time as context.
    maxCharacters: 10_000,
    maxSegments: 50,
    estimate: (batch) => ({
      requests: 1,
      characters: charactersOf(batch),
      input: 0,
      output: 0,
    }),
    async translate(batch, signal): Promise<EngineReply> {
      const { article, items } = batch
      const body = {
        text: items.map(({ segment }) =>
          printMarkup(segment.content, xmlTags, keptIn(segment)),
        ),
        source_lang: languages[article.source].from,
        target_lang: languages[article.target].to,
        tag_handling: 'xml',
        non_splitting_tags: [xmlTags.pair, xmlTags.alone, 'k'],
        ignore_tags: ['k'],
        split_sentences: '0',
        preserve_formatting: true,
        outline_detection: false,
        show_billed_characters: true,
        context: contextOf(batch),
        ...(settings.model ? { model_type: settings.model } : {}),
        ...(settings.glossaryId ? { glossary_id: settings.glossaryId } : {}),
      }
      const url = `${base}/v2/translate`
      const reply = await postJson(guarded, url, body, headers, signal)
      const { translations } = (reply ?? {}) as { translations?: unknown }
      if (!Array.isArray(translations)) {
        throw new EngineError('malformed', 'no translations in the answer')
      }
      // Answers have no ids: they belong together by their order alone.
      if (translations.length !== items.length) {
        const counts = `${translations.length} / ${items.length}`
        throw new EngineError('malformed', `${counts} translations`)
      }
      let billed = 0
      const answers = items.map(({ segment }, index) => {
        const { text, billed_characters: count } = (translations[index] ??
          {}) as { text?: unknown; billed_characters?: unknown }
        billed += typeof count === 'number' ? count : 0
        if (typeof text !== 'string') {
          throw new EngineError('malformed', 'a translation without text')
        }
        return { id: segment.id, text: readMarkup(text, xmlTags) }
      })
      const characters = billed || charactersOf(batch)
      return {
        answers,
        usage: { requests: 1, characters, input: 0, output: 0 },
      }
    },
    async quota(signal) {
      const response = await guarded(`${base}/v2/usage`, { headers, signal })
      const value = (await response.json().catch(() => undefined)) as
        | { character_count?: unknown; character_limit?: unknown }
        | undefined
      const { character_count: used, character_limit: limit } = value ?? {}
      return typeof used === 'number' && typeof limit === 'number'
        ? { used, limit }
        : undefined
    },
  }
}

function connect(settings: EngineSettings, key: string) {
  const host = key.endsWith(':fx') ? 'api-free.deepl.com' : 'api.deepl.com'
  return {
    base: (settings.url ?? `https://${host}`).replace(/\/(?:v2\/?)?$/, ''),
    guarded: createGuardedFetch({ secrets: [key] }),
    headers: { authorization: `DeepL-Auth-Key ${key}` },
  }
}

/** Title and neighbours, in the source's language: what DeepL calls context. */
function contextOf({ article, items }: EngineBatch): string {
  const before = items[0]?.segment.before
  const after = items.at(-1)?.segment.after
  return [
    article.title ?? '',
    before ? textOf(before.source) : '',
    ...items.map(({ segment }) => textOf(segment.content)),
    after ? textOf(after.source) : '',
  ]
    .filter(Boolean)
    .join('\n')
}
