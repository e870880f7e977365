import { describe, expect, test } from "vitest"
import { done, draftOf, multipart, onReport, openRound, refused, reportOf, trailOf } from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { onLayout, saveLayout } from "#test/support/ledger.ts"
import { cellsOf, csvOf, HEAD_ROW, sheetOf } from "#test/support/ledger_sheets.ts"
import {
  bringFile,
  bringLines,
  formOf,
  IMPORTS,
  importsIn,
  partLine,
  plainText,
  takeOn,
} from "#test/support/returns.ts"
import { type Login, type World, world } from "#test/support/world.ts"

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

const FIRST = "/plans/1/ledger/imports/1"
const said = async (response: Response) => plainText(await response.text())
const told = async (w: World, login: Login, path = FIRST) => plainText((await formOf(w, login, path)).html)

describe("上传填好的台账", () => {
  test("the file is kept, what it says is shown row by row, and no report has anything of it yet", async () => {
    const w = await inRound()
    const bytes = sheetOf([
      partLine(1, { achieved: "已开展培训" }),
      partLine(2),
      partLine(6, { nextSteps: "十月完成" }),
    ])
    const response = await done(bringFile(w, "lin", bytes))
    expect(response.headers.get("location")).toBe(FIRST)
    expect(await importsIn(w)).toMatchObject([
      {
        planId: 1,
        roundId: 1,
        unitId: null,
        asOffice: true,
        state: "open",
        name: "台账.xlsx",
        broughtById: 1,
        version: 1,
      },
    ])
    expect(await trailOf(w, "ledger_import:1")).toMatchObject([
      {
        action: "ledger_returned",
        version: 1,
        actorId: 1,
        particulars: { name: "台账.xlsx", round: "第三季度", sheetRows: 3, changedRows: 2 },
      },
    ])
    const { fields, offered } = await formOf(w, "lin", FIRST)
    expect(offered).toEqual(["0-achieved", "1-nextSteps"])
    expect(fields.take).toEqual(offered)
    expect(await told(w, "lin")).toMatch(
      /共 3 行，对上 3 行。.*台账里没有的 3 项分工不作任何改动。.*1 行没有改动。.*第 3 行 · 办公室/,
    )
    const file = await w.as("lin").get(`${FIRST}/file`)
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true)
    expect((await w.as("wang").get("/todo")).status).toBe(200)
    expect((await w.events()).map(({ action }) => action)).not.toContain("report_entered")
  })

  test("a text file with commas as well", async () => {
    const w = await inRound()
    await done(bringFile(w, "lin", csvOf([HEAD_ROW, cellsOf(partLine(1, { achieved: "已办" }))]), "台账.csv"))
    expect((await formOf(w, "lin", FIRST)).fields.take).toEqual(["0-achieved"])
  })

  test("a sheet of one unit is known as that unit's", async () => {
    const w = await inRound()
    await bringLines(w, "lin", [partLine(1, { achieved: "甲" }), partLine(6, { achieved: "乙" })])
    expect(await importsIn(w)).toMatchObject([{ unitId: 1 }])
    expect(plainText(await (await w.as("lin").get(IMPORTS)).text())).toMatch(
      /台账\.xlsx 办公室 第三季度 林督查 今天|台账\.xlsx 办公室/,
    )
  })

  test("the same file twice is said, with what was taken of it", async () => {
    const w = await inRound()
    const lines = [partLine(1, { achieved: "已办" })]
    await bringLines(w, "lin", lines)
    await bringLines(w, "lin", lines)
    expect(await told(w, "lin", FIRST)).not.toContain("上传过")
    expect(await told(w, "lin", `${IMPORTS}/2`)).toMatch(/这份文件.*已由林督查上传过，当时采用 0 处/)
  })

  test("what is told of rows: of another plan, another round, a foreign mark, copies, a lost mark, what stands here meanwhile", async () => {
    const w = await inRound()
    await done(onReport(w, "zhou", 5, "report"))
    await bringLines(w, "lin", [
      partLine(1, { plan: 7 }),
      partLine(2, { round: 4 }),
      partLine(3, { id: 999, ordinal: 9, unit: "别家" }),
      partLine(4, { achieved: "甲" }),
      partLine(4, { achieved: "乙" }),
      partLine(5),
      partLine(6, { mark: "", achieved: "丙" }),
    ])
    const text = await told(w, "lin")
    expect(text).toContain("第 3 行：是另一个方案的台账，没有对照")
    expect(text).toContain("第 4 行：是第 4 个填报期导出的，没有对照")
    expect(text).toContain("第 5 行：编号在本方案中找不到，没有对照")
    expect(text).toContain("同一项在第 7 行也有，内容不同，请只选一行")
    expect(text).toContain("台账没有改动、系统已有新内容的 1 行不受影响：第 8 行")
    expect(text).toContain("编号丢失，按序号和单位对应，请核对后勾选")
    expect((await formOf(w, "lin", FIRST)).fields.take).toEqual([])
  })

  test("a part that has several rows is one part that the sheet has", async () => {
    const w = await inRound()
    await bringLines(w, "lin", [
      partLine(4, { achieved: "甲" }),
      partLine(4, { achieved: "乙" }),
      partLine(4, { achieved: "丙" }),
      partLine(5),
      partLine(5),
    ])
    const text = await told(w, "lin")
    expect(text).toMatch(/共 5 行，对上 4 行。.*台账里没有的 4 项分工不作任何改动/)
    expect(text).toContain("第 7 行：与第 6 行重复")
  })

  test("columns that are not taken back but were changed are listed, with where to change them", async () => {
    const w = await inRound()
    const [mark = ""] = cellsOf(partLine(1))
    const rows = [
      ["编号（请勿改动）", "序号", "任务", "单位", "责任人", "落实情况"],
      [mark, 1, "另一件事", "办公室", "张三", ""],
    ]
    await done(bringFile(w, "lin", csvOf(rows), "台账.csv"))
    const { html, offered } = await formOf(w, "lin", FIRST)
    expect(offered).toEqual([])
    expect(plainText(html)).toMatch(
      /台账上改了，系统不从台账更新： 任务：台账上是「另一件事」.*责任人：台账上是「张三」，系统是「空」/,
    )
    expect(html).toContain('href="/plans/1/tasks/1"')
  })

  test("nobody below, beside or above is asked to look: a liaison brings the rows of the own unit alone", async () => {
    const w = await inRound()
    await bringLines(w, "wang", [partLine(1, { achieved: "甲" }), partLine(2, { achieved: "乙" })])
    expect(await told(w, "wang")).toContain("第 4 行：是综合指导司的，您只能回传本单位的，没有对照")
    expect((await formOf(w, "wang", FIRST)).offered).toEqual(["0-achieved"])
    expect(await importsIn(w)).toMatchObject([{ asOffice: false, unitId: 1 }])
    // The office reads it and leaves it to the unit; others learn of none.
    expect((await formOf(w, "lin", FIRST)).offered).toEqual([])
    for (const login of ["zhou", "head", "boss", "zhao", "admin"] as const) {
      expect((await w.as(login).get(FIRST)).status).toBe(404)
      expect((await w.as(login).get(`${FIRST}/file`)).status).toBe(404)
    }
    expect(await said(await w.as("zhou").get(IMPORTS))).toContain("还没有回传过台账")
  })
})

