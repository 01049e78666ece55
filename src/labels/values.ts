import { unread } from './static-module.ts'

/** File of labels that a generator reads, or that its settings import. */
export interface LabelFile {
  /** Path from the project's folder. */
  path: string
  /** JSON. */
  text: string
}

/** Labels of a site, and what of its settings could not be read. */
export interface Labels {
  /** Files in the sources' locale. */
  files: LabelFile[]
  /** Places in the settings whose text only running them would tell. */
  unread: string[]
  /** Chinese text for which the generator has one place in all locales. */
  shared: SharedLabel[]
}

/** Text of the settings that all locales show. */
export interface SharedLabel {
  /** Where it stands: `themeConfig.announcementBar.content`. */
  place: string
  text: string
}

/**
 * List the texts that all locales show.
 *
 * @param values - Settings by where they stand.
 * @returns Those that are Chinese.
 */
export function sharedLabels(
  values: Readonly<Record<string, unknown>>,
): SharedLabel[] {
  return Object.entries(values).flatMap(([place, text]) =>
    isChineseText(text) ? [{ place, text }] : [],
  )
}

/** Object of settings; empty where it is none. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** List of settings; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Whether a text is Chinese, so that editions may have another. */
export function isChineseText(value: unknown): value is string {
  return typeof value === 'string' && /\p{Script=Han}/u.test(value)
}

/** Whether a value has Chinese text anywhere. */
export function hasChinese(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isChineseText(value)
  return Object.values(value).some(hasChinese)
}

/**
 * Take out of a value what is not known, and what JSON has no place for.
 *
 * @param value - Value.
 * @param place - Where it stands, for what is told.
 * @param unknown - Gets the places of what is not known.
 * @returns JSON's value; `undefined` where nothing is left.
 */
export function known(
  value: unknown,
  place: string,
  unknown: (place: string) => void,
): unknown {
  if (value === unread) {
    unknown(place)
    return undefined
  }
  if (Array.isArray(value)) {
    return value
      .map((one, index) => known(one, `${place}[${index}]`, unknown))
      .filter((one) => one !== undefined)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, known(one, `${place}.${key}`, unknown)])
      .filter(([, one]) => one !== undefined),
  )
}
