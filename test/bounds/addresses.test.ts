import fc from 'fast-check'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { createLocalizer } from '../../src/index.ts'
import { withLinearTrails } from '../../src/parse/linear-trails.ts'

const localizer = createLocalizer({ concepts: [] })

describe('punctuation in a bare address', () => {
  test.each([...'!.,\'"*_:;?)', '&a;', ']'])(
    '300,000 characters of %s are read as fast as others',
    (mark) => {
      // A guard against hanging: it took minutes, and was refused as too costly.
      const many = mark.repeat(300_000 / mark.length)
      const value = `軟體 www.a.b/${many}軟 體\n`
      const file = localizer.localize(new VFile({ path: 'a.md', value }), {
        source: 'zh-TW',
        target: 'zh-CN',
      })
      const rules = file.messages.map(({ ruleId }) => ruleId)
      expect(rules).not.toContain('parse-too-costly')
      expect(String(file).startsWith('软件 www.a.b/')).toBe(true)
    },
  )

  test('ends where it ended before', () => {
    const parts = fc.constantFrom(
      ...['www.a.b', 'http://a.b/', 'a', '(', ')', '[', ']', '](', '&', '&am'],
      ...[
        '&amp;',
        ';',
        '!',
        '.',
        '_',
        '<',
        ' ',
        '軟',
        '，',
        '*',
        '"',
        '~',
        '\n',
      ],
    )
    fc.assert(
      fc.property(
        fc.constantFrom('www.a.b/', 'https://a.b/', '[www.a.b', 'www._.'),
        fc.array(parts, { maxLength: 20 }),
        (start, list) => {
          const text = start + list.join('')
          const print = (extension: ReturnType<typeof gfm>) =>
            micromark(text, {
              extensions: [extension],
              htmlExtensions: [gfmHtml()],
            })
          expect(print(withLinearTrails(gfm()))).toBe(print(gfm()))
        },
      ),
      { numRuns: 1000 },
    )
  })
})
