import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createStorage,
  type Driver,
  prefixStorage,
  type Storage,
} from 'unstorage'
import { UserError } from '../model/index.ts'
import { fileDriver } from './file-driver.ts'
import { keyOf, pathOf } from './keys.ts'
import { type Bucket, listBucket } from './s3-list.ts'

/** Where articles come from, or editions go. */
export interface Store {
  /** Its address, without anything secret. */
  address: string
  /** Reads a file; nothing where there is none. */
  read(path: string): Promise<Uint8Array | undefined>
  /** Writes a file: whole, or not at all where the service can do that. */
  write(path: string, text: string): Promise<void>
  /** Lists the paths of all files. */
  list(): AsyncIterable<string> | Iterable<string>
  /** Lets go of connections. */
  close(): Promise<void>
}

/** What opening a store needs to know. */
export interface StoreOptions {
  /** Folder that paths start at. */
  cwd: string
  /** Environment variables: keys are there, and nowhere else. */
  env: Readonly<Record<string, string | undefined>>
}

/** Kinds of stores by what their addresses start with. */
const kinds = ['file', 's3', 'redis', 'rediss', 'http', 'https'] as const

/**
 * Make an address that means the same in another folder.
 *
 * @param address - Path of a folder, or an address.
 * @param cwd - Folder that paths start at.
 * @returns Address with its kind.
 */
export function storeAddress(address: string, cwd: string): string {
  if (/^[a-z][a-z\d+.-]+:/i.test(address) && !address.startsWith('file:')) {
    return address
  }
  const path = address.startsWith('file://')
    ? fileURLToPath(address)
    : address.replace(/^file:/, '')
  return `file:${resolve(cwd, path)}`
}

/**
 * Open what an address names: `file:FOLDER` or a path, `s3://BUCKET/PREFIX`,
 * `redis://HOST/0?base=PREFIX`, `http://HOST/BASE` (unstorage's protocol: GET, PUT,
 * DELETE of keys).
 *
 * @param address - Address; `s3:` takes `endpoint` and `region` as its query, else
 *   `AWS_ENDPOINT_URL` and `AWS_REGION`.
 * @param options - Folder, environment.
 * @returns Store.
 * @throws UserError when the address means nothing, or a key is missing.
 */
export async function openStore(
  address: string,
  options: StoreOptions,
): Promise<Store> {
  const whole = storeAddress(address, options.cwd)
  const kind = whole.slice(0, whole.indexOf(':'))
  if (kind === 'file') return openFolder(whole)
  if (!URL.canParse(whole) || !kinds.some((known) => known === kind)) {
    throw new UserError(`"${address}" is no storage.`, {
      hint: 'Give a folder, or an address that starts with s3:, redis: or http:.',
      wording: { key: 'queue-storage', values: { address } },
    })
  }
  const url = new URL(whole)
  if (kind === 's3') return openBucket(url, options)
  if (kind.startsWith('redis')) return openRedisStore(url)
  return openHttp(url)
}

function openFolder(address: string): Store {
  const base = address.slice('file:'.length)
  return storeOf(address, createStorage({ driver: fileDriver({ base }) }))
}

async function openBucket(url: URL, { env }: StoreOptions): Promise<Store> {
  const { default: s3Driver } = await import('unstorage/drivers/s3')
  const bucket = bucketOf(url, env)
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '')
  const storage = createStorage({ driver: s3Driver({ ...bucket }) as Driver })
  const start = prefix === '' ? '' : `${prefix}/`
  const store = storeOf(
    url.href,
    start === '' ? storage : prefixStorage(storage, keyOf(prefix)),
  )
  return {
    ...store,
    async *list() {
      for await (const name of listBucket(bucket, start)) {
        if (!name.endsWith('/')) yield pathOf(name.slice(start.length))
      }
    },
  }
}

function bucketOf(url: URL, env: StoreOptions['env']): Bucket {
  const region =
    url.searchParams.get('region') ?? env['AWS_REGION'] ?? 'us-east-1'
  const endpoint =
    url.searchParams.get('endpoint') ??
    env['AWS_ENDPOINT_URL'] ??
    `https://s3.${region}.amazonaws.com`
  const address = `s3://${url.host}`
  const needed = (name: string): string => {
    const value = env[name]
    if (value) return value
    throw new UserError(`${address} needs a key.`, {
      hint: `Set ${name} in the environment.`,
      wording: { key: 'queue-key', values: { address, name } },
    })
  }
  return {
    endpoint,
    bucket: url.hostname,
    region,
    accessKeyId: needed('AWS_ACCESS_KEY_ID'),
    secretAccessKey: needed('AWS_SECRET_ACCESS_KEY'),
  }
}

async function openRedisStore(url: URL): Promise<Store> {
  const { default: redisDriver } = await import('unstorage/drivers/redis')
  const base = url.searchParams.get('base') ?? 'yiwen'
  const bare = new URL(url)
  bare.search = ''
  const driver = redisDriver({ url: bare.href, base }) as Driver
  return storeOf(withoutSecrets(url), createStorage({ driver }))
}

async function openHttp(url: URL): Promise<Store> {
  const { default: httpDriver } = await import('unstorage/drivers/http')
  const headers = url.username
    ? {
        authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`,
      }
    : {}
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  const driver = httpDriver({ base: bare.href, headers }) as Driver
  const storage = createStorage({ driver })
  const store = storeOf(bare.href, storage)
  return {
    ...store,
    // The driver falls over a value that is not there.
    read: async (path) =>
      (await storage.hasItem(keyOf(path))) ? store.read(path) : undefined,
  }
}

function storeOf(address: string, storage: Storage): Store {
  return {
    address,
    async read(path) {
      const value = await storage.getItemRaw(keyOf(path))
      if (value === null || value === undefined) return undefined
      if (typeof value === 'string') return Buffer.from(value)
      return value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : (value as Uint8Array)
    },
    write: (path, text) => storage.setItem(keyOf(path), text),
    async *list() {
      for (const key of (await storage.getKeys()).sort()) yield pathOf(key)
    },
    close: () => storage.dispose(),
  }
}

function withoutSecrets(url: URL): string {
  const bare = new URL(url)
  bare.password = ''
  return bare.href
}
