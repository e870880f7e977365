import * as z from "zod"
import { ACTIVITY_STAGES, APPROXIMATIONS } from "#db/schema.ts"
import {
  choice,
  chosenOne,
  counted,
  date,
  ids,
  LONGEST_REMARK,
  line,
  maybeText,
  namedLine,
  optionalDate,
  said,
} from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"
import { lawsNamed } from "#src/year/laws/input.ts"
import { toldIn } from "./numbers.ts"

/** A number that may be told with 余, 约 or 近; empty: it was not told. */
const told = (what: string) =>
  spelled(
    z
      .object({ n: z.int().nonnegative(), approx: z.enum(APPROXIMATIONS).nullable() })
      .nullable()
      .default(null),
    (typed) => {
      if (typeof typed !== "string" || typed.trim() === "") return { value: null }
      const value = toldIn(typed)
      return value ? { value } : { problem: `没有看懂${what}，请写成 300、6000余 或 1.2万余` }
    },
  )

const numbers = {
  sessions: told("场次"),
  copies: told("发放份数"),
  consulted: told("咨询人次"),
  reached: told("覆盖人数"),
}

const CHOOSE_REPORT = "请选择写进哪一项的本期进展"
const CHOOSE_STATE = "请选择已开展或拟开展"

const words = {
  kind: namedLine("活动形式", 40),
  title: namedLine("活动名称", 120),
  fromOn: date("日期"),
  untilOn: optionalDate("结束日期"),
  joint: ids,
  laws: lawsNamed,
  audience: line().default(""),
  place: line().default(""),
  venue: choice,
  channels: z.array(line(40)).default([]),
  otherChannel: line(40).default(""),
  tags: z.array(line(40)).default([]),
  stage: z.enum(ACTIVITY_STAGES, { error: "请选择" }).nullable().default(null),
  topic: line(40).default(""),
  keyDay: choice,
  ...numbers,
  note: maybeText(LONGEST_REMARK),
}

/** 登记活动. */
export const Entering = z.object({
  unit: chosenOne("单位"),
  state: z.enum(["held", "planned"], { error: CHOOSE_STATE }),
  ...words,
})

export const Revising = z.object({ version: counted, ...words })

/** 登记开展情况 of one that was planned. */
export const Holding = z.object({
  version: counted,
  fromOn: date("日期"),
  untilOn: optionalDate("结束日期"),
  place: line().default(""),
  ...numbers,
})

export const Cancelling = z.object({ version: counted, reason: said("取消原因", LONGEST_REMARK) })
export const Discarding = z.object({ version: counted, reason: said("作废原因", LONGEST_REMARK) })

export const Effecting = z
  .object({ version: counted, effect: maybeText(LONGEST_REMARK), effectMeasure: line().default("") })
  .refine(({ effect, effectMeasure }) => effect.trim() === "" || effectMeasure !== "", {
    path: ["effectMeasure"],
    message: "请写明凭什么看出这个效果，如：现场测试96人、回访30户、问卷112份",
  })

/** 写进本期进展: in which report, `12-3` by assignment and round, and the words. */
export const Telling = z.object({
  version: counted,
  item: z.string({ error: CHOOSE_REPORT }).regex(/^\d{1,9}-\d{1,6}$/, CHOOSE_REPORT),
  text: said("要写进的文字", LONGEST_REMARK),
})

export const Taking = z.object({})

/** The lists of a year. */
export const Listing = z.object({
  version: counted,
  kinds: said("活动形式", LONGEST_REMARK),
  themed: maybeText(LONGEST_REMARK),
  channels: maybeText(LONGEST_REMARK),
  tags: maybeText(LONGEST_REMARK),
  topics: maybeText(LONGEST_REMARK),
})
