import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { folderWith, runCli, textOf } from './run-cli.ts'

const technology = `# Technology.
concepts:
  - id: software # mine
    domain: technology
    state: approved
    terms: { zh-TW: 軟體, zh-CN: 软件, en: software }

  # A comment that stays.
  - id: token
    domain: technology
    state: proposed
    note: "Two words compete."
    terms:
      zh-TW: [權杖, { text: 代幣, status: admitted }]
      zh-CN: 令牌
      en: token
`

const finance = `concepts:
  - id: coin
    domain: finance
    state: approved
    sources:
      - title: A bank
    relations:
      - { kind: related, id: token }
    terms: { zh-TW: 代幣, zh-CN: 代币, zh-HK: 代幣, en: coin }
  - id: bank
    domain: finance
    state: rejected
    terms: { zh-TW: 銀行 }
`

const at = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g

function desk(): {
  cwd: string
  run: typeof runCli
  read(name: string): string
} {
  const cwd = folderWith({
    'locales/glossary/finance.yaml': finance,
    'locales/glossary/technology.yaml': technology,
  })
  return {
    cwd,
    run: (argv, surroundings = {}) =>
      runCli(['glossary', ...argv], { cwd, ...surroundings }),
    read: (name) =>
      textOf(cwd, `locales/glossary/${name}.yaml`).replace(at, 'NOW'),
  }
}

const ids = (json: string) =>
  (JSON.parse(json) as { concepts: { id: string }[] }).concepts.map(
    ({ id }) => id,
  )

describe('list', () => {
  test.each([
    [[], ['coin', 'bank', 'software', 'token']],
    [['--state', 'proposed'], ['token']],
    [
      ['--domain', 'finance'],
      ['coin', 'bank'],
    ],
    [['--locale', 'zh-HK'], ['coin']],
    [['代幣'], ['coin', 'token']],
    [['ＴＯＫＥＮ'], ['token']],
    [['代幣', 'compete'], ['token']],
    [['nothing'], []],
  ])('%j', async (argv, expected) => {
    const { code, stdout, stderr } = await desk().run([
      'list',
      ...argv,
      '--json',
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(ids(stdout)).toEqual(expected)
  })

  test('is a table', async () => {
    const { stdout } = await desk().run(['list', '--domain', 'technology'])
    expect(stdout).toBe(`Id        State     Domain      Term  English
software  approved  technology  軟體  software
token     proposed  technology  權杖  token
2 of 4 concepts
`)
  })

  test('says where one stands', async () => {
    const { stdout } = await desk().run(['list', 'software', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      total: 4,
      concepts: [
        { path: 'locales/glossary/technology.yaml', line: 3, column: 5 },
      ],
    })
  })

  test('of a broken glossary lists the rest and fails', async () => {
    const { cwd, run } = desk()
    writeFileSync(
      path.join(cwd, 'locales/glossary/finance.yaml'),
      'concepts: [',
    )
    const { code, stdout, stderr } = await run(['list'])
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('glossary lint'),
    ])
    expect(stdout).toContain('2 of 2 concepts')
  })

  test('of nothing', async () => {
    const cwd = folderWith()
    const { code, stdout } = await runCli(['glossary', 'list'], { cwd })
    expect([code, stdout]).toEqual([
      0,
      'No concept is like that.\n0 of 0 concepts\n',
    ])
  })
})

describe('a concept that is not there', () => {
  test.each([
    ['tokn', 'Did you mean token?'],
    ['權杖', 'Did you mean token?'],
    ['代幣', 'Did you mean coin and token?'],
    ['zzzzzzzz', 'yiwen glossary list'],
  ])('%s', async (id, hint) => {
    for (const words of [
      ['show'],
      ['approve'],
      ['edit', '--set', 'note=x'],
      ['merge', 'coin'],
    ]) {
      const { code, stderr } = await desk().run([...words, id])
      expect(code).toBe(2)
      expect(stderr).toContain(`There is no concept “${id}”.`)
      expect(stderr).toContain(hint)
    }
  })
})

