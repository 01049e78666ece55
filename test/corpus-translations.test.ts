import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { createLocalizer } from '../src/index.ts'
import { segmentUnits } from '../src/segment/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'
import { read } from './unit/locate/oracle.ts'
import { lots, shuffled, translationOf } from './unit/segment/artificial.ts'

/**
 * What a plain GFM reader sees: blocks in order, and what is inline in each, in
 * none. It is an outsider's view, without any of our extensions.
 */
function outsiderShape(source: string): string[] {
  const tree = fromMarkdown(source, {
    extensions: [gfm(), frontmatter(['yaml', 'toml'])],
    mdastExtensions: [
      // Looking for addresses in finished text finds those that are escaped.
      gfmFromMarkdown().map((one) => ({ ...one, transforms: [] })),
      frontmatterFromMarkdown(['yaml', 'toml']),
    ],
  })
  type Any = Record<string, unknown> & { type: string; children?: Any[] }
  const name = (node: Any): string =>
    [
      node.type,
      node['url'],
      node['depth'],
      node['identifier'],
      /code/i.test(node.type) ? node['value'] : '',
    ].join(' ')
  const inline = (node: Any): string[] =>
    (node.children ?? []).flatMap((child) =>
      // What is emphasised beside Chinese, a plain reader does not always see.
      /^(?:text|strong|emphasis|delete)$/.test(child.type)
        ? inline(child)
        : [name(child), ...inline(child)],
    )
  const lines: string[] = []
  const walk = (node: Any): void => {
    lines.push(name(node))
    if (/^(?:paragraph|heading|tableCell)$/.test(node.type)) {
      lines.push(inline(node).sort().join('; '))
    } else for (const child of node.children ?? []) walk(child)
  }
  walk(tree as unknown as Any)
  return lines
}

/** One file in forty, or all of them when asked for. */
const parts = process.env['YIWEN_CORPUS'] === 'all' ? 1 : 40

