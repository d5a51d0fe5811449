import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contracts } from '@shop/kit/events.ts'
import { Advice } from '../../command.ts'
import { root } from '../../paths.ts'
import { printJson } from '../json.ts'
import { type Change, type Contracts, changeLine, incompatibleChanges } from './compatibility.ts'
import { eventSchema } from './event-schema.ts'

/** Where the contracts of each release are kept: a folder a version, a schema an event. */
export const releasesFolder = join(root, 'packages', 'kit', 'contracts')

/** The contracts as the code has them. */
export const presentContracts = (): Contracts =>
  Object.fromEntries(contracts.map((contract) => [contract.type, eventSchema(contract)]))

export type Release = { readonly version: string; readonly contracts: Contracts }

export async function lastRelease(folder = releasesFolder): Promise<Release | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => isVersion(name))
  const version = names.sort(byVersion).at(-1)
  return version === undefined
    ? undefined
    : { version, contracts: await readContracts(join(folder, version)) }
}

async function readContracts(folder: string): Promise<Contracts> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const schemas = await Promise.all(
    files.map(async (file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(await readFile(join(folder, file), 'utf8')),
    ]),
  )
  return Object.fromEntries(schemas)
}

/** What the present contracts change that the last release does not allow. */
export async function changesSinceRelease(folder = releasesFolder): Promise<Change[]> {
  const last = await lastRelease(folder)
  return last ? incompatibleChanges(last.contracts, presentContracts()) : []
}

/** Keeps the contracts as a release; what breaks the last one needs a new major version. */
export async function release(
  version: string,
  present: Contracts = presentContracts(),
  folder = releasesFolder,
) {
  if (!isVersion(version))
    throw new Advice(`A version is three numbers, such as 1.2.0; not ${version}`)
  const last = await lastRelease(folder)
  if (last && byVersion(version, last.version) <= 0) {
    throw new Advice(`The last release is ${last.version}, and ${version} is not after it.`)
  }
  const changes = last ? incompatibleChanges(last.contracts, present) : []
  if (last && changes.length > 0 && majorOf(version) === majorOf(last.version)) {
    const lines = changes.map((change) => `  ${changeLine(change)}`).join('\n')
    throw new Advice(
      `${version} would break what ${last.version} has, so it has to be ${majorOf(last.version) + 1}.0.0:\n${lines}`,
    )
  }
  await mkdir(join(folder, version), { recursive: true })
  for (const [type, schema] of Object.entries(present)) {
    await writeFile(join(folder, version, `${type}.json`), printJson(schema))
  }
}

const isVersion = (text: string) => /^\d+\.\d+\.\d+$/.test(text)

const byVersion = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

const majorOf = (version: string) => Number(version.split('.')[0])
