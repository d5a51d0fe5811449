import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../src/paths.ts'
import { withCopy } from './lint/planted.ts'

/** Runs the command as npm does. */
async function run(...args: string[]) {
  const program = join(root, 'packages', 'dev', 'bin', 'e-shop.js')
  const child = spawn(process.execPath, [program, 'broker', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (text) => {
    printed += text
  })
  const [code] = await once(child, 'close')
  return { code, printed }
}

test('the shop’s own resources are clean, and that is exit code 0', async () => {
  const { code, printed } = await run('lint')
  expect([code, printed]).toEqual([0, expect.stringMatching(/^No fault in \d+ files\.\n$/)])
}, 60_000)

test(
  'a fault is a line as of a compiler, without colours in a pipe, and exit code 1',
  () =>
    withCopy(async ({ root: copy, replace }) => {
      await replace('components/redis/settings.yaml', '"5000"', '"5s"')
      const { code, printed } = await run('lint', join(copy, 'components/redis'))
      expect(code).toBe(1)
      expect(printed).toMatch(
        /components\/redis\/settings\.yaml:16:14: error: redeliverInterval is 5s: .* \[redis-redeliver-interval\]\n/,
      )
      expect(printed).not.toContain('\u001b')
    }),
  60_000,
)

test(
  'warnings alone are exit code 0; programs get an array',
  () =>
    withCopy(async ({ root: copy, replace }) => {
      await replace('components/base/tick.yaml', 'value: input', 'value: output')
      const { code, printed } = await run('lint', '--json', join(copy, 'components/base'))
      expect(code).toBe(0)
      expect(JSON.parse(printed)).toEqual([
        {
          rule: 'cron-direction',
          severity: 'warning',
          file: expect.stringMatching(/components\/base\/tick\.yaml$/),
          line: 8,
          column: 3,
          message: expect.stringContaining('direction is not input'),
        },
      ])
    }),
  60_000,
)

test('help tells the flags, and a word that is none what there is', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, printed: expect.stringContaining('--json') })
  expect(await run('lnit')).toMatchObject({ code: 1, printed: expect.stringContaining('lint') })
}, 60_000)