describe('show', () => {
  test('prints a concept', async () => {
    const { stdout } = await desk().run(['show', 'token', 'bank'])
    expect(stdout).toContain(`# locales/glossary/technology.yaml
id: token
domain: technology
state: proposed
note: Two words compete.
terms:`)
    expect(stdout).toContain('id: bank')
  })

  test('shows no sequence a terminal would obey', async () => {
    const { cwd, run } = desk()
    const text = finance.replace('A bank', '"\\e[31mred <script>"')
    writeFileSync(path.join(cwd, 'locales/glossary/finance.yaml'), text)
    const { stdout } = await run(['show', 'coin'])
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('<script>')
  })
})

describe('approve and reject', () => {
  test('write who, when and why, and nothing else', async () => {
    const { run, read } = desk()
    const { code, stdout } = await run([
      'approve',
      'token',
      '--by',
      '林',
      '--reason',
      'Agreed: all',
    ])
    expect([code, stdout]).toEqual([
      0,
      'token is approved now (locales/glossary/technology.yaml).\n',
    ])
    expect(read('technology')).toBe(
      technology
        .replace(
          'state: proposed\n',
          "state: approved\n    review: { by: 林, at: NOW, reason: 'Agreed: all' }\n",
        )
        .concat(
          "    history:\n      - { at: NOW, by: 林, action: approved, note: 'Agreed: all' }\n",
        ),
    )
    expect(read('finance')).toBe(finance)
  })

  test('do nothing twice', async () => {
    const { run, read } = desk()
    await run(['approve', 'token', '--by', 'a'])
    const before = read('technology')
    const { code, stdout } = await run([
      'approve',
      'token',
      'software',
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      files: [],
      changes: [],
      unchanged: ['token', 'software'],
    })
    expect(read('technology')).toBe(before)
  })

  test('do all or nothing of a file', async () => {
    const { run, read } = desk()
    const { code } = await run(['approve', 'token', 'nobody'])
    expect(code).toBe(2)
    expect(read('technology')).toBe(technology)
  })

  test('reject wants a reason', async () => {
    const { run, read } = desk()
    const { code, stderr } = await run(['reject', 'token'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('--reason')])
    await run(['reject', 'token', '--reason', 'Calque', '--by', 'a'])
    expect(read('technology')).toContain(
      'state: rejected\n    review: { by: a, at: NOW, reason: Calque }\n',
    )
  })

  test('take the name from Git', async () => {
    const { cwd, run, read } = desk()
    const env = { PATH: process.env['PATH'] ?? '', HOME: cwd }
    execFileSync('git', ['init', '-q'], { cwd, env })
    execFileSync('git', ['config', 'user.name', '王小明'], { cwd, env })
    await run(['approve', 'token'], { env })
    expect(read('technology')).toContain('review: { by: 王小明, at: NOW }')
  })

  test('show what they would do', async () => {
    const { run, read } = desk()
    const { stdout } = await run(['approve', 'token', '--dry-run', '--by', 'a'])
    expect(stdout).toContain('~ token\n    state  proposed → approved\n')
    expect(read('technology')).toBe(technology)
  })
})

