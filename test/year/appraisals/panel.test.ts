import { beforeEach, expect, test } from "vitest"
import { appraisalBallots, appraisalDraws, appraisals } from "#db/schema.ts"
import { drawn } from "#src/supervision/inspections/draw.ts"
import { frameOf } from "#src/year/appraisals/frame.ts"
import { resultOf } from "#src/year/appraisals/results.ts"
import { USUAL } from "#src/year/appraisals/workflow.ts"
import { done, type Fields, multipart, refused, trailOf } from "#test/support/acts.ts"
import {
  addJuror,
  appraisalOf,
  bringAppraisal,
  castBallot,
  drawPanel,
  marksTyped,
  onAppraisal,
  onTarget,
  passObjections,
  RECORD,
  standardOf,
} from "#test/support/appraisals.ts"
import { PDF } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const YEAR = "/years/2026/appraisal"
const page = async (login: Login | null, path: string) => (await w.as(login).get(path)).text()
const drawsOf = async () => (await w.database.read([w.database.db.select().from(appraisalDraws)]))[0]
const ballotsOf = async () => (await w.database.read([w.database.db.select().from(appraisalBallots)]))[0]

/** 集中评议 by other rules. */
async function bringPanel(over: Fields) {
  await bringAppraisal(w, "scoring")
  await done(onAppraisal(w, "lin", "rules", over))
  await done(onTarget(w, "wang", "submission"))
  await done(onAppraisal(w, "lin", "stage"))
}
const setHearing = (over: object = {}, login: Login = "lin") =>
  w.as(login).post(`${YEAR}/hearing`, {
    version: "1",
    on: "2026-12-10",
    from: "09:00",
    minutes: "15",
    brings: "自评报告",
    ...over,
  })

test("the draw stands on record, and anybody can repeat it", async () => {
  await bringAppraisal(w, "panel")
  const few = await drawPanel(w, { size: "0" })
  expect(few.status).toBe(422)
  expect(await few.text()).toContain("请抽取1至2个单位")
  await done(drawPanel(w, { size: "1" }))
  const [one] = await drawsOf()
  expect(one).toMatchObject({ frame: [1, 2], excluded: [], ratio: 15, number: 1 })
  expect(one?.drawn).toEqual(drawn({ frame: [1, 2], size: 1, seed: one?.seed ?? "" }))
  for (const login of ["lin", "wang", "boss"] as const) expect(await page(login, YEAR)).toContain(one?.seed)
  // Drawn once it is drawn again for a reason alone, and the first one stays.
  await refused(w, () => drawPanel(w, { why: "再抽" }), 409)
  const silent = await drawPanel(w, { version: "1" })
  expect(silent.status).toBe(422)
  expect(await silent.text()).toContain("请写明原因")
  await done(drawPanel(w, { version: "1", why: "范围有误", chosen: ["1", "2"] }))
  expect((await drawsOf()).map(({ drawn: taken, seed }) => [taken.length, seed === ""])).toEqual([
    [1, false],
    [2, true],
  ])
  for (const login of ["wang", "boss"] as const) await refused(w, () => drawPanel(w, {}, login), 403)
  await refused(w, () => drawPanel(w, {}, "zhao"), 404)
  expect((await trailOf(w, "appraisal_draw:2026/1")).map(({ action }) => action)).toEqual(["panel_drawn"])
})

test("whom the draw of the year before took is left out, where the rules say so", async () => {
  await openYear(w, { year: "2025" })
  await bringPanel({ sparesLast: "yes" })
  const { targets: _, target: __, ...cycle } = await appraisalOf(w)
  const { db, write } = w.database
  const draw = { number: 1, frame: [1, 2], excluded: [], drawn: [1], ratio: 15, seed: "", why: "", byId: 1, at: 0 }
  await write([
    db.insert(appraisals).values({ ...cycle, id: 2025, state: "closed" }),
    db.insert(appraisalDraws).values({ ...draw, year: 2025 }),
  ])
  const both = await drawPanel(w)
  expect(both.status).toBe(422)
  expect(await both.text()).toContain("请抽取1至1个单位")
  await done(drawPanel(w, { size: "1" }))
  expect((await drawsOf()).at(-1)).toMatchObject({ year: 2026, frame: [2], excluded: [1], drawn: [2] })
})

