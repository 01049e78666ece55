import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withLock } from '../../../src/lock/index.ts'
import { InternalError } from '../../../src/model/index.ts'
import {
  applyPlan as apply,
  createGuard,
  createOutputs,
  lockFolder,
  manifestPath,
  type OutputFolder,
  type Plan,
  planPublish,
} from '../../../src/publish/index.ts'
import { expectWordedError } from '../../wording.ts'

const applyPlan = (made: Plan, into: OutputFolder) =>
  apply(made, into, withLock).catch((error: unknown) => {
    throw expectWordedError(error)
  })

let root: string
let folder: OutputFolder

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'yiwen-apply-')))
  mkdirSync(join(root, 'articles'))
  folder = {
    path: join(root, 'public'),
    name: 'public',
    protect: [join(root, 'articles')],
  }
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const at = (...names: string[]) => join(root, ...names)
const read = (path: string) => readFileSync(at('public', path), 'utf8')

async function plan(files: Record<string, string>): Promise<Plan> {
  const outputs = await createOutputs(folder, { keep: true })
  for (const [path, content] of Object.entries(files)) {
    await outputs.add({ path, content, source: `articles/${path}` })
  }
  return planPublish(outputs.list(), await outputs.snapshot())
}

async function publish(files: Record<string, string>) {
  return applyPlan(await plan(files), folder)
}

/** Every name below the output folder. */
function names(): string[] {
  return (readdirSync(folder.path, { recursive: true }) as string[]).sort()
}

describe('writing', () => {
  test('makes folders, and leaves nothing but the files', async () => {
    expect(await publish({ 'zh-CN/a/b.md': '甲' })).toBe('done')
    expect(read('zh-CN/a/b.md')).toBe('甲')
    expect(names()).toEqual([
      '.yiwen',
      '.yiwen/manifest.json',
      'zh-CN',
      'zh-CN/a',
      'zh-CN/a/b.md',
    ])
  })

  test('does not touch what is the same', async () => {
    await publish({ a: '甲', b: '乙' })
    const before = statSync(at('public/a'), { bigint: true })
    const inode = () =>
      statSync(at('public', manifestPath), { bigint: true }).ino
    const manifest = inode()
    await publish({ a: '甲', b: '乙' })
    expect(inode()).toBe(manifest)
    await publish({ a: '甲', b: '丙' })
    const after = statSync(at('public/a'), { bigint: true })
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino])
    expect(read('b')).toBe('丙')
  })

  test('deletes orphans and the folders that held nothing else', async () => {
    await publish({ 'x/y/a': '甲', 'x/b': '乙' })
    await publish({ 'x/b': '乙' })
    expect(names()).toEqual(['.yiwen', '.yiwen/manifest.json', 'x', 'x/b'])
    await publish({})
    expect(names()).toEqual(['.yiwen', '.yiwen/manifest.json'])
  })

  test('writes nothing at all for nothing', async () => {
    await publish({})
    expect(existsSync(folder.path)).toBe(false)
  })

  test('copies a file, and refuses one that changed meanwhile', async () => {
    writeFileSync(at('articles/a.svg'), '<svg/>')
    const outputs = await createOutputs(folder, { keep: true })
    const copy = at('articles/a.svg')
    const sha256 = '0'.repeat(64)
    await outputs.add({
      path: 'a.svg',
      content: { copy, sha256 },
      source: 'articles/a.svg',
    })
    const made = planPublish(outputs.list(), await outputs.snapshot())
    await expect(applyPlan(made, folder)).rejects.toThrow(
      'articles/a.svg was changed while the build ran.',
    )
    expect(names().filter((name) => name.includes('svg'))).toEqual([])
  })

  test('takes away what a build that was killed left', async () => {
    mkdirSync(at('public/zh-CN'), { recursive: true })
    writeFileSync(at('public/zh-CN/.yiwen-0123456789abcdef.tmp'), '半')
    writeFileSync(at('public/zh-CN/.yiwen-mine.tmp'), '我的')
    await publish({ 'zh-CN/a': '甲' })
    expect(readdirSync(at('public/zh-CN')).sort()).toEqual([
      '.yiwen-mine.tmp',
      'a',
    ])
  })

  test('refuses a file that was edited after it was planned', async () => {
    await publish({ a: '甲' })
    const made = await plan({ a: '乙' })
    writeFileSync(at('public/a'), '我的')
    await expect(applyPlan(made, folder)).rejects.toMatchObject({
      name: 'UserError',
      message:
        'public/a was changed while the build ran, and was left as it is.',
    })
    expect(read('a')).toBe('我的')
  })

  test('tells a plan that another build overtook', async () => {
    const made = await plan({ a: '甲' })
    await publish({ a: '乙' })
    expect(await applyPlan(made, folder)).toBe('outdated')
    expect(read('a')).toBe('乙')
  })

  test('is taken up where it was cut off', async () => {
    await publish({ a: '甲', b: '乙' })
    // A folder in the way of the second file stops it after the first.
    const made = await plan({ a: '甲二', 'b.d/c': '丙' })
    writeFileSync(at('public/b.d'), '擋路')
    await expect(applyPlan(made, folder)).rejects.toThrow(
      'public/b.d/c can not be written: a file is where a folder is wanted. 1 of 2 files were written before it.',
    )
    rmSync(at('public/b.d'))
    expect(read('a')).toBe('甲二')
    const next = await plan({ a: '甲三', 'b.d/c': '丙' })
    expect(next.conflicts).toEqual([])
    await applyPlan(next, folder)
    expect(read('a')).toBe('甲三')
    expect(names()).not.toContain('b')
  })
})

