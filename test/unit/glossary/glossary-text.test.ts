import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { GlossaryText } from '../../../src/glossary/glossary-text.ts'
import { isSame, type WrittenConcept } from '../../../src/glossary/written.ts'
import { outlineGlossary, UserError } from '../../../src/model/index.ts'

const folder = new URL('../../../locales/glossary/', import.meta.url)
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

const word = fc.constantFrom(
  '軟體',
  'software',
  'a: b',
  '# no comment',
  "it's",
  '"quoted"',
  '02513',
  'true',
  'null',
  '~',
  '- dash',
  '[a, b]',
  '{ a }',
  'a, b',
  '*star',
  '&and',
  '!tag',
  '%',
  '@at',
  '`tick`',
  ' lead',
  'trail ',
  'two\nlines',
  'two\n\nlines\n',
  '<script>alert(1)</script>',
  '𠮷\u0085\u2028',
  '\u0000',
  'x'.repeat(90),
  'a long text with many words '.repeat(6).trim(),
  '多字 '.repeat(40).trim(),
  '---',
  '...',
  '?',
  'key:',
  ': x',
  'a\\b',
  '1_000',
  '0x1F',
  '2026-01-08',
  '\u{feff}x',
  'tab\there',
)

const term = fc.oneof(
  word,
  fc.record(
    {
      text: word,
      type: fc.constantFrom('full', 'short', 'abbreviation'),
      status: fc.constantFrom('admitted', 'forbidden'),
      requires: fc.array(word, { minLength: 1, maxLength: 3 }),
      confidence: fc.constantFrom(0, 0.5, 1),
    },
    { requiredKeys: ['text'] },
  ),
)
const terms = fc.oneof(term, fc.array(term, { minLength: 1, maxLength: 4 }))

