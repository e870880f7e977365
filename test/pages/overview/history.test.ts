import { sql } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { units } from "#db/schema.ts"
import { boardOf, planReads, type Reading, valuesOf } from "#src/board/queries.ts"
import type { Board } from "#src/board/standing.ts"
import { instant } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import {
  HISTORY_PARTS,
  HISTORY_ROUNDS,
  historyOf,
  LEAST_ROUNDS,
  missingLevel,
  ranked,
  roundsAtOnce,
  shareOver,
  type UnitHistory,
} from "#src/pages/overview/history.ts"
import { boardsFrom, historyPageOf, historyReads } from "#src/pages/overview/history_queries.ts"
import { rateReads, ratesFrom } from "#src/pages/overview/rates_queries.ts"
import { done } from "#test/support/acts.ts"
import { followed } from "#test/support/counts.ts"
import { anyPart, anyPlan, given, givenLater } from "#test/support/facts.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { trail } from "#test/support/trail.ts"
import { TODAY, type World, world } from "#test/support/world.ts"
import { trendWords } from "#views/overview/history.tsx"

const reading = (w: World): Reading => ({ now: w.now(), today: TODAY, calendar: calendarOf([]), settings: DEFAULTS })

/** The same boards, each asked for by its round. */
async function oneByOne(w: World, planId: number): Promise<Board[]> {
  const board = await boardOf(w.database, w.actor("boss"), planId, null, reading(w))
  const opened = (board?.rounds ?? []).filter(({ opensOn }) => opensOn <= TODAY)
  const boards: Board[] = []
  for (const { number } of opened) {
    const one = await boardOf(w.database, w.actor("boss"), planId, number, reading(w))
    if (one) boards.push(one)
  }
  return boards
}

async function ratesOf(w: World, planId: number, leader: number | null) {
  const values = { ...valuesOf(w.actor("boss"), planId, null, TODAY), leader }
  const [rows] = await w.database.read([rateReads(({ planId: id }) => sql`${id}`)(w.database, values)])
  return ratesFrom(rows)
}