describe('links', () => {
  test('that lead out are refused before anything is written', async () => {
    mkdirSync(at('elsewhere'))
    mkdirSync(at('public'))
    symlinkSync('../elsewhere', at('public/zh-CN'))
    await expect(publish({ 'aa/a': '甲', 'zh-CN/a': '甲' })).rejects.toThrow(
      `public/zh-CN is a link that leads out of public, to ${at('elsewhere')}.`,
    )
    expect(readdirSync(at('elsewhere'))).toEqual([])
    expect(existsSync(at('public/aa'))).toBe(false)
  })

  test('to the sources are refused, also that of the folder itself', async () => {
    symlinkSync('articles', at('public'))
    await expect(publish({ 'zh-CN/a': '甲' })).rejects.toThrow(
      'nothing is written over a source',
    )
    expect(readdirSync(at('articles'))).toEqual([])
    rmSync(at('public'))
    mkdirSync(at('public'))
    symlinkSync('../articles', at('public/zh-CN'))
    await expect(publish({ 'zh-CN/a': '甲' })).rejects.toThrow(
      `public/zh-CN leads to ${at('articles')}, where the sources are`,
    )
    expect(readdirSync(at('articles'))).toEqual([])
  })

  test('that lead nowhere or in a circle are refused', async () => {
    mkdirSync(at('public'))
    symlinkSync('nowhere', at('public/x'))
    await expect(publish({ 'x/a': '甲' })).rejects.toThrow(
      'public/x can not be read: a link there leads nowhere',
    )
    symlinkSync('loop', at('public/loop'))
    await expect(publish({ 'loop/a': '甲' })).rejects.toThrow(
      'public/loop can not be read: its links form a loop.',
    )
  })

  test('in place of a file are left alone, and what they lead to', async () => {
    writeFileSync(at('articles/a'), '原文')
    mkdirSync(at('public'))
    symlinkSync('../articles/a', at('public/a'))
    const made = await plan({ a: '甲' })
    expect(made.conflicts).toMatchObject([{ path: 'a', kind: 'foreign' }])
    await applyPlan(made, folder)
    expect(readFileSync(at('articles/a'), 'utf8')).toBe('原文')
  })

  test('may make the output folder itself another folder', async () => {
    mkdirSync(at('elsewhere'))
    symlinkSync('elsewhere', at('public'))
    await publish({ 'zh-CN/a': '甲' })
    expect(readFileSync(at('elsewhere/zh-CN/a'), 'utf8')).toBe('甲')
  })

  test('may be made and removed by others while a path is looked at', async () => {
    // Another build makes the folder just when this one has not found it.
    let over = false
    const others = (async () => {
      while (!over) {
        await mkdir(at('public/zh-CN'), { recursive: true })
        await rm(at('public'), { recursive: true })
      }
    })()
    try {
      for (let i = 0; i < 3000; i++) {
        await createGuard(folder)('zh-CN/a')
      }
    } finally {
      over = true
      await others
    }
  })

  test('a path that leads out is our mistake', () => {
    const guard = createGuard(folder)
    expect(() => guard('../articles/a')).toThrow(InternalError)
    expect(() => guard('.')).toThrow(InternalError)
  })
})

describe('the lock', () => {
  const claims = () => names().filter((name) => name.includes('lock'))
  const hold = (task: () => Promise<unknown>, patience?: number) =>
    lockFolder(folder, withLock, task, patience)

  test('makes builds wait for each other, and leaves nothing', async () => {
    let inside = 0
    const task = async () => {
      expect(++inside).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside--
    }
    await Promise.all([hold(task), hold(task), hold(task)])
    expect(claims()).toEqual([])
  })

  test('says which file to delete, and leaves it', async () => {
    await hold(async () => {
      const [claim] = claims()
      await expect(hold(async () => 'done', 30)).rejects.toMatchObject({
        message: 'Another build is writing to public.',
        hint: `Wait for it to end; if there is none, delete public/${claim}.`,
      })
      expect(claims()).toEqual([claim])
    })
  })
})

test('two sources can not be one file', async () => {
  await expect(async () => {
    const outputs = await createOutputs(folder, { keep: true })
    await outputs.add({ path: 'a', content: '', source: 'articles/a.md' })
    await outputs.add({ path: 'a', content: '', source: 'articles/a.txt' })
  }).rejects.toThrow(
    'articles/a.md and articles/a.txt would both be written to public/a.',
  )
})

/** Run as nobody, where this is root, whom permissions do not stop. */
async function unprivileged<T>(task: () => Promise<T>): Promise<T> {
  const root = process.getuid?.() === 0
  if (root) process.seteuid?.(65534)
  try {
    return await task()
  } finally {
    if (root) process.seteuid?.(0)
  }
}

test('a folder one may not write to is left as it was', async () => {
  chmodSync(root, 0o755)
  mkdirSync(at('public'))
  chmodSync(at('public'), 0o555)
  await expect(
    unprivileged(() => publish({ 'zh-CN/a': '甲' })),
  ).rejects.toMatchObject({
    name: 'UserError',
    message: 'public can not be written: permission denied.',
    hint: 'Check who may read and write there.',
  })
  expect(names()).toEqual([])
})
