/** Sections of a file that scripts/tables.js packed. */
export interface Tables {
  /**
   * Bytes of a section.
   *
   * @param name - Its name.
   * @returns Its bytes in the file's own buffer.
   */
  bytes(name: string): Uint8Array<ArrayBuffer>
  /** Numbers of two bytes of a section. */
  words(name: string): Uint16Array<ArrayBuffer>
  /** Numbers of four bytes of a section. */
  integers(name: string): Uint32Array<ArrayBuffer>
  /** Bytes of a section in a buffer that starts with them. */
  copy(name: string): Uint8Array<ArrayBuffer>
}

/**
 * Open a file of tables.
 *
 * @param file - Bytes, in a buffer of their own.
 * @returns Its sections.
 */
export function openTables(file: Uint8Array<ArrayBuffer>): Tables {
  const { buffer, byteOffset } = file
  const [size = 0] = new Uint32Array(buffer, byteOffset, 1)
  const head = 4 + size
  let json = ''
  for (let at = 4; at < head; at++) {
    json += String.fromCharCode(file[at] as number)
  }
  const directory = JSON.parse(json) as Record<string, [number, number]>
  const find = (name: string): [offset: number, length: number] => {
    const [offset, length] = directory[name] ?? [0, 0]
    return [byteOffset + head + offset, length]
  }
  return {
    bytes: (name) => new Uint8Array(buffer, ...find(name)),
    words(name) {
      const [offset, length] = find(name)
      return new Uint16Array(buffer, offset, length / 2)
    },
    integers(name) {
      const [offset, length] = find(name)
      return new Uint32Array(buffer, offset, length / 4)
    },
    copy: (name) => new Uint8Array(buffer, ...find(name)).slice(),
  }
}
