/** Runs something while the page is in view: a tab that nobody looks at needs no news. */
export function whileVisible(start: () => () => void): () => void {
  let stop: (() => void) | undefined
  const look = () => {
    if (!document.hidden) stop ??= start()
    else {
      stop?.()
      stop = undefined
    }
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    stop?.()
  }
}
