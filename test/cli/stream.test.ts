import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  printRecord,
  type RecordKind,
  readRecords,
} from '../../src/cli/records.ts'
import { folderWith, glossary, runCli } from './run-cli.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0
  for (let index = 0; at < bytes.length; index++) {
    const size = sizes[index % Math.max(1, sizes.length)] ?? 7
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function readAll(
  bytes: Uint8Array,
  kind: RecordKind,
  { limit = 1000, sizes = [3] }: { limit?: number; sizes?: number[] } = {},
): Promise<string[]> {
  const records: string[] = []
  for await (const one of readRecords(chunksOf(bytes, sizes), kind, limit)) {
    records.push(
      'tooLarge' in one ? `>${one.tooLarge}` : String(Buffer.from(one)),
    )
  }
  return records
}

describe('records', () => {
  test.each(['ndjson', 'length'] as const)(
    'of %s come back however the stream is cut',
    async (kind) => {
      const line = fc
        .string({ unit: 'grapheme' })
        .filter((text) => kind === 'length' || !/[\r\n]/.test(text))
      const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
      await fc.assert(
        fc.asyncProperty(fc.array(line), sizes, async (lines, sizes) => {
          const bytes = Buffer.concat(
            lines.map((one) => printRecord(one, kind)),
          )
          expect(await readAll(bytes, kind, { sizes })).toEqual(lines)
        }),
      )
    },
  )

  test('over the limit are told, and the next come whole', async () => {
    const long = 'x'.repeat(50)
    for (const kind of ['ndjson', 'length'] as const) {
      const bytes = Buffer.concat(
        ['a', long, 'b', long, long].map((one) => printRecord(one, kind)),
      )
      expect(
        await readAll(bytes, kind, { limit: 10, sizes: [1, 60, 2] }),
      ).toEqual(['a', '>50', 'b', '>50', '>50'])
    }
  })

  test('end with or without a line feed, and with carriage returns', async () => {
    const of = (text: string) => readAll(Buffer.from(text), 'lines')
    expect(await of('a\r\nb')).toEqual(['a', 'b'])
    expect(await of('a\n\nb\n')).toEqual(['a', '', 'b'])
    expect(await of('')).toEqual([])
  })
})

describe('yiwen stream', () => {
  const stream = (stdin: string | Uint8Array, ...argv: string[]) => {
    const cwd = folderWith({ 'locales/glossary/a.yaml': glossary })
    return runCli(['stream', '--to', 'zh-CN', ...argv], { cwd, stdin })
  }

  test('answers each record in its place, whatever is wrong with others', async () => {
    const { code, stdout } = await stream(
      [
        '{"id":1,"text":"這套**軟體**"}',
        '"網路"',
        'no JSON',
        '{"id":4,"text":"<Tab","format":"mdx"}',
        '[1]',
        '{"id":6,"text":"\\ud800 視訊 \\u0000"}',
        '{"id":7,"text":"軟件","from":"zh-HK"}',
      ].join('\n'),
      '--to',
      'zh-HK',
    )
    expect(code).toBe(1)
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(7)
    expect(lines[0]).toEqual({
      id: 1,
      editions: {
        'zh-CN': { text: '这套**软件**' },
        'zh-HK': { text: '這套**軟件**' },
      },
    })
    expect(lines[1].editions['zh-HK'].text).toBe('網絡')
    expect(lines[2].error.reason).toContain('no JSON')
    expect(lines[3].editions['zh-CN'].text).toBeUndefined()
    expect(lines[3].editions['zh-CN'].findings[0].rule).toBe('parse-failed')
    expect(lines[4].error.reason).toContain('no object')
    expect(lines[5].editions['zh-CN'].text).toBe('\ud800 视频 \u0000')
    expect(lines[6].editions['zh-CN'].text).toBe('软件')
  })

  test('takes lines for lines', async () => {
    const { code, stdout } = await stream(
      '軟體\n\n**網路\n',
      '--records',
      'lines',
    )
    expect([code, stdout]).toEqual([0, '软件\n\n**网络\n'])
    const two = await stream('', '--records', 'lines', '--to', 'zh-HK')
    expect(two.code).toBe(2)
  })

  test('has lengths for lengths', async () => {
    const stdin = printRecord('{"text":"軟體\\n"}', 'length')
    const { bytes } = await stream(stdin, '--records', 'length')
    expect(bytes.readUInt32BE(0)).toBe(bytes.length - 4)
    expect(JSON.parse(String(bytes.subarray(4))).editions['zh-CN'].text).toBe(
      '软件\n',
    )
  })

  test('waits for a slow reader, and holds little meanwhile', async () => {
    const child = spawn(
      process.execPath,
      [main, 'stream', '--to', 'zh-CN', '--records', 'lines'],
      { cwd: folderWith({}), stdio: ['pipe', 'pipe', 'inherit'] },
    )
    const line = `${'這套軟體透過網路下載。'.repeat(30)}\n`
    let written = 0
    const total = 3_000
    const feed = (): void => {
      while (written < total) {
        written++
        if (!child.stdin.write(line)) {
          child.stdin.once('drain', feed)
          return
        }
      }
      child.stdin.end()
    }
    feed()
    // Nobody reads for a while: it must not have taken everything.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(written).toBeLessThan(total)
    let lines = 0
    for await (const chunk of child.stdout) {
      lines += String(chunk).split('\n').length - 1
    }
    expect(lines).toBe(total)
  })
})
