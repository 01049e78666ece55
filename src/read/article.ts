import * as fs from 'node:fs'
import { type FileHandle, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { glob } from 'tinyglobby'
import { VFile } from 'vfile'
import { defaultConfig, finding, Phrase, UserError } from '../model/index.ts'
import { DecodeError, decode, type Encoding } from './encoding.ts'
import { compileEndings, listFiles } from './list-files.ts'
import { openToRead, readPipe } from './pipe.ts'

/** How an article was written, so that it can be written the same way. */
export interface ReadData {
  /** Encoding of its bytes. */
  encoding: Encoding
  /** Whether a byte order mark stood before the text. */
  bom: boolean
  /** Line ends; left out where there are none, or both kinds. */
  eol?: 'lf' | 'crlf'
}

/** What {@link readArticle} is bounded by and expects. */
export interface ReadOptions {
  /** Folder the path starts at. Default: the current folder. */
  root?: string
  /** Encoding of the file. Default: `auto`, which detects it. */
  encoding?: string
  /** Most bytes to read. Default: those of `defaultConfig`. */
  limits?: { bytes: number }
  /** Gets the bytes as they were read, of a file that is not too large. */
  onBytes?: (bytes: Uint8Array) => void
}

/** File name patterns of articles. */
export const articlePatterns: readonly string[] = ['**/*.{md,mdx,markdown,txt}']

/**
 * Read an article.
 *
 * What is wrong with its content is a fatal message on the file, whose text is
 * then empty; what is wrong with the path is thrown.
 *
 * @param path - Path from the root, as it is shown to people.
 * @param options - Root folder, encoding and limits.
 * @returns File with its text (no BOM) and, in `data.yiwen.read`, how it was
 *   written.
 * @throws UserError when the file is missing, a folder or not readable, or the
 *   encoding's name is unknown.
 *
 * @example
 * ```ts
 * import { readArticle } from 'yiwen/node'
 *
 * const file = await readArticle('articles/hello.md')
 * String(file) // '# 你好\n\n這套軟體。\n'
 * ```
 */
export async function readArticle(
  path: string,
  options: ReadOptions = {},
): Promise<VFile> {
  const root = resolve(options.root ?? '.')
  const limit = options.limits?.bytes ?? defaultConfig.limits.bytes
  const bytes = await readBytes(path, resolve(root, path), limit)
  if (typeof bytes === 'number') {
    const file = new VFile({ path, cwd: root, value: '' })
    file.messages.push(onFile(file, tooLarge(bytes, limit)))
    return file
  }
  options.onBytes?.(bytes)
  return articleFromBytes(bytes, path, { ...options, root })
}

/**
 * Make an article of bytes that are already here, such as standard input's.
 *
 * @param bytes - Bytes.
 * @param path - Path to show to people; its extension tells the dialect.
 * @param options - Root folder, encoding and limits.
 * @returns File, as {@link readArticle} gives it.
 * @throws UserError when the encoding's name is unknown.
 *
 * @example
 * ```ts
 * import { articleFromBytes } from 'yiwen/node'
 *
 * const bytes = Uint8Array.of(0xa7, 0x41, 0xa6, 0x6e)
 * const file = articleFromBytes(bytes, 'stdin.txt', { encoding: 'big5' })
 * String(file) // '你好'
 * ```
 */
export function articleFromBytes(
  bytes: Uint8Array,
  path: string,
  options: ReadOptions = {},
): VFile {
  const cwd = resolve(options.root ?? '.')
  const file = new VFile({ path, cwd, value: '' })
  const limit = options.limits?.bytes ?? defaultConfig.limits.bytes
  if (bytes.length > limit) {
    file.messages.push(onFile(file, tooLarge(bytes.length, limit)))
    return file
  }
  try {
    const { text, encoding, bom } = decode(bytes, {
      encoding: options.encoding ?? 'auto',
    })
    const eol = lineEnds(text)
    const read: ReadData = { encoding, bom, ...(eol ? { eol } : {}) }
    file.value = text
    file.data['yiwen'] = { read }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const message = finding('read-encoding-invalid', `${error.message}.`, {
      note:
        'Save the file as UTF-8, or say which encoding it is in with the ' +
        '`encoding` setting.',
      cause: error,
      wording: { key: 'read-encoding-invalid.article', values: error.values },
    })
    file.messages.push(onFile(file, message))
  }
  return file
}

/**
 * Look up how an article was written.
 *
 * @param file - File from {@link readArticle}.
 * @returns Its encoding, BOM and line ends, or `undefined` for a file that was
 *   not read from bytes.
 *
 * @example
 * ```ts
 * import { readArticle, readData } from 'yiwen/node'
 *
 * const file = await readArticle('articles/hello.md')
 * readData(file) // { encoding: 'utf-8', bom: false, eol: 'lf' }
 * ```
 */
export function readData(file: VFile): ReadData | undefined {
  const data = file.data['yiwen'] as { read?: ReadData } | undefined
  return data?.read
}

/**
 * List the articles below a folder.
 *
 * Symbolic links, `node_modules` and names that start with a dot are passed
 * over, so a link can neither loop nor lead out of the folder.
 *
 * @param root - Folder.
 * @param options - Patterns of names to take. Default: {@link articlePatterns}.
 * @returns Paths from the folder, with `/`, sorted by code unit.
 * @throws UserError when the folder, or one in it, is missing or not readable.
 *
 * @example
 * ```ts
 * import { findArticles } from 'yiwen/node'
 *
 * await findArticles('articles') // ['hello.md']
 * ```
 */
export async function findArticles(
  root: string,
  options: { patterns?: readonly string[] } = {},
): Promise<string[]> {
  return list(root, options.patterns ?? articlePatterns, [])
}

/**
 * List the files below a folder that are no articles: images and the like.
 *
 * @param root - Folder.
 * @returns Paths from the folder, with `/`, sorted by code unit.
 * @throws UserError when the folder, or one in it, is missing or not readable.
 *
 * @example
 * ```ts
 * import { findAssets } from 'yiwen/node'
 *
 * await findAssets('articles') // ['images/cat.svg']
 * ```
 */
export async function findAssets(root: string): Promise<string[]> {
  return list(root, ['**/*'], articlePatterns)
}

async function list(
  root: string,
  patterns: readonly string[],
  except: readonly string[],
): Promise<string[]> {
  await assertFolder(root)
  const { paths, failures } = await listUnsorted(root, patterns, except)
  const [failure] = failures
  if (failure) throw unreadable(failure.path ?? root, failure)
  return paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

async function listUnsorted(
  root: string,
  patterns: readonly string[],
  except: readonly string[],
): Promise<{ paths: string[]; failures: NodeJS.ErrnoException[] }> {
  const wanted = compileEndings(patterns)
  const unwanted = compileEndings(except)
  if (wanted && unwanted) {
    return listFiles(root, (name) => wanted.test(name) && !unwanted.test(name))
  }
  const failures: NodeJS.ErrnoException[] = []
  // The walker passes over folders it can not read, and articles in them would
  // go missing without a word.
  const readdir = (
    path: string,
    options: { withFileTypes: true },
    done: (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void,
  ): void => {
    fs.readdir(path, options, (error, entries) => {
      if (error) failures.push(error)
      done(error, entries)
    })
  }
  const paths = await glob([...patterns], {
    cwd: root,
    ignore: ['**/node_modules/**', ...except],
    fs: { readdir: readdir as typeof fs.readdir },
    caseSensitiveMatch: false,
    expandDirectories: false,
    followSymbolicLinks: false,
  })
  return { paths, failures }
}

async function assertFolder(root: string): Promise<void> {
  const shown = root.endsWith('/') ? root : `${root}/`
  try {
    if ((await stat(root)).isDirectory()) return
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw unreadable(root, error)
    throw new UserError(`There is no folder ${shown}`, {
      hint:
        'Create it and put Markdown in it, run `yiwen init`, or set ' +
        '`articles` to the folder your sources are in.',
      cause: error,
      wording: { key: 'folder-missing', values: { path: shown } },
    })
  }
  throw new UserError(`${root} is a file, and a folder is wanted.`, {
    hint: 'Set `articles` to the folder your sources are in.',
    wording: { key: 'articles-file', values: { path: root } },
  })
}

// Bytes, or the size of a file that has too many.
async function readBytes(
  path: string,
  absolute: string,
  limit: number,
): Promise<Uint8Array | number> {
  try {
    const handle = await openToRead(absolute)
    try {
      const status = await handle.stat()
      if (status.isDirectory()) {
        throw new UserError(`${path} is a folder, and a file is wanted.`, {
          hint: `Name a file in it, such as ${join(path, 'article.md')}.`,
          wording: {
            key: 'file-folder',
            values: { path, example: join(path, 'article.md') },
          },
        })
      }
      // A device or a pipe has no size to trust: read no more than is allowed.
      if (status.isFIFO() && process.platform === 'linux') {
        return await readPipe(absolute, limit)
      }
      if (!status.isFile()) return await readSome(handle, limit)
      return status.size > limit ? status.size : await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') {
      throw unreadable(path, error)
    }
    throw new UserError(`There is no file ${path}.`, {
      hint: isAbsolute(path)
        ? 'Check the spelling of the path.'
        : `Check the spelling; it was looked for at ${absolute}.`,
      wording: {
        key: isAbsolute(path) ? 'file-missing' : 'file-missing-at',
        values: { path, place: absolute },
      },
      cause: error,
    })
  }
}

async function readSome(
  handle: FileHandle,
  limit: number,
): Promise<Uint8Array | number> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536))
    if (bytesRead === 0) return Buffer.concat(chunks)
    chunks.push(buffer.subarray(0, bytesRead))
    length += bytesRead
    if (length > limit) return length
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

function unreadable(path: string, cause: unknown): UserError {
  const code = codeOf(cause)
  if (code === 'EACCES' || code === 'EPERM') {
    return new UserError(`${path} can not be read: permission denied.`, {
      hint: `Give yourself permission to read it, with \`chmod u+rX ${path}\`.`,
      wording: { key: 'file-forbidden', values: { path } },
      cause,
    })
  }
  const reason =
    code === 'ELOOP'
      ? new Phrase('its links form a loop', 'phrases:system.ELOOP')
      : (code ?? String(cause))
  return new UserError(`${path} can not be read: ${reason}.`, {
    hint: 'Check that it is an ordinary file on a disk that works.',
    wording: { key: 'file-unreadable', values: { path, reason } },
    cause,
  })
}

function tooLarge(size: number, limit: number): ReturnType<typeof finding> {
  const values = { size: formatBytes(size), limit: formatBytes(limit) }
  const reason = `The file has ${values.size}, and the limit is ${values.limit}.`
  return finding('read-too-large', reason, {
    actual: String(size),
    note: 'Split the file, or raise `limits.bytes` in the configuration.',
    wording: { values },
  })
}

function formatBytes(bytes: number): string | Phrase {
  if (bytes < 1024) {
    return new Phrase(`${bytes} bytes`, 'phrases:size.bytes', { bytes })
  }
  const mebi = bytes / 1024 / 1024
  return mebi < 1
    ? `${Number((bytes / 1024).toFixed(1))} KiB`
    : `${Number(mebi.toFixed(1))} MiB`
}

function lineEnds(text: string): 'lf' | 'crlf' | undefined {
  const crlf = text.includes('\r\n')
  const lf = /(?<!\r)\n/.test(text)
  return crlf === lf ? undefined : crlf ? 'crlf' : 'lf'
}

function onFile(
  file: VFile,
  message: ReturnType<typeof finding>,
): ReturnType<typeof finding> {
  message.file = file.path
  message.name = file.path
  return message
}
