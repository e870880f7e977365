import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { eq } from "drizzle-orm"
import { strFromU8, unzipSync } from "fflate"
import { describe, expect, test } from "vitest"
import { plans, tasks } from "#db/schema.ts"
import { NO_FILTER } from "#src/board/filter.ts"
import { instant } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { PROGRESS, STANDARD } from "#src/outward/ledger/layouts.ts"
import { AS_PRINTED } from "#src/outward/ledger/order.ts"
import { ledgerPage, wholeLedger } from "#src/outward/ledger/queries.ts"
import { returnedIn } from "#src/outward/ledger/returning/returned.ts"
import { readingSheets } from "#src/outward/ledger/returning/sheets_read.ts"
import { MARK_HEADING, markOf } from "#src/outward/ledger/row_mark.ts"
import { MOST_ROWS } from "#src/outward/ledger/rows.ts"
import { atOnce } from "#src/plans/intake/files/steps.ts"
import { refused } from "#test/support/acts.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"
import { strictly } from "../papers/reading.ts"

const take = (w: World, login: Login | null, file: "xlsx" | "csv", query = "") =>
  w.as(login).post(`/plans/1/ledger.${file}${query}`, {})

async function taken(response: Promise<Response> | Response) {
  const answer = await response
  expect(answer.status).toBe(200)
  return answer
}

const bytesOf = async (response: Promise<Response> | Response) =>
  new Uint8Array(await (await taken(response)).arrayBuffer())

const xlsxOf = (w: World, login: Login = "lin", query = "") => bytesOf(take(w, login, "xlsx", query))

/** Rows of cells as our own reader finds them, by heading; the lines above the headings apart. */
function tableIn(bytes: Uint8Array) {
  const columns = new Set(Array.from({ length: 100 }, (_, column) => column))
  const [sheet] = atOnce(readingSheets(bytes, () => ({ columns, isSought: null, sift: () => undefined }))).sheets
  const [head, ...below] = (sheet?.rows ?? []).slice((sheet?.rows ?? []).findIndex(({ cells }) => cells.size > 5))
  const headings = new Map([...(head?.cells ?? [])].map(([column, { text }]) => [column, text]))
  const rows = below.map(({ cells }) =>
    Object.fromEntries([...headings].map(([column, heading]) => [heading, cells.get(column)?.text ?? ""])),
  )
  return { lines: (sheet?.rows ?? []).filter(({ row }) => row < (head?.row ?? 0)), headings, rows, sheet }
}

const partIn = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())
const sheetIn = (bytes: Uint8Array) => partIn(bytes, "xl/worksheets/sheet1.xml")

async function lively() {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-30" })
  await t.reports(1, first, "submitted", instant("2026-09-14", 9), {
    achieved: '=1+1 办班3期\n第二行 <b> & "引号"',
    problems: "-缺人手",
    nextSteps: "@再招人",
    hasDifficulty: true,
  })
  const { db, write } = w.database
  await write([db.update(tasks).set({ deadline: "date", dueBy: "2026-12-31" }).where(eq(tasks.ordinal, 2))])
  return { w, t, first }
}

const TEXTS = { achieved: '=1+1 办班3期\n第二行 <b> & "引号"', problems: "-缺人手", nextSteps: "@再招人" }
const NOTHING = { achieved: "", problems: "", nextSteps: "" }