test("whoever is chosen is a 评议对象, and chosen for a reason; nothing is drawn outside 集中评议", async () => {
  await bringAppraisal(w, "scoring")
  await refused(w, () => drawPanel(w), 409)
  await done(onTarget(w, "wang", "submission"))
  await done(onAppraisal(w, "lin", "stage"))
  await refused(w, () => setHearing({ version: "0" }), 409)
  const wrong: [Fields, string][] = [
    [{ chosen: ["3"], why: "指定" }, "请从评议对象中选择"],
    [{ size: "3" }, "请抽取1至2个单位"],
    [{ chosen: ["1"] }, "请写明原因"],
  ]
  for (const [over, words] of wrong) {
    const response = await drawPanel(w, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(words)
  }
  expect(await drawsOf()).toEqual([])
  await done(drawPanel(w))
  const link = await addJuror(w, "张代表")
  for (const target of [1, 2]) await done(castBallot(w, link, target))
  await done(onAppraisal(w, "lin", "stage"))
  await refused(w, () => drawPanel(w, { version: "1", why: "再抽" }), 409)
  await refused(w, () => setHearing(), 409)
})

test("of several draws the last one counts", async () => {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w, { chosen: ["1"], why: "指定" }))
  await done(drawPanel(w, { version: "1", chosen: ["2"], why: "改为综合指导司" }))
  const link = await addJuror(w, "张代表")
  const list = await page(null, link)
  expect(list).toContain("综合指导司")
  expect(list).not.toContain("办公室")
  await refused(w, () => castBallot(w, link, 1), 404)
  await done(castBallot(w, link, 2))
  expect(await page("lin", "/appraisals/2")).toContain("抽中集中评议")
  expect(await page("lin", "/appraisals/1")).toContain("没有抽中集中评议")
  expect(await page("lin", YEAR)).toMatch(
    /data-label="评议结果">75.00分，良好（自评得分，尚未核定）<[\s\S]*>75.00分，良好（集中评议）</,
  )
})

test("each unit comes to what was given to it and to nobody else", async () => {
  await bringPanel({ panel: "50" })
  await done(drawPanel(w))
  const link = await addJuror(w, "张代表")
  await done(castBallot(w, link, 1, marksTyped({ "7.1": "12" })))
  await done(castBallot(w, link, 2))
  const add = (over: object) => w.as("lin").post("/appraisals/1/records", { ...RECORD, ...over })
  await done(add({}))
  await done(add({ kind: "outside", points: "100", text: "登记错了的一次" }))
  await done(add({ kind: "outside", points: "80", text: "电话访问" }))
  await done(w.as("lin").post("/appraisals/records/2", { version: "1", remark: "登记错了" }))
  for (const _ of ["confirming", "published"]) await done(onAppraisal(w, "lin", "stage"))
  // Half of 63 and half of 80; the other one has no 社会评议.
  expect(await page("lin", "/appraisals/1")).toMatch(/社会评议1次<\/a>平均80.00分[\s\S]*得71.50分/)
  expect(await page("lin", YEAR)).toMatch(
    /data-label="评议结果">71.50分，合格（集中评议）<[\s\S]*>75.00分，良好（集中评议）<\/td>/,
  )
  const falsified = {
    version: "0",
    kind: "falsified",
    decidedOn: "2026-09-21",
    document: "决定",
    text: "不实",
    points: "50",
  }
  await done(w.as("lin").post("/appraisals/1/rulings", falsified))
  // Points are of 更正 alone.
  expect(await page("lin", YEAR)).toMatch(
    />71.50分，不合格；经查实弄虚作假，定为不合格（集中评议）<[\s\S]*>75.00分，良好（集中评议）<\/td>/,
  )
})

test("a juror's marks are taken away down to the floor that the cycle has", async () => {
  await bringPanel({ floor: "item" })
  await done(drawPanel(w))
  const link = await addJuror(w, "张代表")
  await done(castBallot(w, link, 1, marksTyped({ "6.1": "6" })))
  expect(await ballotsOf()).toMatchObject([{ score: 6900 }])
})

test("those of last year's draw are in or out as the rule says, and N is that of all 评议对象", () => {
  const of = (sparesLast: boolean) =>
    frameOf({
      cycle: { appraisal: { rules: { ...USUAL, convener: "", stages: [], sparesLast } } },
      objects: [1, 2, 3, 4, 5, 6, 7],
      lastDrawn: [2, 9],
    })
  expect(of(false)).toEqual({ frame: [1, 2, 3, 4, 5, 6, 7], excluded: [], least: 2 })
  expect(of(true)).toEqual({ frame: [1, 3, 4, 5, 6, 7], excluded: [2], least: 2 })
})

