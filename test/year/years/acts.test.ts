import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { units } from "#db/schema.ts"
import { seesBody } from "#src/year/years/policy.ts"
import { findBody } from "#src/year/years/queries.ts"
import { refused, trailOf } from "#test/support/acts.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"
import { askForYear, bodyOf, onBody, openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const done = async (response: Response | Promise<Response>) => expect((await response).status).toBe(303)

describe("设立年度", () => {
  test("the office opens it with its bodies, in 单位排序", async () => {
    await openYear(w)
    expect((await trailOf(w, "year:2026")).at(-1)).toMatchObject({
      action: "year_opened",
      particulars: { year: 2026, keeper: "研究室", bodies: "办公室、综合指导司、研究室" },
    })
    expect(await bodyOf(w, 2)).toMatchObject({ unitId: 2, duty: "primary", category: "state", leader: "", version: 1 })
    const html = await page("lin", "/years/2026")
    expect(html).toContain("综合指导司")
    expect(html).toMatch(/未填全 3/)
  })

  test("the form proposes this year and every inner unit, then the next year and those of the last", async () => {
    const first = await page("lin", "/years/new")
    expect(first).toMatch(/name="year"[^>]*value="2026"/)
    expect(first.match(/name="units"[^>]*checked/g)).toHaveLength(4)
    await openYear(w, { units: ["1", "3"] })
    const second = await page("lin", "/years/new")
    expect(second).toMatch(/name="year"[^>]*value="2027"/)
    expect(second.match(/name="units"[^>]*checked/g)).toHaveLength(2)
  })

  test("a new year carries over how each stood the last time, and no money", async () => {
    await openYear(w, { year: "2025" })
    await done(onBody(w, "lin", ""))
    await done(onBody(w, "lin", "leaving", { leftOn: "2025-12-31" }, 2))
    await openYear(w, { units: ["1", "2", "4"] })
    expect(await bodyOf(w, 4)).toMatchObject({
      year: 2026,
      unitId: 1,
      duty: "supervised",
      category: "party",
      supervisorUnitId: 2,
      leader: "张副局长",
      enforces: true,
      budget: null,
      version: 1,
    })
    expect(await bodyOf(w, 5)).toMatchObject({ unitId: 2, leftOn: null, leftWhy: "" })
    expect(await bodyOf(w, 6)).toMatchObject({ unitId: 4, duty: "primary" })
  })

  test.each([
    ["a year that is there", { year: "2026" }, "2026年度已经设立"],
    ["a year far away", { year: "2028" }, "最多提前一年，现在可设到2027年度"],
    ["no year", { year: "今年" }, "年度请填 2000 至 2100 的整数"],
    ["another's office", { year: "2027", office: "1" }, "请选择您任督查人员的单位"],
    ["no units", { year: "2027", units: [] }, "请至少选择一项责任单位"],
    ["a unit that is none", { year: "2027", units: ["99"] }, "请从在用单位中选择"],
  ])("%s is refused at its field, and what was typed stays", async (_, over, said) => {
    await openYear(w)
    const back = await askForYear(w, over)
    expect(back.status).toBe(422)
    const html = await back.text()
    expect(html).toContain(said)
    expect(html).toContain(`value="${"year" in over ? over.year : ""}"`)
  })

  test("only a supervisor, and only once at a time", async () => {
    for (const login of ["wang", "boss", "admin"] as const) expect((await askForYear(w, {}, login)).status).toBe(403)
    const both = await Promise.all([askForYear(w), askForYear(w, {}, "lin2")])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  })
})

describe("责任单位", () => {
  beforeEach(() => openYear(w))

  test("the office sets how a unit stands, and its trail says what was before", async () => {
    await done(onBody(w, "lin", ""))
    expect(await bodyOf(w)).toMatchObject({
      duty: "supervised",
      category: "party",
      supervisorUnitId: 2,
      enforces: true,
      judges: false,
      leader: "张副局长",
      budget: 1_200_000,
      version: 2,
    })
    expect((await trailOf(w, "body:1")).at(-1)).toMatchObject({
      action: "body_changed",
      particulars: {
        unit: "办公室",
        duty: { before: "primary", after: "supervised" },
        supervisor: { before: null, after: "综合指导司" },
      },
    })
    const trail = await page("auditor", "/admin/events")
    for (const words of ["行业主管部门督促", "党的机关", "1.2万元", "设立普法年度"]) expect(trail).toContain(words)
    expect(await page("lin", "/years/2026")).toContain("1.2万元")
  })

  test("the unit's own liaison or head names who answers for it, and nothing else", async () => {
    await done(onBody(w, "wang", "naming", { duty: "voluntary" }))
    expect(await bodyOf(w)).toMatchObject({ duty: "primary", person: "王五" })
    await done(onBody(w, "head", "naming", { person: "赵六" }))
    expect(await bodyOf(w)).toMatchObject({ person: "赵六", version: 3 })
    await refused(w, () => onBody(w, "wang", ""), 403)
    await refused(w, () => onBody(w, "lin", "naming"), 403)
  })

  test("is seen by itself, its 行业主管部门, the office and leaders; by nobody else", async () => {
    const status = async (login: Login) => (await w.as(login).get("/bodies/1")).status
    expect(await Promise.all((["wang", "lin", "boss", "zhou", "zhao", "admin", "jing"] as const).map(status))).toEqual([
      200, 200, 200, 404, 404, 404, 404,
    ])
    await done(onBody(w, "lin", ""))
    expect(await status("zhou")).toBe(200)
    expect((await onBody(w, "zhou", "naming")).status).toBe(403)
    expect((await onBody(w, "zhao", "naming")).status).toBe(404)
    expect(await page("zhou", "/years/2026")).toContain('id="body-1"')
    expect(await page("wang", "/years/2026")).not.toContain('id="body-2"')
    expect((await w.as("zhao").get("/years/2026")).status).toBe(404)
    expect(await page("zhao", "/years")).toContain("您的单位还没有列入普法年度")
  })

  test("… and the rule says the same as the condition", async () => {
    await done(onBody(w, "lin", ""))
    const { year } = (await findBody(w.database, w.actor("lin"), 1)) ?? { year: { officeId: 0 } }
    for (const login of Object.keys(CAST) as Login[]) {
      for (const id of [1, 2, 3]) {
        const found = await findBody(w.database, w.actor(login), id)
        expect([login, id, found !== null]).toEqual([login, id, seesBody(w.actor(login), year, await bodyOf(w, id))])
      }
    }
  })

  test.each([
    [{ supervisorUnitId: "" }, "请选择行业主管部门"],
    [{ supervisorUnitId: "1" }, "行业主管部门不能是本单位"],
    [{ supervisorUnitId: "99" }, "请从在用单位中选择"],
    [{ duty: "其他" }, "请选择责任类型"],
    [{ budget: "若干" }, "没有看懂普法经费"],
    [{ leader: "长".repeat(81) }, "请用一行写明，最多 80 字"],
  ])("%o is refused at its field", async (over, said) => {
    const back = await onBody(w, "lin", "", { ...over, person: "写了一半" })
    expect(back.status).toBe(422)
    const html = await back.text()
    expect(html).toContain(said)
    expect(html).toContain("写了一半")
    expect(await bodyOf(w)).toMatchObject({ version: 1 })
  })

  test("whoever comes second is told so", async () => {
    await done(onBody(w, "wang", "naming"))
    expect((await onBody(w, "lin", "", { version: "1" })).status).toBe(409)
  })

  test("a unit that was merged leaves with a day and a reason, stays in the list, and can come back", async () => {
    await done(onBody(w, "lin", "leaving"))
    expect(await page("lin", "/years/2026?view=present")).not.toContain('id="body-1"')
    expect(await page("lin", "/years/2026")).toMatch(/class="off"[^>]*>[\s\S]{0,80}id="body-1"/)
    const left = await page("lin", "/years/2026?view=left")
    expect(left).toMatch(/class="off"[\s\S]*9月1日退出：并入综合指导司/)
    expect((await onBody(w, "wang", "naming")).status).toBe(409)
    expect((await onBody(w, "lin", "leaving")).status).toBe(409)
    expect((await trailOf(w, "body:1")).at(-1)).toMatchObject({
      action: "body_left",
      particulars: { leftOn: "2026-09-01", leftWhy: "并入综合指导司" },
    })
    await done(onBody(w, "lin", "rejoining"))
    expect((await onBody(w, "lin", "rejoining")).status).toBe(409)
    expect(await bodyOf(w)).toMatchObject({ leftOn: null, leftWhy: "" })
  })

  test.each([
    ["2026-09-22", "退出日期不能晚于今天"],
    ["2025-12-31", "退出日期应在2026年内"],
    ["2026-02-30", "2026年2月没有30日"],
  ])("not on %s", async (leftOn, said) => {
    const back = await onBody(w, "lin", "leaving", { leftOn })
    expect(back.status).toBe(422)
    expect(await back.text()).toContain(said)
  })

  test("units come in while the year runs, each once", async () => {
    const again = await w.as("lin").post("/years/2026/bodies", { units: ["1", "4"], version: "1" })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain("请从未列入的单位中选择")
    await done(w.as("lin").post("/years/2026/bodies", { units: "4", version: "1" }))
    expect(await bodyOf(w, 4)).toMatchObject({ unitId: 4, year: 2026 })
    expect((await w.as("zhao").get("/years/2026")).status).toBe(200)
    expect(await page("lin", "/years/2026/bodies/new")).toContain("在用单位都已列入")
    expect((await w.as("wang").post("/years/2026/bodies", { units: "4", version: "2" })).status).toBe(403)
  })

  test("gaps are a filter, and every count opens as many rows", async () => {
    await done(onBody(w, "wang", "naming"))
    await done(onBody(w, "lin", "", { duty: "voluntary", supervisorUnitId: "", leader: "" }, 2))
    await done(onBody(w, "lin", "leaving", {}, 3))
    const all = await page("lin", "/years/2026")
    for (const [view, label] of [
      ["all", "全部"],
      ["present", "参加"],
      ["left", "已退出"],
      ["primary", "主体责任"],
      ["voluntary", "参照执行"],
      ["gaps", "未填全"],
    ] as const) {
      const counted = new RegExp(`id="view-${view}"[^>]*>\\s*(?:<b>)?${label} (\\d+)`).exec(all)?.[1]
      const rows = (await page("lin", `/years/2026?view=${view}`)).match(/data-row="body"/g) ?? []
      expect([view, rows.length]).toEqual([view, Number(counted)])
    }
  })

  test("goes out as .xlsx and .csv, and the trail knows who took it", async () => {
    await done(onBody(w, "wang", "naming", { leader: "=张" }))
    const csv = await w.as("lin").post("/years/2026/bodies.csv")
    const text = await csv.text()
    expect(text.split("\r\n")[1]).toBe("1,办公室,主体责任,国家机关,,'=张,秘书处,王五,12000,,")
    expect(text.split("\r\n")).toHaveLength(5)
    const own = await (await w.as("zhou").post("/years/2026/bodies.csv")).text()
    expect(own).not.toContain("办公室")
    const xlsx = await w.as("boss").post("/years/2026/bodies.xlsx?view=gaps")
    expect(xlsx.headers.get("content-disposition")).toContain(encodeURIComponent("2026年度责任单位（未填全）.xlsx"))
    expect((await w.events()).filter(({ action }) => action === "register_taken").at(-1)).toMatchObject({
      particulars: { year: 2026, register: "责任单位", picked: "未填全", file: "xlsx", rows: 2 },
    })
    expect((await w.as("lin").post("/years/2026/bodies.csv?view=left")).status).toBe(409)
  })

  test("a unit that is out of use is proposed no more, and an old 行业主管部门 stays", async () => {
    await done(onBody(w, "lin", ""))
    const { db, write } = w.database
    await write([db.update(units).set({ active: false }).where(eq(units.id, 2))])
    await done(onBody(w, "lin", ""))
    expect(await page("lin", "/bodies/1")).toMatch(/<option value="2" selected[^>]*>综合指导司/)
  })
})
