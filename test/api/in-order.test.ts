import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Gate } from '../../src/api/gate.ts'
import { inOrder } from '../../src/api/in-order.ts'

const wait = (milliseconds: number) =>
  new Promise<void>((done) => setTimeout(done, milliseconds))

test('results are in the order of items, and no more are read than worked on', async () => {
  const durations = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      durations,
      fc.integer({ min: 1, max: 4 }),
      async (times, width) => {
        let read = 0
        let given = 0
        async function* items() {
          for (const time of times) {
            read++
            expect(read - given).toBeLessThanOrEqual(width)
            yield time
          }
        }
        const results: string[] = []
        const work = async (time: number, index: number) => {
          await wait(time)
          return `${index}: ${time}`
        }
        for await (const result of inOrder(items(), width, work)) {
          results.push(result)
          given++
        }
        expect(results).toEqual(times.map((time, index) => `${index}: ${time}`))
      },
    ),
    { numRuns: 60 },
  )
})

test('what fails among items ends it, and what is left is told', async () => {
  let ended = false
  async function* items() {
    try {
      yield 1
      yield 2
      throw new Error('broken')
    } finally {
      ended = true
    }
  }
  const results: number[] = []
  const all = async () => {
    const doubled = async (n: number) => n * 2
    for await (const one of inOrder(items(), 1, doubled)) results.push(one)
  }
  await expect(all()).rejects.toThrow('broken')
  expect(results).toEqual([2, 4])
  expect(ended).toBe(true)
  ended = false
  for await (const _ of inOrder(items(), 2, async (n) => n)) break
  expect(ended).toBe(true)
})

test('a gate lets so many through, the first first, and forgets who leaves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      async (leaves, width) => {
        const gate = new Gate({ width, queue: 100, patience: 1000 })
        const order: number[] = []
        let now = 0
        const all = leaves.map(async (leave, index) => {
          const gone = new AbortController()
          const passed = gate.pass(async () => {
            now++
            expect(now).toBeLessThanOrEqual(width)
            order.push(index)
            await wait(1)
            now--
          }, gone.signal)
          if (leave) gone.abort(new Error('gone'))
          await passed.catch(() => undefined)
        })
        await Promise.all(all)
        expect(order).toEqual([...order].sort((a, b) => a - b))
        const stayed = leaves.flatMap((leave, at) => (leave ? [] : [at]))
        expect(order).toEqual(expect.arrayContaining(stayed))
        expect([gate.waiting, gate.working]).toEqual([0, 0])
      },
    ),
    { numRuns: 40 },
  )
})

test('a gate turns away who finds it full, or waits too long', async () => {
  const gate = new Gate({ width: 1, queue: 1, patience: 20 })
  const { signal } = new AbortController()
  let open: () => void = () => undefined
  const first = gate.pass(
    () => new Promise<void>((done) => (open = done)),
    signal,
  )
  const second = gate.pass(async () => 2, signal)
  await expect(gate.pass(async () => 3, signal)).rejects.toMatchObject({
    kind: 'busy',
  })
  const patient = gate.pass(async () => 4, signal, true)
  await expect(second).rejects.toMatchObject({ kind: 'busy' })
  open()
  await first
  expect(await patient).toBe(4)
})
