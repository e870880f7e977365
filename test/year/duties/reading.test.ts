import { beforeEach, describe, expect, test } from "vitest"
import { indicatorIn, itemIn, leadsIn, timingIn } from "#src/year/duties/reading.ts"
import { listInFile, listPasted } from "#src/year/duties/sheet_reading.ts"
import { done, type Fields, multipart, refused } from "#test/support/acts.ts"
import { dutyOf, enterDuty, fileList, newestDuty } from "#test/support/duties.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

const YEAR = {
  year: 2026,
  days: [
    { day: { id: 1, name: "国家宪法日" } },
    { day: { id: 2, name: "宪法宣传周" } },
    { day: { id: 3, name: "《信访工作条例》施行日" } },
  ],
  units: [
    { id: 1, name: "办公室", shortName: "办公室", hasLeft: false },
    { id: 2, name: "综合指导司", shortName: "综指司", hasLeft: false },
    { id: 3, name: "人事司", shortName: "人事司", hasLeft: true },
  ],
}

describe("何时普 as people write it", () => {
  test.each<[string, object]>([
    ["", { timing: null }],
    ["每月", { timing: "rhythm", rhythm: "monthly" }],
    ["每季度一次", { timing: "rhythm", rhythm: "quarterly" }],
    ["每天滚动播放", { timing: "rhythm", rhythm: "daily" }],
    ["不定期", { timing: "irregular" }],
    ["不定期，最迟12月31日", { timing: "irregular" }],
    ["全年", { timing: "irregular" }],
    ["国家宪法日（12月4日）", { timing: "key_day", keyDay: 1 }],
    ["宪法日", { timing: "key_day", keyDay: 1 }],
    ["《信访工作条例》施行日", { timing: "key_day", keyDay: 3 }],
    ["5月1日", { timing: "date", fromOn: "2026-05-01" }],
    ["2026.5.1", { timing: "date", fromOn: "2026-05-01" }],
    ["5月1日至5月31日", { timing: "range", fromOn: "2026-05-01", untilOn: "2026-05-31" }],
    ["2月", { timing: "range", fromOn: "2026-02-01", untilOn: "2026-02-28" }],
    ["3-5月", { timing: "range", fromOn: "2026-03-01", untilOn: "2026-05-31" }],
    ["第二季度", { timing: "range", fromOn: "2026-04-01", untilOn: "2026-06-30" }],
    ["下半年", { timing: "range", fromOn: "2026-07-01", untilOn: "2026-12-31" }],
  ])("%s", (written, meant) => {
    expect(timingIn(written, YEAR)).toMatchObject(meant)
  })

  test.each(["等通知", "13月", "2月30日", "见方案"])("%s is not guessed", (written) => {
    expect(timingIn(written, YEAR)).toBeNull()
  })
})

test("units are told by their names, the first by its mark, and who has left or is none stays in doubt", () => {
  expect(leadsIn("", 1, YEAR)).toEqual({ leads: [1], first: null, unknown: [] })
  expect(leadsIn("综指司（第一牵头）、办公室", 1, YEAR)).toEqual({ leads: [1, 2], first: 2, unknown: [] })
  expect(leadsIn("办公室、人事司，教育局", 1, YEAR)).toEqual({ leads: [1], first: null, unknown: ["人事司", "教育局"] })
})

test.each([
  ["专题讲座 4场", "专题讲座", "4", "场"],
  ["讲座不少于4场", "讲座", "4", "场"],
  ["参加率95%", "参加率", "95", "%"],
  ["群众满意", "群众满意", "", ""],
])("an indicator: %s", (written, indicator, target, targetUnit) => {
  expect(indicatorIn(written)).toEqual({ indicator, target, targetUnit })
})

function missing(): never {
  throw new Error("no such item")
}

const PASTED = [
  "某局普法责任清单",
  "序号\t普法内容\t普法对象\t普法方式\t时间节点\t责任科室\t责任人\t备注",
  "1\t《民法典》宣传\t社区居民\t讲座\t5月28日\t法规科\t张三\t",
  "2\t电子屏播放\t\t\t\t\t\t不适用：没有屏幕",
].join("\n")

test("a pasted table is read by its headings, whatever stands above them", () => {
  const read = listPasted(PASTED)
  if ("problem" in read) throw new Error(read.problem)
  expect(read.rows).toHaveLength(2)
  const [first, second] = read.rows.map((row) => itemIn(row, 1, YEAR))
  expect(first?.doubts).toEqual({})
  expect(first?.words).toMatchObject({
    content: "《民法典》宣传",
    laws: ["民法典"],
    audience: "社区居民",
    timing: "date",
    fromOn: "2026-05-28",
    department: "法规科",
    person: "张三",
  })
  expect(second?.words).toMatchObject({ applies: false, why: "没有屏幕" })
})

test.each([
  ["nothing of the kind", "今天天气很好"],
  ["headings without what is taught", "对象\t方式\n居民\t讲座"],
  ["headings alone", "普法内容\t普法对象"],
])("%s is no list", (_, text) => {
  expect(listPasted(text)).toMatchObject({ problem: expect.stringContaining("没有找到责任清单的表格") })
})

