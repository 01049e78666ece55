import fc from 'fast-check'
import {
  type Code,
  type Content,
  hashContent,
  type Inline,
  type Segment,
  type SourceUnit,
  segmentStates,
  type Translation,
  type TranslationUnit,
} from '../../../src/model/index.ts'
import { sentenceKey } from '../../../src/translations/index.ts'

const kinds: Code['kind'][] = ['strong', 'link', 'protected', 'break', 'html']

/** Text with what is hard to write in XML. */
const words = fc.oneof(
  fc.constantFrom('智譜上市', '營收 43 億港元', 'AT&T', '<b>', ']]>', '"', "'"),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(' ', '\n', '\t', '\r', '\u0000', '\uFFFE', '\uD800', '&amp;'),
)

function plain(text: string): string {
  return text.replace(/[^\P{C}\n]|\uFFFE|\uFFFF/gu, '')
}

/** Content with some codes, which may cross, be moved or be left open. */
function contents(codes: readonly Code[]): fc.Arbitrary<Content> {
  const ends = codes.flatMap(({ id, after }): Inline[] =>
    after === '' ? [{ ph: id }] : [{ open: id }, { close: id }],
  )
  return fc
    .tuple(
      fc.shuffledSubarray(ends),
      fc.array(words, {
        minLength: ends.length + 1,
        maxLength: ends.length + 1,
      }),
    )
    .map(([parts, texts]) => {
      const open = new Set<string>()
      const content: Inline[] = []
      const push = (part: Inline): void => {
        const last = content.at(-1)
        if (part === '') return
        if (typeof part === 'string' && typeof last === 'string') {
          content[content.length - 1] = last + part
        } else content.push(part)
      }
      for (const [index, text] of texts.entries()) {
        push(text)
        const part = parts[index]
        if (!part || typeof part === 'string') continue
        // A mark is opened before it is closed; one side may be elsewhere.
        if ('open' in part) open.add(part.open)
        push(part)
      }
      return content
    })
}

const codeLists = fc
  .array(fc.tuple(fc.constantFrom(...kinds), words, words), { maxLength: 3 })
  .map((list) =>
    list.map(([kind, before, after], index): Code => {
      const alone = kind === 'protected' || kind === 'break'
      const end = alone ? '' : after || '*'
      return { id: String(index + 1), kind, before, after: end }
    }),
  )

const segments = (codes: readonly Code[]): fc.Arbitrary<Segment> =>
  fc
    .record({
      source: contents(codes),
      target: fc.option(contents(codes), { nil: undefined }),
      state: fc.constantFrom(...segmentStates),
      stale: fc.option(contents(codes), { nil: undefined }),
      space: fc.constantFrom('', ' ', '\n'),
      notes: fc.array(words.map(plain), { maxLength: 2 }),
      origin: fc.option(
        fc.record(
          {
            by: fc.constantFrom('person', 'tm', 'engine', 'adopt', 'import'),
            name: words,
            at: fc.constant('2026-11-28T10:00:00Z'),
            match: fc.nat(101),
          },
          { requiredKeys: ['by'] },
        ),
        { nil: undefined },
      ),
    })
    .map(({ target, stale, origin, ...rest }): Segment => {
      const isStale = target !== undefined && stale !== undefined
      return {
        ...rest,
        id: '',
        ...(target === undefined ? {} : { target }),
        ...(isStale ? { staleSource: stale, staleState: rest.state } : {}),
        state: isStale || target === undefined ? 'initial' : rest.state,
        ...(origin ? { origin: origin as NonNullable<Segment['origin']> } : {}),
      }
    })

const units: fc.Arbitrary<TranslationUnit> = codeLists.chain((codes) =>
  fc
    .record({
      kind: fc.constantFrom('paragraph', 'heading', 'front-matter'),
      name: fc.option(words.map(plain), { nil: undefined }),
      segments: fc.array(segments(codes), { minLength: 1, maxLength: 3 }),
      concepts: fc.uniqueArray(fc.constantFrom('z-ai', 'zhipu', 'ipo')),
    })
    .map(({ kind, name, segments, concepts }) => ({
      id: '',
      kind: kind as TranslationUnit['kind'],
      ...(name === undefined ? {} : { name }),
      codes,
      segments: segments.map((one, index) => ({ ...one, id: `s${index}k` })),
      concepts,
    })),
)

/** Translations whose contents are as odd as they may be. */
export const translations: fc.Arbitrary<Translation> = fc
  .record({
    article: fc.constantFrom('a.md', '研究/智譜 & z.ai.mdx'),
    target: fc.constantFrom('en', 'zh-CN', 'zh-HK'),
    units: fc.array(units, { maxLength: 3 }),
    retired: fc.array(units, { maxLength: 2 }),
  })
  .map(({ article, target, units, retired }) => ({
    article,
    source: 'zh-TW',
    target: target as Translation['target'],
    units: units.map((unit, index) => ({ ...unit, id: `u${index}` })),
    retired: retired.map((unit, index) => ({ ...unit, id: `u${index}` })),
  }))

/** Unit of plain sentences; one with `*` has a mark around what follows. */
export function unitOf(
  texts: readonly string[],
  kind: SourceUnit['kind'] = 'paragraph',
): SourceUnit {
  const codes: Code[] = []
  const seen = new Map<string, number>()
  let at = 0
  const segments = texts.map((text) => {
    const [plain = '', marked] = text.split('*')
    const content: Inline[] = plain ? [plain] : []
    if (marked !== undefined) {
      const id = String(codes.length + 1)
      codes.push({ id, kind: 'strong', before: '**', after: '**' })
      content.push({ open: id }, marked, { close: id })
    }
    const base = hashContent(text)
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    const start = at
    at += text.length
    return {
      id: count === 1 ? base : `${base}-${count}`,
      content,
      hash: hashContent(content),
      space: '',
      start,
      end: at,
    }
  })
  return {
    id: hashContent(kind + texts.join('')),
    kind,
    section: 0,
    codes,
    segments,
    concepts: [],
  }
}

/** Article of units, each with ids of its own. */
export function articleOf(
  blocks: readonly (readonly string[])[],
): SourceUnit[] {
  const seen = new Map<string, number>()
  return blocks.map((texts) => {
    const unit = unitOf(texts)
    const count = (seen.get(unit.id) ?? 0) + 1
    seen.set(unit.id, count)
    return count === 1 ? unit : { ...unit, id: `${unit.id}-${count}` }
  })
}

/** Give every segment without one a translation that names its source. */
export function translated(translation: Translation): Translation {
  return {
    ...translation,
    units: translation.units.map((unit) => ({
      ...unit,
      segments: unit.segments.map(
        (one): Segment =>
          one.target
            ? one
            : {
                ...one,
                state: 'reviewed',
                target: ['T: ', ...one.source],
                origin: { by: 'person', name: sentenceKey(one.source) },
              },
      ),
    })),
  }
}
