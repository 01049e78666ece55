const alphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * Decode base64 with nothing but the language where there is no `Buffer`.
 *
 * @param text - Base64, whose length is a multiple of four.
 * @returns Bytes in a buffer of their own.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  if (typeof Buffer === 'function') {
    return new Uint8Array(Buffer.from(text, 'base64'))
  }
  const values = new Uint8Array(128)
  for (let i = 0; i < alphabet.length; i++) {
    values[alphabet.charCodeAt(i)] = i
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const value = (at: number): number => values[text.charCodeAt(at)] ?? 0
  for (let at = 0, to = 0; at < text.length; at += 4) {
    const bits =
      (value(at) << 18) |
      (value(at + 1) << 12) |
      (value(at + 2) << 6) |
      value(at + 3)
    bytes[to++] = bits >> 16
    bytes[to++] = bits >> 8
    bytes[to++] = bits
  }
  return bytes
}
