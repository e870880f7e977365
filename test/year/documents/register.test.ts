import { sql } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { bodies, documents, documentVersions, filingRules, units, years } from "#db/schema.ts"
import { lackingOf, registerOf } from "#src/year/documents/queries.ts"
import { requirementsAsked } from "#src/year/documents/requirement_scope.ts"
import { requirementsOf } from "#src/year/documents/requirements.ts"
import { actions, done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { begin, bringDocument, onDocument, putYear, takeBoth } from "#test/support/documents.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { bodyOf, onBody } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await putYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const rows = (html: string) => html.match(/data-row="body"/g)?.length ?? 0

describe("报备登记", () => {
  test("stands kinds × units, each sees what it may", async () => {
    await bringDocument(w, "recorded")
    expect(rows(await page("lin", "/years/2026/filings"))).toBe(3)
    expect(rows(await page("boss", "/years/2026/filings"))).toBe(3)
    const own = await page("wang", "/years/2026/filings")
    expect(rows(own)).toBe(1)
    expect(own).toContain("已备案")
    expect(rows(await page("zhou", "/years/2026/filings"))).toBe(1)
    expect((await w.as("zhao").get("/years/2026/filings")).status).toBe(404)
  })

  test("行业主管部门 sees the rows of the bodies under it, and reads what they filed", async () => {
    await bringDocument(w, "filed")
    await done(onBody(w, "lin", "", { supervisorUnitId: "2" }, 1))
    expect((await bodyOf(w)).supervisorUnitId).toBe(2)
    expect(rows(await page("zhou", "/years/2026/filings"))).toBe(2)
    expect(await page("zhou", "/filings/1")).toContain("全年举办法治讲座4场。")
  })

  test("every number opens exactly the rows that it counts", async () => {
    await bringDocument(w, "recorded")
    const html = await page("lin", "/years/2026/filings")
    const links = [...html.matchAll(/href="(\/years\/2026\/filings\?kind=[a-z_]+&amp;show=[a-z]+)"[^>]*>(\d+)</g)]
    expect(links.length).toBeGreaterThan(8)
    for (const [, href = "", n] of links) {
      expect({ href, rows: rows(await page("lin", href.replace("&amp;", "&"))) }).toEqual({ href, rows: Number(n) })
    }
  })

  test("参照执行 and units that left are out of 应报, with a word", async () => {
    await done(onBody(w, "lin", "", { duty: "voluntary", supervisorUnitId: "" }, 1))
    await done(onBody(w, "lin", "leaving", {}, 2))
    const found = await registerOf(w.database, w.actor("lin"), 2026, "2026-09-21")
    const due = found?.rows.filter(({ cells }) => cells.some(({ standing }) => standing.counts))
    expect(due?.map(({ body }) => body.unit)).toEqual(["研究室"])
    const html = await page("lin", "/years/2026/filings")
    expect(html).toContain("参照执行")
    expect(html).toContain("并入综合指导司")
  })

  test("a 规划 of an earlier year stands in those that it is about", async () => {
    await bringDocument(w, "recorded", 1, { kind: "programme" })
    await done(w.as("lin").post("/years", { year: "2027", office: "3", units: ["1"] }))
    expect(await page("lin", "/years/2027/filings")).toContain("/filings/1")
  })

  test("it is taken as .xlsx and .csv of what is picked, and the trail knows by whom", async () => {
    await bringDocument(w, "recorded")
    const csv = await (await w.as("lin").post("/years/2026/filings.csv?kind=year_plan&show=done")).text()
    expect(csv).toContain("办公室")
    expect(csv).not.toContain("综合指导司")
    expect(csv).toContain("1/3")
    const xlsx = await w.as("boss").post("/years/2026/filings.xlsx")
    expect(xlsx.status).toBe(200)
    expect(xlsx.headers.get("content-type")).toContain("spreadsheetml")
    expect((await actions(w)).filter((one) => one === "filings_taken")).toHaveLength(2)
    expect((await w.as("zhao").post("/years/2026/filings.xlsx")).status).toBe(404)
  })

  test("100 units × 6 kinds are at most 300 KB", async () => {
    const { db, write } = w.database
    const ids = Array.from({ length: 97 }, (_, i) => 100 + i)
    await write([
      db.insert(units).values(
        ids.map((id) => ({
          id,
          code: `u${id}`,
          name: `第${id}号责任单位名称较长的机关`,
          shortName: `第${id}号机关`,
          kind: "internal" as const,
          position: id,
        })),
      ),
      db
        .insert(bodies)
        .values(ids.map((unitId) => ({ year: 2026, unitId, duty: "primary" as const, category: "state" as const }))),
      ...ids.flatMap((unitId, i) =>
        (["programme", "year_plan", "duty_list", "implementation", "summary", "liaisons"] as const).flatMap(
          (kind, k) => [
            db.insert(documents).values({
              id: 1000 + i * 6 + k,
              year: 2026,
              unitId,
              kind,
              fromYear: 2026,
              untilYear: 2026,
              latest: 1,
              firstFiledOn: "2026-04-10",
            }),
            db
              .insert(documentVersions)
              .values({ documentId: 1000 + i * 6 + k, number: 1, state: "filed" as const, begunById: 1, begunAt: 0 }),
          ],
        ),
      ),
    ])
    const html = await page("lin", "/years/2026/filings")
    expect(rows(html)).toBe(100)
    expect(Buffer.byteLength(html)).toBeLessThan(300_000)
  })
})

describe("报送要求", () => {
  const RULE: Fields = {
    kind: "year_plan",
    version: "0",
    asked: "1",
    publicBy: "2026-04-22",
    internalBy: "2026-04-13",
    yearly: "1",
    electronic: "1",
  }
  const set = (over: Fields = {}, login: Login = "lin") =>
    w.as(login).post("/years/2026/filings/requirements", { ...RULE, ...over })

  test("the office sets them; from then on they count", async () => {
    await done(set())
    expect(await trailOf(w, "filing_rule:2026/year_plan")).toMatchObject([
      { action: "filing_rule_set", particulars: { publicBy: { before: "2026-03-31", after: "2026-04-22" } } },
    ])
    await bringDocument(w, "filed")
    // No paper is asked any more: the electronic copy is enough.
    await done(onDocument(w, "lin", "receipt"))
    await done(onDocument(w, "lin", "record"))
  })

  test("only the office; an outsider knows of no such year; a page of before is told so", async () => {
    for (const login of ["wang", "boss"] as const) await refused(w, () => set({}, login), 403)
    for (const login of ["zhao", "admin"] as const) await refused(w, () => set({}, login), 404)
    await done(set())
    await refused(w, () => set(), 409)
  })

  test.each<[string, Fields, RegExp]>([
    ["an internal day after the public one", { internalBy: "2026-05-01" }, /内部期限不能晚于报送期限/],
    ["an internal day alone", { publicBy: "" }, /先填写报送期限/],
    ["no copy at all", { electronic: "" }, /至少要求一种/],
    ["no day", { publicBy: "2026-02-30" }, /2月没有30日/],
    ["a kind that there is not", { kind: "letter" }, /请选择文件种类/],
  ])("%s is said", async (_, over, words) => {
    const response = await set(over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
  })

  test("the database works out the same days as the rule", async () => {
    const { db, write, read } = w.database
    await write([
      db
        .insert(years)
        .values([2024, 2025, 2027, 2028].map((year) => ({ year, officeId: 3, openedById: 1, openedAt: 0 }))),
      db.insert(filingRules).values([
        {
          year: 2024,
          kind: "year_plan",
          asked: true,
          publicBy: "2024-02-29",
          internalBy: "2024-02-01",
          yearly: true,
          electronic: true,
          paper: false,
          head: false,
        },
        {
          year: 2025,
          kind: "summary",
          asked: true,
          publicBy: "2026-01-10",
          internalBy: null,
          yearly: true,
          electronic: true,
          paper: true,
          head: false,
        },
        {
          year: 2026,
          kind: "duty_list",
          asked: false,
          publicBy: "2026-05-01",
          internalBy: null,
          yearly: false,
          electronic: true,
          paper: true,
          head: true,
        },
      ]),
    ])
    const [all, rules] = await read([
      db
        .select({
          year: sql<number>`a.year`,
          kind: sql<string>`a.kind`,
          asked: sql<boolean>`a.asked`.mapWith(Boolean),
          paper: sql<boolean>`a.paper`.mapWith(Boolean),
          publicBy: sql<string | null>`a.public_by`,
          internalBy: sql<string | null>`a.internal_by`,
        })
        .from(sql`${requirementsAsked} a`),
      db.select().from(filingRules),
    ])
    expect(all).toHaveLength(30)
    for (const { year, kind, ...row } of all) {
      const { asked, paper, publicBy, internalBy } =
        Object.values(requirementsOf(year, rules)).find((one) => one.kind === kind) ?? {}
      expect({ year, kind, ...row }).toEqual({ year, kind, asked, paper, publicBy, internalBy })
    }
  })
})

describe("催办", () => {
  const remind = (over: Fields = {}, login: Login = "lin") =>
    w
      .as(login)
      .post("/years/2026/filings/reminders", { units: ["1", "2"], kind: "shown", text: "请尽快报送。", ...over })

  test("names whom it reaches before, and stands on the record and in the unit's 我的待办 after", async () => {
    const preview = await page("lin", "/years/2026/filings/reminders")
    expect(preview.match(/data-row="unit"/g)).toHaveLength(3)
    expect(preview).toContain("王联络")
    await done(remind())
    expect(
      (await w.events()).filter(({ action }) => action === "filing_reminded").map(({ particulars }) => particulars),
    ).toMatchObject([{ unit: "办公室", kinds: ["year_plan", "duty_list", "liaisons"] }, { unit: "综合指导司" }])
    const todo = await page("wang", "/todo")
    expect(todo).toContain("请尽快报送。")
    expect(todo).toContain("2026年度普法计划")
    expect(await page("yan", "/todo")).not.toContain("请尽快报送。")
  })

  test("what is filed meanwhile is no longer named, and nobody left is told so", async () => {
    for (const [i, kind] of (["year_plan", "duty_list", "liaisons"] as const).entries()) {
      const parts = { "part-liaison": "钱", "part-position": "科员", "part-phone": "1", text: "一" }
      await done(begin(w, { kind }))
      await done(onDocument(w, "wang", "filing", parts, i + 1))
      await takeBoth(w, i + 1)
    }
    const found = await lackingOf(w.database, w.actor("lin"), 2026, "2026-09-21")
    expect(found?.lacking.map(({ body }) => body.unit)).toEqual(["综合指导司", "研究室"])
    await refused(w, () => remind({ units: "1" }), 409)
    expect(await page("wang", "/todo")).not.toContain("filings-due")
  })

  test("only the office; bad input is said", async () => {
    for (const login of ["wang", "boss"] as const) await refused(w, () => remind({}, login), 403)
    await refused(w, () => remind({}, "zhao"), 404)
    const wrong: Fields[] = [{ units: "" }, { text: " " }, { kind: "fax" }]
    for (const over of wrong) expect((await remind(over)).status).toBe(422)
  })

  test("sent, it leaves the program without a word of what is lacking, and not once it is filed", async () => {
    await done(remind({ units: "1", kind: "sent" }))
    const { rows: queued } = await w.database.client.execute("select about, person_id from deliveries")
    expect(queued.map(({ about }) => about)).toEqual(["filing"])
  })
})

test("联络员登记表: those without a liaison or a form first", async () => {
  await done(begin(w, { kind: "liaisons" }))
  const parts = { "part-liaison": "钱某", "part-position": "科员", "part-phone": "8012", text: "" }
  await done(onDocument(w, "wang", "filing", parts))
  const html = await page("lin", "/years/2026/liaisons")
  expect(html.indexOf("综合指导司")).toBeLessThan(html.indexOf("钱某"))
  expect(html).toContain("8012")
  expect((await w.as("zhao").get("/years/2026/liaisons")).status).toBe(404)
})

test("the days of filing stand in 日历, the internal one for the office alone", async () => {
  const office = await page("lin", "/calendar?month=2026-12&unit=all")
  expect(office).toContain("报备期限")
  expect(office).toContain("报备内部期限")
  const unit = await page("wang", "/calendar?month=2026-12")
  expect(unit).toContain("年度普法工作总结")
  expect(unit).not.toContain("报备内部期限")
  expect(await page("zhao", "/calendar?month=2026-12&unit=all")).not.toContain("报备期限")
})
