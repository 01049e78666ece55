import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseGlossary } from '../../../src/read/glossary.ts'
import { glossarySchema } from '../../../src/read/glossary-schema.ts'
import { expectWorded } from '../../wording.ts'

const folder = new URL('../../../locales/glossary/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const shipped = files.flatMap((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  return [{ name, text, ...parseGlossary(text, name) }]
})

function only(text: string) {
  const { messages } = parseGlossary(text, 'glossary/a.yaml')
  expectWorded(messages)
  expect(messages).toHaveLength(1)
  const [message] = messages
  expect(message?.ruleId).toBe('terms-invalid')
  expect(message?.fatal).toBe(true)
  expect(message?.file).toBe('glossary/a.yaml')
  expect(message?.note).toBeTruthy()
  return `${message?.line}:${message?.column} ${message?.reason}`
}

const chip = `concepts:
  - id: chip
    domain: technology
    state: approved
    terms:
      zh-TW: 晶片
      zh-CN: [芯片, {text: 晶片, status: deprecated}]
      en: chip
`

describe('a well-formed file', () => {
  test('gives concepts with their defaults and their place', () => {
    expect(parseGlossary(chip, 'a.yaml')).toEqual({
      messages: [],
      concepts: [
        {
          id: 'chip',
          domain: 'technology',
          state: 'approved',
          doNotTranslate: false,
          gloss: true,
          terms: [
            word('zh-TW', '晶片'),
            word('zh-CN', '芯片'),
            { ...word('zh-CN', '晶片'), status: 'deprecated' },
            word('en', 'chip'),
          ],
          origin: { path: 'a.yaml', line: 2, column: 5 },
        },
      ],
    })
  })

  test('keeps notes, definition and sources', () => {
    const text = chip.replace(
      '    state',
      `    definition: Piece of silicon.
    note: No potato.
    gloss: false
    sources: [{title: A book, date: 2026-01-08}]
    state`,
    )
    expect(parseGlossary(text, 'a.yaml').concepts[0]).toMatchObject({
      definition: 'Piece of silicon.',
      note: 'No potato.',
      gloss: false,
      sources: [{ title: 'A book', date: '2026-01-08' }],
    })
  })

  test('keeps relations, pictures, review and history', () => {
    const text = chip.replace(
      '    state',
      `    relations: [{ kind: broader, id: semiconductor }]
    images: [{ src: ../chip.png, alt: A chip }, { src: 'https://a.example/b', alt: B }]
    review: { by: Lin, at: 2026-01-08T09:30:00Z, reason: Checked. }
    history:
      - { at: 2026-01-08T09:30:00+08:00, by: Lin, action: needs-work, note: No }
    state`,
    )
    const { concepts, messages } = parseGlossary(text, 'a.yaml')
    expect(messages).toEqual([])
    expect(concepts[0]).toMatchObject({
      relations: [{ kind: 'broader', id: 'semiconductor' }],
      images: [{ src: '../chip.png' }, { src: 'https://a.example/b' }],
      review: { by: 'Lin', at: '2026-01-08T09:30:00Z', reason: 'Checked.' },
      history: [
        {
          at: '2026-01-08T09:30:00+08:00',
          by: 'Lin',
          action: 'needs-work',
          note: 'No',
        },
      ],
    })
  })

  test('keeps what a word says of itself', () => {
    const rest = {
      match: 'word',
      requires: ['半導體'],
      excludes: ['洋芋'],
      note: 'Said so.',
      sources: [{ title: 'A book' }],
      provenance: { kind: 'import', detail: 'a.csv:2' },
      confidence: 0.9,
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    }
    const text = chip.replace(
      'zh-TW: 晶片',
      `zh-TW: ${JSON.stringify({ text: '晶片', ...rest })}`,
    )
    const { concepts, messages } = parseGlossary(text, 'a.yaml')
    expect(messages).toEqual([])
    expect(concepts[0]?.terms[0]).toEqual({ ...word('zh-TW', '晶片'), ...rest })
  })

  test('gives a concept part of speech to terms without their own', () => {
    const text = chip
      .replace('    state', '    partOfSpeech: noun\n    state')
      .replace('en: chip', 'en: {text: chip, partOfSpeech: verb}')
    const [concept] = parseGlossary(text, 'a.yaml').concepts
    expect(concept?.terms.map((term) => term.partOfSpeech)).toEqual([
      'noun',
      'noun',
      'noun',
      'verb',
    ])
  })

  test('puts preferred words first', () => {
    const text = chip.replace(
      'zh-TW: 晶片',
      'zh-TW: [{text: 芯片, status: forbidden}, 晶片]',
    )
    expect(parseGlossary(text, 'a.yaml').concepts[0]?.terms[0]?.text).toBe(
      '晶片',
    )
  })

  test.each(['', '# nothing yet\n', 'concepts: []\n'])(
    'may hold no concept: %j',
    (text) => {
      expect(parseGlossary(text, 'a.yaml')).toEqual({
        concepts: [],
        messages: [],
      })
    },
  )
})

