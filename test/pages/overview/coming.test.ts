import fc from "fast-check"
import { expect, test } from "vitest"
import { assignments, reports, rounds, units } from "#db/schema.ts"
import { listed, NO_FILTER } from "#src/board/filter.ts"
import { boardOf, type Reading } from "#src/board/queries.ts"
import { addDays, instant } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { COMING_DAYS, type ComingLine } from "#src/pages/overview/coming.ts"
import { comingPageOf } from "#src/pages/overview/coming_queries.ts"
import { isHeldToDeadline, isReporting } from "#src/plans/assignments/workflow.ts"
import { arrange, bringNotice, done, openRound } from "#test/support/acts.ts"
import { followed } from "#test/support/counts.ts"
import { anyPart, anyPlan, given, givenLater } from "#test/support/facts.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { trail } from "#test/support/trail.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

const reading = (w: World): Reading => ({ now: w.now(), today: TODAY, calendar: calendarOf([]), settings: DEFAULTS })
const until = addDays(TODAY, COMING_DAYS - 1)
const isNear = (day: string | null): day is string => day !== null && day >= TODAY && day <= until
const words = (html: string) => html.replaceAll(/<[^>]*>/g, "")

/** One thing of a line, as a test can write it down. */
const keysOf = (line: ComingLine): string[] =>
  line.units.map(({ id, n }) =>
    [line.what, line.by, line.plan.id, line.round?.number, line.task?.ordinal, line.notice && "notice", id, n].join(),
  )

/** The same from the boards of all rounds, and the rows beside them. */
async function expected(w: World, planIds: number[], leader: number | null): Promise<string[]> {
  const { db, read } = w.database
  const [opened, reported, parts] = await read([
    db.select().from(rounds),
    db.select().from(reports),
    db.select().from(assignments),
  ])
  const found: string[] = []
  for (const planId of planIds) {
    const all = await boardOf(w.database, w.actor("boss"), planId, null, reading(w))
    for (const round of opened.filter((one) => one.planId === planId)) {
      const board = await boardOf(w.database, w.actor("boss"), planId, round.number, reading(w))
      if (!board) throw new Error("no board")
      const owed = listed(board, { ...NO_FILTER, leader, report: "owed" }).flatMap((one) => one.parts)
      if (isNear(round.dueBy) && round.cutOffAt === null) {
        for (const { id } of board.units) {
          const n = owed.filter(({ unitId }) => unitId === id).length
          if (n > 0) found.push(["report", round.dueBy, planId, round.number, undefined, null, id, n].join())
        }
      }
      for (const { task, parts: own } of all ? listed(all, { ...NO_FILTER, leader }) : []) {
        for (const part of own) {
          const report = reported.find((one) => one.assignmentId === part.id && one.roundId === round.id)
          const state = parts.find(({ id }) => id === part.id)?.state ?? "closed"
          const day = report?.state === "returned" && isReporting(state) ? report.resubmitBy : null
          if (isNear(day)) {
            found.push(["resubmission", day, planId, round.number, task.ordinal, null, part.unitId, 1].join())
          }
        }
      }
    }
    for (const { task, parts: own } of all ? listed(all, { ...NO_FILTER, leader }) : []) {
      for (const { unitId, state, rectifyBy, deadlineBy } of own) {
        if (state === "rectifying" && isNear(rectifyBy)) {
          found.push(["rectification", rectifyBy, planId, undefined, task.ordinal, null, unitId, 1].join())
        }
        if (isHeldToDeadline(state) && isNear(deadlineBy)) {
          found.push(["deadline", deadlineBy, planId, undefined, task.ordinal, null, unitId, 1].join())
        }
      }
    }
  }
  return found.toSorted()
}

test("what comes is what the boards and the rules of owing say, whatever the facts are", async () => {
  const w = await world()
  const { id: second } = await anotherPlan(w, {}, [["bgs", "zhs", "yjs"], ["zhs"], ["bgs", "yjs"]])
  const { id: third } = await anotherPlan(w, { issuedOn: "2026-03-03" }, [["bgs", "zhs", "yjs"]])
  const planIds = [1, second, third]
  await givenLater(w, 7)
  await w.database.write([w.database.db.update(units).set({ leaderId: w.actor("boss").id })])
  const kinds = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(anyPlan, anyPlan, anyPlan),
      fc.array(anyPart, { minLength: 15, maxLength: 15 }),
      fc.boolean(),
      async (plans, parts, mine) => {
        await given(w, planIds, plans, parts)
        const { lines, all } = await comingPageOf(w.database, w.actor("boss"), mine, 1, TODAY)
        expect(lines).toHaveLength(all)
        expect(lines.map(({ by }) => by)).toEqual(lines.map(({ by }) => by).toSorted())
        for (const { what } of lines) kinds.set(what, (kinds.get(what) ?? 0) + 1)
        const others = lines.filter(({ what }) => what !== "notice")
        const leader = mine ? w.actor("boss").id : null
        expect(others.flatMap(keysOf).toSorted()).toEqual(await expected(w, planIds, leader))
      },
    ),
    { numRuns: 40 },
  )
  // The facts were such as to bring each kind.
  for (const kind of ["report", "resubmission", "rectification", "deadline", "notice"]) {
    expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(5)
  }
}, 120_000)

