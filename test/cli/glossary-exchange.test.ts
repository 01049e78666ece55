import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type Resource } from 'i18next'
import { describe, expect, test } from 'vitest'
import { folderWith, runCli, textOf } from './run-cli.ts'

const glossary = `# Technology.
concepts:
  - id: software # mine
    domain: technology
    state: approved
    definition: |
      Programs,
      not hardware.
    sources:
      - { title: ISO 2382, url: https://www.iso.org/, quotation: all }
    images:
      - { src: a.png, alt: A picture }
    relations:
      - { kind: related, id: token }
    review: { by: Lin, at: 2026-01-08T09:30:00Z, reason: Agreed }
    history:
      - { at: 2026-01-08T09:30:00Z, by: Lin, action: approved, note: Agreed }
    terms:
      zh-TW: [軟體, { text: 軟件, status: forbidden, match: exact }]
      zh-CN: 软件
      en: { text: Yiwen, partOfSpeech: properNoun }
  - id: token
    domain: technology
    state: proposed
    terms: { zh-TW: 權杖, en: { text: token, type: short } }
`

function desk() {
  const cwd = folderWith({ 'locales/glossary/a.yaml': glossary })
  return {
    cwd,
    run: (argv: readonly string[], stdin = '') =>
      runCli(['glossary', ...argv], { cwd, stdin }),
    read: () => textOf(cwd, 'locales/glossary/a.yaml'),
  }
}

function tbx(entries: string): string {
  return `<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<text><body>
${entries}
</body></text></tbx>`
}

function entry(id: string, language: string, term: string, more = ''): string {
  return `<conceptEntry id="${id}">${more}<langSec xml:lang="${language}"><termSec><term>${term}</term></termSec></langSec></conceptEntry>`
}

