import { sql } from "drizzle-orm"
import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { type AppraisalRuling, appraisalRulings, RULING_KINDS } from "#db/schema.ts"
import { isFalsified } from "#src/year/appraisals/results.ts"
import { isObjected } from "#src/year/appraisals/ruling.ts"
import { isObjected as isObjectedBySql, isOtherThanAt } from "#src/year/appraisals/scope.ts"
import { done, refused } from "#test/support/acts.ts"
import { bringAppraisal, onAppraisal, onStandard, onTarget, passObjections, RECORD } from "#test/support/appraisals.ts"
import { take } from "#test/support/releases.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

/* 履职评议 where else it stands: the desk, the calendar, the search, 公开. */

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login | null, path: string) => (await w.as(login).get(path)).text()
const objects = (version = "0") => w.as("wang").post("/appraisals/1/objection", { version, text: "请复核第7项" })
const rule = (over: object = {}) =>
  w.as("lin").post("/appraisals/1/rulings", {
    version: "1",
    kind: "upheld",
    decidedOn: "2026-09-21",
    document: "普办〔2026〕3号",
    points: "",
    text: "维持",
    ...over,
  })

test("an objection waits on the desk of its office until it is decided", async () => {
  await bringAppraisal(w, "published")
  expect(await page("lin", "/desk")).not.toMatch(/待复核评议异议[^<]*<[^>]*>\s*1/)
  await done(objects())
  expect(await page("lin", "/desk")).toMatch(/href="\/appraisals"[^>]*>\s*待复核评议异议[\s\S]{0,80}?1/)
  const list = await page("lin", "/appraisals")
  expect(list).toMatch(/办公室对2026年履职评议结果的异议[\s\S]*9月21日提出，10月21日前复核[\s\S]*请复核第7项/)
  for (const login of ["wang", "boss", "zhou"] as const)
    expect(await page(login, "/appraisals")).not.toContain("请复核")
  await refused(w, () => w.as("admin").get("/appraisals"), 404)
  await done(rule())
  expect(await page("lin", "/appraisals")).toContain("没有待复核的异议")
})

test("stages stand in the calendar until the results are announced, then the last day to object for the unit", async () => {
  await bringAppraisal(w, "scoring")
  const month = (login: Login, of: string, more = "") => page(login, `/calendar?month=${of}${more}`)
  for (const login of ["lin", "wang"] as const)
    expect(await month(login, "2026-11")).toMatch(/id="day-2026-11-15"[\s\S]*?履职评议[\s\S]*?自查自评/)
  expect(await month("wang", "2026-12")).toMatch(/集中评议[\s\S]*公布结果/)
  expect(await month("zhao", "2026-11")).not.toContain("自查自评")
  await w.database.client.execute(
    `update appraisals set state = 'published', published_on = '2026-09-21', rules = json_set(rules, '$.objectionDays', 40)`,
  )
  expect(await month("wang", "2026-11")).not.toContain("自查自评")
  expect(await month("wang", "2026-10")).toMatch(/id="day-2026-10-31"[\s\S]*?评议结果异议期满/)
  expect(await month("zhao", "2026-10")).not.toContain("评议结果异议期满")
})

test("a standard is found by its criteria, a note by its words, and 社会评议 once the results are announced", async () => {
  await bringAppraisal(w, "confirming")
  await done(onStandard(w, "lin", "edition"))
  await done(onTarget(w, "lin", "audit"))
  const add = (over: object) => w.as("lin").post("/appraisals/1/records", { ...RECORD, ...over })
  await done(add({}))
  await done(add({ kind: "outside", points: "88", text: "电话访问三百人" }))
  await done(add({ text: "登记错了的一条" }))
  await done(w.as("lin").post("/appraisals/records/3", { version: "1", remark: "登记错了" }))
  const finds = async (login: Login, words: string, href: string) =>
    (await page(login, `/search?q=${encodeURIComponent(words)}`)).includes(`href="${href}"`)
  const record = "/appraisals/1#records"
  for (const login of ["lin", "wang", "boss"] as const) {
    expect(await finds(login, "旁听", "/standards/1"), login).toBe(true)
    expect(await finds(login, "行政诉讼败诉", record), login).toBe(true)
    expect(await finds(login, "电话访问三百人", record), login).toBe(login === "lin")
  }
  // A draft is its office's.
  expect([await finds("lin", "旁听", "/standards/2"), await finds("wang", "旁听", "/standards/2")]).toEqual([
    true,
    false,
  ])
  for (const login of ["zhou", "zhao"] as const) expect(await finds(login, "行政诉讼败诉", record), login).toBe(false)
  expect(await finds("lin", "登记错了的一条", record)).toBe(false)
  await w.database.client.execute("update appraisals set state = 'published', published_on = '2026-09-21'")
  expect(await finds("wang", "电话访问三百人", record)).toBe(true)
})

