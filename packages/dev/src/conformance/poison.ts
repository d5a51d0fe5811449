import type { World } from './world.ts'

// A handler that fails for one key, made without a line of test code in the service: a trigger
// of the database refuses the row that the handler writes.

/** Lets every write about `key` in a table of an app fail, until the answer is called. */
export async function poison(
  { databases }: World,
  app: string,
  table: string,
  column: string,
  key: string,
): Promise<() => Promise<void>> {
  await databases.query(
    app,
    `create or replace function poison() returns trigger language plpgsql as $$
     begin
       if new.${column}::text = tg_argv[0] then raise exception 'poisoned: %', tg_argv[0]; end if;
       return new;
     end $$`,
  )
  await databases.query(
    app,
    `create trigger poison before insert or update on ${table}
     for each row execute function poison('${key.replaceAll("'", "''")}')`,
  )
  return async () => {
    await databases.query(app, `drop trigger poison on ${table}`)
  }
}
