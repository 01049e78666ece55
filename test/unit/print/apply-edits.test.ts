import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InternalError } from '../../../src/model/index.ts'
import { applyEdits, type SourceEdit } from '../../../src/print/index.ts'

const edit = (start: number, end: number, text: string): SourceEdit => ({
  span: { start, end },
  text,
})

describe('applyEdits', () => {
  it('copies what no edit names', () => {
    expect(applyEdits('一二三', [])).toBe('一二三')
  })

  it('keeps the order of insertions, before a replacement that starts there', () => {
    const edits = [edit(1, 2, 'X'), edit(1, 1, 'a'), edit(1, 1, 'b')]
    expect(applyEdits('012', edits)).toBe('0abX2')
  })

  it('refuses overlap and places outside', () => {
    expect(() => applyEdits('012', [edit(0, 2, ''), edit(1, 3, '')])).toThrow(
      InternalError,
    )
    expect(() => applyEdits('012', [edit(2, 4, '')])).toThrow(InternalError)
    expect(() => applyEdits('012', [edit(2, 1, '')])).toThrow(InternalError)
  })

  it('equals cutting and joining by hand, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ keep: fc.string(), cut: fc.string(), put: fc.string() }),
        ),
        fc.integer(),
        (parts, seed) => {
          let source = ''
          let expected = ''
          const edits: SourceEdit[] = []
          for (const { keep, cut, put } of parts) {
            source += `${keep}|`
            expected += `${keep}|`
            edits.push(edit(source.length, source.length + cut.length, put))
            source += cut
            expected += put
          }
          const shuffled = [...edits].sort(
            (a, b) =>
              ((a.span.start * 31 + seed) % 7) -
              ((b.span.start * 31 + seed) % 7),
          )
          expect(applyEdits(source, shuffled)).toBe(expected)
        },
      ),
    )
  })
})
