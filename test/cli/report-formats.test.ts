import { describe, expect, test } from 'vitest'
import { folderWith, glossary, runCli } from './run-cli.ts'

function project(): string {
  return folderWith({
    'articles/a,b.md': '---\ntitle: 人工智慧\n---\n\n民國 113 年的軟體。\n',
    'locales/glossary/a.yaml': glossary,
  })
}

describe('check --format', () => {
  test('sarif: a log with places, rules and gravity', async () => {
    const cwd = project()
    const { code, stdout } = await runCli(['check', '--format', 'sarif'], {
      cwd,
    })
    expect(code).toBe(1)
    const log = JSON.parse(stdout)
    expect(log.version).toBe('2.1.0')
    const [run] = log.runs
    const results = run.results as {
      ruleId: string
      ruleIndex: number
      level: string
      locations: { physicalLocation: object }[]
    }[]
    for (const { ruleId, ruleIndex } of results) {
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId)
    }
    const era = results.find(({ ruleId }) => ruleId === 'convert-era-year')
    expect(era?.level).toBe('note')
    expect(era?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'articles/a,b.md' },
      region: { startLine: 5, startColumn: 1, endLine: 5 },
    })
    const missing = results.find(({ ruleId }) => ruleId === 'publish-missing')
    expect(missing?.level).toBe('error')
  })

  test('github: a command a line, with what would end it encoded', async () => {
    const cwd = project()
    const { stdout } = await runCli(
      ['check', '--format', 'github', '--lang', 'zh-TW'],
      { cwd },
    )
    const lines = stdout.trimEnd().split('\n')
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning|notice) file=[^:]*::./)
    }
    expect(stdout).toContain('file=articles/a%2Cb.md,line=5,endLine=5,col=1,')
    expect(stdout).toContain('(convert-era-year)')
  })

  test('json is what --json is', async () => {
    const cwd = project()
    const one = JSON.parse(
      (await runCli(['check', '--format', 'json'], { cwd })).stdout,
    )
    const other = JSON.parse(
      (await runCli(['check', '--json'], { cwd })).stdout,
    )
    expect({ ...one, milliseconds: 0 }).toEqual({ ...other, milliseconds: 0 })
  })

  test('says what formats there are', async () => {
    const { code, stderr } = await runCli(['check', '--format', 'xml'], {
      cwd: project(),
    })
    expect(code).toBe(2)
    expect(stderr).toContain('pretty, json, sarif, and github')
  })
})
