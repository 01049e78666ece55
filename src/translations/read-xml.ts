import { SaxesParser } from 'saxes'
import { TranslationFileError } from './file-error.ts'

/** Element of an XML file, with all that is in it. */
export interface XmlElement {
  /** Local name. */
  name: string
  /** Namespace; empty where there is none. */
  namespace: string
  /** Values by the names of attributes as written. */
  attributes: ReadonlyMap<string, string>
  /** Text and elements in it, in order. */
  children: (XmlElement | string)[]
  /** Line it starts on, from 1. */
  line: number
}

/** No translation is nested deeper, and no file is longer. */
const limits = { depth: 200, length: 200_000_000 }

/**
 * Read an XML file as a tree.
 *
 * Nothing is loaded, and a file that declares entities is refused: they may
 * multiply or stand for files.
 *
 * @param text - Text of the file.
 * @returns Its root.
 * @throws TranslationFileError when the file is broken or refused.
 */
export function readXml(text: string): XmlElement {
  if (text.length > limits.length) {
    throw new TranslationFileError('too-long', 1)
  }
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  parser.on('error', ({ message }) => {
    const actual = message.replace(/^\d+:\d+: /, '')
    throw new TranslationFileError('malformed', parser.line, { actual })
  })
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) {
      throw new TranslationFileError('entities', parser.line)
    }
  })
  parser.on('opentag', (tag) => {
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(
        Object.entries(tag.attributes).map(([name, { value }]) => [
          name,
          value,
        ]),
      ),
      children: [],
      line: parser.line,
    }
    if (open.length >= limits.depth) {
      throw new TranslationFileError('too-deep', parser.line)
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const onText = (part: string): void => {
    open.at(-1)?.children.push(part)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text.replace(/^\uFEFF/, '')).close()
  if (!root) throw new TranslationFileError('malformed', 1)
  return root
}

/**
 * List the elements in an element.
 *
 * @param element - Element.
 * @param name - Local name. Default: any.
 * @param namespace - Namespace. Default: the element's own.
 * @returns Elements directly in it, in order.
 */
export function childrenOf(
  element: XmlElement,
  name?: string,
  namespace = element.namespace,
): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' &&
      (name === undefined ||
        (child.name === name && child.namespace === namespace)),
  )
}

/**
 * Give all text in an element.
 *
 * @param element - Element.
 * @returns Text of it and of the elements in it; `cp` of XLIFF is its character.
 */
export function textIn(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child
      return child.name === 'cp' ? characterOf(child) : textIn(child)
    })
    .join('')
}

/**
 * Give the character that an XLIFF `cp` stands for.
 *
 * @param element - `cp`.
 * @returns Character, empty where its number is none.
 */
export function characterOf({ attributes }: XmlElement): string {
  const code = Number.parseInt(attributes.get('hex') ?? '', 16)
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}
