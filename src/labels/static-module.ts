/** What a module exports, as far as it can be told without running it. */
export interface StaticReading {
  /** Its default export; objects and arrays have {@link unread} where nothing is known. */
  value: unknown
  /** Files that were read: the module and those beside it that it imports. */
  paths: readonly string[]
}

/** Stands for a value that only running the module would give. */
export const unread: unique symbol = Symbol('unread')

/** Files of a project. */
export interface ModuleFiles {
  /** Read a file; nothing where there is none. */
  read: (path: string) => string | undefined
  /** Join a path to the folder of a file. */
  join: (from: string, address: string) => string
}

/**
 * Tell what a JavaScript or TypeScript module exports, without running it.
 *
 * Objects, arrays, strings, constants, functions without arguments that only return,
 * and the same of files beside it are read. A call of anything else is what its first
 * argument is, where that is an object (`defineConfig({ … })`).
 *
 * @param path - Module.
 * @param files - Files it and what it imports are among.
 * @returns Its default export. `undefined` where there is no file or it is malformed.
 */
export async function readModule(
  path: string,
  files: ModuleFiles,
): Promise<StaticReading | undefined> {
  const [{ parse }, { createJiti }] = await Promise.all([
    import('acorn'),
    import('jiti'),
  ])
  const jiti = createJiti(import.meta.url, { fsCache: false })
  const modules = new Map<string, Exports>()
  const load = (path: string): Exports | undefined => {
    const known = modules.get(path)
    if (known) return known
    const source = files.read(path)
    if (source === undefined) return undefined
    const exported: Exports = new Map()
    modules.set(path, exported)
    if (path.endsWith('.json')) {
      exported.set('default', JSON.parse(source))
      return exported
    }
    const code = jiti.transform({ source, filename: path, ts: true })
    const tree = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
    })
    const scope = scopeOf(tree.body as unknown as Syntax[])
    const reader = new Reader(scope, (address) =>
      /^\.{1,2}\//.test(address) ? find(files.join(path, address)) : undefined,
    )
    for (const [name, node] of scope.exports) {
      exported.set(name, reader.read(node))
    }
    return exported
  }
  const find = (path: string): Exports | undefined => {
    const bare = path.replace(/\.[cm]?js$/, '')
    for (const end of ['', '.ts', '.mts', '.js', '.mjs', '.cjs', '.json']) {
      const found = load(bare + end) ?? load(`${bare}/index${end}`)
      if (found) return found
    }
    return load(path)
  }
  try {
    const exported = load(path)
    if (!exported) return undefined
    return { value: exported.get('default'), paths: [...modules.keys()] }
  } catch {
    // What is malformed is told by the generator itself.
    return undefined
  }
}

type Exports = Map<string, unknown>

/** Node of a syntax tree (ESTree). */
interface Syntax {
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: ESTree has no types here.
  [key: string]: any
}

interface Scope {
  names: Map<string, Syntax>
  functions: Map<string, Syntax>
  exports: Map<string, Syntax>
}

/** What the first level of a module declares. */
function scopeOf(body: readonly Syntax[]): Scope {
  const scope: Scope = {
    names: new Map(),
    functions: new Map(),
    exports: new Map(),
  }
  for (const node of body) {
    if (node.type === 'FunctionDeclaration') {
      scope.functions.set(node['id'].name, node)
    } else if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node['declarations'] as Syntax[]) {
        if (id.type === 'Identifier' && init) declare(scope, id.name, init)
      }
    } else if (node.type === 'ExpressionStatement') {
      unassign(scope, node['expression'])
    }
  }
  return scope
}

function declare(scope: Scope, name: string, init: Syntax): void {
  scope.names.set(name, unassign(scope, init))
}

/** `a = exports.b = c` exports `c` as `b`; what is left is `c`. */
function unassign(scope: Scope, node: Syntax): Syntax {
  if (node.type !== 'AssignmentExpression') return node
  const right = unassign(scope, node['right'])
  const { left } = node
  if (left.type !== 'MemberExpression') return right
  const name = left['property'].name ?? left['property'].value
  if (left['object'].name === 'exports') scope.exports.set(name, right)
  if (left['object'].name === 'module' && name === 'exports') {
    scope.exports.set('default', right)
  }
  return right
}

/** Values of expressions. */
class Reader {
  private depth = 0

  private readonly scope: Scope
  private readonly load: (address: string) => Exports | undefined

  constructor(scope: Scope, load: (address: string) => Exports | undefined) {
    this.scope = scope
    this.load = load
  }