test("a juror scores by the link the units that were drawn, never their own, and nothing else opens", async () => {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w))
  const link = await addJuror(w, "张代表", { conflicts: ["2"] })
  const list = await page(null, link)
  expect(list).toContain("办公室")
  expect(list).not.toContain("综合指导司")
  for (const path of [`${link}/2`, `${link}/3`, `${link}/99`, "/panel/nothing", `${link}x`]) {
    expect((await w.as(null).get(path)).status, path).toBe(404)
  }
  await refused(w, () => castBallot(w, link, 2), 404)
  const open = await castBallot(w, link, 1, { "points-7.1": "", comment: "讲得清楚" })
  expect(open.status).toBe(422)
  expect(await open.text()).toMatch(/请填分数，没有的填0[\s\S]*讲得清楚/)
  await done(castBallot(w, link, 1, { "points-6.1": "6", comment: "请加强案例发布。" }))
  expect(await ballotsOf()).toMatchObject([{ targetId: 1, score: 7100, comment: "请加强案例发布。" }])
  await refused(w, () => castBallot(w, link, 1), 409)
  await done(castBallot(w, link, 1, { version: "1" }))
  expect(await ballotsOf()).toMatchObject([{ score: 7500, version: 2 }])
  // What it came to is the office's until it is published.
  expect(await page("wang", "/appraisals/1")).not.toContain("张代表")
  // No second draw once somebody has scored.
  await refused(w, () => drawPanel(w, { version: "1", why: "再抽" }), 409)
  await done(castBallot(w, await addJuror(w, "李代表"), 2))
  await done(onAppraisal(w, "lin", "stage"))
  expect((await w.as(null).get(link)).status).toBe(404)
  await refused(w, () => castBallot(w, link, 1, { version: "2" }), 404)
})

test("a link that was revoked opens nothing, nor the one before a new one", async () => {
  await bringAppraisal(w, "panel")
  const link = await addJuror(w, "张代表")
  // Whoever must not know jurors finds none.
  await refused(w, () => w.as("wang").post("/jurors/1/link", { version: "1" }), 404)
  await refused(w, () => w.as("zhao").post("/jurors/1/link", { version: "1" }), 404)
  const renewed = await (await w.as("lin").post("/jurors/1/link", { version: "1" })).text()
  const [, next = ""] = /(\/panel\/[\w-]+)/.exec(renewed) ?? []
  expect([(await w.as(null).get(link)).status, (await w.as(null).get(next)).status]).toEqual([404, 200])
  await refused(w, () => w.as("lin").post("/jurors/1/revocation", { version: "1" }), 409)
  await done(w.as("lin").post("/jurors/1/revocation", { version: "2" }))
  expect((await w.as(null).get(next)).status).toBe(404)
})

test("a sheet of paper is entered with its scan, which only the office opens", async () => {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w))
  await addJuror(w, "李委员", { kind: "adviser", conflicts: ["2"] })
  const entered = (target: number, files: { name: string; bytes: Uint8Array }[], login: Login = "lin") =>
    w
      .as(login)
      .post(
        `/appraisals/${target}/ballots`,
        multipart({ version: "0", juror: "1", ...marksTyped(), comment: "好" }, { scan: files }),
      )
  const scan = [{ name: "评分表.pdf", bytes: PDF }]
  const bare = await entered(1, [])
  expect(bare.status).toBe(422)
  expect(await bare.text()).toContain("请附评分表的扫描件或照片")
  const own = await entered(2, scan)
  expect(own.status).toBe(422)
  expect(await own.text()).toContain("请选择不回避本单位的评议员")
  await done(entered(1, scan))
  expect(await ballotsOf()).toMatchObject([{ targetId: 1, score: 7500 }])
  expect(await page("lin", "/appraisals/1")).toMatch(/李委员[\s\S]*代录/)
  expect((await w.as("lin").get("/attachments/1")).status).toBe(200)
  for (const login of ["wang", "boss", "zhou"] as const) {
    expect((await w.as(login).get("/attachments/1")).status, login).toBe(404)
  }
  await refused(w, () => entered(1, scan, "wang"), 403)
})

test("no sheet of paper is entered for who was not drawn, nor once the panel is over", async () => {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w, { chosen: ["1"], why: "指定" }))
  await addJuror(w, "李委员")
  const entered = (target: number) =>
    w
      .as("lin")
      .post(
        `/appraisals/${target}/ballots`,
        multipart(
          { version: "0", juror: "1", ...marksTyped(), comment: "" },
          { scan: [{ name: "评分表.pdf", bytes: PDF }] },
        ),
      )
  await refused(w, () => entered(2), 404)
  await done(castBallot(w, await addJuror(w, "张代表"), 1))
  await done(onAppraisal(w, "lin", "stage"))
  await refused(w, () => entered(1), 409)
})

