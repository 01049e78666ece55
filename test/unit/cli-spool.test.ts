import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Spool } from '../../src/cli/spool.ts'

test('a spool gives what was put in, as often as wanted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), {
        maxLength: 20,
      }),
      (values) => {
        const spool = new Spool<string[]>()
        for (const value of values) spool.add(value)
        expect([...spool]).toEqual(values)
        expect([...spool]).toEqual(values)
        spool.close()
      },
    ),
  )
})

test('a spool of more than fits in memory does, too', () => {
  const spool = new Spool<[number, string]>()
  const text = '長\n\u2028"'.repeat(20_000)
  for (let at = 0; at < 400; at++) spool.add([at, text + at])
  for (let turn = 0; turn < 2; turn++) {
    let at = 0
    for (const [number, own] of spool) {
      expect(number).toBe(at)
      expect(own === text + at).toBe(true)
      at++
    }
    expect(at).toBe(400)
  }
  spool.close()
})
