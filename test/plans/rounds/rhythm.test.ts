import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { plans, rounds } from "#db/schema.ts"
import { openRound as open, rescheduleRound } from "#src/plans/rounds/commands.ts"
import { acting } from "#src/trail/record.ts"
import { arrange, done, type Fields, onlyOne, openRound, refused, trailOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const planOf = async (w: World) => {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(plans).where(eq(plans.id, 1))])
  return row
}
const roundsOf = async (w: World) => {
  const { db, read } = w.database
  return (await read([db.select().from(rounds)]))[0]
}
const textOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ")
const page = (w: World, path = "/plans/1/rounds", login: Login = "lin") => textOf(w.as(login).get(path))

const NEITHER: [Login, number][] = [
  ["wang", 403],
  ["boss", 403],
  ["zhao", 404],
  ["admin", 404],
]

describe("报送安排", () => {
  test("it is set after its dates were shown, with what was before in the trail, and the page shows the year", async () => {
    const w = await world()
    const response = await done(arrange(w))
    expect(response.headers.get("location")).toBe("/plans/1/rounds")
    expect(await planOf(w)).toMatchObject({
      rhythm: "quarterly",
      dueShift: 0,
      dueDay: 31,
      dueRoll: "next",
      opensBefore: 10,
      opensItself: false,
      version: 2,
    })
    expect((await trailOf(w, "plan:1")).at(-1)).toMatchObject({
      version: 2,
      action: "plan_changed",
      particulars: { dueDay: { before: null, after: 31 }, opensBefore: { before: null, after: 10 } },
    })
    const text = await page(w)
    expect(text).toContain("每季度末，遇休息日顺延至下一工作日")
    expect(text).toContain("2026年第三季度 9月16日 9月30日（周三）")
    expect(text).toContain("2026年第四季度 12月17日 12月31日（周四）")
  })

  test("a day that is moved is shown beside the one that the rule names, with the reason", async () => {
    const w = await world()
    await done(arrange(w, { rhythm: "monthly", day: "3" }))
    expect(await page(w)).toContain("2026年10月 9月17日 10月8日（周四） 10月3日是国庆节假日，顺延")
    await done(arrange(w, { rhythm: "monthly", day: "3", roll: "previous" }))
    expect(await page(w)).toContain("9月30日（周三） 10月3日是国庆节假日，提前")
    expect(await page(w, "/plans/1/rhythm")).toContain("2027年的放假安排尚未录入，暂按周末和法定节假日推算")
  })

  test("the proposal follows the rule and not the day before it", async () => {
    const w = await world()
    await done(arrange(w, { shift: "-1", day: "31" }))
    await w.travel("2026-11-09")
    await done(openRound(w, { name: "2026年第四季度", opensOn: "2026-11-09", dueBy: "2026-11-30" }))
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "2027年第一季度", opensOn: "2026-11-09", dueBy: "2027-03-01" }))
    expect((await roundsOf(w))[1]).toMatchObject({ period: "2027-03-31", ruleBy: "2027-02-28" })
    expect(await page(w)).toContain("2027年3月1日 （2027年2月28日是周日，顺延）")
    await done(w.as("lin").post("/plans/1/rounds/2/cut-off", { version: "1" }))
    expect(await page(w)).toContain("下一期：2027年第二季度，报送期限2027年5月31日")
  })

  const SEEN = "quarterly 0 31 next 10 false"
  test.each<Fields>([{ seen: "" }, { seen: SEEN, day: "25" }, { seen: SEEN, opensItself: "1" }, { step: "preview" }])(
    "%o was not shown or not meant yet: its dates come first",
    async (over) => {
      const w = await world()
      const answer = await arrange(w, over)
      expect(answer.status).toBe(200)
      expect(await textOf(answer)).toContain("今后一年的报送日期")
      expect(await planOf(w)).toMatchObject({ dueDay: null, version: 1 })
    },
  )

  test("weekly, with the days of each week beside its number", async () => {
    const w = await world()
    expect(await page(w, "/plans/1/rhythm?rhythm=weekly")).toContain("2026年第39周 9月21日—9月27日")
    await done(arrange(w, { rhythm: "weekly", day: "5", opensBefore: "3" }))
    const text = await page(w)
    expect(text).toContain("每周五，遇休息日顺延至下一工作日")
    expect(text).toContain("2026年第40周 9月28日—10月4日 9月28日 10月8日（周四） 10月2日是国庆节假日，顺延")
    await done(openRound(w, { name: "2026年第40周", opensOn: "2026-09-28", dueBy: "2026-10-08" }))
    expect((await roundsOf(w))[0]).toMatchObject({ period: "2026-10-04", ruleBy: "2026-10-02" })
    expect(await page(w)).toContain("2026年第40周 9月28日—10月4日")
    await done(w.as("lin").post("/plans/1/schedule", { tasks: ["1"], rhythm: "weekly", deadline: "", dueBy: "" }))
    expect(await page(w, "/plans/1/tasks/1")).toContain("每周报送")
  })

  test("不定期 has no day, and takes back what was set", async () => {
    const w = await world()
    await done(arrange(w, { opensItself: "1" }))
    await done(arrange(w, { rhythm: "none" }))
    expect(await planOf(w)).toMatchObject({ rhythm: "none", dueDay: null, opensItself: false })
    expect(await page(w)).toContain("本方案不定期报送")
  })

  test.each<[string, Fields, number, string]>([
    ["a day that no month has", { day: "32" }, 422, "请选择报送日期"],
    ["a month outside its period", { shift: "-2" }, 422, "请选择报送日期"],
    ["a weekday that no week has", { rhythm: "weekly", day: "8" }, 422, "请选择报送日期"],
    ["a number of days that is none", { opensBefore: "许多" }, 422, "提前开启的工作日数请填 0 至 60 的整数"],
    ["too many days", { opensBefore: "61" }, 422, "0 至 60"],
    ["another rhythm", { rhythm: "daily" }, 422, "还没有保存"],
    ["an old page", { version: "7" }, 409, "有了新的变化"],
    ["an old page whose dates are only looked at", { version: "7", step: "preview" }, 409, "有了新的变化"],
    ["a day that no month has, on an old page", { version: "7", day: "32" }, 422, "请选择报送日期"],
  ])("%s: %o is refused", async (_, over, status, words) => {
    const w = await world()
    await refused(w, () => arrange(w, over), status, words)
    expect(await planOf(w)).toMatchObject({ dueDay: null, version: 1 })
  })

  test.each(NEITHER)("%s neither reads nor sets it: %i", async (login, status) => {
    const w = await world()
    expect((await w.as(login).get("/plans/1/rhythm")).status).toBe(status)
    await refused(w, () => arrange(w, {}, login), status)
  })

  test("two supervisors at once: one of them", async () => {
    const w = await world()
    await onlyOne(
      w,
      () => arrange(w),
      () => arrange(w, { day: "25", seen: "quarterly 0 25 next 10 false" }, "lin2"),
    )
  })

  test("units see the coming dates and nothing to press", async () => {
    const w = await world()
    await done(arrange(w))
    const html = await (await w.as("wang").get("/plans/1/rounds")).text()
    expect(html).toContain("12月31日（周四）")
    expect(html).not.toContain("修改报送安排")
  })
})

