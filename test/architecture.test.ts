import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/model/index.ts'

const root = fileURLToPath(new URL('../src/', import.meta.url))

/** What each room may import. This table is the one place to change it. */
const table: Record<string, readonly string[]> = {
  model: [],
  read: ['model'],
  parse: ['model'],
  locate: ['model'],
  terms: ['model'],
  convert: ['model'],
  extract: ['model'],
  annotate: ['model'],
  segment: ['model'],
  print: ['model'],
  quality: ['model'],
  publish: ['model'],
  book: ['model'],
  glossary: ['model'],
  exchange: ['model'],
  labels: ['model'],
  quantity: ['model'],
  memory: ['model'],
  translations: ['model'],
  cache: ['model'],
  lock: ['model'],
  queue: ['model', 'trace'],
  messages: ['model'],
  engines: ['model'],
  trace: ['model'],
  // Joiners: one for text, one for trees, one for projects, and the doors.
  'localize.ts': [
    'model',
    'parse',
    'locate',
    'terms',
    'convert',
    'annotate',
    'print',
    'reading.ts',
    'glosses.ts',
    'settle.ts',
    'translate.ts',
    'beside.ts',
  ],
  'reading.ts': ['model', 'parse', 'locate', 'terms'],
  'glosses.ts': [
    'model',
    'parse',
    'convert',
    'annotate',
    'print',
    'reading.ts',
  ],
  'beside.ts': ['model', 'segment', 'print'],
  'term-places.ts': ['model', 'annotate', 'print', 'localize.ts'],
  'translate.ts': ['model', 'segment', 'print'],
  'keeps-shape.ts': ['locate', 'model', 'parse', 'print'],
  'edition-tree.ts': ['model', 'parse', 'print'],
  'settle.ts': ['edition-tree.ts', 'keeps-shape.ts', 'model', 'parse', 'print'],
  'heading-tree.ts': ['model', 'parse', 'print', 'localize.ts'],
  'unified.ts': ['model', 'locate', 'terms', 'convert', 'annotate', 'print'],
  build: [
    'model',
    'read',
    'locate',
    'terms',
    'convert',
    'quality',
    'quantity',
    'publish',
    'book',
    'glossary',
    'exchange',
    'labels',
    'memory',
    'segment',
    'translations',
    'engines',
    'extract',
    'cache',
    'lock',
    'trace',
    'messages',
    'localize.ts',
    'beside.ts',
    'heading-tree.ts',
    'term-places.ts',
  ],
  'extract-terms.ts': ['model', 'parse', 'locate', 'convert', 'extract'],
  'text.ts': ['model', 'convert'],
  'docusaurus.ts': [],
  'astro.ts': ['model', 'read', 'messages', 'build', 'vite.ts'],
  'vite.ts': ['model', 'read', 'messages', 'localize.ts', 'build'],
  'node.ts': [
    'model',
    'read',
    'publish',
    'glossary',
    'messages',
    'build',
    'index.ts',
  ],
  'index.ts': ['model', 'annotate', 'localize.ts', 'unified.ts'],
  server: [
    'model',
    'read',
    'glossary',
    'cache',
    'lock',
    'messages',
    'localize.ts',
    'build',
  ],
  api: ['model', 'read', 'messages', 'trace', 'localize.ts', 'build'],
  cli: [
    'model',
    'book',
    'server',
    'api',
    'queue',
    'trace',
    'read',
    'glossary',
    'exchange',
    'memory',
    'translations',
    'engines',
    'messages',
    'index.ts',
    'build',
    'node.ts',
    'localize.ts',
    'extract-terms.ts',
  ],
}

/** Rooms that run in a browser: nothing of Node's in them. */
const pure = [
  'book',
  'model',
  'parse',
  'locate',
  'terms',
  'convert',
  'extract',
  'quality',
  'annotate',
  'segment',
  'print',
  'exchange',
  'quantity',
  'translations',
  'messages',
  'localize.ts',
  'reading.ts',
  'glosses.ts',
  'settle.ts',
  'translate.ts',
  'beside.ts',
  'extract-terms.ts',
  'unified.ts',
  'text.ts',
  'index.ts',
]

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.split(path.sep).join('/'))

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  )
}

/** A folder, or a file that joins rooms. */
function roomOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function violations(file: string, imports: readonly string[]): string[] {
  const room = roomOf(file)
  const allowed = table[room]
  if (!allowed) return [`${room} is not in the table`]
  const found: string[] = []
  for (const specifier of imports) {
    if (specifier.startsWith('node:') && pure.includes(room)) {
      found.push(`${file} is pure and imports ${specifier}`)
    }
    if (!specifier.startsWith('.')) continue
    const target = path.posix.join(path.posix.dirname(file), specifier)
    const other = roomOf(target)
    if (other === room) continue
    if (!allowed.includes(other)) found.push(`${file} imports ${other}`)
    // A command loads the part of `build` that it needs, and no more.
    const door =
      other.endsWith('.ts') ||
      other === 'build' ||
      target === `${other}/index.ts`
    if (!door) found.push(`${file} goes past the door of ${other}: ${target}`)
  }
  return found
}

describe('architecture', () => {
  it.each(files)('%s imports what its room may', (file) => {
    expect(violations(file, importsOf(file))).toEqual([])
  })

  it('catches a room that imports another, past its door, or Node', () => {
    expect(violations('convert/x.ts', ['../locate/index.ts'])).toHaveLength(1)
    expect(violations('convert/x.ts', ['../model/span.ts'])).toHaveLength(1)
    expect(violations('print/x.ts', ['node:fs'])).toHaveLength(1)
    expect(violations('attic/x.ts', [])).toHaveLength(1)
  })

  it('has no room that is not in the table, and no row without a room', () => {
    const rooms = new Set(files.map(roomOf))
    expect([...rooms].sort()).toEqual(Object.keys(table).sort())
  })

  it('documents every rule in ARCHITECTURE.md', () => {
    const text = readFileSync(path.join(root, '../ARCHITECTURE.md'), 'utf8')
    const missing = Object.keys(rules).filter(
      (rule) => !text.includes(`\`${rule}\``),
    )
    expect(missing).toEqual([])
  })
})