describe(".xlsx", () => {
  test("is read back by our own reader: the columns of the layout, a row each part, and its mark", async () => {
    const { w } = await lively()
    const { headings, rows, lines } = tableIn(await xlsxOf(w))
    expect([...headings.values()]).toEqual([...STANDARD.columns.map(({ heading }) => heading), MARK_HEADING])
    expect(rows).toHaveLength(6)
    expect(rows[0]).toMatchObject({
      序号: "1",
      单位: "办公室",
      分工: "第一牵头",
      落实情况: TEXTS.achieved,
      存在问题: TEXTS.problems,
      下步打算: TEXTS.nextSteps,
      是否需要协调: "是",
      灯: "关注",
      亮灯原因: "需要协调",
      状态: "待签收",
      报送时间: "2026年9月14日",
      [MARK_HEADING]: markOf({ plan: 1, round: 1, assignment: 1 }, TEXTS),
    })
    expect(rows[3]).toMatchObject({ 任务: "（二）制定年度普法计划。", 完成时限: "2026年12月31日" })
    expect(rows[3]?.[MARK_HEADING]).toBe(markOf({ plan: 1, round: 1, assignment: 4 }, NOTHING))
    expect(lines.map(({ cells }) => cells.get(0)?.text)).toEqual([
      "普法责任制分工方案台账",
      expect.stringMatching(/^填报期：第三季度；数据截至.*；公开属性：内部；共6行$/),
      expect.stringContaining("请只填写有底色的各列"),
    ])
  })

  test("says above the headings how its plan may be handled", async () => {
    const { w } = await lively()
    const { db, write } = w.database
    await write([db.update(plans).set({ handling: "work_secret" })])
    expect(tableIn(await xlsxOf(w)).lines[1]?.cells.get(0)?.text).toContain("；公开属性：工作秘密；")
  })

  test("comes back as it left: nobody has changed anything", async () => {
    const { w } = await lively()
    const { rows, sheets } = returnedIn(await xlsxOf(w))
    expect(sheets).toEqual(["台账"])
    expect(rows.map(({ mark }) => mark?.assignment)).toEqual([1, 2, 3, 4, 5, 6])
    expect(rows.flatMap(({ cells }) => Object.keys(cells).filter((key) => key !== "coordination"))).toEqual([])
  })

  test("every part is strict XML, and the sheet's elements stand in the order of ECMA-376", async () => {
    const { w } = await lively()
    const bytes = await xlsxOf(w)
    for (const [name, part] of Object.entries(unzipSync(bytes))) {
      const children: Record<string, string[]> = {}
      strictly(strFromU8(part), { open: (element, inner) => (children[element] = inner) })
      if (!name.includes("sheet1.xml")) continue
      expect(children.worksheet).toEqual([
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "autoFilter",
        "mergeCells",
        "dataValidations",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
      ])
    }
  })

  test("text that looks like a formula is text, days and numbers are such", async () => {
    const { w } = await lively()
    const xml = sheetIn(await xlsxOf(w))
    expect(xml).not.toContain("<f>")
    expect(xml).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1 办班3期\n第二行 &lt;b&gt; &amp;')
    expect(xml).toContain("<v>46387</v>")
    expect(partIn(await xlsxOf(w), "xl/styles.xml")).toContain(
      'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"',
    )
  })

  test("printed, picked from, frozen: what Excel has to be told", async () => {
    const { w } = await lively()
    const bytes = await xlsxOf(w)
    const xml = sheetIn(bytes)
    expect(xml).toContain('<pane xSplit="3" ySplit="4" topLeftCell="D5" activePane="bottomRight" state="frozen"/>')
    expect(xml).toContain('paperSize="8" orientation="landscape" fitToWidth="1" fitToHeight="0"')
    expect(xml).toContain('<autoFilter ref="A4:AA10"/>')
    expect(xml).toMatch(/<col min="27" max="27" [^>]*hidden="1"/)
    expect(xml).toContain('sqref="P5:P10"><formula1>"是,否"</formula1>')
    const book = partIn(bytes, "xl/workbook.xml")
    expect(book).toContain(`name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'台账'!$A$4:$AA$10<`)
    expect(book).toContain(`name="_xlnm.Print_Titles" localSheetId="0">'台账'!$4:$4<`)
    expect(book).toContain(`'台账'!$AA$4:$AA$10<`)
    expect(sheetIn(await xlsxOf(w, "lin", "?layout=progress"))).toContain('paperSize="9"')
  })

  test("cells of a task reach over its rows, and of another order only over rows that stand together", async () => {
    const { w } = await lively()
    const merges = (xml: string) => [...xml.matchAll(/<mergeCell ref="(\w+:\w+)"/g)].map(([, ref]) => ref)
    expect(merges(sheetIn(await xlsxOf(w)))).toEqual([
      "A1:Z1",
      "A2:Z2",
      "A3:Z3",
      "A5:A7",
      "B5:B8",
      "C5:C7",
      "A9:A10",
      "B9:B10",
      "C9:C10",
    ])
    expect(merges(sheetIn(await xlsxOf(w, "lin", "?by=unit&layout=progress"))).slice(3)).toEqual([])
  })

  test("of a round that is cut off nothing is to be filled in", async () => {
    const { w, t, first } = await lively()
    await t.cutsOff(first, instant("2026-09-20", 9))
    const bytes = await xlsxOf(w, "lin", "?round=1")
    expect(sheetIn(bytes)).not.toContain("<dataValidation")
    expect(tableIn(bytes).lines).toHaveLength(2)
  })

  test("one unit's sheet holds its rows, and says whose it is", async () => {
    const { w } = await lively()
    const response = await taken(take(w, "lin", "xlsx", "?unit=1"))
    expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toContain(
      "普法责任制分工方案台账（第三季度·办公室）.xlsx",
    )
    const { rows, lines } = tableIn(new Uint8Array(await response.arrayBuffer()))
    expect(rows.map((row) => row.单位)).toEqual(["办公室", "办公室"])
    expect(lines[1]?.cells.get(0)?.text).toContain("筛选：办公室；共2行")
  })

  test("a text longer than a cell is cut, and says so", async () => {
    const { w, t, first } = await lively()
    await t.reports(2, first, "submitted", instant("2026-09-14", 9), { achieved: "长".repeat(40_000) })
    const cell = tableIn(await xlsxOf(w)).rows[1]?.落实情况 ?? ""
    expect(cell).toHaveLength(32_767)
    expect(cell.slice(-10)).toBe("请到系统中查看全文）")
  })

  test("signs that XML forbids are left out, and what looks like one stays", async () => {
    const { w, t, first } = await lively()
    await t.reports(2, first, "submitted", instant("2026-09-14", 9), { achieved: "前\u0001后 _x000D_ \ufffe 😀" })
    const bytes = await xlsxOf(w)
    strictly(sheetIn(bytes))
    expect(tableIn(bytes).rows[1]?.落实情况).toBe("前后 _x000D_  😀")
  })
})

