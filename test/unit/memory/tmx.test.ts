import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printMemory, variantsFor } from '../../../src/build/memory.ts'
import { entriesOfTmx, tmxOfEntry } from '../../../src/build/memory-tmx.ts'
import {
  LeftOut,
  printTmx,
  readTmx,
  type TmxUnit,
} from '../../../src/exchange/index.ts'
import { flatten, renumber, unflatten } from '../../../src/memory/flat.ts'
import { type MemoryEntry, openMemory } from '../../../src/memory/index.ts'
import { printContent, textOf } from '../../../src/model/index.ts'
import { contents } from './content.ts'

async function* bytes(parts: Iterable<string>): AsyncGenerator<string> {
  for (const part of parts) yield part
}

async function read(parts: Iterable<string>): Promise<MemoryEntry[]> {
  const entries: MemoryEntry[] = []
  const options = { name: 'a.tmx', onLeftOut: () => {} }
  for await (const unit of readTmx(bytes(parts))) {
    entries.push(...entriesOfTmx(unit, options))
  }
  return entries
}

/** As a memory keeps it: codes numbered, what XML has no place for replaced. */
function kept(entry: MemoryEntry): MemoryEntry {
  const { source, target } = renumber(entry.source, entry.target)
  return {
    ...entry,
    source: unflatten(flatten(source)),
    target: unflatten(flatten(target)),
  }
}

const header = { source: '*all*', attributes: {}, props: [], notes: [] }

describe('TMX', () => {
  it('gives back the entries that were written', async () => {
    await fc.assert(
      fc.asyncProperty(contents, contents, async (source, target) => {
        fc.pre(textOf(source).trim() !== '' && textOf(target).trim() !== '')
        const entry = kept({
          source,
          sourceLocale: 'zh-HK',
          target,
          targetLocale: 'en',
          state: 'reviewed',
          context: { previous: '', next: 'abc' },
          article: 'a/b.md',
          unit: 'u',
          segment: 's',
          origin: { by: 'engine', name: 'm 1', at: '2026-11-28T00:00:00Z' },
          created: '2026-11-01T01:02:03Z',
          modified: '2026-11-02T01:02:03Z',
          usage: 4,
        })
        const [again, ...more] = await read(
          printTmx([tmxOfEntry(entry)], header),
        )
        expect(more).toEqual([])
        expect(again && { ...again, source: 0, target: 0 }).toEqual({
          ...entry,
          source: 0,
          target: 0,
        })
        const shown = (one: MemoryEntry | undefined) =>
          one && [textOf(one.source), textOf(one.target)].join('\n')
        expect(shown(again)).toBe(shown(entry))
        // Ends of marks that cross or repeat may come back as other codes; once
        // read, they stay.
        const third = await read(
          printTmx(again ? [tmxOfEntry(kept(again))] : [], header),
        )
        expect(third.map(kept)).toEqual(again ? [kept(again)] : [])
      }),
      { numRuns: 150 },
    )
  })

  const unit = (source: string, languages: readonly string[]): TmxUnit => ({
    line: 1,
    source,
    attributes: {},
    props: [],
    notes: [],
    variants: languages.map((language) => ({
      language,
      segment: [language],
      attributes: {},
      props: [],
      notes: [],
    })),
  })

  const pairs = (one: TmxUnit, leftOut = new LeftOut()) =>
    [
      ...entriesOfTmx(one, {
        name: 'a',
        onLeftOut: (what) => leftOut.add(what),
      }),
    ].map((entry) => `${entry.sourceLocale} ${entry.targetLocale}`)

  it('keeps variants apart, and knows which was the source', () => {
    const leftOut = new LeftOut()
    const languages = ['zh-Hans', 'zh-Hant', 'en-GB', 'en-US', 'de']
    expect(pairs(unit('zh_TW', languages), leftOut)).toEqual([
      'zh-TW zh-CN',
      'zh-TW en',
    ])
    expect(leftOut.counts).toEqual({ tuv: 1, de: 1 })
    expect(pairs(unit('*all*', ['en', 'zh-HK']))).toEqual([
      'en zh-HK',
      'zh-HK en',
    ])
    expect(pairs(unit('de', languages))).toEqual([])
  })

  it('matches codes of the two sides by their numbers, not their order', async () => {
    const [entry] = await read([
      '<tmx version="1.4"><header srclang="zh-TW"/><body><tu>',
      '<tuv xml:lang="zh-TW"><seg><bpt i="1" x="1"/>甲<ept i="1"/>',
      '<ph x="2"/>乙<it pos="end" x="3"/></seg></tuv>',
      '<tuv xml:lang="en"><seg><ph x="2"/>B <bpt i="5" x="1"/>',
      '<hi>A</hi><ept i="5"/></seg></tuv></tu></body></tmx>',
    ])
    expect(entry && printContent(entry.source)).toBe('<1>甲</1><2/>乙</3>')
    expect(entry && printContent(entry.target)).toBe('<2/>B <1>A</1>')
  })

  it('of a whole memory is the memory', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-memory-'))
    const memory = openMemory(path.join(folder, 'memory.sqlite'))
    try {
      const entries = Array.from(
        { length: 2500 },
        (_, index): MemoryEntry => ({
          source: [`第${index}句`, { ph: '1' }],
          sourceLocale: 'zh-TW',
          target: [{ ph: '1' }, `S${index}`],
          targetLocale: 'en',
          state: 'final',
          origin: { by: 'person' },
        }),
      )
      memory.add(entries, 'a')
      expect(await read(printMemory(memory, {}, new LeftOut()))).toEqual(
        entries,
      )
    } finally {
      memory.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('variantsFor', () => {
  it('converts sentences into the characters of the other variants', () => {
    const [hongKong, mainland] = variantsFor('zh-TW')
    expect(hongKong?.locale).toBe('zh-HK')
    expect(mainland?.locale).toBe('zh-CN')
    expect(mainland?.convert('軟體')).toBe('软体')
    expect(variantsFor('en')).toEqual([])
  })
})
