import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import {
  GlossaryConflictError,
  openGlossary,
  saveGlossary,
  type WrittenConcept,
} from '../../../src/glossary/index.ts'
import { withLock } from '../../../src/lock/index.ts'
import { finding, UserError } from '../../../src/model/index.ts'
import { expectWordedError } from '../../wording.ts'

const options = { check: () => [], lock: withLock }

function concept(id: string, rest: object = {}): WrittenConcept {
  return {
    id,
    domain: 'x',
    state: 'proposed',
    terms: { 'zh-TW': '字' },
    ...rest,
  }
}

function textOf(ids: readonly string[]): string {
  const items = ids.map(
    (id) =>
      `  # about ${id}\n  - id: ${id}\n    domain: x\n    state: proposed\n    terms: { zh-TW: 字 }\n`,
  )
  return `# mine\nconcepts:\n${items.join('\n')}`
}

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'yiwen-glossary-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'a.yaml'), text)
  return folder
}

const read = (folder: string) => readFileSync(join(folder, 'a.yaml'), 'utf8')

async function refused(task: Promise<unknown>): Promise<UserError> {
  const error = await task.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(UserError)
  return expectWordedError(error) as UserError
}

describe('a change made meanwhile', () => {
  test('to another concept is kept, and the edit is done', async () => {
    const folder = folderWith(textOf(['a', 'b']))
    const file = await openGlossary(folder, 'a.yaml')
    const meanwhile = read(folder).replace(
      'id: b\n    domain: x',
      'id: b\n    domain: y',
    )
    writeFileSync(join(folder, 'a.yaml'), meanwhile)
    await saveGlossary(
      file,
      [
        {
          kind: 'replace',
          id: 'a',
          concept: concept('a', { state: 'approved' }),
        },
      ],
      options,
    )
    expect(read(folder)).toBe(meanwhile.replace('proposed', 'approved'))
  })

  test('to the same concept is a conflict that says both', async () => {
    const folder = folderWith(textOf(['a', 'b']))
    const file = await openGlossary(folder, 'a.yaml')
    const meanwhile = read(folder).replace('domain: x', 'domain: y')
    writeFileSync(join(folder, 'a.yaml'), meanwhile)
    const wanted = concept('a', { state: 'approved' })
    const error = await refused(
      saveGlossary(
        file,
        [
          {
            kind: 'replace',
            id: 'b',
            concept: concept('b', { state: 'approved' }),
          },
          { kind: 'replace', id: 'a', concept: wanted },
        ],
        options,
      ),
    )
    expect(error).toBeInstanceOf(GlossaryConflictError)
    expect(error).toMatchObject({
      id: 'a',
      wanted,
      found: concept('a', { domain: 'y' }),
    })
    expect(error.message).toMatch(
      /`a` in a\.yaml[\s\S]*domain: y[\s\S]*state: approved/,
    )
    expect(read(folder)).toBe(meanwhile)
  })

  test('that removed the concept, or added it, is a conflict', async () => {
    const folder = folderWith(textOf(['a', 'b']))
    const file = await openGlossary(folder, 'a.yaml')
    writeFileSync(join(folder, 'a.yaml'), textOf(['b', 'c']))
    const gone = saveGlossary(file, [{ kind: 'remove', id: 'a' }], options)
    expect((await refused(gone)).message).toContain('On disk: nothing')
    const taken = saveGlossary(
      file,
      [{ kind: 'add', concept: concept('c', { domain: 'y' }) }],
      options,
    )
    expect(await refused(taken)).toBeInstanceOf(GlossaryConflictError)
    expect(read(folder)).toBe(textOf(['b', 'c']))
  })
})

describe('nothing is written', () => {
  test('when nothing changes', async () => {
    const folder = folderWith(textOf(['a']))
    const before = statSync(join(folder, 'a.yaml')).ino
    const file = await openGlossary(folder, 'a.yaml')
    await saveGlossary(
      file,
      [{ kind: 'replace', id: 'a', concept: concept('a') }],
      options,
    )
    expect(statSync(join(folder, 'a.yaml')).ino).toBe(before)
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })

  test.each([
    ['broken', 'concepts:\n  - id: "a\n', /a\.yaml:\d+:\d+/],
    ['no UTF-8', Buffer.from([0xb1, 0x4d]), /UTF-8/],
    ['a list', '- id: a\n', /no glossary/],
  ])('when it is %s', async (_, content, expected) => {
    const folder = folderWith('')
    writeFileSync(join(folder, 'a.yaml'), content)
    const error = await refused(openGlossary(folder, 'a.yaml'))
    expect(error.message).toMatch(expected)
    expect(error.hint).toBeTruthy()
    expect(readFileSync(join(folder, 'a.yaml'))).toEqual(Buffer.from(content))
  })

  test('when it broke after it was opened', async () => {
    const folder = folderWith(textOf(['a']))
    const file = await openGlossary(folder, 'a.yaml')
    writeFileSync(join(folder, 'a.yaml'), 'concepts: [')
    await refused(saveGlossary(file, [{ kind: 'remove', id: 'a' }], options))
    expect(read(folder)).toBe('concepts: [')
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })

  test('when the concept would not be valid, is taken, or is half a character', async () => {
    const folder = folderWith(textOf(['a']))
    const file = await openGlossary(folder, 'a.yaml')
    const wrong = finding('terms-invalid', '`id` is empty', {
      note: 'Fill it in or take it out.',
      wording: { key: 'terms-invalid.empty', values: { name: '`id`' } },
    })
    const add = (c: WrittenConcept, check: () => (typeof wrong)[]) =>
      refused(
        saveGlossary(file, [{ kind: 'add', concept: c }], {
          ...options,
          check,
        }),
      )
    expect((await add(concept('c'), () => [wrong])).message).toContain(
      'is empty',
    )
    expect((await add(concept('a'), () => [])).message).toContain('already')
    const half = await add(concept('d', { note: '\ud83d' }), () => [])
    expect(half.message).toContain('half a character')
    // What only looks like an escape is no half.
    await saveGlossary(
      file,
      [{ kind: 'add', concept: concept('e', { note: '\\ud83d' }) }],
      options,
    )
    expect(parse(read(folder)).concepts[1].note).toBe('\\ud83d')
  })
})

