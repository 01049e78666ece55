import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { root } from './exports.ts'

/** What a page that localizes articles of every kind needs. */
export const pageEntry = `
export * from './src/index.ts'
export { VFile } from 'vfile'
`

/**
 * Bundle a module for browsers, as the global `yiwen`.
 *
 * It rejects where anything of Node's is needed.
 */
export async function bundle(
  entry: string,
  options: { worker?: boolean; minify?: boolean } = {},
): Promise<{ code: string; inputs: string[] }> {
  const { worker = false, minify = false } = options
  const result = await build({
    absWorkingDir: root,
    stdin: { contents: entry, resolveDir: root },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'yiwen',
    target: 'es2023',
    logLevel: 'silent',
    minify,
    // A worker has no document to ask what `&nbsp;` is.
    ...(worker ? { conditions: ['worker'] } : {}),
  })
  return {
    code: result.outputFiles[0]?.text ?? '',
    inputs: Object.keys(result.metafile.inputs),
  }
}

/** Articles that ship with Yiwen. */
export function readArticles(): { path: string; value: string }[] {
  const folder = path.join(root, 'articles')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:md|mdx|txt)$/.test(name))
    .sort()
    .map((name) => ({
      path: name.split(path.sep).join('/'),
      value: readFileSync(path.join(folder, name), 'utf8'),
    }))
}

/** Code that makes an edition with the bundle, and gives text and findings. */
export function localizing(
  article: { path: string; value: string },
  options: object,
): string {
  return `(() => {
    const file = new yiwen.VFile(${JSON.stringify(article)})
    const edition = yiwen.createLocalizer().localize(file, ${JSON.stringify(options)})
    return [String(edition), ...edition.messages.map(String)].join('\\n')
  })()`
}
