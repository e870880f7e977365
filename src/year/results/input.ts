import * as z from "zod"
import { EXAM_RESULTS, STATEMENT_FORMS, STATEMENT_GRADES } from "#db/schema.ts"
import { counted, maybeText, namedLine, optionalDate, said, text } from "#src/office/typed/input.ts"
import { everyOf, rowsOf, spelled, spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { COLUMNS, type Column, MOST_RESULTS, type ResultRow } from "./sheet_reading.ts"

/** 导入: a file with the table, or the table pasted. */
export const Reading = z.object({
  file: z.file().nullable().default(null),
  pasted: maybeText(200_000),
})

const row = z.object(
  Object.fromEntries(COLUMNS.map((column) => [column, text(200)])) as Record<Column, ReturnType<typeof text>>,
)

/** What was looked over: every row as it stands there now, and which of them are taken. */
export const Bringing = spelledAs(
  z.object({
    rows: z.array(row).max(MOST_RESULTS, `一次最多导入${MOST_RESULTS}人`),
    taken: z.array(z.int()).min(1, "请至少勾选一人"),
  }),
  (form) => ({ rows: rowsTyped(form), taken: everyOf(form.take).map(Number) }),
)

/** The rows as a form has them. */
export const rowsTyped = (form: Typed): ResultRow[] => rowsOf(form, COLUMNS, "name")

const WRONG = "成绩请填 0 至 100，最多一位小数，或留空"

const score = spelled(z.int(WRONG).min(0, WRONG).max(1000, WRONG).nullable().default(null), (typed) => {
  if (typeof typed !== "string" || typed.trim() === "") return { value: null }
  return /^\d{1,3}(\.\d)?$/.test(typed.trim()) ? { value: Math.round(Number(typed) * 10) } : { problem: WRONG }
})

/** 更正, with the reason. */
export const Revising = z.object({
  version: counted,
  name: namedLine("姓名", 20),
  post: namedLine("职务", 60),
  score,
  exam: z.enum(EXAM_RESULTS, { error: "请选择" }).nullable().default(null),
  statement: z.enum(STATEMENT_FORMS, { error: "请选择" }).nullable().default(null),
  grade: z.enum(STATEMENT_GRADES, { error: "请选择" }).nullable().default(null),
  happenedOn: optionalDate("日期"),
  remark: said("更正原因", 500),
})

export const Removing = z.object({ version: counted, remark: said("删除原因", 500) })
export const Taking = z.object({})
