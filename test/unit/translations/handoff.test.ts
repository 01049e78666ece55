import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type Content,
  printContent,
  type Segment,
  type Translation,
} from '../../../src/model/index.ts'
import {
  packFiles,
  printDocxTable,
  printHtmlTable,
  printPo,
  printTranslation,
  printXliff12,
  readHanded,
  syncTranslation,
  type TranslationOf,
  takeHanded,
} from '../../../src/translations/index.ts'
import { articleOf, translated, translations } from './translations.ts'

const of: TranslationOf = { article: 'a.md', source: 'zh-TW', target: 'en' }
const blocks = [
  ['智譜今天上市。', '股價上漲一成 & 更多 <3>。'],
  ['創辦人說：*感謝"大家"\\n。', '他會繼續努力。'],
  ['這是第三段。', '這是第三段。'],
]
const empty = syncTranslation(undefined, articleOf(blocks), of).translation
const done = states(translated(empty), 'translated')
const origin = {
  by: 'import',
  name: 'a.po',
  at: '2026-11-28T10:00:00Z',
} as const
const strings = {
  advice: 'Write into the third column.',
  notes: 'Notes',
  save: 'Save',
  stale: 'Was:',
}

function states(
  translation: Translation,
  state: Segment['state'],
): Translation {
  return {
    ...translation,
    units: translation.units.map((unit) => ({
      ...unit,
      segments: unit.segments.map((one) => ({ ...one, state })),
    })),
  }
}

function targets({ units }: Translation): string[] {
  return units.flatMap(({ segments }) =>
    segments.map(({ target }) => (target ? printContent(target) : '')),
  )
}

const encode = (text: string) => new TextEncoder().encode(text)

const formats: Record<
  string,
  { name: string; print: (translation: Translation) => Uint8Array }
> = {
  xliff2: {
    name: 'a.xlf',
    print: (one) => encode(printTranslation(one)),
  },
  xliff12: { name: 'a.xlf', print: (one) => encode(printXliff12(one)) },
  po: { name: 'a.po', print: (one) => encode(printPo(one)) },
  html: {
    name: 'a.html',
    print: (one) => encode(printHtmlTable(one, strings)),
  },
  docx: { name: 'a.docx', print: (one) => printDocxTable(one, strings) },
  package: {
    name: 'a.zip',
    print: (one) =>
      packFiles(
        new Map([
          ['a.xlf', encode(printXliff12(one))],
          ['glossary.tbx', encode('<tbx/>')],
        ]),
      ),
  },
}

function handIn(bytes: Uint8Array, name: string, into: Translation) {
  const { files, findings } = readHanded(bytes, name)
  expect(findings.filter(({ fatal }) => fatal)).toEqual([])
  const [file] = files
  if (!file) throw new Error('nothing read')
  return takeHanded(into, file, { origin })
}

test('a sentence copied into its target is no translation, until it is written over', () => {
  const text = printXliff12(empty, new Map(), { copySource: true })
  expect(text).toContain('<target state="new">他會繼續努力。</target>')
  const same = handIn(encode(text), 'a.xlf', empty)
  expect([targets(same.translation), same.counts.taken]).toEqual([
    targets(empty),
    0,
  ])
  const edited = text.replace('>他會繼續努力。</target>', '>He will.</target>')
  const taken = handIn(encode(edited), 'a.xlf', empty)
  expect(targets(taken.translation)).toEqual(targets(empty).with(3, 'He will.'))
})