test("a note stands at its criterion, and no more once it was taken back", async () => {
  await bringAppraisal(w, "scoring")
  await done(w.as("lin").post("/appraisals/1/records", RECORD))
  const at = /data-row="notes"><li>平时记录 -2分，5月1日：行政诉讼败诉一件/
  for (const login of ["lin", "wang"] as const) expect(await page(login, "/appraisals/1")).toMatch(at)
  await done(w.as("lin").post("/appraisals/records/1", { version: "1", remark: "登记错了" }))
  expect(await page("wang", "/appraisals/1")).not.toMatch(at)
})

test("公开 says where the results were changed since, and no more where they came back", async () => {
  await bringAppraisal(w, "published")
  await done(w.as("lin").post("/years/2026/publication/appraisal", { version: "0" }))
  await take(w, "released")
  const told = async () => [
    (await page("lin", "/years/2026/publication")).includes("请另拟新版"),
    (await page("lin", "/releases/1/1")).includes('id="outdated"'),
  ]
  expect(await told()).toEqual([false, false])
  await w.travel("2026-09-22")
  await done(rule({ version: "0", kind: "falsified", decidedOn: "2026-09-22" }))
  expect(await told()).toEqual([true, true])
  expect(await page(null, "/public/1")).not.toContain("请另拟新版")
  await done(rule({ kind: "cleared", decidedOn: "2026-09-22" }))
  expect(await told()).toEqual([false, false])
  await done(objects("2"))
  expect(await told()).toEqual([false, false])
  await done(rule({ version: "3", kind: "corrected", points: "80", decidedOn: "2026-09-22" }))
  expect(await told()).toEqual([true, true])
  await passObjections(w)
})

test("what SQL says of rulings is what the rules say", async () => {
  await bringAppraisal(w, "published")
  const { db, read, write } = w.database
  const ruling = fc.record({ kind: fc.constantFrom(...RULING_KINDS), points: fc.integer({ min: 0, max: 2 }) })
  const standing = (rulings: readonly Pick<AppraisalRuling, "kind" | "points">[]) => [
    isFalsified(rulings),
    rulings.findLast(({ kind }) => kind === "corrected")?.points ?? null,
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(ruling, { maxLength: 6 }), fc.nat(6), async (all, then) => {
      const rulings = all.map(({ kind, points }) => ({ kind, points: kind === "corrected" ? points : null }))
      const rows = rulings.map((one, i) => ({ ...one, targetId: 1, number: i + 1, at: i + 1 }))
      const rest = { decidedOn: "2026-09-21", document: "", text: "", byId: 1 }
      await write([
        db.delete(appraisalRulings),
        ...rows.map((one) => db.insert(appraisalRulings).values({ ...one, ...rest })),
      ])
      const [[row]] = await read([
        db
          .select({
            objected: sql`coalesce(${isObjectedBySql(sql`1`)}, 0)`.mapWith(Boolean),
            other: sql`${isOtherThanAt(sql`2026`, sql`${then}`)}`.mapWith(Boolean),
          })
          .from(sql`(select 1)`),
      ])
      expect(row).toEqual({
        objected: isObjected({ rulings }),
        other: JSON.stringify(standing(rulings)) !== JSON.stringify(standing(rulings.slice(0, then))),
      })
    }),
    { numRuns: 60 },
  )
})

describe("限期整改", () => {
  const hand = (over: object = {}, login: Login = "lin") =>
    w.as(login).post("/appraisals/1/rectification", { version: "0", text: "请补案例", dueBy: "2026-12-01", ...over })

  test("what jurors remarked goes to the unit with a day, is answered and judged", async () => {
    await bringAppraisal(w, "published")
    await done(hand())
    expect(await page("wang", "/todo")).toMatch(/请补案例[\s\S]*12月1日/)
    for (const login of ["lin", "wang", "boss"] as const) {
      expect(await page(login, "/appraisals/1"), login).toMatch(
        /<a href="\/suggestions\/1">请补案例<\/a>[\s\S]*12月1日前/,
      )
    }
    expect(await page("lin", "/appraisals/2")).not.toContain("请补案例")
    expect(await page("wang", "/suggestions/1")).toContain("2026年履职评议")
    await done(w.as("wang").post("/suggestions/1/answer", { version: "1", answeredOn: "2026-09-21", text: "已补两篇" }))
    expect(await page("lin", "/appraisals/1")).toContain("已答复")
    await refused(w, () => hand(), 409)
    await done(hand({ version: "1", text: "请加强培训" }))
  })

  test("is the office's to hand out, once the results are announced, with a day that is to come", async () => {
    await bringAppraisal(w, "confirming")
    await refused(w, () => hand(), 409)
    await done(onTarget(w, "lin", "audit"))
    await done(onAppraisal(w, "lin", "stage"))
    for (const login of ["wang", "boss"] as const) await refused(w, () => hand({}, login), 403)
    await refused(w, () => hand({}, "zhou"), 404)
    const late = await hand({ dueBy: "2026-09-20", text: "请补三篇案例" })
    expect(late.status).toBe(422)
    expect(await late.text()).toMatch(/请补三篇案例[\s\S]*整改期限不能早于今天/)
    expect((await hand({ text: " " })).status).toBe(422)
    await w.travel("2027-03-01")
    await done(hand({ dueBy: "2027-04-01" }))
    expect(await page("wang", "/suggestions/1")).toContain("2026年12月31日")
  })
})
