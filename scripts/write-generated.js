// Write a file that a script makes, or with --check say whether it is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * @param {URL} target - Address of the file.
 * @param {string} text - What it is to say.
 */
export function writeGenerated(target, text) {
  if (readPresent(target) === text) return
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else {
    const [file, script] = [fileURLToPath(target), process.argv[1] ?? ''].map(
      (one) => path.relative(root, one),
    )
    console.error(`${file} is stale: run node ${script}`)
    process.exitCode = 1
  }
}

/** @param {URL} target - Address. @returns {string | undefined} What it says now. */
function readPresent(target) {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return undefined
  }
}