describe("who reads it is decided by the posts of today", () => {
  const sight = async (w: World, login: Login) => {
    const statuses = [FIRST, `${FIRST}/file`].map(async (path) => (await w.as(login).get(path)).status)
    return [...(await Promise.all(statuses)), /id="import-1"/.test(await (await w.as(login).get(IMPORTS)).text())]
  }
  const nowHolds = (w: World, login: Login, kind: string, unit: number) =>
    w.database.client.execute({
      sql: "update posts set kind = ?, unit_id = ? where person_id = ?",
      args: [kind, unit, w.actor(login).id],
    })

  test.each<[string, string, number]>([
    ["liaison of a unit of the plan", "liaison", 1],
    ["supervisor of another office", "supervisor", 2],
  ])("a supervisor who is %s by now reads none of what the office brought", async (_, kind, unit) => {
    const w = await inRound()
    await bringLines(w, "lin", [partLine(1, { achieved: "甲" })])
    expect(await sight(w, "lin")).toEqual([200, 200, true])
    await nowHolds(w, "lin", kind, unit)
    expect(await sight(w, "lin")).toEqual([404, 404, false])
    expect(await sight(w, "lin2")).toEqual([200, 200, true])
  })

  test("nor does a liaison who has gone to another unit of the plan, also where nothing was changed", async () => {
    for (const over of [{ achieved: "甲" }, {}]) {
      const w = await inRound()
      await bringLines(w, "wang", [partLine(1, over)])
      expect(await sight(w, "wang")).toEqual([200, 200, true])
      await nowHolds(w, "wang", "liaison", 2)
      expect(await sight(w, "wang")).toEqual([404, 404, false])
    }
  })

  test("nor one who speaks no more for one of several units of the sheet", async () => {
    const w = await inRound()
    await w.database.client.execute({
      sql: "insert into posts (person_id, kind, unit_id, from_on) values (?, 'liaison', 2, '2020-01-01')",
      args: [w.actor("wang").id],
    })
    await bringLines(w, "wang", [partLine(1, { achieved: "甲" }), partLine(2, { achieved: "乙" })])
    expect(await sight(w, "wang")).toEqual([200, 200, true])
    await w.database.client.execute("update posts set until_on = '2020-01-02' where unit_id = 2 and kind = 'liaison'")
    expect(await sight(w, "wang")).toEqual([404, 404, false])
  })
})

