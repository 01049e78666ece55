import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type ExchangedConcept,
  ExchangeError,
  LeftOut,
  printTmx,
  printTmxGlossary,
  readTmx,
  readTmxGlossary,
  type TmxHeader,
  type TmxInline,
  type TmxSegment,
  type TmxUnit,
  tmxText,
} from '../../../src/exchange/index.ts'
import {
  type Concept,
  locales,
  preferredTerm,
} from '../../../src/model/index.ts'
import { glossaries, text } from './concepts.ts'

const dtd = fileURLToPath(
  new URL('../../../../shared/schemas/tmx/tmx14.dtd', import.meta.url),
)
const missing = !existsSync(dtd) && !process.env['CI']
// Debian's libxml2-utils.
const xmllint =
  spawnSync('xmllint', ['--version']).error === undefined ||
  Boolean(process.env['CI'])

async function* chunks(xml: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(xml)
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size)
  }
}

async function read(xml: string, size?: number) {
  const units: TmxUnit[] = []
  const left: string[] = []
  let header: TmxHeader | undefined
  const found = readTmx(chunks(xml, size), {
    onHeader: (one) => {
      expect(header).toBe(undefined)
      header = one
    },
    onLeftOut: (what) => left.push(what),
  })
  for await (const unit of found) units.push(unit)
  return { units, header, left }
}

const bare = { attributes: {}, props: [], notes: [] }
const header: TmxHeader = { source: 'zh-TW', ...bare }
const print = (units: readonly TmxUnit[], onLeftOut = (_: string) => {}) =>
  [...printTmx(units, header, { onLeftOut })].join('')

function judge(xml: string): [number | null, string] {
  const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-tmx-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  copyFileSync(dtd, path.join(folder, 'tmx14.dtd'))
  writeFileSync(path.join(folder, 'a.tmx'), xml)
  const argv = ['--noout', '--valid', '--nonet', 'a.tmx']
  const { status, stderr } = spawnSync('xmllint', argv, {
    cwd: folder,
    encoding: 'utf8',
  })
  return [status, stderr]
}

// Inline elements as the DTD nests them.
const code = (inner: fc.Arbitrary<TmxSegment>) =>
  fc.oneof(
    fc.record({
      name: fc.constant('bpt'),
      attributes: fc.record(
        { i: fc.constantFrom('1', '2'), x: text, type: text },
        { requiredKeys: ['i'] },
      ),
      content: inner,
    }),
    fc.record({
      name: fc.constant('ept'),
      attributes: fc.record({ i: fc.constantFrom('1', '2') }),
      content: inner,
    }),
    fc.record({
      name: fc.constant('ph'),
      attributes: fc.record(
        { x: text, assoc: text, type: text },
        { requiredKeys: [] },
      ),
      content: inner,
    }),
    fc.record({
      name: fc.constant('it'),
      attributes: fc.record(
        { pos: fc.constantFrom('begin', 'end'), x: text },
        { requiredKeys: ['pos'] },
      ),
      content: inner,
    }),
    fc.record({
      name: fc.constant('ut'),
      attributes: fc.record({ x: text }, { requiredKeys: [] }),
      content: inner,
    }),
  )

const sub = fc.record({
  name: fc.constant('sub'),
  attributes: fc.record({ type: text }, { requiredKeys: [] }),
  content: fc.array(text, { maxLength: 1 }),
})
const codes = code(
  fc.array(fc.oneof(text, sub), { maxLength: 3 }) as fc.Arbitrary<TmxSegment>,
)
const hi = fc.record({
  name: fc.constant('hi'),
  attributes: fc.record({ type: text, x: text }, { requiredKeys: [] }),
  content: fc.array(fc.oneof(text, codes), { maxLength: 3 }),
})
const segment = fc
  .array(fc.oneof(text, codes, hi), { maxLength: 5 })
  .map((parts) => parts as TmxSegment)

const facts = {
  props: fc.array(
    fc.record(
      { type: text, text, language: fc.constantFrom('en', 'zh-TW') },
      { requiredKeys: ['type', 'text'] },
    ),
    { maxLength: 2 },
  ),
  notes: fc.array(
    fc.record(
      { text, language: fc.constantFrom('en') },
      { requiredKeys: ['text'] },
    ),
    { maxLength: 2 },
  ),
}

