import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { settings } from "#db/schema.ts"
import { acting, record } from "#src/trail/record.ts"

/** A database of invented people whose password everybody knows carries this mark for ever. */
const MARK = "demo"

/** A demo's database was to be used in earnest, or the other way round; the words say what to do. */
export class NotForUse extends Error {}

export const markAsDemo = (database: Database, at: number) =>
  record(
    database,
    acting(null, at),
    [{ action: "setting_changed", subject: `setting:${MARK}`, version: 1, particulars: { after: true } }],
    [database.db.insert(settings).values({ key: MARK, value: true })],
  )

export async function isDemo({ db, read }: Database): Promise<boolean> {
  const [marks] = await read([db.select({ key: settings.key }).from(settings).where(eq(settings.key, MARK))])
  return marks.length > 0
}

/** Refuses to serve a demo's database as if it were real: everybody knows its administrators' password. */
export async function refuseDemo(database: Database): Promise<void> {
  if (await isDemo(database)) {
    throw new NotForUse(
      "这个数据库是演示数据，口令是公开的，不能正式使用。请用 DATABASE_URL 指明新的数据库文件，或删去演示库后重新启动。",
    )
  }
}
