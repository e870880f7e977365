import { sql } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import {
  answer,
  passAgain,
  passOn,
  returnDown,
  saveLowerDraft,
  sendUp,
  takeBackUp,
  takeOff,
  urge,
} from "#src/reports/breakdowns/commands.ts"
import { findBreakdown, findPassing } from "#src/reports/breakdowns/queries.ts"
import { acting } from "#src/trail/record.ts"
import { done, onReport, refused } from "#test/support/acts.ts"
import {
  breakdownOf,
  brokenDown,
  LOWER_WORDS,
  lowerReportOf,
  onBreakdown,
  onLower,
  passOn as passOnOverHttp,
  putBelow,
} from "#test/support/breakdowns.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/** 2026-09-21, the day of the tests; the round that runs is number 1. */
let w: World
beforeEach(async () => {
  w = await world()
  await brokenDown(w)
})

const day = () => "2026-09-21"
const by = (login: Login) => acting(w.actor(login), w.now())
const FORBIDDEN = { kind: "forbidden" }
const BOXES = { ...LOWER_WORDS, hasDifficulty: false }

async function found(login: Login = "wang", id = 1) {
  const breakdown = await findBreakdown(w.database, w.actor(login), id, day())
  const [one] = breakdown?.reports ?? []
  if (!breakdown || !one) throw new Error(`no breakdown ${id}`)
  return { breakdown, one }
}

const trail = async () => (await w.events()).length

describe("the commands ask for themselves about 内部期限", () => {
  test.each([
    ["2026-12-31", /晚于本单位自己的期限/],
    ["2026-09-20", /内部期限已过/],
  ])("%s is of no use", async (internalBy, said) => {
    const { breakdown } = await found()
    const passing = await findPassing(w.database, w.actor("wang"), { assignmentId: 1 }, day())
    if (!passing) throw new Error("nothing to pass on")
    const to = { unitIds: [], office: "综合处", handlerId: passing.staff[0]?.id ?? 0, words: "话", internalBy }
    const before = await trail()
    for (const act of [
      () => passOn(w.database, passing, to, by("wang")),
      () => passAgain(w.database, breakdown, { words: "话", internalBy }, by("wang")),
    ]) {
      await expect(act()).rejects.toMatchObject({ problems: { internalBy: [expect.stringMatching(said)] } })
    }
    expect(await trail()).toBe(before)
  })
})

describe("the commands ask for themselves who acts, whichever door they are reached by", () => {
  test("who passes on, changes, takes off, urges, returns: only who speaks for the unit above", async () => {
    await done(onLower(w, "zhao", "report"))
    const { breakdown, one } = await found()
    const passing = await findPassing(w.database, w.actor("wang"), { assignmentId: 1 }, day())
    if (!passing) throw new Error("nothing to pass on")
    const before = await trail()
    for (const login of ["zhao", "jing", "zhou", "lin", "boss", "admin"] as const) {
      const acts = [
        () =>
          passOn(
            w.database,
            passing,
            { unitIds: [2], office: "", handlerId: null, words: "话", internalBy: null },
            by(login),
          ),
        () => passAgain(w.database, breakdown, { words: "话", internalBy: null }, by(login)),
        () => takeOff(w.database, breakdown, by(login), "理由"),
        () => urge(w.database, breakdown, by(login)),
        () => returnDown(w.database, breakdown, one, { remark: "话", resubmitBy: "2026-09-24" }, by(login)),
      ]
      for (const [i, act] of acts.entries()) await expect(act(), `${login} ${i}`).rejects.toMatchObject(FORBIDDEN)
    }
    expect(await trail()).toBe(before)
  })

  test("who signs, objects, types, reports, takes back: only who speaks for the lower unit", async () => {
    const { breakdown, one } = await found()
    const before = await trail()
    for (const login of ["wang", "head", "jing", "zhou", "lin", "boss", "admin"] as const) {
      const acts = [
        () => answer(w.database, breakdown, "accept", by(login)),
        () => answer(w.database, breakdown, "decline", by(login), "理由"),
        () => saveLowerDraft(w.database, breakdown, one, BOXES, 0, by(login)),
        () => sendUp(w.database, breakdown, one, BOXES, by(login)),
        () => takeBackUp(w.database, breakdown, one, by(login)),
      ]
      for (const [i, act] of acts.entries()) await expect(act(), `${login} ${i}`).rejects.toMatchObject(FORBIDDEN)
    }
    expect(await trail()).toBe(before)
  })
})

