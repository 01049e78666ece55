import { describe, expect, test } from 'vitest'
import { defaultConfig } from '../../../src/model/index.ts'
import { type Bounds, ParseError, parse } from '../../../src/parse/index.ts'

const { markdown, limits } = defaultConfig

/**
 * A tenth of the work that is allowed: what takes quadratic time uses it up at a
 * third of the length.
 */
const small = { ...limits, work: 30_000_000 }

/** What becomes of a text: parsed, or the rule that refuses it. */
function outcome(source: string, mdx = false, bounds: Bounds = small): string {
  try {
    parse(source, { ...markdown, mdx }, bounds)
    return 'parsed'
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const { finding } = error
    // A refusal names a place and a way out.
    expect(finding.line).toBeGreaterThan(0)
    expect(finding.note).toBeTruthy()
    return finding.ruleId ?? ''
  }
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

const deep: Record<string, string> = {
  quotes: `${'>'.repeat(100_000)}a`,
  'quotes with spaces': `${'> '.repeat(100_000)}a`,
  'lists on a line': `${'- '.repeat(100_000)}a`,
  'ordered lists on a line': `${'1. '.repeat(100_000)}a`,
  'mixed on a line': `${'> - 1. '.repeat(30_000)}a`,
  'footnotes on a line': `${'[^a]: '.repeat(20_000)}a`,
  lists: lines(2000, (index) => `${'  '.repeat(index)}- a`),
  'lists with tabs': lines(1500, (index) => `${'\t'.repeat(index)}- a`),
  'lists in a quote': lines(1500, (index) => `> ${'  '.repeat(index)}- a`),
  'lists with lazy lines': lines(1500, (i) => `${'  '.repeat(i)}- a\nb`),
  directives: ':::a\n'.repeat(3000),
  'a list in directives': `${':::a\n'.repeat(190)}${'b\n\n'.repeat(3000)}`,
  'directives that look closed': '::::a\n:::\n'.repeat(2000),
  emphasis: `${'**a *b '.repeat(300)}${'c* d** '.repeat(300)}`,
  images: `${'!['.repeat(400)}${'](b)'.repeat(400)}`,
}

const costly: Record<string, string> = {
  'emphasis that never closes': '*a_'.repeat(7000),
  'emphasis over lines': '*a_\n'.repeat(7000),
  'emphasis behind bars': '*a_|\n'.repeat(7000),
  'emphasis in a lazy list': `- ${'*a_\n'.repeat(7000)}`,
  'emphasis in many blocks': `${'*a_'.repeat(1900)}\n\n`.repeat(13),
  'brackets that close': ']'.repeat(20_000),
  'images in images': `${'!['.repeat(1700)}${'](b)'.repeat(1700)}`,
  'instructions that never close': `a ${'<?'.repeat(13_000)}`,
  'declarations that never close': `a ${'<!A'.repeat(13_000)}`,
  'titles that never close': '](a ('.repeat(7000),
  'lazy lines': `> ${'[a\n'.repeat(10_000)}`,
  'lines with bars': 'a|b\n'.repeat(20_000),
}

const harmless: Record<string, string> = {
  'stars in a row': '*'.repeat(40_000),
  'links in links': `${'[a'.repeat(20_000)}${'](b)'.repeat(20_000)}`,
  'open brackets': '['.repeat(60_000),
  'open shortcodes': '{{<'.repeat(20_000),
  'open shortcodes with text': `${'{{< a '.repeat(20_000)} >}`,
  'open wiki links': `${'[[a'.repeat(5000)}]](`,
  'open variants': '-{'.repeat(40_000),
  'open templates': '{{'.repeat(40_000),
  'open comments': '<!--'.repeat(30_000),
  'dollar signs': '$a '.repeat(40_000),
  backticks: lines(400, (index) => `${'`'.repeat(index)}a`),
  'addresses in pieces': 'www.a.'.repeat(20_000),
  ampersands: '&'.repeat(100_000),
  backslashes: '\\'.repeat(100_000),
  'open tags': '<div>'.repeat(50_000),
  'blank lines': '\n'.repeat(200_000),
  'a table row': `|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n`,
}

describe('bombs end in a parse or a refusal', () => {
  test.each(Object.entries(deep))(
    '%s are too deep',
    (_, source) => {
      expect(outcome(source)).toBe('parse-too-deep')
    },
    60_000,
  )

  test.each(Object.entries(costly))(
    '%s: refused',
    (_, source) => {
      expect(outcome(source)).toBe('parse-too-costly')
    },
    60_000,
  )

  test.each(Object.entries(harmless))(
    '%s: either',
    (_, source) => {
      expect(outcome(source)).toMatch(/^(?:parsed|parse-too-(?:costly|deep))$/)
    },
    60_000,
  )

  test.each([
    ['expressions', `{"${'}'.repeat(10_000)}`],
    ['text {', `a {"${'}'.repeat(10_000)}`],
    ['modules', `export const a = \`${'a\n\n'.repeat(5000)}`],
    ['tags', '<a>'.repeat(20_000)],
    ['closed tags', `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`],
    ['props', `<a ${'b={"'.repeat(10_000)}`],
    ['comments', '<!-- a -->'.repeat(20_000)],
    ['open comments', '<!--'.repeat(20_000)],
  ])(
    'MDX: %s',
    (_, source) => {
      expect(outcome(source, true)).toMatch(
        /^(?:parsed|parse-failed|parse-too-(?:costly|deep))$/,
      )
    },
    60_000,
  )
})

describe('what is long and harmless is parsed', () => {
  const sentence = '這是一段**普通**的文字，有[連結](https://a.b/c)與`程式碼`。'
  test.each([
    [
      'prose',
      `${sentence}${'後面是很長的平常句子，說明事情的經過。'.repeat(10)}\n\n`.repeat(
        2500,
      ),
    ],
    ['a long paragraph', `${sentence}\n`.repeat(2500)],
    ['a long line', sentence.repeat(2500)],
    [
      'a table',
      `|a|b|\n|-|-|\n${'| **軟體** | [連結](http://a) `x` |\n'.repeat(5000)}`,
    ],
    ['a list', '- **軟體** [連結](http://a) `x`\n'.repeat(3000)],
    ['a code block', `\`\`\`\n${'*a_[<?{{<:::a\n'.repeat(20_000)}\`\`\``],
    ['dialogue', '> 「軟體」\n>\n> **是**\n\n'.repeat(3000)],
    ['open containers', ':::tip\n\n軟體\n\n'.repeat(40)],
    ['containers', ':::tip\n\n軟體\n\n:::\n\n'.repeat(1000)],
    ['lists of two levels', '- a\n  - b\n'.repeat(2000)],
    ['lists among text', '- a\n  - b\n\nc\n\n'.repeat(1000)],
  ])(
    '%s',
    (_, source) => {
      expect(outcome(source, false, limits)).toBe('parsed')
    },
    60_000,
  )
})

describe('depth', () => {
  test.each([
    ['quotes', '> '],
    ['lists', '- '],
  ])('%s up to the limit are parsed, one more is not', (_, marker) => {
    const parsed = (depth: number): boolean => {
      try {
        parse(`${marker.repeat(depth)}a`, markdown, { depth: 30 })
        return true
      } catch {
        return false
      }
    }
    expect(parsed(30)).toBe(true)
    expect(parsed(31)).toBe(false)
  })

  test('a limit of the settings is named in the finding', () => {
    const source = `a\n\n${'> '.repeat(11)}b`
    try {
      parse(source, markdown, { depth: 10 })
      expect.unreachable()
    } catch (error) {
      const { finding } = error as ParseError
      expect(finding.reason).toContain('10')
      expect(finding.note).toContain('limits.depth')
      expect(finding.line).toBe(3)
    }
  })
})
