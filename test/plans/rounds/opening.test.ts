import { expect, test } from "vitest"
import { dues, rounds } from "#db/schema.ts"
import { addDays, endOf, instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { verifyTrail } from "#src/trail/seal.ts"
import { arrange, bring, done, openRound, trailOf } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

/*
 * Rounds that open by themselves: 季末, ten working days before. The third quarter's is due on 30 September 2026 and opens
 * on the 16th, before the world's day; the fourth's opens on 17 December.
 */

const OPENS = "2026-12-17"
const IN_THE_MORNING = instant(OPENS, 0, 1)

async function automatic(over = {}) {
  const w = await world()
  await done(arrange(w, { opensItself: "1", ...over }))
  return w
}

/** The third quarter's round, cut off long ago. */
async function withPast(w: World) {
  await done(openRound(w, { name: "2026年第三季度" }))
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
}

const roundsOf = async ({ database: { db, read } }: World) => (await read([db.select().from(rounds)]))[0]
const owedOf = async ({ database: { db, read } }: World) => (await read([db.select().from(dues)]))[0]
const textOf = async (w: World, path: string) =>
  (await (await w.as("lin").get(path)).text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ")

test("on its day and never before, as an act of the program, asking what a supervisor would have asked", async () => {
  const w = await automatic()
  await withPast(w)
  await bring(w, 1, "suspended")
  await w.travel(OPENS, 0, 1)
  expect(await sweep(w.database, IN_THE_MORNING - 2 * 60_000)).toMatchObject({ opened: 0 })
  expect(await sweep(w.database, IN_THE_MORNING)).toMatchObject({ opened: 1 })

  expect((await roundsOf(w))[1]).toMatchObject({
    number: 2,
    name: "2026年第四季度",
    opensOn: OPENS,
    dueBy: "2026-12-31",
    period: "2026-12-31",
    ruleBy: null,
    evidenceRequired: false,
    cutOffAt: null,
  })
  expect((await owedOf(w)).filter(({ roundId }) => roundId === 2).map(({ assignmentId }) => assignmentId)).toEqual([
    2, 3, 4, 5, 6,
  ])
  expect(await trailOf(w, "round:1/2")).toMatchObject([
    {
      version: 1,
      action: "round_opened",
      actorId: null,
      particulars: { automatic: true, owed: 5, besides: null },
    },
  ])
  expect(await textOf(w, "/plans/1/rounds")).toContain("2026年第四季度 12月17日自动开启")
  expect(await textOf(w, "/plans/1/tasks/2")).toContain("2026年第四季度")
})

test("two processes at once, and any number after them: once, never the same period again", async () => {
  const w = await automatic()
  await withPast(w)
  const results = await Promise.all([1, 2, 3].map(() => sweep(w.database, IN_THE_MORNING)))
  expect(results.map(({ opened }) => opened).sort()).toEqual([0, 0, 1])
  for (const later of [60_000, 86_400_000, 9 * 86_400_000]) await sweep(w.database, IN_THE_MORNING + later)
  expect(await roundsOf(w)).toHaveLength(2)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true })
})

test("off as long as nobody has switched it on, and where nobody has set a rule", async () => {
  const w = await automatic({ opensItself: "" })
  await withPast(w)
  expect(await sweep(w.database, IN_THE_MORNING)).toMatchObject({ opened: 0 })
})

test("a timer that comes late opens with the day on which units can see it, and not at all once the due day is past", async () => {
  const w = await automatic()
  await withPast(w)
  await sweep(w.database, instant("2026-12-21", 8))
  expect((await roundsOf(w))[1]).toMatchObject({ opensOn: "2026-12-21", dueBy: "2026-12-31" })

  const missed = await automatic()
  await withPast(missed)
  await sweep(missed.database, instant("2027-01-04", 8))
  expect(await roundsOf(missed)).toHaveLength(1)
})

test("a round that asked about the period by hand, under whatever name, is not asked again", async () => {
  const w = await automatic()
  await done(openRound(w, { name: "年底专项", opensOn: "2026-09-21", dueBy: "2026-12-15", period: "2026-12" }))
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  expect(await sweep(w.database, IN_THE_MORNING)).toMatchObject({ opened: 0 })
})

