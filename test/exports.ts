import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the project. */
export const root = fileURLToPath(new URL('../', import.meta.url))

/** Something a door gives, where it is declared. */
export interface Export {
  name: string
  kind: 'function' | 'const' | 'class' | 'interface' | 'type'
  /** File, from the project's folder. */
  file: string
  /** TSDoc before it, without its frame. */
  doc: string | undefined
}

/** Declarations a module exports, its own and other modules', by name. */
export function exportsOf(file: string): Map<string, Export> {
  const text = readFileSync(path.join(root, file), 'utf8')
  const found = new Map<string, Export>()
  const other = (specifier: string): Map<string, Export> =>
    exportsOf(path.posix.join(path.posix.dirname(file), specifier))
  for (const match of text.matchAll(
    /^export \* from '(\.[^']+)'|^export (?:type )?\{([^}]+)\} from '(\.[^']+)'/gm,
  )) {
    const [, all, list, from = ''] = match
    if (all) for (const one of other(all).values()) found.set(one.name, one)
    const theirs = list ? other(from) : new Map<string, Export>()
    for (const item of list?.split(',') ?? []) {
      const [name, alias = name] = item
        .trim()
        .replace(/^type /, '')
        .split(' as ')
      const one = theirs.get(name ?? '')
      if (one && alias) found.set(alias, { ...one, name: alias })
      else if (name) throw new Error(`${file}: ${from} has no ${name}`)
    }
  }
  for (const match of text.matchAll(
    /^export (?:async )?(function|const|class|interface|type)\*? (\w+)/gm,
  )) {
    const [, kind, name = ''] = match
    const doc = docBefore(text, match.index)
    found.set(name, { name, kind: kind as Export['kind'], file, doc })
  }
  return found
}

function docBefore(text: string, at: number): string | undefined {
  const before = `\n${text.slice(0, at).trimEnd()}`
  const start = before.lastIndexOf('\n/**') + 1
  if (start === 0 || before.indexOf('*/', start) !== before.length - 2) {
    return undefined
  }
  const doc = unframe(before.slice(start))
  return /^@module$/m.test(doc) ? undefined : doc
}

/** Text of a doc comment. */
export function unframe(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^[ \t]*\* ?/gm, '')
    .trim()
}
