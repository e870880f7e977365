import type { ResultLine } from "#src/year/results/queries.ts"
import type { RegisterFile } from "../parts/register_file.ts"
import { examWords, GRADE_LABEL, STATEMENT_LABEL } from "./words.ts"

/** 学法述法登记册 as a file; its headings are those by which a table is read. */
export const resultsFile = (year: number): RegisterFile<ResultLine> => ({
  title: `${year}年学法考试和述法登记册`,
  name: "学法述法",
  columns: [
    { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
    { heading: "单位", width: 16, cell: ({ unit }) => unit },
    { heading: "姓名", width: 12, cell: ({ result }) => result.name },
    { heading: "职务", width: 20, cell: ({ result }) => result.post },
    { heading: "学法考试", width: 16, centred: true, cell: ({ result }) => examWords(result) },
    {
      heading: "述法形式",
      width: 10,
      centred: true,
      cell: ({ result }) => (result.statement ? STATEMENT_LABEL[result.statement] : ""),
    },
    {
      heading: "述法评议等次",
      width: 12,
      centred: true,
      cell: ({ result }) => (result.grade ? GRADE_LABEL[result.grade] : ""),
    },
    {
      heading: "日期",
      width: 14,
      centred: true,
      cell: ({ result }) => (result.happenedOn ? { day: result.happenedOn } : ""),
    },
  ],
})
