import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, runCli, textOf } from './run-cli.ts'

const tmx = (units: string) => `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh-TW" datatype="plaintext"/><body>
${units}
</body></tmx>`

const unit = (source: string, target: string, language = 'en-US') =>
  `<tu><tuv xml:lang="zh-TW"><seg>${source}</seg></tuv><tuv xml:lang="${language}"><seg>${target}</seg></tuv></tu>`

const agency = tmx(
  [
    unit(
      '<bpt i="1">&lt;b&gt;</bpt>智譜<ept i="1"/>上市',
      '<bpt i="1"/>Zhipu<ept i="1"/> lists',
    ),
    unit('算力不足', 'Too little computing power'),
    unit('算力不足', 'Puissance', 'fr'),
  ].join('\n'),
)

function project() {
  const cwd = folderWith({
    'in/agency.tmx': agency,
    'in/bad.tmx': '<tmx><body>',
  })
  return {
    cwd,
    run: (...argv: string[]) => runCli(['memory', ...argv], { cwd }),
    path: (name: string) => path.join(cwd, name),
  }
}

describe('yiwen memory', () => {
  test('import keeps the file, says what it left out, and finds it again', async () => {
    const { run, path } = project()
    const { code, stdout, stderr } = await run('import', 'in/agency.tmx')
    expect([code, stdout]).toEqual([
      0,
      'New: 2. Known already: 0.\nThe memory has 2 entries.\n',
    ])
    expect(stderr).toContain('fr × 1')
    expect(readFileSync(path('locales/memory/agency.tmx'), 'utf8')).toBe(agency)
    expect(readFileSync(path('.yiwen/.gitignore'), 'utf8')).toBe('*\n')
    const found = await run('search', '算力')
    expect(found.stdout).toBe(
      'zh-TW  算力不足\nen     Too little computing power\n       translated · agency.tmx\n',
    )
    expect((await run('search', '智譜上市')).stdout).toContain(
      '<1>Zhipu</1> lists',
    )
    expect((await run('search', 'computing', '--from', 'en')).stdout).toBe(
      'The memory has no such text.\n',
    )
  })

  test('import goes on where it was killed: the same file may be there already', async () => {
    const { run, path } = project()
    mkdirSync(path('locales/memory'), { recursive: true })
    writeFileSync(path('locales/memory/agency.tmx'), agency)
    const { code, stdout } = await run('import', 'in/agency.tmx')
    expect([code, stdout]).toEqual([
      0,
      'New: 2. Known already: 0.\nThe memory has 2 entries.\n',
    ])
    expect(readdirSync(path('locales/memory'))).toEqual(['agency.tmx'])
  })

  test('search gives JSON, and no more than asked for', async () => {
    const { run } = project()
    await run('import', 'in/agency.tmx')
    const { stdout } = await run('search', 'i', '--limit', '1', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      more: true,
      entries: [{ sourceText: '智譜上市', targetText: 'Zhipu lists' }],
    })
  })

  test('import keeps nothing of a broken file, and no second one of a name', async () => {
    const { run, path } = project()
    const bad = await run('import', 'in/agency.tmx', 'in/bad.tmx')
    expect(bad.code).toBe(2)
    expect(bad.stderr).toContain('line 1: the XML is broken')
    expect(existsSync(path('locales/memory/agency.tmx'))).toBe(false)
    expect((await run('stats', '--json')).stdout).toContain('"entries": 0')
    await run('import', 'in/agency.tmx')
    writeFileSync(path('in/agency.tmx'), agency.replace('lists', 'listed'))
    const again = await run('import', 'in/agency.tmx')
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('locales/memory/agency.tmx')
    expect((await run('import', 'in/none.tmx')).code).toBe(2)
    expect((await run('import', 'locales/memory/agency.tmx')).code).toBe(0)
  })

  test('export is what a memory is made of again', async () => {
    const { cwd, run } = project()
    await run('import', 'in/agency.tmx')
    expect((await run('export', '--to', 'out.tmx')).code).toBe(0)
    const first = textOf(cwd, 'out.tmx')
    const other = folderWith({ 'locales/memory/out.tmx': first })
    const { stdout } = await runCli(['memory', 'export'], { cwd: other })
    expect(stdout).toBe(first)
    const none = await run('export', '--target', 'zh-CN')
    expect(none.stdout).not.toContain('<tu ')
  })

  test('stats and rebuild follow the files, and say what cannot be read', async () => {
    const cwd = folderWith({
      'locales/memory/a.tmx': agency,
      'locales/memory/b.tmx': '<tmx>',
    })
    const { code, stdout, stderr } = await runCli(['memory', 'rebuild'], {
      cwd,
    })
    expect(code).toBe(1)
    expect(stderr).toContain('locales/memory/b.tmx could not be read')
    expect(stdout).toContain('zh-TW → en: 2 entries')
    const empty = folderWith({})
    const stats = await runCli(['memory', 'stats', '--json'], { cwd: empty })
    expect(stats.code).toBe(0)
    expect(JSON.parse(stats.stdout)).toMatchObject({ entries: 0, pairs: [] })
  })
})
