import { readFileSync } from 'node:fs'
import path from 'node:path'
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
