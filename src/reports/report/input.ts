import * as z from "zod"
import { choice, counted, date, said, text, ticked } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"
import { MOST_TOGETHER } from "./bulk.ts"

/** The boxes of a report as they are being typed: anything goes that can be kept. */
export const Drafting = z.object({
  achieved: text(),
  problems: text(),
  nextSteps: text(),
  hasDifficulty: ticked,
  stage: choice,
  revision: counted,
  overwrite: counted.optional(),
  use: z.string().optional(),
  /** 汇入: the breakdowns whose reports are to be taken up. */
  below: z.string().optional(),
})

/** Sending together: the items that the page listed as ready, and no others. */
export const SendingAll = z.object({
  items: z.array(z.string()),
})

/** Sending: the boxes, or the one honest answer 无变化. */
export const Sending = z
  .object({
    achieved: text().optional().default(""),
    problems: text().optional().default(""),
    nextSteps: text().optional().default(""),
    hasDifficulty: ticked,
    stage: choice,
    unchanged: ticked,
    revision: counted,
    /** Of the report the page showed: one that was judged meanwhile is read first. */
    version: counted,
    overwrite: counted.optional(),
  })
  .refine(({ achieved, unchanged }) => unchanged || achieved.trim() !== "", {
    path: ["achieved"],
    message: "请填写落实情况；如与上期相同，可点「本期无变化，报送」",
  })

export const Accepting = z.object({
  version: counted,
  opinion: text(2000).optional().default(""),
})

export const Returning = z.object({
  version: counted,
  opinion: said("退回意见，写明需要补充什么"),
  resubmitBy: date("重报日期"),
})

/** What 撤销 was shown of the report. */
export const Undoing = z.object({ version: counted })

const TICKED = /^(\d{1,15})-(\d{1,9})-(\d{1,9})$/

/** Reports ticked in a list, each `assignment-round-version` as it was seen; what is none is left out. */
const tickedReports = spelled(
  z
    .array(z.object({ assignmentId: counted, round: counted, version: counted }))
    .min(1, "请至少勾选一项")
    .max(MOST_TOGETHER, `一次最多采纳${MOST_TOGETHER}项，请分几次办理`),
  (typed) => ({
    value: [typed ?? []].flat().flatMap((one) => {
      const [, assignmentId, round, version] = one.match(TICKED) ?? []
      return version ? [{ assignmentId: Number(assignmentId), round: Number(round), version: Number(version) }] : []
    }),
  }),
)

/** 成批采纳, chosen and then confirmed. */
export const Together = z.object({
  items: tickedReports,
  opinion: text(2000).optional().default(""),
})

export const SendingBack = z.object({ version: counted, remark: said("发还理由") })
export const Versioned = z.object({ version: counted })

/** 代录 of a paper report. */
export const Entering = z.object({
  achieved: said("落实情况"),
  problems: text().optional().default(""),
  nextSteps: text().optional().default(""),
  hasDifficulty: ticked,
  stage: choice,
})