test("a file that is broken, too large or of another kind says so", () => {
  expect(listInFile(new Uint8Array(1024 * 1024 + 1))).toMatchObject({ problem: expect.stringContaining("1 MB") })
  expect(listInFile(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toMatchObject({ problem: expect.any(String) })
  expect(listInFile(new TextEncoder().encode("%PDF-1.7"))).toMatchObject({ problem: expect.any(String) })
})

describe("导入", () => {
  let w: World
  beforeEach(async () => {
    w = await world()
    await openYear(w)
  })
  const LIST = "/years/2026/duties"
  const read = (fields: Fields, login: Login = "wang") =>
    w.as(login).post(`${LIST}/reading`, { unit: "1", pasted: PASTED, ...fields })
  /** The fields of the page that was shown, as a browser sends them back. */
  const shown = (html: string): Fields => {
    const fields: Record<string, string[]> = {}
    for (const [, name = "", text = ""] of html.matchAll(/<textarea name="(row-\w+)"[^>]*>\n?([^<]*)<\/textarea>/g))
      fields[name] = [...(fields[name] ?? []), text]
    return { unit: "1", ...fields, take: [...html.matchAll(/name="take" value="(\d+)"/g)].map(([, i = ""]) => i) }
  }
  const bring = (fields: Fields, login: Login = "wang") => w.as(login).post(`${LIST}/bringing`, fields)

  test("is looked over first: nothing is entered by reading; then one act enters what is ticked", async () => {
    const page = await (await read({})).text()
    expect(page).toContain("读到2项")
    expect(await newestDuty(w)).toBe(0)
    await done(bring({ ...shown(page), take: ["0"] }))
    expect(await dutyOf(w)).toMatchObject({
      content: "《民法典》宣传",
      fromOn: "2026-05-28",
      leadIds: [1],
      position: 1,
    })
    expect(await newestDuty(w)).toBe(1)
  })

  test("a doubt stands at its field, and keeps the item out until it is put right or left", async () => {
    const page = await (await read({ pasted: PASTED.replace("5月28日", "等通知") })).text()
    expect(page).toContain("没有看懂「等通知」")
    const fields = shown(page)
    const back = await bring(fields)
    expect(back.status).toBe(422)
    expect(await back.text()).toContain("没有看懂「等通知」")
    expect(await newestDuty(w)).toBe(0)
    await done(bring({ ...fields, "row-when": ["每季度", ""] }))
    expect(await dutyOf(w)).toMatchObject({ timing: "rhythm", rhythm: "quarterly" })
    expect(await newestDuty(w)).toBe(2)
  })

  test("what goes out as .xlsx comes back as it was", async () => {
    await done(
      enterDuty(w, { leads: ["1", "2"], first: "2", timing: "range", fromOn: "2026-03-01", untilOn: "2026-03-31" }),
    )
    await done(enterDuty(w, { content: "无屏", applies: "no", why: "没有电子显示屏" }))
    const bytes = new Uint8Array(await (await w.as("wang").post(`${LIST}.xlsx?unit=1`)).arrayBuffer())
    const sent = multipart({ unit: "1", pasted: "" }, { file: [{ name: "清单.xlsx", bytes }] })
    const page = await (await w.as("wang").post(`${LIST}/reading`, sent)).text()
    await done(bring(shown(page)))
    const wordsOf = async (id: number) => {
      const { content, laws, applies, why, audience, ways, timing, fromOn, untilOn, leadIds, firstId, ...rest } =
        (await dutyOf(w, id)) ?? missing()
      const { department, person, standard, measures, indicator, target, targetUnit } = rest
      const told = { content, laws, applies, why, audience, ways, leadIds, firstId, department, person }
      return { ...told, timing, fromOn, untilOn, standard, measures, indicator, target, targetUnit }
    }
    expect(await wordsOf(3)).toEqual(await wordsOf(1))
    expect(await wordsOf(4)).toEqual(await wordsOf(2))
  })

  test("nothing chosen, nothing ticked, another unit: each is said", async () => {
    expect(await (await read({ pasted: "" })).text()).toContain("请选择清单文件，或粘贴表格")
    expect(await (await read({ pasted: "没有表格" })).text()).toContain("没有找到责任清单的表格")
    expect((await read({ unit: "2" })).status).toBe(422)
    const fields = shown(await (await read({})).text())
    const none = await bring({ ...fields, take: [] })
    expect(none.status).toBe(422)
    expect(await none.text()).toContain("请至少勾选一项")
    expect((await bring({ ...fields, unit: "2" })).status).toBe(422)
    expect((await bring({ ...fields, "row-department": ["科".repeat(81), ""] })).status).toBe(422)
    expect(await newestDuty(w)).toBe(0)
  })

  test("into a list that was sent nothing is brought", async () => {
    const fields = shown(await (await read({})).text())
    await done(enterDuty(w))
    await fileList(w)
    await refused(w, () => read({}), 409)
    await refused(w, () => bring(fields), 409, /已经报送/)
    await refused(w, () => bring(fields, "boss"), 403)
    await refused(w, () => bring(fields, "zhao"), 404)
  })
})