test("notes of the year stand at their criterion, 社会评议 with its score; one that was wrong counts no more", async () => {
  await bringAppraisal(w, "scoring")
  const add = (over: object = {}, login: Login = "lin") =>
    w.as(login).post("/appraisals/1/records", { ...RECORD, ...over })
  for (const [over, words] of [
    [{ points: "二" }, "请填分数，如 -2 或 1.5"],
    [{ criterion: "99.1" }, "请选择评分点"],
    [{ happenedOn: "2027-01-01" }, "日期不能晚于今天"],
    [{ happenedOn: "2025-12-31" }, "请填写2026年的日期"],
    [{ kind: "outside", points: "101" }, "请填0至100的分数"],
    [{ kind: "outside", points: "-1" }, "请填0至100的分数"],
    [{ text: "" }, "请填写内容"],
  ] as const) {
    const response = await add(over)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(words)
  }
  await done(add({ points: "－2" }))
  await done(add({ kind: "outside", points: "88.5", text: "电话访问，样本300" }))
  expect(await page("lin", "/appraisals/1")).toMatch(/评分点6.1 -2分：行政诉讼败诉一件[\s\S]*社会评议 88.5分/)
  // What others gave it is told with the results.
  expect(await page("wang", "/appraisals/1")).toContain("评分点6.1 -2分：行政诉讼败诉一件")
  expect(await page("wang", "/appraisals/1")).not.toContain("88.5")
  for (const login of ["wang", "boss"] as const) await refused(w, () => add({}, login), 403)
  await refused(w, () => add({}, "zhou"), 404)
  const discard = (login: Login, version = "1") =>
    w.as(login).post("/appraisals/records/1", { version, remark: "登记错了" })
  await refused(w, () => discard("wang"), 403)
  await refused(w, () => discard("zhou"), 404)
  await done(discard("lin"))
  await refused(w, () => discard("lin", "2"), 409)
  expect(await page("lin", "/appraisals/1")).toContain("已作废：登记错了")
})

test("a score is that of the panel with 社会评议 by weight, of the others the audited one, and 更正 and 弄虚作假 leave what was scored", async () => {
  await bringAppraisal(w, "scoring")
  const { blocks } = await standardOf(w)
  const rules = { ...USUAL, convener: "", stages: [], panel: 60 }
  const given = { isDrawn: true, ballots: [9000, 9001, 8998], outside: [8000], audited: {}, rulings: [] }
  expect(resultOf(rules, blocks, given)).toMatchObject({
    basis: "panel",
    panel: { points: 26_999, over: 3 },
    grade: "good",
  })
  expect(resultOf({ ...rules, panel: 100 }, blocks, { ...given, outside: [] })).toMatchObject({ grade: "good" })
  expect(resultOf(rules, blocks, { ...given, isDrawn: false })).toMatchObject({
    basis: "audited",
    score: { points: 7500, over: 1 },
    grade: "good",
  })
  expect(resultOf(rules, blocks, { ...given, ballots: [], outside: [] })).toBeNull()
  // 社会评议 alone is no 集中评议.
  expect(resultOf(rules, blocks, { ...given, ballots: [] })).toBeNull()
  // The cycle's mean is that of the panel; 社会评议 is never trimmed.
  const five = { ...given, ballots: [6000, 9000, 9000, 9000, 9900], outside: [5000, 8000, 8000, 8000, 9900] }
  const trimmed = resultOf({ ...rules, aggregation: "trimmed" }, blocks, five)
  expect([trimmed?.panel, trimmed?.outside]).toEqual([
    { points: 27_000, over: 3 },
    { points: 38_900, over: 5 },
  ])
  const lost = { ...given, isDrawn: false, audited: { "6.1": { points: 600, note: "" } } }
  expect(resultOf(rules, blocks, lost)?.score).toEqual({ points: 7100, over: 1 })
  expect(resultOf({ ...rules, floor: "item" }, blocks, lost)?.score).toEqual({ points: 6900, over: 1 })
  const again = [9100, 7000].map((points) => ({ kind: "corrected" as const, points }))
  expect(resultOf(rules, blocks, { ...given, rulings: again })).toMatchObject({
    score: { points: 7000 },
    grade: "passed",
  })
  const rulings = [
    { kind: "corrected" as const, points: 9100 },
    { kind: "falsified" as const, points: null },
  ]
  const ruled = resultOf(rules, blocks, { ...given, rulings })
  expect(ruled).toMatchObject({ grade: "failed", isFalsified: true, score: { points: 9100 } })
  expect(ruled?.original).not.toEqual(ruled?.score)
  expect(resultOf(rules, blocks, { ...given, rulings: [...rulings, { kind: "cleared", points: null }] })).toMatchObject(
    {
      grade: "excellent",
      isFalsified: false,
    },
  )
})

