import { describe, expect, test } from "vitest"
import { sheetXml, xlsx } from "#test/plans/intake/files/office.ts"
import {
  done,
  draftOf,
  enter,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  pageAfter,
  refused,
  reportOf,
  settings,
  trailOf,
  WORDS,
} from "#test/support/acts.ts"
import { cellsOf, HEAD_ROW } from "#test/support/ledger_sheets.ts"
import {
  bringFile,
  bringLines,
  formOf,
  IMPORTS,
  importsIn,
  partLine,
  plainText,
  takeOn,
  takingsIn,
} from "#test/support/returns.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const FIRST = `${IMPORTS}/1`

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

async function brought(
  lines: Parameters<typeof bringLines>[2],
  login: Login = "lin",
  before?: (w: World) => Promise<unknown>,
) {
  const w = await inRound()
  await before?.(w)
  await bringLines(w, login, lines)
  return w
}

const told = async (w: World, login: Login = "lin", path = FIRST) => plainText((await formOf(w, login, path)).html)

async function versionsOf(w: World, assignment: number) {
  const { client } = w.database
  const { rows } = await client.execute({
    sql: "select number, achieved, problems, next_steps, has_difficulty, entered_by_id from report_versions where assignment_id = ? order by number",
    args: [assignment],
  })
  return rows.map(({ number, achieved, problems, next_steps, has_difficulty, entered_by_id }) => ({
    number: Number(number),
    words: [achieved, problems, next_steps],
    difficult: Number(has_difficulty) === 1,
    enteredBy: entered_by_id === null ? null : Number(entered_by_id),
  }))
}

const TWO = [
  partLine(1, { achieved: "已开展培训", nextSteps: "十月再办一期", coordination: "是" }),
  partLine(2, { achieved: "已制定计划" }),
]

