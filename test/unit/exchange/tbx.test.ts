import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import {
  RelaxNGValidator,
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type ExchangedConcept,
  LeftOut,
  printTbx,
  readTbx,
  type TbxVersion,
} from '../../../src/exchange/index.ts'
import type { Concept } from '../../../src/model/index.ts'
import { glossaries } from './concepts.ts'

const schemas = fileURLToPath(
  new URL('../../../../shared/schemas/tbx/', import.meta.url),
)
const missing = !existsSync(schemas) && !process.env['CI']
// Debian's package of that name; it alone knows the Schematron rules of TBX-Basic.
const jing =
  spawnSync('jing', ['-h']).error === undefined || Boolean(process.env['CI'])

// What is left when garbage is collected: what was allocated since depends on
// when the engine happens to collect.
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

async function* chunks(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size)
  }
}

async function read(text: string, size?: number) {
  const leftOut = new LeftOut()
  const concepts: ExchangedConcept[] = []
  for await (const one of readTbx(chunks(text, size), leftOut)) {
    concepts.push(one)
  }
  return { concepts, leftOut: leftOut.counts }
}

function print(concepts: readonly Concept[], version: TbxVersion = 3) {
  const leftOut = new LeftOut()
  const text = [...printTbx(concepts, leftOut, version)].join('')
  return { text, leftOut: leftOut.counts }
}

function asConcept({ line: _, ...one }: ExchangedConcept): Concept {
  return {
    domain: '',
    state: 'proposed',
    doNotTranslate: false,
    gloss: true,
    ...one,
    terms: one.terms.map((term) => ({
      type: 'full' as const,
      status: 'preferred' as const,
      ...term,
    })),
  } as Concept
}

const software: Concept = {
  id: '3d-software',
  domain: 'technology',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  definition: 'Programs & data,\n“as” <opposed> to hardware.',
  note: 'A note.',
  sources: [
    { title: 'ISO 2382', url: 'https://www.iso.org/', quotation: 'all' },
  ],
  relations: [
    { kind: 'broader', id: 'product' },
    { kind: 'related', id: 'nowhere' },
  ],
  images: [
    { src: 'https://a.example/a.png', alt: 'A picture' },
    { src: 'local.png', alt: 'Not on the web' },
  ],
  review: { by: 'Lin', at: '2026-01-08T09:30:00Z', reason: 'Agreed' },
  history: [{ at: '2026-01-07T09:30:00+08:00', by: 'Wu', action: 'added' }],
  terms: [
    {
      text: '軟體',
      locale: 'zh-TW',
      type: 'full',
      status: 'preferred',
      partOfSpeech: 'noun',
      sources: [{ title: 'A', date: '2026-01-08', quotation: '用軟體' }],
      match: 'exact',
    },
    { text: '軟件', locale: 'zh-TW', type: 'variant', status: 'forbidden' },
    { text: 'SW', locale: 'en', type: 'abbreviation', status: 'admitted' },
  ],
}
const product: Concept = {
  id: 'product',
  domain: 'business',
  state: 'proposed',
  doNotTranslate: false,
  gloss: true,
  terms: [{ text: '產品', locale: 'zh-TW', type: 'full', status: 'preferred' }],
}

