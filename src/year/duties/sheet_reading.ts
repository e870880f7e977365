import type { TablesAnswer, Texts } from "#src/plans/intake/reading/tables.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { MOST_DUTIES } from "./lists.ts"

/*
 * The rows of a 责任清单 as it stands in Word, in Excel or on the clipboard: by the words of its headings, whatever their
 * order. What is read is only looked over; nothing is entered by it.
 */

const NO_TABLE = "没有找到责任清单的表格：表头至少要有普法内容或法律法规，以及对象、方式、时间、科室、责任人中的一项"
const NOTHING_OWN = "表中都是其他单位的事项"
const TOO_MANY = `清单超过 ${MOST_DUTIES} 项，请分几份导入`

/** What a column of a list is about, by its heading; the first that fits counts. `who`, `how`: 科室 and person, standard and measures in one. */
const HEADINGS = [
  ["number", /^(序号|编号|项次)$/],
  ["unit", /^(填报|报送|普法)?单位(名称)?$/],
  ["leads", /牵头|责任单位|主体/],
  ["remark", /备注|说明/],
  ["laws", /法律|法规|依据/],
  ["audience", /对象|对谁|受众/],
  ["steps", /^(?!.*措施).*(步骤|进度|阶段)/],
  ["how", /标准.*措施/],
  ["measures", /措施/],
  ["ways", /方式|载体|形式|怎么普|阵地|渠道|途径/],
  ["when", /时间|时限|何时|节点|日期|频次|频率/],
  ["who", /(科室|部门|[处股]室).*责任人|谁去普/],
  ["person", /责任人|负责人|领导|工作人员|承办人|联系人|联络员/],
  ["department", /科室|部门|[处股]室|机构/],
  ["content", /内容|普什么|任务|事项|项目|重点|主题/],
  ["standard", /标准|目标|要求/],
  ["indicator", /指标|次数|场次|数量/],
] as const

type Read = (typeof HEADINGS)[number][0]
export type Column = Exclude<Read, "number" | "unit" | "who" | "how">
/** In the order in which they are shown. */
export const COLUMNS: readonly Column[] = [
  "content",
  "laws",
  "audience",
  "ways",
  "when",
  "leads",
  "department",
  "person",
  "standard",
  "measures",
  "indicator",
  "steps",
  "remark",
]
/** One row, as it is written there; a column that the table has not is empty. */
export type ListRow = Record<Column, string>

/** How a line of a cell begins that is about another column, as papers put several into one. */
const LABELS: readonly [string, Column][] = [
  ["法律法规", "laws"],
  ["牵头单位", "leads"],
  ["责任科室", "department"],
  ["责任人", "person"],
  ["工作标准", "standard"],
  ["具体措施", "measures"],
  ["步骤", "steps"],
  ["备注", "remark"],
]

/** Who brings the list, by their names; `others`: the names of the units of the year beside. */
export type Bringer = { own: readonly string[]; others: readonly string[] }
/** `left`: what of the table is not read, in sentences. */
export type ListRead = { rows: ListRow[]; left: string[] }

type Cells = Partial<Record<Read, string>>
/** What the columns of a table are about, and how they are headed. */
type Head = { columns: (Read | null)[]; names: readonly string[] }

const bare = (text: string) => text.replace(/\s+/g, "")