describe("采用 of the office is 代录", () => {
  test("what only the sheet has changed is entered for its unit, in one act, with the row and the file it came from", async () => {
    const w = await brought(TWO)
    const response = await done(takeOn(w, "lin", FIRST))
    expect(response.headers.get("location")).toBe(FIRST)
    expect(response.headers.get("set-cookie")).toContain("done=ledger_entered.4-0-0")
    expect(await versionsOf(w, 1)).toEqual([
      { number: 1, words: ["已开展培训", "", "十月再办一期"], difficult: true, enteredBy: 1 },
    ])
    expect(await versionsOf(w, 2)).toMatchObject([{ words: ["已制定计划", "", ""], enteredBy: 1 }])
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted", hasDifficulty: true })
    expect(await trailOf(w, "report:1/1")).toMatchObject([
      {
        action: "report_entered",
        actorId: 1,
        particulars: { ledgerImport: 1, ledgerFile: "台账.xlsx", ledgerRow: "3", to: "submitted" },
      },
    ])
    expect(await trailOf(w, "ledger_import:1")).toMatchObject([
      { action: "ledger_returned" },
      { action: "ledger_cells_taken", version: 2, particulars: { takenRows: "3–4", leftRows: "", refusedRows: "" } },
    ])
    expect(await takingsIn(w)).toMatchObject([
      {
        position: 0,
        field: "achieved",
        before: "",
        typed: "已开展培训",
        standing: "",
        outcome: "taken",
        byId: 1,
        turn: 2,
      },
      { position: 0, field: "coordination", before: null, typed: "是", standing: "否", outcome: "taken" },
      { position: 0, field: "nextSteps", typed: "十月再办一期", outcome: "taken" },
      { position: 1, field: "achieved", typed: "已制定计划", outcome: "taken" },
    ])
    const { offered } = await formOf(w, "lin", FIRST)
    expect(offered).toEqual([])
    expect(await told(w)).toMatch(/落实情况 已采用/)
  })

  test("the sheet of one unit is the scan of each report, for that unit to open; one of several units stays with the 回传", async () => {
    const w = await brought([partLine(1, { achieved: "甲" }), partLine(6, { achieved: "乙" })])
    await done(takeOn(w, "lin", FIRST))
    const sheet = await (await w.as("lin").get(`${FIRST}/file`)).arrayBuffer()
    for (const id of [1, 2]) {
      const file = await w.as("wang").get(`/attachments/${id}`)
      expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(sheet))).toBe(true)
      expect((await w.as("zhou").get(`/attachments/${id}`)).status).toBe(404)
    }
    expect(await trailOf(w, "attachment:2")).toMatchObject([{ particulars: { name: "台账.xlsx", kind: "scan" } }])
    const several = await brought(TWO)
    await done(takeOn(several, "lin", FIRST))
    expect((await several.as("lin").get("/attachments/1")).status).toBe(404)
    expect((await several.as("wang").get(`${FIRST}/file`)).status).toBe(404)
  })

  test.each<[string, Parameters<typeof xlsx>[0]]>([
    ["a hidden sheet", [{ name: "底稿", state: "hidden", rows: [["综合指导司", "未公开的话"]] }]],
    ["a row that is of no part", []],
  ])("a workbook with %s stays with the 回传: nobody has read what the unit would read there", async (_, more) => {
    const w = await inRound()
    const rows = [
      HEAD_ROW,
      cellsOf(partLine(1, { achieved: "甲" })),
      ...(more.length === 0 ? [["", "", "别家的话"]] : []),
    ]
    await done(bringFile(w, "lin", xlsx([{ name: "台账", rows }, ...more])))
    expect(await told(w)).toMatch(
      more.length > 0 ? /隐藏的工作表没有读取：「底稿」/ : /不是分工的 1 行（合计、备注等）没有读取/,
    )
    await done(takeOn(w, "lin", FIRST))
    expect(await versionsOf(w, 1)).toHaveLength(1)
    expect(await trailOf(w, "attachment:1")).toEqual([])
  })

  test("the file is the scan of a report once, however often something is taken of it", async () => {
    const w = await brought([partLine(1, { achieved: "甲", problems: "乙" })])
    await done(takeOn(w, "lin", FIRST, { take: ["0-achieved"] }))
    await done(onReport(w, "lin2", 1, "return"))
    await done(takeOn(w, "lin", FIRST, { take: ["0-problems"] }))
    expect(await versionsOf(w, 1)).toHaveLength(2)
    expect([await trailOf(w, "attachment:1"), await trailOf(w, "attachment:2")]).toMatchObject([[{}], []])
  })

  test.each(["itemQuotaMb", "unitQuotaMb", "planQuotaMb"])(
    "where %s has no more room the words are entered without the file, and this is said",
    async (quota) => {
      const w = await brought([partLine(1, { achieved: "甲" })])
      await w.database.client.execute({ sql: "insert into settings (key, value) values (?, '0')", args: [quota] })
      const response = await done(takeOn(w, "lin", FIRST))
      expect(response.headers.get("set-cookie")).toContain("done=ledger_entered.1-0-0-1")
      expect(await versionsOf(w, 1)).toHaveLength(1)
      expect(await trailOf(w, "attachment:1")).toEqual([])
      expect(plainText(await (await pageAfter(w, response, "lin")).text())).toMatch(
        /附件空间已满，1 项进展没有附原文件/,
      )
    },
  )

  test("whoever entered it does not judge it", async () => {
    const w = await brought(TWO)
    await done(takeOn(w, "lin", FIRST))
    await refused(w, () => onReport(w, "lin", 1, "acceptance"), 403)
    await done(onReport(w, "lin2", 1, "acceptance"))
  })

  test("what is not ticked stays as it is, and may be taken another time", async () => {
    const w = await brought(TWO)
    await done(takeOn(w, "lin", FIRST, { take: ["1-achieved"] }))
    expect(await reportOf(w, 1)).toBeNull()
    const { fields } = await formOf(w, "lin", FIRST)
    expect(fields.take).toEqual(["0-achieved", "0-nextSteps", "0-coordination"])
    await done(takeOn(w, "lin2", FIRST))
    expect(await versionsOf(w, 1)).toMatchObject([{ enteredBy: 2 }])
  })

  test("words that are not taken are those that stand: a returned report goes on from what was sent", async () => {
    const w = await brought([partLine(1, { left: WORDS, problems: "已增配1人。" })], "lin", async (w) => {
      await done(onReport(w, "wang", 1, "report"))
      await done(onReport(w, "lin", 1, "return"))
    })
    await done(takeOn(w, "lin", FIRST))
    expect((await versionsOf(w, 1)).at(-1)).toMatchObject({
      number: 2,
      words: [WORDS.achieved, "已增配1人。", WORDS.nextSteps],
    })
  })

  test("the sentence of a 无变化 that was returned is no news of this round", async () => {
    const w = await brought([partLine(1, { problems: "缺人" })], "lin", async (w) => {
      await done(onReport(w, "wang", 1, "report", { ...WORDS, problems: "" }))
      await w.database.client.executeMultiple(
        "drop trigger report_versions_no_update; update report_versions set unchanged = 1",
      )
      await done(onReport(w, "lin", 1, "return"))
    })
    await done(takeOn(w, "lin", FIRST, { take: ["0-problems"], decide: ["0-problems-sheet"] }))
    expect(await takingsIn(w)).toMatchObject([{ outcome: "refused", reason: { code: "nothing_to_send" } }])
  })

  test("the unit's own draft stays where it is", async () => {
    const w = await brought(TWO, "lin", (w) => done(onReport(w, "wang", 1, "draft")))
    await done(takeOn(w, "lin", FIRST))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: WORDS.achieved })
    expect(await versionsOf(w, 1)).toMatchObject([{ words: ["已开展培训", "", "十月再办一期"] }])
  })
})