describe('printTbx', () => {
  test('says everything that TBX-Basic has a place for, and counts the rest', async () => {
    const { text, leftOut } = print([software, product])
    expect(leftOut).toEqual({
      images: 1,
      relations: 1,
      match: 1,
      'status forbidden': 1,
      state: 1,
    })
    expect(text).toContain('<conceptEntry id="_3d-software">')
    const { concepts, leftOut: lost } = await read(text)
    expect(lost).toEqual({})
    const [first] = concepts
    expect(first).toMatchObject({
      id: '3d-software',
      domain: 'technology',
      definition: software.definition,
      note: 'A note.',
      sources: software.sources,
      relations: [{ kind: 'broader', id: 'product' }],
      images: [{ src: 'https://a.example/a.png', alt: 'A picture' }],
      history: [
        { at: '2026-01-07T09:30:00+08:00', by: 'Wu', action: 'added' },
        {
          at: '2026-01-08T09:30:00Z',
          by: 'Lin',
          action: 'approved',
          note: 'Agreed',
        },
      ],
      terms: [
        {
          text: '軟體',
          locale: 'zh-TW',
          status: 'preferred',
          partOfSpeech: 'noun',
          sources: software.terms[0]?.sources,
        },
        { text: '軟件', type: 'variant', status: 'deprecated' },
        { text: 'SW', locale: 'en', type: 'abbreviation', status: 'admitted' },
      ],
    })
  })

  test.each([3, 2] as const)(
    'comes back byte for byte in version %i, whatever is in it',
    async (version) => {
      await fc.assert(
        fc.asyncProperty(glossaries, async (concepts) => {
          const { text } = print(concepts, version)
          const back = await read(text)
          expect(back.leftOut).toEqual({})
          const again = print(back.concepts.map(asConcept), version)
          expect(again.text).toBe(text)
          expect(again.leftOut).not.toHaveProperty('character')
          expect(again.leftOut).not.toHaveProperty('white space')
        }),
        { numRuns: 300 },
      )
    },
  )
})

