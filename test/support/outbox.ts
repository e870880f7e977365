import type { Database } from "#db/database.ts"
import { deliveries, people } from "#db/schema.ts"

/** So many messages that wait for one person, `key-1` to `key-n`; tests, which go out at any hour. */
export async function putMessages({ db, write }: Database, count: number) {
  await write([
    db
      .insert(people)
      .values({ id: 1, login: "wang", name: "王", email: "wang@d.cn", passwordHash: "-", passwordSetAt: 0 }),
    db.insert(deliveries).values(
      Array.from({ length: count }, (_, i) => ({
        key: `key-${i + 1}`,
        channel: "mail" as const,
        about: "test" as const,
        aboutId: i + 1,
        audience: "liaison" as const,
        personId: 1,
        at: 0,
        nextAttemptAt: 0,
      })),
    ),
  ])
}
