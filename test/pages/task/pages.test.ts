import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { assignments, attachments } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const text = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()

async function told() {
  const w = await world()
  const t = trail(w.database)
  const round = await t.opens({ number: 1, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-25" })
  await t.moves(1, "assignment_acknowledged", "active", instant("2026-09-02", 9))
  await t.moves(2, "assignment_disputed", "disputed", instant("2026-09-03", 9), { remark: "不属本司职责" })
  await t.reports(1, round, "submitted", instant("2026-09-10", 9), { achieved: "第一稿" })
  await t.reports(1, round, "returned", instant("2026-09-11", 9), {}, { remark: "请补充数据", answerBy: "2026-09-16" })
  await t.reports(1, round, "submitted", instant("2026-09-14", 9), { achieved: "第二稿", nextSteps: "继续推进" })
  await t.reports(3, round, "submitted", instant("2026-09-14", 10), { achieved: "研究室进展" })
  await t.reports(3, round, "accepted", instant("2026-09-15", 10))
  await t.reminds(round, 2, [2], instant("2026-09-16", 9), "请尽快报送")
  await t.summarises(1, round, "本任务总体进展顺利。", instant("2026-09-17", 9))
  const { db, write } = w.database
  await write([
    db.update(assignments).set({ measures: "建立月调度", office: "综合处", personInCharge: "张三" }),
    db.insert(attachments).values({
      planId: 1,
      unitId: 1,
      subject: `report:1/${round}`,
      kind: "evidence",
      name: "签到表.pdf",
      type: "application/pdf",
      size: 2048,
      sha256: "",
      addedById: 3,
      addedAt: instant("2026-09-14", 9),
    }),
  ])
  return { w, t, round }
}

test("everyone who sees the plan reads the task, its units, measures and lights", async () => {
  const { w } = await told()
  const html = await text(w, "zhou", "/plans/1/tasks/1")
  for (const word of ["把普法纳入工作总体布局", "第一牵头", "建立月调度", "综合处，责任人：张三", "签收"]) {
    expect(html).toContain(word)
  }
})

test("who speaks for a unit has its part first; others read them as the document lists them", async () => {
  const { w } = await told()
  const units = async (login: Login) =>
    [...(await text(w, login, "/plans/1/tasks/1")).matchAll(/<tbody class="unit-part" id="unit-(\d+)"/g)].map(
      ([, id]) => id,
    )
  expect(await units("lin")).toEqual(["1", "2", "3"])
  expect(await units("wang")).toEqual(["1", "2", "3"])
  expect(await units("zhou")).toEqual(["2", "1", "3"])
  expect(await units("yan")).toEqual(["3", "1", "2"])
})

test("measures that all units share are said once, and each for itself where one differs", async () => {
  const { w } = await told()
  const said = async () => (await text(w, "lin", "/plans/1/tasks/1")).split(">建立月调度<").length - 1
  const shared = async () => (await text(w, "lin", "/plans/1/tasks/1")).includes("各单位具体措施相同")
  expect([await shared(), await said()]).toEqual([true, 1])
  const { db, write } = w.database
  await write([db.update(assignments).set({ measures: "另有安排" }).where(eq(assignments.id, 2))])
  expect([await shared(), await said()]).toEqual([false, 2])
})

test("the 综述 is written below what is read for it", async () => {
  const { w } = await told()
  const html = await text(w, "lin", "/plans/1/tasks/1")
  expect(html.indexOf('id="write-summary"')).toBeGreaterThan(html.indexOf('id="unit-3"'))
  expect(html.indexOf('id="write-summary"')).toBeLessThan(html.indexOf('id="timeline"'))
})

test.each([
  [
    "lin",
    ["第一稿", "第二稿", "请补充数据", "不属本司职责", "研究室进展", "签到表.pdf", "请尽快报送", "总体进展顺利"],
    [],
  ],
  ["boss", ["第一稿", "第二稿", "请补充数据", "签到表.pdf", "请尽快报送", "总体进展顺利"], ["不属本司职责"]],
  ["wang", ["第一稿", "第二稿", "请补充数据", "签到表.pdf", "研究室进展"], ["不属本司职责", "请尽快报送"]],
  ["zhou", ["不属本司职责", "研究室进展", "请尽快报送"], ["第一稿", "第二稿", "请补充数据", "签到表.pdf"]],
] as const)("%s reads what is for them and nothing else", async (login, shown, hidden) => {
  const { w } = await told()
  const html = await text(w, login, "/plans/1/tasks/1")
  for (const word of shown) expect(html, word).toContain(word)
  for (const word of hidden) expect(html, word).not.toContain(word)
})

test("a co-unit reads the accepted words, and only those of the version that was accepted", async () => {
  const { w, t, round } = await told()
  await t.reports(1, round, "accepted", instant("2026-09-18", 9))
  const html = await text(w, "zhou", "/plans/1/tasks/1")
  expect(html).toContain("第二稿")
  expect(html).not.toContain("第一稿")
})

test.each([
  ["zhao", "/plans/1/tasks/1"],
  ["admin", "/plans/1/tasks/1"],
  ["lin", "/plans/1/tasks/4"],
  ["lin", "/plans/1/tasks/0"],
  ["lin", "/plans/2/tasks/1"],
  ["lin", "/plans/1/tasks/1?round=2"],
] as const)("for %s %s does not exist", async (login, path) => {
  const { w } = await told()
  expect((await w.as(login).get(path)).status).toBe(404)
})

test("the timeline is newest first, and the same moment stays whole when it is paged", async () => {
  const { w, t } = await told()
  for (let i = 0; i < 70; i++) {
    await t.moves(3, "assignment_resumed", "active", instant("2026-09-19", 9) + Math.floor(i / 3) * 60_000, {
      remark: `记录${i}号`,
    })
  }
  const first = await text(w, "lin", "/plans/1/tasks/1")
  const older =
    first
      .match(/href="([^"]*before=\d+[^"]*)"/)?.[1]
      ?.replaceAll("&amp;", "&")
      .replace("#timeline", "") ?? ""
  expect(older).toContain("before=")
  const second = await text(w, "lin", older)
  const on = (html: string) => new Set([...html.matchAll(/记录(\d+)号/g)].map(([, n]) => Number(n)))
  const [a, b] = [on(first), on(second)]
  expect([...a].some((n) => b.has(n))).toBe(false)
  expect(a.size + b.size).toBe(70)
  expect(first.indexOf("记录69号")).toBeLessThan(first.indexOf("记录60号"))
  expect(second).toContain("第一稿")
  expect(second).toContain("回到最新")
})

test("an overridden light stands beside the computed one, with the reason", async () => {
  const { w, t, round } = await told()
  await t.overrides(2, round, "red", "核查发现未开展", instant("2026-09-18", 9))
  const html = await text(w, "zhou", "/plans/1/tasks/1")
  expect(html).toContain("系统计算：异议待处理")
  expect(html).toContain("核查发现未开展")
})

test("it costs two round trips", async () => {
  const { w } = await told()
  const before = w.database.trips()
  await w.as("wang").get("/plans/1/tasks/1")
  expect(w.database.trips() - before).toBe(2)
})

test("of 经过 the reports alone are shown, and of one unit, by what the address asks", async () => {
  const { w } = await told()
  const shown = async (login: Login, query: string) => {
    const html = await text(w, login, `/plans/1/tasks/1${query}`)
    const course = html.slice(html.indexOf('id="timeline"'))
    return ["第一稿", "第二稿", "研究室进展", "请尽快报送", "签收", "请补充数据"].filter((word) =>
      course.slice(course.indexOf("<ol")).includes(word),
    )
  }
  expect(await shown("lin", "")).toEqual(["第一稿", "第二稿", "研究室进展", "请尽快报送", "签收", "请补充数据"])
  expect(await shown("lin", "?show=reports")).toEqual(["第一稿", "第二稿", "研究室进展"])
  expect(await shown("lin", "?show=reports&unit=1")).toEqual(["第一稿", "第二稿"])
  expect(await shown("lin", "?unit=2")).toEqual(["请尽快报送"])
  // What one may not read stays unread: 综合指导司 sees of 研究室 what was accepted, of 办公室 nothing yet.
  expect(await shown("zhou", "?show=reports")).toEqual(["研究室进展"])
  const html = await text(w, "lin", "/plans/1/tasks/1?show=reports&unit=1&round=1")
  expect(html).toMatch(/<option value="reports" selected/)
  expect(html).toContain('<input type="hidden" name="round" value="1"/>')
})
