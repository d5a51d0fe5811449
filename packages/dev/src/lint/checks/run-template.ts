import { stat } from 'node:fs/promises'
import { relative } from 'node:path'
import type { AppSpec } from '../../run-template.ts'
import { type Finding, finding } from '../finding.ts'
import type { Resource } from '../resource.ts'

/** Which folders dapr.yaml has its sidecars load: all that are there, and one broker's. */
export async function checkRunTemplate(
  apps: readonly AppSpec[],
  resource: Resource,
  root: string,
  isBroker: (folder: string) => boolean,
): Promise<Finding[]> {
  return [
    ...brokerFolders(apps, resource, root, isBroker),
    ...(await absentFolders(apps, resource, root)),
  ]
}

function brokerFolders(
  apps: readonly AppSpec[],
  resource: Resource,
  root: string,
  isBroker: (folder: string) => boolean,
): Finding[] {
  const at = resource.at(['common', 'resourcesPaths'])
  const faults = apps.flatMap(({ appID, resourcesPaths }) => {
    const brokers = resourcesPaths.map((folder) => relative(root, folder)).filter(isBroker)
    return brokers.length === 1 ? [] : [{ appID, brokers }]
  })
  const of = (list: readonly string[]) => list.join(' and ') || 'no broker folder'
  // The paths are common to all apps as a rule, and so is their fault.
  if (faults[0] && faults.length === apps.length) {
    return [
      finding(
        'one-broker',
        at,
        `every app loads ${of(faults[0].brokers)}: it is to be one broker's`,
      ),
    ]
  }
  return faults.map(({ appID, brokers }) =>
    finding('one-broker', at, `${appID} loads ${of(brokers)}: it is to be one broker's`),
  )
}

async function absentFolders(
  apps: readonly AppSpec[],
  resource: Resource,
  root: string,
): Promise<Finding[]> {
  const common = apps.flatMap(({ resourcesPaths, configFilePath }) => [
    ...resourcesPaths,
    ...(configFilePath ? [configFilePath] : []),
  ])
  const places = [
    ...[...new Set(common)].map((path) => ({ path, at: resource.at(['common']) })),
    ...apps.map(({ appDirPath: path }, index) => ({
      path,
      at: resource.valueAt(['apps', index, 'appDirPath']),
    })),
  ]
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    )
  const there = await Promise.all(places.map(({ path }) => isThere(path)))
  return places
    .filter((_, index) => !there[index])
    .map(({ path, at }) => finding('run-template', at, `there is no ${relative(root, path)}`))
}
