import type { VFileMessage } from 'vfile-message'
import { finding } from '../model/index.ts'

/** Names that Windows keeps for devices, whatever comes after a dot. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i

/** Controls, marks that turn the direction of a name, what Windows has uses for. */
const unusual = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*\\]/u

/**
 * Look for names that other systems can not have, or take for one another.
 *
 * A site that is built here may be served, and its project checked out, elsewhere:
 * Windows has names of its own and cuts dots and spaces off, and it and macOS tell
 * names apart by neither case nor the form of their characters (NFC and NFD).
 *
 * @param paths - Articles, from the folder of sources.
 * @param show - Makes of such a path one to show to people.
 * @returns One finding for each article, in the order of the paths.
 */
export function checkNames(
  paths: readonly string[],
  show: (path: string) => string,
): VFileMessage[] {
  const seen = new Map<string, string>()
  return paths.flatMap((path) => {
    const key = path.normalize('NFC').toLowerCase()
    const other = seen.get(key)
    if (other === undefined) seen.set(key, path)
    const found =
      other === undefined ? wrongName(path, show) : same(path, other, show)
    if (!found) return []
    found.file = show(path)
    return [found]
  })
}

function wrongName(
  path: string,
  show: (path: string) => string,
): VFileMessage | undefined {
  for (const name of path.split('/')) {
    const device = reserved.exec(name)?.[0]
    if (device !== undefined) {
      return unportable(
        'device',
        `The name ${device} is one that Windows keeps for a device.`,
        { name: device },
      )
    }
    // An edition has the name without its ending, too.
    if (/[. ](?:\.(?:mdx?|markdown|txt))?$/i.test(name)) {
      return unportable(
        'end',
        `The name ${name} ends with a dot or a space, which Windows takes away.`,
        { name },
      )
    }
    const character = unusual.exec(name)?.[0]
    if (character !== undefined) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
      const said = `U+${code.padStart(4, '0')}`
      return unportable(
        'character',
        `${show(path)} has a character in its name that other systems can not have there, or that hides how it reads: ${said}.`,
        { path: show(path), character: said },
      )
    }
  }
  return undefined
}

function same(
  path: string,
  other: string,
  show: (path: string) => string,
): VFileMessage {
  const values = { path: show(path), other: show(other) }
  return unportable(
    'same',
    `${values.path} and ${values.other} are one file where neither case nor the form of characters counts, as on Windows and macOS.`,
    values,
  )
}

function unportable(
  key: string,
  reason: string,
  values: Readonly<Record<string, string>>,
): VFileMessage {
  return finding('publish-name-unportable', reason, {
    note: 'Rename the file or folder.',
    wording: { key: `publish-name-unportable.${key}`, values },
  })
}
