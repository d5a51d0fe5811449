import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../paths.ts'
import { componentsYaml, subscriptionsYaml } from './components.ts'
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
  Promise.all(files.map(({ path, text }) => writeFile(join(root, path), text)))