describe("三段文字", () => {
  const SENT = { achieved: "举办培训1期，56人参加。", problems: "", nextSteps: "" }
  /** 办公室's report as it left, what came back, and what the unit has sent meanwhile. */
  const bothChanged = () =>
    brought([partLine(1, { left: { achieved: "举办培训1期。" }, achieved: "举办培训2期。" })], "lin", async (w) => {
      await done(onReport(w, "wang", 1, "report", { ...SENT, achieved: "举办培训1期。" }))
      await done(onReport(w, "lin", 1, "return"))
      await done(onReport(w, "wang", 1, "report", SENT))
      await done(onReport(w, "lin", 1, "return"))
    })

  test("what both have changed is shown three times, with the difference, and asks which counts", async () => {
    const w = await bothChanged()
    const { html, fields, toDecide } = await formOf(w, "lin", FIRST)
    expect(toDecide).toEqual(["0-achieved"])
    expect(fields.take).toEqual([])
    expect(plainText(html)).toMatch(/两边都改 .*导出时 举办培训1期。 系统现在 举办培训1期.*台账上 举办培训/)
    expect(html).toMatch(/举办培训<del>1<\/del><ins>2<\/ins>期。/)
    await refused(w, () => takeOn(w, "lin", FIRST), 422, /请至少勾选一处要采用的内容，或选择一处以哪边为准/)
  })

  test("what is not decided is left for later, and holds up nothing else", async () => {
    const w = await brought(TWO, "wang", (w) => done(onReport(w, "wang", 1, "draft")))
    const { fields, toDecide } = await formOf(w, "wang", FIRST)
    expect(toDecide).toEqual(["0-achieved", "0-nextSteps"])
    await done(w.as("wang").post(`${FIRST}/taking`, { ...fields, take: ["0-coordination"], decide: ["", ""] }))
    expect(await takingsIn(w)).toMatchObject([{ field: "coordination", outcome: "taken" }])
    expect(await draftOf(w, 1)).toMatchObject({ achieved: WORDS.achieved, hasDifficulty: true })
    expect((await formOf(w, "wang", FIRST)).toDecide).toEqual(toDecide)
  })

  test("是否需要协调 that left with a report is not taken for typed once that report is gone", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report", { hasDifficulty: "1" }))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await bringLines(w, "lin", [partLine(1, { left: WORDS, coordination: "是" })])
    const { fields, offered } = await formOf(w, "lin", FIRST)
    expect([offered, fields.take]).toEqual([["0-coordination"], []])
  })

  test("用台账上的: the sheet counts; 保留系统现在的: nothing is entered, and it is not asked again", async () => {
    const w = await bothChanged()
    const kept = await done(takeOn(w, "lin", FIRST, { decide: ["0-achieved-here"] }))
    expect(kept.headers.get("set-cookie")).toContain("done=ledger_entered.0-0-1")
    expect(await versionsOf(w, 1)).toHaveLength(2)
    expect(await takingsIn(w)).toMatchObject([
      { outcome: "left", before: "举办培训1期。", typed: "举办培训2期。", standing: SENT.achieved },
    ])
    expect((await formOf(w, "lin", FIRST)).toDecide).toEqual([])
    const again = await bothChanged()
    await done(takeOn(again, "lin", FIRST, { decide: ["0-achieved-sheet"] }))
    expect((await versionsOf(again, 1)).at(-1)).toMatchObject({ words: ["举办培训2期。", "", ""] })
  })
})

