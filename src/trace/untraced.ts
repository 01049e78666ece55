import type { Tracing } from '../model/index.ts'

/** Tells nobody. */
export const untraced: Tracing = {
  during: (_name, _facts, task) => task(() => undefined),
  record: () => undefined,
  steps: () => undefined,
  carry: () => undefined,
}
