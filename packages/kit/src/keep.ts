/** Reads once for all who ask within `ms`; a failure is not kept. */
export function keepFor<T>(ms: number, now: () => Date, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | undefined
  return () => {
    if (kept && now().getTime() < kept.until) return kept.value
    const mine = { value: read(), until: now().getTime() + ms }
    kept = mine
    mine.value.catch(() => {
      if (kept === mine) kept = undefined
    })
    return mine.value
  }
}