test("what was published explains itself, is objected to, reviewed, found false and put to use", async () => {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w, { chosen: ["1"], why: "按要求指定" }))
  const links = [await addJuror(w, "甲"), await addJuror(w, "乙")]
  for (const link of links) await done(castBallot(w, link, 1, { comment: "请补案例" }))
  await done(onAppraisal(w, "lin", "stage"))
  expect(await page("wang", "/appraisals/1")).not.toContain("请补案例")
  const ruling = {
    kind: "falsified",
    decidedOn: "2026-09-21",
    document: "普办〔2026〕3号",
    points: "",
    text: "材料不实",
  }
  const rules = (over: object = {}, login: Login = "lin") =>
    w.as(login).post("/appraisals/1/rulings", { version: "0", ...ruling, ...over })
  const objects = (over: object = {}, login: Login = "wang") =>
    w.as(login).post("/appraisals/1/objection", { version: "0", text: "请复核第7项", ...over })
  await refused(w, () => rules(), 409)
  await refused(w, () => objects(), 409)
  await done(onAppraisal(w, "lin", "stage"))
  const shown = await page("wang", "/appraisals/1")
  for (const words of [
    "2名评议员</a>评分",
    "平均75.00分",
    "得75.00分（显示时截取两位小数，按下限，不四舍五入）",
    "评定为良好",
    "人大代表",
    "请补案例",
  ]) {
    expect(shown).toContain(words)
  }
  expect(shown).not.toContain("甲（")
  expect(await page("wang", "/appraisals/1")).not.toContain("决定和结果运用")
  for (const login of ["wang", "boss"] as const) await refused(w, () => rules({}, login), 403)
  await refused(w, () => objects({}, "lin"), 403)
  await refused(w, () => rules({ kind: "corrected", points: "80" }), 409)
  for (const kind of ["upheld", "cleared", "objected"]) await refused(w, () => rules({ kind }), 409)
  await done(objects())
  await refused(w, () => objects({ version: "1" }), 409)
  const early = await rules({ version: "1", kind: "upheld", decidedOn: "2026-09-22" })
  expect(early.status).toBe(422)
  expect(await early.text()).toContain("日期不能晚于今天")
  const bare = await rules({ version: "1", document: "", kind: "corrected", points: "" })
  expect(bare.status).toBe(422)
  expect(await bare.text()).toMatch(/请填写决定文书[\s\S]*请填写更正后的分数/)
  await done(rules({ version: "1", kind: "corrected", points: "90" }))
  expect(await page("wang", "/appraisals/1")).toMatch(/复核更正为90.00分[\s\S]*评定为优秀/)
  await done(rules({ version: "2" }))
  expect(await page("boss", YEAR)).toMatch(/90.00分，不合格；经查实弄虚作假，定为不合格；原得分75.00分/)
  await refused(w, () => rules({ version: "3" }), 409)
  await done(rules({ version: "3", kind: "cleared" }))
  await done(rules({ version: "4", kind: "used", document: "市委考核办" }))
  expect(await page("wang", "/appraisals/1")).toMatch(/结果运用[\s\S]*市委考核办/)
})

test("after 30 days nobody objects any more", async () => {
  await bringAppraisal(w, "published")
  const objects = () => w.as("wang").post("/appraisals/1/objection", { version: "0", text: "请复核" })
  await w.database.client.execute("update appraisals set published_on = '2026-08-21'")
  await refused(w, objects, 409)
  await w.database.client.execute("update appraisals set published_on = '2026-08-22'")
  await done(objects())
})

test("the hearing has its order and its times", async () => {
  await bringAppraisal(w, "panel")
  await done(drawPanel(w))
  const wrong = await setHearing({ from: "25:00" })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain("请填开始时间，如 09:00")
  await done(setHearing())
  expect(await page("wang", YEAR)).toMatch(/12月10日 09:00，15分钟[\s\S]*12月10日 09:15，15分钟[\s\S]*携带：自评报告/)
  await refused(w, () => setHearing(), 409)
  await refused(w, () => setHearing({}, "wang"), 403)
})