// The fast reader and the one that knows places have to read the same.
test.each(
  `1_000 0o7 0x1f 1e3 .5 5. +1 -1 0b1 012 1:30 yes no Yes on True TRUE true null Null ~
.inf .nan 2026-01-08 2026-01-08T01:02:03Z = 02513 1.2.3 .5e1 "\\x41\\u5b57" 'it''s' "a\\/b" -a ?a :a a:b a#b`.split(
    /\s/,
  ),
)('reads %s as any parser of YAML 1.2 does', (scalar) => {
  const text = `concepts:\n  - id: ${scalar}\n`
  expect(load(text, { schema: CORE_SCHEMA })).toEqual(parse(text))
})

test('reads the same fast and slowly', () => {
  for (const { name, text, concepts } of shipped) {
    // A document mark is nothing the fast reader knows.
    const slow = parseGlossary(`--- # slow\n${text}`, name)
    expect(slow.messages).toEqual([])
    const moved = concepts.map((concept) => ({
      ...concept,
      origin: { ...concept.origin, line: (concept.origin?.line ?? 0) + 1 },
    }))
    expect(slow.concepts).toEqual(moved)
  }
})

describe('a broken file says where and what', () => {
  test.each([
    [
      'certainty',
      chip.replace('{text: 晶片', '{confidence: 2, text: 晶片'),
      '7:32 `confidence` can not be 2',
    ],
    [
      'script',
      chip.replace(
        '    state',
        '    images: [{src: "javascript:alert(1)", alt: x}]\n    state',
      ),
      '4:20 `src` is not written as it must be: "javascript:alert(1)"',
    ],
    [
      'moment',
      chip.replace('    state', '    review: {by: x, at: today}\n    state'),
      '4:25 `at` is not written as it must be: "today"',
    ],
    [
      'below',
      chip.replace(
        '    state',
        '    relations: [{knd: broader, id: x}]\n    state',
      ),
      '4:18 Unknown key `knd`',
    ],
    [
      'inside',
      chip.replace('{text: 晶片', '{provenance: {knd: import}, text: 晶片'),
      '7:33 Unknown key `knd`',
    ],
    [
      '[YAML',
      chip.replace('{text: 晶片', '{text: [晶片'),
      /^\d+:\d+ Broken YAML/,
    ],
    [
      'key twice',
      chip.replace('en: chip', 'en: a\n      en: b'),
      /^9:7 Broken YAML/,
    ],
    ['a list', '- id: chip\n', /^1:1 The file must be a mapping, not a list/],
    ['no concepts', 'terms: []\n', /^1:1 /],
    ['near key', chip.replace('domain', 'domian'), /^3:5 Unknown key `domian`/],
    ['no id', chip.replace('id: chip\n    ', ''), /^2:5 `id` is missing/],
    ['bad id', chip.replace('id: chip', 'id: Chip 1'), /^2:9 `id` is not/],
    ['number', chip.replace('id: chip', 'id: 2513'), /^2:9 `id` must be text/],
    [
      'locale',
      chip.replace('zh-CN: [', 'zh-MO: ['),
      /^7:7 Unknown locale `zh-MO`/,
    ],
    [
      'state',
      chip.replace('approved', 'aproved'),
      /^4:12 `state` can not be "aproved"/,
    ],
    [
      'gloss',
      chip.replace('    state', '    gloss: maybe\n    state'),
      /^4:12 `gloss` must be `true` or `false`, not "maybe"/,
    ],
    [
      'status',
      chip.replace('deprecated', 'old'),
      /^7:38 `status` can not be "old"/,
    ],
    [
      'term key',
      chip.replace('status:', 'staus:'),
      /^7:30 Unknown key `staus`/,
    ],
    [
      'empty',
      chip.replace('zh-TW: 晶片', "zh-TW: ''"),
      /^6:14 `zh-TW` is empty/,
    ],
    ['no word', chip.replace('zh-TW: 晶片', 'zh-TW:'), /^6:13 `zh-TW` must be/],
    [
      'flag',
      chip.replace('zh-TW: 晶片', 'zh-TW: 360'),
      /^6:14 `zh-TW` must be/,
    ],
    [
      'no Chinese',
      'concepts:\n  - {id: a, domain: b, state: approved, terms: {en: c}}\n',
      /^2:48 `a`: It has no Chinese word/,
    ],
    [
      'kept apart',
      chip.replace('    state', '    doNotTranslate: true\n    state'),
      /^7:7 `chip`: It is not to be translated, yet/,
    ],
    ['url', source('url: nowhere'), /^4:33 `url` is not written/],
    ['date', source('date: yesterday'), /^4:34 `date` is not written/],
    ['two documents', `${chip}---\n${chip}`, /Broken YAML/],
  ])('%s', (_, text, expected) => {
    const lines = text === 'terms: []\n' ? twoFindings(text) : only(text)
    expect(lines).toMatch(expected)
  })

  test('with the nearest known word', () => {
    const { messages } = parseGlossary(
      chip.replace('domain', 'Domian').replace('zh-TW:', 'zh_TW:'),
      'a.yaml',
    )
    const notes = messages.map((message) => message.note).join('\n')
    expect(notes).toContain('Did you mean `domain`?')
    expect(notes).toContain('Did you mean `zh-TW`?')
  })

  test('and the concepts that are well still come', () => {
    const more = chip
      .replace('concepts:\n', '')
      .replace('id: chip', 'id: wafer')
      .replace('approved', 'done')
    const { concepts, messages } = parseGlossary(chip + more, 'a.yaml')
    expect(concepts.map(({ id }) => id)).toEqual(['chip'])
    expect(messages).toHaveLength(1)
  })

  test.each([
    ['<<: *a', 1, 5],
    ['concepts:\n  - <<: *a\n    id: b\n', 2, 9],
    ['a: *a\nb: &a 1\n', 1, 4],
  ])('an alias that nothing stands for: %j', (text, line, column) => {
    const { messages } = parseGlossary(text, 'a.yaml')
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ line, column, actual: '*a' })
    expect(messages[0]?.reason).toBe('No `&a` stands before `*a`')
  })

  test('however deep or however many aliases', () => {
    expect(only('['.repeat(100_000))).toMatch(/./)
    let bomb = 'a: &a [x, x, x, x, x, x, x, x, x, x]\n'
    for (let level = 0; level < 8; level++) {
      const from = String.fromCharCode(97 + level)
      const to = String.fromCharCode(98 + level)
      bomb += `${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]\n`
    }
    expect(only(bomb)).toContain('aliases')
    expect(parseGlossary(bomb, 'a.yaml').messages[0]?.line).toBe(1)
  })
})

