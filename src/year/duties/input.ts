import * as z from "zod"
import { DUTY_RHYTHMS, DUTY_TIMINGS } from "#db/schema.ts"
import { dateIn } from "#src/office/typed/figures.ts"
import {
  choice,
  chosenOne,
  counted,
  farYear,
  ids,
  isNearDay,
  LONGEST_REMARK,
  line,
  maybeText,
  optionalDate,
  said,
  text,
  ticked,
  yesOrNo,
} from "#src/office/typed/input.ts"
import { everyOf, rowsOf, spelled, spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { lawsNamed } from "#src/year/laws/input.ts"
import { LONGEST_STEP, MOST_DUTIES, MOST_STEPS, TOWARDS } from "./lists.ts"
import { COLUMNS, type Column, type ListRow } from "./sheet_reading.ts"

/** Of 普法内容 in words. */
export const LONGEST_CONTENT = 500

/** 步骤: a form has a day and a text for each, by their places; what is empty is left out. */
const steps = spelled(
  z
    .array(
      z.object({
        text: line(LONGEST_STEP),
        by: z.iso
          .date({ error: "没有看懂步骤的日期，请写成 2026-03-15", abort: true })
          .refine(isNearDay, farYear("步骤日期"))
          .nullable()
          .default(null),
      }),
    )
    .max(MOST_STEPS, `最多${MOST_STEPS}个步骤`)
    .default([]),
  (_, form) => {
    const days = everyOf(form.stepBy)
    const typed = everyOf(form.stepText).map((text, i) => ({ text: text.trim(), day: (days[i] ?? "").trim() }))
    const filled = typed.filter(({ text, day }) => text !== "" || day !== "")
    if (filled.some(({ text }) => text === "")) return { problem: "填了日期的步骤请写明内容" }
    const read = filled.map(({ text, day }) => ({ text, read: day === "" ? { date: null } : dateIn(day) }))
    return read.some((one) => "problem" in one.read)
      ? { problem: "没有看懂步骤的日期，请写成 2026-03-15" }
      : { value: read.map((one) => ({ text: one.text, by: "date" in one.read ? one.read.date : null })) }
  },
)

const words = {
  content: said("普法内容", LONGEST_CONTENT),
  laws: lawsNamed,
  applies: yesOrNo("请选择是否适用"),
  why: line().default(""),
  audience: line().default(""),
  ways: maybeText(LONGEST_CONTENT),
  timing: z.enum(DUTY_TIMINGS, { error: "请选择何时普" }).nullable().default(null),
  rhythm: z.enum(DUTY_RHYTHMS, { error: "请选择多久一次" }).nullable().default(null),
  keyDay: choice,
  fromOn: optionalDate("日期"),
  untilOn: optionalDate("结束日期"),
  leads: ids,
  first: choice,
  department: line(80).default(""),
  person: line(80).default(""),
  standard: maybeText(LONGEST_REMARK),
  measures: maybeText(LONGEST_REMARK),
  indicator: line().default(""),
  target: line(40).default(""),
  targetUnit: line(20).default(""),
  steps,
}

/** 添加清单事项. */
export const Entering = z.object({ unit: chosenOne("单位"), ...words })

export const Revising = z.object({ version: counted, ...words })

export const Striking = z.object({ version: counted, reason: said("移出原因", LONGEST_REMARK) })

export const Restoring = z.object({ version: counted })

export const Moving = z.object({ version: counted, towards: z.enum(TOWARDS, { error: "请选择上移或下移" }) })

/** 落实到分工, and no longer. */
export const Linking = z.object({ version: counted, assignment: chosenOne("分工") })

/** 追加为分工. */
export const Placing = z.object({ version: counted, plan: chosenOne("方案"), listed: ticked })

/** 沿用上年清单. */
export const Carrying = z.object({ unit: chosenOne("单位") })

/** 导入: a file with the list, or its table pasted. */
export const Reading = z.object({
  unit: chosenOne("单位"),
  file: z.file().nullable().default(null),
  pasted: maybeText(200_000),
})

const row = z.object(
  Object.fromEntries(COLUMNS.map((column) => [column, text(LONGEST_REMARK)])) as Record<
    Column,
    ReturnType<typeof text>
  >,
)

/** What was looked over: every row as it stands there now, and which of them are taken. */
export const Bringing = spelledAs(
  z.object({
    unit: z.int({ error: "请选择单位" }),
    rows: z.array(row).max(MOST_DUTIES, `一次最多导入${MOST_DUTIES}项`),
    taken: z.array(z.int()).min(1, "请至少勾选一项"),
  }),
  (form) => ({
    unit: Number(form.unit),
    rows: rowsTyped(form),
    taken: everyOf(form.take).map(Number),
  }),
)

/** The rows as a form has them. */
export const rowsTyped = (form: Typed): ListRow[] => rowsOf(form, COLUMNS, "content")

/** What is taken as a file is named by the address. */
export const Taking = z.object({})
