import { type Component, type Entry, isElsewhere } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import type { Knowledge } from '../knowledge/lookup.ts'
import type { Check, Load } from '../load.ts'
import { didYouMean } from '../nearest.ts'

/** Passwords and what they are kept in. */
export const checkSecrets: Check = (load) =>
  load.components.flatMap((component) => [
    ...component.entries.flatMap((entry) => [
      ...clearSecret(component, entry, load.knowledge),
      ...envRef(entry),
      ...storeKey(component, entry, load),
    ]),
    ...store(component, load),
  ])

const secretName = /(password|secret|token|jwt|(secret|access|api|private|client|seed)key)$/i
// user:password@ in a URL, password= in a connection string.
const secretValue = /^\w+:\/\/[^/\s:@]*:[^/\s@]+@|\bpassword=\S/i

function clearSecret(component: Component, entry: Entry, knowledge: Knowledge): Finding[] {
  if (isElsewhere(entry) || !entry.value) return []
  const key = knowledge
    .describe(component.type, component.version)
    ?.keys.find((one) => one.name.toLowerCase() === entry.name.toLowerCase())
  const isAddress = /connectionString|host|url|brokers/i.test(entry.name)
  const isSecret = isAddress
    ? secretValue.test(entry.value)
    : key?.sensitive || secretName.test(entry.name) || secretValue.test(entry.value)
  if (!isSecret) return []
  const message = `${entry.name} is written out: take it from a secretKeyRef or an envRef`
  return [finding('clear-secret', entry.valueAt, message)]
}

/** D pkg/runtime/processor/secret/secret.go, isEnvVarAllowed: such a value is left empty. */
function envRef(entry: Entry): Finding[] {
  const name = entry.envRef?.toUpperCase()
  if (name === undefined) return []
  const isRefused =
    name === '' || name === 'APP_API_TOKEN' || name.startsWith('DAPR_') || name.includes(' ')
  if (!isRefused) return []
  const message = `components may not read the environment variable ${entry.envRef}: ${entry.name} stays empty`
  return [finding('env-ref', entry.valueAt, message)]
}

const secretStores = ({ components }: Load) =>
  components.filter(({ type }) => type.startsWith('secretstores.'))

function store(component: Component, load: Load): Finding[] {
  const needing = component.entries.find(({ secret }) => secret)
  if (component.secretStore === undefined) {
    if (!needing) return []
    const message = `${needing.name} is a secret, and nothing says of which store`
    return [finding('secret-store', needing.valueAt, message)]
  }
  const names = secretStores(load).map(({ name }) => name)
  // On Kubernetes every sidecar has one of this name.
  const isThere = names.includes(component.secretStore) || component.secretStore === 'kubernetes'
  if (isThere || !load.isWhole('Component')) return []
  const message = `there is no secret store ${component.secretStore}${didYouMean(component.secretStore, names)}`
  return [finding('secret-store', component.at.secretStore, message)]
}

/** C secretstores/local/env/envstore.go: a variable's value has the variable's name as its key. */
function storeKey(component: Component, { secret, name, valueAt }: Entry, load: Load): Finding[] {
  const used = secretStores(load).find((one) => one.name === component.secretStore)
  const isOfEnv = used?.type === 'secretstores.local.env'
  if (!isOfEnv || !secret?.key || secret.key === secret.name) return []
  const message = `${name} stays empty: in ${used.name} the key of ${secret.name} is ${secret.name} too, not ${secret.key}`
  return [finding('secret-store', valueAt, message)]
}
