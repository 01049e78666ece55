import { describe, expect, it } from 'vitest'
import * as extract from '../src/extract-terms.ts'
import * as pure from '../src/index.ts'
import * as node from '../src/node.ts'
import * as plainText from '../src/text.ts'
import { exportsOf } from './exports.ts'

// What people can build on: a change here is a change for them.
const yiwen = [
  'InternalError',
  'Phrase',
  'UserError',
  'addAll',
  'bookFormats',
  'chineseLocales',
  'conversionSettings',
  'correspondingTerms',
  'countFindings',
  'createLocalizer',
  'defaultConfig',
  'displayWidth',
  'engineTypes',
  'exitCodes',
  'fields',
  'finding',
  'formFor',
  'glossStyles',
  'hashContent',
  'isChinese',
  'languageTag',
  'layoutNames',
  'mdxLayouts',
  'lineTooDeep',
  'locales',
  'localize',
  'outlineGlossary',
  'parseContent',
  'parseLocale',
  'placeholder',
  'pointAt',
  'preferredTerm',
  'printContent',
  'readForms',
  'rehypeLang',
  'remarkGloss',
  'remarkLocalize',
  'rules',
  'segmentStates',
  'severityOf',
  'spanOf',
  'textOf',
]
const yiwenText = [
  'createCompatConverter',
  'createConverter',
  'editorialConverter',
  'vocabularySize',
]
const yiwenNode = [
  'DecodeError',
  'EncodeError',
  'articleFromBytes',
  'articlePatterns',
  'articleSettings',
  'buildProject',
  'checkProject',
  'configNames',
  'createTranslator',
  'decode',
  'defineConfig',
  'encode',
  'encodingNames',
  'findArticles',
  'findAssets',
  'loadConfig',
  'matchGlob',
  'overridesFor',
  'parseEncoding',
  'parseGlossary',
  'parsePlainText',
  'plainToMarkdown',
  'readArticle',
  'readData',
  'readGlossaries',
  'resolveConfig',
  'watchProject',
]

describe.each([
  ['yiwen', 'src/index.ts', pure, yiwen],
  ['yiwen/text', 'src/text.ts', plainText, yiwenText],
  ['yiwen/extract', 'src/extract-terms.ts', extract, ['extractTerms']],
  ['yiwen/node', 'src/node.ts', node, [...yiwen, ...yiwenNode]],
] as const)('%s', (_name, file, door, names) => {
  const exported = [...exportsOf(file).values()]

  it('gives exactly this', () => {
    expect(Object.keys(door).sort()).toEqual([...names].sort())
  })

  it('is what its source says', () => {
    const values = exported.filter(
      ({ kind }) => kind !== 'interface' && kind !== 'type',
    )
    expect(values.map((one) => one.name).sort()).toEqual(
      Object.keys(door).sort(),
    )
  })

  it.each(exported)('$kind $name is documented', ({ kind, doc = '' }) => {
    expect(doc).toMatch(/^\S/)
    if (kind !== 'function') return
    expect(doc).toMatch(/^@returns \S/m)
    expect(doc).toMatch(/^@example\n```ts\n[\s\S]+?\n```/m)
  })
})
