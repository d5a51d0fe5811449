import pg from 'pg'

type Wanted = { readonly name: string; readonly role: string; readonly password: string }

/** What a DATABASE_URL asks for. */
export function wantedBy(url: string): Wanted {
  const { pathname, username, password } = new URL(url)
  return {
    name: pathname.slice(1),
    role: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
}

/** The same database and role on another server. */
export function onServer(url: string, server: string): string {
  const moved = new URL(url)
  const { hostname, port } = new URL(server)
  moved.hostname = hostname
  moved.port = port || '5432'
  return moved.href
}

/** Makes each database and its role if it isn't there; nobody but its role may connect to it. */
export async function ensureDatabases(server: string, urls: readonly string[]) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const known = new Set(
      (await client.query('select datname from pg_database')).rows.map((row) => row.datname),
    )
    for (const wanted of new Map(urls.map((url) => [url, wantedBy(url)])).values()) {
      await ensureRole(client, wanted)
      if (!known.has(wanted.name)) await createDatabase(client, wanted)
      known.add(wanted.name)
    }
  } finally {
    await client.end()
  }
}

async function ensureRole(client: pg.Client, { role, password }: Wanted) {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  const verb = rowCount === 0 ? 'create' : 'alter'
  const [name, secret] = [client.escapeIdentifier(role), client.escapeLiteral(password)]
  await client.query(`${verb} role ${name} login password ${secret}`)
}

async function createDatabase(client: pg.Client, { name, role }: Wanted) {
  const database = client.escapeIdentifier(name)
  await client.query(`create database ${database} owner ${client.escapeIdentifier(role)}`)
  await client.query(`revoke connect on database ${database} from public`)
}
