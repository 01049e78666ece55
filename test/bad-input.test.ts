import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadConfig } from '../src/node.ts'
import { createProject, findings, type Project } from './project.ts'

// Everything real, but what a test makes fail at the one place that writes.
const { failAt } = vi.hoisted(() => ({
  failAt: { code: '', after: Number.POSITIVE_INFINITY },
}))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    async open(...args: Parameters<typeof real.open>) {
      const handle = await real.open(...args)
      if (args[1] !== 'wx' || !String(args[0]).endsWith('.tmp')) return handle
      if (failAt.after-- > 0) return handle
      const fail = async (): Promise<never> => {
        // As a full disk does it: a part is written, then nothing more.
        await handle.write('半')
        throw Object.assign(new Error('write failed'), { code: failAt.code })
      }
      return Object.assign(handle, { writeFile: fail })
    },
  }
})

const good = '---\ntitle: 好\n---\n\n軟體\n'

let project: Project
beforeEach(() => {
  project = createProject({ 'articles/good.md': good })
})
afterEach(() => {
  failAt.after = Number.POSITIVE_INFINITY
  project.remove()
})

/** Nothing is written half: every file is listed, and is as it is listed. */
async function expectWhole(): Promise<void> {
  const names = project.files('public')
  expect(names.filter((name) => /tmp|lock/.test(name))).toEqual([])
  const messages = findings(await project.check())
  const stale = messages.filter((one) => one.ruleId === 'publish-target-edited')
  expect(stale).toEqual([])
}

/** The good article is published, whatever is wrong with the other. */
async function expectOnlyGood(): Promise<void> {
  expect(project.read('public/zh-CN/good.md')).toContain('软件')
  expect(project.files('public').join()).not.toContain('bad')
  expect(project.read('articles/good.md')).toBe(good)
  await expectWhole()
}

async function buildBad(
  content: string | Uint8Array,
  name = 'bad.md',
): Promise<ReturnType<typeof findings>> {
  project.write({ [`articles/${name}`]: content })
  const before = readFileSync(project.at(`articles/${name}`))
  const report = await project.build()
  expect(report.articles.map((one) => one.failed)).toEqual([true, false])
  expect(readFileSync(project.at(`articles/${name}`)).equals(before)).toBe(true)
  await expectOnlyGood()
  return findings(report).filter((one) => one.fatal)
}

describe('what is named is not there', () => {
  test('a missing file', async () => {
    await expect(
      project.build({ only: ['articles/nope.md'] }),
    ).rejects.toMatchObject({
      name: 'UserError',
      message: 'There is no file articles/nope.md.',
      hint: `Check the spelling; it was looked for at ${project.at('articles/nope.md')}.`,
    })
    expect(existsSync(project.at('public'))).toBe(false)
  })

  test('a missing folder of articles', async () => {
    rmSync(project.at('articles'), { recursive: true })
    await expect(project.build()).rejects.toMatchObject({
      name: 'UserError',
      message: `There is no folder ${project.at('articles')}/`,
    })
    expect(readdirSync(project.root)).toEqual([])
  })

  test('a missing glossary file', async () => {
    await expect(
      project.build({ config: { glossary: 'terms.yaml' } }),
    ).rejects.toThrow('There is no glossary file terms.yaml.')
    expect(existsSync(project.at('public'))).toBe(false)
  })
})

describe('permission', () => {
  /** Run as nobody, where this is root, whom permissions do not stop. */
  async function unprivileged<T>(task: () => Promise<T>): Promise<T> {
    const isRoot = process.getuid?.() === 0
    chmodSync(project.root, 0o777)
    if (isRoot) process.seteuid?.(65534)
    try {
      return await task()
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
  }

  test('a directory of sources one may not read', async () => {
    mkdirSync(project.at('articles/secret'))
    chmodSync(project.at('articles/secret'), 0o000)
    await expect(unprivileged(() => project.build())).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(
        /articles\/secret\/? can not be read: permission denied\.$/,
      ),
      hint: expect.stringContaining('chmod u+rX'),
    })
    expect(existsSync(project.at('public'))).toBe(false)
    chmodSync(project.at('articles/secret'), 0o755)
  })

  test('an article one may not read keeps nobody else back', async () => {
    project.write({ 'articles/bad.md': '密\n' })
    chmodSync(project.at('articles/bad.md'), 0o000)
    const report = await unprivileged(() => project.build())
    expect(findings(report)).toMatchObject([
      {
        ruleId: 'read-unreadable',
        file: 'articles/bad.md',
        reason: 'articles/bad.md can not be read: permission denied.',
        fatal: true,
      },
    ])
    chmodSync(project.at('articles/bad.md'), 0o644)
    expect(project.read('public/zh-CN/good.md')).toContain('软件')
  })

  test('an output folder one may not write to', async () => {
    await project.build()
    const before = project.read('public/zh-CN/good.md')
    project.write({ 'articles/good.md': good.replace('軟體', '硬體') })
    chmodSync(project.at('public/.yiwen'), 0o555)
    chmodSync(project.at('public'), 0o555)
    await expect(unprivileged(() => project.build())).rejects.toMatchObject({
      name: 'UserError',
      message: 'public can not be written: permission denied.',
      hint: 'Check who may read and write there.',
    })
    expect(project.read('public/zh-CN/good.md')).toBe(before)
    chmodSync(project.at('public'), 0o755)
    chmodSync(project.at('public/.yiwen'), 0o755)
    await expectWhole()
  })
})

