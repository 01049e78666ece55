import { describe, expect, it } from 'vitest'
import { keepReferences } from '../../../src/annotate/index.ts'
import type { Edit, Unit } from '../../../src/model/index.ts'
import { applyEdits } from '../../../src/print/index.ts'

/**
 * Unit of Markdown whose brackets are references; `{甲|&#30002;}` is text that
 * the source writes in another way.
 */
function unitOf(marked: string): { source: string; unit: Unit } {
  let source = ''
  let text = ''
  const pieces: Unit['pieces'][number][] = []
  const references: NonNullable<Unit['references']>[number][] = []
  let opened: { text: number; source: number } | undefined
  for (const match of marked.matchAll(
    /\[|\]\[\]|\]|\{(.)\|([^}]+)\}|[^[\]{]+/g,
  )) {
    const [part, atom, raw] = match
    if (part === '[') {
      source += part
      opened = { text: text.length, source: source.length }
    } else if (part.startsWith(']') && opened) {
      const label = source.slice(opened.source)
      const start = source.length + 1
      source += part
      references.push({
        start: opened.text,
        end: text.length,
        span: { start, end: source.length },
        text: `[${label}]`,
      })
    } else {
      const read = atom ?? part
      const written = raw ?? part
      const span = {
        start: source.length,
        end: source.length + written.length,
      }
      const { length } = read
      pieces.push({ offset: text.length, length, span, codec: 'markdown' })
      source += written
      text += read
    }
  }
  const span = { start: 0, end: source.length }
  return {
    source,
    unit: {
      kind: 'paragraph',
      span,
      text,
      pieces,
      marks: [],
      section: 0,
      references,
    },
  }
}

/** Edits of every 軟 and of what is written `&#36575;`. */
function editsOf(source: string): Edit[] {
  return [...source.matchAll(/軟|&#36575;/g)].map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
    text: '软',
    why: { rule: 'characters', source: 'test', before: '軟', after: '软' },
  }))
}

describe('keepReferences', () => {
  it.each([
    ['[軟體]', '[软體][軟體]'],
    ['[軟體][]', '[软體][軟體]'],
    ['軟[硬體]軟', '软[硬體]软'],
    ['[硬軟]軟', '[硬软][硬軟]软'],
    ['軟[軟]軟', '软[软][軟]软'],
    ['[甲][軟][乙]', '[甲][软][軟][乙]'],
    ['[{軟|&#36575;}體]', '[软體][&#36575;體]'],
    ['{軟|&#36575;}[體]', '软[體]'],
    ['[]軟', '[]软'],
    ['軟', '软'],
  ])('%s', (marked, expected) => {
    const { source, unit } = unitOf(marked)
    const edits = editsOf(source)
    const added = keepReferences([unit], edits)
    expect(applyEdits(source, [...edits, ...added])).toBe(expected)
    for (const { why } of added) expect(why.rule).toBe('reference')
  })

  it('looks at every unit, and at edits in any order', () => {
    const { source, unit } = unitOf('[軟]與[軟體][]與[硬]')
    const edits = editsOf(source).reverse()
    const without: Unit = { ...unit, pieces: unit.pieces }
    delete without.references
    const added = keepReferences([without, unit], edits)
    expect(applyEdits(source, [...edits, ...added])).toBe(
      '[软][軟]與[软體][軟體]與[硬]',
    )
  })
})
