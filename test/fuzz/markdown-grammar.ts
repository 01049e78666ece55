import fc from 'fast-check'

/** Inline syntax, whole and broken, beside words that are converted. */
const atoms = [
  ...'軟體|程式碼|「好」|（註）|a|API|snake_case|，|。|！| |  |\\|*|**|***|_|__|~~|~|`碼`|``|`|[|]|](u)|](u "題")|](<u v>)|](u\\)|![圖](u)|[軟體](u "標題")|[連(結)](/p_(x))|[軟體][a]|[a]|[軟體]|[軟體][]|[b][軟 體]|[[頁]]|[[1](u)]|[^1]|[^n]|<b>|</b>|<br/>|<!-- 註 -->|<https://a.tw>|<a href="u"\n title="軟">|$x_1$|$5|$軟$|$|\\(|\\)|\\*|\\||&amp;|&#39636;|&|{{ x }}|{{|{% raw %}|{#id}|{: .c }|-{軟體}-|http://a.tw/軟|www.a.tw|https://a.tw/x（軟）|a@b.tw|:x[軟體]|:keep[軟體]|:x|：|…|——|1.|-|+|#|>|:::|"|\''.split(
    '|',
  ),
  '|',
  '\uFEFF',
  '\0',
]

const atom = fc.constantFrom(...atoms)

/** One line of running text. */
const line = fc
  .array(atom, { minLength: 1, maxLength: 7 })
  .map((parts) => parts.join(''))

const lines = fc
  .array(fc.tuple(line, fc.constantFrom('', '', '', '  ', '\\', ' ', '\t')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.map((parts) => parts.join('')))

type Block = readonly string[]

const oneLine = (text: fc.Arbitrary<string>): fc.Arbitrary<Block> =>
  text.map((only) => [only])

const heading = fc
  .tuple(
    fc.constantFrom('#', '##', '### ', '#######'),
    line,
    fc.constantFrom('', ' #', '#', ' \t'),
  )
  .map(([level, text, close]): Block => [`${level} ${text}${close}`])

const setext = fc
  .tuple(lines, fc.constantFrom('===', '---', '-', '= ', '- -'))
  .map(([text, under]): Block => [...text, under])

const fence = fc
  .tuple(
    fc.constantFrom(
      '```',
      '~~~',
      '````',
      '$$',
      '``` js',
      '```軟體 x',
      '$$ x',
      '$$x',
    ),
    fc.array(fc.oneof(line, fc.constantFrom('', '```', '// 軟體')), {
      maxLength: 3,
    }),
    fc.constantFrom('```', '~~~', '````', '$$', '``', '$$ ', ''),
  )
  .map(([open, inner, close]): Block => [open, ...inner, close])

const html = fc
  .tuple(
    fc.constantFrom(
      '<div>',
      '</div>',
      '<!-- 軟體',
      '<!---->',
      '<script>',
      '<b>',
      '<details><summary>軟體',
      '<?php',
      '<!DOCTYPE html>',
      '<![CDATA[',
      '<x-y a="軟">',
      '<pre>',
      '<img alt="軟體"',
    ),
    fc.array(fc.oneof(line, fc.constant('')), { maxLength: 2 }),
    fc.constantFrom(
      '</div>',
      '-->',
      '</script>',
      '?>',
      ']]>',
      '</pre>',
      '/>',
      '',
    ),
  )
  .map(([open, inner, close]): Block => [open, ...inner, close])

const cell = fc.oneof(line, fc.constantFrom('', '軟體', '`a\\|b`', ' '))
const row = fc
  .tuple(
    fc.array(cell, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('|', ''),
  )
  .map(([cells, edge]) => `${edge} ${cells.join(' | ')} ${edge}`)
const table = fc
  .tuple(
    row,
    fc.array(fc.constantFrom('---', ':-:', '-', ':-'), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('|', ''),
    fc.array(row, { maxLength: 3 }),
  )
  .map(([head, marks, edge, rows]): Block => {
    return [head, `${edge}${marks.join('|')}${edge}`, ...rows]
  })

const definition = fc
  .tuple(
    fc.constantFrom(
      '[a]: ',
      '[軟體]: ',
      '[軟 體]:',
      '[A]:\n',
      '[b]: <',
      '[c]: ',
    ),
    fc.constantFrom('/u', '<u v>', '/u "標題"', "/u '軟\n體'", '/u x', ''),
  )
  .map(([label, rest]): Block => (label + rest).split('\n'))

const leaf = fc.constantFrom<Block>(
  ['***'],
  ['---'],
  ['- - -'],
  ['===', '軟體'],
  ['::leaf[軟體]{a="軟"}'],
  ['    軟體', '    code'],
  ['\t軟體'],
  ['[TOC]'],
  ['[[_TOC_]]'],
  ['> [!NOTE]', '> 軟體'],
  ['+++'],
  ['| 軟體'],
)

/** Blocks, with others in them. */
const { block } = fc.letrec<{ block: Block; blocks: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 6, arbitrary: lines },
    { weight: 1, arbitrary: heading },
    { weight: 1, arbitrary: setext },
    { weight: 2, arbitrary: fence },
    { weight: 2, arbitrary: html },
    { weight: 2, arbitrary: table },
    { weight: 2, arbitrary: definition },
    { weight: 1, arbitrary: leaf },
    { weight: 1, arbitrary: oneLine(line) },
    { weight: 4, arbitrary: list(tie('blocks')) },
    { weight: 2, arbitrary: quote(tie('blocks')) },
    { weight: 2, arbitrary: directive(tie('blocks')) },
    { weight: 1, arbitrary: footnote(tie('blocks')) },
  ),
  blocks: fc
    .array(fc.tuple(tie('block'), fc.constantFrom(0, 1, 1, 2)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) => all.flatMap(([one, gap]) => [...one, ...blanks(gap)])),
}))

