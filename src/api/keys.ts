import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from '../model/index.ts'

/** Characters a key has at least: 16 random ones can not be guessed. */
const shortest = 16

/** Keys that let a client in. Only their hashes are kept. */
export class Keys {
  private readonly hashes: readonly Buffer[]

  /**
   * @param keys - Keys.
   * @throws UserError when one is too short, or can not stand in a header.
   */
  constructor(keys: readonly string[]) {
    for (const [index, key] of keys.entries()) {
      if (key.length >= shortest && /^[\x21-\x7e]+$/.test(key)) continue
      throw new UserError(`API key ${index + 1} is no key.`, {
        hint: `A key is at least ${shortest} ASCII characters without spaces; \`openssl rand -hex 24\` makes one.`,
        wording: {
          key: 'api-key',
          values: { number: index + 1, shortest },
        },
      })
    }
    this.hashes = keys.map(hash)
  }

  /** Number of keys; without any, nobody is asked for one. */
  get size(): number {
    return this.hashes.length
  }

  /**
   * Tell whose key a request has.
   *
   * All keys are compared, each in a time that tells nothing of where it differs.
   *
   * @param authorization - `Authorization` header.
   * @returns Short name of the key, which says nothing of it, or `undefined`.
   */
  find(authorization: string | undefined): string | undefined {
    const given = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1]
    const wanted = hash(given ?? '')
    let found: string | undefined
    for (const one of this.hashes) {
      if (timingSafeEqual(one, wanted)) found = nameOf(one)
    }
    return given === undefined ? undefined : found
  }
}

/**
 * Read keys: those of a file, one a line, and those of the environment.
 *
 * @param options - Folder, file, and `YIWEN_API_KEYS`, separated by commas or
 *   spaces. A line of the file that begins with `#` is a comment.
 * @returns Keys.
 * @throws UserError when the file can not be read or a key is none.
 */
export async function readKeys(options: {
  cwd: string
  file?: string | undefined
  env?: string | undefined
}): Promise<Keys> {
  const { cwd, file, env = '' } = options
  const keys = env.split(/[\s,]+/).filter(Boolean)
  if (file !== undefined) {
    const text = await readKeyFile(cwd, file)
    for (const line of text.split(/\r\n|\n|\r/)) {
      const key = line.trim()
      if (key !== '' && !key.startsWith('#')) keys.push(key)
    }
    if (keys.length === 0) {
      throw new UserError(`${file} has no API key.`, {
        hint: 'Write one key a line; `openssl rand -hex 24` makes one.',
        wording: { key: 'api-keys-none', values: { path: file } },
      })
    }
  }
  return new Keys(keys)
}

async function readKeyFile(cwd: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (cause) {
    const reason = String((cause as NodeJS.ErrnoException).code)
    throw new UserError(`${file} can not be read: ${reason}.`, {
      hint: 'Check the path and who may read it.',
      cause,
      wording: { key: 'api-keys-unreadable', values: { path: file, reason } },
    })
  }
}

function hash(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

function nameOf(hashed: Buffer): string {
  return hashed.toString('hex').slice(0, 8)
}