const said = {
  'o-encoding': text,
  datatype: text,
  usagecount: fc.constantFrom('0', '12'),
  lastusagedate: fc.constant('20260108T093000Z'),
  creationtool: text,
  creationtoolversion: text,
  creationdate: fc.constant('20260108T093000Z'),
  creationid: text,
  changedate: fc.constant('20260109T093000Z'),
  changeid: text,
  'o-tmf': text,
}

const units = fc.array(
  fc.record({
    line: fc.constant(0),
    source: fc.constantFrom('zh-TW', '*all*'),
    attributes: fc.record(
      {
        ...said,
        tuid: text,
        segtype: fc.constantFrom('sentence', 'phrase'),
      },
      { requiredKeys: [] },
    ),
    ...facts,
    variants: fc.array(
      fc.record({
        language: fc.constantFrom('zh-TW', 'en', 'zh-Hans', 'fr'),
        attributes: fc.record(said, { requiredKeys: [] }),
        ...facts,
        segment,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  { maxLength: 3 },
) as fc.Arbitrary<TmxUnit[]>

/** What XML can write of a value: strings that touch are one, empty ones none. */
function written<Value>(value: Value): Value {
  if (typeof value === 'string') {
    return value.replace(
      /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
      '\u{FFFD}',
    ) as Value
  }
  if (Array.isArray(value)) {
    const parts: unknown[] = []
    for (const part of value.map(written)) {
      const before = parts.at(-1)
      if (typeof part === 'string' && typeof before === 'string') {
        parts[parts.length - 1] = before + part
      } else if (part !== '') parts.push(part)
    }
    return parts as Value
  }
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value as object).map(([key, one]) => [key, written(one)]),
  ) as Value
}

describe('a translation memory', () => {
  test('comes back as it was, with its codes, notes and properties', async () => {
    await fc.assert(
      fc.asyncProperty(
        units,
        fc.integer({ min: 1, max: 50 }),
        async (all, n) => {
          const xml = print(all)
          const back = await read(xml, n)
          expect(back.left).toEqual([])
          expect(back.units.map((one) => ({ ...one, line: 0 }))).toEqual(
            written(all),
          )
          expect(print(back.units)).toBe(xml)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('what is code is no text', async () => {
    const xml = `<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="y" adminlang="en" srclang="*all*" datatype="html"><note>n</note><prop type="p">v</prop></header><body>
<tu tuid="7" changedate="20260108T093000Z" usagecount="3">
<tuv xml:lang="zh-TW"><seg>用<bpt i="1">&lt;a title="<sub>標題</sub>"&gt;</bpt>新的<hi type="term">軟體</hi><ept i="1">&lt;/a&gt;</ept><ph/><ut>{\\b}</ut></seg></tuv>
<tuv lang="en" creationid="Lin"><note xml:lang="en">draft</note><seg>New software</seg></tuv></tu></body></tmx>`
    const { units: found, header: about, left } = await read(xml)
    expect(left).toEqual([])
    expect(about).toMatchObject({
      source: '*all*',
      attributes: { segtype: 'sentence', datatype: 'html' },
      notes: [{ text: 'n' }],
      props: [{ type: 'p', text: 'v' }],
    })
    const [unit] = found
    expect(unit).toMatchObject({
      line: 2,
      source: '*all*',
      attributes: {
        tuid: '7',
        changedate: '20260108T093000Z',
        usagecount: '3',
      },
    })
    expect(unit?.variants.map((one) => tmxText(one.segment))).toEqual([
      '用新的軟體',
      'New software',
    ])
    expect(unit?.variants[1]).toMatchObject({
      language: 'en',
      attributes: { creationid: 'Lin' },
      notes: [{ text: 'draft', language: 'en' }],
    })
    const bpt = unit?.variants[0]?.segment[1] as TmxInline
    expect(bpt.content[1]).toMatchObject({ name: 'sub', content: ['標題'] })
  })

  test('what TMX does not have is left out with all that is in it, and told', async () => {
    const { units: found, left } = await read(
      '<tmx><header srclang="en"/><body><odd><tu/></odd><tu own="1"><tuv xml:lang="en"><seg>a<odd>b<ph/></odd>c</seg></tuv></tu></body></tmx>',
    )
    expect(left).toEqual(['odd', '@own', 'odd'])
    expect(found).toHaveLength(1)
    expect(found[0]?.variants[0]?.segment).toEqual(['ac'])
  })

  test.each([
    ['<tbx/>', 'not-tmx'],
    ['', 'malformed'],
    ['<tmx><body><tu>', 'malformed'],
    ['<tmx><body><tu></body></tmx>', 'malformed'],
    ['<!DOCTYPE tmx [<!ENTITY a "aa">]><tmx>&a;</tmx>', 'entities'],
    [
      '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx/>',
      'entities',
    ],
    ['<tmx><body>&unknown;</body></tmx>', 'malformed'],
    [`<tmx>${'<hi>'.repeat(200)}`, 'too-deep'],
    [
      `<tmx><body><tu><tuv xml:lang="en"><seg>${'<hi>'.repeat(200)}`,
      'too-deep',
    ],
    [
      `<tmx><body><tu><tuv xml:lang="en"><seg>${'x'.repeat(5_000_000)}`,
      'too-long',
    ],
    [`<tmx><body><tu>${'<prop type="a"/>'.repeat(50_000)}`, 'too-long'],
  ] as const)('refuses broken and hostile files: %#', async (xml, problem) => {
    const refused = read(xml, 65_536)
    await expect(refused).rejects.toBeInstanceOf(ExchangeError)
    await expect(refused).rejects.toMatchObject({ problem })
  })

  test('a file that is changed is read or refused, and nothing else', async () => {
    const bytes = new TextEncoder().encode(print(fc.sample(units, 3).flat()))
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.nat(bytes.length - 1),
            fc.oneof(
              fc.constantFrom(0x3c, 0x3e, 0x26, 0x2f, 0x22),
              fc.nat(255),
            ),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        fc.nat(bytes.length),
        async (changes, end) => {
          const broken = Uint8Array.from(bytes)
          for (const [at, byte] of changes) broken[at] = byte
          const source = (async function* () {
            yield broken.subarray(0, end)
          })()
          try {
            for await (const unit of readTmx(source)) {
              expect(unit.variants).toBeInstanceOf(Array)
            }
          } catch (error) {
            expect(error).toBeInstanceOf(ExchangeError)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('refuses bytes that are no text, and says where XML is broken', async () => {
    const gb = (async function* () {
      yield Uint8Array.of(0x3c, 0xc8, 0xed, 0xcc, 0xe5)
    })()
    await expect(readTmx(gb).next()).rejects.toMatchObject({
      problem: 'encoding',
    })
    await expect(read('<tmx>\n<body>\n<tu>\n</body>')).rejects.toMatchObject({
      problem: 'malformed',
      line: 4,
    })
  })

  test('a header of a million elements that mean nothing is read by', async () => {
    const { left, units: found } = await read(
      `<tmx><body>${'<odd/>'.repeat(100_000)}<tu><tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>`,
      65_536,
    )
    expect([left.length, found.length]).toEqual([100_000, 1])
  })

  test('is read and written one unit at a time', async () => {
    let alive = 0
    let most = 0
    const count = 20_000
    function* made(): Generator<TmxUnit> {
      for (let n = 0; n < count; n++) {
        alive++
        yield {
          line: 0,
          source: 'en',
          ...bare,
          variants: [{ language: 'en', ...bare, segment: [`${n}`] }],
        }
      }
    }
    async function* source() {
      const encoder = new TextEncoder()
      for (const part of printTmx(made(), header)) yield encoder.encode(part)
    }
    let found = 0
    for await (const _ of readTmx(source())) {
      found++
      most = Math.max(most, alive - found)
    }
    expect(found).toBe(count)
    // What was written and is not read yet.
    expect(most).toBeLessThan(3)
  })
})

describe.skipIf(missing || !xmllint)('TMX to xmllint, with its DTD', () => {
  test('is TMX 1.4, whatever is in it', () => {
    const all = fc.sample(units, 200).flat()
    expect(judge(print(all))).toEqual([0, ''])
    const concepts = fc.sample(glossaries, 100).flat()
    const xml = [...printTmxGlossary(concepts, new LeftOut())].join('')
    expect(judge(xml)).toEqual([0, ''])
    const [status, said] = judge(xml.replaceAll('tuv', 'tvu'))
    expect(status).not.toBe(0)
    expect(said).toContain('element tvu')
  })
})

const python = '/usr/bin/python3'
// Debian's translate-toolkit has its modules for programs of its own.
const toolkit =
  spawnSync(python, ['-c', 'import translate.storage.tmx']).status === 0

describe.skipIf(!toolkit && !process.env['CI'])('Translate Toolkit', () => {
  test('reads the pairs of a glossary', () => {
    const concepts: Concept[] = [
      {
        id: 'software',
        domain: 'technology',
        state: 'approved',
        doNotTranslate: false,
        gloss: true,
        terms: [
          {
            text: '軟體 & <b>',
            locale: 'zh-TW',
            type: 'full',
            status: 'preferred',
          },
          { text: 'software', locale: 'en', type: 'full', status: 'preferred' },
        ],
      },
    ]
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-toolkit-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = path.join(folder, 'a.tmx')
    const xml = [...printTmxGlossary(concepts, new LeftOut())].join('')
    writeFileSync(file, xml)
    const script = `import json, sys
from translate.storage import tmx
with open(sys.argv[1], 'rb') as file:
    store = tmx.tmxfile(file, 'zh-TW', 'en')
print(json.dumps([[unit.source, unit.target] for unit in store.units]))`
    const done = spawnSync(python, ['-c', script, file], { encoding: 'utf8' })
    expect([done.status, done.stderr]).toEqual([0, ''])
    expect(JSON.parse(done.stdout)).toEqual([['軟體 & <b>', 'software']])
  })

  test('what it writes is read', async () => {
    const script = `import sys
from translate.storage import tmx
store = tmx.tmxfile()
store.addtranslation('software & <b>', 'en', '軟體 & <b>', 'zh-TW', 'a note')
store.serialize(sys.stdout.buffer)`
    const done = spawnSync(python, ['-c', script], { encoding: 'utf8' })
    expect([done.status, done.stderr]).toEqual([0, ''])
    const { units: found } = await read(done.stdout)
    expect(found).toMatchObject([
      {
        notes: [{ text: 'a note' }],
        variants: [
          { language: 'en', segment: ['software & <b>'] },
          { language: 'zh-TW', segment: ['軟體 & <b>'] },
        ],
      },
    ])
  })
})

async function readGlossary(xml: string) {
  const leftOut = new LeftOut()
  const concepts: ExchangedConcept[] = []
  for await (const one of readTmxGlossary(chunks(xml, 50), leftOut)) {
    concepts.push(one)
  }
  return { concepts, leftOut: leftOut.counts }
}

describe('a glossary as TMX', () => {
  test('preferred words, domain, definition, note, sources and relations come back', async () => {
    await fc.assert(
      fc.asyncProperty(glossaries, async (concepts) => {
        const xml = [...printTmxGlossary(concepts, new LeftOut())].join('')
        const back = await readGlossary(xml)
        expect(back.leftOut).toEqual({})
        const again = back.concepts.map(
          ({ line: _, ...one }): Concept =>
            ({
              domain: '',
              state: 'proposed',
              doNotTranslate: false,
              gloss: true,
              ...one,
              terms: one.terms.map((term) => ({
                type: 'full',
                status: 'preferred',
                ...term,
              })),
            }) as Concept,
        )
        const leftOut = new LeftOut()
        expect([...printTmxGlossary(again, leftOut)].join('')).toBe(xml)
        expect(leftOut.counts).toEqual({})
        // And plain words are the very same.
        const plain = (text = '') => /^[^\s\p{C}]+$/u.test(text)
        for (const concept of concepts) {
          const one = back.concepts.find(({ id }) => id === concept.id)
          for (const locale of locales) {
            const word = preferredTerm(concept, locale)?.text
            if (!plain(word)) continue
            expect(one?.terms).toContainEqual({ text: word, locale })
          }
          if (one && plain(concept.domain)) {
            expect(one.domain).toBe(concept.domain)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('counts other languages, codes and what programs added', async () => {
    const { concepts, leftOut } = await readGlossary(
      '<tmx><header srclang="en"/><body><tu changeid="Lin"><prop type="x-own">1</prop><tuv xml:lang="de"><seg>Software</seg></tuv><tuv xml:lang="zh-Hant"><seg>軟<ph>x</ph>體</seg></tuv></tu><tu><tuv xml:lang="fr"><seg>a</seg></tuv></tu></body></tmx>',
    )
    expect(concepts).toEqual([
      { line: 1, terms: [{ text: '軟體', locale: 'zh-TW' }] },
    ])
    expect(leftOut).toEqual({
      'tuv de': 1,
      ph: 1,
      'prop x-own': 1,
      '@changeid': 1,
      'tuv fr': 1,
      tu: 1,
    })
  })
})
