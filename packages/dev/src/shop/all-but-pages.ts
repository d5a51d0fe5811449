import { readRunTemplate } from '../run-template.ts'

/** The apps of a run template without the storefront: an order needs none of its pages. */
export async function allButPages(template: string): Promise<ReadonlySet<string>> {
  const apps = await readRunTemplate(template)
  return new Set(apps.map((app) => app.appID).filter((id) => id !== 'storefront'))
}
