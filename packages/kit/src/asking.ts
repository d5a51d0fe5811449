const longest = 10 * 60_000
const times = 8

/**
 * How long to wait before asking again for the `asked`-th time more: `after` (ms), doubled each
 * time up to ten minutes; undefined after eight times: then it is stuck and a person must look.
 */
export const nextAsk = (asked: number, after: number): number | undefined =>
  asked >= times ? undefined : Math.min(after * 2 ** asked, Math.max(longest, after))
