/** Sections of a file that scripts/tables.js packed. */
export interface Tables {
  /**
   * Bytes of a section.
   *
   * @param name - Its name.
   * @returns Its bytes, read once.
   */
  bytes(name: string): Uint8Array<ArrayBuffer>
  /** Numbers of two bytes of a section. */
  words(name: string): Uint16Array<ArrayBuffer>
  /** Numbers of four bytes of a section. */
  integers(name: string): Uint32Array<ArrayBuffer>
  /** Bytes of a section in a buffer that starts with them. */
  copy(name: string): Uint8Array<ArrayBuffer>
}

/** Reads some bytes of a file: as many, or those up to its end. */
export type ReadBytes = (
  start: number,
  length: number,
) => Uint8Array<ArrayBuffer>

/**
 * Open a file of tables. A section is read when somebody first asks for it: of
 * what is in the files, one conversion needs a third.
 *
 * @param read - Reads the file. What begins at a multiple of four bytes has to
 * begin at one in its buffer.
 * @returns Its sections.
 */
export function openTables(read: ReadBytes): Tables {
  const [size = 0] = numbersOf(Uint32Array, read(0, 4))
  const head = 4 + size
  let json = ''
  for (const byte of read(4, size)) json += String.fromCharCode(byte)
  const directory = JSON.parse(json) as Record<string, [number, number]>
  const sections = new Map<string, Uint8Array<ArrayBuffer>>()
  const bytes = (name: string): Uint8Array<ArrayBuffer> => {
    let section = sections.get(name)
    if (!section) {
      const [offset, length] = directory[name] ?? [0, 0]
      section = read(head + offset, length)
      sections.set(name, section)
    }
    return section
  }
  return {
    bytes,
    words: (name) => numbersOf(Uint16Array, bytes(name)),
    integers: (name) => numbersOf(Uint32Array, bytes(name)),
    copy: (name) => bytes(name).slice(),
  }
}

/** Look at bytes as numbers. */
function numbersOf<Numbers>(
  kind: {
    new (buffer: ArrayBuffer, offset: number, length: number): Numbers
    BYTES_PER_ELEMENT: number
  },
  { buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>,
): Numbers {
  return new kind(buffer, byteOffset, byteLength / kind.BYTES_PER_ELEMENT)
}