const readOf = (heading: string): Read | null => {
  const words = bare(heading)
  if (words === "" || words.length > 20 || /配合|协助/.test(words)) return null
  return HEADINGS.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

/**
 * A row is a heading if it names what is taught and one thing besides; below another one only if it has nothing but headings,
 * since 机关工作人员 may stand in a row as well.
 */
function headIn(names: readonly string[], before: Head | null): Head | null {
  const columns = names.map(readOf)
  const named = new Set(columns.filter((one) => one !== null && one !== "number" && one !== "unit"))
  const isAbout = named.delete("content") || named.has("laws")
  named.delete("laws")
  const isWhole =
    before === null || names.every((name, i) => bare(name) === "" || columns[i] !== null || before.names.includes(name))
  return isAbout && named.size > 0 && isWhole ? { columns, names } : null
}

/** Headings in a second row, under one that covers several: what they say counts. */
function headUnder({ columns, names }: Head, row: readonly string[]): Head | null {
  const isSame = (text: string, i: number) => bare(text) === "" || text === names[i]
  const fresh = row.filter((text, i) => !isSame(text, i))
  const known = fresh.filter((text) => readOf(text) !== null)
  const about = columns.findIndex((one) => one === "content" || one === "laws")
  const isHead = known.length > 1 && known.length * 2 > fresh.length && isSame(row[about] ?? "", about)
  if (!isHead || fresh.some((text) => bare(text).length > 8)) return null
  return {
    columns: row.map((text, i) => (isSame(text, i) ? (columns[i] ?? null) : readOf(text))),
    names: row.map((text, i) => text || (names[i] ?? "")),
  }
}

/** What several cells say of one thing: 开始时间 and 结束时间 are one span. */
function joined(column: Read, before: string | undefined, text: string): string {
  if (!before || before === text) return text || (before ?? "")
  return text === "" ? before : `${before}${column === "when" ? "至" : "\n"}${text}`
}

function cellsUnder({ columns }: Head, cells: readonly string[]): Cells {
  const row: Cells = {}
  columns.forEach((column, i) => {
    if (column !== null) row[column] = joined(column, row[column], (cells[i] ?? "").trim())
  })
  return row
}

const labelOf = (line: string) =>
  LABELS.find(([word]) => line.startsWith(word) && /[:：]/.test(line.charAt(word.length)))

/** Lines that say what they are about go where they belong, if one of them is about what the table has no column for. */
function sorted(cells: Cells, { columns }: Head): Cells {
  const row: Cells = {}
  for (const [column, text] of Object.entries(cells) as [Read, string][]) {
    const lines = text.split("\n").map((line) => ({ line, label: labelOf(line) }))
    const isMixed = lines.some(({ label }) => label && !columns.includes(label[1]))
    let at = column
    for (const { line, label } of lines) {
      const begins = isMixed && label
      at = begins ? label[1] : at
      const said = begins ? line.slice(label[0].length + 1).trim() : line
      row[at] = row[at] ? `${row[at]}\n${said}` : said
    }
  }
  return row
}

/** 法规科 张三: where one stands beside the other. */
function parted({ who, department = "", person = "" }: Cells) {
  if (!who) return { department, person }
  const [, at = "", name = who] = /^(.*?[科股处室办队所站部])[\s、，,:：/（(]+(.+?)[）)]?$/s.exec(who) ?? []
  return { department: joined("department", department, at), person: joined("person", person, name) }
}

const EMPTY = Object.fromEntries(COLUMNS.map((column) => [column, ""])) as ListRow

const rowOf = ({ number: _, unit: __, who, how = "", ...cells }: Cells): ListRow => ({
  ...EMPTY,
  ...cells,
  ...parted({ who, ...cells }),
  measures: joined("measures", cells.measures, how),
})

const NUMBERED = /^\s*(?:(\d{1,2})\s*[.、．)）]|[(（](\d{1,2})[)）]|([①-⑳]))\s*/

/** 1. 2. 3. in one cell; null: it is one piece. */
function pieces(text: string): string[] | null {
  const found: string[] = []
  for (const line of text.split("\n")) {
    const [mark, plain, inner, round = ""] = NUMBERED.exec(line) ?? []
    const number = Number(plain ?? inner ?? (round && round.charCodeAt(0) - 0x245f))
    if (mark !== undefined && number === found.length + 1) found.push(line.slice(mark.length).trim())
    else if (found.length === 0) return null
    else found[found.length - 1] += `\n${line}`
  }
  return found.length > 1 ? found : null
}

/** Several items in the cells of one row, numbered alike in each: one after another. */
function apart(row: ListRow): ListRow[] {
  const all = Object.entries(row).map(([column, text]) => [column, pieces(text)] as const)
  const contents = pieces(row.content)
  const alike = all.filter(([, one]) => one !== null && one.length === contents?.length)
  if (contents === null || alike.length < 2) return [row]
  return contents.map((_, i) => ({
    ...row,
    ...Object.fromEntries(alike.map(([column, one]) => [column, one?.[i] ?? ""])),
  }))
}

const isAbout = ({ content, laws }: Cells) => Boolean(content || laws)
const filled = (cells: readonly string[]) => cells.map(bare).filter(Boolean)

