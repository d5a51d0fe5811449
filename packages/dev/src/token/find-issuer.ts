import { Advice } from '../command.ts'
import { readRunFile } from '../shop/run-file.ts'

/** The identity of the shop that runs in a data folder, else the one that the environment names. */
export async function findIssuer(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const run = await readRunFile(folder)
  const issuer = run?.identity || env['OIDC_ISSUER']
  if (issuer) return issuer
  throw new Advice('The shop is not running: start it with npm start, or set OIDC_ISSUER.')
}
