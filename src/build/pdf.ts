/**
 * A book as a PDF, by the Chromium that is on the machine.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import {
  access,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Book, printPage } from '../book/index.ts'
import { UserError } from '../model/index.ts'

/** Names that Chromium and its relatives have. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
]

/** Where they are on systems that put programs on no path. */
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** A book of thousands of pages takes minutes. */
const longest = 600_000

/**
 * Find Chromium.
 *
 * @param env - Environment: `CHROME_PATH` comes first, then `PATH`.
 * @returns Path of the program.
 * @throws UserError when there is none, or `CHROME_PATH` is no program.
 */
export async function findChromium(
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const named = env['CHROME_PATH']
  if (named) {
    if (await isProgram(named)) return named
    throw new UserError(`CHROME_PATH is ${named}, which is no program.`, {
      hint: 'Set it to the path of Chromium or Chrome, or unset it.',
      wording: { key: 'chromium-path', values: { path: named } },
    })
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const endings = process.platform === 'win32' ? ['.exe'] : ['']
  const candidates = [
    ...names.flatMap((name) =>
      folders.flatMap((folder) =>
        endings.map((ending) => join(folder, name + ending)),
      ),
    ),
    ...places,
  ]
  for (const path of candidates) if (await isProgram(path)) return path
  throw new UserError('A PDF is printed by Chromium, and none was found.', {
    hint: 'Install Chromium or Google Chrome, or set CHROME_PATH to it; or export EPUB or DOCX, which need none.',
    wording: { key: 'chromium-missing' },
  })
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Print a book.
 *
 * The page and its pictures are put into a folder that is gone afterwards. Nothing is
 * loaded from the network, and nothing in the page runs.
 *
 * @param book - Book.
 * @param chromium - Path of Chromium.
 * @returns Bytes of the PDF: A4, tagged, with an outline; the same for the same book and
 *   Chromium.
 * @throws UserError when Chromium fails.
 */
export async function printPdf(
  book: Book,
  chromium: string,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwen-pdf-'))
  try {
    const page = join(folder, 'book.html')
    const pdf = join(folder, 'book.pdf')
    await writeFile(page, printPage(book))
    for (const [path, { bytes }] of book.images) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), bytes)
    }
    await runChromium(chromium, [
      '--headless',
      '--disable-gpu',
      '--disable-extensions',
      '--no-first-run',
      '--no-pdf-header-footer',
      '--generate-pdf-document-outline',
      '--export-tagged-pdf',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      `--user-data-dir=${join(folder, 'profile')}`,
      // Its sandbox refuses to work for the administrator, as in containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ])
    return dated(await readPdf(pdf, chromium), book.modified)
  } finally {
    // Chromium may still be writing to its profile.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function runChromium(
  chromium: string,
  options: readonly string[],
): Promise<void> {
  try {
    await promisify(execFile)(chromium, options, {
      timeout: longest,
      maxBuffer: 16_000_000,
    })
  } catch (cause) {
    throw failed(chromium, cause)
  }
}

async function readPdf(path: string, chromium: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw failed(chromium, cause)
  }
}

/**
 * Date a PDF by its book. Chromium writes when it printed, so that no two PDFs are the
 * same; a date of the same length leaves every other byte where it is.
 */
function dated(pdf: Buffer, modified: string): Buffer {
  const date = modified.replace(/\D/g, '').slice(0, 14)
  // The document's information is its first object.
  const start = pdf.subarray(0, 4096).toString('latin1')
  const keys = /\/(?:CreationDate|ModDate) \(D:(?=\d{14})/g
  for (const { index, 0: key } of start.matchAll(keys)) {
    pdf.write(date, index + key.length, 'latin1')
  }
  return pdf
}

function failed(chromium: string, cause: unknown): UserError {
  const { message = '' } = cause as Error
  // Its last line says what is wrong; those before are of no use to anybody.
  const reason = message.trim().split('\n').at(-1)?.slice(0, 300) ?? ''
  return new UserError(`${chromium} printed no PDF: ${reason}`, {
    hint: 'Run it by itself to see whether it starts, or set CHROME_PATH to another one.',
    cause,
    wording: { key: 'chromium-failed', values: { path: chromium, reason } },
  })
}
