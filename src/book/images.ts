/** Kinds of pictures that EPUB readers, Chromium and Word show, by how they begin. */
const signatures: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
]

/** Extensions of their files. */
const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
}

/**
 * Tell what kind of picture a file is, by its bytes.
 *
 * An SVG counts where it is only a picture: without scripts, and nothing in it
 * comes from elsewhere.
 *
 * @param bytes - Bytes of the file.
 * @returns Media type, one that every EPUB reader has to show, or `undefined`.
 *
 * @see EPUB 3.3, 3.2 Core media types
 */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  const found = signatures.find(([, pattern]) => pattern.test(head))
  if (found) return found[0]
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
  if (!/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text)) {
    return undefined
  }
  const isActive =
    /<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son\w+\s*=|@import|xml-stylesheet/i.test(
      text,
    )
  const isOpen =
    /(?:href\s*=\s*["']?|url\(\s*["']?)(?!["'#)]|data:image\/)/i.test(text)
  return isActive || isOpen ? undefined : 'image/svg+xml'
}

/**
 * Give the extension of a picture's file.
 *
 * @param type - Media type of {@link imageType}.
 * @returns Extension without its dot.
 */
export function imageExtension(type: string): string {
  return extensions[type] ?? 'bin'
}

/**
 * Read the size of a picture from its first bytes.
 *
 * @param bytes - Bytes of a PNG, JPEG, GIF or WebP.
 * @returns Width and height in pixels, or `undefined` where it does not say.
 */
export function imageSize(
  bytes: Uint8Array,
): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    switch (imageType(bytes)) {
      case 'image/png':
        return { width: view.getUint32(16), height: view.getUint32(20) }
      case 'image/gif':
        return {
          width: view.getUint16(6, true),
          height: view.getUint16(8, true),
        }
      case 'image/jpeg':
        return jpegSize(view)
      default:
        return undefined
    }
  } catch {
    // It is cut off.
    return undefined
  }
}

/** Segments up to the one that begins a frame; ITU-T T.81, B.1 and B.2.2. */
function jpegSize(
  view: DataView,
): { width: number; height: number } | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
