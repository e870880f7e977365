import { WORKBOOK_TYPE, workbook } from "#src/office/spreadsheets/workbook.ts"

/** The name under which the template is offered. */
export const TEMPLATE_NAME = "分工方案模板.xlsx"
export const TEMPLATE_TYPE = WORKBOOK_TYPE

/** Headings of the template with the width of their columns in characters. */
const COLUMNS: [string, number][] = [
  ["序号", 6],
  ["部分", 18],
  ["任务", 50],
  ["牵头单位", 18],
  ["责任单位", 24],
  ["配合单位", 24],
  ["完成时限", 16],
  ["备注", 20],
]

/** One row that shows how cells are filled: several units parted by 、 and a time as a document prints it. */
const EXAMPLE = [
  "1",
  "一、健全工作机制",
  "制定年度工作计划，明确目标和责任人员。",
  "办公室",
  "人事处、财务处",
  "各直属单位",
  "2026年12月底前",
  "示例，填写时请替换本行",
]

/** The workbook that offices fill in and this importer reads. Every cell is text, so that no program changes it. */
export const templateXlsx = (): Uint8Array<ArrayBuffer> =>
  workbook(
    {
      name: "任务分工",
      columns: COLUMNS.map(([heading, width]) => ({ heading, width })),
      frozen: 0,
      paper: "A4",
    },
    [{ cells: EXAMPLE }],
  )
