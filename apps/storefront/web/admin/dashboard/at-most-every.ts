/** Calls at once and then once in so many milliseconds at most; the last call is never left out. */
export function atMostEvery(ms: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWanted = false
  const call = () => {
    if (timer !== undefined) {
      isWanted = true
      return
    }
    act()
    timer = setTimeout(() => {
      timer = undefined
      if (isWanted) {
        isWanted = false
        call()
      }
    }, ms)
  }
  return { call, stop: () => clearTimeout(timer) }
}