  read(node: Syntax | null | undefined): unknown {
    if (!node || this.depth > 60) return unread
    this.depth++
    try {
      return this.valueOf(node)
    } finally {
      this.depth--
    }
  }

  private valueOf(node: Syntax): unknown {
    switch (node.type) {
      case 'Literal':
        return node['regex'] || node['bigint'] ? unread : node['value']
      case 'TemplateLiteral':
        return this.template(node)
      case 'ObjectExpression':
        return this.object(node)
      case 'ArrayExpression':
        return this.array(node)
      case 'Identifier':
        return this.named(node['name'])
      case 'MemberExpression':
        return this.member(node)
      case 'CallExpression':
        return this.call(node)
      case 'SequenceExpression':
        return this.read(node['expressions'].at(-1))
      case 'AwaitExpression':
        return this.read(node['argument'])
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.returned(node)
      case 'UnaryExpression': {
        const value = this.read(node['argument'])
        if (value === unread) return unread
        if (node['operator'] === '!') return !value
        return node['operator'] === '-' ? -Number(value) : unread
      }
      case 'BinaryExpression': {
        const [left, right] = [
          this.read(node['left']),
          this.read(node['right']),
        ]
        const isText = typeof left === 'string' && typeof right === 'string'
        return node['operator'] === '+' && isText ? left + right : unread
      }
      default:
        return unread
    }
  }

  private template(node: Syntax): unknown {
    let text = ''
    for (const [index, part] of (node['quasis'] as Syntax[]).entries()) {
      text += part['value'].cooked
      const inner = node['expressions'][index]
      if (!inner) continue
      const value = this.read(inner)
      if (typeof value !== 'string' && typeof value !== 'number') return unread
      text += value
    }
    return text
  }

  private object(node: Syntax): unknown {
    const made: Record<string, unknown> = {}
    for (const one of node['properties'] as Syntax[]) {
      if (one.type === 'SpreadElement') {
        const value = this.read(one['argument'])
        if (isObject(value)) Object.assign(made, value)
        continue
      }
      const key = one['computed']
        ? this.read(one['key'])
        : (one['key'].name ?? one['key'].value)
      if (typeof key !== 'string' && typeof key !== 'number') continue
      if (key === '__proto__') continue
      made[key] =
        one['method'] || one['kind'] !== 'init'
          ? unread
          : this.read(one['value'])
    }
    return made
  }

  private array(node: Syntax): unknown[] {
    return (node['elements'] as (Syntax | null)[]).flatMap((one) => {
      if (one?.type !== 'SpreadElement') return [this.read(one)]
      const value = this.read(one['argument'])
      return Array.isArray(value) ? value : [unread]
    })
  }

  private named(name: string): unknown {
    if (name === 'undefined') return undefined
    const own = this.scope.names.get(name)
    return own ? this.read(own) : unread
  }

  private member(node: Syntax): unknown {
    const object = this.read(node['object'])
    const key = node['computed']
      ? this.read(node['property'])
      : node['property'].name
    if (!isObject(object) || typeof key !== 'string') return unread
    return Object.hasOwn(object, key) ? object[key] : unread
  }

  private call(node: Syntax): unknown {
    const { callee } = node
    const [first] = node['arguments'] as Syntax[]
    const name = callee.name as string | undefined
    if (name === 'require' && first?.type === 'Literal') {
      const exported = this.load(String(first['value']))
      return exported ? Object.fromEntries(exported) : unread
    }
    // `require.resolve('./a.js')` names a file.
    if (callee.type === 'MemberExpression' && first?.type === 'Literal') {
      return callee.property.name === 'resolve' ? first['value'] : unread
    }
    // What the transformation to CommonJS puts around imports.
    if (name?.startsWith('_interopRequire')) return this.read(first)
    const own = name === undefined ? undefined : this.scope.functions.get(name)
    const arrow = name === undefined ? undefined : this.scope.names.get(name)
    if (own) return first ? unread : this.returned(own)
    if (arrow && /Function/.test(arrow.type)) {
      return first ? unread : this.returned(arrow)
    }
    const value = first ? this.read(first) : unread
    return isObject(value) ? value : unread
  }

  /** What a function returns that does nothing else. */
  private returned(node: Syntax): unknown {
    if (node['params'].length > 0) return unread
    const { body } = node
    if (body.type !== 'BlockStatement') return this.read(body)
    const last = (body['body'] as Syntax[]).at(-1)
    return last?.type === 'ReturnStatement'
      ? this.read(last['argument'])
      : unread
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