describe("between the reading and the batch", () => {
  test("a report goes only with the words that were read", async () => {
    await done(onLower(w, "zhao", "draft"))
    const { breakdown, one } = await found("zhao")
    await done(onLower(w, "zhao", "draft", { achieved: "另一窗口改过。" }))
    await expect(sendUp(w.database, breakdown, one, BOXES, by("zhao"))).rejects.toMatchObject({ name: "Stale" })
    expect(await lowerReportOf(w)).toMatchObject({ report: null, draft: { achieved: "另一窗口改过。" } })
  })

  test("a draft is not saved over one that was saved meanwhile", async () => {
    await done(onLower(w, "zhao", "draft"))
    const { breakdown, one } = await found("zhao")
    await done(onLower(w, "zhao", "draft", { achieved: "另一窗口改过。" }))
    await expect(saveLowerDraft(w.database, breakdown, one, BOXES, 1, by("zhao"))).rejects.toMatchObject({
      current: { revision: 2 },
    })
    expect((await lowerReportOf(w)).draft?.achieved).toBe("另一窗口改过。")
  })

  test("nothing is sent without a word of what was done, by whatever door", async () => {
    const { breakdown, one } = await found("zhao")
    const empty = { ...BOXES, achieved: " \n" }
    await expect(sendUp(w.database, breakdown, one, empty, by("zhao"))).rejects.toMatchObject({
      code: "nothing_to_send",
    })
  })
})

test("what was sent and is passed again in other words can no more be objected to", async () => {
  await done(onLower(w, "zhao", "report"))
  await done(onBreakdown(w, "wang", "revision"))
  expect((await breakdownOf(w)).state).toBe("passed")
  await refused(w, () => onBreakdown(w, "zhao", "declining"), 409)
})

test("what was sent first stays the first, however often it comes again", async () => {
  await done(onLower(w, "zhao", "report"))
  const first = (await lowerReportOf(w)).report?.firstSentAt
  await done(onLower(w, "wang", "return"))
  await w.travel("2026-09-22")
  await done(onLower(w, "zhao", "report", { achieved: "学习2次。" }))
  const { report } = await lowerReportOf(w)
  expect(report).toMatchObject({ firstSentAt: first, latest: 2 })
  expect(report?.sentAt).toBeGreaterThan(first ?? 0)
})

test("once the unit has reported, its lower body's report neither comes back nor is taken back", async () => {
  await done(onLower(w, "zhao", "report"))
  await done(onReport(w, "wang", 1, "report"))
  await refused(w, () => onLower(w, "zhao", "retraction"), 409)
  await refused(w, () => onLower(w, "wang", "return"), 409)
  expect((await lowerReportOf(w)).report?.state).toBe("sent")
})

describe("passed on further, from 外事处 to 综合指导司", () => {
  beforeEach(async () => {
    await putBelow(w, 4, 2)
    await done(passOnOverHttp(w, { units: ["2"], internalBy: "2026-09-22" }, "zhao", "/breakdowns/1/below"))
  })
  const asked = async (login: Login, from: string) =>
    (await (await w.as(login).get("/todo")).text()).includes(`${from}交办`)

  test("the unit in between does not object to what it has passed on itself", async () => {
    await refused(w, () => onBreakdown(w, "zhao", "declining"), 409)
  })

  test("what is taken off ends with all that hangs on it", async () => {
    expect(await asked("zhou", "外事处")).toBe(true)
    await done(onLower(w, "zhou", "report", {}, 2))
    await done(onBreakdown(w, "wang", "withdrawal"))
    expect([(await breakdownOf(w)).state, (await breakdownOf(w, 2)).state]).toEqual(["withdrawn", "ended"])
    expect(await asked("zhou", "外事处")).toBe(false)
  })

  test("its words go to the unit in between and no further, and are asked for no more once that has sent", async () => {
    await done(onLower(w, "zhou", "report", { achieved: "司内学法1次。" }, 2))
    const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
    expect(await page("zhao", "/breakdowns/1")).toContain("司内学法1次。")
    expect(await page("wang", "/breakdowns/1")).not.toContain("司内学法1次。")
    expect((await w.as("wang").get("/breakdowns/2")).status).toBe(404)
    await done(onLower(w, "zhao", "return", {}, 2))
    expect(await asked("zhou", "外事处")).toBe(true)
    await done(onLower(w, "zhao", "report"))
    expect(await asked("zhou", "外事处")).toBe(false)
    await refused(w, () => onLower(w, "zhou", "report", {}, 2), 409)
  })
})

test("of a part that is another unit's by now, nothing is asked for below the former one", async () => {
  const { database } = w
  expect((await (await w.as("zhao").get("/todo")).text()).includes("办公室交办")).toBe(true)
  await database.write([database.db.run(sql`update assignments set unit_id = 4 where id = 1`)])
  expect((await (await w.as("zhao").get("/todo")).text()).includes("办公室交办")).toBe(false)
})
