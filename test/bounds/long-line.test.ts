import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { createLocalizer } from '../../src/index.ts'

// What looked at all words for each word, all spaces for each gloss, or all lines
// for each finding took minutes; the limit of time is a guard against that.
const localizer = createLocalizer({
  concepts: [
    {
      id: 'software',
      domain: 'it',
      state: 'approved',
      doNotTranslate: false,
      gloss: true,
      terms: [
        { text: '軟體', locale: 'zh-TW', type: 'full', status: 'preferred' },
        { text: 'software', locale: 'en', type: 'full', status: 'preferred' },
      ],
    },
  ],
})

test.each([
  ['words of one line', '軟體檔案資料', 'article', 40_000],
  ['glosses of one line', '軟體，檔案「資料」。', 'every', 30_000],
  ['findings of many lines', '民國113年的檔案\n\n', 'article', 24_000],
] as const)(
  '%s',
  (_name, part, frequency, count) => {
    const value = part.repeat(count)
    const file = localizer.localize(new VFile({ path: 'a.md', value }), {
      target: 'zh-CN',
      source: 'zh-TW',
      gloss: { style: 'paren', frequency },
    })
    expect(String(file).match(/[档文][案件]/g)).toHaveLength(count)
  },
  60_000,
)
