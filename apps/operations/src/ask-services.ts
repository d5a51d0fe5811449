import type { z } from 'zod'
import type { OperationsService } from './service.ts'

type Asking = Pick<OperationsService, 'sidecar' | 'config' | 'log'>

/** What the services answered, and which did not. */
export type Answers<T> = {
  readonly answers: ReadonlyMap<string, T>
  readonly missing: readonly string[]
}

/** Asks one service; undefined where it gives no good answer in time. */
export async function askService<T>(
  { sidecar, config, log }: Asking,
  app: string,
  path: string,
  schema: z.ZodType<T>,
  token: string,
): Promise<T | undefined> {
  const timeout = config.ANSWER_TIMEOUT
  try {
    const signal = AbortSignal.timeout(timeout)
    const answer = await sidecar.invoke({ app, method: 'GET', path, token, timeout, signal })
    if (answer.status === 200) return schema.parse(answer.body)
    log.warn({ app, path, status: answer.status }, 'a service did not answer as it should')
  } catch (error) {
    log.warn({ app, path, reason: String(error) }, 'a service did not answer')
  }
  return undefined
}

/** Asks several services at a time. */
export async function askServices<T>(
  service: Asking,
  names: readonly string[],
  path: string,
  schema: z.ZodType<T>,
  token: string,
): Promise<Answers<T>> {
  const found = await Promise.all(
    names.map(async (app) => ({
      app,
      answer: await askService(service, app, path, schema, token),
    })),
  )
  return {
    answers: new Map(
      found.flatMap(({ app, answer }): [string, T][] =>
        answer === undefined ? [] : [[app, answer]],
      ),
    ),
    missing: found.filter(({ answer }) => answer === undefined).map(({ app }) => app),
  }
}
