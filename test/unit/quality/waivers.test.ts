import { describe, expect, it } from 'vitest'
import { finding } from '../../../src/model/index.ts'
import { applyWaivers } from '../../../src/quality/index.ts'

const repeat = (text: string) =>
  finding('quality-source-repeat', `${text} stands here twice.`, {
    actual: text,
  })

describe('waivers', () => {
  it('accept what they name, and only that', () => {
    const waiver = {
      rule: 'quality-source-repeat' as const,
      contains: '國資',
      reason: 'As the agency sent it.',
    }
    const { kept, waived } = applyWaivers(
      [repeat('以國資為主'), repeat('以民資為主')],
      [waiver],
      {},
    )
    expect(kept.map(({ actual }) => actual)).toEqual(['以民資為主'])
    expect(waived.map(({ message }) => message.actual)).toEqual(['以國資為主'])
  })

  it('give rules another gravity, or turn them off', () => {
    const { kept } = applyWaivers([repeat('一')], [], {
      'quality-source-repeat': 'error',
    })
    expect(kept[0]?.fatal).toBe(true)
    expect(
      applyWaivers([repeat('一')], [], { 'quality-source-repeat': 'off' }).kept,
    ).toEqual([])
  })
})
