import { beforeEach, describe, expect, test } from "vitest"
import { Stale } from "#db/database.ts"
import { appraisalBallots, appraisalJurors, appraisalRecords, appraisalRulings, standards } from "#db/schema.ts"
import { acting } from "#src/trail/record.ts"
import { auditSheet, submitSheet } from "#src/year/appraisals/commands.ts"
import { drawsVersion } from "#src/year/appraisals/frame.ts"
import { addRecord, castBallot as cast, draw, setHearing } from "#src/year/appraisals/panel_commands.ts"
import { cycleOfYear, findTarget } from "#src/year/appraisals/queries.ts"
import { done, multipart, refused } from "#test/support/acts.ts"
import {
  addJuror,
  appraisalOf,
  bringAppraisal,
  castBallot,
  drawPanel,
  marksTyped,
  onAppraisal,
  onStandard,
  onTarget,
  passObjections,
  RECORD,
} from "#test/support/appraisals.ts"
import { PDF } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

/* What has to be there before a stage begins, and what does not land once it is over. */

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const by = (login: Login) => acting(w.actor(login), w.now())
const YEAR = "/years/2026/appraisal"
const page = async (login: Login | null, path: string) => (await w.as(login).get(path)).text()
const carryOn = () => onAppraisal(w, "lin", "stage")
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
const objects = () => w.as("wang").post("/appraisals/1/objection", { version: "0", text: "请复核" })

describe("the next stage", () => {
  test("waits for a sheet of a juror of each unit that was drawn", async () => {
    await bringAppraisal(w, "panel")
    await done(drawPanel(w))
    const link = await addJuror(w, "张代表")
    await done(castBallot(w, link, 1))
    const response = await carryOn()
    expect(response.status).toBe(409)
    expect(await response.text()).toContain("抽中的综合指导司还没有评分表")
    await done(castBallot(w, link, 2))
    await done(carryOn())
  })

  test("waits for the audit of each sheet that was submitted and not drawn, and says so of what it came to until then", async () => {
    await bringAppraisal(w, "confirming")
    expect(await page("lin", YEAR)).toContain("75.00分，良好（自评得分，尚未核定）")
    const response = await carryOn()
    expect(response.status).toBe(409)
    expect(await response.text()).toContain("办公室提交的自评还没有核定")
    await done(onTarget(w, "lin", "audit"))
    await done(carryOn())
    expect(await page("wang", "/appraisals/1")).toContain("核定的自评得分")
  })

  test("a drawn unit needs no audit", async () => {
    await bringAppraisal(w, "panel")
    await done(drawPanel(w))
    const link = await addJuror(w, "张代表")
    for (const target of [1, 2]) await done(castBallot(w, link, target))
    await done(carryOn())
    await done(carryOn())
    expect((await appraisalOf(w)).state).toBe("published")
  })

  test("nothing is closed as long as somebody may object, nor while somebody does", async () => {
    await bringAppraisal(w, "published")
    const early = await carryOn()
    expect(early.status).toBe(409)
    expect(await early.text()).toContain("2026-10-22起可以结束")
    await done(objects())
    await passObjections(w)
    const open = await carryOn()
    expect(open.status).toBe(409)
    expect(await open.text()).toContain("还有异议没有复核")
    await done(rule())
    await done(carryOn())
    await refused(w, () => rule({ version: "2", kind: "used" }), 409)
    await refused(w, () => w.as("wang").post("/appraisals/1/objection", { version: "2", text: "再复核" }), 409)
  })

  test("how long units object is kept at 公布: a setting of later moves no day", async () => {
    await w.database.client.execute("insert into settings (key, value) values ('objectionDays', '10')")
    await bringAppraisal(w, "published")
    expect(await page("wang", "/appraisals/1")).toContain("10月1日前提出")
    await w.database.client.execute("update settings set value = '60'")
    expect(await page("wang", "/appraisals/1")).toContain("10月1日前提出")
  })
})