describe('add', () => {
  const words = [
    '--term',
    'zh-TW=雜湊',
    '--term',
    'zh-CN=哈希',
    '--term',
    'zh_CN=散列',
    '--term',
    'en=hash',
  ]

  test('writes in the style of the file of its domain', async () => {
    const { run, read } = desk()
    const { code } = await run([
      'add',
      'hash',
      '--domain',
      'technology',
      ...words,
      '--by',
      'a',
    ])
    expect(code).toBe(0)
    expect(read('technology')).toBe(`${technology}
  - id: hash
    domain: technology
    state: proposed
    terms: { zh-TW: 雜湊, zh-CN: [哈希, 散列], en: hash }
    history:
      - { at: NOW, by: a, action: added }
`)
  })

  test('into a file that is named, even a new one', async () => {
    const { run, read } = desk()
    await run([
      'add',
      'hash',
      '--domain',
      'x',
      ...words,
      '--into',
      'locales/glossary/new.yaml',
      '--state',
      'approved',
    ])
    const { concepts } = parse(read('new')) as { concepts: object[] }
    expect(concepts).toMatchObject([
      { id: 'hash', state: 'approved', review: { at: 'NOW' } },
    ])
    const again = await run(['add', 'hash', '--domain', 'finance', ...words])
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining('already'),
    ])
  })

  test('a concept that is written out', async () => {
    const { run, read } = desk()
    const stdin =
      'id: hash\ndomain: finance\nstate: needs-work\nterms:\n  zh-TW: 雜湊\n'
    const { code, stderr } = await run(['add', '--data', '-'], { stdin })
    expect([code, stderr]).toEqual([0, ''])
    expect(read('finance')).toContain(
      '- id: hash\n    domain: finance\n    state: needs-work\n',
    )
  })

  test.each([
    [['add', 'Hash', ...words, '--domain', 'x'], /can be no id/],
    [['add', '<script>', ...words, '--domain', 'x'], /can be no id/],
    [['add', 'a\ud800', ...words, '--domain', 'x'], /can be no id/],
    [['add', 'hash', ...words, '--domain', 'x'], /not clear/],
    [
      ['add', 'hash', ...words, '--into', 'a.yaml'],
      /no valid concept: `domain` is missing/,
    ],
    [['add', 'hash', '--domain', 'finance'], /no Chinese word/],
    [['add', 'hash', '--domain', 'finance', '--term', 'fr=x'], /LOCALE=TEXT/],
    [['add', 'hash', '--domain', 'finance', '--term', 'x'], /LOCALE=TEXT/],
    [
      ['add', 'hash', ...words, '--domain', 'finance', '--set', 'note=\ud800'],
      /half a character/,
    ],
    [['add', '--data', 'missing.yaml'], /missing\.yaml/],
    [['edit', 'token'], /Nothing was said/],
    [['edit', 'token', '--set', 'id=x'], /no key/],
    [['edit', 'token', '--unset', 'terms'], /no key/],
    [['edit', 'token', '--set', 'gloss=maybe'], /no value/],
    [['edit', 'token', '--set', 'partOfSpeech=thing'], /no valid concept/],
    [['edit', 'token', '--remove-term', 'en=nothing'], /no word/],
    [['edit', 'token', '--relation', 'wider=coin'], /no value/],
    [['merge', 'token'], /Two ids/],
    [['merge', 'token', 'token'], /with itself/],
  ])('refuses %j', async (argv, expected) => {
    const { run, read } = desk()
    const { code, stderr } = await run(argv)
    expect([code, stderr]).toEqual([2, expect.stringMatching(expected)])
    expect([read('technology'), read('finance')]).toEqual([technology, finance])
  })
})

test('edit changes what is said', async () => {
  const { run, read } = desk()
  const { code, stderr } = await run(
    'edit token --term zh-TW=代幣 --status deprecated --term zh-HK=權杖 --remove-term en=token --set gloss=false --unset note --relation broader=software --state needs-work --reason Unsure --by a'.split(
      ' ',
    ),
  )
  expect([code, stderr]).toEqual([0, ''])
  expect(read('technology')).toBe(`# Technology.
concepts:
  - id: software # mine
    domain: technology
    state: approved
    terms: { zh-TW: 軟體, zh-CN: 软件, en: software }

  # A comment that stays.
  - id: token
    domain: technology
    state: needs-work
    review: { by: a, at: NOW, reason: Unsure }
    gloss: false
    relations:
      - { kind: broader, id: software }
    terms:
      zh-TW: [權杖, { text: 代幣, status: deprecated }]
      zh-HK: { text: 權杖, status: deprecated }
      zh-CN: 令牌
    history:
      - { at: NOW, by: a, action: edited, note: Unsure }
      - { at: NOW, by: a, action: needs-work, note: Unsure }
`)
})

