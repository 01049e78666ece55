import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type EngineSettings, UserError } from '../model/index.ts'
import type { Engine, EngineAccess } from './engine.ts'

/** What engines are made of. */
export interface EngineSurroundings {
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>
  /** Folder of the project: commands run there, packages are looked for there. */
  cwd: string
  /** All engines of the settings: none gets to see another's key. */
  engines: Readonly<Record<string, EngineSettings>>
}

/**
 * Create an engine of the settings.
 *
 * Its library is loaded now, and no other.
 *
 * @param name - Name in the settings.
 * @param surroundings - Environment, folder, settings.
 * @returns Engine.
 * @throws UserError when there is no such engine, its key is not in the
 * environment or would travel unprotected, or its package is missing.
 */
export async function createEngine(
  name: string,
  surroundings: EngineSurroundings,
): Promise<Engine> {
  const { env, engines } = surroundings
  const settings = Object.hasOwn(engines, name) ? engines[name] : undefined
  if (!settings) throw unknownEngine(name, Object.keys(engines))
  const key = readKey(name, settings, env)
  const engine = await engineOf({ name, settings, key }, surroundings)
  return key ? withoutKey(engine, key) : engine
}

/** An answer that has the key in it would be kept, and seen. */
function withoutKey(engine: Engine, key: string): Engine {
  return {
    ...engine,
    async translate(batch, signal) {
      const reply = await engine.translate(batch, signal)
      const answers = reply.answers.filter(({ text }) => !text.includes(key))
      return { ...reply, answers }
    },
  }
}

async function engineOf(
  access: EngineAccess,
  { env, cwd, engines }: EngineSurroundings,
): Promise<Engine> {
  const { settings } = access
  switch (settings.type) {
    case 'openai':
    case 'ai-sdk': {
      const { createLanguageModel } = await import('./language-model.ts')
      return createLanguageModel(access, (from) => loadPackage(cwd, from))
    }
    case 'deepl': {
      const { createDeepl } = await import('./deepl.ts')
      return createDeepl(access)
    }
    case 'libretranslate': {
      const { createLibretranslate } = await import('./libretranslate.ts')
      return createLibretranslate(access)
    }
    case 'command': {
      const { createCommand } = await import('./command.ts')
      const others = new Set(
        Object.values(engines).flatMap(({ key }) => key ?? []),
      )
      if (settings.key) others.delete(settings.key)
      const own = Object.entries(env).filter(([one]) => !others.has(one))
      return createCommand({ ...access, cwd, env: Object.fromEntries(own) })
    }
  }
}

function unknownEngine(name: string, known: readonly string[]): UserError {
  if (known.length === 0) {
    return new UserError('There are no engines in the settings.', {
      hint: 'Add one under `engines`; the README shows how.',
      wording: { key: 'engines-none' },
    })
  }
  const list = known.join(', ')
  return new UserError(`There is no engine "${name}".`, {
    hint: `Use one of ${list}, or add it under \`engines\`.`,
    wording: { key: 'engine-unknown', values: { name, known: list } },
  })
}

function readKey(
  name: string,
  { key: variable, url }: EngineSettings,
  env: EngineSurroundings['env'],
): string {
  if (variable === undefined) return ''
  const key = env[variable]?.trim() ?? ''
  const values = { name, variable }
  if (!key) {
    throw new UserError(
      `The engine "${name}" has no key: ${variable} is not set.`,
      {
        hint: `Set the environment variable ${variable} to the key.`,
        wording: { key: 'engine-key-missing', values },
      },
    )
  }
  // It goes into a header, where nothing else may stand.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new UserError(
      `The key of the engine "${name}" has characters that no key has.`,
      {
        hint: `Look at the environment variable ${variable}: a space or a line end may have got into it.`,
        wording: { key: 'engine-key-broken', values },
      },
    )
  }
  if (url !== undefined && isExposed(new URL(url))) {
    throw new UserError(
      `The key of the engine "${name}" would travel unencrypted to ${new URL(url).host}.`,
      {
        hint: 'Write the address with https://.',
        wording: {
          key: 'engine-key-exposed',
          values: { name, host: new URL(url).host },
        },
      },
    )
  }
  return key
}

/** Plain HTTP that leaves the machine and the house. */
function isExposed({ protocol, hostname }: URL): boolean {
  if (protocol !== 'http:') return false
  const isNear =
    hostname === 'localhost' ||
    !/[.:]/.test(hostname) ||
    /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(hostname) ||
    /^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname) ||
    /^\[(?:::1|f[cd][\da-f]{2}:.*|fe80:.*)\]$/.test(hostname)
  return !isNear
}

/** The user's own package comes before one that happens to be ours. */
async function loadPackage(cwd: string, name: string): Promise<unknown> {
  const require = createRequire(join(cwd, 'package.json'))
  let path: string
  try {
    path = require.resolve(name)
  } catch {
    return import(name)
  }
  return import(pathToFileURL(path).href)
}