/** Three quarters, two of them cut off, with what happened after each cut-off; the third is open. */
async function year() {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "2026年第一季度", opensOn: "2026-03-01", dueBy: "2026-03-25" })
  for (const part of [1, 2, 3, 4, 6]) await t.reports(part, first, "submitted", instant("2026-03-20", 9))
  await t.reports(6, first, "returned", instant("2026-03-26", 9), {}, { remark: "请补充。", answerBy: "2026-03-30" })
  await t.overrides(1, first, "yellow", "需关注", instant("2026-03-27", 9))
  await t.cutsOff(first, instant("2026-03-28", 18))
  // None of it belongs to the first quarter's figures.
  await t.reports(6, first, "submitted", instant("2026-04-02", 9))
  await t.reports(5, first, "submitted", instant("2026-04-02", 9))
  await t.overrides(1, first, "red", "晚了", instant("2026-04-02", 9))
  const second = await t.opens({ number: 2, name: "2026年第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  for (const part of [1, 2, 3, 4, 5, 6]) await t.reports(part, second, "submitted", instant("2026-06-20", 9))
  await t.moves(4, "assignment_suspended", "suspended", instant("2026-06-21", 9))
  await t.cutsOff(second, instant("2026-06-28", 18))
  await t.moves(4, "assignment_resumed", "active", instant("2026-07-21", 9))
  const third = await t.opens({ number: 3, name: "2026年第三季度", opensOn: "2026-09-01", dueBy: "2026-09-15" })
  for (const part of [2, 3]) await t.reports(part, third, "submitted", instant("2026-09-14", 9))
  await t.opens({ number: 4, name: "2026年第四季度", opensOn: "2026-12-01", dueBy: "2026-12-15" })
  return { w, t }
}

describe("the boards of several rounds at once", () => {
  test("are those of each round, as of its cut-off", async () => {
    const { w } = await year()
    const found = await historyPageOf(w.database, w.actor("boss"), 1, 0, reading(w))
    expect(found?.boards).toHaveLength(3)
    expect(found?.boards).toEqual(await oneByOne(w, 1))
    const { rounds } = historyOf(found?.boards ?? [], null)
    expect(rounds.map(({ round, frozen, all }) => [round.number, frozen, all.reported, all.due])).toEqual([
      [1, true, 4, 6],
      [2, true, 5, 5],
      [3, false, 2, 6],
    ])
    expect(rounds.map(({ lights }) => [lights.green, lights.yellow, lights.red, lights.none])).toEqual([
      [1, 1, 1, 0],
      [2, 0, 0, 1],
      [0, 0, 3, 0],
    ])
  })

  test("whatever the facts are, and so are the rates of the first page", async () => {
    const w = await world()
    const { id: second } = await anotherPlan(w, {}, [["bgs", "zhs", "yjs"], ["zhs"], ["bgs", "yjs"]])
    const { id: third } = await anotherPlan(w, { issuedOn: "2026-03-03" }, [["bgs", "zhs", "yjs"]])
    const planIds = [1, second, third]
    await givenLater(w, 7)
    await w.database.write([w.database.db.update(units).set({ leaderId: w.actor("boss").id })])
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(anyPlan, anyPlan, anyPlan),
        fc.array(anyPart, { minLength: 15, maxLength: 15 }),
        async (plans, parts) => {
          await given(w, planIds, plans, parts)
          for (const planId of planIds) {
            const found = await historyPageOf(w.database, w.actor("boss"), planId, 0, reading(w))
            expect(found?.boards).toEqual(await oneByOne(w, planId))
            for (const leader of [null, w.actor("boss").id, w.actor("lin").id]) {
              const { rounds } = historyOf(found?.boards ?? [], leader)
              const counted = rounds.map(({ round, all }) => [
                round.number,
                round.cutOffAt !== null,
                all.reported,
                all.due,
              ])
              const rates = await ratesOf(w, planId, leader)
              expect(rates.map((one) => [one.number, one.isCutOff, one.reported, one.due])).toEqual(
                // A round that asked nobody for anything has no rate.
                counted.filter(([number]) => rates.some((rate) => rate.number === number)),
              )
              for (const [number, , , due] of counted) {
                if (due) expect(rates.map((rate) => rate.number)).toContain(number)
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  test("the rates are as of the cut-off too", async () => {
    const { w } = await year()
    expect((await ratesOf(w, 1, null)).map(({ reported, due }) => `${reported}/${due}`)).toEqual(["4/6", "5/5", "2/6"])
  })

  test("of a plan with many parts are fewer, and the others follow", async () => {
    const { w } = await year()
    const plan = ({ planId }: { planId: unknown }) => sql`${planId}`
    const [parts, history] = [planReads(plan), historyReads(plan)]
    const numbers = async (historyParts: number, historySkip: number) => {
      const values = { ...valuesOf(w.actor("boss"), 1, null, TODAY), historyParts, historySkip }
      const [found, rounds, us, sections, tasks, ...rows] = await w.database.read([
        ...parts(w.database, values),
        ...history(w.database, values),
      ])
      return boardsFrom([found, rounds, us, sections, tasks], rows, reading(w)).map(({ round }) => round?.number)
    }
    for (const most of [1, 12, 17, 18, 600])
      expect(await numbers(most, 0)).toEqual([3, 2, 1].slice(0, roundsAtOnce(6, most)))
    expect(await numbers(1, 2)).toEqual([1])
  })
})

describe("the rules", () => {
  test("never more rounds than are read in time, and never fewer than two", () => {
    expect(roundsAtOnce(63)).toBe(HISTORY_ROUNDS)
    expect(roundsAtOnce(8000)).toBe(LEAST_ROUNDS)
    fc.assert(
      fc.property(fc.nat(20_000), (parts) => {
        const rounds = roundsAtOnce(parts)
        expect(rounds === LEAST_ROUNDS || rounds * parts <= HISTORY_PARTS).toBe(true)
      }),
    )
  })

  test("the more is missing, the darker; white only where all has come, black only where nothing has", () => {
    const tally = fc.record({ due: fc.integer({ min: 1, max: 40 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    const of = ({ due, share }: { due: number; share: number }) => ({ due, reported: Math.floor(due * share) })
    fc.assert(
      fc.property(tally.map(of), tally.map(of), (a, b) => {
        const missing = ({ due, reported }: typeof a) => (due - reported) / due
        if (missing(a) <= missing(b)) expect(missingLevel(a)).toBeLessThanOrEqual(missingLevel(b))
        expect(missingLevel(a) === 0).toBe(a.reported === a.due)
        expect(missingLevel(a) === 4).toBe(a.reported === 0)
      }),
    )
  })

  test("places follow the shares, equals share one, and who was asked for nothing has none", () => {
    const unit = fc.array(fc.option(fc.record({ due: fc.constant(4), reported: fc.nat(4) }), { nil: null, freq: 3 }), {
      minLength: 2,
      maxLength: 2,
    })
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 6 }), (all) => {
        const rows = all.map((rounds, id): UnitHistory => ({ unit: { id } as UnitHistory["unit"], rounds }))
        const placed = ranked(rows)
        expect(placed.map(({ unit: { id } }) => id).toSorted()).toEqual(rows.map(({ unit: { id } }) => id))
        for (const [i, one] of placed.entries()) {
          const share = shareOver(one)
          expect(one.place === null).toBe(share === null)
          for (const later of placed.slice(i + 1)) {
            const other = shareOver(later)
            if (share === null) expect(other).toBeNull()
            else if (other !== null) expect(other).toBeLessThanOrEqual(share)
            if (share === other) expect(later.place).toBe(one.place)
            if (share === other) expect(later.unit.id).toBeGreaterThan(one.unit.id)
          }
        }
      }),
    )
  })
})

const words = (html: string) => html.replaceAll(/<[^>]*>/g, "")
const PAGE = "/overview/history?plan=1"
const read = async (w: World, path = PAGE) => (await w.as("boss").get(path)).text()
const heatOf = (html: string) =>
  [...(html.match(/<table class="list heat">.*?<\/table>/s)?.[0] ?? "").matchAll(/<tr>(.*?)<\/tr>/gs)].map(
    ([, row = ""]) => words(row),
  )

describe("the page", () => {
  test("says what it draws: shares in words, every unit in every round with figure and word", async () => {
    const { w } = await year()
    const html = await read(w)
    expect(words(html)).toContain("2026年第三季度目前报送率33%，较2026年第二季度降低67个百分点；逾期任务由0项增至3项。")
    expect(heatOf(html)).toEqual([
      "单位2026年第三季度2026年第二季度2026年第一季度",
      "办公室0/2未报2/2全报1/2缺1",
      "综合指导司1/2缺12/2全报1/2缺1",
      "研究室1/2缺11/1全报2/2全报",
    ])
    // As many have come as are missing: only the address tells which of them are listed.
    expect(html).toMatch(/<a href="[^"]*report=owed[^"]*"[^>]*>缺1<\/a>/)
    expect(html).not.toContain("2026年第四季度")
    // Nothing that CSP would drop.
    expect(html).not.toMatch(/<svg[^>]*style=|<(path|rect|circle|line|text)[^>]*style=/)
  })

  test.each([PAGE, `${PAGE}&mine=1`, "/overview"])("every number on %s opens exactly what it counts", async (path) => {
    const { w } = await year()
    await w.database.client.execute({ sql: "update units set leader_id = ? where id = 1", args: [w.actor("boss").id] })
    for (const login of ["boss", "lin"] as const) {
      const numbers = await followed(w, login, path)
      expect(numbers.length).toBeGreaterThan(login === "boss" ? 8 : -1)
      for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
    }
  })

  test("units are ranked only where the office has switched it on, and the reader asks for it", async () => {
    const { w } = await year()
    const plain = heatOf(await read(w))
    expect(heatOf(await read(w, `${PAGE}&by=share`))).toEqual(plain)
    expect(await read(w)).not.toContain("排名")
    await done(w.as("security").post("/admin/settings", { ranksUnits: "true", "version.ranksUnits": "0" }))
    expect(await read(w)).toContain("按报送率排名")
    expect(heatOf(await read(w))).toEqual(plain)
    expect(heatOf(await read(w, `${PAGE}&by=share`)).map((row) => row.slice(0, 10))).toEqual([
      "单位2026年第三季",
      expect.stringContaining("第1名 研究室 8"),
      expect.stringContaining("第2名 综合指导司"),
      expect.stringContaining("第3名 办公室 5"),
    ])
  })

  test("without a round it says so; a plan one does not see, and whoever is no leader, have none", async () => {
    const w = await world()
    expect(words(await read(w))).toContain("还没有开启过填报期。")
    expect((await w.as("boss").get("/overview/history?plan=7")).status).toBe(404)
    expect((await w.as("boss").get("/overview/history?plan=x")).status).toBe(404)
    expect(words(await read(w, "/overview/history"))).toContain("普法责任制分工方案")
    expect((await w.as("wang").get(PAGE)).status).toBe(403)
  })
})

test("one round by itself has no change to tell", async () => {
  const { w } = await year()
  const { boards } = (await historyPageOf(w.database, w.actor("boss"), 1, 2, reading(w))) ?? { boards: [] }
  expect(trendWords(historyOf(boards, null).rounds)).toBe("2026年第一季度报送率67%；逾期任务1项。")
})
