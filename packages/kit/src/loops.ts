import type { Logger } from './log.ts'

export type Loop = { wake(): void }
type Running = Loop & { start(): void; stop(): Promise<void> }

/** Background work of a service: each loop runs one at a time, and again when woken meanwhile. */
export function createLoops(log: Logger) {
  const loops: Running[] = []
  return {
    every(name: string, ms: number, run: () => Promise<unknown>): Loop {
      const loop = createLoop(ms, async () => {
        try {
          await run()
        } catch (error) {
          log.error({ err: error, loop: name }, 'background work failed; it goes on')
        }
      })
      loops.push(loop)
      return loop
    },
    start: () => {
      for (const loop of loops) loop.start()
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

function createLoop(ms: number, run: () => Promise<void>): Running {
  let state: 'waiting' | 'going' | 'stopped' = 'waiting'
  let woken = false
  let rouse = () => {}
  let ended: Promise<void> = Promise.resolve()

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
      if (woken || state === 'stopped') rouse()
    })
  const go = async () => {
    while (state === 'going') {
      woken = false
      await run()
      await pause()
    }
  }
  return {
    start() {
      state = 'going'
      ended = go()
    },
    wake() {
      woken = true
      rouse()
    },
    stop() {
      state = 'stopped'
      rouse()
      return ended
    },
  }
}