function blanks(count: number): string[] {
  return new Array<string>(count).fill('')
}

function list(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  const marker = fc.constantFrom(
    '- ',
    '* ',
    '+ ',
    '1. ',
    '2. ',
    '1) ',
    '-   ',
    '- [ ] ',
    '- [x] ',
    '-\t',
    '10. ',
    '-',
  )
  const item = fc.tuple(
    marker,
    inner,
    fc.constantFrom(0, 0, 0, 0, 0, 1, -1, 2, -9),
  )
  return fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([items, isOfOne]) =>
      items.flatMap(([own, content, off]) => {
        const mark = isOfOne ? (items[0]?.[0] ?? own) : own
        const width = Math.max(0, mark.replace(/\[.*/, '').length + off)
        return indented(content, mark, ' '.repeat(width))
      }),
    )
}

function quote(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  return fc
    .tuple(inner, fc.constantFrom('> ', '> ', '>', '>  ', ' > '), fc.nat(6))
    .map(([content, mark, lazy]) =>
      content.map((text, at) => (at > 0 && at === lazy ? text : mark + text)),
    )
}

function directive(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  return fc
    .tuple(
      fc.constantFrom(
        ':::note',
        ':::tip[軟體]',
        '::: tip 標題',
        ':::x{a=b}',
        '::::note',
        ':::tip[**軟**]{#a}',
      ),
      inner,
      fc.constantFrom(':::', ':::', ':::', '::::', '', ' :::'),
    )
    .map(([open, content, close]) => [open, ...content, close])
}

function footnote(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block> {
  return fc
    .tuple(
      fc.constantFrom('[^1]: ', '[^n]:', '[^軟]: '),
      inner,
      fc.constantFrom(4, 4, 2),
    )
    .map(([label, content, width]) =>
      indented(content, label, ' '.repeat(width)),
    )
}

function indented(content: Block, first: string, rest: string): string[] {
  return content.map((text, at) => {
    if (at === 0) return first + text
    return text === '' ? '' : rest + text
  })
}

/** Documents of blocks in blocks, with and without blank lines between them. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '',
      '',
      '',
      '---\ntitle: 軟體\n---\n',
      '---\n',
      '+++\nx = "軟"\n+++\n',
      '\n',
    ),
    fc.array(fc.tuple(block, fc.constantFrom(0, 1, 1, 1, 2)), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r'),
    fc.constantFrom('\n', ''),
  )
  .map(([head, blocks, ending, last]) => {
    const all = blocks.flatMap(([one, gap]) => [...one, ...blanks(gap)])
    return (head + all.join('\n') + last).replaceAll('\n', ending)
  })

/** What is put before or into a line. */
const puts = [
  ...'> |- |1. |  |    |\t|# || |```|~~~|$$|:::note|:::|<div>|-->|<!--|[a]: |[^1]: |**|*|_|`|[|]|](|\\|{{|---|===|+|2) |:x[|&|~~|www.|@|:'.split(
    '|',
  ),
  '|',
  '\uFEFF',
  '\0',
]

/**
 * Change lines of texts: take out, repeat, exchange, indent, mark, join and cut.
 *
 * @param texts - Texts.
 * @returns Texts, most of them damaged.
 */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    kind: fc.constantFrom(
      'drop',
      'double',
      'move',
      'indent',
      'outdent',
      'mark',
      'put',
      'join',
      'cut',
      'blank',
    ),
    at: fc.nat(),
    to: fc.nat(),
    text: fc.constantFrom(...puts),
  })
  return fc
    .tuple(texts, fc.array(change, { maxLength: 5 }))
    .map(([text, changes]) => {
      const all = text.split(/(?<=\n)/)
      for (const { kind, at, to, text } of changes) {
        if (all.length === 0) break
        const index = at % all.length
        const own = all[index] ?? ''
        const column = to % (own.length + 1)
        const target = to % (all.length + 1)
        if (kind === 'drop') all.splice(index, 1)
        else if (kind === 'double') all.splice(index, 0, own)
        else if (kind === 'move') all.splice(target, 0, ...all.splice(index, 1))
        else if (kind === 'indent') all[index] = `  ${own}`
        else if (kind === 'outdent') all[index] = own.replace(/^[ \t>]+/, '')
        else if (kind === 'mark') all[index] = text + own
        else if (kind === 'join') all[index] = own.trimEnd()
        else if (kind === 'cut') all[index] = own.slice(column)
        else if (kind === 'blank') all.splice(index, 0, '\n')
        else all[index] = own.slice(0, column) + text + own.slice(column)
      }
      return all.join('')
    })
}
