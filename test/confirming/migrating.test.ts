import { createClient } from "@libsql/client"
import { expect, onTestFinished, test } from "vitest"
import { database as wrap } from "#db/database.ts"
import { MIGRATIONS, migrate } from "#db/migrate.ts"
import { proposals } from "#db/schema.ts"
import { house } from "#src/capabilities.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { verify } from "#test/support/house.ts"
import { verificationWords } from "#views/events/verification.ts"

/** One 初核 of each kind, as they stood with a column for each; one is confirmed, one declined, two are open. */
const BEFORE = `insert into proposals (id, plan_id, assignment_id, round_id, notice_id, extension_id, verdict, opinion,
    answer_by, particulars, proposed_by_id, proposed_at, confirmed, decided_by_id, decided_at, decision)
  values (2, 1, 3, null, null, null, 'suspend', '暂缓', '2026-12-31', '{"authority":"常务会议"}', 7, 1000, null, null, null, ''),
    (3, 1, 12, 5, null, null, 'return', '请补充', '2026-10-09', '{}', 7, 1100, 1, 8, 1200, '同意退回'),
    (5, 2, null, null, 4, null, 'close', '销号', null, '{}', 7, 1300, 0, 8, 1400, '再核'),
    (9, 2, null, null, null, 6, 'grant', '', '2026-11-30', '{}', 7, 1500, null, null, null, '')`

async function migrated() {
  const client = createClient({ url: ":memory:" })
  onTestFinished(() => client.close())
  const database = wrap(client)
  await migrate(
    client,
    MIGRATIONS.slice(
      0,
      MIGRATIONS.findIndex(({ name }) => name === "0030_proposal_subjects"),
    ),
  )
  await client.executeMultiple(`insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)
    values (1500, '林', '', '', 'extension_decision_proposed', 'assignment:3', 1, '{}'); ${BEFORE}`)
  await sealEvents(database)
  await migrate(client)
  return database
}

test("a 初核 from before says its subject, and keeps its id and all that it says", async () => {
  const { db, read } = await migrated()
  const [rows] = await read([db.select().from(proposals)])
  expect(rows.map(({ id, subject, planId, verdict, confirmed }) => [id, subject, planId, verdict, confirmed])).toEqual([
    [2, "assignment:3", 1, "suspend", null],
    [3, "report:12/5", 1, "return", true],
    [5, "notice:4", 2, "close", false],
    [9, "extension:6", 2, "grant", null],
  ])
  expect(rows[0]).toMatchObject({
    opinion: "暂缓",
    answerBy: "2026-12-31",
    particulars: { authority: "常务会议" },
    proposedById: 7,
    proposedAt: 1000,
    decidedById: null,
    decidedAt: null,
    decision: "",
  })
  expect(rows[1]).toMatchObject({ decidedById: 8, decidedAt: 1200, decision: "同意退回" })
})

test("the database from before verifies clean, and what is changed behind its back is still found", async () => {
  const database = await migrated()
  await sealEvents(database)
  const result = await verify(database)
  expect(verificationWords(result, house).filter((line) => line.startsWith("×"))).toEqual([])
  expect(result.shape).toEqual([])

  const forged = `drop trigger imprint_proposals_update; update proposals set subject = 'report:13/5' where id = 3`
  await database.client.executeMultiple(forged)
  expect((await verify(database)).imprints.faults).toMatchObject([
    { facet: "proposals", rowKey: "3", fault: "changed", columns: ["subject"] },
  ])
})
