import type { Translate } from '../messages/index.ts'
import { misuse } from './context.ts'

/** Read a whole number above 0. */
export function readCount(option: string, value: string, t: Translate): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) {
    throw misuse(
      t('cli:misuse.invalidValue', { value, option }),
      t('cli:hint.count'),
    )
  }
  return Number(value)
}
