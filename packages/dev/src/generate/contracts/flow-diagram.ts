import { contracts } from '@shop/kit/events.ts'

/** Who says what to whom, as a Mermaid flowchart; topics that go the same way share an arrow. */
export function flowDiagram(): string {
  const pairs = contracts.flatMap(({ from, hears, topic }) =>
    (hears.length > 0 ? hears : ['anybody']).map((to) => ({ from, to, topic })),
  )
  const arrows = new Map<string, Set<string>>()
  for (const { from, to, topic } of pairs) {
    const key = `${from} ${to}`
    arrows.set(key, (arrows.get(key) ?? new Set()).add(topic))
  }
  const lines = [...arrows].map(([key, topics]) => {
    const [from, to] = key.split(' ')
    return `  ${from} -->|"${[...topics].join('<br/>')}"| ${to}`
  })
  return ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n')
}