test("one that would ask nobody for anything is not opened", async () => {
  const w = await automatic()
  await withPast(w)
  await done(w.as("lin").post("/plans/1/schedule", { tasks: ["1", "2", "3"], rhythm: "none", deadline: "", dueBy: "" }))
  expect(await sweep(w.database, IN_THE_MORNING)).toMatchObject({ opened: 0 })
})

test("beside a round that still collects it waits, and the supervisors are told on 填报期 and at the desk", async () => {
  const w = await automatic()
  await done(openRound(w, { name: "2026年第三季度", opensOn: "2026-09-21", dueBy: "2026-12-18", period: "2026-09" }))
  await w.travel(OPENS)
  expect(await sweep(w.database, w.now())).toMatchObject({ opened: 0 })
  const words = "「2026年第四季度」应于12月17日自动开启：「2026年第三季度」报送期限未到，为减轻基层负担暂缓"
  expect(await textOf(w, "/plans/1/rounds")).toContain(words)
  expect(await textOf(w, "/desk")).toContain(words)
  expect(await (await w.as("wang").get("/plans/1/rounds")).text()).not.toContain("暂缓")

  // Its day has passed; it is not cut off by itself before the third working day.
  await w.travel("2026-12-19")
  expect(await sweep(w.database, w.now())).toMatchObject({ opened: 1 })
  expect((await trailOf(w, "round:1/2"))[0]).toMatchObject({ particulars: { besides: "2026年第三季度" } })
  const beside = "「2026年第四季度」已自动开启，「2026年第三季度」尚未封账"
  expect(await textOf(w, "/desk")).toContain(beside)
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  expect(await textOf(w, "/desk")).not.toContain("尚未封账")
})

test("the cut-off of the round before and the opening of the next come in one run of the timer", async () => {
  const w = await automatic({ rhythm: "weekly", day: "5", opensBefore: "3" })
  await done(openRound(w, { name: "2026年第46周", opensOn: "2026-09-21", dueBy: "2026-11-13" }))
  const swept = await sweep(w.database, endOf("2026-11-18") + 1)
  expect(swept).toMatchObject({ cutOff: 1, opened: 1 })
  expect((await trailOf(w, "round:1/2"))[0]).toMatchObject({ particulars: { name: "2026年第47周", besides: null } })
})

test("weeks on end: one round a week, each once, none left out", async () => {
  const w = await automatic({ rhythm: "weekly", day: "5", opensBefore: "3" })
  for (let day = "2026-10-12"; day <= "2026-12-11"; day = addDays(day, 1)) await sweep(w.database, instant(day, 8))
  expect((await roundsOf(w)).map(({ name, opensOn, dueBy }) => `${name} ${opensOn} ${dueBy}`)).toEqual(
    [42, 43, 44, 45, 46, 47, 48, 49, 50].map((week, i) => {
      const friday = addDays("2026-10-16", 7 * i)
      return `2026年第${week}周 ${addDays(friday, -3)} ${friday}`
    }),
  )
})

test("somebody who opens the same one by hand at that moment leaves only one", async () => {
  const w = await automatic()
  await withPast(w)
  await w.travel(OPENS)
  const [swept] = await Promise.all([
    sweep(w.database, w.now()),
    openRound(w, { name: "2026年第四季度", opensOn: OPENS, dueBy: "2026-12-31" }),
  ])
  expect(swept.opened).toBeLessThanOrEqual(1)
  expect(await roundsOf(w)).toHaveLength(2)
})

test("what opens by itself is shown before it does, and what would open at once is said before it is set", async () => {
  const w = await world()
  const answer = await arrange(w, { opensItself: "1", step: "preview" })
  expect(await answer.text()).toContain("设定后几分钟内即自动开启")
  await done(arrange(w, { opensItself: "1" }))
  expect(await textOf(w, "/plans/1/rounds")).toContain("2026年第四季度 12月17日自动")
})
