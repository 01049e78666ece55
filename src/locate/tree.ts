import type { Nodes, Parents, Root } from 'mdast'
import type { Unit, UnitKind } from '../model/index.ts'
import { UnitBuilder } from './unit-builder.ts'

/** Units of a tree, over a text made of its values. */
export interface LocatableTree {
  /** Values of the tree's text, one after another. */
  source: string
  /** Units, whose spans point into that text. */
  units: readonly Unit[]
  /** Where each value is in the text, and how it is written back. */
  leaves: readonly Leaf[]
}

/** Value in a tree that is text for a reader. */
export interface Leaf {
  start: number
  end: number
  node: Nodes
  field: 'value' | 'alt' | 'title'
}

const kinds: Partial<Record<Nodes['type'], UnitKind>> = {
  paragraph: 'paragraph',
  heading: 'heading',
  tableCell: 'cell',
  leafDirective: 'label',
}

/**
 * Locate the text of an mdast tree, for pipelines that have no source.
 *
 * @param tree - Tree.
 * @returns Units and the values they are made of.
 */
export function locateTree(tree: Root): LocatableTree {
  const units: Unit[] = []
  const leaves: Leaf[] = []
  let source = ''
  let section = 0

  const leaf = (node: Nodes, field: Leaf['field'], value: string): void => {
    leaves.push({
      start: source.length,
      end: source.length + value.length,
      node,
      field,
    })
    source += value
  }
  const field = (node: Nodes, name: 'alt' | 'title'): void => {
    const value = (node as { alt?: string | null; title?: string | null })[name]
    if (!value) return
    const start = source.length
    leaf(node, name, value)
    const builder = new UnitBuilder(name, start, { section })
    builder.atom(value, { start, end: source.length }, 'plain')
    const unit = builder.finish(source.length)
    if (unit) units.push(unit)
  }
  const inline = (
    node: Parents,
    builder: UnitBuilder,
    later: Nodes[],
  ): void => {
    for (const child of node.children) {
      if (child.type === 'text') {
        const start = source.length
        leaf(child, 'value', child.value)
        // Pieces end where values end, and a slice of the source would keep
        // all of it in memory as it was then.
        const { value } = child
        const add = (from: number, to: number): void => {
          const span = { start: start + from, end: start + to }
          builder.atom(value.slice(from, to), span, 'plain')
        }
        let from = 0
        for (const match of value.matchAll(/\r\n|\n|\r/g)) {
          add(from, match.index)
          builder.soft()
          from = match.index + match[0].length
        }
        add(from, value.length)
      } else if (child.type === 'break') builder.hard()
      else if (child.type === 'textDirective' && child.name === 'keep') {
        builder.protect()
      } else if ('children' in child) {
        const kind =
          child.type === 'strong' ||
          child.type === 'emphasis' ||
          child.type === 'delete' ||
          child.type === 'link'
            ? child.type
            : child.type === 'linkReference'
              ? 'link'
              : 'directive'
        const close = builder.mark(kind, source.length)
        inline(child, builder, later)
        close(source.length)
        later.push(child)
      } else {
        builder.protect()
        later.push(child)
      }
    }
  }
  const block = (node: Nodes): void => {
    if (node.type === 'heading') section++
    const kind = kinds[node.type]
    if (kind && 'children' in node) {
      const builder = new UnitBuilder(kind, source.length, { section })
      const later: Nodes[] = []
      inline(node, builder, later)
      const unit = builder.finish(source.length)
      if (unit) units.push(unit)
      for (const child of later) fields(child)
    } else {
      fields(node)
      if ('children' in node) for (const child of node.children) block(child)
    }
  }
  const fields = (node: Nodes): void => {
    if (node.type === 'image' || node.type === 'imageReference')
      field(node, 'alt')
    if (
      node.type === 'image' ||
      node.type === 'link' ||
      node.type === 'definition'
    ) {
      field(node, 'title')
    }
  }
  block(tree)
  return { source, units, leaves }
}