describe('content', () => {
  test('wrong encoding', async () => {
    const bytes = Buffer.concat([Buffer.from(good), Uint8Array.of(0xff, 0x0a)])
    const [found, ...others] = await buildBad(bytes)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      ruleId: 'read-encoding-invalid',
      file: 'articles/bad.md',
      note: 'Save the file as UTF-8, or say which encoding it is in with the `encoding` setting.',
    })
    expect(found?.reason).toContain(`offset ${Buffer.byteLength(good)}`)
  })

  test('an encoding that is given and is not the file’s', async () => {
    const config = { encoding: 'big5' }
    const report = await project.build({ config })
    expect(report.articles[0]?.messages[0]?.ruleId).toBe(
      'read-encoding-invalid',
    )
    expect(project.files('public').join()).not.toContain('good')
  })

  test('broken YAML front matter', async () => {
    const [found, ...others] = await buildBad(
      '---\ntitle: "沒有結束\ntags: [a\n---\n\n軟體\n',
    )
    expect(others).toEqual([])
    expect(found).toMatchObject({
      ruleId: 'front-matter-invalid',
      file: 'articles/bad.md',
    })
    expect(found?.reason).toMatch(/^The YAML front matter cannot be read: /)
    expect(found?.line).toBeGreaterThan(1)
    expect(found?.line).toBeLessThan(5)
  })

  test('a file of 50 MB', async () => {
    writeFileSync(project.at('articles/bad.md'), '')
    truncateSync(project.at('articles/bad.md'), 50 * 1024 * 1024)
    const report = await project.build()
    expect(findings(report)).toMatchObject([
      {
        ruleId: 'read-too-large',
        file: 'articles/bad.md',
        reason: 'The file has 50 MiB, and the limit is 16 MiB.',
        note: 'Split the file, or raise `limits.bytes` in the configuration.',
      },
    ])
    await expectOnlyGood()
  })

  test.each([
    ['quotes', '> '.repeat(100_000)],
    ['lists', '- '.repeat(100_000)],
    [
      'indented lists',
      Array.from({ length: 600 }, (_, i) => `${'  '.repeat(i)}- 甲`).join('\n'),
    ],
    ['directives', ':::note\n'.repeat(100_000)],
    ['YAML in brackets', `---\na: ${'['.repeat(100_000)}\n---\n`],
    ['YAML lists', `---\n${'- '.repeat(100_000)}a\n---\n`],
    ['TOML', `+++\na = ${'['.repeat(100_000)}\n+++\n`],
  ])('100,000-deep nesting of %s', { timeout: 30_000 }, async (_name, text) => {
    const [found] = await buildBad(`${text}軟體\n`)
    expect(found?.ruleId).toMatch(/^(?:parse-too-deep|front-matter-invalid)$/)
    expect(found?.reason).toMatch(/nested/)
    expect(found?.line).toBeGreaterThan(0)
  })

  test.each([
    ['emphasis', '*a **a '.repeat(10_000)],
    ['underscores', '_a __a '.repeat(10_000)],
    ['brackets', '['.repeat(50_000)],
    ['links', '[a]('.repeat(30_000)],
  ])('a Markdown bomb of %s', { timeout: 60_000 }, async (_name, text) => {
    project.write({ 'articles/bad.md': `${text}\n` })
    const report = await project.build()
    // Read in time, or refused in clear words: it never hangs.
    const [bomb] = report.articles
    const errors = bomb?.messages.filter((one) => one.fatal) ?? []
    expect(bomb?.failed).toBe(errors.length > 0)
    for (const error of errors) {
      expect(error.ruleId).toMatch(/^parse-too-(?:costly|deep)$/)
      expect(error.file).toBe('articles/bad.md')
      expect(error.note).toBeTruthy()
    }
    expect(existsSync(project.at('public/zh-TW/bad.md'))).toBe(!bomb?.failed)
    expect(project.read('public/zh-CN/good.md')).toContain('软件')
    await expectWhole()
  })
})

