/**
 * The glossary of a project, read from its files and checked as a whole.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { VFileMessage } from 'vfile-message'
import { characterConverter } from '../convert/index.ts'
import { type Concept, finding, Phrase, UserError } from '../model/index.ts'
import { DecodeError, decode, parseGlossary } from '../read/index.ts'
import { type LintOptions, lintConcepts } from '../terms/index.ts'

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
 * @param options - Locales every concept should have words in, and concepts that
 *   articles use. Default: neither is looked at.
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
  options: Pick<LintOptions, 'locales' | 'used'> = {},
): Promise<GlossaryReading> {
  const { files, concepts, messages } = await readConceptFiles(cwd, patterns)
  const found = lintConcepts(concepts, {
    ...options,
    toSimplified: characterConverter('zh-TW', 'zh-CN'),
    toTraditional: characterConverter('zh-CN', 'zh-TW'),
  })
  return { files, concepts, messages: [...messages, ...found] }
}

/**
 * Read the files of a glossary, each alone.
 *
 * @param cwd - Folder of the project.
 * @param patterns - Paths and glob patterns from it.
 * @returns Concepts of all files, and what is wrong with each; what is wrong with
 *   them together is not looked for.
 * @throws UserError when a file that is named is missing or not readable.
 */
export async function readConceptFiles(
  cwd: string,
  patterns: readonly string[],
): Promise<GlossaryReading> {
  const files = await findGlossaries(cwd, patterns)
  const concepts: Concept[] = []
  const messages: VFileMessage[] = []
  for (const path of files) {
    const text = await readGlossary(cwd, path, messages)
    const read = parseGlossary(text, path)
    for (const concept of read.concepts) concepts.push(concept)
    messages.push(...read.messages)
  }
  return { files, concepts, messages }
}

/**
 * Find the files of a glossary.
 *
 * @param cwd - Folder of the project.
 * @param patterns - Paths and glob patterns from it.
 * @returns Paths from the folder: those that are named, then what is found.
 */
export async function findGlossaries(
  cwd: string,
  patterns: readonly string[],
): Promise<string[]> {
  const named = patterns.filter((pattern) => !isDynamicPattern(pattern))
  const globs = patterns.filter((pattern) => isDynamicPattern(pattern))
  const found = globs.length === 0 ? [] : await glob(globs, { cwd })
  return [...new Set([...named, ...found.sort()])]
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
