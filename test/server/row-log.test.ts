import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Row } from '../../src/server/protocol.ts'
import { RowLog } from '../../src/server/row-log.ts'

function rowOf(id: string, places: number): Row {
  const texts = { state: 'proposed', domain: '', source: id, target: '' }
  const more = { english: '', words: '', places, articles: 1, revision: 'new' }
  return { id, kind: 'concept', ...texts, ...more }
}

const step = fc.record({
  rows: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(2)),
  asks: fc.boolean(),
  touches: fc.boolean(),
})

test('a client that is told what it lacks has what there is', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const log = new RowLog()
      const client = new Map<string, Row>()
      let version = 0
      const ask = (): void => {
        const told = log.since(version)
        if (told.whole) client.clear()
        for (const row of told.rows) client.set(row.id, row)
        for (const id of told.gone) client.delete(id)
        expect(told.version).toBeGreaterThanOrEqual(version)
        version = told.version
      }
      let last: Record<string, number> = {}
      for (const { rows, asks, touches } of [...steps, ...steps.slice(0, 1)]) {
        const all = Object.entries(rows).map(([id, n]) => rowOf(id, n))
        log.sync(all, (id) => Object.hasOwn(rows, id))
        if (touches) log.touch()
        last = rows
        if (asks) ask()
      }
      ask()
      const places = [...client.values()].map(({ id, places }) => [id, places])
      expect(Object.fromEntries(places)).toEqual({ ...last })
    }),
  )
})