describe("采用 of a unit goes into its drafts", () => {
  test("all that is ticked is a draft, and sent as ever", async () => {
    const w = await brought([partLine(1, { achieved: "已开展培训" }), partLine(6, { achieved: "已修订制度" })], "wang")
    const response = await done(takeOn(w, "wang", FIRST))
    expect(response.headers.get("set-cookie")).toContain("done=ledger_drafted.2-0-0")
    expect(await reportOf(w, 1)).toBeNull()
    expect(await draftOf(w, 1)).toMatchObject({ achieved: "已开展培训", revision: 1, savedById: 3 })
    expect(await draftOf(w, 6)).toMatchObject({ achieved: "已修订制度" })
    expect(await trailOf(w, "ledger_import:1")).toHaveLength(2)
    await done(w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] }))
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted" })
  })

  test("what was typed here meanwhile is never written over in silence", async () => {
    const w = await brought([partLine(1, { achieved: "离线写的" })], "wang", (w) =>
      done(onReport(w, "wang", 1, "draft")),
    )
    const { toDecide } = await formOf(w, "wang", FIRST)
    expect(toDecide).toEqual(["0-achieved"])
    await done(takeOn(w, "wang", FIRST, { decide: ["0-achieved-sheet"] }))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: "离线写的", problems: WORDS.problems, revision: 2 })
  })

  test("the 阶段 that was ticked beside returned words stays ticked", async () => {
    const w = await inRound()
    const stages = { id: [""], text: ["完成调研"], dueBy: ["2026-10-12"] }
    await done(w.as("lin").post("/plans/1/tasks/1/arrangement/stages", { version: "1", ...stages }))
    await done(onReport(w, "wang", 1, "report", { stage: "1" }))
    await done(onReport(w, "lin", 1, "return"))
    await bringLines(w, "wang", [partLine(1, { left: WORDS, problems: "已增配1人。" })])
    await done(takeOn(w, "wang", FIRST))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: WORDS.achieved, problems: "已增配1人。", stageId: 1 })
    await bringLines(w, "lin", [partLine(1, { left: WORDS, nextSteps: "十月再办。" })])
    await done(takeOn(w, "lin", `${IMPORTS}/2`))
    const { rows } = await w.database.client.execute("select stage_id from report_versions where number = 2")
    expect(rows).toMatchObject([{ stage_id: 1 }])
  })

  test("where the head signs, it goes to the head as ever", async () => {
    const w = await brought([partLine(1, { achieved: "已办" })], "wang", (w) => done(settings(w, { headSigns: "1" })))
    await done(takeOn(w, "wang", FIRST))
    await done(w.as("wang").post("/todo/sending", { items: ["1-1"] }))
    expect(await reportOf(w, 1)).toMatchObject({ state: "signing" })
  })
})

describe("what a report refuses is told at its row, and the rest is taken", () => {
  test("one that the office has already", async () => {
    const w = await brought(TWO, "lin", (w) => done(onReport(w, "wang", 1, "report")))
    expect(await told(w)).toMatch(/第 3 行 · 办公室.*这一行不能采用：/)
    expect((await formOf(w, "lin", FIRST)).fields.take).toEqual(["1-achieved"])
    await done(takeOn(w, "lin", FIRST))
    expect(await versionsOf(w, 1)).toHaveLength(1)
    expect(await versionsOf(w, 2)).toHaveLength(1)
  })

  test("one without 落实情况, and with what is kept of the reason", async () => {
    const w = await brought([partLine(1, { problems: "缺人" }), partLine(2, { achieved: "已办" })])
    const response = await done(takeOn(w, "lin", FIRST))
    expect(response.headers.get("set-cookie")).toContain("done=ledger_entered.1-1-0")
    expect(await reportOf(w, 1)).toBeNull()
    expect(await takingsIn(w)).toMatchObject([
      { position: 0, field: "problems", outcome: "refused", reason: { code: "nothing_to_send" } },
      { position: 1, outcome: "taken" },
    ])
    expect(await told(w)).toMatch(/上次没有采用：[一-龥]+/)
    expect((await formOf(w, "lin", FIRST)).offered).toEqual(["0-problems"])
  })

  test("one that is suspended", async () => {
    const w = await brought(TWO)
    await done(onAssignment(w, "wang", 1, "acknowledgement"))
    await done(onAssignment(w, "lin", 1, "suspension"))
    await done(takeOn(w, "lin", FIRST, { take: ["1-achieved"] }))
    expect(await told(w)).toMatch(/这一行不能采用/)
    expect(await versionsOf(w, 2)).toHaveLength(1)
  })
})

