import { randomInt } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type * as FastCheck from 'fast-check'
import { expect } from 'vitest'

// The real one: where properties are tried at volume, `fast-check` is this file.
const real = createRequire(import.meta.url)('fast-check') as typeof FastCheck

const {
  YIWEN_FUZZ_UNTIL = '0',
  YIWEN_FUZZ_SLICE = '5000',
  YIWEN_FUZZ_FINDINGS = '',
  YIWEN_FUZZ_RUNS = '',
  YIWEN_FUZZ_HANG = '60000',
} = process.env

/** Runs so far of the property that is tried; a thread looks whether it grows. */
const beats = new Int32Array(new SharedArrayBuffer(4))

const watcher = new Worker(new URL('./watch.mjs', import.meta.url), {
  workerData: {
    beats,
    findings: YIWEN_FUZZ_FINDINGS,
    patience: Number(YIWEN_FUZZ_HANG),
  },
})
watcher.unref()

type Property<T> = FastCheck.IRawProperty<T>

/** The property, with each of its runs counted. */
function counted<T>(property: Property<T>): Property<T> {
  return {
    isAsync: () => property.isAsync() as false,
    generate: (random, id) => property.generate(random, id),
    shrink: (value) => property.shrink(value),
    runBeforeEach: () => property.runBeforeEach?.(),
    runAfterEach: () => property.runAfterEach?.(),
    run: (value) => {
      Atomics.add(beats, 0, 1)
      return property.run(value) as ReturnType<Property<T>['run']>
    },
  } as Property<T>
}

/** Write down what a round came to; a counterexample fails the test. */
function report<T>(name: string, details: FastCheck.RunDetails<T>): void {
  watcher.postMessage(undefined)
  appendFileSync(
    YIWEN_FUZZ_RUNS,
    `${JSON.stringify({ name, runs: details.numRuns })}\n`,
  )
  if (!details.failed || details.counterexample === null) return
  const text = [
    `== ${name}`,
    `seed ${details.seed}, path ${details.counterexamplePath}, after ${details.numRuns} runs and ${details.numShrinks} steps of shrinking`,
    real.stringify(details.counterexample),
    String((details.errorInstance as Error | null)?.stack ?? ''),
    '',
  ].join('\n')
  appendFileSync(YIWEN_FUZZ_FINDINGS, `${text}\n`)
  throw new Error(text)
}

/**
 * Try a property for a slice of time, with a seed of chance.
 *
 * @param property - Property, as its test wrote it.
 * @param parameters - What its test wrote of it; how often is left aside.
 * @returns Promise where the property is asynchronous.
 */
export function assert<T>(
  property: Property<T>,
  parameters: FastCheck.Parameters<T> = {},
): unknown {
  const left = Number(YIWEN_FUZZ_UNTIL) - Date.now()
  if (left <= 0) return undefined
  const { currentTestName = '', testPath = '' } = expect.getState()
  const name = `${testPath.replace(`${process.cwd()}/`, '')} > ${currentTestName}`
  const seed = randomInt(2 ** 31)
  Atomics.store(beats, 0, 0)
  watcher.postMessage({ name, seed })
  return real.assert(counted(property) as FastCheck.IProperty<T>, {
    ...parameters,
    seed,
    numRuns: 1e9,
    interruptAfterTimeLimit: Math.min(left, Number(YIWEN_FUZZ_SLICE)),
    markInterruptAsFailure: false,
    reporter: (details: FastCheck.RunDetails<T>) => report(name, details),
  })
}

// biome-ignore lint/style/noDefaultExport: it stands for fast-check, which has one.
export default { ...real, assert }
