import { beforeEach, describe, expect, test } from "vitest"
import { activityOf, enterActivity, onActivity } from "#test/support/activities.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const DAYS = "/years/2026/days"
const page = async (login: Login, path = DAYS) => (await w.as(login).get(path)).text()
const add = (login: Login, over: Fields = {}) =>
  w.as(login).post(DAYS, { name: "政务公开日", rule: "fixed", dayOn: "2026-10-15", law: "", unit: "", ...over })

async function dayNamed(name: string): Promise<{ id: number; version: number }> {
  const { rows } = await w.database.client.execute({
    sql: "select id, version from key_days where name = ?",
    args: [name],
  })
  return { id: Number(rows[0]?.id), version: Number(rows[0]?.version) }
}

describe("普法节点", () => {
  test("the next sixty days say who has arranged something and who has not", async () => {
    await w.travel("2026-11-10")
    const { id } = await dayNamed("国家宪法日")
    await done(enterActivity(w, { state: "planned", fromOn: "2026-12-04", keyDay: String(id), joint: "2" }))
    const text = await page("lin")
    expect(text).toContain("12月4日 国家宪法日")
    expect(text).toContain("11月30日至12月6日 宪法宣传周")
    expect(text).not.toContain("4月15日 全民国家安全教育日</h3>")
    expect(text).toMatch(/国家宪法日<\/h3><p>有安排：.*办公室.*综合指导司.*没有安排：研究室/)
    // A unit sees its own and no others'.
    const own = await page("wang")
    expect(own).toMatch(/国家宪法日<\/h3><p>有安排：/)
    expect(own).not.toContain("没有安排：研究室")
    // From a day to its form: the day is chosen, and it is planned for it.
    const form = await page("wang", `/activities/new?day=${id}`)
    expect(form).toMatch(new RegExp(`<option value="${id}" selected`))
    expect(form).toMatch(/value="2026-12-04"/)
    expect(form).toMatch(/value="planned" checked/)
  })

  test("the yearly rule counts units, and its numbers open them", async () => {
    const { id } = await dayNamed("国家宪法日")
    expect(await page("lin")).toMatch(/已开展 <a[^>]*>0<\/a>\/应开展 <a[^>]*>3<\/a>/)
    await done(enterActivity(w, { keyDay: String(id) }))
    await done(enterActivity(w, { keyDay: String(id), kind: "法治讲座", unit: "2" }, "zhou"))
    expect(await page("lin")).toMatch(/已开展 <a[^>]*>1<\/a>\/应开展 <a[^>]*>3<\/a>/)
    expect((await page("lin", `${DAYS}?rule=done`)).match(/data-row="unit"/g)).toHaveLength(1)
    expect((await page("lin", `${DAYS}?rule=left`)).match(/data-row="unit"/g)).toHaveLength(2)
    expect(await page("lin", "/years/2026/activities?unit=1&state=held&themed=1")).toContain("宪法进社区")
    await w.database.client.execute("update bodies set duty = 'voluntary' where unit_id = 2")
    const text = await page("lin")
    expect(text).toMatch(/应开展 <a[^>]*>2<\/a>/)
    expect(text.match(/class="tag warn"/g)).toHaveLength(1)
  })

  test("the office adds one for all, a unit one for itself, with a law's day by the law", async () => {
    await done(add("lin"))
    expect((await trailOf(w, `key_day:${(await dayNamed("政务公开日")).id}`)).at(-1)).toMatchObject({
      action: "key_day_added",
    })
    await done(add("wang", { name: "档案日", unit: "1" }))
    expect(await page("lin")).toContain("办公室的行业宣传日")
    await w.database.client.execute(
      "insert into laws (title, category, effective_on) values ('信访工作条例', 'party', '2022-05-01'), ('未定法', 'law', null)",
    )
    await done(add("lin", { name: "条例施行日", rule: "law", law: "《信访工作条例》" }))
    expect(await page("lin")).toContain("条例施行日")
    for (const law of ["没有的法", "未定法", ""]) {
      const response = await add("lin", { name: "我写的名称", rule: "law", law })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain("我写的名称")
    }
    expect((await add("lin", { dayOn: "" })).status).toBe(422)
  })

  test("for all it is the office's alone; another unit's is nobody else's", async () => {
    for (const unit of ["", "2"]) expect((await add("wang", { unit })).status).toBe(422)
    await refused(w, () => add("boss"), 403)
    for (const login of ["zhao", "admin", "jing"] as const) {
      await refused(w, () => add(login), 404)
      expect((await w.as(login).get(DAYS)).status).toBe(404)
    }
  })

  test("ended it is listed no more from this year on, and what was held for it keeps it", async () => {
    const { id, version } = await dayNamed("国家宪法日")
    await done(enterActivity(w, { keyDay: String(id) }))
    await refused(w, () => w.as("wang").post(`${DAYS}/${id}/ending`, { version: String(version) }), 403)
    await refused(w, () => w.as("lin").post(`${DAYS}/${id}/ending`, { version: "9" }), 409)
    await done(w.as("lin").post(`${DAYS}/${id}/ending`, { version: String(version) }))
    expect(await page("lin")).not.toContain("国家宪法日")
    await refused(w, () => w.as("lin").post(`${DAYS}/${id}/ending`, { version: "2" }), 404)
    await done(onActivity(w, "wang", "revision", { keyDay: String(id), copies: "1" }))
    expect(await activityOf(w)).toMatchObject({ keyDayId: id })
  })
})
