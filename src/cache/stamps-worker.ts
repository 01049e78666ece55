import { parentPort, workerData } from 'node:worker_threads'
import { lookAtPart, Names, type SharedStamps } from './stamps.ts'

const shared = workerData as SharedStamps
const names = new Names(shared.text)
while (lookAtPart(shared, names)) {
  // All of them.
}
parentPort?.postMessage('done')