test("no sheet moves once the results stand", async () => {
  await bringAppraisal(w, "published")
  await refused(w, () => onTarget(w, "lin", "audit"), 409)
  expect((await appraisalOf(w)).publishedOn).toBe("2026-09-21")
})

test("once the results are announced nothing is recorded beside them, and nobody joins the panel", async () => {
  await bringAppraisal(w, "confirming")
  const add = () => w.as("lin").post("/appraisals/1/records", RECORD)
  await done(add())
  const juror = () => w.as("lin").post(`${YEAR}/jurors`, { name: "张代表", kind: "deputy" })
  expect((await juror()).status).toBe(200)
  await done(onTarget(w, "lin", "audit"))
  for (const _ of ["published", "closed"]) {
    await done(onAppraisal(w, "lin", "stage"))
    await passObjections(w)
    await refused(w, add, 409)
    await refused(w, juror, 409)
    await refused(w, () => w.as("lin").post("/appraisals/records/1", { version: "1", remark: "登记错了" }), 409)
  }
})

test("what a unit has written and not submitted is in no paper of others", async () => {
  await bringAppraisal(w, "scoring")
  await done(onTarget(w, "wang", "", { "points-3.1": "2", "note-3.1": "只学了一次" }))
  const take = (login: Login) => w.as(login).post("/appraisals/1/papers/self")
  for (const login of ["lin", "boss"] as const) {
    await refused(w, () => take(login), 403)
    expect(await page(login, "/appraisals/1")).not.toContain("papers/self")
  }
  expect((await take("wang")).status).toBe(200)
  expect(await page("wang", "/appraisals/1")).toContain("papers/self")
  await done(onTarget(w, "wang", "submission"))
  for (const login of ["lin", "boss"] as const) {
    expect((await take(login)).status).toBe(200)
    expect(await page(login, "/appraisals/1")).toContain("papers/self")
  }
})

test("papers are taken as Word by whoever reads what stands in them, and the trail says who", async () => {
  await bringAppraisal(w, "panel")
  await refused(w, () => w.as("lin").post(`${YEAR}/papers/draw`), 404)
  await done(drawPanel(w))
  const take = (login: Login, path: string) => w.as(login).post(path)
  for (const path of ["/appraisals/1/papers/self", "/appraisals/1/papers/sheet", `${YEAR}/papers/draw`]) {
    const response = await take("wang", path)
    expect(response.status, path).toBe(200)
    expect(response.headers.get("content-type"), path).toContain("wordprocessingml")
  }
  await refused(w, () => take("wang", "/appraisals/1/papers/feedback"), 403)
  await refused(w, () => take("zhou", "/appraisals/1/papers/self"), 404)
  for (const kind of ["announcement", "report"]) {
    await refused(w, () => take("wang", `${YEAR}/papers/${kind}`), 403)
    // There is no result yet.
    await refused(w, () => take("lin", `${YEAR}/papers/${kind}`), 404)
  }
  await refused(w, () => take("lin", `${YEAR}/papers/other`), 404)
  await refused(w, () => take("lin", "/appraisals/1/papers/feedback"), 403)
  const link = await addJuror(w, "张代表")
  for (const target of [1, 2]) await done(castBallot(w, link, target))
  await done(onAppraisal(w, "lin", "stage"))
  const results = [`${YEAR}/papers/announcement`, `${YEAR}/papers/report`, "/appraisals/1/papers/feedback"]
  for (const path of results) expect((await take("lin", path)).status, path).toBe(200)
  await refused(w, () => take("wang", "/appraisals/1/papers/feedback"), 403)
  const taken = (await w.events()).filter(({ action }) => action === "register_taken")
  expect(taken.map(({ actorName, particulars }) => [actorName, particulars.register, particulars.picked])).toEqual([
    ["王联络", "履职评议自评报告", "办公室"],
    ["王联络", "履职评议评分表", "办公室"],
    ["王联络", "履职评议抽取记录", "全部"],
    ["林督查", "履职评议评议结果公告", "全部"],
    ["林督查", "履职评议评议结果报送表", "全部"],
    ["林督查", "履职评议点评意见反馈函", "办公室"],
  ])
  await done(onAppraisal(w, "lin", "stage"))
  expect((await take("wang", "/appraisals/1/papers/feedback")).status).toBe(200)
})