/** 一、共性普法内容, 填表人：, 注：: a line of its own that is no item. */
const ASIDE = /^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|注[:：]|(填报?|制|审核|联系)[表人])/

type Found = { rows: (Cells & { head: Head })[]; left: Set<string>; strange: Set<string> }

/** The rest of an item stands in a row below it: what that says anew. */
function goOn(above: Cells, row: Cells) {
  for (const [column, text] of Object.entries(row) as [Read, string][]) {
    const said = above[column]
    if (text !== "" && !`\n${said ?? ""}\n`.includes(`\n${text}\n`)) above[column] = said ? `${said}\n${text}` : text
  }
}

/** A row below a head: an item, the rest of the one above it, or a line aside. */
function addRow({ rows, left, strange }: Found, head: Head, cells: readonly string[]) {
  const [first, ...others] = filled(cells)
  if (first === undefined) return
  const row = cellsUnder(head, cells)
  const above = rows.at(-1)
  const isRest = row.number ? row.number === above?.number : !isAbout(row)
  const isAlone = others.every((text) => text === first)
  const { number: _, unit: __, ...said } = row
  if (isAlone && (ASIDE.test(first) || Object.values(said).every((text) => text === ""))) left.add(first)
  else if (above?.head === head && isRest) goOn(above, row)
  else rows.push({ ...row, head })
  head.columns.forEach((column, i) => {
    if (column === null && (cells[i] ?? "").trim() !== "") strange.add(head.names[i] || "没有表头的列")
  })
}

function foundIn(tables: Texts): Found {
  const found: Found = { rows: [], left: new Set(), strange: new Set() }
  let last = null as Head | null
  for (const table of tables) {
    const width = Math.max(...table.map(({ length }) => length))
    // A table that goes on behind a break has its headings no second time.
    let head: Head | null = width > 2 && last?.names.length === width ? last : null
    let isUnderHead = false
    for (const cells of table) {
      const next: Head | null = headIn(cells, head) ?? (head && isUnderHead ? headUnder(head, cells) : null)
      isUnderHead = next !== null
      if (!next && head) addRow(found, head, cells)
      head = next ?? head
    }
    last = head
  }
  return found
}

const quoted = (text: string) => [...text.matchAll(/《[^》]+》/g)].map(([title]) => title).join("")

function listIn(tables: Texts, { own, others }: Bringer): ListRead {
  const { rows, left, strange } = foundIn(tables)
  if (rows.length === 0) throw new Refused(NO_TABLE)
  const isOther = ({ unit = "" }: Cells) => !own.includes(unit) && others.includes(unit)
  const mine = rows.filter((row) => !isOther(row))
  if (mine.length === 0) throw new Refused(NOTHING_OWN)
  const items = mine.flatMap(({ head, ...cells }) => {
    const row = rowOf(sorted(cells, head))
    const has = (column: Read) => head.columns.includes(column)
    // What the table has no column for is said by the rest of it; our own files say all, an item a row.
    if (!has("laws") && !has("how") && row.laws === "") row.laws = quoted(row.content)
    if (!has("leads") && row.leads === "") row.leads = own[0] ?? ""
    return has("how") || (has("steps") && has("leads")) ? [row] : apart(row)
  })
  if (items.length > MOST_DUTIES) throw new Refused(TOO_MANY)
  const away = rows.length - mine.length
  return {
    rows: items,
    left: [
      ...(away > 0 ? [`${away}项是其他单位的，没有读入`] : []),
      ...(strange.size > 0 ? [`没有对应栏目的列：${[...strange].join("、")}`] : []),
      ...(left.size > 0 ? [`没有读作事项的行：${[...left].join("；")}`] : []),
    ],
  }
}

export type TablesRead<Made> = Made | { problem: string }

/** What the tables of a file, or of what was pasted, say to a reader; what it refuses is a sentence. */
export function readIn<Made>(answer: TablesAnswer, reader: (tables: Texts) => Made): TablesRead<Made> {
  if ("problem" in answer) return answer
  try {
    return reader(answer.tables)
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    throw error
  }
}

export const listRead = (answer: TablesAnswer, bringer: Bringer): TablesRead<ListRead> =>
  readIn(answer, (tables) => listIn(tables, bringer))
