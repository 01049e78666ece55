import type { Flanking } from './flanking.ts'
import type { ScannedType } from './tokens.ts'

/** What an item is; a run of delimiters and a bracket may become a group's ends. */
export type Kind = 'leaf' | 'run' | 'open' | 'close' | 'link-start' | 'link-end'

/** Something in running text; a mark becomes a group when its other end comes. */
export interface Item {
  kind: Kind
  type: ScannedType
  start: number
  end: number
  /** Of a run of delimiters. */
  marker?: number
  flanking?: Flanking
  /** Of a bracket that opens, or of the end of a link. */
  link?: Link
  /** A bracket that no link may start with. */
  isInactive?: boolean
}

/** A link, or an image. */
export interface Link {
  isImage: boolean
  /** Offset of the bracket that ends its text. */
  labelEnd: number
  /** Offset behind it. */
  end: number
  /** It has an address in brackets, which may be empty. */
  hasResource?: boolean
  destination?: [number, number] | undefined
  title?: [number, number] | undefined
  /** Label in brackets of its own, with them. */
  reference?: [number, number]
}
