import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GlossaryText } from '../../src/glossary/glossary-text.ts'
import { readConcepts } from '../../src/glossary/index.ts'
import { UserError } from '../../src/model/index.ts'
import { parseGlossary } from '../../src/read/index.ts'
import { damaged } from './damaged.ts'

const folder = fileURLToPath(
  new URL('../../locales/glossary/', import.meta.url),
)

/** The first concepts of each shipped glossary. */
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => {
    const parts = readFileSync(folder + name, 'utf8').split('\n\n')
    return [parts.slice(0, 3).join('\n\n'), parts.slice(0, 8).join('\n\n')]
  })

const tokens = [
  ...'-:,[]{}#&*!|>\'"%@`\\?\n\t ',
  '\n\n',
  '\n    ',
  '\n  - ',
  '- id: a\n',
  ': ',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '!!set ',
  '!!js/function ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '? ',
  '__proto__: ',
  'constructor: ',
  'toString',
  'null',
  '~',
  '0x1F',
  '1e999',
  '.nan',
  '2026-01-08',
  '"\\uD800"',
  '"\\x00"',
  '\u{FEFF}',
  '\u{85}',
  '\u{2028}',
  '\u{D800}',
  '\u{0}',
  '\r',
]

const texts = damaged(fc.constantFrom(...shipped), tokens)

/** What a function gives, or the mistake it says somebody made. */
function orMistake<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    return undefined
  }
}

test('a glossary with anything wrong is read or explained', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { concepts, messages } = parseGlossary(text, 'a.yaml')
      JSON.stringify(concepts)
      for (const message of messages) {
        expect(message.ruleId).toMatch(/^(?:terms|read)-/)
        expect(message.line).toBeGreaterThan(0)
      }
    }),
    { numRuns: 250 },
  )
})

test('a glossary that is edited says the edit, and nothing else changes', () => {
  fc.assert(
    fc.property(
      texts,
      fc.constantFrom('軟', '"', ': #', '- a\n'),
      (text, note) => {
        const concepts = orMistake(() => readConcepts(text, 'a.yaml'))
        if (!concepts) return
        const glossary = orMistake(() => new GlossaryText(text, 'a.yaml'))
        if (!glossary) return
        const id = concepts
          .map((one) => one['id'])
          .find((one) => typeof one === 'string')
        const concept = concepts.find((one) => one['id'] === id)
        if (typeof id !== 'string' || !concept) return
        const printed = orMistake(() => {
          glossary.replace(id, { ...concept, note })
          return glossary.print()
        })
        if (printed === undefined) return
        const after = readConcepts(printed, 'a.yaml')
        expect(after).toEqual(
          concepts.map((one) => (one === concept ? { ...one, note } : one)),
        )
      },
    ),
    { numRuns: 150 },
  )
})
