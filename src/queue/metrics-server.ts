import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { UserError } from '../model/index.ts'
import type { BatchStatus } from './batch.ts'
import type { BatchMetrics } from './metrics.ts'

/** Metrics of a worker that anybody at the address can read. */
export interface ServedMetrics {
  /** Where they are. */
  url: string
  /** What is counted. */
  metrics: BatchMetrics
  /** Stop answering. */
  close(): void
}

/** Where a server listens. */
export interface ListenAddress {
  host: string
  port: number
}

/**
 * Read an address to listen at.
 *
 * @param text - A port, or host and port: `9464`, `0.0.0.0:9464`, `[::1]:9464`.
 * @returns Address; of a port alone, the loopback's. Nothing where it is none.
 */
export function readListenAddress(text: string): ListenAddress | undefined {
  const parts = /^(?:(?:\[([\da-f:.]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(text)
  if (!parts) return undefined
  const [, six, name, digits] = parts
  const port = Number(digits)
  if (port > 65_535 || (six !== undefined && !isIPv6(six))) return undefined
  return { host: six ?? name ?? '127.0.0.1', port }
}

/**
 * Answer Prometheus.
 *
 * @param address - Where.
 * @param batch - Name of the batch.
 * @param status - Asks the queue how far the batch is.
 * @returns Server, listening; it keeps no process from ending.
 * @throws UserError when nothing can listen there.
 */
export async function serveMetrics(
  { host, port }: ListenAddress,
  batch: string,
  status: () => Promise<BatchStatus>,
): Promise<ServedMetrics> {
  const { BatchMetrics } = await import('./metrics.ts')
  const metrics = new BatchMetrics(batch, status)
  const server = createServer(async ({ method, url = '' }, response) => {
    const isRead = method === 'GET' || method === 'HEAD'
    const isFound = url.replace(/\?.*/, '') === '/metrics'
    if (!isRead || !isFound) {
      response.writeHead(isFound ? 405 : 404, isFound ? { Allow: 'GET' } : {})
      response.end()
      return
    }
    const text = await metrics.print()
    response.writeHead(200, { 'Content-Type': metrics.contentType })
    response.end(method === 'HEAD' ? undefined : text)
  })
  server.maxConnections = 64
  await listen(server, host, port)
  server.unref()
  const own = (server.address() as AddressInfo).port
  const shown = isIPv6(host) ? `[${host}]` : host
  return {
    url: `http://${shown}:${own}/metrics`,
    metrics,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function listen(server: Server, host: string, port: number) {
  server.listen({ host, port })
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const place = `${host}:${port}`
    const reason = String(code)
    throw new UserError(`${place} can not be listened at: ${reason}.`, {
      hint: 'Give another port to `--metrics`, or an address of this machine.',
      cause,
      wording: { key: 'queue-metrics-listen', values: { place, reason } },
    })
  }
}
