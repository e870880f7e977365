import * as z from "zod"
import { APPRAISAL_RECORD_KINDS, JUROR_KINDS, RULING_KINDS } from "#db/schema.ts"
import {
  chosenOne,
  counted,
  date,
  ids,
  LACKING,
  line,
  maybeText,
  namedLine,
  number,
  said,
  ticked,
} from "#src/office/typed/input.ts"
import { spelledAs, type Typed } from "#src/office/typed/spelling.ts"

/** 导入: a file with the table, or the table pasted. */
export const Reading = z.object({ file: z.file().nullable().default(null), pasted: maybeText(200_000) })

/** A standard as it was looked over; `findings`: what its paper says twice or not at all, a line each. */
export const Entering = z.object({
  title: namedLine("标准名称"),
  docNumber: line().default(""),
  text: said("标准内容", 60_000),
  findings: maybeText(4000),
})

export const Changing = Entering.omit({ findings: true }).extend({ version: counted })

/** 启用: of each contradiction which figure holds, and that what the paper lacks was seen. */
export const Opening = spelledAs(
  z.object({ version: counted, readings: z.record(z.string(), z.enum(["printed", "sum"])), seen: ticked }),
  ({ version, seen, ...typed }) => ({
    version: Number(version),
    seen: seen !== undefined,
    readings: Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) => (name.startsWith("reading-") ? [[name.slice(8), value]] : [])),
    ),
  }),
)

const percent = (what: string) => number(what, { least: 1, most: 100 })
const bound = (what: string) => number(what, { least: 1, most: 100 })

/** How a year is appraised; days of its stages, a line each: 「自查自评 2026-11-15」. */
const rules = {
  convener: namedLine("评议组织单位"),
  stages: said("评议阶段", 1000),
  ratio: percent("抽取比例"),
  sparesLast: ticked,
  panel: percent("评议组权重"),
  aggregation: z.enum(["mean", "trimmed"], { error: "请选择" }),
  floor: z.enum(["criterion", "item"], { error: "请选择" }),
  rounding: z.enum(["none", "half_up"], { error: "请选择" }),
  excellent: bound("优秀下限"),
  good: bound("良好下限"),
  passed: bound("合格下限"),
}

export const Starting = z.object({ standard: chosenOne("评估标准"), objects: ids, ...rules })
export const ChangingRules = z.object({ version: counted, ...rules })

/** A sheet: what stands in its boxes, by criterion. What of it is no mark is said at its box. */
const marks = z.record(
  z.string(),
  z.object({ points: z.string({ error: LACKING }).max(20, "请填写分数"), note: maybeText(500) }),
)

const marksTyped = (form: Typed) =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, points]) =>
      name.startsWith("points-") ? [[name.slice(7), { points, note: form[`note-${name.slice(7)}`] ?? "" }]] : [],
    ),
  )

const sheet = <S extends z.ZodType>(schema: S) =>
  spelledAs(schema, ({ version, juror, ...form }) => ({
    ...form,
    version: Number(version),
    juror: Number(juror),
    marks: marksTyped(form),
  }))

export const Saving = sheet(z.object({ version: counted, marks }))
export const Submitting = sheet(z.object({ version: counted, marks, signedBy: namedLine("签审人", 50) }))
export const Returning = z.object({ version: counted, remark: said("退回原因", 500) })

/** 抽取: so many by the draw, or those who are ticked. */
export const Drawing = z.object({
  version: counted,
  size: number("抽取个数", { least: 0, most: 1000 }),
  chosen: ids,
  why: maybeText(500),
})

export const SettingHearing = z.object({
  version: counted,
  on: date("汇报日期"),
  from: line().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "请填开始时间，如 09:00"),
  minutes: number("每个单位分钟数", { least: 1, most: 600 }),
  brings: line().default(""),
})

export const AddingJuror = z.object({
  name: namedLine("姓名", 50),
  kind: z.enum(JUROR_KINDS, { error: "请选择类别" }),
  conflicts: ids,
})
export const Versioned = z.object({ version: counted })

/** A juror's sheet; `juror`: whose paper it is. */
export const Casting = sheet(z.object({ version: counted, marks, comment: maybeText(2000) }))
export const EnteringBallot = sheet(
  z.object({ version: counted, juror: chosenOne("评议员"), marks, comment: maybeText(2000) }),
)

export const Recording = z.object({
  kind: z.enum(APPRAISAL_RECORD_KINDS, { error: "请选择" }),
  criterion: line().default(""),
  happenedOn: date("日期"),
  points: line(20),
  text: said("内容", 2000),
})
export const Discarding = z.object({ version: counted, remark: said("作废原因", 500) })

export const Ruling = z.object({
  version: counted,
  kind: z.enum(RULING_KINDS, { error: "请选择" }),
  decidedOn: date("日期"),
  document: line().default(""),
  points: line(20).default(""),
  text: said("内容", 2000),
})
export const Objecting = z.object({ version: counted, text: said("异议", 2000) })

/** 限期整改. */
export const Rectifying = z.object({ version: counted, text: said("整改要求", 5000), dueBy: date("整改期限") })

export const Nothing = z.object({})
