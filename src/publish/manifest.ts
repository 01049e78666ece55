import { createHash } from 'node:crypto'
import { UserError } from '../model/index.ts'
import type { Listing } from './html/index.ts'
import { type ManifestText, printValue } from './manifest-text.ts'

/** Where the manifest lies in the output folder. */
export const manifestPath = '.yiwen/manifest.json'

/** File that a build wrote. */
export interface ManifestFile {
  /** SHA-256 of what was written, in hex. */
  sha256: string
  /** File it was made from, from the project's folder. */
  source?: string | undefined
  /** Edition it belongs to. */
  edition?: string | undefined
  /** Digest of what it was made of, where that is dear to find out by making it. */
  made?: string | undefined
}

/** Article that was published. */
export interface ManifestArticle {
  /** Hash of the source that its editions were made from. */
  sourceHash: string
  /** Listing by edition. */
  listings: Readonly<Record<string, Listing>>
  /** Ids of the concepts whose words stand in it. */
  concepts?: readonly string[] | undefined
}

/** What earlier builds wrote, so that the work of others is told apart. */
export interface Manifest {
  /** Files by path from the output folder. */
  files: Readonly<Record<string, ManifestFile>>
  /**
   * Hashes a build was about to write when this was written: after a build
   * that was cut off, such files are ours too.
   */
  pending: Readonly<Record<string, string>>
  /** Articles by path from the project's folder. */
  articles: Readonly<Record<string, ManifestArticle>>
  /** Manifest with all other entries, where these are a few that were read from it. */
  base?: ManifestText | undefined
}

/** Manifest of a folder nothing was built in. */
export const emptyManifest: Manifest = { files: {}, pending: {}, articles: {} }

/** Values of an object by their names. */
type Named = Readonly<Record<string, unknown>>

// That of a large site has a million entries: they are looked at where they are, and
// not copied, as a schema would.
function isObject(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRecord(
  value: unknown,
  accepts: (entry: unknown) => boolean,
): boolean {
  if (!isObject(value)) return false
  for (const key in value) if (!accepts(value[key])) return false
  return true
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || isText(value)
}

function isListOrNone(
  value: unknown,
  accepts: (entry: unknown) => boolean,
): boolean {
  return value === undefined || (Array.isArray(value) && value.every(accepts))
}

function isFile(value: unknown): boolean {
  if (!isObject(value)) return false
  const { sha256, source, edition, made } = value
  return isText(sha256) && [source, edition, made].every(isTextOrNone)
}

function isTag(value: unknown): boolean {
  return isObject(value) && isText(value['id']) && isText(value['name'])
}

function isListing(value: unknown): boolean {
  if (!isObject(value)) return false
  const { title, date, updated, description, authors, tags } = value
  return (
    isText(title) &&
    [date, updated, description].every(isTextOrNone) &&
    isListOrNone(authors, isText) &&
    isListOrNone(tags, isTag)
  )
}

function isArticle(value: unknown): boolean {
  if (!isObject(value)) return false
  const { sourceHash, listings, concepts } = value
  return (
    isText(sourceHash) &&
    isRecord(listings, isListing) &&
    isListOrNone(concepts, isText)
  )
}

function manifestOf(value: unknown): Manifest | undefined {
  if (!isObject(value) || value['version'] !== 1) return undefined
  const { files, pending = {}, articles } = value
  return isRecord(files, isFile) &&
    isRecord(pending, isText) &&
    isRecord(articles, isArticle)
    ? ({ files, pending, articles } as Manifest)
    : undefined
}

/**
 * Read a manifest.
 *
 * @param text - Its JSON, or `undefined` where there is none.
 * @param shown - Path to show to people.
 * @returns Manifest.
 * @throws UserError when it is broken, for then nobody knows whose files those
 *   are.
 */
export function parseManifest(
  text: string | undefined,
  shown: string,
): Manifest {
  if (text === undefined) return emptyManifest
  let cause: unknown
  try {
    const manifest = manifestOf(JSON.parse(text))
    if (manifest) return manifest
  } catch (error) {
    cause = error
  }
  throw new UserError(
    `${shown} is broken, so what was published and what was changed by hand can not be told apart.`,
    {
      hint: 'Delete it and build with `--force`, which writes every edition anew.',
      cause,
      wording: { key: 'manifest-broken', values: { path: shown } },
    },
  )
}

/**
 * Print a manifest, piece by piece: that of a large site is longer than a string
 * may be.
 *
 * @param manifest - Manifest.
 * @returns Pieces of JSON with its keys in order, so that the same files give the same
 *   bytes.
 */
export function* printManifest(
  manifest: Manifest,
): Generator<string | Uint8Array> {
  const { files, pending, articles, base } = manifest
  if (base) return yield* base.print(manifest)
  const parts: [string, Readonly<Record<string, unknown>>][] = [
    ['files', files],
    ['pending', pending],
    ['articles', articles],
  ]
  yield '{\n "version": 1'
  for (const [name, record] of parts) {
    const paths = Object.keys(record).sort()
    if (name === 'pending' && paths.length === 0) continue
    yield `,\n ${JSON.stringify(name)}: {`
    let piece = ''
    for (const [at, path] of paths.entries()) {
      const value = printValue(record[path])
      piece += `${at === 0 ? '' : ','}\n  ${JSON.stringify(path)}: ${value}`
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
    yield paths.length === 0 ? '}' : `${piece}\n }`
  }
  yield '\n}\n'
}

/** Characters that are printed at once. */
const pieceLength = 65_536

/**
 * Hash a manifest as it is printed.
 *
 * @param manifest - Manifest.
 * @returns SHA-256 of its bytes, in hex.
 */
export function hashManifest(manifest: Manifest): string {
  const known = hashes.get(manifest)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  for (const piece of printManifest(manifest)) hash.update(piece)
  const sha256 = hash.digest('hex')
  hashes.set(manifest, sha256)
  return sha256
}

/** Hashes that are known: a manifest is asked for its own before and after it is written. */
const hashes = new WeakMap<Manifest, string>()
