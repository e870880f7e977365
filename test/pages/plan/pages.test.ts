import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { drafts, tasks, units } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { acting } from "#src/trail/record.ts"
import { followed, listedOn } from "#test/support/counts.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const text = async (w: World, login: Login | null, path: string) => (await w.as(login).get(path)).text()

/** Two rounds, one cut off, with every kind of thing that is counted. */
async function lively() {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  for (const a of [1, 2, 3]) await t.reports(a, first, "submitted", instant("2026-06-20", 9), { achieved: `上期${a}` })
  await t.reports(2, first, "accepted", instant("2026-06-26", 9))
  await t.cutsOff(first, instant("2026-06-30", 18))
  await t.reports(4, first, "submitted", instant("2026-07-02", 9))
  const second = await t.opens({ number: 2, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-15" })
  await t.reports(1, second, "submitted", instant("2026-09-14", 9), {
    achieved: "办公室的新进展",
    hasDifficulty: true,
    problems: "缺人手",
  })
  await t.reports(3, second, "submitted", instant("2026-09-14", 9), { achieved: "研究室的进展" })
  await t.reports(3, second, "accepted", instant("2026-09-16", 9))
  await t.moves(4, "assignment_claimed", "claimed", instant("2026-09-17", 9), { remark: "已完成" })
  await t.moves(5, "assignment_suspended", "suspended", instant("2026-09-17", 9), { remark: "暂缓" })
  await t.overrides(6, second, "green", "书面材料已到", instant("2026-09-17", 9))
  await t.proposes(3, second, instant("2026-09-17", 9))
  return { w, t, first, second }
}

test("the list shows each plan with its counts and current round to those who see it", async () => {
  const { w } = await lively()
  const html = await text(w, "wang", "/plans")
  expect(html).toContain("普法责任制分工方案")
  expect(html).toContain("第三季度")
  expect(html).toContain("9月15日到期")
  expect(html).not.toContain("/plans/new")
  expect(await text(w, "lin", "/plans")).toContain('href="/plans/new"')
})

test.each(["zhao", "jing", "admin", "security", "auditor"] as const)(
  "%s sees no plan, and its pages do not exist",
  async (login) => {
    const { w } = await lively()
    expect(await text(w, login, "/plans")).not.toContain("普法责任制分工方案")
    for (const path of [
      "/plans/1",
      "/plans/1/matrix",
      "/plans/1/matrix?open=1-1",
      "/plans/1/tasks/1",
      "/plans/1?round=1",
    ]) {
      expect((await w.as(login).get(path)).status, path).toBe(404)
    }
  },
)

test.each(["lin", "boss", "wang", "head", "zhou", "yan"] as const)(
  "%s reads the plan and its matrix",
  async (login) => {
    const { w } = await lively()
    for (const path of ["/plans/1", "/plans/1?round=1", "/plans/1/matrix", "/plans/1/matrix?round=1&open=1-2"]) {
      expect((await w.as(login).get(path)).status, path).toBe(200)
    }
  },
)

test.each(["/plans/2", "/plans/1?round=9", "/plans/1/matrix?round=9", "/plans/x", "/plans/99999999999"])(
  "%s does not exist",
  async (path) => {
    const w = await world()
    expect((await w.as("lin").get(path)).status).toBe(404)
  },
)

test("tasks stand under their sections with their full text, units in printed order and lights", async () => {
  const { w } = await lively()
  const html = await text(w, "lin", "/plans/1")
  expect(html).toContain("一、建立普法责任制")
  expect(html).toContain("把普法纳入工作总体布局，同部署、同检查、同落实。")
  expect(listedOn(html)).toMatchObject({ tasks: 3, parts: 6 })
  expect(html.indexOf("（一）")).toBeLessThan(html.indexOf("（二）"))
})

test("what goes as the plan says it is not said again: no 正常, no rhythm of the plan's own, no round that is looked at", async () => {
  const { w } = await lively()
  const { db, write } = w.database
  await write([
    db.update(tasks).set({ deadline: "continuing" }).where(eq(tasks.ordinal, 1)),
    db.update(tasks).set({ rhythm: "monthly" }).where(eq(tasks.ordinal, 2)),
  ])
  const html = await text(w, "lin", "/plans/1")
  const item = (ordinal: number) => html.match(new RegExp(`id="task-${ordinal}".*?</li></ul>`, "s"))?.[0] ?? ""
  expect(html.match(/.{30}每季度报送/g)).toHaveLength(1)
  expect(item(1)).toMatch(/（一）<\/a><small>长期坚持<\/small>/)
  expect(item(2)).toMatch(/（二）<\/a><small>每月报送<\/small>/)
  expect(item(3)).toMatch(/（三）<\/a><\/p>/)
  expect(html).not.toContain("（第三季度）：")

  // Whose part goes well is told by the shape, and by its word to those who hear the page.
  expect(item(1)).toMatch(/研究室<\/span>.*?<span class="light green" title="正常"><span class="sr-only">正常<\/span>/)
  expect(
    html.replaceAll(/<span class="sr-only">[^<]*<\/span>| title="[^"]*"/g, "").split(">正常</span>").length - 1,
  ).toBe(1)
  expect(item(1)).toMatch(/class="chip yellow first".*?<span class="light yellow">需要协调<\/span>/)
})

test("the most urgent tasks come first where that is asked for, without sections, and every number keeps the order", async () => {
  const { w } = await lively()
  const html = await text(w, "lin", "/plans/1?sort=urgency")
  const lights = [...html.matchAll(/class="task-no"><span class="light (\w+)"/g)].map(([, light]) => light)
  const rank = ["red", "yellow", "grey", "green", "blue", "none"]
  expect(lights).toEqual(lights.toSorted((a, b) => rank.indexOf(a ?? "") - rank.indexOf(b ?? "")))
  expect(new Set(lights).size).toBeGreaterThan(1)
  expect(html).not.toContain("<h2>一、建立普法责任制</h2>")
  expect(html).toContain('href="/plans/1?light=red&amp;sort=urgency"')
})

test("the latest line is the newest one may read: co-units read only what was accepted", async () => {
  const { w } = await lively()
  expect(await text(w, "lin", "/plans/1")).toMatch(/办公室的新进展|研究室的进展/)
  const own = await text(w, "zhou", "/plans/1")
  expect(own).not.toContain("办公室的新进展")
  expect(own).toContain("研究室的进展")
})

test("only supervisors of the plan have its settings", async () => {
  const { w } = await lively()
  expect(await text(w, "lin", "/plans/1")).toContain('href="/plans/1/settings"')
  expect(await text(w, "wang", "/plans/1")).not.toContain('href="/plans/1/settings"')
})

test.each([
  "/plans",
  "/plans/1",
  "/plans/1?round=1",
  "/plans/1/matrix",
  "/plans/1/matrix?round=1",
  "/units/1",
  "/units/3",
  "/units/1?view=rounds",
])("every number on %s opens a list of exactly so many", async (path) => {
  const { w, first, t } = await lively()
  // The premise: the frozen round has a late report, so that live and frozen figures differ.
  await t.reports(5, first, "submitted", instant("2026-07-03", 9))
  for (const login of ["lin", "wang"] as const) {
    const numbers = await followed(w, login, path)
    expect(numbers.length).toBeGreaterThan(0)
    for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
  }
})

describe("只看本单位", () => {
  test("one link for a unit's person opens exactly the unit's parts; it is gone where they are shown", async () => {
    const { w } = await lively()
    const html = await text(w, "wang", "/plans/1")
    expect(html).toMatch(/id="only-1" href="\/plans\/1\?unit=1"[^>]*>只看本单位/)
    expect(listedOn(await text(w, "wang", "/plans/1?unit=1"))).toMatchObject({ parts: 2 })
    expect(await text(w, "wang", "/plans/1?unit=1")).not.toContain('id="only-')
    expect(await text(w, "wang", "/plans/1?round=1")).toContain('href="/plans/1?round=1&amp;unit=1"')
  })

  test("nobody else has it", async () => {
    const { w } = await lively()
    for (const login of ["lin", "boss"] as const)
      expect(await text(w, login, "/plans/1"), login).not.toContain('id="only-')
  })
})

test("a filter that finds nothing says so", async () => {
  const { w } = await lively()
  const html = await text(w, "lin", "/plans/1?unit=4")
  expect(html).toContain("没有符合的任务")
  expect(listedOn(html)).toMatchObject({ tasks: 0, parts: 0 })
})

test("a cell tells a screen reader unit, role and light; empty ones are silent", async () => {
  const { w } = await lively()
  const html = await text(w, "lin", "/plans/1/matrix")
  expect(html).toContain('aria-label="（一） 办公室 第一牵头 需要协调 进展待审核"')
  expect(html).toContain('aria-label="（一） 研究室 牵头 正常"')
  expect(html).toContain('aria-label="（三） 综合指导司 第一牵头 挂起"')
  expect(html).toContain('aria-label="（三） 办公室 牵头 正常（人工调整）"')
  expect(html.split("<td></td>").length - 1).toBe(3)
  expect(html).toMatch(/<caption[^>]*>/)
  expect(html.split('scope="col"').length - 1).toBe(5)
  expect(html.split('scope="row"').length - 1).toBe(4)
})

describe("what waits behind a cell's light stands in its corner and in its name", () => {
  const nameOf = (html: string, cell: string) =>
    html.match(new RegExp(`open=${cell}" aria-label="([^"]*)">([^/]*)`))?.slice(1, 3) ?? []

  test("a claim before a report, with a line of the legend for each sign", async () => {
    const { w } = await lively()
    const html = await text(w, "lin", "/plans/1/matrix")
    expect(nameOf(html, "1-1")).toEqual(["（一） 办公室 第一牵头 需要协调 进展待审核", "<i>◆<"])
    expect(nameOf(html, "1-3")).toEqual(["（一） 研究室 牵头 正常", "<"])
    expect(nameOf(html, "2-3")[0]).toMatch(/申请办结待核查$/)
    expect(html).toContain("<i>◥</i> 申请办结待核查")
    expect(html).not.toContain("有草稿")
  })

  test("a draft only for its unit and the office; empty boxes are none", async () => {
    const { w, second } = await lively()
    const write = (achieved: string) =>
      w.database.write([
        w.database.db
          .insert(drafts)
          .values({
            assignmentId: 2,
            roundId: second,
            achieved,
            problems: "",
            nextSteps: "",
            revision: 1,
            savedById: 1,
            savedAt: 1,
          })
          .onConflictDoUpdate({ target: [drafts.assignmentId, drafts.roundId], set: { achieved } }),
      ])
    await write("")
    expect(await text(w, "lin", "/plans/1/matrix")).not.toContain("有草稿")
    await write("写了一半")
    for (const login of ["lin", "zhou"] as const)
      expect(nameOf(await text(w, login, "/plans/1/matrix"), "1-2")[0], login).toMatch(/ 有草稿$/)
    for (const login of ["wang", "boss"] as const)
      expect(await text(w, login, "/plans/1/matrix"), login).not.toContain("有草稿")
    expect(await text(w, "lin", "/plans/1/matrix?round=1")).not.toContain("有草稿")
  })
})

test("an earlier round is replayed as it stood, and what came later is marked 迟报", async () => {
  const { w } = await lively()
  const html = await text(w, "lin", "/plans/1/matrix?round=1")
  expect(html).toContain("已于6月30日 18:00封账")
  expect(html).toContain('aria-label="（二） 研究室 第一牵头 逾期3个工作日 迟报"')
  expect(html).toContain('href="?round=1&amp;open=2-3"')
})

test("the panel opens at the cell that is named, and closes by a link", async () => {
  const { w } = await lively()
  const html = await text(w, "lin", "/plans/1/matrix?open=1-1")
  expect(html).toContain('data-cell="1-1"')
  expect(html).toContain("缺人手")
  expect(html).toMatch(/href="\/plans\/1\/matrix" id="panel-close"/)
})

test.each(["?open=1-4", "?open=9-1", "?open=x", "?open=1-"])("nothing opens at %s", async (open) => {
  const { w } = await lively()
  const response = await w.as("lin").get(`/plans/1/matrix${open}`)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('<aside id="panel" class="panel" hidden')
})

test("the panel shows a co-unit no words before they are accepted", async () => {
  const { w } = await lively()
  expect(await text(w, "zhou", "/plans/1/matrix?open=1-1")).not.toContain("办公室的新进展")
  expect(await text(w, "wang", "/plans/1/matrix?open=1-1")).toContain("办公室的新进展")
  expect(await text(w, "zhou", "/plans/1/matrix?open=1-3")).toContain("研究室的进展")
})

test.each(["/plans", "/plans/1", "/plans/1?round=1&unit=1", "/plans/1/matrix", "/plans/1/matrix?open=1-1", "/units/1"])(
  "%s costs two round trips",
  async (path) => {
    const { w } = await lively()
    const before = w.database.trips()
    await w.as("lin").get(path)
    expect(w.database.trips() - before).toBe(2)
  },
)

test("plans are paged by the database", async () => {
  const w = await world()
  const { issuePlan } = await import("#src/plans/plan/commands.ts")
  for (let i = 2; i <= 23; i++) {
    await issuePlan(
      w.database,
      {
        title: `方案${i}`,
        docNumber: null,
        issuer: "",
        basis: null,
        basisDocNumber: null,
        preamble: null,
        closing: null,
        issuedOn: "2026-01-05",
        supervisingUnitId: w.unitId("yjs"),
        source: "",
        sourceName: "",
        sections: [],
        tasks: [
          { label: "（一）", text: "任务", section: null, deadlineText: null, units: [{ unitId: 1, role: "lead" }] },
        ],
      },
      acting(w.actor("lin"), w.now()),
    )
  }
  const first = await text(w, "wang", "/plans")
  expect(first.split('<tr class="plan"').length - 1).toBe(20)
  expect(first).toContain('href="/plans?page=2"')
  const second = await text(w, "wang", "/plans?page=2")
  expect(second.split('<tr class="plan"').length - 1).toBe(3)
  expect(second).not.toContain("page=3")

  expect((await text(w, "lin", "/units/1")).split('class="block"').length - 1).toBe(3)
  const last = await text(w, "lin", "/units/1?page=8")
  expect(last.split('class="block"').length - 1).toBe(2)
  expect(last).not.toContain("page=9")
})

test("a unit's page shows what one may see of it, and does not exist for administrators or strangers to all units", async () => {
  const { w } = await lively()
  expect(await text(w, "zhou", "/units/1")).toContain("普法责任制分工方案")
  const outside = await w.as("zhao").get("/units/1")
  expect(outside.status).toBe(200)
  expect(await outside.text()).toContain("没有您可以查看的分工")
  expect((await w.as("admin").get("/units/1")).status).toBe(404)
  expect((await w.as("lin").get("/units/99")).status).toBe(404)
})

test("texts are escaped", async () => {
  const w = await world()
  await w.database.write([w.database.db.update(units).set({ shortName: "<b>办&公室</b>" })])
  expect(await text(w, "lin", "/plans/1/matrix")).not.toContain("<b>办")
})
