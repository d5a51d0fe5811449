import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readRunTemplate, template } from '../run-template.ts'
import { checkRunTemplate } from './checks/run-template.ts'
import { type Finding, finding } from './finding.ts'
import { parseResources, type Resource } from './resource.ts'
import { schemaFindings } from './schema-findings.ts'

export type RunTemplate = {
  readonly apps: readonly string[]
  readonly findings: readonly Finding[]
}

/** The apps of a file that has faults elsewhere. */
const appsOf = ({ value }: Resource): string[] =>
  named.safeParse(value).data?.apps.map(({ appID }) => appID) ?? []

const named = z.object({ apps: z.array(z.object({ appID: z.string() })) })

/** dapr.yaml: the apps that it runs, and what is wrong with it. */
export async function lintRunTemplate(
  root: string,
  isBroker: (folder: string) => boolean,
): Promise<RunTemplate> {
  const file = join(root, 'dapr.yaml')
  const { resources, findings, documents } = parseResources(
    'dapr.yaml',
    await readFile(file, 'utf8'),
  )
  const [resource] = resources
  if (!resource || findings.length > 0) return { apps: [], findings }
  if (documents > 1) {
    const message = 'it is one document: the Dapr CLI reads no other'
    return { apps: appsOf(resource), findings: [finding('run-template', resource.at([]), message)] }
  }
  const faults = schemaFindings(resource, template)
  if (faults.length > 0) {
    const named = faults.map((one) => ({ ...one, rule: 'run-template' as const }))
    return { apps: appsOf(resource), findings: named }
  }
  const apps = await readRunTemplate(file)
  return {
    apps: apps.map(({ appID }) => appID),
    findings: await checkRunTemplate(apps, resource, root, isBroker),
  }
}
