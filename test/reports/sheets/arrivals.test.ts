import { describe, expect, test } from "vitest"
import { signedSheets } from "#db/schema.ts"
import {
  done,
  type Fields,
  multipart,
  onlyOne,
  onReport,
  openRound,
  refused,
  trailOf,
  type Upload,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/* 签字单 as they come on paper. Asked in the round of plan 1: 办公室 (1), 综合指导司 (2), 研究室 (3). */

const PATH = "/plans/1/rounds/1/sheets"
const SCAN: Upload = { name: "签字单.pdf", bytes: PDF }

async function inRound(over: Fields = {}) {
  const w = await world()
  await done(openRound(w, over))
  return w
}

const receive = (w: World, over: Fields = {}, scans: Record<string, Upload[]> = {}, login: Login | null = "lin") =>
  w.as(login).post(PATH, multipart({ receivedOn: "2026-09-21", takenBy: "陈督查", units: "1", ...over }, scans))

async function sheetsIn(w: World) {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(signedSheets).orderBy(signedSheets.unitId)])
  return rows
}

const versionOf = async (w: World, unit: number) =>
  String((await sheetsIn(w)).find(({ unitId }) => unitId === unit)?.version ?? 0)

const correct = async (w: World, over: Fields = {}, scan: Upload[] = [], login: Login | null = "lin", unit = 1) => {
  const fields = {
    receivedOn: "2026-09-21",
    takenBy: "陈督查",
    isSigned: "1",
    isSealed: "1",
    version: await versionOf(w, unit),
  }
  return w.as(login).post(`${PATH}/${unit}`, multipart({ ...fields, ...over }, { scan }))
}

const withdraw = async (w: World, over: Fields = {}, login: Login | null = "lin", unit = 1) =>
  w.as(login).post(`${PATH}/${unit}/withdrawal`, { version: await versionOf(w, unit), remark: "登记错了单位", ...over })

const text = async (w: World, login: Login, path: string) =>
  (await (await w.as(login).get(path)).text()).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")

describe("登记收到", () => {
  test("several at once, each with what is on it, its scan and its own line in the trail", async () => {
    const w = await inRound()
    const ticks = { units: ["1"], signed: ["1", "2"], sealed: ["1"], takenBy: "收发室老王", receivedOn: "2026-09-18" }
    const response = await done(receive(w, ticks, { "scan-1": [SCAN], "scan-3": [SCAN] }))
    expect(response.headers.get("set-cookie")).toContain("done=sheets_received.3")
    const taken = { receivedOn: "2026-09-18", takenBy: "收发室老王", recordedById: 1, version: 1 }
    expect(await sheetsIn(w)).toMatchObject([
      { unitId: 1, isSigned: true, isSealed: true, ...taken },
      // Ticked as signed, or with its scan: then it is there.
      { unitId: 2, isSigned: true, isSealed: false, ...taken },
      { unitId: 3, isSigned: false, isSealed: false, ...taken },
    ])
    expect(await trailOf(w, "signed_sheet:1/1")).toMatchObject([
      {
        version: 1,
        action: "signed_sheet_received",
        actorId: 1,
        particulars: { unit: "办公室", round: "第三季度", receivedOn: "2026-09-18", isSigned: true, isSealed: true },
      },
    ])
    expect(await text(w, "lin", PATH)).toMatch(/应交\s*3\s*个单位，已收\s*3\s*个，未收\s*0\s*个/)
  })

  test("who has handed in and who has not stands on the page, and as a number beside the round", async () => {
    const w = await inRound()
    await done(receive(w, { units: "1" }))
    const page = await text(w, "lin2", PATH)
    expect(page).toMatch(/未收到（2）.*综合指导司.*研究室.*已收到（1）.*办公室/)
    expect(await (await w.as("lin").get("/plans/1/rounds")).text()).toMatch(/rounds\/1\/sheets">\s*1\/3/)
    expect(await text(w, "wang", "/plans/1/rounds")).not.toContain("签字单")
  })

  test("the unit reads it with its receipts and on its sheet, and opens the scan; co-units are told nothing", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "zhou", 2, "report"))
    expect(await text(w, "wang", "/todo")).not.toContain("纸质件")
    await done(receive(w, { signed: "1" }, { "scan-1": [SCAN] }))
    const words = "9月21日收到（陈督查收），已签字，未盖章"
    expect(await text(w, "wang", "/todo")).toContain(`纸质件${words}`)
    expect(await text(w, "wang", "/todo/sheet")).toContain(`纸质签字单 ${words}`.replace(" ", ""))
    expect(await text(w, "zhou", "/todo")).not.toContain("纸质件")
    expect((await w.as("wang").get("/attachments/1")).status).toBe(200)
    expect((await w.as("boss").get("/attachments/1")).status).toBe(200)
    for (const login of ["zhou", "zhao", "admin"] as const) {
      expect((await w.as(login).get("/attachments/1")).status).toBe(404)
    }
    // No form takes it off: it is the evidence of no item of theirs.
    const detaching = () => w.as("wang").post("/assignments/1/rounds/1/attachments", { detach: "1" })
    await refused(w, detaching, 409)
  })

  test("also long after the cut-off: paper comes when it comes", async () => {
    const w = await inRound()
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "第四季度", opensOn: "2026-09-21", dueBy: "2026-12-31" }))
    await w.travel("2026-11-20")
    await done(receive(w, { receivedOn: "2026-11-20" }))
    expect(await sheetsIn(w)).toHaveLength(1)
  })

  test.each<[string, Fields, Record<string, Upload[]>, RegExp]>([
    ["nobody ticked", { units: [], sealed: [] }, {}, /请勾选已收到签字单的单位/],
    ["no day", { receivedOn: "" }, {}, /收到日期/],
    ["a day to come", { receivedOn: "2026-09-22" }, {}, /不能晚于今天/],
    ["a day before the round", { receivedOn: "2026-08-31" }, {}, /不能早于本期开启日期/],
    ["nobody who took it", { takenBy: " " }, {}, /请填写收件人/],
    [
      "a program for a scan",
      {},
      { "scan-1": [{ name: "a.pdf", bytes: Uint8Array.of(0x4d, 0x5a) }] },
      /不是可接受的文件/,
    ],
  ])("%s: asked again with what was filled in, and nothing recorded", async (_, over, scans, words) => {
    const w = await inRound()
    const html = await refused(w, () => receive(w, { takenBy: "收发室", sealed: "2", ...over }, scans), 422, words)
    if (over.takenBy === undefined) expect(html).toContain('value="收发室"')
    if (over.sealed === undefined) expect(html).toMatch(/name="sealed" value="2" checked/)
    expect(await sheetsIn(w)).toEqual([])
  })

  test("a unit that was recorded before is named, and none of the others is recorded with it", async () => {
    const w = await inRound()
    await done(receive(w))
    await refused(w, () => receive(w, { units: ["1", "2"] }), 409, "办公室的签字单已经登记过")
    expect(await sheetsIn(w)).toHaveLength(1)
  })

  test("a unit that is not asked is no unit here; a round that has not opened has no sheet", async () => {
    const w = await inRound()
    await refused(w, () => receive(w, { units: "4" }), 404)
    expect((await w.as("lin").get("/plans/1/rounds/9/sheets")).status).toBe(404)
    await done(openRound(w, { name: "第四季度", opensOn: "2026-10-01", dueBy: "2026-12-31", inside: "1" }))
    const ahead = { receivedOn: "2026-09-21", takenBy: "陈督查", units: "1" }
    await refused(w, () => w.as("lin").post("/plans/1/rounds/2/sheets", ahead), 422, "不能早于本期开启日期")
  })

  test("two at once: one of them", async () => {
    const w = await inRound()
    await onlyOne(
      w,
      () => receive(w),
      () => receive(w, { takenBy: "凌督查" }, {}, "lin2"),
    )
  })
})

