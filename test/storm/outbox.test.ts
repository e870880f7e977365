import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "drizzle-orm"
import { expect, onTestFinished, test } from "vitest"
import type { Database } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { deliveries } from "#db/schema.ts"
import { seedReference } from "#seeds/reference.ts"
import { answers, receiver } from "#test/messages/channels/receiver.ts"
import { putMessages } from "#test/support/outbox.ts"
import { startProgram } from "#test/support/program.ts"

const MESSAGES = 40

/** A real database, not a demo's, with so many messages waiting for one person. Tests go out at any hour. */
async function waitingMessages(): Promise<{ database: Database; url: string }> {
  const folder = await mkdtemp(join(tmpdir(), "fengong-outbox-"))
  const url = `file:${join(folder, "fengong.db")}`
  const database = await openDatabase(url)
  onTestFinished(async () => {
    database.client.close()
    await rm(folder, { recursive: true, force: true })
  })
  await migrate(database.client)
  await seedReference(database)
  await putMessages(database, MESSAGES)
  return { database, url }
}

const left = async ({ db, read }: Database) => {
  const [rows] = await read([
    db
      .select({ id: deliveries.id, claimedUntil: deliveries.claimedUntil })
      .from(deliveries)
      .where(sql`done_at is null`),
  ])
  return rows
}

async function until(condition: () => Promise<boolean>) {
  while (!(await condition())) await new Promise(setImmediate)
}

test("killed with -9 while it sends, and followed by two at once, the outbox loses nothing and doubles nothing else", async () => {
  const { database, url } = await waitingMessages()
  let holding = true
  const gateway = await receiver((response, heard) => {
    // The gateway has taken the message and has not said so yet.
    if (!holding) answers(202)(response, heard)
  })
  const settings = { DATABASE_URL: url, DEMO: "0", MAIL_URL: `${gateway.url}/mail`, MAIL_FROM: "fengong@d.cn" }
  const start = async () => {
    const program = await startProgram(settings)
    onTestFinished(program.stop)
    return program
  }
  const keys = () => gateway.heard.map(({ headers }) => String(headers["idempotency-key"]))

  const killed = await start()
  await until(async () => gateway.heard.length === 5)
  await killed.kill9()
  const held = keys()
  expect(await left(database)).toHaveLength(MESSAGES)

  holding = false
  const [one, two] = await Promise.all([start(), start()])
  await until(async () => (await left(database)).length === held.length)
  await Promise.all([one.stop(), two.stop()])
  expect(keys()).toHaveLength(MESSAGES)
  expect(new Set(keys()).size).toBe(MESSAGES)

  // The claims of the killed one run out.
  await database.write([database.db.update(deliveries).set({ claimedUntil: 1 }).where(sql`done_at is null`)])
  await start()
  await until(async () => (await left(database)).length === 0)
  expect(keys().slice(MESSAGES).sort()).toEqual(held.sort())
  const [rows] = await database.read([database.db.select().from(deliveries)])
  expect(rows.every(({ outcome, claimedUntil }) => outcome === "sent" && claimedUntil === null)).toBe(true)
})
