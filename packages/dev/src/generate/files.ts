import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../paths.ts'
import { componentsYaml, subscriptionsYaml } from './components.ts'
import { asyncapiYaml } from './contracts/asyncapi.ts'
import { eventsPage } from './contracts/events-page.ts'
import { lastRelease, presentContracts } from './contracts/releases.ts'
import { printJson } from './json.ts'
import { readBrokerSettings } from './settings.ts'
import { tyeYaml } from './tye.ts'

/** A file that is made out of the contracts: its path in the checkout and what it has to hold. */
export type GeneratedFile = { readonly path: string; readonly text: string }

const componentFolder = join(root, 'components')

/** The broker folders: all that have settings of their own. */
export async function brokers(): Promise<string[]> {
  const folders = await readdir(componentFolder, { withFileTypes: true })
  return folders
    .filter((entry) => entry.isDirectory() && entry.name !== 'base')
    .map(({ name }) => name)
}

export async function generatedFiles(): Promise<GeneratedFile[]> {
  const names = await brokers()
  const settings = await Promise.all(
    names.map((name) => readBrokerSettings(join(componentFolder, name))),
  )
  const subscriptionMetadata = Object.assign({}, ...settings.map((one) => one.subscriptionMetadata))
  return [
    ...settings.map((one, index) => ({
      path: `components/${names[index]}/topics.yaml`,
      text: componentsYaml(one),
    })),
    { path: 'dapr/subscriptions.yaml', text: subscriptionsYaml(subscriptionMetadata) },
    { path: 'tye.yaml', text: await tyeYaml() },
    ...(await contractDocuments()),
  ]
}

/** What tells people, and programs in any language, of the events. */
async function contractDocuments(): Promise<GeneratedFile[]> {
  const version = (await lastRelease())?.version ?? '0.0.0'
  return [
    { path: 'docs/events.md', text: eventsPage(version) },
    { path: 'docs/asyncapi.yaml', text: asyncapiYaml(version) },
    ...Object.entries(presentContracts()).map(([type, schema]) => ({
      path: `docs/schemas/${type}.json`,
      text: printJson(schema),
    })),
  ]
}

const present = ({ path }: GeneratedFile) =>
  readFile(join(root, path), 'utf8').catch(() => undefined)

/** The generated files whose text in the checkout is not what the contracts ask for. */
export async function staleFiles(): Promise<GeneratedFile[]> {
  const files = await generatedFiles()
  const texts = await Promise.all(files.map(present))
  return files.filter((file, index) => file.text !== texts[index])
}

export const writeFiles = (files: readonly GeneratedFile[]) =>
  Promise.all(
    files.map(async ({ path, text }) => {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    }),
  )