test('merge leaves one concept with the words of both', async () => {
  const { run, read } = desk()
  const { code, stdout } = await run([
    'merge',
    'software',
    'token',
    '--by',
    'a',
    '--reason',
    'Same',
  ])
  expect([code, stdout]).toEqual([
    0,
    'token was merged into software (locales/glossary/technology.yaml).\n',
  ])
  const { concepts } = parse(read('technology')) as { concepts: object[] }
  expect(concepts).toEqual([
    {
      id: 'software',
      domain: 'technology',
      state: 'approved',
      note: 'Two words compete.',
      terms: {
        'zh-TW': [
          '軟體',
          { text: '權杖', status: 'admitted' },
          { text: '代幣', status: 'admitted' },
        ],
        'zh-CN': ['软件', { text: '令牌', status: 'admitted' }],
        en: ['software', { text: 'token', status: 'admitted' }],
      },
      history: [{ at: 'NOW', by: 'a', action: 'merged', note: 'token: Same' }],
    },
  ])
  expect(read('technology')).toContain('# A comment that stays.')
  expect(read('finance')).toBe(finance.replace('id: token }', 'id: software }'))
})

test('stats count', async () => {
  const { stdout } = await desk().run(['stats', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    concepts: 4,
    states: { approved: 2, proposed: 1, rejected: 1, 'needs-work': 0 },
    domains: { finance: 2, technology: 2 },
    locales: { 'zh-TW': { concepts: 4, words: 5 } },
    withoutEnglish: 0,
  })
  expect((await desk().run(['stats'])).stdout).toContain(
    'zh-HK  concepts: 1, words: 1',
  )
})

describe('lint', () => {
  test('looks for relations and for concepts no article uses', async () => {
    const { cwd, run } = desk()
    mkdirSync(path.join(cwd, 'articles'))
    writeFileSync(path.join(cwd, 'articles/a.md'), '這套軟體，與代幣。\n')
    const text = finance.replace('id: token }', 'id: nobody }')
    writeFileSync(path.join(cwd, 'locales/glossary/finance.yaml'), text)
    const { code, stdout } = await run([
      'lint',
      '--unused',
      '--locale',
      'zh-HK',
      '--json',
    ])
    const { findings } = JSON.parse(stdout) as {
      findings: { rule: string; reason: string }[]
    }
    const of = (rule: string) =>
      findings.filter((f) => f.rule === rule).map((f) => f.reason)
    expect(code).toBe(0)
    expect(of('terms-relation-broken')).toEqual([
      '`coin` is related to `nobody`, which is not there',
    ])
    expect(of('terms-locale-missing')).toEqual([
      '`software` has no word in zh-HK',
    ])
    expect(of('terms-unused')).toEqual(['No article has a word of `token`'])
    expect((await run(['lint', '--frail'])).code).toBe(1)
  })
})

describe('diff', () => {
  test('compares files by concept, whatever their form', async () => {
    const { cwd, run } = desk()
    const { concepts } = parse(technology) as { concepts: object[] }
    writeFileSync(
      path.join(cwd, 'same.yaml'),
      JSON.stringify({ concepts: concepts.reverse() }),
    )
    const same = await run([
      'diff',
      'locales/glossary/technology.yaml',
      'same.yaml',
    ])
    expect([same.code, same.stdout]).toEqual([0, 'Nothing is different.\n'])
    const other = await run(['diff', 'locales/glossary', 'same.yaml', '--json'])
    expect(JSON.parse(other.stdout)).toMatchObject({
      added: 0,
      removed: 2,
      changed: 0,
    })
  })

  test('compares revisions of Git', async () => {
    const { cwd, run } = desk()
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: cwd,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a',
    }
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd, env, stdio: 'ignore' })
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'a')
    expect((await run(['diff'], { env })).stdout).toBe(
      'Nothing is different.\n',
    )
    await run(['approve', 'token', '--by', 'a'], { env })
    const now = await run(['diff'], { env })
    expect(now.stdout).toContain('~ token\n    state  proposed → approved\n')
    expect(now.stdout).toContain('0 added, 0 removed, 1 changed')
    git('add', '-A')
    git('commit', '-qm', 'b')
    const both = await run(['diff', 'HEAD~1', 'HEAD'], { env })
    expect(both.stdout).toBe(now.stdout)
    const wrong = await run(['diff', 'nothing'], { env })
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('no revision'),
    ])
  })

  test('says when there is no Git, or no repository', async () => {
    const { cwd, run } = desk()
    const none = await run(['diff'], { env: { PATH: cwd } })
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('Git is not installed'),
    ])
    const env = {
      PATH: process.env['PATH'] ?? '',
      GIT_CEILING_DIRECTORIES: '/',
    }
    const outside = await run(['diff'], { env })
    expect([outside.code, outside.stderr]).toEqual([
      2,
      expect.stringContaining('not in a Git repository'),
    ])
  })
})

