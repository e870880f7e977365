import { eq, sql } from "drizzle-orm"
import fc from "fast-check"
import { expect, test } from "vitest"
import { Stale } from "#db/database.ts"
import { drafts, proposals } from "#db/schema.ts"
import { owedOn } from "#src/owing/queries.ts"
import { undoVerdict } from "#src/reports/report/verdict_commands.ts"
import { findVerdict } from "#src/reports/report/verdict_queries.ts"
import { acting } from "#src/trail/record.ts"
import {
  bringReport,
  done,
  enter,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  refused,
  reportOf,
  trailOf,
} from "#test/support/acts.ts"
import { discrepancies } from "#test/support/house.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

/** 办公室's report of round 1 is with the office; nothing was said of it yet. */
async function submitted() {
  const w = await world()
  await done(openRound(w))
  await bringReport(w, "submitted")
  return w
}

const undo = (w: World, login: Parameters<World["as"]>[0] = "lin", assignment = 1) =>
  onReport(w, login, assignment, "undoing")

const light = async (w: World) => (await (await w.as("wang").get("/plans/1")).text()).match(/class="light (\w+)"/)?.[1]

/** The row without the count of its events. */
const standing = async (w: World) => {
  const { version: _, ...row } = (await reportOf(w, 1)) ?? { version: 0 }
  return row
}

test.each(["acceptance", "return"])(
  "%s is taken back: the report stands as before, the trail keeps both",
  async (act) => {
    const w = await submitted()
    const before = await standing(w)
    const shown = await light(w)
    await done(onReport(w, "lin", 1, act))
    expect(await standing(w)).not.toEqual(before)

    const response = await done(undo(w))
    expect(response.headers.get("location")).toBe("/plans/1/tasks/1")
    expect(await standing(w)).toEqual(before)
    expect(await light(w)).toBe(shown)
    expect((await trailOf(w, "report:1/1")).slice(-2).map(({ action, actorId }) => [action, actorId])).toEqual([
      [act === "return" ? "report_returned" : "report_accepted", 1],
      [act === "return" ? "report_return_undone" : "report_acceptance_undone", 1],
    ])
    expect(await discrepancies(w.database)).toEqual([])
    // And it can be answered again, as it was meant.
    await done(onReport(w, "lin", 1, act === "return" ? "acceptance" : "return"))
  },
)

test("an earlier return stands again with its words and its day", async () => {
  const w = await submitted()
  await done(onReport(w, "lin2", 1, "return", { opinion: "请写明人数。", resubmitBy: "2026-09-23" }))
  await w.travel(TODAY, 10)
  await done(onReport(w, "wang", 1, "report"))
  const before = await standing(w)
  expect(before).toMatchObject({ opinion: "请写明人数。", resubmitBy: "2026-09-23" })
  await done(onReport(w, "lin", 1, "acceptance", { opinion: "属实" }))
  await done(undo(w))
  expect(await standing(w)).toEqual(before)
})

test("what was returned is owed no more once the return is undone, and nobody is reminded of it", async () => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, "return"))
  const todo = async () => (await w.as("wang").get("/todo")).text()
  expect(await todo()).toContain("请写明人数。")
  await done(undo(w))
  expect(await todo()).not.toContain("请写明人数。")
  const [rows] = await w.database.read([
    w.database.db.select({ item: sql<string>`o.item` }).from(sql`(${owedOn("2026-12-31")}) o`),
  ])
  expect(rows.map(({ item }) => item)).not.toContain("resubmission:1/1")
  expect(rows.map(({ item }) => item)).toContain("report:6/1")
})

test("the words of an acceptance that was undone are the co-units' no more", async () => {
  const w = await submitted()
  const read = async () => (await w.as("zhou").get("/plans/1/tasks/1")).text()
  await done(onReport(w, "lin", 1, "acceptance"))
  expect(await read()).toContain("举办法治培训班1期")
  await done(undo(w))
  expect(await read()).not.toContain("举办法治培训班1期")
  expect(await read()).toContain("撤销采纳")
})

