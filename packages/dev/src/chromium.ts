import { Advice } from './command.ts'
import { step } from './print.ts'
import { aptInstall, findProgram, hasApt } from './programs.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser that tests drive: CHROMIUM_PATH, one on PATH, or Debian's package. */
export async function findChromium(): Promise<string> {
  const known = process.env['CHROMIUM_PATH'] ?? (await onPath())
  if (known) return known
  if (!(await hasApt())) throw new Advice(missing)
  return step('Chromium', async (say) => {
    say('not installed; installing the package chromium with apt-get')
    await aptInstall('chromium')
    const installed = await onPath()
    if (!installed) throw new Advice(missing)
    return installed
  })
}

async function onPath(): Promise<string | undefined> {
  for (const name of names) {
    const path = await findProgram(name)
    if (path) return path
  }
  return undefined
}

const missing = `The tests drive a real browser. Install Chromium (Debian: apt-get install chromium)
or set CHROMIUM_PATH to one.`