describe('TBX', () => {
  test('goes out, says what it left out, and comes back without a change', async () => {
    const { cwd, run, read } = desk()
    const out = await run(['export', '-o', 'out.tbx'])
    expect([out.code, out.stdout]).toEqual([0, ''])
    expect(out.stderr).toBe(
      'Left out, as there is no place for it: images × 1, status forbidden × 1, match × 1, partOfSpeech properNoun × 1, state × 1\n',
    )
    expect(readFileSync(path.join(cwd, 'out.tbx'), 'utf8')).toContain(
      '<basic:crossReference target="token">related</basic:crossReference>',
    )
    const back = await run(['import', 'out.tbx', '--overwrite'])
    expect([back.code, back.stdout, back.stderr]).toEqual([
      0,
      '0 added, 0 changed, 2 as they were\n',
      '',
    ])
    expect(read()).toBe(glossary)
  })

  test('a new project gets what TBX carries, proposed, with its history', async () => {
    const { stdout } = await desk().run(['export', '--format', 'tbx'])
    const cwd = folderWith({ 'in.tbx': stdout })
    const { code } = await runCli(
      ['glossary', 'import', 'in.tbx', '--by', 'a'],
      { cwd },
    )
    expect(code).toBe(0)
    const text = textOf(cwd, 'locales/glossary/glossary.yaml')
    expect(text).toContain(
      'id: software\n    domain: technology\n    state: proposed',
    )
    expect(text).toContain('quotation: all')
    expect(text).toMatch(
      /at: 2026-01-08T09:30:00Z, by: Lin, action: approved, note: Agreed/,
    )
    expect(text).toMatch(/action: imported, note: (?:'|")?in\.tbx:\d+/)
  })

  test('shows what it would change, and leaves alone what was reviewed', async () => {
    const { run, read } = desk()
    const text = tbx(
      [
        entry('software', 'zh-Hant-HK', '軟件'),
        entry('token', 'zh-Hans', '令牌'),
        entry(
          'C_7',
          'zh',
          '哈希',
          '<descrip type="subjectField">technology</descrip><descrip type="relatedConcept" target="token"/><descrip type="relatedConcept" target="nowhere"/>',
        ),
        entry('x', 'en', 'no Chinese'),
        entry('y', 'fr', 'jeton'),
      ].join('\n'),
    )
    const argv = ['import', '-', '--format', 'tbx']
    const dry = await run([...argv, '--dry-run'], text)
    expect(dry.code).toBe(0)
    expect(dry.stdout).toContain('+ c-7\n')
    expect(dry.stdout).toContain('~ token\n')
    expect(dry.stdout).not.toContain('~ software')
    expect(dry.stderr).toContain('--overwrite changes it: software')
    for (const item of [
      'langSec fr × 1',
      'crossReference × 1',
      'conceptEntry (no Chinese) × 1',
    ]) {
      expect(dry.stderr).toContain(item)
    }
    expect(read()).toBe(glossary)
    const { stdout } = await run([...argv, '--overwrite', '--json'], text)
    expect(JSON.parse(stdout)).toMatchObject({
      added: 1,
      changed: 2,
      rewritten: ['software'],
      leftOut: { 'langSec fr': 1, crossReference: 1 },
    })
    expect(read()).toContain('zh-HK: 軟件')
    expect(read()).toContain('id: software # mine')
    expect(read()).toContain('- { kind: related, id: token }')
  })

  test.each([
    [
      '<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>',
      /line 1: it declares entities/,
    ],
    [`${tbx('')}<`, /line 4: the XML is broken: /],
    ['<html/>', /this is no TBX/],
    [
      tbx(`${entry('a', 'zh-TW', '字')}\n${entry('a', 'zh-TW', '字')}`),
      /line 4: the id “a” was in line 3 already/,
    ],
    [tbx(entry('a', 'zh-TW', '字')), /no valid concept|not clear/],
  ])('refuses %j and writes nothing', async (text, expected) => {
    const { run, read } = desk()
    const { code, stderr } = await run(['import', '-', '--format', 'tbx'], text)
    expect([code, stderr]).toEqual([2, expect.stringMatching(expected)])
    expect(read()).toBe(glossary)
  })

  test('refuses to write a concept that is broken', async () => {
    const cwd = folderWith({
      'locales/glossary/b.yaml':
        'concepts:\n  - { id: x, domain: y, state: maybe, terms: { zh-TW: 字 } }\n',
    })
    const argv = ['glossary', 'export', '--format', 'tbx']
    const { code, stderr, stdout } = await runCli(argv, { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('“x” is no valid concept')
  })
})

describe('OmegaT', () => {
  test('goes out by tabs with a byte order mark, and comes back as proposals', async () => {
    const { cwd, run } = desk()
    const { code, stderr } = await run(['export', '-o', 'out.utf8'])
    expect(code).toBe(0)
    expect(stderr).toContain('terms.zh-CN × 1')
    expect(stderr).toContain('term.status × 1')
    const text = readFileSync(path.join(cwd, 'out.utf8'), 'utf8')
    expect(text).toBe(
      '\u{FEFF}軟體\tYiwen\tPrograms, not hardware.\n軟件\tYiwen\tPrograms, not hardware.\n權杖\ttoken\t\n',
    )
    const other = folderWith({ 'in.txt': text })
    const argv = ['glossary', 'import', 'in.txt', '--domain', 'technology']
    const back = await runCli([...argv, '--by', 'a'], { cwd: other })
    expect([back.code, back.stdout]).toEqual([
      0,
      '2 added, 0 changed, 0 as they were\n',
    ])
    expect(textOf(other, 'locales/glossary/glossary.yaml')).toContain(
      'terms: { zh-TW: [軟體, 軟件], en: Yiwen }',
    )
  })

  test('takes other languages, and not the same twice', async () => {
    const { run } = desk()
    const argv = ['export', '--format', 'omegat', '--from', 'zh-CN', '--to']
    const { stdout, stderr } = await run([...argv, 'zh-TW'])
    expect(stdout).toBe('\u{FEFF}软件\t軟體\tPrograms, not hardware.\n')
    expect(stderr).toContain('concept × 1')
    expect((await run([...argv, 'zh-CN'])).code).toBe(2)
    expect((await run([...argv, 'fr'])).code).toBe(2)
  })

  test('counts lines it can not use', async () => {
    const { run, read } = desk()
    const { code, stdout, stderr } = await run(
      ['import', '-', '--format', 'omegat', '--dry-run'],
      '# a comment\r\n代幣\ttoken\tfrom the agency\r\nalone\r\n\r\n',
    )
    expect([code, stderr]).toEqual([
      0,
      'Left out, as there is no place for it: line × 1\n',
    ])
    expect(stdout).toContain('代幣')
    expect(read()).toBe(glossary)
  })
})

describe('UTX', () => {
  test('goes out with its header and comes back without a change', async () => {
    const { cwd, run, read } = desk()
    expect((await run(['export', '-o', 'out.utx'])).code).toBe(0)
    expect(readFileSync(path.join(cwd, 'out.utx'), 'utf8')).toMatch(
      /^#UTX 1\.11; zh-TW\/en; \d{4}-\d\d-\d\dT[\d:]+Z\r\n#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tcomment\tconcept ID\r\n軟體\tYiwen\t\tnoun\tapproved\tPrograms, not hardware\.\tsoftware\r\n軟件\tYiwen\t\tnoun\tforbidden\tPrograms, not hardware\.\tsoftware\r\n權杖\ttoken\t\t\tprovisional\t\ttoken\r\n$/,
    )
    const back = await run(['import', 'out.utx'])
    expect([back.code, back.stdout]).toEqual([
      0,
      '0 added, 0 changed, 2 as they were\n',
    ])
    expect(read()).toBe(glossary)
  })

  test('refuses a file without a header', async () => {
    const argv = ['import', '-', '--format', 'utx']
    for (const text of ['', 'a\tb\n', '#UTX 1.20; fr/ja; x;\n#src\ttgt\n']) {
      const { code, stderr } = await desk().run(argv, text)
      expect([code, stderr]).toEqual([2, expect.stringContaining('header')])
    }
  })
})

describe('i18next', () => {
  test('gets a namespace for each locale', async () => {
    const { cwd, run } = desk()
    const { stdout } = await run(['export', '--format', 'i18next'])
    expect(JSON.parse(stdout)).toEqual({
      'zh-TW': { glossary: { software: '軟體', token: '權杖' } },
      'zh-CN': { glossary: { software: '软件' } },
      en: { glossary: { software: 'Yiwen', token: 'token' } },
    })
    const argv = ['export', '--format', 'i18next', '-o', 'public/locales']
    expect((await run(argv)).code).toBe(0)
    expect(textOf(cwd, 'public/locales/zh-CN/glossary.json')).toBe(
      '{\n  "software": "软件"\n}\n',
    )
    const refused = await run(['import', '-', '--format', 'i18next'])
    expect(refused.code).toBe(2)
  })

  test('is what i18next shows', async () => {
    const { stdout } = await desk().run(['export', '--format', 'i18next'])
    const i18n = createInstance()
    await i18n.init({
      lng: 'zh-CN',
      fallbackLng: 'zh-TW',
      defaultNS: 'glossary',
      resources: JSON.parse(stdout) as Resource,
    })
    expect([i18n.t('software'), i18n.t('token')]).toEqual(['软件', '權杖'])
  })
})
