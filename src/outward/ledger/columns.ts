/*
 * What a 台账 can show of one part of a plan in one round: every column that there is, with the heading it has unless a
 * layout calls it otherwise.
 */

/** How a cell is kept: a day and a number are such in a spreadsheet too; `choice` is one word of a list. */
export type CellKind = "text" | "number" | "date" | "choice"

export type LedgerColumn = {
  readonly heading: string
  /** What offices call it as well; by these it is found again in a sheet that comes back. */
  readonly alsoCalled?: readonly string[]
  readonly kind: CellKind
  /** The words of a choice. */
  readonly choices?: readonly string[]
  /** In characters of a spreadsheet. */
  readonly width: number
  /** The same for all parts of a task: its cells are merged over them. */
  readonly ofTask?: true
  /** The unit writes here in a sheet that was mailed to it. */
  readonly filled?: true
}

const YES_NO = ["是", "否"] as const

export const COLUMNS = {
  ordinal: { heading: "序号", kind: "number", width: 5, ofTask: true },
  section: { heading: "章节", alsoCalled: ["部分"], kind: "text", width: 10, ofTask: true },
  task: { heading: "任务", alsoCalled: ["工作任务", "任务内容"], kind: "text", width: 36, ofTask: true },
  taskLeaders: { heading: "责任领导", kind: "text", width: 9, ofTask: true },
  role: { heading: "分工", alsoCalled: ["角色"], kind: "text", width: 7 },
  unit: { heading: "单位", alsoCalled: ["责任单位"], kind: "text", width: 11 },
  unitLeader: { heading: "分管领导", kind: "text", width: 9 },
  office: { heading: "责任科室", kind: "text", width: 9 },
  person: { heading: "责任人", kind: "text", width: 9 },
  measures: { heading: "具体措施", alsoCalled: ["措施"], kind: "text", width: 20 },
  deadline: { heading: "完成时限", kind: "date", width: 15 },
  period: { heading: "所属时期", kind: "text", width: 9 },
  before: { heading: "上期进展", alsoCalled: ["上月进展", "上季度进展"], kind: "text", width: 26 },
  achieved: {
    heading: "落实情况",
    alsoCalled: ["本期进展", "本月进展", "本季度进展", "落实情况（本期）", "进展情况"],
    kind: "text",
    width: 32,
    filled: true,
  },
  problems: { heading: "存在问题", kind: "text", width: 18, filled: true },
  nextSteps: { heading: "下步打算", alsoCalled: ["下一步打算"], kind: "text", width: 18, filled: true },
  coordination: {
    heading: "是否需要协调",
    alsoCalled: ["需要协调"],
    kind: "choice",
    width: 7,
    choices: YES_NO,
    filled: true,
  },
  light: { heading: "灯", alsoCalled: ["亮灯", "警示灯"], kind: "text", width: 7 },
  reason: { heading: "亮灯原因", kind: "text", width: 11 },
  state: { heading: "状态", kind: "text", width: 8 },
  reportState: { heading: "报送情况", kind: "text", width: 8 },
  reportedOn: { heading: "报送时间", kind: "date", width: 15 },
  opinion: { heading: "审核意见", kind: "text", width: 13 },
  summary: { heading: "综述", kind: "text", width: 26, ofTask: true },
  notices: { heading: "督办单", kind: "text", width: 13 },
  reminders: { heading: "催办次数", kind: "number", width: 6 },
  liaison: { heading: "联络员", kind: "text", width: 8 },
  phone: { heading: "电话", alsoCalled: ["联系电话"], kind: "text", width: 11 },
} as const satisfies Record<string, LedgerColumn>

export type ColumnKey = keyof typeof COLUMNS
export const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[]

export const columnOf = (key: ColumnKey): LedgerColumn => COLUMNS[key]

/** A column of a layout: which, and what it is called there. */
export type Placed = { readonly key: ColumnKey; readonly heading: string }

const plain = (heading: string) => heading.replace(/\s/g, "").replaceAll("(", "（").replaceAll(")", "）")

/** The columns of each layout. */
export type Layouts = readonly (readonly Placed[])[]

const NAMED = new Map(
  COLUMN_KEYS.flatMap((key) =>
    [columnOf(key).heading, ...(columnOf(key).alsoCalled ?? [])].map((name) => [plain(name), key] as const),
  ),
)

/** Which column goes by this name everywhere; null: none. No layout calls another one so. */
export const keyNamed = (heading: string): ColumnKey | null => NAMED.get(plain(heading)) ?? null

/**
 * Which column each heading of a sheet means; null: none that is known here. Headings that are all those of one layout are
 * that layout's. Else what a name means everywhere counts before what it means in layouts, and nothing that two of them
 * mean differently.
 */
export function keysOfHeadings(headings: readonly string[], layouts: Layouts = []): (ColumnKey | null)[] {
  const asked = headings.map(plain)
  const whole = layouts.find(
    (columns) => columns.length === asked.length && columns.every(({ heading }) => asked.includes(plain(heading))),
  )
  const keyIn = (columns: readonly Placed[], heading: string) =>
    columns.find((column) => plain(column.heading) === heading)?.key ?? null
  if (whole) return asked.map((heading) => keyIn(whole, heading))
  return asked.map((heading) => {
    const meant = new Set(layouts.map((columns) => keyIn(columns, heading)).filter((key) => key !== null))
    return NAMED.get(heading) ?? (meant.size === 1 ? ([...meant][0] ?? null) : null)
  })
}
