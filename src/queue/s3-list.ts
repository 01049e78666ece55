import { AwsClient } from 'aws4fetch'
import { SaxesParser } from 'saxes'

/** Bucket with what it takes to read it. */
export interface Bucket {
  /** Address of the service, without the bucket. */
  endpoint: string
  /** Name of the bucket. */
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * List the objects of a bucket, however many there are.
 *
 * The driver that comes with unstorage stops after the first thousand.
 *
 * @param bucket - Bucket.
 * @param prefix - What their names start with.
 * @returns Names, in the order of the service (ListObjectsV2).
 * @throws Error with the status, when the service refuses.
 */
export async function* listBucket(
  { endpoint, bucket, region, accessKeyId, secretAccessKey }: Bucket,
  prefix: string,
): AsyncGenerator<string> {
  const service = 's3'
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service,
  })
  let token: string | undefined
  do {
    const address = new URL(`${endpoint.replace(/\/$/, '')}/${bucket}`)
    address.searchParams.set('list-type', '2')
    address.searchParams.set('prefix', prefix)
    if (token) address.searchParams.set('continuation-token', token)
    const answer = await client.fetch(address.href)
    if (!answer.ok) {
      throw new Error(
        `${answer.status} ${answer.statusText}: ${address.origin}`,
      )
    }
    const page = readPage(await answer.text())
    yield* page.names
    token = page.next
  } while (token)
}

/** Names on one page of a list, and where the next begins. */
function readPage(xml: string): { names: string[]; next: string | undefined } {
  const names: string[] = []
  let next: string | undefined
  let text = ''
  const parser = new SaxesParser()
  parser.on('opentag', () => {
    text = ''
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'Key') names.push(text)
    else if (name === 'NextContinuationToken') next = text
    text = ''
  })
  parser.write(xml).close()
  return { names, next }
}
