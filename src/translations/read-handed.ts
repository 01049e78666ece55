import type { Finding } from '../model/index.ts'
import { readDocxTable, unpackFiles } from './docx-table.ts'
import { TranslationFileError } from './file-error.ts'
import { fileFinding } from './findings.ts'
import type { HandedFile } from './handed.ts'
import { readHtmlTable } from './html-table.ts'
import { readPo } from './po.ts'
import { readTranslation } from './read-translation.ts'
import { readXliff12, readXliffRoot } from './xliff12.ts'

/** File that came back, as far as it could be read. */
export interface HandedReading {
  /** What it says, one for each article in it. */
  files: readonly HandedFile[]
  /** What is wrong with it, or not kept. */
  findings: readonly Finding[]
}

/** Files of an archive that may be translations. */
const readable = /\.(?:xlf|xliff|sdlxliff|mqxliff|mxliff|po|html?|docx)$/i

/**
 * Read a file that came back, of any format that is handed out.
 *
 * The format is told by what is in it: an archive is a Word document or a
 * package, XML is XLIFF, else it is a page or a PO file.
 *
 * @param bytes - Bytes of the file.
 * @param name - Name of the file.
 * @returns What it says; findings with an error where it can not be read.
 */
export function readHanded(bytes: Uint8Array, name: string): HandedReading {
  try {
    return read(bytes, name)
  } catch (error) {
    if (!(error instanceof TranslationFileError)) throw error
    return { files: [], findings: [fileFinding(error)] }
  }
}

function read(bytes: Uint8Array, name: string): HandedReading {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readArchive(bytes, name)
  const text = decoded(bytes)
  const start = text.slice(0, 1000).trimStart()
  if (/\.po$/i.test(name) || /^(?:#[^!]|msg(?:id|ctxt)\s)/.test(start)) {
    return { files: [readPo(text)], findings: [] }
  }
  if (/\.html?$/i.test(name) || /^<(?:!doctype html|html)\b/i.test(start)) {
    return { files: [readHtmlTable(text)], findings: [] }
  }
  const { root, version } = readXliffRoot(text)
  if (version.startsWith('1.')) {
    return { files: readXliff12(root), findings: [] }
  }
  const { translation, findings } = readTranslation(text)
  if (!translation) return { files: [], findings }
  const { article, source, target, units } = translation
  const segments = units.flatMap((unit) =>
    unit.segments.flatMap((segment) => {
      if (!segment.target) return []
      return [
        {
          unit: unit.id,
          segment: segment.id,
          source: segment.source,
          target: segment.target,
          state: segment.state,
          // A suggestion of ours, whose state nobody has changed.
          unfinished: segment.staleSource !== undefined,
          notes: segment.notes,
        },
      ]
    }),
  )
  return { files: [{ article, source, target, segments }], findings }
}

function readArchive(bytes: Uint8Array, name: string): HandedReading {
  if (/\.docx$/i.test(name)) {
    return { files: [readDocxTable(bytes)], findings: [] }
  }
  const entries = unpackFiles(bytes)
  if (entries.has('word/document.xml')) {
    return { files: [readDocxTable(bytes)], findings: [] }
  }
  const readings = [...entries]
    .filter(([path]) => readable.test(path))
    .map(([path, content]) => readHanded(content, path))
  if (readings.length === 0) throw new TranslationFileError('zip', 1)
  return {
    files: readings.flatMap(({ files }) => files),
    findings: readings.flatMap(({ findings }) => findings),
  }
}

function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes
  const label =
    a === 0xff && b === 0xfe
      ? 'utf-16le'
      : a === 0xfe && b === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    throw new TranslationFileError('encoding', 1)
  }
}
