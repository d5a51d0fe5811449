import type { z } from 'zod'
import { configuration } from './configuration-shape.ts'
import { type Finding, finding } from './finding.ts'
import { didYouMean } from './nearest.ts'
import type { Resource } from './resource.ts'
import { isObject, schemaFindings } from './schema-findings.ts'
import { brokerSettings, component, resiliency, subscriptionV1, subscriptionV2 } from './shapes.ts'

const shapes = {
  Component: [component],
  Configuration: [configuration],
  Resiliency: [resiliency],
  Subscription: [subscriptionV1, subscriptionV2],
  BrokerSettings: [brokerSettings],
} as const

/** Read by sidecars and not looked into here. */
const otherKinds = ['HTTPEndpoint', 'MCPServer', 'WorkflowAccessPolicy']

type Shape = (typeof shapes)[keyof typeof shapes][number]
export type Parsed = z.infer<Shape>

/** A resource that is what its kind asks for; fields that nobody reads may still be findings. */
export type ParsedResource<T extends Parsed = Parsed> = {
  readonly resource: Resource
  readonly value: T
}

export type ParseResult = {
  readonly parsed: ParsedResource | undefined
  /** Its kind, where it can't be looked into any further; empty where that isn't known. */
  readonly refused: string | undefined
  readonly findings: readonly Finding[]
}

export function parseResource(resource: Resource): ParseResult {
  const shape = shapeOf(resource)
  if (!shape) {
    const findings = kindFindings(resource)
    return { parsed: undefined, refused: findings.length > 0 ? '' : undefined, findings }
  }
  const result = shape.safeParse(resource.value)
  return {
    parsed: result.success ? { resource, value: result.data } : undefined,
    refused: result.success ? undefined : resource.kind,
    findings: schemaFindings(resource, shape),
  }
}

function shapeOf({ kind, value }: Resource): Shape | undefined {
  if (!isKind(kind)) return undefined
  const version = isObject(value) ? value['apiVersion'] : undefined
  return shapes[kind].find((shape) => shape.shape.apiVersion.value === version)
}

const isKind = (kind: string): kind is keyof typeof shapes => Object.hasOwn(shapes, kind)

function kindFindings(resource: Resource): Finding[] {
  const { kind } = resource
  if (otherKinds.includes(kind)) return []
  if (isKind(kind)) {
    const versions = shapes[kind].map((shape) => shape.shape.apiVersion.value)
    const message = `a ${kind} has the apiVersion ${versions.join(' or ')}: nobody reads any other`
    return [finding('unknown-kind', resource.valueAt(['apiVersion']), message)]
  }
  const hint = didYouMean(kind, [...Object.keys(shapes), ...otherKinds])
  const message = kind ? `no sidecar knows the kind ${kind}${hint}` : 'a resource needs a kind'
  return [finding('unknown-kind', resource.valueAt(['kind']), message)]
}
