/// <reference path="../src/vite-client.d.ts" />
import { editions } from 'virtual:yiwen/editions'
import { expectTypeOf } from 'vitest'
import text, { edition } from './articles/a.md?yiwen=zh-CN'

expectTypeOf(text).toEqualTypeOf<string>()
expectTypeOf(edition.edits).toEqualTypeOf<number>()
expectTypeOf(editions[0]?.name).toEqualTypeOf<string | undefined>()
// @ts-expect-error: an edition has no such thing.
edition.nothing
