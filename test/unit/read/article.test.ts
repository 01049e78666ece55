import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserError } from '../../../src/model/index.ts'
import {
  articleFromBytes,
  encode,
  findArticles,
  findAssets,
  readArticle,
  readData,
} from '../../../src/read/index.ts'
import { expectWorded, expectWordedError } from '../../wording.ts'

let root = ''
const put = (path: string, content: string | Uint8Array) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), content)
}
const rejection = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  )
  if (error instanceof UserError) return expectWordedError(error)
  throw error
}

/**
 * Run something as somebody whom permissions hold for: root is let in
 * everywhere.
 */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'yiwen-read-'))
  chmodSync(root, 0o755)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('readArticle', () => {
  test.each([
    ['utf-8', false, '\n', 'lf'],
    ['utf-8', true, '\r\n', 'crlf'],
    ['utf-16le', true, '\n', 'lf'],
    ['big5', false, '\r\n', 'crlf'],
    ['gb18030', false, '\n', 'lf'],
  ] as const)('%s, BOM %s', async (encoding, bom, end, eol) => {
    const text = ['# 這是標題', '', '這個軟體是我們的，你們可以用。', ''].join(
      end,
    )
    put('a.md', encode(text, { encoding, bom }))
    const file = await readArticle('a.md', { root })
    expect(file.value).toBe(text)
    expect(file.path).toBe('a.md')
    expect(file.cwd).toBe(root)
    expect(file.messages).toEqual([])
    expect(readData(file)).toEqual({ encoding, bom, eol })
  })

  test('line ends of both kinds, or none, are not named', () => {
    const one = articleFromBytes(encode('a\r\nb\nc'), 'a.md')
    expect(readData(one)).toEqual({ encoding: 'utf-8', bom: false })
    const none = articleFromBytes(encode('a'), 'a.md')
    expect(readData(none)).toEqual({ encoding: 'utf-8', bom: false })
  })

  test('bytes that are no text are a fatal finding with file and offset', async () => {
    put('bad.md', Buffer.concat([encode('這是一句話'), Uint8Array.of(0xff)]))
    const file = await readArticle('bad.md', { root })
    const [message] = file.messages
    expect(expectWorded(file.messages)).toHaveLength(1)
    expect(message).toMatchObject({
      ruleId: 'read-encoding-invalid',
      fatal: true,
      file: 'bad.md',
      reason: 'Bytes FF at offset 15 are not valid utf-8.',
    })
    expect(message?.note).toContain('encoding')
    expect(String(file)).not.toContain('\uFFFD')
    expect(readData(file)).toBeUndefined()
  })

  test('a file of 50 MB is refused without being read', async () => {
    put('huge.md', '')
    truncateSync(join(root, 'huge.md'), 50_000_000)
    const file = await readArticle('huge.md', { root })
    expect(expectWorded(file.messages)).toHaveLength(1)
    expect(file.messages[0]).toMatchObject({
      ruleId: 'read-too-large',
      fatal: true,
      reason: 'The file has 47.7 MiB, and the limit is 16 MiB.',
    })
    expect(file.messages[0]?.note).toMatch(/limits\.bytes/)
    expect(file.value).toBe('')
  })

  test('the limit is the last size that is read', async () => {
    put('four.md', 'abcd')
    const read = (bytes: number) =>
      readArticle('four.md', { root, limits: { bytes } })
    expect((await read(4)).value).toBe('abcd')
    expect((await read(3)).messages[0]?.ruleId).toBe('read-too-large')
    const given = articleFromBytes(encode('abcd'), '-', {
      limits: { bytes: 3 },
    })
    expect(given.messages[0]?.ruleId).toBe('read-too-large')
  })

  test('a missing file says where it was looked for', async () => {
    const error = await rejection(readArticle('no/such.md', { root }))
    expect(error.message).toBe('There is no file no/such.md.')
    expect(error.hint).toContain(join(root, 'no/such.md'))
  })

  test('a folder is no file', async () => {
    mkdirSync(join(root, 'folder.md'), { recursive: true })
    const error = await rejection(readArticle('folder.md', { root }))
    expect(error.message).toBe('folder.md is a folder, and a file is wanted.')
  })

  test('a file without permission, and a link to itself', async () => {
    put('secret.md', 'x')
    chmodSync(join(root, 'secret.md'), 0)
    const error = await asNobody(() =>
      rejection(readArticle('secret.md', { root })),
    )
    expect(error.message).toContain('permission denied')
    expect(error.hint).toContain('chmod')
    symlinkSync('self.md', join(root, 'self.md'))
    const loop = await rejection(readArticle('self.md', { root }))
    expect(loop.message).toContain('loop')
  })

  test('an unknown encoding is a mistake of the person', async () => {
    put('e.md', 'x')
    const error = await rejection(readArticle('e.md', { root, encoding: 'x1' }))
    expect(error.hint).toContain('gb18030')
  })
})

describe('findArticles and findAssets', () => {
  const tree = () => {
    const folder = mkdtempSync(join(root, 'tree-'))
    chmodSync(folder, 0o755)
    const add = (path: string) => {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), 'x')
    }
    return { folder, add }
  }

  test('sorted, by kind, without hidden folders and packages', async () => {
    const { folder, add } = tree()
    for (const path of [
      'b.md',
      'a/z.mdx',
      'a/B.MD',
      'a.txt',
      'c.markdown',
      'img/圖.svg',
      'img/b (1).png',
      'md',
      '.git/x.md',
      '.hidden.md',
      'node_modules/p/readme.md',
      'a/node_modules/p/readme.md',
      'a/node_modules/p/x.png',
    ]) {
      add(path)
    }
    expect(await findArticles(folder)).toEqual([
      'a.txt',
      'a/B.MD',
      'a/z.mdx',
      'b.md',
      'c.markdown',
    ])
    expect(await findAssets(folder)).toEqual([
      'img/b (1).png',
      'img/圖.svg',
      'md',
    ])
    expect(await findArticles(folder, { patterns: ['a/**/*.mdx'] })).toEqual([
      'a/z.mdx',
    ])
  })

  test('a link can neither loop nor lead out', async () => {
    const { folder, add } = tree()
    const outside = tree()
    outside.add('stranger.md')
    add('a/one.md')
    symlinkSync('..', join(folder, 'a/up'))
    symlinkSync(folder, join(folder, 'self'))
    symlinkSync(outside.folder, join(folder, 'out'))
    symlinkSync(join(outside.folder, 'stranger.md'), join(folder, 'two.md'))
    symlinkSync('nothing', join(folder, 'dangling.png'))
    expect(await findArticles(folder)).toEqual(['a/one.md'])
    expect(await findAssets(folder)).toEqual([])
  })

  test('a missing folder says what to do', async () => {
    const error = await rejection(findArticles(join(root, 'articles')))
    expect(error.message).toBe(`There is no folder ${join(root, 'articles')}/`)
    expect(error.hint).toContain('yiwen init')
  })

  test('a file is no folder', async () => {
    put('file', 'x')
    const error = await rejection(findAssets(join(root, 'file')))
    expect(error.message).toContain('a folder is wanted')
  })

  test('a folder inside without permission is not passed over', async () => {
    const { folder, add } = tree()
    add('open.md')
    add('closed/lost.md')
    chmodSync(join(folder, 'closed'), 0)
    const error = await asNobody(() => rejection(findArticles(folder)))
    chmodSync(join(folder, 'closed'), 0o755)
    expect(error.message).toContain('closed')
    expect(error.message).toContain('permission denied')
  })
})
