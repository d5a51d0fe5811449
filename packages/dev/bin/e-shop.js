#!/usr/bin/env node
// The door to every command. Plain JavaScript with nothing but Node's own modules, since on a
// bare clone it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`e-shop needs Node 20.19 or later; this is ${process.version}: https://nodejs.org`)
  process.exit(1)
}
if (!installed()) install()

const { register } = await import('tsx/esm/api')
register()
const { main } = await import('../src/cli.ts')
await main(process.argv.slice(2))

/** npm writes its own copy of the lockfile last of all, so an older one is of another state. */
function installed() {
  const done = join(root, 'node_modules', '.package-lock.json')
  const wanted = join(root, 'package-lock.json')
  return existsSync(done) && statSync(done).mtimeMs >= statSync(wanted).mtimeMs
}

function install() {
  console.error('Installing the packages of package-lock.json (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync(npm, flags, { cwd: root, stdio: 'inherit' })
  if (status === 0) return
  console.error('npm ci failed; its message above says why. Run the command again afterwards.')
  process.exit(1)
}
