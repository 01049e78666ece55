import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createProject, findings, type Project } from '../project.ts'

const good = '---\ntitle: 好\n---\n\n軟體\n'

let project: Project
beforeEach(() => {
  project = createProject({ 'articles/good.md': good })
})
afterEach(() => project.remove())

const published = (): string[] =>
  project
    .files('public/zh-CN')
    .filter((name) => name.endsWith('.md'))
    .sort()

describe('what is no ordinary file', () => {
  test('among articles is passed over, and never opened', async () => {
    execFileSync('mkfifo', [project.at('articles/pipe.md')])
    symlinkSync('/dev/zero', project.at('articles/zero.md'))
    symlinkSync('/etc', project.at('articles/etc'))
    const server = createServer().listen(project.at('articles/socket.md'))
    try {
      const report = await project.build()
      expect(findings(report)).toEqual([])
      expect(published()).toEqual(['good.md'])
    } finally {
      server.close()
    }
  })

  test('is refused where it is named', async () => {
    execFileSync('mkfifo', [project.at('articles/pipe.md')])
    await expect(
      project.build({ only: ['articles/pipe.md'] }),
    ).rejects.toMatchObject({
      name: 'UserError',
      message: 'There is no file articles/pipe.md.',
    })
  })

  test('nor is a file outside of the articles one of them', async () => {
    symlinkSync('/etc/hostname', project.at('articles/link.md'))
    writeFileSync(project.at('outside.md'), good)
    for (const path of ['outside.md', 'articles/link.md']) {
      await expect(project.build({ only: [path] })).rejects.toMatchObject({
        name: 'UserError',
        message: `${path} is no article below articles/.`,
      })
    }
    expect(project.files().join()).not.toContain('public')
  })
})

describe('names', () => {
  test.each([
    ['a new\nline.md', 'U+000A'],
    ['bell\u{7}.md', 'U+0007'],
    ['rtl\u{202E}dm.exe.md', 'U+202E'],
    ['what?.md', 'U+003F'],
    ['a:b.md', 'U+003A'],
  ])(
    '%j is published, and named for what is in it',
    async (name, character) => {
      project.write({ [`articles/${name}`]: good })
      const report = await project.build()
      expect(published()).toContain(name)
      expect(findings(report)).toMatchObject([
        {
          ruleId: 'publish-name-unportable',
          fatal: false,
          file: `articles/${name}`,
          reason: `articles/${name} has a character in its name that other systems can not have there, or that hides how it reads: ${character}.`,
        },
      ])
      // What is said does not change because nothing else did.
      expect(findings(await project.build())).toHaveLength(1)
    },
  )

  test.each([
    ['CON.md', 'The name CON is one that Windows keeps for a device.'],
    ['aux/a.md', 'The name aux is one that Windows keeps for a device.'],
    ['lpt1.b.md', 'The name lpt1 is one that Windows keeps for a device.'],
    [
      'dot..md',
      'The name dot..md ends with a dot or a space, which Windows takes away.',
    ],
    [
      'space /a.md',
      'The name space  ends with a dot or a space, which Windows takes away.',
    ],
  ])('%j', async (name, reason) => {
    project.write({ [`articles/${name}`]: good })
    const report = await project.build()
    expect(published()).toContain(name)
    expect(findings(report)).toMatchObject([
      { ruleId: 'publish-name-unportable', reason },
    ])
  })

  test.each([
    ['Good.md', 'good.md'],
    ['e\u{301}.md', '\u{E9}.md'],
  ])('%j and %j are one file elsewhere', async (first, second) => {
    project.write({ [`articles/${first}`]: good, [`articles/${second}`]: good })
    const report = await project.build()
    expect(published()).toEqual(expect.arrayContaining([first, second]))
    expect(findings(report)).toMatchObject([
      {
        ruleId: 'publish-name-unportable',
        reason: `articles/${second} and articles/${first} are one file where neither case nor the form of characters counts, as on Windows and macOS.`,
      },
    ])
  })

  test('of two articles that would be one edition: nothing is written', async () => {
    project.write({ 'articles/good.txt': '軟體\n' })
    await expect(project.build()).rejects.toMatchObject({
      name: 'UserError',
      message:
        'articles/good.md and articles/good.txt would both be written to public/zh-TW/good.md.',
      hint: 'Rename one of them.',
    })
    expect(
      project.files('.').filter((name) => /^public\/zh/.test(name)),
    ).toEqual([])
  })

  test('that are ordinary are not spoken of', async () => {
    for (const name of [
      '中文.md',
      '-rf.md',
      '%2e%2e.md',
      'console.md',
      'a b#c.md',
    ]) {
      project.write({ [`articles/${name}`]: good })
    }
    expect(findings(await project.build())).toEqual([])
  })

  test('of which an edition’s is too long are refused in clear words', async () => {
    project.write({ [`articles/${'長'.repeat(84)}.md`]: good })
    await expect(project.build()).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/its name is too long/),
      hint: 'Give the article a shorter name.',
    })
  })
})
