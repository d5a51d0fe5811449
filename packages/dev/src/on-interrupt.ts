import { print } from './print.ts'

/**
 * Ctrl-C clears away the shop that was opened last, and then ends the command. Gives what is to be
 * told of each shop.
 */
export function onInterrupt() {
  let clearAway = async () => {}
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    print('\nStopping …')
    void clearAway().finally(() => process.exit(1))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return (latest: () => Promise<void>) => {
    clearAway = latest
  }
}