describe("two rounds of a plan never bear one name", () => {
  test("a second one is refused with a name that is free, and everything typed is kept", async () => {
    const w = await world()
    await done(openRound(w))
    const html = await refused(
      w,
      () => openRound(w, { inside: "1", evidenceRequired: "1", dueBy: "2026-10-30" }),
      422,
      "本方案已有「第三季度」，请换一个名称，如「第三季度（第二次）」",
    )
    expect(html).toContain('value="2026-10-30"')
    expect(html.match(/checked/g)?.length).toBe(2)
    await done(openRound(w, { inside: "1", name: "第三季度（第二次）" }))
  })

  test("the commands ask the same, whoever calls them", async () => {
    const w = await world()
    await done(openRound(w))
    await done(openRound(w, { inside: "1", name: "专项" }))
    const plan = await planOf(w)
    const [first, second] = await roundsOf(w)
    if (!plan || !first || !second) throw new Error("no rounds")
    const by = acting(w.actor("lin"), w.now())
    const round = { name: "第三季度", opensOn: "2026-09-21", dueBy: "2026-12-31", evidenceRequired: false }
    const told = { problems: { name: [expect.stringContaining("本方案已有「第三季度」")] } }
    await expect(open(w.database, plan, [first, second], round, by, { inside: true })).rejects.toMatchObject(told)
    await expect(rescheduleRound(w.database, plan, second, [first], round, by)).rejects.toMatchObject(told)
    expect(await roundsOf(w)).toMatchObject([{ version: 1 }, { version: 1 }])
  })

  test("nor by renaming; but a round keeps its own, and an old double may be left as it is", async () => {
    const w = await world()
    await done(openRound(w))
    await done(openRound(w, { inside: "1", name: "专项" }))
    const change = (over: Fields = {}) =>
      w.as("lin").post("/plans/1/rounds/2", { version: "1", name: "专项", dueBy: "2026-10-09", ...over })
    await refused(w, () => change({ name: "第三季度" }), 422, "本方案已有「第三季度」")
    const { db, write } = w.database
    await write([db.update(rounds).set({ name: "第三季度" }).where(eq(rounds.number, 2))])
    await done(change({ name: "第三季度" }))
    expect((await roundsOf(w)).map(({ name, dueBy }) => [name, dueBy])).toEqual([
      ["第三季度", "2026-09-30"],
      ["第三季度", "2026-10-09"],
    ])
  })

  test("two at once, one opened and one renamed: one of them gets the name", async () => {
    const w = await world()
    await done(openRound(w))
    await onlyOne(
      w,
      () => openRound(w, { inside: "1", name: "年底" }),
      () => w.as("lin2").post("/plans/1/rounds/1", { version: "1", name: "年底", dueBy: "2026-09-30" }),
    )
  })

  test("another plan may use the same name", async () => {
    const w = await world()
    await done(openRound(w))
    const { db, write } = w.database
    const plan = await planOf(w)
    if (!plan) throw new Error("no plan")
    await write([db.insert(plans).values({ ...plan, id: 2 })])
    await done(w.as("lin").post("/plans/2/rounds", { name: "第三季度", opensOn: "2026-09-21", dueBy: "2026-09-30" }))
  })
})

test("the form of the next round is folded until it is needed", async () => {
  const w = await world()
  const isOpen = async () =>
    /<details[^>]*open[^>]*id="open-round"/.test(await (await w.as("lin").get("/plans/1/rounds")).text())
  await done(arrange(w))
  expect(await isOpen()).toBe(true)
  await done(openRound(w, { name: "2026年第三季度" }))
  expect(await isOpen()).toBe(false)
  await w.travel("2026-10-13")
  expect(await isOpen()).toBe(false)
  await w.travel("2026-12-17")
  expect(await isOpen()).toBe(true)
})

test("填报期 says that there are 填报链接, and where they are allowed", async () => {
  const w = await world()
  await done(openRound(w))
  expect(await page(w)).toContain("中勾选「允许凭链接填报」")
  expect(await page(w, "/plans/1/rounds", "wang")).not.toContain("允许凭链接填报")
})
