import fc from 'fast-check'
import {
  type Content,
  type Inline,
  parseContent,
} from '../../../src/model/index.ts'

const part: fc.Arbitrary<Inline> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('智譜', '上市', 'AI ', '2026', '。', '"*%_\\'),
  },
  fc.nat(9).map((id): Inline => ({ ph: String(id) })),
  fc.nat(9).map((id): Inline => ({ open: String(id) })),
  fc.nat(9).map((id): Inline => ({ close: String(id) })),
)

/** Any content: text of all kinds, codes in any order. */
export const contents: fc.Arbitrary<Content> = fc
  .array(part, { maxLength: 8 })
  .map((parts) => {
    const joined: Inline[] = []
    for (const one of parts) {
      const last = joined.at(-1)
      if (typeof one === 'string' && typeof last === 'string') {
        joined[joined.length - 1] = last + one
      } else joined.push(one)
    }
    return joined
  })

/** Content of a string with tags. */
export const content = (text: string): Content => parseContent(text)
