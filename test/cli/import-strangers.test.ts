import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, runCli, textOf } from './run-cli.ts'

const a = ['智譜今天**上[市](b.md)**。', '股價上漲一成。', '他會繼續努力。']
const b = ['今天天氣很好。', '我們去海邊散步。']

function project(text = a) {
  const cwd = folderWith({
    'yiwen.config.yaml': 'editions: [zh-TW, zh-CN, en]\n',
    'articles/a.md': `${text.join('\n\n')}\n`,
    'articles/b.md': `${b.join('\n\n')}\n`,
  })
  return {
    cwd,
    run: (...argv: string[]) => runCli(argv, { cwd }),
    read: () =>
      existsSync(path.join(cwd, 'locales/en/a.md.xlf'))
        ? textOf(cwd, 'locales/en/a.md.xlf')
        : undefined,
    import: (entries: readonly (readonly [string, string])[], more = '') =>
      runCli(['translate', 'import', '-', '--json', ...(more ? [more] : [])], {
        cwd,
        stdin: po(entries),
      }),
  }
}

function po(entries: readonly (readonly [string, string])[]): string {
  const head = 'msgid ""\nmsgstr "X-Yiwen-Article: a.md\\nLanguage: en\\n"'
  const units = entries.map(
    ([source, target]) => `msgid "${source}"\nmsgstr "${target}"`,
  )
  return `${[head, ...units].join('\n\n')}\n`
}

const findingsOf = (stdout: string): { rule: string; reason: string }[] =>
  JSON.parse(stdout).findings

test('a file that names one article and is of another: an error, and nothing is written', async () => {
  const { run, read, ...one } = project()
  await run('translate', 'sync', '--to', 'en')
  const before = read()
  const { code, stdout } = await one.import([
    ['今天天氣很好。', 'The weather is fine.'],
    ['我們去海邊散步。', 'We walk by the sea.'],
  ])
  expect(code).toBe(1)
  expect(findingsOf(stdout)).toMatchObject([
    {
      rule: 'translations-invalid',
      reason: 'No sentence of the file is one of a.md, or like one.',
    },
  ])
  expect(read()).toBe(before)
})

test('an article that was rewritten takes what was handed out before', async () => {
  for (const [source, target] of [
    // It stands there still.
    ['他會繼續努力。', 'He will keep at it.'],
    // It was edited.
    ['股價上漲了兩成。', 'Shares rose 20%.'],
  ] as const) {
    const { read, ...one } = project()
    const { code } = await one.import([
      ['這一句已經刪掉了。', 'This one is gone.'],
      [source, target],
    ])
    expect(code).toBe(0)
    expect(read()).toContain('This one is gone.')
  }
})

test('so does one whose translation is kept as a retired or stale one', async () => {
  const { run, cwd, read, ...one } = project()
  await one.import([[a[1] as string, 'Shares rose 10%.']])
  writeFileSync(path.join(cwd, 'articles/a.md'), '全新的內容在此。\n')
  await run('translate', 'sync', '--to', 'en')
  const { code } = await one.import([[a[1] as string, 'Shares gained 10%.']])
  expect(code).toBe(0)
  expect(read()).toContain('Shares gained 10%.')
})

test('one that is quite new keeps them where the file is trusted', async () => {
  const { read, ...one } = project(['全新的內容在此。'])
  const handed = [['股價上漲一成。', 'Shares rose 10%.']] as const
  expect((await one.import(handed)).code).toBe(1)
  expect(read()).toBeUndefined()
  expect((await one.import(handed, '--trust')).code).toBe(0)
  expect(read()).toContain('Shares rose 10%.')
})

test('marks that cross are not used', async () => {
  const { read, ...one } = project()
  const source = '智譜今天<1>上<2>市</2></1>。'
  const { stdout } = await one.import([
    [source, 'Zhipu <1>lists <2>today</1></2>.'],
  ])
  expect(findingsOf(stdout)).toMatchObject([
    {
      rule: 'translations-codes',
      reason:
        'The translation of “智譜今天上市。” closes the mark <1> before one that opens in it.',
    },
  ])
  expect(read() ?? '').not.toContain('Zhipu')
  // In another order they may stand.
  const moved = await one.import([
    [source, '<1>To<2>day</2></1>, Zhipu lists.'],
  ])
  expect(findingsOf(moved.stdout)).toEqual([])
})

test('Chinese for English is not used; where all of it is, the file is refused', async () => {
  const { read, ...one } = project()
  const all = await one.import([
    ['股價上漲一成。', '股价上涨一成。'],
    ['他會繼續努力。', '他会继续努力。'],
  ])
  expect(all.code).toBe(1)
  expect(findingsOf(all.stdout)).toMatchObject([
    {
      rule: 'translations-invalid',
      reason: 'The translations are in Chinese, not in en.',
    },
  ])
  expect(read()).toBeUndefined()
  const some = await one.import([
    ['股價上漲一成。', '股价上涨一成。'],
    ['他會繼續努力。', 'He (他) will keep at it.'],
  ])
  expect(some.code).toBe(0)
  expect(findingsOf(some.stdout)).toMatchObject([
    {
      rule: 'translations-language',
      reason: 'The translation of “股價上漲一成。” is in Chinese, not in en.',
    },
  ])
  expect(read()).not.toContain('股价')
  expect(read()).toContain('He (他) will keep at it.')
})

test('of two translations of one sentence the first is used, and it is said why', async () => {
  const { read, ...one } = project()
  const { code, stdout } = await one.import([
    ['股價上漲一成。', 'Shares rose 10%.'],
    ['股價上漲一成。', 'The stock was up a tenth.'],
    ['他會繼續努力。', 'He will keep at it.'],
    ['他會繼續努力。', 'He will keep at it.'],
  ])
  expect(code).toBe(0)
  expect(findingsOf(stdout)).toMatchObject([
    {
      rule: 'translations-outdated',
      reason: '“股價上漲一成。” is translated twice in the file.',
    },
  ])
  expect(read()).toContain('Shares rose 10%.')
  expect(read()).not.toContain('a tenth')
})

test('a sentence that stands twice takes both', async () => {
  const { read, ...one } = project([...a, a[1] as string])
  const { stdout } = await one.import([
    ['股價上漲一成。', 'Shares rose 10%.'],
    ['股價上漲一成。', 'The stock was up a tenth.'],
    ['股價上漲一成。', 'A third.'],
  ])
  expect(findingsOf(stdout)).toHaveLength(1)
  expect(read()).toContain('a tenth')
  expect(read()).not.toContain('A third.')
})