/** A round that runs, a 督办单, a stage and a day of a task's own; a second plan whose round has not opened yet. */
async function busy() {
  const w = await world()
  await done(openRound(w))
  await bringNotice(w, "issued")
  await done(arrange(w, { ids: "1", deadline: "date", dueBy: "2026-10-15" }))
  const other = await anotherPlan(w)
  await trail(w.database, other.id).opens({ number: 1, name: "第四季度", opensOn: "2026-10-01", dueBy: "2026-10-12" })
  return { w, other }
}

test("after its last page the list begins again, and never says that there is nothing", async () => {
  const { w } = await busy()
  const past = await w.as("boss").get("/overview/coming?page=9&mine=1")
  expect([past.status, past.headers.get("location")]).toEqual([303, "/overview/coming?mine=1"])
  expect((await w.as("boss").get("/overview/coming?page=1")).status).toBe(200)
})

test("the page names the day, what is due, of which plan and by whom; a round that has not opened says so", async () => {
  const { w } = await busy()
  const html = await (await w.as("boss").get("/overview/coming")).text()
  const rows = [...html.matchAll(/<tr class="coming-line">.*?<\/tr>/gs)].map(([row]) => words(row))
  expect(
    rows.some((row) => /9月30日周三，还有9天第三季度进展报送普法责任制分工方案办公室2项、综合指导司2项/.test(row)),
  ).toBe(true)
  expect(rows.some((row) => /10月12日.*第四季度进展报送（尚未开启）基层治理任务分工/.test(row))).toBe(true)
  expect(rows.some((row) => /督办单反馈：/.test(row))).toBe(true)
  expect(rows).toEqual(rows.toSorted((a, b) => day(a) - day(b)))
})

const day = (row: string) => {
  const [, month, date] = row.match(/(\d+)月(\d+)日/) ?? []
  return Number(month) * 100 + Number(date)
}

test.each(["/overview/coming", "/overview/coming?mine=1", "/overview?plan=1"])(
  "every number on %s opens exactly what it counts",
  async (path) => {
    const { w } = await busy()
    await w.database.write([w.database.db.update(units).set({ leaderId: w.actor("boss").id })])
    for (const login of ["boss", "lin"] as const) {
      const numbers = await followed(w, login, path)
      if (!path.includes("mine") || login === "boss") expect(numbers.length).toBeGreaterThan(3)
      for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
    }
  },
)

test("nothing is told of a plan that is not seen or has ended, and a 督办单 is its own office's", async () => {
  const { w, other } = await busy()
  const read = async (login: "boss" | "lin") => (await comingPageOf(w.database, w.actor(login), false, 1, TODAY)).lines
  const bosses = await read("boss")
  expect(bosses.map(({ plan }) => plan.id)).toContain(other.id)
  await w.database.client.execute({ sql: "update notices set office_id = ?", args: [w.unitId("wai")] })
  expect((await read("lin")).some(({ what }) => what === "notice")).toBe(false)
  expect((await read("boss")).some(({ what }) => what === "notice")).toBe(true)
  await w.database.client.execute({ sql: "update plans set state = 'archived' where id = ?", args: [other.id] })
  expect((await read("boss")).map(({ plan }) => plan.id)).not.toContain(other.id)
})

test("a round that has been cut off, a report that came and a day that passed are no more to come", async () => {
  const { w, other } = await busy()
  const t = trail(w.database, other.id)
  await t.reports(other.parts[0] ?? 0, 2, "submitted", instant("2026-09-20", 9))
  const units = async () =>
    (await comingPageOf(w.database, w.actor("boss"), false, 1, TODAY)).lines
      .filter(({ plan, what }) => plan.id === other.id && what === "report")
      .flatMap((line) => line.units.map(({ name, n }) => `${name}${n}`))
  expect(await units()).toEqual(["办公室1", "研究室1"])
  await t.cutsOff(2, w.now())
  expect(await units()).toEqual([])
  const later = await comingPageOf(w.database, w.actor("boss"), false, 1, "2026-11-30")
  expect(later.lines).toEqual([])
})
