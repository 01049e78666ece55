import { parentPort, workerData } from 'node:worker_threads'
import { lookAtPart, type SharedStamps } from './stamps.ts'

const shared = workerData as SharedStamps
const { buffer, byteOffset, byteLength } = shared.text
const text = Buffer.from(buffer, byteOffset, byteLength)
const names = text.toString().split('\0')
while (lookAtPart(shared, names)) {
  // All of them.
}
parentPort?.postMessage('done')
