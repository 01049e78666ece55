import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { localize } from '../../../src/index.ts'
import type { Finding } from '../../../src/model/index.ts'
import { expectWorded } from '../../wording.ts'

const rule = 'convert-character-outside-standard'
const script = new URL(
  '../../../scripts/compile-standard-characters.js',
  import.meta.url,
)

const { isStandardCharacter } = await import(
  '../../../src/convert/standard-characters.ts'
)

function outside(
  text: string,
  options: Partial<Parameters<typeof localize>[1]> = {},
): [string, string, number][] {
  const { messages } = localize(text, { target: 'zh-CN', ...options })
  return expectWorded<Finding>(messages)
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ actual = '', wording, column = 0 }) => [
      actual,
      String(wording?.values?.['count']),
      column,
    ])
}

describe('the table', () => {
  test('has 8,105 characters', () => {
    let count = 0
    for (let code = 0; code <= 0x3ffff; code++) {
      if (isStandardCharacter(String.fromCodePoint(code))) count++
    }
    expect(count).toBe(8105)
  })

  test.each([...'一的甯瞭乾著徵镕堃喆昇甦㑇𬭸𫠊'])('has %s', (character) => {
    expect(isStandardCharacter(character)).toBe(true)
  })

  test.each([...'軟體裏妳牠龘彞𠮷々〇a，'])('has no %s', (character) => {
    expect(isStandardCharacter(character)).toBe(false)
  })

  test('is whole as it is committed', () => {
    const file = fileURLToPath(script)
    execFileSync(process.execPath, [file, '--check'], { stdio: 'pipe' })
  })

  test('is read from Unihan, and from nothing else', async () => {
    const { readTable, writeModule } = await import(script.href)
    const unihan =
      '# kTGH\nU+4E01\tkTGH\t2013:2\nU+4E00\tkTGH\t2013:1\nU+4E02\tkBigFive\tC9\n'
    expect(readTable(unihan)).toEqual(['一', '丁'])
    expect(writeModule(['㑇', '一'])).toContain("'AQAA")
    expect(writeModule(['㑇', '一'])).toContain("'㑇'")
  })

  test('is refused where a character is missing', () => {
    const args = [fileURLToPath(script), '--check', '/dev/null']
    expect(() =>
      execFileSync(process.execPath, args, { stdio: 'pipe' }),
    ).toThrow(/0 characters/)
  })
})

describe('an edition', () => {
  test('says which characters the table has not, once each', () => {
    expect(outside('𠮷田與𠮷野，**𠮷**\n\n龘')).toEqual([
      ['𠮷', '3', 1],
      ['龘', '1', 1],
    ])
  })

  test('says nothing of what was converted, or of code', () => {
    expect(outside('這套軟體，`軟體` [軟](軟體.md) $軟$ {{< 軟 >}}')).toEqual(
      [],
    )
    expect(outside('軟&#39636; 々 〇')).toEqual([])
  })

  test('sees what edits bring in', () => {
    expect(outside('甲-{zh-cn:軟;zh-tw:乙}-')).toEqual([['軟', '1', 2]])
  })

  test('sees what the author keeps', () => {
    expect(outside('甲:keep[軟]')).toEqual([['軟', '1', 2]])
    expect(outside('甲-{軟軟}-')).toEqual([['軟', '2', 2]])
  })

  test('of the Mainland’s own text is held to it too', () => {
    expect(outside('软軟', { source: 'zh-CN' })).toEqual([['軟', '1', 2]])
  })

  test('of Taiwan or Hong Kong is not', () => {
    expect(outside('軟體', { target: 'zh-HK' })).toEqual([])
    expect(outside('軟體', { target: 'zh-TW', source: 'zh-TW' })).toEqual([])
  })

  test('has a remark, which stops nothing', () => {
    const [message] = localize('𠮷', { target: 'zh-CN' }).messages
    expect(message?.fatal).toBeUndefined()
    expect(message?.place).toMatchObject({ end: { column: 3 } })
  })
})
