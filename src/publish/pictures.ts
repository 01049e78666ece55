/** Folder of the pictures that all editions share, from the output folder. */
export const pictureFolder = 'assets~/pictures'

const pictureName = /\.(?:apng|avif|gif|jpe?g|png|svg|webp)$/i

/** A name is at most 255 bytes long on most disks; a character is at most four. */
const mostCharacters = 48

/**
 * Tell whether a file is a picture that pages can show.
 *
 * @param path - Path, with `/`.
 */
export function isPicture(path: string): boolean {
  return pictureName.test(path)
}

/**
 * Name the one file that the pages of all editions show for a picture.
 *
 * The name says what is in the file, so it can be kept for ever: a picture that
 * changes has another name.
 *
 * @param pictures - SHA-256 in hex of each picture, by its path from the folder of
 *   sources.
 * @returns Path from the output folder, by the picture's path. Pictures have the same
 *   one only where they have the same name and the same bytes.
 */
export function namePictures(
  pictures: ReadonlyMap<string, string>,
): Map<string, string> {
  const taken = new Map<string, string>()
  const named = new Map<string, string>()
  for (const [path, sha256] of pictures) {
    const file = path.slice(path.lastIndexOf('/') + 1)
    const dot = file.lastIndexOf('.')
    const name = [...file.slice(0, dot)].slice(0, mostCharacters).join('')
    let length = 8
    const nameOf = (): string =>
      `${pictureFolder}/${name}.${sha256.slice(0, length)}${file.slice(dot).toLowerCase()}`
    while ((taken.get(nameOf()) ?? sha256) !== sha256) length += 8
    taken.set(nameOf(), sha256)
    named.set(path, nameOf())
  }
  return named
}