test("初核 is taken back: it waits for the office again, and the second supervisor has nothing to confirm", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "yan", 4, "report"))
  await done(onReport(w, "lin", 4, "acceptance"))
  await done(undo(w, "lin", 4))
  expect((await trailOf(w, "report:4/1")).at(-1)?.action).toBe("report_proposal_undone")
  expect(await (await w.as("lin2").get("/desk?queue=confirm")).text()).toContain("没有待处理的事项")
  await done(onReport(w, "lin2", 4, "return"))
  await done(onReport(w, "lin", 4, "confirmation"))
  expect(await reportOf(w, 4)).toMatchObject({ state: "returned" })
})

test.each(["yes", "no"])(
  "复核 (%s) is taken back: it waits for 复核 again, with the first supervisor's word",
  async (agrees) => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "yan", 4, "report"))
    await done(onReport(w, "lin", 4, "acceptance", { opinion: "拟采纳" }))
    const find = async () => {
      const [rows] = await w.database.read([
        w.database.db.select().from(proposals).where(eq(proposals.subject, "report:4/1")),
      ])
      return rows
    }
    const before = await find()
    await w.travel(TODAY, 10)
    await done(onReport(w, "lin2", 4, "confirmation", { agrees, decision: "复核意见" }))
    expect(await find()).not.toEqual(before)
    await refused(w, () => undo(w, "lin", 4), 403, /本人/)
    const undone = await done(undo(w, "lin2", 4))
    expect(undone.headers.get("set-cookie")).toContain("done=decline_undone")
    expect(await find()).toEqual(before)
    expect(await reportOf(w, 4)).toMatchObject({ state: "submitted", opinion: "", judgedAt: null })
    expect(await (await w.as("lin2").get("/desk?queue=confirm")).text()).toContain("拟采纳")
  },
)

test("only whoever gave the answer takes it back; the unit may not, and the outsider finds nothing", async () => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, "return"))
  await refused(w, () => undo(w, "lin2"), 403, /本人/)
  await refused(w, () => undo(w, "wang"), 403)
  await refused(w, () => undo(w, "zhao"), 404)
})

test("two minutes, and not a moment more", async () => {
  for (const [minute, status] of [
    [2, 303],
    [3, 409],
  ] as const) {
    const w = await submitted()
    await done(onReport(w, "lin", 1, "acceptance"))
    await w.travel(TODAY, 9, minute)
    if (status === 303) await done(undo(w))
    else await refused(w, () => undo(w), 409, /超过2分钟/)
  }
})

/** What rests on an answer: after each of these it stands. */
const FOLLOWING: [string, "acceptance" | "return", (w: World) => Promise<unknown>][] = [
  ["the unit has sent it again", "return", (w) => done(onReport(w, "wang", 1, "report"))],
  ["the unit has begun to write", "return", (w) => onReport(w, "wang", 1, "draft", { revision: "0" })],
  ["a paper one was entered", "return", (w) => done(enter(w, "lin2", 1))],
  ["the unit asks for closure", "acceptance", (w) => done(onAssignment(w, "wang", 1, "claim"))],
  ["the part was suspended", "acceptance", (w) => done(onAssignment(w, "lin2", 1, "suspension"))],
  ["the round was cut off", "acceptance", (w) => done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))],
]

test.each(FOLLOWING)("refused once %s", async (_, act, follows) => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, act))
  await w.travel(TODAY, 9, 1)
  await follows(w)
  await refused(w, () => undo(w), 409, /已经有了新的办理/)
})

test("what the unit had written before the answer does not hold it up", async () => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, "return"))
  await w.travel(TODAY, 9, 1)
  await done(onReport(w, "wang", 1, "draft", { revision: "0" }))
  await done(enter(w, "lin2", 1))
  expect((await w.database.read([w.database.db.select().from(drafts)]))[0]).toHaveLength(1)
  await w.travel(TODAY, 9, 2)
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(undo(w))
})

test("nothing was answered, twice, or from a page of before: refused", async () => {
  const w = await submitted()
  await refused(w, () => undo(w), 409)
  await done(onReport(w, "lin", 1, "acceptance"))
  await refused(w, () => onReport(w, "lin", 1, "undoing", { version: "1" }), 409)
  await done(undo(w))
  await refused(w, () => undo(w), 409, /已经有了新的办理/)
})

