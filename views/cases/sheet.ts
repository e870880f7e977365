import { dateOf } from "#src/clock.ts"
import type { SheetCell } from "#src/office/spreadsheets/sheet.ts"
import type { CaseLine, CasesToTake } from "#src/year/cases/queries.ts"
import type { FileColumn, RegisterFile } from "../parts/register_file.ts"
import { CASE_KIND_LABEL, CASE_STATE_LABEL } from "./words.ts"

/* 案例登记表 as a file: a row a case. */

const day = (on: string | null): SheetCell => (on === null ? "" : { day: on })
const dayAt = (at: number | null): SheetCell => day(at === null ? null : dateOf(at))

const COLUMNS: readonly FileColumn<CaseLine>[] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "标题", width: 44, cell: ({ title }) => title },
  { heading: "单位", width: 16, cell: ({ unit }) => unit },
  { heading: "类型", width: 14, centred: true, cell: ({ kind }) => CASE_KIND_LABEL[kind] },
  { heading: "状态", width: 10, centred: true, cell: ({ state }) => CASE_STATE_LABEL[state] },
  { heading: "收集日期", width: 16, centred: true, cell: ({ collectedAt }) => dayAt(collectedAt) },
  { heading: "报送日期", width: 16, centred: true, cell: ({ reportedAt }) => dayAt(reportedAt) },
  { heading: "发布日期", width: 16, centred: true, cell: ({ publishedOn }) => day(publishedOn) },
  { heading: "发布载体", width: 24, cell: ({ publishedIn }) => publishedIn },
  { heading: "网址", width: 36, cell: ({ address }) => address },
]

export const casesFile = (found: CasesToTake): RegisterFile<CaseLine> => ({
  title: `${found.year.year}年以案释法案例登记表`,
  name: "案例",
  notes: [`共${found.cases.length}个`],
  columns: COLUMNS,
  frozen: 2,
  paper: "A4",
})
