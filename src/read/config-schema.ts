import { z } from 'zod'
import {
  type ChineseLocale,
  chineseLocales,
  defaultConfig,
  type Edition,
  isChinese,
  type Locale,
  locales,
  parseLocale,
} from '../model/index.ts'
import { encodingNames, parseEncoding } from './encoding.ts'

// The message of an unknown key is the list of known ones: `describeIssues`
// needs it to find the nearest, and zod passes nothing else on.
function strict<Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? Object.keys(shape).join(' ')
        : undefined,
  })
}

// Keys of settings written in JavaScript may be there and undefined.
function partial<Shape extends z.ZodRawShape>(shape: Shape) {
  const object = strict(shape)
  const optional = Object.fromEntries(
    Object.entries(object.shape).map(([key, value]) => [
      key,
      z.optional(value as z.ZodType),
    ]),
  )
  return strict(optional) as z.ZodType as z.ZodType<
    { [Key in keyof Shape]?: z.output<Shape[Key]> | undefined },
    unknown
  >
}

const text = z.string().min(1, 'must not be empty')
const flag = z.boolean()
const strings = z.array(text)
const globs = z.union([text.transform((one) => [one]), strings], {
  error: 'must be a glob pattern or a list of them',
})

function localeOf<Known extends Locale>(
  known: readonly Known[],
  accepts: (locale: Locale) => locale is Known,
): z.ZodType<Known> {
  return z.string().transform((tag, context) => {
    const locale = parseLocale(tag)
    if (locale && accepts(locale)) return locale
    context.addIssue({
      code: 'custom',
      message: `unknown locale "${tag}"; known are ${known.join(', ')}`,
    })
    return z.NEVER
  })
}

const sourceLocale = localeOf<ChineseLocale>(chineseLocales, isChinese)
const anyLocale = localeOf<Locale>(locales, (_one): _one is Locale => true)

const markdown = partial({
  gfm: flag,
  math: flag,
  directives: flag,
  cjkFriendly: flag,
  singleTilde: flag,
  mdx: flag,
})

const gloss = partial({
  style: z.enum([
    'paren',
    'footnote',
    'ruby',
    'abbr',
    'dfn',
    'directive',
    'none',
  ]),
  frequency: z.enum(['article', 'section', 'every', 'never']),
  headings: flag,
  appendix: flag,
  given: z.enum(['complete', 'leave']),
})

const locate = partial({
  frontMatterKeys: strings,
  htmlAttributes: strings,
  jsxProps: strings,
  codeComments: flag,
  mermaid: flag,
})

const quotes = z.enum(['edition', 'keep'])

const articleShape = {
  source: sourceLocale.optional(),
  editions: z.array(text).optional(),
  quotes: quotes.optional(),
  markdown: markdown.optional(),
  gloss: gloss.optional(),
  locate: locate.optional(),
}

/** Settings under `yiwen:` in an article's front matter. */
export const articleSchema = strict(articleShape)

const override = strict({
  files: z.union([text, strings.min(1, 'must name a pattern')], {
    error: 'must be a glob pattern or a list of them',
  }),
  ...articleShape,
})

// Ids are names of folders.
const editionId = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.-]*$/,
    'must be letters, digits, ".", "_" and "-", as it names a folder',
  )

const edition = strict({
  id: editionId,
  locale: anyLocale,
  gloss: gloss.optional(),
})

// `'zh-CN'` stands for the edition that ships under this id, or for a plain one
// in this locale.
const editionName = z.string().transform((id, context): Edition => {
  const shipped = defaultConfig.editions.find((one) => one.id === id)
  if (shipped) return shipped
  const locale = parseLocale(id)
  if (locale) return { id: locale, locale }
  context.addIssue({
    code: 'custom',
    message:
      `unknown locale "${id}"; known are ${locales.join(', ')}, and the ` +
      `edition bilingual`,
  })
  return z.NEVER
})

// Not a union: its issues would hide behind "invalid input".
const editionLike = z.unknown().transform((value, context): Edition => {
  const schema = typeof value === 'string' ? editionName : edition
  const result = schema.safeParse(value)
  if (result.success) return result.data as Edition
  for (const issue of result.error.issues) {
    context.addIssue({ ...issue, input: value } as never)
  }
  return z.NEVER
})

const bytes = z.int('must be a whole number').min(1, 'must be at least 1')

/** Whole configuration, as people write it. */
export const configSchema = strict({
  // Editors take it for completion.
  $schema: z.string().optional(),
  articles: text.optional(),
  output: text.optional(),
  glossary: globs.optional(),
  source: sourceLocale.optional(),
  encoding: z
    .string()
    .refine((name) => name === 'auto' || parseEncoding(name) !== undefined, {
      error: (issue) =>
        `unknown encoding "${issue.input}"; known are ` +
        encodingNames.join(', '),
    })
    .optional(),
  editions: z
    .array(editionLike)
    .min(1, 'must name at least one edition')
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, {
      error: (issue) => {
        const ids = (issue.input as Edition[]).map((one) => one.id)
        const twice = ids.find((id, index) => ids.indexOf(id) !== index)
        return `has the edition "${twice}" twice; give each another id`
      },
    })
    .optional(),
  html: flag.optional(),
  quotes: quotes.optional(),
  vocabulary: flag.optional(),
  markdown: markdown.optional(),
  gloss: gloss.optional(),
  locate: locate.optional(),
  limits: partial({ bytes, depth: bytes }).optional(),
  overrides: z.array(override).optional(),
})