describe.skipIf(!hasCorpus)('the corpus, translated', () => {
  const localizer = createLocalizer()
  const files = corpusFiles(0, parts)
  const load = (file: string) => {
    const value = readCorpus(file).replace(/^\uFEFF/, '')
    const { units } = read(value, { mdx: file.endsWith('x') })
    const cut = segmentUnits(units, { source: value, locale: 'zh-TW' })
    return { value, units, cut }
  }

  it('is the source where the translation says the same', () => {
    const wrong: string[] = []
    for (const file of files) {
      const { value, cut } = load(file)
      const translation = translationOf(cut, 'en', (content) => content)
      const edition = localizer.localize(new VFile({ path: file, value }), {
        target: 'en',
        source: 'zh-TW',
        translation,
      })
      const { edits = [] } = edition.data.yiwen?.edition ?? {}
      if (edits.some(({ why }) => why.rule === 'translation')) wrong.push(file)
      const isMissing = edition.messages.some(
        ({ ruleId }) => ruleId === 'translation-missing',
      )
      if (isMissing) wrong.push(`${file}: missing`)
    }
    expect(wrong).toEqual([])
  }, 300_000)

  it('keeps its shape in English with the codes in another order', () => {
    const wrong: string[] = []
    let sentences = 0
    let unprinted = 0
    for (const file of files) {
      const { value, cut } = load(file)
      const draw = lots(value.length)
      const translation = translationOf(cut, 'en', (content, unit) => {
        const isBreak = (id: string): boolean =>
          unit.codes[Number(id) - 1]?.kind === 'break'
        sentences++
        const words = `Sentence ${sentences} is here.`
        const isTag = (id: string): boolean =>
          /^<\/?[A-Za-z]/.test(unit.codes[Number(id) - 1]?.before ?? '')
        return shuffled(content, words, draw, isBreak, isTag)
      })
      const edition = localizer.localize(new VFile({ path: file, value }), {
        target: 'en',
        source: 'zh-TW',
        translation,
        incomplete: 'source',
      })
      for (const message of edition.messages) {
        if (message.ruleId !== 'translation-not-printed') continue
        unprinted++
        if (process.env['YIWEN_SHOW'])
          console.log(file, String(message), JSON.stringify(message.actual))
      }
      const fatal = edition.messages.filter(
        (m) => m.fatal && m.ruleId !== 'front-matter-invalid',
      )
      wrong.push(...fatal.map((m) => `${file}: ${m}`))
      if (file.endsWith('.mdx')) continue
      const before = outsiderShape(value)
      const after = outsiderShape(String(edition))
      if (before.join('\n') !== after.join('\n')) {
        const at = before.findIndex((line, index) => line !== after[index])
        wrong.push(`${file}: ${before[at]} became ${after[at]}`)
      }
    }
    expect(wrong).toEqual([])
    console.log(sentences, unprinted)
    expect(sentences).toBeGreaterThan(10_000 / parts)
    // What can not be printed where it is falls back; it must be rare.
    expect(unprinted).toBeLessThan(sentences / 500)
  }, 600_000)

  it('has English beside it and is otherwise the edition it is without', () => {
    const wrong: string[] = []
    let beside = 0
    let dropped = 0
    for (const file of files) {
      const { value, cut } = load(file)
      const draw = lots(value.length)
      const translation = translationOf(cut, 'en', (content, unit) => {
        const isBreak = (id: string): boolean =>
          unit.codes[Number(id) - 1]?.kind === 'break'
        return shuffled(content, 'Sentence is here.', draw, isBreak)
      })
      const input = new VFile({ path: file, value })
      const options = { target: 'zh-CN', source: 'zh-TW' } as const
      const alone = localizer.localize(input, options)
      const both = localizer.localize(input, {
        ...options,
        beside: translation,
      })
      const { edits = [] } = both.data.yiwen?.edition ?? {}
      const set = edits.filter(({ why }) => why.rule === 'translation')
      beside += set.length
      dropped += both.messages.filter(
        ({ ruleId }) => ruleId === 'translation-not-printed',
      ).length
      if (
        both.messages.some((m) => m.fatal) !==
        alone.messages.some((m) => m.fatal)
      ) {
        wrong.push(`${file}: fails`)
      }
      // Taken out again, it leaves what stood there without it.
      let text = String(both)
      for (const { text: inserted } of set)
        text = text.replace(inserted, () => '')
      if (text !== String(alone)) wrong.push(file)
    }
    expect(wrong).toEqual([])
    expect(beside).toBeGreaterThan(5000 / parts)
    expect(dropped).toBeLessThan(beside / 100)
  }, 600_000)

  it('has rewritten sentences in Chinese and is otherwise the same', () => {
    const wrong: string[] = []
    let rewritten = 0
    for (const file of files) {
      const { value, cut } = load(file)
      let count = 0
      const translation = translationOf(cut, 'zh-CN', (content) =>
        count++ % 7 === 0 ? [...content, '（改）'] : undefined,
      )
      const input = new VFile({ path: file, value })
      const options = { target: 'zh-CN', source: 'zh-TW' } as const
      const alone = localizer.localize(input, options)
      const edition = localizer.localize(input, { ...options, translation })
      const isOwn = (edit: { why: { rule: string } }): boolean =>
        edit.why.rule === 'translation'
      const { edits = [] } = edition.data.yiwen?.edition ?? {}
      const own = edits.filter(isOwn)
      rewritten += own.length
      const show = (one: { span: object; text: string }): string =>
        JSON.stringify([one.span, one.text])
      const there = new Set(alone.data.yiwen?.edition?.edits.map(show))
      const rest = edits.filter((edit) => !isOwn(edit))
      if (!rest.every((edit) => there.has(show(edit)))) {
        wrong.push(`${file}: another edit`)
      }
      const kept = new Set(rest.map(show))
      for (const edit of alone.data.yiwen?.edition?.edits ?? []) {
        const isOver = own.some(
          ({ span }) =>
            span.start <= edit.span.end && edit.span.start <= span.end,
        )
        if (!kept.has(show(edit)) && !isOver) wrong.push(`${file}: one less`)
      }
    }
    expect(wrong).toEqual([])
    expect(rewritten).toBeGreaterThan(1000 / parts)
  }, 600_000)
})
