import { createServer, type IncomingMessage } from 'node:http'

const pageSize = 10

/** A service that speaks what is needed of S3: objects of one bucket, and lists. */
export class Bucket {
  readonly objects = new Map<string, Buffer>()
  readonly #server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    const name = decodeURIComponent(pathname).replace(/^\/news\/?/, '')
    // aws4fetch's signature is its own; here it is enough that there is one.
    const signed =
      /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/.*Signature=[\da-f]{64}$/
    if (!signed.test(request.headers.authorization ?? '')) {
      response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
    } else if (request.method === 'PUT') {
      this.objects.set(name, await bodyOf(request))
      response.end()
    } else if (searchParams.get('list-type') === '2') {
      response.end(this.#page(searchParams))
    } else {
      const object = this.objects.get(name)
      if (object) response.end(object)
      else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
    }
  })

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  async listen(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
  }

  close(): void {
    this.#server.close()
  }

  #page(wanted: URLSearchParams): string {
    const prefix = wanted.get('prefix') ?? ''
    const start = Number(wanted.get('continuation-token') ?? 0)
    const names = [...this.objects.keys()]
      .filter((name) => name.startsWith(prefix))
      .sort()
    const next = start + pageSize
    const keys = names
      .slice(start, next)
      .map((name) => `<Contents><Key>${escapeXml(name)}</Key></Contents>`)
    const more =
      next < names.length
        ? `<NextContinuationToken>${next}</NextContinuationToken>`
        : ''
    return `<?xml version="1.0"?><ListBucketResult>${keys.join('')}${more}</ListBucketResult>`
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
