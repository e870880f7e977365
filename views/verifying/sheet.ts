import type { VerifyingRow, VerifyingToTake } from "#src/year/verifying/queries.ts"
import type { RegisterFile } from "../parts/register_file.ts"
import { RESULT_LABEL, VIEW_LABEL } from "./words.ts"

/* 核实情况表 as a file: a row each item, with what whoever takes it reads of it. */

const COLUMNS: RegisterFile<VerifyingRow>["columns"] = [
  { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
  { heading: "单位", width: 16, cell: ({ unit }) => unit },
  { heading: "清单事项", width: 36, cell: ({ content }) => content },
  { heading: "指标", width: 18, cell: ({ indicator }) => indicator },
  { heading: "自报完成情况", width: 36, cell: ({ claim }) => claim?.text ?? "" },
  {
    heading: "核实结果",
    width: 12,
    centred: true,
    cell: ({ shown }) => (shown ? RESULT_LABEL[shown.result] : VIEW_LABEL.pending),
  },
  { heading: "核实日期", width: 14, centred: true, cell: ({ shown }) => (shown ? { day: shown.verifiedOn } : "") },
  { heading: "核实方式", width: 18, cell: ({ shown }) => shown?.basis ?? "" },
  { heading: "核实情况", width: 36, cell: ({ shown }) => shown?.remark ?? "" },
  {
    heading: "告知",
    width: 10,
    centred: true,
    cell: ({ shown }) => (shown ? (shown.toldAt === null ? "未告知" : "已告知") : ""),
  },
  { heading: "单位说明", width: 30, cell: ({ shown }) => shown?.answer ?? "" },
]

const nameOf = ({ year, filter, rows }: VerifyingToTake): string => {
  const unit = filter.unit === null ? "" : (rows[0]?.shortName ?? "")
  return `${year.year}年${unit}责任清单核实情况表${filter.view === null || filter.view === "all" ? "" : `（${VIEW_LABEL[filter.view]}）`}`
}

export const verifyingFile = (taken: VerifyingToTake): RegisterFile<VerifyingRow> => ({
  title: nameOf(taken),
  name: "核实情况",
  columns: COLUMNS,
})