test('any text at all gives concepts or findings and never throws', () => {
  const bits = fc.constantFrom(
    ...[
      'concepts:',
      '\n',
      '  ',
      '- ',
      'id: a',
      'terms:',
      'zh-TW: ',
      '詞',
      '&x ',
    ],
    ...[
      '*x',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ': ',
      '#',
      '\t',
      '? ',
      '!!',
      '|',
      '%',
    ],
  )
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      const { messages } = parseGlossary(text, 'a.yaml')
      expectWorded(messages)
      for (const message of messages) {
        expect(message.ruleId).toBe('terms-invalid')
        expect(message.line ?? 1).toBeLessThanOrEqual(text.split('\n').length)
      }
    }),
    { numRuns: 500 },
  )
})

describe('the glossary that ships', () => {
  test('is read without a finding', () => {
    expect(files.length).toBeGreaterThan(2)
    const found = shipped.flatMap(({ messages }) => messages.map(String))
    expect(found).toEqual([])
  })

  test('has its schema named in every file', () => {
    for (const { text } of shipped) {
      expect(text.split('\n')[0]).toBe(
        '# yaml-language-server: $schema=./concept.schema.json',
      )
    }
  })

  // `vitest -u` writes it anew.
  test('has the published schema that the reader has', async () => {
    const schema = z.toJSONSchema(glossarySchema)
    await expect(
      `${JSON.stringify(schema, undefined, 2)}\n`,
    ).toMatchFileSnapshot('../../../locales/glossary/concept.schema.json')
  })

  test('has no English in brackets, and a place for every concept', () => {
    for (const { name, text, concepts } of shipped) {
      const lines = text.split('\n')
      for (const concept of concepts) {
        expect(concept.origin?.path).toBe(name)
        const line = lines[(concept.origin?.line ?? 0) - 1]
        expect(line).toContain(`id: ${concept.id}`)
        for (const term of concept.terms) {
          if (term.locale === 'en') expect(term.text).not.toMatch(/[()（）]/)
        }
      }
    }
  })

  const seed = new URL(
    '../../../../shared/glossary/seed-glossary.tsv',
    import.meta.url,
  )
  test.skipIf(!existsSync(seed) && !process.env['CI'])(
    'has every term of ../shared/glossary/seed-glossary.tsv',
    () => {
      const words = new Set(
        shipped.flatMap(({ concepts }) =>
          concepts.flatMap((concept) =>
            concept.terms.map((term) => `${term.locale} ${term.text}`),
          ),
        ),
      )
      const rows = readFileSync(seed, 'utf8').trim().split('\n').slice(1)
      const wanted = rows.map((row) => `zh-TW ${row.split('\t')[1]}`)
      expect(wanted.filter((text) => !words.has(text))).toEqual([])
      expect(wanted.length).toBeGreaterThan(100)
    },
  )
})

function word(locale: string, text: string) {
  return { locale, text, type: 'full', status: 'preferred' }
}

function source(entry: string) {
  return chip.replace(
    '    state',
    `    sources: [{title: A,   ${entry}}]\n    state`,
  )
}

function twoFindings(text: string) {
  const { messages } = parseGlossary(text, 'a.yaml')
  expect(messages.map((message) => message.reason).sort()).toEqual([
    'Unknown key `terms`',
    '`concepts` is missing',
  ])
  return `${messages[0]?.line}:${messages[0]?.column} `
}
