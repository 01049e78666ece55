import { setFlagsFromString } from 'node:v8'

/** Bytes of code that a function runs before V8 may optimise it; its own: 135,168. */
const budget = 400_000

/**
 * Let code run for longer before it is optimised. Most commands are over in seconds, in
 * which V8 spends a third of their time on code that runs no more; those that are not
 * take what they took. It holds for all threads. V8 after 11 has another compiler in
 * between, where this was not measured.
 */
export function bePatient(): void {
  if (!process.versions.v8.startsWith('11.')) return
  setFlagsFromString(`--interrupt-budget=${budget}`)
}
