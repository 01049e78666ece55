import { SaxesParser } from 'saxes'
import { ExchangeError } from './exchanged.ts'

/** What is called while an XML file is read. */
export interface XmlHandlers {
  /**
   * Called where an element begins.
   *
   * @param tag - Local name, namespace, attributes by their names as written.
   * @param line - Line it begins on, from 1.
   */
  onOpen(
    tag: {
      name: string
      namespace: string
      attributes: Readonly<Record<string, string>>
    },
    line: number,
  ): void
  /** Called with text, also of CDATA sections. */
  onText(text: string): void
  /** Called where an element ends. */
  onClose(): void
  /** Tells how much is held, in characters; an element counts as some. */
  held(): number
}

/** No concept is that deep, or has that many characters and elements. */
const limits = { depth: 100, size: 4_000_000 }

/**
 * Read an XML file as it comes in.
 *
 * Nothing is loaded, and a file that declares entities is refused: they may
 * multiply or stand for files. So is one that is deep, or holds too much at once.
 *
 * @param source - Bytes in UTF-8 or, with a byte order mark, UTF-16.
 * @param handlers - What is called.
 * @yields After each part that came in.
 * @throws ExchangeError when the file is broken or refused.
 */
export async function* scanXml(
  source: AsyncIterable<Uint8Array | string>,
  handlers: XmlHandlers,
): AsyncGenerator<undefined> {
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  // What comes in while the parser waits for the end of one text or comment.
  let waiting = 0
  const check = () => {
    if (handlers.held() > limits.size) {
      throw new ExchangeError('too-long', parser.line)
    }
  }
  parser.on('error', (error) => {
    throw new ExchangeError('malformed', parser.line, error.message)
  })
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) {
      throw new ExchangeError('entities', parser.line)
    }
  })
  parser.on('opentag', (tag) => {
    waiting = 0
    depth++
    if (depth > limits.depth) throw new ExchangeError('too-deep', parser.line)
    const attributes: Record<string, string> = Object.create(null)
    for (const name in tag.attributes) {
      attributes[name] = tag.attributes[name]?.value ?? ''
    }
    const { local: name, uri: namespace } = tag
    handlers.onOpen({ name, namespace, attributes }, parser.line)
    check()
  })
  const onText = (text: string) => {
    handlers.onText(text)
    check()
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    depth--
    waiting = 0
    handlers.onClose()
  })
  for await (const text of decoded(source)) {
    waiting += text.length
    parser.write(text)
    if (waiting > limits.size) throw new ExchangeError('too-long', parser.line)
    yield
  }
  parser.close()
  yield
}

/**
 * Decode a file as it comes in.
 *
 * @param source - Bytes in UTF-8 or, with a byte order mark, UTF-16.
 * @yields Text.
 * @throws ExchangeError when the bytes are neither.
 */
export async function* decoded(
  source: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<string> {
  let decode: ((bytes?: Uint8Array) => string) | undefined
  let head: readonly number[] = []
  for await (const chunk of source) {
    if (typeof chunk === 'string') {
      yield chunk
      continue
    }
    let bytes = chunk
    if (!decode) {
      bytes = new Uint8Array(head.length + chunk.length)
      bytes.set(head)
      bytes.set(chunk, head.length)
      head = [...bytes.subarray(0, 2)]
      if (bytes.length < 2) continue
      decode = decoderFor(bytes)
    }
    yield decode(bytes)
  }
  if (head.length > 0) {
    // A file of one byte has not been decoded yet.
    yield decode?.() ?? decoderFor(Uint8Array.from(head))(Uint8Array.from(head))
  }
}

/** UTF-16 where its byte order mark says so, else UTF-8. */
function decoderFor([a, b]: Uint8Array): (bytes?: Uint8Array) => string {
  const little = a === 0xff && b === 0xfe
  const big = a === 0xfe && b === 0xff
  const decoder = new TextDecoder(
    little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8',
    { fatal: true },
  )
  return (bytes) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new ExchangeError('encoding', 1)
    }
  }
}
