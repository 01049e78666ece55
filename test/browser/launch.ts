import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath =
  process.env['CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)

/** No Chromium to test with. In CI that is a failure: `launch` says so. */
export const skip = executablePath === undefined && !process.env['CI']

/** Start the system's Chromium, with nothing that talks to a network. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