test('a file that is broken is named with the place, and left', async () => {
  const { cwd, run, read } = desk()
  const broken = finance.replace('state: approved', 'state: [approved')
  writeFileSync(path.join(cwd, 'locales/glossary/finance.yaml'), broken)
  for (const argv of [
    ['approve', 'token'],
    ['show', 'token'],
    ['add', 'x', '--domain', 'finance', '--term', 'zh-TW=字'],
  ]) {
    const { code, stderr } = await run(argv)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/finance\.yaml:\d+:\d+: Broken YAML/),
    ])
  }
  expect([read('finance'), read('technology')]).toEqual([broken, technology])
})

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

test('commands at the same time lose nothing of each other', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const concepts = ids.map(
    (id) =>
      `  - id: ${id}\n    domain: x\n    state: proposed\n    terms: { zh-TW: 字${id} }\n`,
  )
  const cwd = folderWith({
    'locales/glossary/a.yaml': `concepts:\n${concepts.join('')}`,
  })
  const codes = await Promise.all(
    ids.map(
      (id) =>
        new Promise((done) => {
          const argv = [main, 'glossary', 'approve', id, '--by', id]
          spawn(process.execPath, argv, { cwd, stdio: 'ignore' }).once(
            'exit',
            done,
          )
        }),
    ),
  )
  expect(codes).toEqual(ids.map(() => 0))
  const read = parse(textOf(cwd, 'locales/glossary/a.yaml')) as {
    concepts: { id: string; review: { by: string } }[]
  }
  expect(read.concepts.map(({ review }) => review.by)).toEqual(ids)
})

test.each([['list'], ['approve', 'concept-19999', '--by', 'a']])(
  '%s has 20,000 concepts to do with',
  (...argv) => {
    const concepts = Array.from(
      { length: 20_000 },
      (_, i) =>
        `  - id: concept-${i}\n    domain: technology\n    state: proposed\n    note: Remark ${i}.\n    terms: { zh-TW: 概念${i}, zh-CN: 概念${i}, en: concept ${i} }\n`,
    )
    const cwd = folderWith({
      'locales/glossary/a.yaml': `concepts:\n${concepts.join('\n')}`,
    })
    const { status, stdout } = spawnSync(
      process.execPath,
      [main, 'glossary', ...argv],
      { cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
    )
    expect(status).toBe(0)
    expect(stdout).toContain('concept-19999')
  },
)

test('an id that two files have is not edited in either', async () => {
  const { cwd, run, read } = desk()
  writeFileSync(path.join(cwd, 'locales/glossary/z.yaml'), finance)
  const { code, stderr } = await run(['approve', 'coin', '--reason', 'x'])
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(
      /“coin” stands in more than one file: .*finance\.yaml.*z\.yaml/,
    ),
  ])
  expect([read('finance'), read('z')]).toEqual([finance, finance])
})

test('what would be refused is refused when nothing is to be written, too', async () => {
  const { cwd, run } = desk()
  const argv = ['edit', 'token', '--set', 'partOfSpeech=thing', '--dry-run']
  const { code, stderr } = await run(argv)
  expect([code, stderr]).toEqual([2, expect.stringContaining('no valid')])
  const add = ['add', 'x', '--domain', 'x', '--term', 'zh-TW=字', '--dry-run']
  await run([...add, '--into', 'new/a.yaml'])
  expect(existsSync(path.join(cwd, 'new'))).toBe(false)
})

