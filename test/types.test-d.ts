// Checked by `npm run types`: each line below an `@ts-expect-error` has to be a
// mistake, and each `expectTypeOf` has to hold. Nothing here is run.
import type { Root as HastRoot } from 'hast'
import type { Root } from 'mdast'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import type { VFile } from 'vfile'
import { expectTypeOf } from 'vitest'
import {
  type ChineseLocale,
  type Concept,
  createLocalizer,
  type EditionData,
  type EditRule,
  isChinese,
  type Locale,
  type LocalizeOptions,
  type Localizer,
  localize,
  parseLocale,
  rehypeLang,
  remarkGloss,
  remarkLocalize,
} from '../src/index.ts'
import {
  buildProject,
  type Config,
  createTranslator,
  defineConfig,
  type ProjectReport,
  resolveConfig,
  type UserConfig,
} from '../src/node.ts'

declare const file: VFile
declare const concept: Concept
declare const locale: Locale

// Locales

expectTypeOf<ChineseLocale>().toEqualTypeOf<'zh-TW' | 'zh-HK' | 'zh-CN'>()
expectTypeOf(parseLocale('zh')).toEqualTypeOf<Locale | undefined>()
if (isChinese(locale)) expectTypeOf(locale).toEqualTypeOf<ChineseLocale>()
else expectTypeOf(locale).toEqualTypeOf<'en'>()
expectTypeOf<'en'>().not.toExtend<ChineseLocale>()
expectTypeOf<'zh-tw'>().not.toExtend<Locale>()

// localize

expectTypeOf(localize).returns.toEqualTypeOf<VFile>()
expectTypeOf(createLocalizer()).toEqualTypeOf<Localizer>()
expectTypeOf<LocalizeOptions>().toHaveProperty('target')
localize('軟體', { target: 'zh-CN' })
localize(file, { target: 'zh-HK', concepts: [concept], gloss: {} })
// @ts-expect-error An edition has a target.
localize('軟體', {})
localize('軟體', { target: 'en', incomplete: 'source' })
// @ts-expect-error There is no edition in French.
localize('軟體', { target: 'fr' })
// @ts-expect-error Bytes have to be decoded first.
localize(new Uint8Array(), { target: 'zh-CN' })
// @ts-expect-error A localizer takes files only.
createLocalizer().localize('軟體', { target: 'zh-CN' })
// @ts-expect-error There is no such style.
localize(file, { target: 'zh-CN', gloss: { style: 'bracket' } })
// @ts-expect-error There is no such option.
localize(file, { target: 'zh-CN', glosses: {} })
// @ts-expect-error An option is left out, not `undefined`.
localize(file, { target: 'zh-CN', source: undefined })
expectTypeOf(file.data.yiwen?.edition).toEqualTypeOf<EditionData | undefined>()
expectTypeOf(file.data.yiwen?.edition?.edits[0]?.why.rule).toEqualTypeOf<
  EditRule | undefined
>()
// @ts-expect-error What comes out is for reading.
file.data.yiwen?.edition?.edits.push()

// Plugins

expectTypeOf(remarkLocalize).returns.parameter(0).toEqualTypeOf<Root>()
expectTypeOf(rehypeLang).returns.parameter(0).toEqualTypeOf<HastRoot>()
unified()
  .use(remarkParse)
  .use(remarkLocalize, { target: 'zh-CN' })
  .use(remarkGloss, { concepts: [concept], style: 'ruby' })
  .use(remarkStringify)
// @ts-expect-error The plugin needs its target.
unified().use(remarkLocalize, {})
// @ts-expect-error The plugin needs its options.
unified().use(remarkLocalize)
// @ts-expect-error The plugin needs a glossary.
unified().use(remarkGloss, { style: 'ruby' })
// @ts-expect-error The plugin needs a locale.
unified().use(rehypeLang, { source: 'zh-TW' })

// Settings

expectTypeOf(defineConfig).returns.toEqualTypeOf<UserConfig>()
expectTypeOf(resolveConfig).returns.toEqualTypeOf<Config>()
defineConfig({ editions: ['zh-CN', { id: 'hk', locale: 'zh_HK' }] })
// @ts-expect-error A key is misspelt.
defineConfig({ outputs: 'public' })
// @ts-expect-error A key of a group is misspelt.
defineConfig({ gloss: { styles: 'ruby' } })
// @ts-expect-error A value is none of those that are known.
defineConfig({ quotes: 'curly' })
// @ts-expect-error An edition has a locale.
defineConfig({ editions: [{ id: 'hk' }] })

// Projects

expectTypeOf(buildProject).returns.resolves.toEqualTypeOf<ProjectReport>()
// @ts-expect-error A project has settings.
void buildProject({ cwd: '.' })

// Messages

const t = createTranslator('zh-TW')
expectTypeOf(t('languages:zh-CN')).toEqualTypeOf<string>()
t('html:by', { author: '陳韋廷' })
t('html:articleCount', { count: 2 })
// @ts-expect-error There is no such message.
t('html:bye')
// @ts-expect-error A namespace is misspelt.
t('htm:by', { author: '陳韋廷' })
// @ts-expect-error The message has an author.
t('html:by')
// @ts-expect-error The message's author is not called name.
t('html:by', { name: '陳韋廷' })
// @ts-expect-error A count is a number.
t('html:articleCount', { count: '2' })
// @ts-expect-error Plurals are chosen by the count.
t('html:articleCount_one', { count: 1 })
// @ts-expect-error Messages are in four languages.
createTranslator('fr')
