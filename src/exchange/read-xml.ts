import { scanXml } from './scan-xml.ts'

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

/** What an element counts for, in characters. */
const weight = 100

/**
 * Read an XML file as it comes in, and give some of its elements.
 *
 * Only what is given is held in memory; see {@link scanXml} for what is refused.
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
  const found: XmlElement[] = []
  const open: XmlElement[] = []
  let depth = 0
  let held = 0
  const scan = scanXml(source, {
    onOpen({ name, namespace, attributes }, line) {
      const element: XmlElement = {
        name,
        namespace,
        attributes: new Map(Object.entries(attributes)),
        children: [],
        text: '',
        line,
      }
      if (depth === 0) onRoot(element)
      depth++
      open.at(-1)?.children.push(element)
      if (open.length > 0 || wanted.has(name)) open.push(element)
      if (open.length > 0) held += weight
    },
    onText(text) {
      if (open.length === 0) return
      held += text.length
      for (const element of open) element.text += text
    },
    onClose() {
      depth--
      const closed = open.pop()
      if (open.length > 0) return
      if (closed) found.push(closed)
      held = 0
    },
    held: () => held,
  })
  for await (const _ of scan) yield* found.splice(0)
}
