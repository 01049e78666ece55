import { z } from 'zod'
import {
  type EngineSettings,
  type EngineType,
  engineTypes,
} from '../model/index.ts'
import { strict } from './strict-object.ts'

const text = z.string().min(1, 'empty')
const count = z.int('whole').min(1, 'least')
const amount = z.number().min(0, 'negative')

/** A key is no name: a variable's has no small letters and no long hex in it. */
const variable = z
  .string()
  .refine(
    (name) =>
      /^[A-Z_][A-Z0-9_]{0,63}$/.test(name) && !/^[A-F0-9]{20,}$/.test(name),
    'engine-key',
  )

const address = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    context.addIssue({ code: 'custom', message: 'engine-address' })
  } else if (url.username || url.password) {
    context.addIssue({ code: 'custom', message: 'engine-secret' })
  }
})

/** What a type can not do without. */
const needed: Readonly<Record<EngineType, readonly (keyof EngineSettings)[]>> =
  {
    openai: ['url', 'model'],
    'ai-sdk': ['package', 'model', 'key'],
    deepl: ['key'],
    libretranslate: ['url'],
    command: ['command'],
  }

const engine = strict({
  type: z.enum(engineTypes),
  url: address.optional(),
  model: text.optional(),
  package: z
    .string()
    .regex(/^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*$/, 'package')
    .optional(),
  command: z.union([text, z.array(text).min(1, 'empty')]).optional(),
  key: variable.optional(),
  glossaryId: text.optional(),
  stream: z.boolean().optional(),
  requestsPerMinute: count.optional(),
  charactersPerMinute: count.optional(),
  concurrency: count.optional(),
  batch: count.optional(),
  timeout: z.number().gt(0, 'positive').optional(),
  price: strict({
    currency: text.optional(),
    characters: amount.optional(),
    input: amount.optional(),
    output: amount.optional(),
  }).optional(),
  confirmAbove: amount.optional(),
}).superRefine((settings, context) => {
  for (const name of needed[settings.type]) {
    if (settings[name] !== undefined) continue
    const params = { needed: name, type: settings.type }
    context.addIssue({ code: 'custom', message: 'engine-needs', params })
  }
})

/** Schema of `engines`: names of engines and what is said of each. */
export const enginesSchema = z.record(
  z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'engine-name'),
  engine,
)
