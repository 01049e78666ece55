import { parentPort, workerData } from 'node:worker_threads'
import { areSame } from './stamps.ts'

const { root, names, stamps } = workerData as {
  root: string
  /** With NUL between them. */
  names: string
  stamps: Float64Array
}

parentPort?.postMessage(areSame({ root, names: names.split('\0'), stamps }))