describe("who takes what", () => {
  test("a unit takes no more than it reads", async () => {
    const { w } = await lively()
    const { rows } = tableIn(await xlsxOf(w, "zhou"))
    expect(rows[0]).toMatchObject({ 落实情况: "", 存在问题: "", 灯: "关注" })
    expect(rows[0]?.[MARK_HEADING]).toBe(markOf({ plan: 1, round: 1, assignment: 1 }, NOTHING))
    expect(await (await taken(take(w, "zhou", "csv"))).text()).not.toContain("办班3期")
  })

  test("the trail knows who took which file", async () => {
    const { w } = await lively()
    await taken(take(w, "wang", "xlsx", "?unit=1&layout=progress&part=yellow"))
    await taken(take(w, "lin", "csv"))
    expect((await w.events()).slice(-2)).toMatchObject([
      {
        action: "ledger_taken",
        actorName: "王联络",
        planId: 1,
        taskId: null,
        particulars: { file: "xlsx", layout: "进展对照", period: "第三季度", picked: "办公室；关注", rows: 1 },
      },
      { action: "ledger_taken", particulars: { file: "csv", layout: "标准台账", picked: "", rows: 6 } },
    ])
    expect(await (await w.as("auditor").get("/admin/events?action=ledger_taken")).text()).toContain("进展对照")
  })

  test.each<[string, Login | null, string, number]>([
    ["somebody of another unit", "zhao", "", 404],
    ["an administrator", "admin", "", 404],
    ["nobody", null, "", 401],
    ["a round that is none", "lin", "?round=9", 404],
    ["nothing that fits", "lin", "?part=blue", 409],
  ])("%s takes none, and nothing is noted", async (_, login, query, status) => {
    const { w } = await lively()
    for (const file of ["xlsx", "csv"] as const) await refused(w, () => take(w, login, file, query), status)
  })

  test("a plan that has ended is still read", async () => {
    const { w } = await lively()
    await w.database.client.execute("update plans set state = 'archived', moved_at = 1 where id = 1")
    expect(tableIn(await xlsxOf(w)).rows).toHaveLength(6)
    expect((await w.events()).at(-1)).toMatchObject({ action: "ledger_taken" })
  })
})

describe(".csv", () => {
  test("for Excel, with nothing that it would run", async () => {
    const { w } = await lively()
    const response = await taken(take(w, "lin", "csv", "?layout=progress"))
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8")
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text.split("\r\n")[0]).toBe([...PROGRESS.columns.map(({ heading }) => heading), MARK_HEADING].join(","))
    expect(text).toContain('"\'=1+1 办班3期\n第二行 <b> & ""引号""",\'-缺人手,\'@再招人,')
    expect(text).toContain(",2026-12-31,")
    expect(text).toContain(markOf({ plan: 1, round: 1, assignment: 1 }, TEXTS))
  })
})