describe.each(Object.entries(formats))('%s', (_, { name, print }) => {
  test('comes back as it was handed out', () => {
    const taken = handIn(print(done), name, empty)
    expect(targets(taken.translation)).toEqual(targets(done))
    expect(taken.findings).toEqual([])
    expect(taken.counts.taken).toBe(6)
    expect(taken.translation.units[0]?.segments[0]).toMatchObject({
      state: 'translated',
      origin,
    })
    // Once more it is what is there already.
    const again = handIn(print(done), name, taken.translation)
    expect(again.translation).toEqual(taken.translation)
    expect(again.counts).toMatchObject({ taken: 0, same: 6 })
  })

  test('an untranslated one brings nothing', () => {
    const taken = handIn(print(empty), name, done)
    expect(taken.translation).toEqual(done)
  })

  test('what was translated against an older source is kept and listed', () => {
    const now = articleOf([
      ['智譜昨天上市。', '股價上漲一成 & 更多 <3>。'],
      blocks[1] ?? [],
    ])
    const synced = syncTranslation(empty, now, of).translation
    const { translation, counts, findings } = handIn(print(done), name, synced)
    expect(counts).toMatchObject({ taken: 3, outdated: 3 })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([
      'translations-outdated',
      'translations-outdated',
      'translations-outdated',
    ])
    expect(translation.units[0]?.segments[0]).toMatchObject({
      state: 'initial',
      target: ['T: 智譜今天上市。'],
      staleSource: ['智譜今天上市。'],
    })
    const retired = translation.retired.flatMap(({ segments }) => segments)
    expect(retired.map(({ source }) => source)).toContainEqual(['這是第三段。'])
    // It comes back with its sentence.
    const back = syncTranslation(translation, articleOf(blocks), of).translation
    expect(back.units[2]?.segments[0]?.target).toEqual(['T: 這是第三段。'])
  })

  test('another article or language changes nothing', () => {
    const { files } = readHanded(print(done), name)
    const [file] = files
    if (!file) throw new Error('nothing read')
    for (const wrong of [
      { ...empty, article: 'b.md' },
      { ...empty, target: 'zh-CN' as const },
      { ...empty, source: 'zh-HK' as const },
    ]) {
      const { translation, findings } = takeHanded(wrong, file, { origin })
      expect(translation).toBe(wrong)
      expect(findings.map(({ ruleId }) => ruleId)).toEqual([
        'translations-invalid',
      ])
    }
  })

  test('no file makes it throw', () => {
    const bytes = print(done)
    fc.assert(
      fc.property(
        fc.nat(bytes.length),
        fc.nat(30),
        fc.uint8Array({ maxLength: 8 }),
        (at, length, insert) => {
          const broken = Uint8Array.from([
            ...bytes.subarray(0, at),
            ...insert,
            ...bytes.subarray(at + length),
          ])
          for (const file of readHanded(broken, name).files) {
            takeHanded(empty, file, { origin })
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('odd text and odd marks', () => {
  // What XML and PO can not hold, and what a file means by a line's end.
  const bare = (content: Content): string =>
    printContent(content).replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFD-\uFFFF]|\p{Cs}/gu,
      '?',
    )

  test.each(['xliff2', 'xliff12', 'po'])('%s', (format) => {
    const { name, print } = formats[format] ?? {}
    if (!name || !print) throw new Error(format)
    fc.assert(
      fc.property(translations, (translation) => {
        const { files, findings } = readHanded(print(translation), name)
        expect(findings).toEqual([])
        const read = new Map(
          files[0]?.segments.map((one) => [
            `${one.unit}/${one.segment}`,
            bare(one.target),
          ]),
        )
        for (const unit of translation.units) {
          for (const { id, source, target, staleSource } of unit.segments) {
            const key = `${unit.id}/${id}`
            // XLIFF 1.2 has a stale one as a suggestion, PO none without words.
            if (!target || printContent(target) === '') continue
            if (staleSource && format === 'xliff12') continue
            if (printContent(source) === '' && format === 'po') continue
            expect([key, read.get(key)]).toEqual([key, bare(target)])
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what came back', () => {
  const change = (target: Content, state: Segment['state'] = 'translated') => {
    const edited = structuredClone(done)
    const segment = edited.units[1]?.segments[0]
    if (!segment) throw new Error('no segment')
    segment.target = target
    segment.state = state
    return encode(printTranslation(edited))
  }

  test.each([
    ['lost', ['a ', { open: '1' }, 'b']],
    ['lost', ['a b']],
    ['doubled', [{ open: '1' }, { close: '1' }, { open: '1' }, { close: '1' }]],
    ['unknown', [{ open: '1' }, { ph: '7' }, { close: '1' }]],
    ['order', [{ close: '1' }, 'a', { open: '1' }]],
  ] as [string, Content][])(
    'a mark that is %s refuses the sentence',
    (problem, target) => {
      const { translation, findings, counts } = handIn(
        change(target),
        'a.xlf',
        empty,
      )
      expect(counts).toMatchObject({ taken: 5, refused: 1 })
      expect(translation.units[1]?.segments[0]?.target).toBeUndefined()
      expect(findings.map(({ wording }) => wording?.key)).toEqual([
        `translations-codes.${problem}`,
      ])
    },
  )

  test('final is reviewed unless it is trusted', () => {
    const target: Content = [{ open: '1' }, 'Thanks', { close: '1' }]
    const bytes = change(target, 'final')
    const state = (trust: boolean) => {
      const { files } = readHanded(bytes, 'a.xlf')
      const taken = takeHanded(empty, files[0] ?? ({} as never), {
        origin,
        trust,
      })
      return taken.translation.units[1]?.segments[0]?.state
    }
    expect([state(false), state(true)]).toEqual(['reviewed', 'final'])
  })

  test('what was reviewed meanwhile is not written over', () => {
    const reviewed = states(done, 'reviewed')
    const { translation, counts } = handIn(
      change([{ open: '1' }, 'Thanks', { close: '1' }]),
      'a.xlf',
      reviewed,
    )
    expect(translation).toEqual(reviewed)
    expect(counts).toMatchObject({ same: 5, refused: 1 })
  })

  test.each([
    [
      'entities',
      'a.xlf',
      '<!DOCTYPE xliff [<!ENTITY a "b">]><xliff version="1.2"/>',
    ],
    ['too-deep', 'a.html', '<div>'.repeat(2000)],
    ['not-table', 'a.html', '<table><tr><td>a</td></tr></table>'],
    ['malformed', 'a.po', 'msgid "a"\nmsgstr "b\n'],
    [
      'encoding',
      'a.po',
      'msgid ""\nmsgstr "Content-Type: text/plain; charset=BIG5\\n"\n',
    ],
    ['not-xliff', 'a.xlf', '<tmx version="1.4"/>'],
    ['zip', 'a.docx', 'PK\u0003\u0004broken'],
  ])('%s is refused', (problem, name, text) => {
    const { files, findings } = readHanded(encode(text), name)
    expect(files).toEqual([])
    expect(String(findings[0]?.cause)).toContain(problem)
  })
})

describe('dialects of XLIFF 1.2', () => {
  const source = '<source>智譜今天上市。</source>'
  const wrap = (unit: string, attributes = '') =>
    encode(
      `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="MQXliff" xmlns:m="http://www.memsource.com/mxlf/2.0"><file original="a.md" source-language="zh-Hant-TW" target-language="en-US" datatype="x"><body><group><trans-unit id="9f3" ${attributes}>${source}${unit}</trans-unit></group></body></file></xliff>`,
    )
  test.each([
    [
      'Trados',
      '<seg-source><mrk mtype="seg" mid="1">智譜今天上市。</mrk></seg-source><target><mrk mtype="seg" mid="1">Zhipu listed.</mrk></target><sdl:seg-defs><sdl:seg id="1" conf="ApprovedTranslation"/></sdl:seg-defs>',
      '',
      'reviewed',
    ],
    [
      'Trados, a draft',
      '<seg-source><mrk mtype="seg" mid="1">智譜今天上市。</mrk></seg-source><target><mrk mtype="seg" mid="1">Zhipu listed.</mrk></target><sdl:seg-defs><sdl:seg id="1" conf="Draft"/></sdl:seg-defs>',
      '',
      'initial',
    ],
    [
      'memoQ',
      '<target>Zhipu listed.</target>',
      'mq:status="Proofread"',
      'reviewed',
    ],
    [
      'Phrase',
      '<target>Zhipu listed.</target>',
      'm:confirmed="1"',
      'translated',
    ],
  ])('%s', (_, unit, attributes, state) => {
    const { translation } = handIn(wrap(unit, attributes), 'a.xlf', empty)
    expect(translation.units[0]?.segments[0]).toMatchObject({
      state,
      target: ['Zhipu listed.'],
    })
  })
})

const has = (program: string, argument = '--version') =>
  spawnSync(program, [argument]).error === undefined

describe('programs of others', () => {
  const folder = (): string => {
    const made = mkdtempSync(path.join(tmpdir(), 'yiwen-handoff-'))
    onTestFinished(() => rmSync(made, { recursive: true }))
    return made
  }
  const run = (program: string, ...args: string[]) => {
    const said = spawnSync(program, args, { encoding: 'utf8' })
    expect([program, said.status, said.stderr]).toEqual([
      program,
      0,
      expect.anything(),
    ])
    return said
  }

  test.skipIf(!has('msgfmt'))('gettext: msgfmt, msgmerge, msgcat', () => {
    const at = folder()
    const file = path.join(at, 'en.po')
    const pot = path.join(at, 'a.pot')
    writeFileSync(file, printPo(done))
    writeFileSync(pot, printPo(empty))
    expect(run('msgfmt', '-c', '-o', '/dev/null', file).stderr).toBe('')
    run('msgmerge', '-q', '--previous', '-o', `${file}.2`, file, pot)
    run('msgcat', '--width=40', '-o', `${file}.3`, `${file}.2`)
    const taken = handIn(readFileSync(`${file}.3`), 'en.po', empty)
    expect(targets(taken.translation)).toEqual(targets(done))
    expect(taken.counts.taken).toBe(6)
  })

  test.skipIf(!has('po2xliff'))(
    'Translate Toolkit: po2xliff, xliff2po, pofilter',
    () => {
      const at = folder()
      const file = path.join(at, 'en.po')
      writeFileSync(file, printPo(done))
      run('po2xliff', '--progress=none', file, `${at}/b.xlf`)
      run('xliff2po', '--progress=none', `${at}/b.xlf`, `${at}/c.po`)
      const taken = handIn(readFileSync(`${at}/c.po`), 'c.po', empty)
      expect(targets(taken.translation)).toEqual(targets(done))
      // Ours, through its reader and writer.
      writeFileSync(`${at}/d.xlf`, printXliff12(done))
      run('xliff2po', '--progress=none', `${at}/d.xlf`, `${at}/e.po`)
      expect(readFileSync(`${at}/e.po`, 'utf8')).toContain('T: 智譜今天上市。')
      const filtered = spawnSync(
        'pofilter',
        [
          '--progress=none',
          '-t',
          'xmltags',
          '-t',
          'escapes',
          file,
          `${at}/f.po`,
        ],
        { encoding: 'utf8' },
      )
      expect(filtered.status).toBe(0)
    },
  )

  test.skipIf(!has('omegat', '--help'))(
    'OmegaT translates PO and XLIFF 1.2 with copied sources, and leaves translations whole',
    () => {
      const at = folder()
      const project = path.join(at, 'project')
      for (const name of [
        'source',
        'target',
        'tm',
        'glossary',
        'dictionary',
        'omegat',
      ]) {
        mkdirSync(path.join(project, name), { recursive: true })
      }
      writeFileSync(
        path.join(project, 'omegat.project'),
        `<?xml version="1.0" encoding="UTF-8"?><omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>ZH-TW</source_lang><target_lang>EN</target_lang><sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>`,
      )
      writeFileSync(path.join(project, 'source/a.po'), printPo(done))
      writeFileSync(path.join(project, 'source/b.xlf'), printXliff12(done))
      // What a translator did in it: kept in the project's memory.
      writeFileSync(path.join(project, 'source/c.po'), printPo(empty))
      writeFileSync(
        path.join(project, 'source/d.xlf'),
        printXliff12(empty, new Map(), { copySource: true }),
      )
      writeFileSync(
        path.join(project, 'omegat/project_save.tmx'),
        `<?xml version="1.0" encoding="UTF-8"?><tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="3" segtype="paragraph" srclang="ZH-TW"/><body><tu><tuv lang="ZH-TW"><seg>他會繼續努力。</seg></tuv><tuv lang="EN"><seg>He will go on.</seg></tuv></tu></body></tmx>`,
      )
      const said = spawnSync(
        'omegat',
        [project, '--mode=console-translate', `--config-dir=${at}/config`],
        { encoding: 'utf8', env: { ...process.env, HOME: at } },
      )
      expect([said.status, said.stderr]).toEqual([0, expect.anything()])
      for (const name of ['c.po', 'd.xlf']) {
        const fresh = readFileSync(path.join(project, 'target', name))
        const { translation } = handIn(fresh, name, empty)
        const all = targets(translation)
        expect([name, all[3]]).toEqual([name, 'He will go on.'])
        // What nobody translated is no translation.
        const copied = all.filter((text) => /^\p{Script=Han}/u.test(text))
        expect([name, ...copied]).toEqual([name])
      }
      // Its own filter for XLIFF takes what stands in `target` for the source.
      for (const name of ['a.po', 'b.xlf']) {
        const bytes = readFileSync(path.join(project, 'target', name))
        const taken = handIn(bytes, name, empty)
        expect([name, ...targets(taken.translation)]).toEqual([
          name,
          ...targets(done).with(3, targets(taken.translation)[3] ?? ''),
        ])
      }
    },
  )
})
