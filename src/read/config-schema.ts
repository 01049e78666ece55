import { z } from 'zod'
import {
  bookFormats,
  type ChineseLocale,
  chineseLocales,
  defaultConfig,
  type Edition,
  fields,
  glossStyles,
  isChinese,
  type LayoutSettings,
  type Locale,
  layoutNames,
  locales,
  parseLocale,
  type RuleId,
  rules,
} from '../model/index.ts'
import { encodingNames, parseEncoding } from './encoding.ts'
import { enginesSchema } from './engine-schema.ts'
import { strict } from './strict-object.ts'

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

// Messages are names of `problems` in `describe-issues.ts`.
const text = z.string().min(1, 'empty')
const flag = z.boolean()
const strings = z.array(text)
const globs = z.union([text.transform((one) => [one]), strings], {
  error: 'glob',
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
      message: 'locale',
      params: { tag, known: known.join(', ') },
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
  fast: flag,
  mdx: flag,
})

const gloss = partial({
  style: z.enum(glossStyles),
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

// What comes after the path, or a name and password, is no part of a folder.
const siteUrl = z.string().refine(
  (address) => {
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return false
    const { search, hash, username, password } = new URL(address)
    return !search && !hash && !username && !password
  },
  { error: 'site-url' },
)
const siteText = z.union(
  [
    text,
    z.partialRecord(z.enum(locales), text).transform((one) => ({ ...one })),
  ],
  { error: 'site-text' },
)
const site = strict({
  url: siteUrl,
  title: siteText.optional(),
  description: siteText.optional(),
})

// Folders of a site generator, below the project's own.
const below = z
  .string()
  .regex(/^(?!\/|[A-Za-z]:|(?:.*\/)?\.\.(?:\/|$)).+$/, 'below')
  .transform((folder) => folder.replace(/^\.\/|\/+$/g, ''))
const layoutName = z.enum(layoutNames)
const layoutShape = strict({
  name: layoutName,
  content: below.optional(),
  source: below.optional(),
  prefix: below.optional(),
  locales: z
    .record(z.string(), z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'folder'))
    .optional(),
  except: z.array(below).optional(),
})
// `layout: hugo` is one with nothing more to say.
const layout = z.unknown().transform((value, context): LayoutSettings => {
  const isName = typeof value === 'string'
  const result = isName
    ? layoutName.transform((name) => ({ name })).safeParse(value)
    : layoutShape.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    context.addIssue({ ...issue, input: value } as never)
  }
  return z.NEVER
})

const ownOrKept = z.enum(['edition', 'keep'])

const conversion = {
  mode: z.enum(['editorial', 'compat']).optional(),
  domain: z.enum(['auto', ...fields]).optional(),
  quotes: ownOrKept.optional(),
  brackets: ownOrKept.optional(),
  spaces: z.enum(['keep', 'add', 'remove']).optional(),
  punctuation: z.enum(['keep', 'wide']).optional(),
  ellipsis: z.enum(['keep', 'normalise']).optional(),
  dashes: z.enum(['keep', 'normalise']).optional(),
  words: z
    .record(
      z.string().min(1),
      z.union([
        z.string().min(1),
        z.partialRecord(z.enum(chineseLocales), z.string().min(1)),
      ]),
    )
    .optional(),
}

const articleShape = {
  source: sourceLocale.optional(),
  editions: z.array(text).optional(),
  ...conversion,
  markdown: markdown.optional(),
  gloss: gloss.optional(),
  locate: locate.optional(),
}

/** Settings under `yiwen:` in an article's front matter. */
export const articleSchema = strict(articleShape)

const override = strict({
  files: z.union([text, strings.min(1, 'no-pattern')], {
    error: 'glob',
  }),
  ...articleShape,
})

// Ids are names of folders.
const editionId = z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'folder')

const edition = strict({
  id: editionId,
  locale: anyLocale,
  gloss: gloss.optional(),
  ...conversion,
  beside: anyLocale.optional(),
  incomplete: z.enum(['skip', 'source']).optional(),
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
    message: 'edition-locale',
    params: { tag: id, known: locales.join(', ') },
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

const ruleIds = Object.keys(rules) as RuleId[]

const waiver = strict({
  rule: z.enum(ruleIds),
  files: globs.optional(),
  contains: text.optional(),
  reason: text,
})

const quality = partial({
  severity: z.partialRecord(
    z.enum(ruleIds),
    z.enum(['error', 'warning', 'info', 'off']),
  ),
  headingCase: z.enum(['sentence', 'title', 'consistent']),
  waivers: z.array(waiver),
})

const bytes = z.int('whole').min(1, 'least')

/** Whole configuration, as people write it. */
export const configSchema = strict({
  // Editors take it for completion.
  $schema: z.string().optional(),
  articles: text.optional(),
  output: text.optional(),
  glossary: globs.optional(),
  translations: text.optional(),
  translationFormat: z.enum(['xliff', 'po']).optional(),
  source: sourceLocale.optional(),
  encoding: z
    .string()
    .superRefine((name, context) => {
      if (name === 'auto' || parseEncoding(name) !== undefined) return
      const params = { name, known: encodingNames.join(', ') }
      context.addIssue({ code: 'custom', message: 'encoding', params })
    })
    .optional(),
  editions: z
    .array(editionLike)
    .min(1, 'no-edition')
    .superRefine((all, context) => {
      const ids = all.map((one) => one.id)
      const id = ids.find((one, index) => ids.indexOf(one) !== index)
      if (id === undefined) return
      const params = { id }
      context.addIssue({ code: 'custom', message: 'twice', params })
    })
    .optional(),
  html: flag.optional(),
  search: flag.optional(),
  books: z
    .array(z.enum(bookFormats))
    .transform((all) => [...new Set(all)])
    .optional(),
  templates: text.optional(),
  site: site.optional(),
  layout: layout.optional(),
  ...conversion,
  vocabulary: flag.optional(),
  markdown: markdown.optional(),
  gloss: gloss.optional(),
  locate: locate.optional(),
  quality: quality.optional(),
  limits: partial({ bytes, depth: bytes }).optional(),
  engines: enginesSchema.optional(),
  overrides: z.array(override).optional(),
})
