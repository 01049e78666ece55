import { htmlStart } from './html.ts'
import { isSpace, trimEnd } from './lines.ts'
import { listMarkerAt } from './list-marker.ts'

/** What blocks are read with. */
export interface BlockSettings {
  math: boolean
  directives: boolean
  /** Tags are JSX, braces are JavaScript, and nothing is code by its indentation. */
  mdx: boolean
  /** Events for the lines of code are asked for. */
  codeLines: boolean
}

/** Indentation that makes a line code. */
export const codeIndent = 4

export const hash = 35
export const greaterThan = 62

/** Level of the heading at an offset; 0 if there is none. */
export function headingAt(source: string, at: number, end: number): number {
  let to = at
  while (to < end && source.charCodeAt(to) === hash) to++
  const isEnd = to === end || isSpace(source.charCodeAt(to))
  return isEnd && to - at <= 6 ? to - at : 0
}

/** Length of the fence at an offset; 0 if there is none. */
export function fenceAt(source: string, at: number, end: number): number {
  const marker = source.charCodeAt(at)
  let to = at
  while (to < end && source.charCodeAt(to) === marker) to++
  if (to - at < 3) return 0
  if (marker === 96) {
    const tick = source.indexOf('`', to)
    if (tick >= 0 && tick < end) return 0
  }
  return to - at
}

/** Whether a formula starts that ends on a line of its own. */
export function isMathFence(
  source: string,
  at: number,
  end: number,
  settings: BlockSettings,
): boolean {
  if (!settings.math || source.charCodeAt(at + 1) !== 36) return false
  return /^\${2,}[^$]*$/.test(source.slice(at, end))
}

/** What a line with two or more colons starts. */
export function directiveAt(
  source: string,
  at: number,
  end: number,
  settings: BlockSettings,
): 'container' | 'none' | 'unsure' {
  if (!settings.directives || source.charCodeAt(at + 1) !== 58) return 'none'
  if (source.slice(at, end).includes('\t')) return 'unsure'
  const [, colons = '', rest = ''] =
    /^(:{2,})[A-Za-z][\w-]*(.*)$/.exec(source.slice(at, end)) ?? []
  if (colons === '' || /^(?: *[^\s[{]|[^ -~])/.test(rest)) return 'none'
  return container.test(source.slice(at, end)) ? 'container' : 'unsure'
}

/** A container's first line, whose label has no brackets in it. */
const container =
  /^:{3,}[A-Za-z](?:[\w-]*[A-Za-z0-9])?(?:\[(?! )[^[\]\\]{0,900}(?<! )\])? *$/

/** Whether what a line starts with is MDX: a tag, an expression. */
export function isScript(code: number, { mdx }: BlockSettings): boolean {
  return mdx && (code === 60 || code === 123)
}

/** Whether a line starts a module's imports or exports, as MDX has them. */
export function isModule(
  source: string,
  at: number,
  { mdx }: BlockSettings,
): boolean {
  if (!mdx || !/^(?:im|ex)port /.test(source.slice(at, at + 7))) return false
  return at === 0 || /[\r\n]/.test(source.charAt(at - 1))
}

/** Whether a line may start what only the whole parser reads. */
export function isSpecial(
  source: string,
  at: number,
  end: number,
  settings: BlockSettings,
): boolean {
  const code = source.charCodeAt(at)
  if (code === 91) return source.charCodeAt(at + 1) === 94 && at + 1 < end
  return code === 58 && directiveAt(source, at, end, settings) !== 'none'
}

/** Whether a line ends a paragraph before it; `undefined` where in doubt. */
export function interrupts(
  source: string,
  start: number,
  at: number,
  end: number,
  settings: BlockSettings,
): boolean | undefined {
  const code = source.charCodeAt(at)
  if (isScript(code, settings)) return undefined
  if (code === 58) {
    const kind = directiveAt(source, at, end, settings)
    return kind === 'unsure' ? undefined : kind === 'container'
  }
  if (isSpecial(source, at, end, settings)) return undefined
  if (code === hash) return headingAt(source, at, end) > 0
  if (code === 96 || code === 126) return fenceAt(source, at, end) > 0
  if (code === greaterThan) return true
  if (code === 36) return isMathFence(source, at, end, settings)
  if (code === 60) {
    const kind = htmlStart(source.slice(at, end))
    if (kind === 'unsure') return undefined
    return kind !== 'none' && kind !== 'complete'
  }
  if (isThematicBreak(source, at, end)) return true
  const marker = listMarkerAt(source, start, at, end)
  if (marker === 'unsure') return undefined
  if (!marker) return false
  return !marker.isOrdered || marker.value === '1'
}

/** Length of the line under a heading; 0 if it is none. */
export function underlineAt(source: string, at: number, end: number): number {
  const marker = source.charCodeAt(at)
  if (marker !== 45 && marker !== 61) return 0
  let to = at
  while (to < end && source.charCodeAt(to) === marker) to++
  return trimEnd(source, to, end) === to ? to - at : 0
}

/** Whether three or more of one marker, and white space, are all of a line. */
export function isThematicBreak(
  source: string,
  at: number,
  end: number,
): boolean {
  const marker = source.charCodeAt(at)
  if (marker !== 42 && marker !== 45 && marker !== 95) return false
  let count = 0
  for (let to = at; to < end; to++) {
    const code = source.charCodeAt(to)
    if (code === marker) count++
    else if (!isSpace(code)) return false
  }
  return count >= 3
}
