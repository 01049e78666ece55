import fc from 'fast-check'
import { type Concept, locales } from '../../../src/model/index.ts'

/** Text with what XML has to escape, can not write, or reads otherwise. */
export const text = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.string({ minLength: 1, unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '軟體',
          '&',
          '<',
          '>',
          '"',
          "'",
          ']]>',
          '&amp;',
          '\u{200F}',
          '\u{202E}',
          '\u{D800}',
          '\u{DC00}',
          '\u{0}',
          '\u{FFFE}',
          '\r',
          '\n',
          '\t',
          ' ',
          '\n\n',
          '\n  ',
          'a',
          '“',
          '”',
          ': “',
          ' <https://a.example/>',
          ' (2026-01-08)',
          '\u{3000}',
          '\u{FEFF}',
          '𠮷',
          '<!--',
          '<![CDATA[',
          '\u{85}',
          '\u{2028}',
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  )
  .filter((one) => one !== '')

const source = fc.record(
  {
    title: text,
    url: fc.constantFrom('https://a.example/?a=1&b=2', 'urn:isbn:1'),
    quotation: text,
    date: fc.constantFrom('2026-01-08', '1999-12-31'),
  },
  { requiredKeys: ['title'] },
)

const moment = fc.constantFrom(
  '2026-01-08T09:30:00Z',
  '2024-02-29T23:59:59.5+08:00',
)

const ids = ['software', '3d-printing', 'a', '0', 'x-1']

const concept = fc.record(
  {
    id: fc.constantFrom(...ids),
    domain: text,
    state: fc.constantFrom('proposed', 'approved', 'rejected', 'needs-work'),
    doNotTranslate: fc.boolean(),
    gloss: fc.boolean(),
    definition: text,
    note: text,
    sources: fc.array(source, { maxLength: 2 }),
    relations: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'broader',
          'narrower',
          'related',
          'antonym',
          'seeAlso',
        ),
        id: fc.constantFrom(...ids, 'elsewhere'),
      }),
      { maxLength: 2 },
    ),
    images: fc.array(
      fc.record({
        src: fc.constantFrom(
          'a.png',
          'https://a.example/圖 [1]{2}|^`.png?a=<1>&b="2"#%zz',
          'HTTP://[::1]:80/a',
          'https://[',
        ),
        alt: text,
      }),
      { maxLength: 2 },
    ),
    review: fc.record(
      { by: text, at: moment, reason: text },
      { requiredKeys: ['by', 'at'] },
    ),
    history: fc.array(
      fc.record(
        {
          at: moment,
          by: text,
          action: fc.constantFrom(
            'added',
            'edited',
            'imported',
            'merged',
            'approved',
            'needs-work',
          ),
          note: text,
        },
        { requiredKeys: ['at', 'by', 'action'] },
      ),
      { maxLength: 3 },
    ),
    terms: fc.array(
      fc.record(
        {
          text,
          locale: fc.constantFrom(...locales),
          type: fc.constantFrom('full', 'abbreviation', 'short', 'variant'),
          status: fc.constantFrom(
            'preferred',
            'admitted',
            'deprecated',
            'forbidden',
          ),
          partOfSpeech: fc.constantFrom('noun', 'properNoun', 'verb', 'other'),
          note: text,
          sources: fc.array(source, { maxLength: 2 }),
        },
        { requiredKeys: ['text', 'locale', 'type', 'status'] },
      ),
      { minLength: 1, maxLength: 5 },
    ),
  },
  {
    requiredKeys: ['id', 'domain', 'state', 'doNotTranslate', 'gloss', 'terms'],
  },
)

/** Glossaries of which everything may be said. */
export const glossaries: fc.Arbitrary<Concept[]> = fc.uniqueArray(
  concept as fc.Arbitrary<Concept>,
  { selector: ({ id }) => id, maxLength: 4 },
)
