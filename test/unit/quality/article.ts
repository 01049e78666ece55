import type {
  Concept,
  Content,
  Occurrence,
  SegmentState,
  SourceUnit,
  Translation,
  Unit,
  UnitKind,
} from '../../../src/model/index.ts'
import { hashContent, parseContent, textOf } from '../../../src/model/index.ts'
import type { CheckTranslationOptions } from '../../../src/quality/index.ts'

/** Sentence and its translation, with codes as `<1>`. */
export interface Sentence {
  source: string
  target?: string
  kind?: UnitKind
  state?: SegmentState
}

/** Make a glossary's concept of words per locale; `!word` is forbidden. */
export function concept(
  id: string,
  chinese: string,
  english: readonly string[],
  more: Partial<Concept> = {},
): Concept {
  return {
    id,
    domain: 'general',
    state: 'approved',
    doNotTranslate: false,
    gloss: true,
    terms: [
      { text: chinese, locale: 'zh-TW', type: 'full', status: 'preferred' },
      ...english.map((word) => ({
        text: word.replace(/^!/, ''),
        locale: 'en' as const,
        type: /^[A-Z]{2,}$/.test(word)
          ? ('abbreviation' as const)
          : ('full' as const),
        status: word.startsWith('!')
          ? ('forbidden' as const)
          : ('preferred' as const),
      })),
    ],
    ...more,
  }
}

/** Put sentences into an article, each a block of its own. */
export function article(
  sentences: readonly Sentence[],
  concepts: readonly Concept[] = [],
  target: Translation['target'] = 'en',
): { translation: Translation; options: CheckTranslationOptions } {
  let source = ''
  const units: Unit[] = []
  const sourceUnits: SourceUnit[] = []
  const occurrences: Occurrence[] = []
  const kept: Translation['units'][number][] = []
  for (const [index, sentence] of sentences.entries()) {
    const { kind = 'paragraph', state = 'translated' } = sentence
    const content: Content = parseContent(sentence.source)
    const text = textOf(content)
    const span = { start: source.length, end: source.length + text.length }
    source += `${text}\n\n`
    units.push({
      kind,
      span,
      text,
      pieces: [{ offset: 0, length: text.length, span, codec: 'markdown' }],
      marks: [],
      section: 0,
    })
    const id = `u${index}`
    const hash = hashContent(content)
    const common = { id, kind, codes: [], concepts: [] }
    sourceUnits.push({
      ...common,
      section: 0,
      segments: [
        { id: 's1', content, hash, space: '', start: 0, end: text.length },
      ],
    })
    kept.push({
      ...common,
      segments: [
        {
          id: 's1',
          source: content,
          state,
          space: '',
          notes: [],
          ...(sentence.target === undefined
            ? {}
            : { target: parseContent(sentence.target) }),
        },
      ],
    })
    for (const one of concepts) {
      for (const term of one.terms) {
        const start = term.locale === 'zh-TW' ? text.indexOf(term.text) : -1
        if (start < 0) continue
        const end = start + term.text.length
        occurrences.push({ unit: index, start, end, concept: one, term })
      }
    }
  }
  return {
    translation: {
      article: 'a.md',
      source: 'zh-TW',
      target,
      units: kept,
      retired: [],
    },
    options: { source, units, sourceUnits, occurrences, from: 'zh-TW' },
  }
}
