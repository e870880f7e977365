import * as z from "zod"
import { DRAFT_RULE_KINDS } from "#db/schema.ts"
import { chosenOne, counted, date, line, namedLine, number, said } from "#src/office/typed/input.ts"
import { addressIn } from "#src/reports/evidence/address.ts"

const LONGEST_TITLE = 200

/** An address on the web, as it was typed. */
const written = (what: string, needed: boolean) =>
  line(500)
    .default("")
    .refine((typed) => !needed || typed !== "", `请填写${what}`)
    .refine((typed) => typed === "" || problemOf(typed) === null, {
      error: ({ input }) => problemOf(String(input)) ?? "请填写完整的网址",
    })

function problemOf(typed: string): string | null {
  const read = addressIn(typed, "")
  return read && "problem" in read ? read.problem : null
}

/** 登记. */
export const Opening = z.object({
  unit: chosenOne("单位"),
  kind: z.enum(DRAFT_RULE_KINDS, { error: "请选择草案类型" }),
  title: namedLine("草案名称", LONGEST_TITLE),
})

/** 公开征求意见. */
export const Consulting = z
  .object({
    version: counted,
    consultFrom: date("征求意见开始日期"),
    consultUntil: date("征求意见结束日期"),
    consultAddress: written("征求意见的网址", false),
  })
  .refine(({ consultFrom, consultUntil }) => consultFrom <= consultUntil, {
    path: ["consultUntil"],
    message: "结束日期不能早于开始日期",
  })

const MOST_OPINIONS = 9_999_999

/** 情况通报. */
export const Telling = z
  .object({
    version: counted,
    toldOn: date("通报日期"),
    opinions: number("收到的意见", { least: 0, most: MOST_OPINIONS }),
    taken: number("采纳的意见", { least: 0, most: MOST_OPINIONS }),
    toldAddress: written("通报的网址", true),
  })
  .refine(({ opinions, taken }) => taken <= opinions, {
    path: ["taken"],
    message: "采纳的意见不能多于收到的意见",
  })

export const Exempting = z.object({ version: counted, remark: said("依法保密的理由", 2000) })

/** 出台. */
export const Enacting = z.object({
  version: counted,
  docNumber: namedLine("文号", 100),
  enactedOn: date("出台日期"),
})

/** 解读公布. */
export const Explaining = z.object({
  version: counted,
  explainedOn: date("解读公布日期"),
  explainedAddress: line(500).refine((typed) => typed !== "", "请填写解读的网址或陈列地点"),
})

export const Stopping = z.object({ version: counted, remark: said("终止原因", 2000) })

export const Taking = z.object({})
