import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { transform } from 'esbuild'
import { expect } from 'vitest'
import { root, unframe } from './exports.ts'

/** Code that documentation shows. */
export interface Example {
  /** File and line it stands in. */
  place: string
  code: string
  /** Whether it has to say what comes out: all of TSDoc's do. */
  strict: boolean
}

/** Every `@example` of the source, and the TypeScript of a Markdown file. */
export function findExamples(markdown: readonly string[]): Example[] {
  const files = readdirSync(path.join(root, 'src'), {
    recursive: true,
    encoding: 'utf8',
  })
  const examples: Example[] = []
  for (const name of files.filter((one) => one.endsWith('.ts')).sort()) {
    const file = `src/${name.split(path.sep).join('/')}`
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const match of text.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm)) {
      const [comment] = match
      if (!comment.includes('@example')) continue
      const line = text.slice(0, match.index).split('\n').length
      const shown = unframe(comment.trimStart()).split('@example').slice(1)
      for (const part of shown) {
        const [code] = fenced(part)
        if (code === undefined) throw new Error(`${file}:${line} shows no code`)
        examples.push({ place: `${file}:${line}`, code, strict: true })
      }
    }
  }
  for (const file of markdown) {
    const text = readFileSync(path.join(root, file), 'utf8')
    for (const [index, code] of fenced(text).entries()) {
      const place = `${file}, example ${index + 1}`
      examples.push({ place, code, strict: false })
    }
  }
  return examples
}

function fenced(text: string): string[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((m) => m[1] ?? '')
}

const doors: Readonly<Record<string, () => Promise<unknown>>> = {
  yiwen: () => import('../src/index.ts'),
  'yiwen/node': () => import('../src/node.ts'),
  'yiwen/text': () => import('../src/text.ts'),
  'yiwen/extract': () => import('../src/extract-terms.ts'),
  'yiwen/quantity': () => import('../src/quantity/index.ts'),
}

type Run = (
  load: (specifier: string) => Promise<unknown>,
  check: (line: number, actual: unknown, comment: string) => void,
) => Promise<void>

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => Run

/**
 * Run an example.
 *
 * Each line `expression // value` has to give that value.
 */
export async function runExample({
  code,
  strict,
}: Pick<Example, 'code' | 'strict'>): Promise<void> {
  let checks = 0
  const lines = code.split('\n').map((line, index) => {
    const [, expression = '', comment] = /^(.*?\S) \/\/ (.+)$/.exec(line) ?? []
    if (comment === undefined) return line
    if (/^\s*[.)\]]/.test(expression)) {
      throw new Error(`Line ${index + 1}: put what is checked on one line`)
    }
    if (/^(?:\s|[}{]|(?:const|let|import|export|type)\b)/.test(line))
      return line
    checks++
    return `check(${index + 1}, ${expression}, ${JSON.stringify(comment)})`
  })
  if (strict && checks === 0) throw new Error('Nothing is checked')
  const { code: script } = await transform(lines.join('\n'), {
    loader: 'ts',
    format: 'esm',
    target: 'node20',
  })
  const body = script
    .replace(
      /^import\s+(?:\* as (\w+)\s+|(?:(\w+)\s*,?\s*)?(?:\{([^}]*)\}\s*)?)(?:from\s+)?("[^"]+");$/gm,
      (_, all?: string, name?: string, list?: string, from?: string) => {
        if (all) return `const ${all} = await load(${from});`
        const names = (list ?? '').replaceAll(' as ', ': ')
        const parts = name ? `default: ${name}, ${names}` : names
        return `const { ${parts} } = await load(${from});`
      },
    )
    .replace(/^export (?:default |\{[^}]*\};$)/gm, '')
  const load = (specifier: string): Promise<unknown> =>
    doors[specifier]?.() ?? import(specifier)
  await new AsyncFunction('load', 'check', body)(load, checkValue)
}

function checkValue(line: number, actual: unknown, comment: string): void {
  let expected: unknown
  try {
    expected = new Function(`return (${comment})`)()
  } catch {
    throw new Error(`Line ${line}: “${comment}” is no value`)
  }
  expect(actual, `line ${line}`).toStrictEqual(expected)
}
