import { beforeEach, describe, expect, test } from "vitest"
import { done, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { addGroup, addSet, groupOf, onBody, onGroup, onSet, openYear, setOf } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()

describe("领导小组", () => {
  test("of the whole office is entered by 普法办 and stands below the register for all in the year", async () => {
    await done(addGroup(w))
    expect(await groupOf(w)).toMatchObject({ year: 2026, unitId: null, seatUnitId: 3, head: "李局长" })
    expect((await trailOf(w, "group:1")).at(-1)).toMatchObject({
      action: "group_added",
      particulars: { year: 2026, unit: null, groupHead: "李局长", seat: "研究室" },
    })
    for (const login of ["lin", "wang", "zhou", "boss"] as const)
      expect(await page(login, "/years/2026")).toContain("普法工作领导小组")
    expect((await w.as("zhao").get("/groups/1")).status).toBe(404)
    expect(await page("wang", "/groups/1")).not.toContain("保存")
    await refused(w, () => onGroup(w, "wang", ""), 403)
    await refused(w, () => onGroup(w, "zhao", ""), 404)
  })

  test("is found by its name and by who is in it, by whoever sees it", async () => {
    await done(addGroup(w))
    await done(addGroup(w, { unitId: "1", name: "办公室普法小组", head: "洪主任" }, "wang"))
    const finds = async (login: Login, words: string, group: number) =>
      (await page(login, `/search?q=${words}`)).includes(`href="/groups/${group}"`)
    expect([await finds("zhou", "李局长", 1), await finds("lin", "赵六", 1)]).toEqual([true, true])
    expect([await finds("zhou", "洪主任", 2), await finds("wang", "洪主任", 2)]).toEqual([false, true])
    await done(onGroup(w, "lin", "removal"))
    expect(await finds("lin", "李局长", 1)).toBe(false)
  })

  test("of one unit is entered by it or by 普法办, and seen like the unit", async () => {
    await done(addGroup(w, { unitId: "1", name: "办公室普法小组" }, "wang"))
    await done(onGroup(w, "head", "", { head: "洪主任" }))
    await done(onGroup(w, "lin", "", { head: "周主任" }))
    expect(await groupOf(w)).toMatchObject({ unitId: 1, head: "周主任", version: 3 })
    expect((await w.as("zhou").get("/groups/1")).status).toBe(404)
    await done(onBody(w, "lin", ""))
    expect((await w.as("zhou").get("/groups/1")).status).toBe(200)
    await refused(w, () => onGroup(w, "zhou", ""), 403)
    expect((await addGroup(w, { unitId: "2" }, "wang")).status).toBe(422)
    expect(await (await addGroup(w, {}, "wang")).text()).toContain("请选择本单位")
    await refused(w, () => addGroup(w, {}, "boss"), 403)
    await refused(w, () => addGroup(w, {}, "zhao"), 404)
  })

  test.each([
    [{ name: "" }, "请填写名称"],
    [{ head: "" }, "请填写组长"],
    [{ unitId: "4" }, "请从责任单位中选择"],
    [{ seatUnitId: "99" }, "请从在用单位中选择"],
    [{ members: "长".repeat(1001) }, "最多 1000 字"],
  ])("%o is refused at its field", async (over, said) => {
    const back = await addGroup(w, { deputies: "写了一半", ...over })
    expect(back.status).toBe(422)
    const html = await back.text()
    expect(html).toContain(said)
    expect(html).toContain("写了一半")
  })

  test("is taken out, and the trail keeps it", async () => {
    await done(addGroup(w))
    await done(onGroup(w, "lin", "removal"))
    expect(await page("lin", "/years/2026")).not.toContain("普法工作领导小组")
    expect((await onGroup(w, "lin", "removal")).status).toBe(404)
    expect((await trailOf(w, "group:1")).at(-1)).toMatchObject({ particulars: { name: "普法工作领导小组" } })
  })

  test("a new year carries it over, but none of a unit that takes no part any more", async () => {
    await done(addGroup(w))
    await done(addGroup(w, { unitId: "1", name: "办公室普法小组" }, "wang"))
    await done(addGroup(w, { name: "撤销的" }))
    await done(onGroup(w, "lin", "removal", {}, 3))
    await openYear(w, { year: "2027", units: ["2"] })
    const html = await page("lin", "/years/2027")
    expect(html).toContain("普法工作领导小组")
    expect(html).not.toContain("办公室普法小组")
    expect(html).not.toContain("撤销的")
    expect(await groupOf(w, 4)).toMatchObject({ year: 2027, members: "王五\n赵六", version: 1 })
  })

  test("two at once: one is told", async () => {
    await done(addGroup(w))
    await onlyOne(
      w,
      () => onGroup(w, "lin", "", { version: "1", head: "甲" }),
      () => onGroup(w, "lin2", "", { version: "1", head: "乙" }),
    )
  })
})

describe("主送范围", () => {
  test("names units together, and ticks them where units are chosen", async () => {
    await done(addSet(w))
    expect(await setOf(w)).toMatchObject({ name: "各业务单位", unitIds: [1, 2] })
    expect((await trailOf(w, "addressees:1")).at(-1)).toMatchObject({
      particulars: { name: "各业务单位", bodies: "办公室、综合指导司" },
    })
    expect(await page("wang", "/addressees")).toContain("办公室、综合指导司")
    const ticked = async (path: string) =>
      [...(await page("lin", path)).matchAll(/name="units" value="(\d+)"[^>]*checked/g)].map(([, id]) => id)
    expect(await ticked("/years/new?set=1")).toEqual(["1", "2"])
    expect(await ticked("/years/new?set=9")).toEqual(["1", "2", "3"])
    await done(onSet(w, "lin", "", { units: ["4", "2"] }))
    expect(await ticked("/years/2026/bodies/new?set=1")).toEqual(["4"])
    await done(onSet(w, "lin", "removal"))
    expect(await page("lin", "/years/new")).not.toContain("各业务单位")
    expect((await w.as("lin").get("/addressees/1")).status).toBe(404)
  })

  test("is kept by supervisors, with a name of its own and units that are there", async () => {
    await done(addSet(w))
    await refused(w, () => addSet(w, {}, "wang"), 403)
    await refused(w, () => addSet(w, {}, "admin"), 404)
    expect(await (await addSet(w)).text()).toContain("已有「各业务单位」")
    expect(await (await addSet(w, { name: "其他", units: ["99"] })).text()).toContain("请从在用单位中选择")
    expect(await (await addSet(w, { name: "其他", units: [] })).text()).toContain("请至少选择一项单位")
    await done(onSet(w, "lin2", "", { name: "各业务单位" }))
    expect((await onSet(w, "lin", "", { version: "1" })).status).toBe(409)
  })
})