describe.skipIf(missing)('TBX against ../shared/schemas/tbx', () => {
  const rng = (name: string) =>
    RelaxNGValidator.fromDoc(
      XmlDocument.fromBuffer(readFileSync(`${schemas}mods/${name}.rng`)),
    )
  const schemasOf = () => ({
    core: rng('TBXcoreStructV03'),
    min: rng('Min'),
    basic: rng('Basic'),
  })
  let known: ReturnType<typeof schemasOf> | undefined

  /** What TBX-Basic's NVDL does: the core as it stands, each module's elements alone. */
  function validate(text: string): void {
    known ??= schemasOf()
    const document = XmlDocument.fromString(text)
    try {
      known.core.validate(document)
    } finally {
      document.dispose()
    }
    const modules = text.matchAll(
      /<(min|basic):\w+(?: target="([^"]*)")?>[^<]*<\/\S+>/g,
    )
    for (const [element, prefix] of modules) {
      const uri = `http://www.tbxinfo.net/ns/${prefix}`
      const alone = element.replace(/^<[\w:]+/, `$& xmlns:${prefix}="${uri}"`)
      const one = XmlDocument.fromString(alone)
      try {
        const validator = prefix === 'min' ? known.min : known.basic
        // An IDREF leads out of an element that stands alone.
        if (!/:crossReference/.test(element)) validator.validate(one)
      } finally {
        one.dispose()
      }
    }
    // The Schematron rules that this style and dialect add.
    const ids = new Set(
      [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id),
    )
    for (const [, target = ''] of text.matchAll(/ target="([^"]*)"/g)) {
      expect(/^https?:\/\/.+/.test(target) || ids.has(target)).toBe(true)
    }
    expect(text).toContain('<tbx type="TBX-Basic" style="dct"')
  }

  test('what is written is TBX-Basic', () => {
    validate(print([software, product]).text)
    expect(() =>
      validate(
        print([software]).text.replaceAll('preferredTerm-', 'bestTerm-'),
      ),
    ).toThrow()
    expect(() =>
      validate(print([software]).text.replaceAll('langSec', 'langSet')),
    ).toThrow()
  })

  test('whatever is in it', () => {
    fc.assert(
      fc.property(
        glossaries.filter((one) => one.length > 0),
        (concepts) => {
          const { text } = print(concepts)
          if (text.includes('<conceptEntry')) validate(text)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('what is written as version 2 is TBX v2', () => {
    const xml = `${schemas}../xliff21/informativeCopiesOf3rdPartySchemas/w3c/xml.xsd`
    const imported = { 'xml.xsd': new Uint8Array(readFileSync(xml)) }
    xmlRegisterInputProvider(new XmlBufferInputProvider(imported))
    const xsd = readFileSync(`${schemas}tbx-v2.xsd`, 'utf8')
    const validator = XsdValidator.fromDoc(XmlDocument.fromString(xsd))
    const judge = (text: string) => {
      const document = XmlDocument.fromString(text)
      try {
        validator.validate(document)
      } finally {
        document.dispose()
      }
    }
    const { text } = print([software, product], 2)
    judge(text)
    expect(() => judge(text.replaceAll('tig>', 'termSec>'))).toThrow()
    fc.assert(
      fc.property(glossaries, (concepts) => {
        const random = print(concepts, 2).text
        if (random.includes('<termEntry')) judge(random)
      }),
      { numRuns: 100 },
    )
  })

  test.skipIf(!jing)('what is written is TBX-Basic to jing', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-tbx-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = path.join(folder, 'a.tbx')
    const judge = (text: string) => {
      writeFileSync(file, text)
      const { status, stdout } = spawnSync(
        'jing',
        [`${schemas}local_DCT.nvdl`, file],
        { encoding: 'utf8' },
      )
      return [status, stdout]
    }
    const random = fc.sample(glossaries, 100).flatMap((concepts, index) =>
      concepts.map((one) => ({
        ...one,
        id: `${one.id}-${index}`,
        relations: (one.relations ?? []).map(({ kind, id }) => ({
          kind,
          id: `${id}-${index}`,
        })),
      })),
    )
    const { text } = print([software, product, ...random])
    expect(judge(text)).toEqual([0, ''])
    const [status, said] = judge(
      text.replace(
        '<min:subjectField>',
        '<min:partOfSpeech>noun</min:partOfSpeech>$&',
      ),
    )
    expect([status, said]).toEqual([
      1,
      expect.stringContaining('termSec level'),
    ])
  })

  test.each([
    'basic_Example_Astronomy_DCT_VALID.tbx',
    'basic_Example_Astronomy_DCA_VALID.tbx',
  ])('%s is read, its Spanish counted', async (name) => {
    const { concepts, leftOut } = await read(
      readFileSync(`${schemas}${name}`, 'utf8'),
      4096,
    )
    expect(concepts[0]).toMatchObject({
      id: 'c1',
      domain: 'General',
      definition:
        'A group of stars formed together in the spiral arms of a galaxy.',
      history: [
        { at: '2010-04-17T00:00:00Z', by: 'Tommy', action: 'added' },
        { at: '2010-05-01T00:00:00Z', by: 'Tommy', action: 'edited' },
      ],
    })
    expect(concepts[0]?.terms).toMatchObject([
      { text: 'open cluster', locale: 'en', status: 'preferred' },
      { text: 'galactic cluster', locale: 'en', status: 'deprecated' },
    ])
    expect(leftOut['langSec es']).toBeGreaterThan(0)
    expect(Object.keys(leftOut).sort()).toMatchInlineSnapshot(`
      [
        "conceptEntry",
        "langSec es",
        "langSec zu",
        "transacGrp",
      ]
    `)
  })
})

describe('readTbx', () => {
  const martif = `<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
  <martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
  <text><body>
    <termEntry id="IATE-1">
      <descrip type="subjectField">finance</descrip>
      <descripGrp><descrip type="definition">Money owed.</descrip><admin type="source">A</admin></descripGrp>
      <descrip type="superordinateConceptGeneric" target="#c2">liability</descrip>
      <transacGrp><transac type="transactionType">origination</transac><transacNote type="responsibility">W</transacNote><date>2020-02-03</date></transacGrp>
      <langSet xml:lang="zh-Hant"><tig><term>債<hi>務</hi></term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
      <langSet xml:lang="zh-HK"><ntig><termGrp><term>債項</term><termNote type="termType">shortForm</termNote></termGrp></ntig></langSet>
      <langSet xml:lang="zh-CN"><tig><term>债务</term><termNote type="grammaticalGender">neuter</termNote></tig></langSet>
      <langSet xml:lang="de"><tig><term>Schuld</term></tig></langSet>
    </termEntry>
  </body></text>
</martif>`

  test('reads v2, and says what it left out', async () => {
    const { concepts, leftOut } = await read(martif)
    expect(concepts).toEqual([
      {
        line: 6,
        id: 'IATE-1',
        domain: 'finance',
        definition: 'Money owed.',
        sources: [{ title: 'A' }],
        relations: [{ kind: 'broader', id: 'c2' }],
        history: [{ at: '2020-02-03T00:00:00Z', by: 'W', action: 'added' }],
        terms: [
          {
            text: '債務',
            locale: 'zh-TW',
            partOfSpeech: 'noun',
            status: 'preferred',
          },
          { text: '債項', locale: 'zh-HK', type: 'short' },
          { text: '债务', locale: 'zh-CN' },
        ],
      },
    ])
    expect(leftOut).toEqual({ grammaticalGender: 1, 'langSet de': 1 })
  })

  test('reads UTF-16 with a byte order mark', async () => {
    const bytes = Buffer.from(`\u{FEFF}${martif}`, 'utf16le')
    const found = []
    const source = (async function* () {
      yield bytes.subarray(0, 1)
      yield bytes.subarray(1)
    })()
    for await (const one of readTbx(source, new LeftOut())) found.push(one)
    expect(found).toHaveLength(1)
  })

  test.each([
    [
      'an entity bomb',
      '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>',
      'entities',
    ],
    [
      'an external entity',
      '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>',
      'entities',
    ],
    [
      'a parameter entity',
      '<!DOCTYPE tbx [<!ENTITY % x SYSTEM "http://a.example/"> %x;]><tbx/>',
      'entities',
    ],
    ['an entity nobody declared', '<tbx>&x;</tbx>', 'malformed'],
    ['tags that do not match', '<tbx><a></tbx>', 'malformed'],
    ['half a file', '<tbx><a>', 'malformed'],
    ['no file at all', '', 'malformed'],
    ['another kind of file', '<html/>', 'not-tbx'],
    ['elements in elements', `<tbx>${'<a>'.repeat(200)}`, 'too-deep'],
    ['a text without end', `<tbx><conceptEntry>${'a'.repeat(9e6)}`, 'too-long'],
    ['a comment without end', `<tbx><!--${'a'.repeat(9e6)}`, 'too-long'],
  ])('refuses %s', async (_, text, problem) => {
    await expect(read(text, 65_536)).rejects.toMatchObject({ problem })
  })

  test('refuses bytes that are no UTF-8', async () => {
    const source = (async function* () {
      yield Uint8Array.of(0x3c, 0x61, 0xff, 0xfe)
    })()
    await expect(readTbx(source, new LeftOut()).next()).rejects.toMatchObject({
      problem: 'encoding',
    })
  })

  test('holds one concept at a time of a file of 20 MB', async () => {
    const entry =
      '<conceptEntry id="a"><langSec xml:lang="zh-TW"><termSec><term>軟體</term></termSec></langSec></conceptEntry>\n'
    const block = entry.repeat(1000)
    const blocks = Math.ceil(20e6 / block.length)
    const source = (async function* () {
      yield '<tbx><text><body>'
      for (let i = 0; i < blocks; i++) yield block
      yield '</body></text></tbx>'
    })()
    const before = heldBytes()
    let most = 0
    let count = 0
    for await (const _ of readTbx(source, new LeftOut())) {
      if (++count % 20_000 === 0) most = Math.max(most, heldBytes() - before)
    }
    expect(count).toBe(blocks * 1000)
    expect(most).toBeLessThan(10e6)
  })
})