describe('settings', () => {
  test('an unknown locale', async () => {
    project.write({
      'yiwen.config.yaml': 'editions:\n  - id: books\n    locale: zh-XX-oops\n',
    })
    await expect(loadConfig({ cwd: project.root })).rejects.toMatchObject({
      name: 'UserError',
      message:
        'Settings in yiwen.config.yaml are wrong:\n  editions[0].locale: unknown locale "zh-XX-oops"; known are zh-TW, zh-HK, zh-CN, en.',
    })
  })

  test('an output folder among the articles', async () => {
    project.write({ 'yiwen.config.json': '{"output": "articles/public"}' })
    await expect(loadConfig({ cwd: project.root })).rejects.toThrow(
      'lies inside the folder of articles',
    )
    // And who makes settings without a file is stopped where it is written.
    await expect(
      project.build({ config: { output: 'articles/public' } }),
    ).rejects.toThrow('nothing is written over a source')
    expect(project.files('articles')).toEqual(['good.md'])
  })
})

describe('the glossary', () => {
  const concept = (extra: string) =>
    `concepts:\n  - id: software\n    domain: it\n    state: approved\n    terms:\n      zh-TW: 軟體\n${extra}`
  const path = 'locales/glossary/it.yaml'

  test('that is broken stops publishing, with line and column', async () => {
    project.write({ [path]: concept('      en: software\n') })
    await project.build()
    const before = project
      .files('public')
      .map((name) => project.read(`public/${name}`))
    project.write({ [path]: 'concepts:\n  - id: software\n    terms: [\n' })
    const report = await project.build()
    expect(report.glossary.messages).toMatchObject([
      { ruleId: 'terms-invalid', file: path, line: 4, column: 1, fatal: true },
    ])
    expect(report.glossary.messages[0]?.reason).toMatch(/^Broken YAML: /)
    expect(report.articles[0]?.failed).toBe(true)
    expect(report.changes).toEqual([])
    expect(
      project.files('public').map((name) => project.read(`public/${name}`)),
    ).toEqual(before)
  })

  test('with an entry that is wrong names its line and column', async () => {
    project.write({
      [path]: concept('      en: software\n').replace('domain', 'domian'),
    })
    const report = await project.build()
    expect(report.glossary.messages).toMatchObject([
      { ruleId: 'terms-invalid', file: path, line: 3, column: 5 },
    ])
    expect(report.glossary.messages[0]?.reason).toContain('domian')
    expect(existsSync(project.at('public'))).toBe(false)
  })

  test('that is 100,000 levels deep names its line', async () => {
    project.write({ [path]: `concepts:\n  ${'- '.repeat(100_000)}a\n` })
    const report = await project.build()
    expect(report.glossary.messages).toMatchObject([
      {
        ruleId: 'terms-invalid',
        reason: 'The YAML is nested too deeply to be read',
        file: path,
        line: 2,
      },
    ])
  })

  test('in another encoding is refused', async () => {
    project.write({ [path]: Uint8Array.of(0x63, 0x3a, 0xff, 0x0a) })
    const report = await project.build()
    expect(report.glossary.messages).toMatchObject([
      { ruleId: 'read-encoding-invalid', file: path },
    ])
  })

  test('with a term without English glosses the others', async () => {
    project.write({
      [path]: `${concept('      zh-CN: 软件\n')}  - id: hardware\n    domain: it\n    state: approved\n    terms:\n      zh-TW: 硬體\n      zh-CN: 硬件\n      en: hardware\n`,
      'articles/good.md': good.replace('軟體', '軟體與硬體'),
    })
    const report = await project.build()
    expect(report.glossary.messages).toMatchObject([
      { ruleId: 'terms-no-english', file: path, line: 2, fatal: false },
    ])
    expect(report.articles[0]?.failed).toBe(false)
    expect(project.read('public/zh-CN/good.md')).toContain(
      '软件与硬件（hardware）',
    )
  })
})

