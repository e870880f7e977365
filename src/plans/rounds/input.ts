import * as z from "zod"
import { RHYTHMS, ROLLS } from "#db/schema.ts"
import { dateIn, monthIn } from "#src/office/typed/figures.ts"
import { chosen, counted, date, isNearDay, namedLine, number, text, ticked } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"
import { LONGEST_NAME } from "./periods.ts"
import { isRule, MONTH_END } from "./rounds.ts"

export const BEFORE_OPENING = "报送期限不能早于开启日期"

/** Two rounds of a plan never bear one name. */
export const nameTaken = (name: string, free: string) => `本方案已有「${name}」，请换一个名称，如「${free}」`

/** Longest time before its due day that a round opens, in working days. */
const LONGEST_BEFORE = 60

const CHOOSE_DAY = "请选择报送日期"

/** 报送安排. `seen`: the arrangement whose dates stood on the page when the button was pressed. */
export const Arranging = z
  .object({
    version: counted,
    rhythm: z.enum(RHYTHMS),
    /** Months before its period that a round is due; 1 and 0: after it, within it. What fits the rhythm is the rule's business. */
    shift: z.int().min(-10).max(1).default(0),
    day: z.int({ error: CHOOSE_DAY }).min(1, CHOOSE_DAY).max(MONTH_END, CHOOSE_DAY).default(1),
    roll: z.enum(ROLLS).default("next"),
    opensBefore: number("提前开启的工作日数", { least: 0, most: LONGEST_BEFORE }).optional(),
    opensItself: ticked,
    seen: z.string().default(""),
    step: z.enum(["preview", "set"]).default("preview"),
  })
  .refine((rule) => rule.rhythm === "none" || isRule(rule), { path: ["day"], message: CHOOSE_DAY })

const NO_PERIOD = "没有看懂所属时期，请写成 2026-09 或 2026年9月（每周报送的写当周任一日），或留空"

/** 所属时期, a month (of a weekly plan a day of the week); left empty, the due day tells. */
const period = spelled(
  z.iso.date({ error: NO_PERIOD }).refine(isNearDay, NO_PERIOD).nullable().default(null),
  (typed) => {
    if (typeof typed !== "string" || !typed.trim()) return { value: null }
    const day = dateIn(typed)
    return { value: monthIn(typed) ?? ("date" in day ? day.date : typed) }
  },
)

export const Opening = z
  .object({
    name: namedLine("填报期名称", LONGEST_NAME),
    opensOn: date("开启日期"),
    dueBy: date("报送期限"),
    period,
    evidenceRequired: ticked,
    inside: ticked,
  })
  .refine(({ opensOn, dueBy }) => opensOn <= dueBy, { path: ["dueBy"], message: BEFORE_OPENING })

/** 补列: the parts, by their ids. */
export const Listing = z.object({ parts: chosen("分工") })

export const CuttingOff = z.object({ version: counted })

/** The reason is asked where it came by itself. */
export const UndoingCutOff = z.object({ version: counted, remark: text(2000).optional().default("") })

export const Rescheduling = z.object({
  version: counted,
  name: namedLine("填报期名称", LONGEST_NAME),
  dueBy: date("报送期限"),
  evidenceRequired: ticked,
})
