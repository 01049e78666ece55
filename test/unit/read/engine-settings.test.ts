import { describe, expect, it } from 'vitest'
import { resolveConfig } from '../../../src/read/index.ts'
import { expectWordedError } from '../../wording.ts'

const messageOf = (engines: unknown): string => {
  try {
    resolveConfig({ engines })
  } catch (error) {
    return expectWordedError(error).message
  }
  throw new Error('It was accepted.')
}

describe('settings of engines', () => {
  it('are taken as they are', () => {
    const engines = {
      gpt: {
        type: 'openai',
        url: 'https://api.example.org/v1',
        model: 'm',
        key: 'MY_KEY',
        requestsPerMinute: 60,
        charactersPerMinute: 10_000,
        concurrency: 4,
        batch: 30,
        timeout: 60,
        stream: true,
        price: { currency: 'EUR', input: 2.5, output: 10 },
        confirmAbove: 5,
      },
      deepl: { type: 'deepl', key: 'DEEPL_API_KEY', glossaryId: 'g' },
      libre: { type: 'libretranslate', url: 'http://localhost:5000' },
      own: { type: 'command', command: ['./translate', '--fast'] },
      shell: { type: 'command', command: 'cat | ./translate' },
      claude: {
        type: 'ai-sdk',
        package: '@ai-sdk/anthropic',
        model: 'm',
        key: 'ANTHROPIC_API_KEY',
      },
    }
    expect(resolveConfig({ engines }).engines).toEqual(engines)
    expect(resolveConfig({}).engines).toEqual({})
  })

  it.each([
    'sk-proj-abcDEF123',
    '279a2e9d-83b3-c416-7e2d-f721593e42a0:fx',
    'AIzaSyA-1234567890',
    'ABCDEF0123456789ABCDEF0123456789',
    'deepl_key',
  ])('refuse the key itself, and do not repeat it: %s', (key) => {
    const message = messageOf({ d: { type: 'deepl', key } })
    expect(message).toContain(
      'engines.d.key: must be the name of an environment variable',
    )
    expect(message).not.toContain(key)
  })

  it('refuse a key in the address or under another name', () => {
    const url = 'https://user:secret@example.org'
    const message = messageOf({
      l: { type: 'libretranslate', url },
      k: { type: 'deepl', key: 'K', apiKey: 'sk-secret' },
    })
    expect(message).toContain('engines.l.url: must not hold a name or password')
    expect(message).toContain('engines.k.apiKey: is no setting')
    expect(message).not.toContain('secret')
  })

  it.each([
    [{ type: 'openai', url: 'https://x.org' }, 'e: needs `model`'],
    [{ type: 'openai', model: 'm' }, 'e: needs `url`'],
    [{ type: 'ai-sdk', package: 'p', model: 'm' }, 'e: needs `key`'],
    [{ type: 'deepl' }, 'e: needs `key`'],
    [{ type: 'libretranslate' }, 'e: needs `url`'],
    [{ type: 'command' }, 'e: needs `command`'],
    [{ type: 'gpt' }, 'e.type: must be one of openai, ai-sdk'],
    [{ type: 'command', command: [] }, 'e.command'],
    [{ type: 'command', command: 'x', timeout: 0 }, 'e.timeout: must be more'],
    [{ type: 'command', command: 'x', batch: 0.5 }, 'e.batch: must be a whole'],
    [
      { type: 'command', command: 'x', price: { input: -1 } },
      'price.input: must not be less',
    ],
    [
      { type: 'libretranslate', url: 'file:///etc' },
      'e.url: must be an address',
    ],
    [
      { type: 'ai-sdk', package: '../evil', model: 'm', key: 'K' },
      'e.package: must be the name of an npm package',
    ],
  ])('refuse %j', (e, said) => {
    expect(messageOf({ e })).toContain(said)
  })
})