describe('links', () => {
  test('that loop among the sources are passed over', async () => {
    symlinkSync('.', project.at('articles/loop'))
    symlinkSync('a', project.at('articles/b'))
    symlinkSync('b', project.at('articles/a'))
    symlinkSync('me.md', project.at('articles/me.md'))
    const report = await project.build()
    expect(report.articles.map((one) => one.path)).toEqual(['articles/good.md'])
    await expectWhole()
  })

  test('that loop as the folder of sources are named', async () => {
    rmSync(project.at('articles'), { recursive: true })
    symlinkSync('articles', project.at('articles'))
    await expect(project.build()).rejects.toThrow(
      'articles can not be read: its links form a loop.',
    )
  })

  test('that loop as the output folder are named', async () => {
    symlinkSync('public', project.at('public'))
    await expect(project.build()).rejects.toThrow(
      'public can not be read: its links form a loop.',
    )
  })

  test('from the output folder to the sources are refused', async () => {
    symlinkSync('articles', project.at('public'))
    for (const force of [false, true]) {
      await expect(project.build({ force })).rejects.toMatchObject({
        name: 'UserError',
        message: `public/.yiwen leads to ${project.at('articles')}, where the sources are, and nothing is written over a source.`,
        hint: 'Remove the link, or set `output` to another folder.',
      })
    }
    expect(project.files('articles')).toEqual(['good.md'])
    expect(project.read('articles/good.md')).toBe(good)
  })

  test('from an edition’s folder to the sources are refused', async () => {
    mkdirSync(project.at('public'))
    symlinkSync('../articles', project.at('public/zh-CN'))
    for (const force of [false, true]) {
      await expect(project.build({ force })).rejects.toThrow(
        'public/zh-CN leads to',
      )
    }
    expect(project.files('articles')).toEqual(['good.md'])
    expect(project.read('articles/good.md')).toBe(good)
  })

  test('in place of an edition are not followed', async () => {
    mkdirSync(project.at('public/zh-TW'), { recursive: true })
    symlinkSync('../../articles/good.md', project.at('public/zh-TW/good.md'))
    for (const force of [false, true]) {
      const report = await project.build({ force })
      expect(findings(report).map((one) => one.ruleId)).toEqual([
        'publish-target-edited',
      ])
      expect(project.read('articles/good.md')).toBe(good)
    }
  })
})

describe('a full disk', () => {
  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'your quota of the disk is used up'],
    ['EROFS', 'the disk can only be read'],
    ['EIO', 'EIO'],
  ])('%s leaves every file whole', async (code, reason) => {
    const config = { search: false }
    await project.build({ config })
    const before = new Map(
      project
        .files('public')
        .map((name) => [name, project.read(`public/${name}`)]),
    )
    project.write({ 'articles/good.md': good.replace('軟體', '硬體') })
    Object.assign(failAt, { code, after: 3 })
    await expect(project.build({ config })).rejects.toMatchObject({
      name: 'UserError',
      message: `public/zh-HK/good.md can not be written: ${reason}. 2 of 8 files were written before it.`,
    })
    failAt.after = Number.POSITIVE_INFINITY
    await expectWhole()
    for (const name of project.files('public')) {
      const text = project.read(`public/${name}`)
      if (text !== before.get(name) && !name.startsWith('.yiwen')) {
        expect(name).toMatch(/^zh-TW\//)
        expect(text).toContain('硬體')
      }
    }
    // With room again, the next build ends what this one began.
    expect(findings(await project.build({ config }))).toEqual([])
    expect(project.read('public/zh-HK/good.md')).toContain('硬')
    await expectWhole()
  })

  test('before anything is written nothing is', async () => {
    Object.assign(failAt, { code: 'ENOSPC', after: 0 })
    await expect(project.build()).rejects.toMatchObject({
      message:
        'public/.yiwen/manifest.json can not be written: the disk is full.',
      hint: 'Make room and build again; every file is whole, or as it was.',
    })
    expect(project.files('public')).toEqual([])
  })

  const small = mountable()
  test.skipIf(!small)(
    'a real one of 64 KiB (skipped: no permission to mount)',
    async () => {
      mkdirSync(project.at('public'))
      execFileSync('mount', [
        ...['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs'],
        project.at('public'),
      ])
      try {
        project.write({ 'articles/long.md': '軟體與硬體。\n\n'.repeat(400) })
        await expect(project.build()).rejects.toMatchObject({
          name: 'UserError',
          message: expect.stringMatching(
            /^public\/.* can not be written: the disk is full\./,
          ),
          hint: 'Make room and build again; every file is whole, or as it was.',
        })
        await expectWhole()
        expect(project.read('articles/good.md')).toBe(good)
      } finally {
        execFileSync('umount', [project.at('public')])
      }
    },
  )
})

/** Whether a disk can be mounted here; only root can, and not everywhere. */
function mountable(): boolean {
  const probe = createProject()
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', probe.root], {
      stdio: 'ignore',
    })
    execFileSync('umount', [probe.root])
    return true
  } catch {
    return false
  } finally {
    probe.remove()
  }
}