describe("a supervisor who speaks for a unit of the plan as well", () => {
  async function both() {
    const w = await inRound()
    await w.database.client.execute({
      sql: "insert into posts (person_id, kind, unit_id, from_on) values (?, 'liaison', 3, '2020-01-01')",
      args: [w.actor("lin").id],
    })
    return w
  }
  const LINES = [partLine(3, { achieved: "研究室办的" }), partLine(1, { achieved: "办公室办的" })]

  test("brings the own unit's rows into its drafts where that is ticked, and none of others", async () => {
    const w = await both()
    expect(await (await w.as("lin").get(IMPORTS)).text()).toContain('name="asUnit"')
    const file = [{ name: "台账.xlsx", bytes: sheetOf(LINES) }]
    await done(w.as("lin").post(IMPORTS, multipart({ asUnit: "1" }, { file })))
    expect(await importsIn(w)).toMatchObject([{ asOffice: false, unitId: 3 }])
    expect(await told(w, "lin")).toContain("第 4 行：是办公室的，您只能回传本单位的")
    await done(takeOn(w, "lin", FIRST))
    expect(await draftOf(w, 3)).toMatchObject({ achieved: "研究室办的", savedById: w.actor("lin").id })
    expect(await reportOf(w, 3)).toBeNull()
    await refused(w, () => takeOn(w, "lin2", FIRST), 403)
  })

  test("else enters for all; who is not both is not asked, and ticks in vain", async () => {
    const w = await both()
    await bringLines(w, "lin", LINES)
    expect(await importsIn(w)).toMatchObject([{ asOffice: true, unitId: null }])
    for (const login of ["lin2", "wang"] as const)
      expect(await (await w.as(login).get(IMPORTS)).text()).not.toContain("asUnit")
    const file = [{ name: "台账.xlsx", bytes: sheetOf(LINES) }]
    await refused(w, () => w.as("lin2").post(IMPORTS, multipart({ asUnit: "1" }, { file })), 403)
  })
})

test("a sheet that left in a layout comes back after that was removed", async () => {
  const w = await inRound()
  await done(saveLayout(w))
  await done(onLayout(w, "removal"))
  const [mark = ""] = cellsOf(partLine(1))
  const rows = [
    ["序号", "任务", "承办单位", "本季进展", "编号（请勿改动）"],
    [1, "", "办公室", "已办", mark],
  ]
  await done(bringFile(w, "lin", csvOf(rows), "台账.csv"))
  expect((await formOf(w, "lin", FIRST)).fields.take).toEqual(["0-achieved"])
})