describe("what was begun in a stage lands in it or not at all", () => {
  const target = async () => {
    const found = await findTarget(w.database, w.actor("lin"), 1)
    if (!found) throw new Error("no target")
    return found
  }
  const typed = () =>
    Object.fromEntries(Object.entries(marksTyped()).map(([name, points]) => [name.slice(7), { points, note: "" }]))
  const rows = async () => {
    const { db, read } = w.database
    return read([db.select().from(appraisalBallots), db.select().from(appraisalRecords)])
  }

  test("a sheet of the unit", async () => {
    await bringAppraisal(w, "scoring")
    const found = await target()
    await done(carryOn())
    await expect(submitSheet(w.database, found, typed(), "张三", by("wang"))).rejects.toThrow(Stale)
    expect((await appraisalOf(w)).target(1).state).toBe("pending")
  })

  const cycle = async () => {
    const found = await cycleOfYear(w.database, w.actor("lin"), 2026)
    if (!found?.cycle) throw new Error("no cycle")
    return { ...found, cycle: found.cycle }
  }
  const again = { size: 2, chosen: [], why: "范围有误" }

  test("a draw, once somebody has scored, and the hearing of a draw that was replaced", async () => {
    await bringAppraisal(w, "panel")
    await done(drawPanel(w))
    const link = await addJuror(w, "张代表")
    const before = await cycle()
    await draw(w.database, before, again, by("lin"))
    const hearing = { on: "2026-12-10", from: "09:00", minutes: 15, brings: "" }
    await expect(setHearing(w.database, before, hearing, by("lin"))).rejects.toThrow(Stale)
    const later = await cycle()
    await done(castBallot(w, link, 1))
    await expect(draw(w.database, later, again, by("lin"))).rejects.toThrow(Stale)
    expect((await cycle()).draws.map(({ number, hearing: set }) => [number, set])).toEqual([
      [2, null],
      [1, null],
    ])
  })

  test("an audit, and a note", async () => {
    await bringAppraisal(w, "confirming")
    await done(onTarget(w, "lin", "audit"))
    const found = await target()
    await done(carryOn())
    await expect(auditSheet(w.database, found, typed(), by("lin"))).rejects.toThrow(Stale)
    await expect(addRecord(w.database, found, { ...RECORD, kind: "note" }, by("lin"))).rejects.toThrow(Stale)
    expect((await rows())[1]).toEqual([])
  })

  test.each<[string, () => Promise<unknown>]>([
    ["once the panel is over", async () => done(carryOn())],
    ["for who was drawn before and is no more", () => done(drawPanel(w, { version: "1", chosen: ["2"], why: "重抽" }))],
    ["by a link that was revoked", () => done(w.as("lin").post("/jurors/1/revocation", { version: "1" }))],
  ])("a juror's sheet %s", async (_, meanwhile) => {
    await bringAppraisal(w, "panel")
    await done(drawPanel(w, { chosen: ["1"], why: "指定" }))
    await addJuror(w, "张代表")
    const found = await target()
    const { db, read } = w.database
    const [[juror]] = await read([db.select().from(appraisalJurors)])
    if (!juror) throw new Error("no juror")
    if (_ === "once the panel is over") await done(castBallot(w, await addJuror(w, "李代表"), 1))
    await meanwhile()
    const how = { juror, keyHash: juror.keyHash, version: 0 }
    await expect(
      cast(w.database, { ...found, ...how }, { marks: typed(), comment: "" }, { ...by("lin"), actor: null }),
    ).rejects.toThrow(Stale)
    expect((await rows())[0].filter(({ jurorId }) => jurorId === 1)).toEqual([])
  })
})

