import type { TablesAnswer, Texts } from "#src/plans/intake/reading/tables.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { readIn, type TablesRead } from "#src/year/duties/sheet_reading.ts"

/*
 * The rows of a table of 学法考试 and 述法 as it stands in Excel, in Word or on the clipboard: by the words of its headings,
 * whatever their order. A table that has numbers of persons is not read.
 */

export const MOST_RESULTS = 300

const NO_TABLE = "没有找到成绩表：表头要有姓名，以及考试成绩、述法形式、评议等次中的一项"
const TOO_MANY = `一次最多读取${MOST_RESULTS}人，请分几份导入`
const PERSONAL = "表中有身份证号、手机号一类的列：这里不收个人号码，请删去这些列再导入"

const HEADINGS = [
  ["grade", /评议|等次|等级|档次|评价/],
  ["happenedOn", /日期|时间/],
  ["unit", /单位|部门/],
  ["name", /姓名|名字/],
  ["post", /职务|岗位|职级/],
  ["statement", /^(?!.*学法).*述法/],
  ["exam", /成绩|分数|得分|考试|学法/],
] as const

export type Column = (typeof HEADINGS)[number][0]
/** In the order in which they are shown. */
export const COLUMNS: readonly Column[] = ["unit", "name", "post", "exam", "statement", "grade", "happenedOn"]
/** One row, as it is written there; a column that the table has not is empty. */
export type ResultRow = Record<Column, string>

const NUMBERS = /身份证|证件号|手机|电话|联系方式|银行卡/

const bare = (heading: string) => heading.replace(/\s+/g, "")

function headIn(row: readonly string[]): (Column | null)[] | null {
  const found = row.map((cell) =>
    bare(cell).length > 20 ? null : (HEADINGS.find(([, pattern]) => pattern.test(bare(cell)))?.[0] ?? null),
  )
  const isHead = found.includes("name") && (["exam", "statement", "grade"] as const).some((one) => found.includes(one))
  if (!isHead) return null
  if (row.some((cell) => NUMBERS.test(bare(cell)))) throw new Refused(PERSONAL)
  return found.map((column, i) => (column !== null && found.indexOf(column) < i ? null : column))
}

function rowsIn(tables: Texts): ResultRow[] {
  const rows: ResultRow[] = []
  for (const table of tables) {
    let head: (Column | null)[] | null = null
    for (const cells of table) {
      const found = headIn(cells)
      if (found) head = found
      else if (head) {
        const named = head
        const at = (column: Column) => (cells[named.indexOf(column)] ?? "").trim()
        const row = Object.fromEntries(
          COLUMNS.map((column) => [column, named.includes(column) ? at(column) : ""]),
        ) as ResultRow
        if (row.name !== "") rows.push(row)
      }
    }
  }
  if (rows.length === 0) throw new Refused(NO_TABLE)
  if (rows.length > MOST_RESULTS) throw new Refused(TOO_MANY)
  return rows
}

/** The rows of a file or of what was pasted. */
export const resultsRead = (answer: TablesAnswer): TablesRead<{ rows: ResultRow[] }> =>
  readIn(answer, (tables) => ({ rows: rowsIn(tables) }))