describe("409: what changed between the page and the press", () => {
  test("is shown as it is now, with the choices kept, and nothing is taken", async () => {
    const w = await brought(TWO)
    const { fields } = await formOf(w, "lin", FIRST)
    await done(enter(w, "lin2", 1))
    await done(onReport(w, "wang", 2, "draft").then(() => onReport(w, "zhou", 2, "draft")))
    const html = await refused(
      w,
      () => w.as("lin").post(`${FIRST}/taking`, { ...fields, take: ["0-achieved", "1-achieved"] }),
      409,
      /第 3、4 行在页面打开后有了变化/,
    )
    expect(plainText(html)).toContain("举办法治培训班1期，56人参加。")
    expect(html).toMatch(/value="1-achieved" id="take-1-achieved" checked/)
    expect(await versionsOf(w, 1)).toMatchObject([{ enteredBy: 2 }])
    expect(await takingsIn(w)).toEqual([])
  })

  test("a row about which nothing was chosen holds nothing up", async () => {
    const w = await brought(TWO)
    const { fields } = await formOf(w, "lin", FIRST)
    await done(enter(w, "lin2", 1))
    await done(w.as("lin").post(`${FIRST}/taking`, { ...fields, take: ["1-achieved"] }))
    expect(await versionsOf(w, 2)).toHaveLength(1)
  })

  test("of two who press at once, one is told", async () => {
    const w = await brought(TWO)
    const { fields } = await formOf(w, "lin", FIRST)
    const press = (login: Login) => () => w.as(login).post(`${FIRST}/taking`, fields)
    await onlyOne(w, press("lin"), press("lin2"), 5)
    expect(await versionsOf(w, 1)).toHaveLength(1)
  })

  test("the same press twice is told, and enters nothing twice", async () => {
    const w = await brought(TWO)
    const { fields } = await formOf(w, "lin", FIRST)
    await done(w.as("lin").post(`${FIRST}/taking`, fields))
    await refused(w, () => w.as("lin").post(`${FIRST}/taking`, fields), 409)
    expect(await versionsOf(w, 1)).toHaveLength(1)
  })
})

describe("who takes", () => {
  test.each<[Login, number]>([
    ["zhao", 404],
    ["wang", 404],
    ["head", 404],
    ["boss", 404],
    ["admin", 404],
  ])("%s does not, of what the office brought", async (login, status) => {
    const w = await brought(TWO)
    const { fields } = await formOf(w, "lin", FIRST)
    await refused(w, () => w.as(login).post(`${FIRST}/taking`, fields), status)
    await refused(w, () => w.as(login).post(`${FIRST}/closing`, { version: "1" }), status)
  })

  test("the office does not, of what a unit brought for its own drafts", async () => {
    const w = await brought([partLine(1, { achieved: "甲" })], "wang")
    const { fields } = await formOf(w, "wang", FIRST)
    await refused(w, () => w.as("lin").post(`${FIRST}/taking`, fields), 403)
    await refused(w, () => w.as("lin").post(`${FIRST}/closing`, { version: "1" }), 403)
  })

  test("another colleague of the office does, of what the office brought", async () => {
    const w = await brought(TWO)
    await done(takeOn(w, "lin2", FIRST))
    expect(await versionsOf(w, 1)).toMatchObject([{ enteredBy: 2 }])
  })

  test("nothing chosen, and rows that are none, are refused", async () => {
    const w = await brought(TWO)
    await refused(w, () => takeOn(w, "lin", FIRST, { take: [] }), 422, /请至少勾选一处/)
    await refused(w, () => takeOn(w, "lin", FIRST, { take: ["9-achieved", "0-light", "x"] }), 422, /请至少勾选一处/)
    await refused(w, () => w.as("lin").post(`${FIRST}/taking`, { take: ["0-achieved"] }), 422)
  })

  test("a cell of 32,767 characters is told at its row, and nothing of it is taken", async () => {
    const w = await brought([partLine(1, { achieved: "好".repeat(32_767) }), partLine(2, { achieved: "已制定计划" })])
    const { html, fields } = await formOf(w, "lin", FIRST)
    expect(plainText(html)).toMatch(/第 3 行.*文字 32767 字，最多 20000 字，不能采用；请精简后再上传/)
    expect(fields.take).toEqual([])
    // What follows so long a text stands on a page of its own.
    expect((await formOf(w, "lin", `${FIRST}?page=2`)).fields.take).toEqual(["1-achieved"])
    await refused(w, () => takeOn(w, "lin", FIRST, { take: ["0-achieved"] }), 422, /请至少勾选一处/)
    expect(await versionsOf(w, 1)).toEqual([])
  })

  test("of two copies of a row that say different things only one is taken", async () => {
    const w = await brought([partLine(1, { achieved: "甲" }), partLine(1, { achieved: "乙" })])
    await refused(
      w,
      () => takeOn(w, "lin", FIRST, { take: ["0-achieved", "1-achieved"] }),
      422,
      /第 3 行是同一项，也选了这一栏，只能选一行/,
    )
    await done(takeOn(w, "lin", FIRST, { take: ["1-achieved"] }))
    expect(await versionsOf(w, 1)).toMatchObject([{ words: ["乙", "", ""] }])
  })

  test("a formula is taken by its last result once somebody has ticked it", async () => {
    const at = (row: number, cells: (string | number)[]) =>
      `<row r="${row}">${cells.map((text, i) => (i === 4 && row === 2 ? `<c r="E2" t="str"><f>A1&amp;B1</f><v>算出来的</v></c>` : `<c r="${String.fromCharCode(65 + i)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`)).join("")}</row>`
    const sheet = xlsx([{ name: "a", rows: [] }], {
      "xl/worksheets/sheet1.xml": sheetXml(at(1, HEAD_ROW) + at(2, cellsOf(partLine(1)))),
    })
    const w = await inRound()
    await done(bringFile(w, "lin", sheet))
    const { fields, offered } = await formOf(w, "lin", FIRST)
    expect([fields.take, offered]).toEqual([[], ["0-achieved"]])
    expect(await told(w)).toContain("这一格是公式，系统不计算，只读到保存时的结果")
    await done(takeOn(w, "lin", FIRST, { take: offered }))
    expect(await versionsOf(w, 1)).toMatchObject([{ words: ["算出来的", "", ""] }])
  })
})