test("what follows in the very moment of undoing wins: the batch finds it although the page did not", async () => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, "acceptance"))
  const found = await findVerdict(w.database, w.actor("lin"), 1, 1)
  if (!found) throw new Error("no report")
  await done(onAssignment(w, "wang", 1, "claim"))
  await expect(undoVerdict(w.database, found, acting(w.actor("lin"), w.now()))).rejects.toThrow(Stale)
  expect(await reportOf(w, 1)).toMatchObject({ state: "accepted" })
})

test("whatever has gone before, an answer that is taken back leaves the report exactly as it was", async () => {
  const act = fc.constantFrom("report", "withdrawal", "acceptance", "return")
  const verdict = fc.constantFrom("acceptance", "return")
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 6 }), verdict, async (before, last) => {
      const w = await submitted()
      // What does not fit is refused and changes nothing.
      for (const [i, one] of before.entries()) {
        await w.travel(TODAY, 10 + i)
        await onReport(w, one === "report" || one === "withdrawal" ? "wang" : "lin2", 1, one, { opinion: `意见${i}` })
      }
      await w.travel(TODAY, 18)
      await onReport(w, "wang", 1, "report")
      const stood = await standing(w)
      if ((await onReport(w, "lin", 1, last)).status !== 303) return
      await done(undo(w))
      expect(await standing(w)).toEqual(stood)
      expect(await discrepancies(w.database)).toEqual([])
    }),
    { numRuns: 25 },
  )
}, 30_000)

test("of two presses at once one is done", async () => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, "acceptance"))
  const version = String((await reportOf(w, 1))?.version)
  const press = () => onReport(w, "lin", 1, "undoing", { version })
  await onlyOne(w, press, press)
})

test("the desk offers the last ones to be taken back by key, and no more after their time or once they are", async () => {
  const w = await submitted()
  await done(onReport(w, "zhou", 2, "report"))
  const offered = async (login: "lin" | "lin2" = "lin") =>
    [
      ...(await (await w.as(login).get("/desk")).text()).matchAll(/action="\/assignments\/(\d+)\/rounds\/1\/undoing"/g),
    ].map(([, id]) => Number(id))
  expect(await offered()).toEqual([])
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(onReport(w, "lin", 2, "return"))
  expect(await offered()).toEqual([2, 1])
  expect(await offered("lin2")).toEqual([])
  const back = await done(onReport(w, "lin", 2, "undoing", { next: "/desk?queue=review&item=9-9" }))
  expect(back.headers.get("location")).toBe("/desk?queue=review&item=2-1")
  expect(await offered()).toEqual([1])
  await w.travel(TODAY, 9, 3)
  expect(await offered()).toEqual([])
})

test("figures of a cut-off know an answer that was undone before it as not given", async () => {
  const w = await submitted()
  await done(onReport(w, "lin", 1, "return"))
  await done(undo(w))
  await w.travel(TODAY, 11)
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  const parts = async (report: string) =>
    (await (await w.as("lin").get(`/plans/1?round=1&report=${report}`)).text()).split('<li class="part"').length - 1
  expect([await parts("waiting"), await parts("returned"), await parts("reported")]).toEqual([1, 0, 1])
})

test("what the desk offers is found among the last moments, not by reading the whole trail", async () => {
  const w = await submitted()
  const asked: string[] = []
  w.ports.database = () => w.database.toldOf((sql) => void asked.push(sql))
  await w.as("lin").get("/desk")
  const mine = asked.filter((sql) => /"events"\."at" >= \?/.test(sql))
  expect(mine).toHaveLength(1)
  for (const sql of mine) {
    const args = [...sql.matchAll(/\?/g)].map(() => 0)
    const { rows } = await w.database.client.execute({ sql: `explain query plan ${sql}`, args })
    expect(rows.map(({ detail }) => String(detail)).join("\n")).toMatch(/SEARCH events USING INDEX events_at/)
  }
})
