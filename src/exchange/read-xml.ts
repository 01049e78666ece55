import { SaxesParser, type SaxesTagNS } from 'saxes'
import { ExchangeError } from './exchanged.ts'

/** Element of an XML file, with all that is in it. */
export interface XmlElement {
  /** Local name. */
  name: string
  /** Namespace; empty where there is none. */
  namespace: string
  /** Values by the names of attributes as written. */
  attributes: ReadonlyMap<string, string>
  /** Elements in it. */
  children: XmlElement[]
  /** Text in it and in its elements. */
  text: string
  /** Line it starts on, from 1. */
  line: number
}

/** What is read of an XML file. */
export interface XmlReading {
  /** Names of elements that are given, each with all that is in it. */
  wanted: ReadonlySet<string>
  /** Called with the root before anything is given. */
  onRoot(root: XmlElement): void
}

/** No concept is that deep, or has that many characters and elements. */
const limits = { depth: 100, size: 4_000_000, element: 100 }

/**
 * Read an XML file as it comes in, and give some of its elements.
 *
 * Only what is given is held in memory. Nothing is loaded, and a file that declares
 * entities is refused: they may multiply or stand for files.
 *
 * @param source - Bytes in UTF-8 or, with a byte order mark, UTF-16.
 * @param reading - What is read.
 * @yields Elements.
 * @throws ExchangeError when the file is broken or refused.
 */
export async function* readXml(
  source: AsyncIterable<Uint8Array | string>,
  { wanted, onRoot }: XmlReading,
): AsyncGenerator<XmlElement> {
  const parser = new SaxesParser({ xmlns: true })
  const found: XmlElement[] = []
  const open: XmlElement[] = []
  let depth = 0
  let held = 0
  // What comes in while the parser waits for the end of one text or comment.
  let waiting = 0
  parser.on('error', (error) => {
    throw new ExchangeError('malformed', parser.line, error.message)
  })
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) {
      throw new ExchangeError('entities', parser.line)
    }
  })
  parser.on('opentag', (tag) => {
    const element = elementOf(tag, parser.line)
    waiting = 0
    if (depth === 0) onRoot(element)
    depth++
    if (depth > limits.depth) throw new ExchangeError('too-deep', parser.line)
    open.at(-1)?.children.push(element)
    if (open.length > 0 || wanted.has(element.name)) open.push(element)
    hold(limits.element)
  })
  const hold = (size: number) => {
    if (open.length > 0) held += size
    if (held > limits.size) throw new ExchangeError('too-long', parser.line)
  }
  const onText = (text: string) => {
    hold(text.length)
    for (const element of open) element.text += text
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    depth--
    waiting = 0
    const closed = open.pop()
    if (closed && open.length === 0) found.push(closed)
    if (open.length === 0) held = 0
  })
  for await (const text of decoded(source)) {
    waiting += text.length
    parser.write(text)
    if (waiting > limits.size) throw new ExchangeError('too-long', parser.line)
    yield* found.splice(0)
  }
  parser.close()
  yield* found.splice(0)
}

function elementOf(tag: SaxesTagNS, line: number): XmlElement {
  const attributes = new Map(
    Object.entries(tag.attributes).map(([name, { value }]) => [name, value]),
  )
  const { local, uri } = tag
  return {
    name: local,
    namespace: uri,
    attributes,
    children: [],
    text: '',
    line,
  }
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