describe('export and import', () => {
  test('a table goes out and comes back without a change', async () => {
    const { cwd, run, read } = desk()
    const { code, stdout } = await run(['export', '--bom', '-o', 'out.tsv'])
    expect([code, stdout]).toEqual([0, ''])
    const table = textOf(cwd, 'out.tsv')
    expect(table).toMatch(/^\ufeffid\tdomain\tstate\tzh-TW\t/)
    expect(table).toContain(
      'token\ttechnology\tproposed\t權杖 | { text: 代幣, status: admitted }\t',
    )
    const back = await run(['import', 'out.tsv'])
    expect([back.code, back.stdout]).toEqual([
      0,
      '0 added, 0 changed, 4 as they were\n',
    ])
    expect([read('technology'), read('finance')]).toEqual([technology, finance])
  })

  test('formulas are harmless outside, and themselves again inside', async () => {
    const { run, read } = desk()
    await run(['edit', 'token', '--set', 'note==HYPERLINK("x")', '--by', 'a'])
    const before = read('technology')
    const { stdout } = await run(['export', '--state', 'proposed'])
    expect(stdout).toContain(`"'=HYPERLINK(""x"")"`)
    await run(['import', '-'], { stdin: stdout })
    expect(read('technology')).toBe(before)
  })

  const table = `# from the agency
Term,Taiwan,zh-CN,domain,memo
hash,雜湊,哈希,technology,x
software,軟體 | 軟件,软件,technology,y
token,憑證,令牌,technology,z
`
  const map = ['--map', 'Term=en', '--map', 'Taiwan=zh-TW', '--by', 'a']

  test('adds, changes, and leaves alone what was reviewed, saying so', async () => {
    const { run, read } = desk()
    const dry = await run(['import', '-', ...map, '--dry-run'], {
      stdin: table,
    })
    expect(dry.stdout).toContain('+ hash\n')
    expect(dry.stdout).toContain('terms.zh-TW.憑證')
    expect(read('technology')).toBe(technology)
    const { code, stdout, stderr } = await run(['import', '-', ...map], {
      stdin: table,
    })
    expect([code, stdout]).toEqual([0, '1 added, 1 changed, 0 as they were\n'])
    expect(stderr).toContain('left out: memo')
    expect(stderr).toContain('--overwrite changes it: software')
    const text = read('technology')
    expect(text).toContain('terms: { zh-TW: 軟體, zh-CN: 软件, en: software }')
    expect(text).toContain(
      'zh-TW: [權杖, { text: 代幣, status: admitted }, 憑證]',
    )
    expect(text).toContain(
      '  - id: hash\n    domain: technology\n    state: proposed\n    terms: { zh-TW: 雜湊, zh-CN: 哈希, en: hash }\n    history:\n      - { at: NOW, by: a, action: imported, note: -:3 }\n',
    )
  })

  test('changes what was reviewed when it is told to, saying so', async () => {
    const { run, read } = desk()
    const { stdout } = await run(['import', '-', ...map, '--overwrite'], {
      stdin: table,
    })
    expect(stdout).toContain('1 reviewed concept was changed: software')
    expect(read('technology')).toContain(
      'terms: { zh-TW: [軟體, 軟件], zh-CN: 软件, en: software }',
    )
  })

  test.each([
    ['id,en\n"a,b\n', /line \d+: /],
    ['id,en\nA b,c\n', /line 2: “A b” can be no id/],
    ['id,zh-TW\n<script>,c\n', /can be no id/],
    ['id,zh-TW,domain\na,字,x\na,字,x\n', /line 3: the id “a” was in line 2/],
    ['zh-TW\n字\n', /line 2: there is no id/],
    ['x,y\n1,2\n', /no column/],
    ['id,zh-TW,domain,sources\na,字,technology,[x\n', /line 2: /],
    ['id,zh-TW,domain,gloss\na,字,technology,maybe\n', /no valid concept/],
    ['id,en,domain\na,b,technology\n', /no Chinese word/],
    ['id,zh-TW,domain,state\na,字,technology,done\n', /no valid concept/],
    ['id,zh-TW\na,字\n', /not clear/],
  ])('refuses %j and writes nothing', async (stdin, expected) => {
    const { run, read } = desk()
    const { code, stderr } = await run(['import', '-'], { stdin })
    expect([code, stderr]).toEqual([2, expect.stringMatching(expected)])
    expect([read('technology'), read('finance')]).toEqual([technology, finance])
  })

  test('an empty table is nothing, and a missing one is named', async () => {
    const { run } = desk()
    expect((await run(['import', '-'])).stdout).toBe(
      '0 added, 0 changed, 0 as they were\n',
    )
    const { code, stderr } = await run(['import', 'missing.csv'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('missing.csv')])
  })
})