describe("结束这次回传", () => {
  test("what was not taken is not taken any more; all of it is kept", async () => {
    const w = await brought(TWO)
    expect((await formOf(w, "lin", FIRST)).html).toMatch(/id="closing" data-confirm="结束后不能恢复/)
    await done(takeOn(w, "lin", FIRST, { take: ["1-achieved"] }))
    await done(w.as("lin").post(`${FIRST}/closing`, { version: "2" }))
    expect(await importsIn(w)).toMatchObject([{ state: "closed", closedById: 1, version: 3 }])
    expect(await trailOf(w, "ledger_import:1")).toMatchObject([
      {},
      {},
      { action: "ledger_import_closed", particulars: { from: "open", to: "closed" } },
    ])
    const { html, offered } = await formOf(w, "lin", FIRST)
    expect(html).not.toContain("data-confirm")
    expect(offered).toEqual([])
    expect(plainText(html)).toMatch(/已结束.*落实情况 台账改动/)
    const { fields } = await formOf(w, "lin", FIRST)
    await refused(
      w,
      () => w.as("lin").post(`${FIRST}/taking`, { ...fields, version: "3", seen: ["0-0-0"], take: ["0-achieved"] }),
      409,
    )
    await refused(w, () => w.as("lin").post(`${FIRST}/closing`, { version: "3" }), 409)
    expect(plainText(await (await w.as("lin").get(IMPORTS)).text())).toMatch(/代录 1 处 已结束/)
  })

  test("of two who end it, one is told; nobody ends what has changed since", async () => {
    const w = await brought(TWO)
    await done(takeOn(w, "lin", FIRST, { take: ["1-achieved"] }))
    await refused(w, () => w.as("lin").post(`${FIRST}/closing`, { version: "1" }), 409)
    const end = (login: Login) => () => w.as(login).post(`${FIRST}/closing`, { version: "2" })
    await onlyOne(w, end("lin"), end("lin2"))
  })
})

test("many rows are paged; each page takes its own", async () => {
  const w = await brought([1, 2, 3, 4, 5, 6].map((id) => partLine(id, { achieved: "长".repeat(9000) })))
  const { fields, html } = await formOf(w, "lin", `${FIRST}?page=2`)
  expect(fields.take).toEqual(["2-achieved", "3-achieved"])
  expect(html).toContain(`${FIRST}/taking?page=2`)
  const response = await done(w.as("lin").post(`${FIRST}/taking?page=2`, fields))
  expect(response.headers.get("location")).toBe(`${FIRST}?page=2`)
  expect(await reportOf(w, 3)).toMatchObject({ state: "submitted" })
  expect(await reportOf(w, 1)).toBeNull()
})
