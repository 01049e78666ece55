import { describe, expect, it } from 'vitest'
import { segmentUnits } from '../src/segment/index.ts'
import { corpusFiles, hasCorpus, readCorpus } from './corpus.ts'
import { read } from './unit/locate/oracle.ts'
import { judgeSegments } from './unit/segment/judge-segments.ts'

describe.skipIf(!hasCorpus)('shared corpus', () => {
  // One file in three; `YIWEN_CORPUS=all` takes all of them.
  const parts = process.env['YIWEN_CORPUS'] === 'all' ? 1 : 3

  it('is its segments, every byte accounted for', () => {
    const wrong: string[] = []
    let count = 0
    for (const file of corpusFiles(0, parts)) {
      const source = readCorpus(file).replace(/^\uFEFF/, '')
      const { units } = read(source, { mdx: file.endsWith('x') })
      const cut = segmentUnits(units, { source, locale: 'zh-TW' })
      count += cut.reduce((sum, { segments }) => sum + segments.length, 0)
      const complaints = judgeSegments(source, units, cut)
      wrong.push(...complaints.map((said) => `${file}: ${said}`))
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(50_000 / parts)
  }, 300_000)
})
