/**
 * The glossary of a project, read from its files and checked as a whole.
 *
 * A part of `build.ts`, and like it allowed to join rooms.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { VFileMessage } from 'vfile-message'
import { characterConverter } from './convert/index.ts'
import { type Concept, finding, Phrase, UserError } from './model/index.ts'
import { DecodeError, decode, parseGlossary } from './read/index.ts'
import { lintConcepts } from './terms/index.ts'

/** What a project's glossary files say. */
export interface GlossaryReading {
  /** Files, from the project's folder. */
  files: readonly string[]
  /** Concepts of all files. */
  concepts: readonly Concept[]
  /** What is wrong with them, each alone and all together. */
  messages: readonly VFileMessage[]
}

/**
 * Read a project's glossary.
 *
 * @param cwd - Folder of the project.
 * @param patterns - Paths and glob patterns from it.
 * @returns Concepts of all files, and every finding about them.
 * @throws UserError when a file that is named is missing or not readable.
 *
 * @example
 * ```ts
 * import { readGlossaries } from 'yiwen/node'
 *
 * const patterns = ['locales/glossary/*.yaml']
 * const { concepts } = await readGlossaries('.', patterns)
 * concepts.map((concept) => concept.id) // ['zhipu-ai']
 * ```
 */
export async function readGlossaries(
  cwd: string,
  patterns: readonly string[],
): Promise<GlossaryReading> {
  const named = patterns.filter((pattern) => !isDynamicPattern(pattern))
  const globs = patterns.filter((pattern) => isDynamicPattern(pattern))
  const found = globs.length === 0 ? [] : await glob(globs, { cwd })
  const files = [...new Set([...named, ...found.sort()])]
  const concepts: Concept[] = []
  const messages: VFileMessage[] = []
  for (const path of files) {
    const text = await readGlossary(cwd, path, messages)
    const read = parseGlossary(text, path)
    concepts.push(...read.concepts)
    messages.push(...read.messages)
  }
  messages.push(
    ...lintConcepts(concepts, {
      toSimplified: characterConverter('zh-TW', 'zh-CN'),
      toTraditional: characterConverter('zh-CN', 'zh-TW'),
    }),
  )
  return { files, concepts, messages }
}

function onFile(path: string, message: VFileMessage): VFileMessage {
  message.file = path
  return message
}

async function readGlossary(
  cwd: string,
  path: string,
  messages: VFileMessage[],
): Promise<string> {
  try {
    return decode(await readFile(resolve(cwd, path))).text
  } catch (error) {
    if (error instanceof DecodeError) {
      const message = finding('read-encoding-invalid', `${error.message}.`, {
        note: 'Save the file as UTF-8.',
        cause: error,
        wording: {
          key: 'read-encoding-invalid.glossary',
          values: error.values,
        },
      })
      messages.push(onFile(path, message))
      return ''
    }
    const { code } = error as NodeJS.ErrnoException
    const missing = code === 'ENOENT'
    const reason =
      code === 'EACCES'
        ? new Phrase('permission denied', 'phrases:system.EACCES')
        : String(code)
    throw new UserError(
      missing
        ? `There is no glossary file ${path}.`
        : `${path} can not be read: ${reason}.`,
      {
        hint: 'Check the `glossary` setting, and the file.',
        cause: error,
        wording: {
          key: missing ? 'glossary-missing' : 'glossary-unreadable',
          values: { path, reason },
        },
      },
    )
  }
}