describe("an impatient second press", () => {
  test("makes no second juror, note, edition or name on the draw", async () => {
    await bringAppraisal(w, "panel")
    const add = () => w.as("lin").post(`${YEAR}/jurors`, { name: "张代表", kind: "deputy" })
    expect((await add()).status).toBe(200)
    await refused(w, add, 409)
    const note = () => w.as("lin").post("/appraisals/1/records", RECORD)
    await done(note())
    await refused(w, note, 409)
    await done(onStandard(w, "lin", "edition"))
    await refused(w, () => onStandard(w, "lin", "edition", { version: "2" }), 409)
    await done(drawPanel(w, { chosen: ["1", "1"], why: "指定" }))
    const { db, read } = w.database
    const [jurors, notes, editions] = await read([
      db.select().from(appraisalJurors),
      db.select().from(appraisalRecords),
      db.select().from(standards),
    ])
    expect([jurors.length, notes.length, editions.length]).toEqual([1, 1, 2])
    expect(await page("lin", YEAR)).toMatch(/指定1个/)
  })

  test("a sheet of paper never replaces what the juror gave", async () => {
    await bringAppraisal(w, "panel")
    await done(drawPanel(w))
    const link = await addJuror(w, "张代表")
    await done(castBallot(w, link, 1))
    const given = { version: "0", juror: "1", ...marksTyped({ "7.1": "12" }), comment: "" }
    const entered = await w
      .as("lin")
      .post("/appraisals/1/ballots", multipart(given, { scan: [{ name: "评分表.pdf", bytes: PDF }] }))
    expect(entered.status).toBe(422)
    expect(await entered.text()).toContain("这名评议员已经评过本单位")
    const { db, read } = w.database
    expect((await read([db.select().from(appraisalBallots)]))[0]).toMatchObject([{ score: 7500, version: 1 }])
  })

  test("the hearing of one draw is not set on the next", async () => {
    expect(drawsVersion([{ version: 1 }, { version: 2 }])).toBe(3)
    await bringAppraisal(w, "panel")
    await done(drawPanel(w))
    const hearing = (version: string) =>
      w.as("lin").post(`${YEAR}/hearing`, { version, on: "2026-12-10", from: "09:00", minutes: "15", brings: "" })
    await done(drawPanel(w, { version: "1", why: "范围有误" }))
    await refused(w, () => hearing("1"), 409)
    await done(hearing("2"))
    expect(await page("lin", YEAR)).toContain('name="version" value="3"')
  })
})

describe("before the results are announced", () => {
  test("a juror sees what the unit said of itself, and not what the office made of it", async () => {
    await bringAppraisal(w, "scoring")
    await done(onTarget(w, "wang", "submission", { "points-7.1": "6", "note-7.1": "交了两篇" }))
    await done(carryOn())
    await done(onTarget(w, "lin", "audit", { "points-7.1": "12", "note-7.1": "只有一篇" }))
    await done(drawPanel(w, { chosen: ["1", "2"], why: "指定" }))
    const link = await addJuror(w, "张代表")
    const sheet = await page(null, `${link}/1`)
    expect(sheet).toContain("单位自评扣6：交了两篇")
    expect(sheet).not.toContain("只有一篇")
  })

  test("what a unit only saved is no 单位自评, for jurors nor for the office's audit", async () => {
    await bringAppraisal(w, "scoring")
    await done(onTarget(w, "zhou", "", { "points-7.1": "6", "note-7.1": "还没写完" }, 2))
    await done(onTarget(w, "wang", "submission"))
    await done(carryOn())
    await done(drawPanel(w))
    const link = await addJuror(w, "张代表")
    expect(await page(null, `${link}/2`)).not.toContain("还没写完")
    expect(await page("lin", "/appraisals/2")).not.toContain("还没写完")
  })

  test("核定分 is the office's", async () => {
    await bringAppraisal(w, "confirming")
    await done(onTarget(w, "lin", "audit", { "points-7.1": "12", "note-7.1": "只有一篇" }))
    for (const login of ["wang", "boss"] as const) {
      for (const path of [YEAR, "/appraisals/1"]) expect(await page(login, path)).not.toMatch(/核定分|只有一篇|63/)
    }
    await done(carryOn())
    expect(await page("wang", "/appraisals/1")).toContain("只有一篇")
    expect(await page("boss", YEAR)).toContain('data-label="核定分">63<')
  })
})

test("更正 stays within what the standard has, and comes after the results", async () => {
  await bringAppraisal(w, "published")
  await done(objects())
  for (const points of ["100.01", "-1", ""]) {
    const response = await rule({ kind: "corrected", points })
    expect(response.status, points).toBe(422)
    expect(await response.text()).toContain("请填写更正后的分数，0至100分")
  }
  const early = await rule({ decidedOn: "2026-09-20" })
  expect(early.status).toBe(422)
  expect(await early.text()).toContain("日期不能早于结果公布之日")
  await done(rule({ kind: "corrected", points: "100" }))
  const { db, read } = w.database
  expect((await read([db.select().from(appraisalRulings)]))[0].at(-1)).toMatchObject({ points: 10_000 })
})