test('a mark at the start, a link, and permissions stay', async () => {
  const folder = folderWith(`\ufeff${textOf(['a'])}`)
  chmodSync(join(folder, 'a.yaml'), 0o640)
  symlinkSync('a.yaml', join(folder, 'link.yaml'))
  const file = await openGlossary(folder, 'link.yaml')
  await saveGlossary(file, [{ kind: 'add', concept: concept('b') }], options)
  expect(read(folder)).toMatch(/^\ufeff# mine[\s\S]*- id: b/)
  expect(statSync(join(folder, 'a.yaml')).mode & 0o777).toBe(0o640)
  expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true)
})

test('a file that somebody else writes is left alone, and it is said', async () => {
  const folder = folderWith(textOf(['a']))
  const file = await openGlossary(folder, 'a.yaml')
  const lock = {
    path: join(folder, '.a.yaml.lock'),
    busy: () => new UserError(''),
  }
  await withLock(lock, async () => {
    const error = await refused(
      saveGlossary(file, [{ kind: 'remove', id: 'a' }], {
        ...options,
        patience: 30,
      }),
    )
    expect(error.message).toBe('Another process is writing a.yaml.')
    expect(error.hint).toContain('.a.yaml.lock-')
  })
  expect(readdirSync(folder)).toEqual(['a.yaml'])
})

const lockDoor = new URL('../../../dist/lock/index.js', import.meta.url).href
const door = new URL('../../../dist/glossary/index.js', import.meta.url).href

/** Process that adds concepts to a file, and approves each, one by one. */
function editing(folder: string, name: string, count: number): ChildProcess {
  const script = `
    import { openGlossary, saveGlossary } from ${JSON.stringify(door)}
    import { withLock } from ${JSON.stringify(lockDoor)}
    const options = { check: () => [], lock: withLock }
    let file = await openGlossary(${JSON.stringify(folder)}, 'a.yaml')
    for (let i = 0; i < ${count}; i++) {
      const concept = { id: '${name}-' + i, domain: 'x', state: 'proposed', terms: { en: 'a' } }
      file = await saveGlossary(file, [{ kind: 'add', concept }], options)
      const approved = { ...concept, state: 'approved' }
      file = await saveGlossary(file, [{ kind: 'replace', id: concept.id, concept: approved }], options)
      process.stdout.write(concept.id + '\\n')
    }`
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

describe('processes at once', { timeout: 120_000 }, () => {
  test('lose no edit of each other', async () => {
    const folder = folderWith(textOf(['a', 'b']))
    const names = ['p', 'q', 'r']
    const count = 40
    const codes = await Promise.all(
      names.map(
        (name) =>
          new Promise((done) =>
            editing(folder, name, count).once('exit', done),
          ),
      ),
    )
    expect(codes).toEqual([0, 0, 0])
    const text = read(folder)
    expect(text.startsWith(textOf(['a', 'b']).trimEnd())).toBe(true)
    const { concepts } = parse(text) as { concepts: WrittenConcept[] }
    const approved = concepts.filter(({ state }) => state === 'approved')
    const wanted = names.flatMap((name) =>
      Array.from({ length: count }, (_, i) => `${name}-${i}`),
    )
    expect(approved.map(({ id }) => id).sort()).toEqual(wanted.sort())
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })

  test('leave the file whole when they are killed', async () => {
    const folder = folderWith(textOf(['a', 'b']))
    for (let round = 0; round < 8; round++) {
      const children = ['p', 'q'].map((name) =>
        editing(folder, `${name}${round}`, 1000),
      )
      const told = children.map((child) => {
        const ids: string[] = []
        child.stdout?.on('data', (chunk: Buffer) =>
          ids.push(...chunk.toString().split('\n').filter(Boolean)),
        )
        return ids
      })
      await new Promise((done) => setTimeout(done, 250 + round * 7))
      await Promise.all(
        children.map((child) => {
          const gone = new Promise((done) => child.once('exit', done))
          child.kill('SIGKILL')
          return gone
        }),
      )
      const { concepts } = parse(read(folder)) as { concepts: WrittenConcept[] }
      const ids = new Set(concepts.map(({ id }) => id))
      // What a process was told is done, is done.
      for (const id of told.flat()) expect(ids).toContain(id)
      expect(new Set(ids).size).toBe(concepts.length)
    }
    const file = await openGlossary(folder, 'a.yaml')
    await saveGlossary(
      file,
      [{ kind: 'add', concept: concept('last') }],
      options,
    )
    expect(read(folder)).toContain('id: last')
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })
})
