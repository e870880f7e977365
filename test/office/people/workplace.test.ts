import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people, REPORT_STATES } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { seesContacts } from "#src/office/people/policy.ts"
import { seesRecord } from "#src/pages/unit/policy.ts"
import { seesDrafts, seesEvidence, seesOpinions, seesPlan, seesWords, unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { seesBreakdown } from "#src/reports/breakdowns/policy.ts"
import { seesConclusion } from "#src/supervision/inspections/policy.ts"
import { done, multipart, onAssignment, onReport, openRound, refused } from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

const UNITS = [null, 1, 2, 3, 4]

/** All that the rules let somebody see of a unit's part in a plan. */
function sightOf(actor: Actor) {
  const plan = { supervisingUnitId: 3, confirmer: "supervisor" as const, confirmingUnitId: null }
  return [1, 2, 3, 4].map((unitId) => ({
    from: unitsSeenFrom(actor),
    plan: seesPlan(actor, plan, [unitId]),
    drafts: seesDrafts(actor, plan, unitId),
    opinions: seesOpinions(actor, plan, unitId),
    evidence: REPORT_STATES.map((state) => seesEvidence(actor, plan, unitId, state)),
    words: REPORT_STATES.map((state) => seesWords(actor, plan, unitId, state, [1, 2])),
    record: seesRecord(actor, unitId),
    contacts: seesContacts(actor, unitId),
    conclusion: seesConclusion(actor, plan, { unitId }),
    breakdown: seesBreakdown(actor, { fromUnitId: unitId, unitId: 4, handlerId: null }),
  }))
}

test.each(Object.keys(CAST) as Login[])(
  "where %s works changes nothing of what the rules let them see",
  async (login) => {
    const actor = (await world()).actor(login)
    const sights = UNITS.map((unitId) => JSON.stringify(sightOf({ ...actor, unitId })))
    expect(new Set(sights).size).toBe(1)
    if (actor.posts.length === 0) expect(sights[0]).not.toContain("true")
  },
)

/** Everything of plan 1 and of 办公室 that has an address. */
const PAGES = [
  "/plans/1",
  "/plans/1/matrix",
  "/plans/1/tasks/1",
  "/plans/1/rounds",
  "/plans/1/supervision",
  "/plans/1/papers",
  "/plans/1/source",
  "/notices/1",
  "/notices/1/paper",
  "/attachments/1",
  "/units/1?view=reports",
]

/** A report of 办公室 with a file, and a notice to it. */
async function lived() {
  const w = await world()
  await done(openRound(w))
  await done(
    w.as("wang").post("/assignments/1/rounds/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })),
  )
  return w
}

describe("an account of a unit that holds no post", () => {
  test("made or moved by the 系统管理员, sees nothing of the unit until the 安全管理员 grants a post", async () => {
    const w = await lived()
    const pages = PAGES.filter((path) => !path.startsWith("/notices"))
    const answers = async () => Promise.all(pages.map(async (path) => (await w.as("jing").get(path)).status))
    expect(new Set(await answers())).toEqual(new Set([404]))
    await done(w.as("admin").post("/admin/people/jing/moving", { version: "1", unitId: "2" }))
    await done(w.as("admin").post("/admin/people/jing/moving", { version: "2", unitId: "1" }))
    expect(new Set(await answers())).toEqual(new Set([404]))
    for (const path of ["/plans", "/units/1", "/todo", "/notices"]) {
      const answer = await w.as("jing").get(path)
      expect(await answer.text(), path).not.toMatch(/普法责任制分工方案|把普法纳入|王联络/)
    }
    await done(w.as("security").post("/admin/posts/jing", { kind: "liaison", unitId: "1", fromOn: "2026-09-21" }))
    expect((await w.as("jing").get("/plans/1")).status).toBe(200)
  })

  test("a 联络员 who is moved to another unit reads nothing of that one", async () => {
    const w = await lived()
    await done(onReport(w, "wang", 1, "report", { achieved: "办公室的话。" }))
    const before = await (await w.as("zhou").get("/plans/1/tasks/1")).text()
    await done(w.as("admin").post("/admin/people/zhou/moving", { version: "1", unitId: "1", "heir-5": "kept" }))
    expect((await w.as("zhou").get("/units/1?view=reports")).status).toBe(404)
    expect((await w.as("zhou").get("/attachments/1")).status).toBe(404)
    expect(before).not.toContain("办公室的话。")
    expect(await (await w.as("zhou").get("/plans/1/tasks/1")).text()).not.toContain("办公室的话。")
  })
})

describe("a 经办人 without a post", () => {
  const handed = async (w: World) => void (await done(onAssignment(w, "wang", 1, "handler")))

  test("sees the part that was handed over, writes it, adds and reads its files, and sees nothing else", async () => {
    const w = await lived()
    await handed(w)
    const todo = await (await w.as("jing").get("/todo?item=1-1")).text()
    expect(todo).toContain("把普法纳入总体布局".slice(0, 4))
    // No way leads to a page that is not there for them.
    expect(todo).not.toMatch(/href="\/plans\/1/)
    await done(onReport(w, "jing", 1, "draft"))
    expect((await w.as("jing").get("/attachments/1")).status).toBe(200)
    await refused(w, () => onReport(w, "jing", 1, "report"), 403)
    for (const path of PAGES.filter((one) => one !== "/attachments/1"))
      expect((await w.as("jing").get(path)).status, path).toBe(404)
    // 办公室's other part was not handed over.
    await refused(w, () => onReport(w, "jing", 6, "draft"), 404)
  })

  test("sees it no more when it is taken back, or the plan is withdrawn", async () => {
    const w = await lived()
    await handed(w)
    await done(onAssignment(w, "wang", 1, "handler", { handlerId: "" }))
    await refused(w, () => onReport(w, "jing", 1, "draft"), 404)
    expect((await w.as("jing").get("/attachments/1")).status).toBe(404)
    await handed(w)
    await done(w.as("lin").post("/plans/1/withdrawal", { version: "1", remark: "误发。" }))
    await refused(w, () => onReport(w, "jing", 1, "draft"), 404)
    expect((await w.as("jing").get("/attachments/1")).status).toBe(404)
  })

  test("one of the three administrators is none, whatever stands in the table", async () => {
    const w = await lived()
    await handed(w)
    await done(w.as("security").post("/admin/posts/jing", { kind: "auditor", fromOn: "2026-09-21" }))
    await refused(w, () => onReport(w, "jing", 1, "draft"), 404)
    expect((await w.as("jing").get("/attachments/1")).status).toBe(404)
    const { db, read } = w.database
    expect(await read([db.select({ unitId: people.unitId }).from(people).where(eq(people.login, "jing"))])).toEqual([
      [{ unitId: 1 }],
    ])
  })
})
