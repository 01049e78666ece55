import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adaptCodes,
  codeIds,
  flatten,
  renumber,
  unflatten,
} from '../../../src/memory/flat.ts'
import { printContent } from '../../../src/model/index.ts'
import { content, contents } from './content.ts'

describe('flatten', () => {
  it('loses nothing but what XML has no place for', () => {
    fc.assert(
      fc.property(contents, (one) => {
        const again = unflatten(flatten(one))
        const bad = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu
        expect(again).toEqual(
          one.map((part) =>
            typeof part === 'string' ? part.replace(bad, '\ufffd') : part,
          ),
        )
      }),
    )
  })
})

describe('renumber', () => {
  it('numbers codes from 1 as they come, in both sides alike', () => {
    const { source, target } = renumber(
      content('<7>甲</7><4/>乙'),
      content('B<4/><7>A</7><9/>'),
    )
    expect(printContent(source)).toBe('<1>甲</1><2/>乙')
    expect(printContent(target)).toBe('B<2/><1>A</1><3/>')
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(contents, contents, (source, target) => {
        const once = renumber(source, target)
        expect(renumber(once.source, once.target)).toEqual(once)
      }),
    )
  })
})

describe('adaptCodes', () => {
  it('gives a translation the codes of another sentence, mark by mark', () => {
    const from = codeIds(content('<1>甲</1><2/>'))
    const to = codeIds(content('<5/><3>丙</3>'))
    const target = content('A <1>b</1><2/>')
    expect(printContent(adaptCodes(target, from, to))).toBe('A <3>b</3><5/>')
  })

  it('leaves out what has no counterpart, and joins the text around it', () => {
    const from = codeIds(content('<1>甲</1>'))
    const to = codeIds(content('甲'))
    expect(adaptCodes(content('A <1>b</1> c'), from, to)).toEqual(['A b c'])
  })
})
