import { z } from 'zod'

/** As much of `GET /v1.0/metadata` as tells what a sidecar has loaded (Dapr docs: Metadata API). */
export const sidecarMetadata = z.object({
  runtimeVersion: z.string().default(''),
  components: z.array(z.object({ name: z.string(), type: z.string() })).default([]),
  subscriptions: z
    .array(
      z.object({
        pubsubname: z.string(),
        topic: z.string(),
        rules: z
          .array(z.object({ path: z.string(), match: z.string().default('') }))
          .nullish()
          .transform((rules) => rules ?? []),
        deadLetterTopic: z.string().default(''),
      }),
    )
    .default([]),
})
export type SidecarMetadata = z.infer<typeof sidecarMetadata>