/** Change to a concept: a key and what it becomes, or that it goes. */
const change = fc.oneof(
  fc.tuple(fc.constantFrom('note', 'definition', 'domain', 'state'), word),
  fc.tuple(fc.constantFrom('gloss', 'doNotTranslate'), fc.boolean()),
  fc.tuple(
    fc.constantFrom('note', 'sources', 'gloss', 'partOfSpeech'),
    fc.constant(undefined),
  ),
  fc.tuple(
    fc.constant('terms'),
    fc.dictionary(fc.constantFrom('zh-TW', 'zh-HK', 'zh-CN', 'en'), terms, {
      minKeys: 1,
      noNullPrototype: true,
    }),
  ),
  fc.tuple(
    fc.constant('sources'),
    fc.array(
      fc.record(
        { title: word, date: word },
        { requiredKeys: ['title'], noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  fc.tuple(
    fc.constant('history'),
    fc.array(
      fc.record(
        { at: word, by: word, action: word },
        { noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  ),
)

function applyChanges(
  concept: WrittenConcept,
  changes: readonly (readonly [string, unknown])[],
): WrittenConcept {
  const changed: Record<string, unknown> = { ...concept }
  for (const [key, value] of changes) {
    if (value === undefined) delete changed[key]
    else changed[key] = JSON.parse(JSON.stringify(value))
  }
  return changed as WrittenConcept
}

/** Lines of each concept, comments before it left out. */
function linesOf(text: string): Map<string, string> {
  const outline = outlineGlossary(text)
  if (!outline) throw new Error('no outline')
  return new Map(
    outline.concepts.map(({ start, end }) => {
      const lines = text.slice(start, end)
      return [/\bid: (\S+)/.exec(lines)?.[1] ?? '', lines]
    }),
  )
}

describe('a file that ships', () => {
  test.each(shipped)(
    '$name has the outline a parser finds',
    ({ text, name }) => {
      const { concepts } = parse(text) as { concepts: { id: string }[] }
      expect([...linesOf(text).keys()]).toEqual(concepts.map(({ id }) => id))
      expect(new GlossaryText(text, name).concepts).toEqual(concepts)
      expect(load(text, { schema: CORE_SCHEMA })).toEqual(parse(text))
    },
  )

  test.each(shipped)(
    '$name stays, byte by byte, when nothing changes',
    ({ text, name }) => {
      for (const eol of ['\n', '\r\n']) {
        const made = text.replaceAll('\n', eol)
        const glossary = new GlossaryText(made, name)
        for (const concept of glossary.concepts) {
          glossary.replace(String(concept['id']), { ...concept })
        }
        expect(glossary.print()).toBe(made)
      }
    },
  )

  test.each(shipped)(
    '$name changes only where it is edited',
    ({ text, name }) => {
      const before = linesOf(text)
      const ids = [...before.keys()]
      fc.assert(
        fc.property(
          fc.array(
            fc.tuple(
              fc.constantFrom(...ids),
              fc.array(change, { minLength: 1, maxLength: 3 }),
            ),
            { minLength: 1, maxLength: 4 },
          ),
          fc.boolean(),
          (script, crlf) => {
            const source = crlf ? text.replaceAll('\n', '\r\n') : text
            const glossary = new GlossaryText(source, name)
            const wanted = new Map<string, WrittenConcept>()
            for (const [id, changes] of script) {
              const concept = applyChanges(glossary.find(id) ?? {}, changes)
              wanted.set(id, concept)
              glossary.replace(id, concept)
            }
            const made = glossary.print()
            if (crlf) expect(made).not.toMatch(/[^\r]\n/)
            const read = parse(made) as { concepts: WrittenConcept[] }
            for (const concept of read.concepts) {
              const id = String(concept['id'])
              const expected = wanted.get(id)
              if (expected) expect(isSame(concept, expected)).toBe(true)
            }
            const after = linesOf(made.replaceAll('\r\n', '\n'))
            for (const [id, lines] of before) {
              if (!wanted.has(id)) expect(after.get(id)).toBe(lines)
            }
            // What is not a concept stays too: comments and blank lines.
            const rest = (whole: string, parts: Map<string, string>) =>
              [...parts.values()].reduce(
                (left, part) => left.replace(part, () => '§'),
                whole,
              )
            expect(rest(made.replaceAll('\r\n', '\n'), after)).toBe(
              rest(text, before),
            )
          },
        ),
        { numRuns: 40 },
      )
    },
  )

  test.each(shipped)(
    '$name is as before after adding and removing',
    ({ text, name }) => {
      const glossary = new GlossaryText(text, name)
      glossary.add({
        id: 'new-one',
        domain: 'x',
        state: 'proposed',
        terms: { 'zh-TW': '新' },
      })
      expect(glossary.print()).toContain(
        '\n\n  - id: new-one\n    domain: x\n    state: proposed\n    terms: { zh-TW: 新 }\n',
      )
      const again = new GlossaryText(glossary.print(), name)
      again.remove('new-one')
      expect(again.print()).toBe(text)
    },
  )
})

const odd = `# head
concepts:
# the first
- id: chip   # silicon
  # said twice
  "domain": 'technology'
  state: proposed
  note: >-
    Folded
    text.

  terms:   { zh-TW: 晶片 ,  en: "chip", }   # words
  # after

- id: potato
  domain: food
  state: approved
  terms:
    # in Taiwan
    zh-TW:
    - 洋芋
    - text: 馬鈴薯   # admitted
      status: admitted
    en: potato
# foot
`

function edited(text: string, edit: (glossary: GlossaryText) => void): string {
  const glossary = new GlossaryText(text, 'a.yaml')
  edit(glossary)
  return glossary.print()
}

function withKeys(
  text: string,
  id: string,
  keys: Record<string, unknown>,
): string {
  return edited(text, (glossary) =>
    glossary.replace(
      id,
      applyChanges(glossary.find(id) ?? {}, Object.entries(keys)),
    ),
  )
}

describe('what its author wrote stays', () => {
  test('around a state', () => {
    const at = '2026-01-08T09:30:00Z'
    expect(
      withKeys(odd, 'chip', {
        state: 'approved',
        review: { by: '林', at },
        history: [{ at, by: '林', action: 'approved' }],
      }),
    ).toBe(
      odd
        .replace(
          '  state: proposed\n',
          `  state: approved\n  review: { by: 林, at: ${at} }\n`,
        )
        .replace(
          '# words\n',
          `# words\n  history:\n    - { at: ${at}, by: 林, action: approved }\n`,
        ),
    )
  })

  test('around words', () => {
    expect(
      withKeys(odd, 'chip', {
        terms: { 'zh-TW': '晶片', 'zh-CN': '芯片', en: ['chip', "it's"] },
        domain: 'b',
      }),
    ).toBe(
      odd
        .replace("'technology'", "'b'")
        .replace('晶片 , ', '晶片, zh-CN: 芯片 , ')
        .replace('"chip"', "[chip, it's]"),
    )
    expect(
      withKeys(odd, 'potato', {
        terms: {
          'zh-TW': [
            '土豆',
            { text: '馬鈴薯', status: 'deprecated', confidence: 0.5 },
            '薯',
          ],
          en: 'potato',
        },
      }),
    ).toBe(
      odd
        .replace('洋芋', '土豆')
        .replace(
          '      status: admitted\n',
          '      status: deprecated\n      confidence: 0.5\n    - 薯\n',
        ),
    )
  })

  test('in a list whose item outgrows its line', () => {
    const text = `concepts:
  - id: keg
    terms:
      en:
        - Knowledge Engineering Group
        - { text: KEG, type: abbreviation } # short
`
    const note = 'Of the papers and the code that the group has published'
    const edited = withKeys(text, 'keg', {
      terms: {
        en: [
          'Knowledge Engineering Group',
          { text: 'KEG', type: 'abbreviation', note },
        ],
      },
    })
    expect(edited).toBe(
      text.replace(
        '{ text: KEG, type: abbreviation } # short',
        `text: KEG\n          type: abbreviation\n          note: ${note} # short`,
      ),
    )
  })

  test('where a key goes', () => {
    expect(withKeys(odd, 'chip', { note: undefined })).toBe(
      odd.replace('  note: >-\n    Folded\n    text.\n', ''),
    )
  })

  test('where a concept goes', () => {
    expect(edited(odd, (glossary) => glossary.remove('chip'))).toBe(
      `# head\nconcepts:\n# the first\n${odd.slice(odd.indexOf('- id: potato'))}`,
    )
    expect(edited(odd, (glossary) => glossary.remove('potato'))).toBe(
      `${odd.slice(0, odd.indexOf('- id: potato') - 1)}# foot\n`,
    )
    const none = edited(odd, (glossary) => {
      glossary.remove('potato')
      glossary.remove('chip')
    })
    expect(none).toBe('# head\nconcepts: []\n# the first\n# foot\n')
    expect(new GlossaryText(none, 'a.yaml').concepts).toEqual([])
  })
})

describe('a list that is written otherwise', () => {
  const chip = {
    id: 'chip',
    domain: 'x',
    state: 'proposed',
    terms: { en: 'a' },
  }
  const block = `  - id: chip\n    domain: x\n    state: proposed\n    terms: { en: a }\n`

  test.each([
    ['', `concepts:\n${block}`],
    ['# mine', `# mine\nconcepts:\n${block}`],
    ['concepts: []\n', `concepts:\n${block}`],
    ['concepts: [ ] # none\n', `concepts: # none\n${block}`],
    ['concepts:\n# mine\n\n', `concepts:\n# mine\n${block}\n`],
    ['concepts: ~', `concepts:\n${block}`],
    ['concepts:\r\n', `concepts:\r\n${block.replaceAll('\n', '\r\n')}`],
  ])('is opened: %j', (text, expected) => {
    expect(edited(text, (glossary) => glossary.add(chip))).toBe(expected)
  })

  test('takes the form of its neighbours', () => {
    const dense = 'concepts:\n- id: a\n  state: x\n- id: b'
    expect(edited(dense, (glossary) => glossary.add(chip))).toBe(
      `${dense}\n- id: chip\n  domain: x\n  state: proposed\n  terms: { en: a }`,
    )
  })

  test('may be JSON', () => {
    const json =
      '{"concepts": [\n  {"id": "a", "state": "b"},\n  {"id": "c"}\n]}\n'
    expect(withKeys(json, 'a', { state: 'x' })).toBe(json.replace('"b"', '"x"'))
    expect(edited(json, (glossary) => glossary.remove('c'))).toBe(
      '{"concepts": [\n  {"id": "a", "state": "b"}\n]}\n',
    )
    expect(edited(json, (glossary) => glossary.add(chip))).toBe(
      json.replace(
        '{"id": "c"}',
        (c) =>
          `${c},\n  { id: chip, domain: x, state: proposed, terms: { en: a } }`,
      ),
    )
  })

  test('may have its dashes anywhere', () => {
    const text =
      'concepts:\n  -\n    id: a\n    state: b\n\n  - # no\n    id: c\n'
    expect(withKeys(text, 'a', { state: 'x' })).toBe(text.replace('b\n', 'x\n'))
    expect(withKeys(text, 'c', { state: 'x' })).toBe(`${text}    state: x\n`)
  })
})

describe('what can not be edited alone is refused', () => {
  test.each([
    [
      'an alias',
      'concepts:\n  - id: a\n    note: &n x\n  - id: b\n    note: *n\n',
      'b',
    ],
    [
      'an anchor that others use',
      'concepts:\n  - id: a\n    note: &n x\n  - id: b\n    note: *n\n',
      'a',
    ],
    ['a tag', 'concepts:\n  - id: a\n    note: !!str x\n', 'a'],
    ['an id that stands twice', 'concepts:\n  - id: a\n  - id: a\n', 'a'],
  ])('%s', (_, text, id) => {
    expect(() => withKeys(text, id, { note: 'y' })).toThrow(UserError)
  })

  test.each([
    ['concepts:\n  - id: a\n   state: x\n', /a\.yaml:3:/],
    ['concepts:\n  - id: "a\n', /a\.yaml:\d+:\d+/],
    ['- id: a\n', /no glossary/],
    ['concepts: a\n', /no glossary/],
    [`concepts: ${'['.repeat(5000)}`, /nested/],
  ])('broken: %j', (text, expected) => {
    expect(() => new GlossaryText(text, 'a.yaml')).toThrow(expected)
  })
})
