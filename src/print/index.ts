/**
 * Edits → text, and proof that nothing else changed.
 *
 * Patches ranges of the source; only new nodes are printed. Compares the shape
 * of what came out with what went in.
 *
 * @module
 */
export { applyEdits, type SourceEdit, sortEdits } from './apply-edits.ts'
export { checkEdition, type EditionProblem } from './check-edition.ts'
export { compareFrontMatter } from './check-front-matter.ts'
export {
  compareShape,
  findGrown,
  type ShapeAllowance,
  type ShapeDifference,
  withoutInserted,
} from './compare-shape.ts'
export { encode } from './encode.ts'
export {
  printAround,
  printBlocks,
  printInline,
  type Stringify,
} from './print-nodes.ts'
export { type PrintPart, type PrintPlace, printParts } from './print-parts.ts'
export { type Shift, shiftBy } from './shift.ts'