/** So many further tasks, each of two units. */
async function long(w: World, n: number) {
  await w.database.client.executeMultiple(`
    insert into tasks (plan_id, section_id, ordinal, label, text, version)
      with recursive s(n) as (select 4 union all select n + 1 from s where n < ${n})
      select 1, (select max(id) from sections), n, '（' || n || '）', '第' || n || '项任务', 1 from s;
    insert into assignments (plan_id, task_id, unit_id, role, position, state, version)
      select 1, t.id, u, 'lead', u, 'active', 1 from tasks t, (select 1 as u union select 2) where t.ordinal > 3;`)
}

describe("a long plan", () => {
  const reading = { now: instant(TODAY, 9), today: TODAY, calendar: calendarOf([]), settings: { dueSoonDays: 3 } }

  test.each([{}, { part: "grey" as const }, { unit: 2 }, { round: 1 }])(
    "read some tasks at a time it is the same as read at once: %j",
    async (over) => {
      const { w } = await lively()
      await long(w, 200)
      const wanted = { planId: 1, filter: { ...NO_FILTER, ...over }, ordering: AS_PRINTED }
      const whole = await wholeLedger(w.database, w.actor("lin"), wanted, reading)
      const page = await ledgerPage(w.database, w.actor("lin"), wanted, 1, reading)
      expect(whole?.rows).toHaveLength(page?.count ?? 0)
      expect(whole?.rows.length).toBeGreaterThan(150)
      expect(whole?.rows.slice(0, 100)).toEqual(page?.rows.map(({ detail: _, ...row }) => row))
      expect(whole?.board.units).toEqual(page?.board.units)
    },
  )

  test("its file holds every row once, with cells that reach over rows read apart", async () => {
    const { w } = await lively()
    await long(w, 200)
    const bytes = await xlsxOf(w)
    const { rows } = returnedIn(bytes)
    expect(rows).toHaveLength(6 + 197 * 2)
    expect(new Set(rows.map(({ mark }) => mark?.assignment)).size).toBe(rows.length)
    expect(sheetIn(bytes)).toContain(`<mergeCell ref="B9:B${4 + rows.length}"/>`)
  })

  test("of more rows than a file takes none is made", async () => {
    const { w } = await lively()
    await long(w, MOST_ROWS / 2 + 10)
    await refused(w, () => take(w, "lin", "xlsx"), 409, "请按单位筛选后分别下载")
  })
})

/** With its spreadsheets, which are a package of their own. */
const OFFICE = ["/usr/bin/soffice", "/usr/local/bin/soffice"].find(
  (path) => existsSync(path) && existsSync(join(dirname(realpathSync(path)), "libsclo.so")),
)

// Where it is not at hand there is no such test: a sheet that it saved is a fixture (returning/office_programs.test.ts).
if (OFFICE)
  test("LibreOffice opens it and keeps what it is known by", { timeout: 120_000 }, async () => {
    const { w } = await lively()
    const folder = mkdtempSync(join(tmpdir(), "fengong-ledger-"))
    try {
      writeFileSync(join(folder, "a.xlsx"), await xlsxOf(w))
      const home = `-env:UserInstallation=file://${folder}/home`
      const to = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", join(folder, "out")]
      execFileSync(OFFICE ?? "", [home, ...to, join(folder, "a.xlsx")], { stdio: "ignore" })
      const bytes = new Uint8Array(readFileSync(join(folder, "out/a.xlsx")))
      const { rows } = returnedIn(bytes)
      expect(rows.map(({ mark }) => mark?.assignment)).toEqual([1, 2, 3, 4, 5, 6])
      expect(rows.flatMap(({ cells }) => Object.keys(cells).filter((key) => key !== "coordination"))).toEqual([])
      expect(tableIn(bytes).rows[3]).toMatchObject({ 完成时限: "2026年12月31日" })
      const xml = sheetIn(bytes)
      expect(xml).toContain('ref="C5:C7"')
      expect(xml).toMatch(/<dataValidation [^>]*type="list"/)
      expect(xml).toMatch(/paperSize="8"[^>]*fitToWidth="1"[^>]*fitToHeight="0"/)
      expect(partIn(bytes, "xl/workbook.xml")).toContain("_xlnm.Print_Titles")
      expect(partIn(bytes, "xl/workbook.xml")).toContain("_xlnm._FilterDatabase")
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
