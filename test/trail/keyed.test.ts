import { expect, test } from "vitest"
import { deliveries } from "#db/schema.ts"
import { house } from "#src/capabilities.ts"
import { addDays, instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { acting, record } from "#src/trail/record.ts"
import { SealsLost, sealEvents, verifyTrail } from "#src/trail/seal.ts"
import { canSealBy, type SealKey } from "#src/trail/seal_key.ts"
import { isSound } from "#src/trail/verification.ts"
import { verify } from "#test/support/house.ts"
import { TODAY, type World, world } from "#test/support/world.ts"
import { verificationWords } from "#views/events/verification.ts"

const KEY: SealKey = { algorithm: "hmac-sha-256/2", key: "k".repeat(32) }
const OTHER: SealKey = { ...KEY, key: "x".repeat(32) }

async function acts(w: World, from: number, count: number) {
  for (let n = from; n < from + count; n++)
    await record(w.database, acting(null, w.now()), [{ action: "signed_out", subject: `session:${n}`, version: 1 }], [])
}

/** Six events: two sealed before the key was set, the others with it. */
async function keyed() {
  const w = await world()
  await acts(w, 1, 1)
  await sealEvents(w.database)
  await acts(w, 2, 4)
  await sealEvents(w.database, KEY)
  return w
}

const open = async ({ database: { client } }: World) => {
  for (const name of [
    "seals_no_update",
    "seals_no_delete",
    "seals_no_replace",
    "events_no_update",
    "seal_reach_no_fall",
  ])
    await client.execute(`drop trigger ${name}`)
}

test("from the day a key is set seals are made with it, by the algorithm that stands beside each", async () => {
  const w = await keyed()
  const { rows } = await w.database.client.execute("select algorithm, count(*) as n from seals group by 1 order by 1")
  expect(rows).toMatchObject([
    { algorithm: "hmac-sha-256/2", n: 4 },
    { algorithm: "sha-256/2", n: 2 },
  ])
  expect(await verifyTrail(w.database, { key: KEY })).toMatchObject({ ok: true, sealed: 6 })
})

test("SM3, where this Node has it", async () => {
  if (!canSealBy("hmac-sm3/2")) return
  const w = await world()
  const key: SealKey = { ...KEY, algorithm: "hmac-sm3/2" }
  await sealEvents(w.database, key)
  expect(await verifyTrail(w.database, { key })).toMatchObject({ ok: true, sealed: 1 })
})

test("without the key, or with another, nothing is certified and nothing sealed", async () => {
  const w = await keyed()
  expect(await verifyTrail(w.database)).toMatchObject({ ok: false, at: 3, fault: "key_missing" })
  expect(await verifyTrail(w.database, { key: OTHER })).toMatchObject({ ok: false, at: 3, fault: "key_wrong" })
  await acts(w, 9, 1)
  await expect(sealEvents(w.database)).rejects.toBeInstanceOf(SealsLost)
})

test("the whole chain made anew without the key is found by whoever has it", async () => {
  const w = await keyed()
  await open(w)
  await w.database.client.executeMultiple(
    "update events set actor_name = '刘督查' where id = 4; delete from seals; update seal_reach set event_id = 0, hash = ''",
  )
  await sealEvents(w.database)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true })
  expect(await verifyTrail(w.database, { key: KEY })).toMatchObject({ ok: false, fault: "unkeyed" })
})

test("the end made anew without the key is found by anybody", async () => {
  const w = await keyed()
  await open(w)
  await w.database.client.executeMultiple(`
    update seals set algorithm = 'sha-256/2' where event_id = 6`)
  expect(await verifyTrail(w.database, { key: KEY })).toMatchObject({ ok: false, at: 6, fault: "unkeyed" })
})

test("a seal noted elsewhere finds a trail that was cut or made anew, even without a key", async () => {
  const w = await world()
  await acts(w, 1, 5)
  await sealEvents(w.database)
  const { rows } = await w.database.client.execute("select hash from seals order by event_id desc limit 1")
  const since = String(rows[0]?.hash)
  const told = async () => {
    const result = await verify(w.database, { since })
    return [isSound(result), verificationWords(result, house).find((line) => line.includes("抄录的封存值"))]
  }
  expect(await told()).toEqual([true, expect.stringContaining("√ 抄录的封存值：即第 6 条")])
  const { rows: triggers } = await w.database.client.execute(
    "select name, sql from sqlite_master where type = 'trigger'",
  )
  await w.database.client.executeMultiple(`${triggers.map(({ name }) => `drop trigger ${name};`).join("")}
    delete from events where id = 6; delete from seals where event_id = 6; delete from imprints where event_id = 6;
    update seal_reach set event_id = 5, hash = (select hash from seals where event_id = 5);
    ${triggers.map(({ sql }) => `${sql};`).join("")}`)
  expect(isSound(await verify(w.database))).toBe(true)
  expect(await told()).toEqual([false, expect.stringContaining("× 抄录的封存值")])
})

test("once a day the newest seal goes out: a line of the log, an event, and mail to the 审计管理员 who has a mailbox", async () => {
  const w = await world()
  await w.database.client.execute("update people set email = 'shenji@example.gov.cn' where login = 'auditor'")
  const lines: string[] = []
  const mail: string[] = []
  const senders = {
    mail: async (to: string) => void mail.push(to),
    robot: async () => {},
  }
  const at = (hour: number, day = TODAY) => instant(day, hour)
  const run = (now: number) =>
    sweep(
      w.database,
      now,
      { clock: () => now, senders: senders as never, baseUrl: null },
      { log: (line) => lines.push(line) },
    )
  await run(at(9))
  await Promise.all([run(at(10)), run(at(10))])
  await run(at(11))
  const published = (await w.events()).filter(({ action }) => action === "seal_published")
  expect(published).toHaveLength(1)
  const { eventId, hash } = (published[0]?.particulars ?? {}) as { eventId?: number; hash?: string }
  expect(lines).toEqual([`封存值 ${TODAY} 第 ${eventId} 条 sha-256/2 ${hash}`])
  const [rows] = await w.database.read([w.database.db.select().from(deliveries)])
  expect(rows).toMatchObject([
    { about: "seal", channel: "mail", outcome: "sent", text: expect.stringContaining(hash ?? "?") },
  ])
  expect(mail).toEqual(["shenji@example.gov.cn"])
  await run(at(10, addDays(TODAY, 1)))
  expect(lines).toHaveLength(2)
  expect(isSound(await verify(w.database, { since: hash }))).toBe(true)
})