describe("nothing is kept", () => {
  const rows = (...lines: Parameters<typeof partLine>[]) => sheetOf(lines.map((line) => partLine(...line)))
  test.each<[string, Login, Uint8Array | null, number, RegExp?]>([
    ["of an outsider's", "zhao", rows([1, { achieved: "甲" }]), 404],
    ["of an administrator's", "admin", rows([1, { achieved: "甲" }]), 404],
    ["of a leader's", "boss", rows([1, { achieved: "甲" }]), 403],
    ["without a file", "lin", null, 422, /请选择填好的台账文件/],
    ["of a file that is none", "lin", PDF, 422, /这是 PDF 文件，没有读取。请用 Excel 或 WPS 打开台账/],
    [
      "of a sheet of another plan",
      "lin",
      rows([1, { plan: 2, achieved: "甲" }], [2, { plan: 2 }]),
      422,
      /没有一行能对上本方案的分工，没有保存这份文件.*第 3–4 行：是另一个方案的台账/,
    ],
    ["of ids that do not exist", "lin", rows([7, { id: 77, achieved: "甲" }]), 422, /第 3 行：编号在本方案中找不到/],
    [
      "of a sheet with 1,000,000 rows",
      "lin",
      csvOf([HEAD_ROW, ...Array.from({ length: 1_000_000 }, () => [1])]),
      422,
      /表格超过 20000 行，没有读取/,
    ],
    [
      "of another unit's rows",
      "wang",
      rows([2, { achieved: "甲" }]),
      422,
      /第 3 行：是综合指导司的，您只能回传本单位的/,
    ],
  ])("%s", async (_, login, bytes, status, words) => {
    const w = await inRound()
    const posting = () =>
      w.as(login).post(IMPORTS, multipart({}, bytes ? { file: [{ name: "台账.xlsx", bytes }] } : {}))
    const response = await posting()
    expect(response.status).toBe(status)
    if (words) expect(await said(response)).toMatch(words)
    await refused(w, posting, status)
    expect(await importsIn(w)).toEqual([])
  })

  test("without a round, and in a plan that has ended", async () => {
    const w = await world()
    const bytes = rows([1, { achieved: "甲" }])
    await refused(w, () => bringFile(w, "lin", bytes), 422, /还没有填报期/)
    await done(openRound(w))
    await done(w.as("lin").post("/plans/1/withdrawal", { version: "1", remark: "文件有误，撤回重发。" }))
    await refused(w, () => bringFile(w, "lin", bytes), 409)
  })

  test("of more than is kept of somebody in a day; the next day there is room again", async () => {
    const w = await inRound()
    await bringLines(w, "lin", [partLine(1, { achieved: "甲" })])
    const { client } = w.database
    const again = () => bringFile(w, "lin", rows([1, { achieved: "乙" }]))
    await client.execute("update ledger_imports set size = 100 * 1024 * 1024")
    await refused(w, again, 422, /您今天已上传 1 份台账，共 100 MB；每人每天最多 100 份、100 MB，请明天再上传/)
    await client.execute("update ledger_imports set brought_at = brought_at - 24 * 3600 * 1000")
    await done(again())
    await client.execute("update ledger_imports set state = 'closed'")
    for (let i = 0; i < 99; i++) {
      await client.execute(
        "insert into ledger_imports (plan_id, round_id, as_office, state, name, size, sha256, told, brought_by_id, brought_at) select plan_id, round_id, as_office, state, name, size, sha256, told, brought_by_id, brought_at from ledger_imports where id = 2",
      )
    }
    await refused(w, again, 422, /您今天已上传 100 份台账/)
  })

  test("of a 21st while 20 wait", async () => {
    const w = await inRound()
    for (let i = 0; i < 20; i++) await bringLines(w, "lin", [partLine(1, { achieved: `第${i}稿` })])
    await refused(w, () => bringFile(w, "lin", rows([1, { achieved: "甲" }])), 422, /您有 20 份回传还没有办完/)
  })
})