describe("更正", () => {
  test("says what stood there before; what was not touched is not in the trail", async () => {
    const w = await inRound()
    await done(receive(w, { signed: "1" }))
    await done(correct(w, {}, [SCAN]))
    expect(await sheetsIn(w)).toMatchObject([{ isSigned: true, isSealed: true, version: 2 }])
    expect((await trailOf(w, "signed_sheet:1/1")).at(-1)).toEqual({
      version: 2,
      action: "signed_sheet_corrected",
      actorId: 1,
      particulars: { unit: "办公室", round: "第三季度", isSealed: { before: false, after: true } },
    })
    expect(await text(w, "lin", PATH)).toContain("签字单.pdf")
  })

  test("nothing changed is nothing recorded", async () => {
    const w = await inRound()
    await done(receive(w, { signed: "1", sealed: "1" }))
    const before = await w.events()
    await done(correct(w))
    expect(await w.events()).toEqual(before)
  })

  test.each<[string, Fields, string]>([
    ["a day to come", { receivedOn: "2026-09-30" }, "不能晚于今天"],
    ["nobody who took it", { takenBy: "" }, "请填写收件人"],
  ])("%s: asked again with what was filled in", async (_, over, words) => {
    const w = await inRound()
    await done(receive(w))
    const html = await refused(w, () => correct(w, { takenBy: "档案室", ...over }), 422, words)
    expect(html).toMatch(/<details open[^>]*id="sheet-1"/)
  })

  test("on an older page it is refused; of a unit of which nothing came as well", async () => {
    const w = await inRound()
    await done(receive(w))
    await refused(w, () => correct(w, { version: "7" }), 409)
    await refused(w, () => correct(w, {}, [], "lin", 2), 409, "没有登记过签字单")
    await refused(w, () => correct(w, {}, [], "lin", 4), 404)
  })
})

describe("撤销登记", () => {
  test("nothing has come then, the trail keeps it, and it can be recorded again", async () => {
    const w = await inRound()
    await done(receive(w))
    await done(withdraw(w))
    expect(await sheetsIn(w)).toMatchObject([{ receivedOn: null, version: 2 }])
    expect((await trailOf(w, "signed_sheet:1/1")).at(-1)).toMatchObject({
      action: "signed_sheet_withdrawn",
      particulars: { remark: "登记错了单位", receivedOn: "2026-09-21" },
    })
    expect(await text(w, "lin", PATH)).toContain("未收到（3）")
    await refused(w, () => withdraw(w), 409, "没有登记过签字单")
    await done(receive(w))
    expect(await sheetsIn(w)).toMatchObject([{ receivedOn: "2026-09-21", version: 3 }])
  })
})

test.each<[Login | null, number]>([
  ["wang", 403],
  ["head", 403],
  ["boss", 403],
  ["zhao", 404],
  ["admin", 404],
  ["security", 404],
  ["auditor", 404],
  [null, 401],
])("%s records nothing: %i", async (login, status) => {
  const w = await inRound()
  await done(receive(w))
  if (login) expect((await w.as(login).get(PATH)).status).toBe(status)
  const before = await w.events()
  for (const act of [receive(w, { units: "2" }, {}, login), correct(w, {}, [], login), withdraw(w, {}, login)]) {
    expect((await act).status).toBe(status)
  }
  expect(await w.events()).toEqual(before)
})
