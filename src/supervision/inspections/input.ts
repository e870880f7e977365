import * as z from "zod"
import { INSPECTION_METHODS, INSPECTION_TYPES, INSPECTION_VERDICTS } from "#db/schema.ts"
import { counted, date, id, ids, line, namedLine, number, said, text, ticked } from "#src/office/typed/input.ts"
import { FRAMES } from "./frames.ts"

const LARGEST_DRAW = 1000

const CHOOSE_METHOD = "请至少选择一种方式"
const methods = z.array(z.enum(INSPECTION_METHODS)).min(1, CHOOSE_METHOD)

/** 督查方案. */
export const Planning = z
  .object({
    title: namedLine("名称"),
    type: z.enum(INSPECTION_TYPES, { error: "请选择类型" }),
    methods,
    purpose: said("检查内容"),
    fromOn: date("开始日期"),
    untilOn: date("结束日期"),
    leader: id("请选择组长"),
    members: ids,
    invited: line(),
  })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, { path: ["untilOn"], message: "结束日期不能早于开始日期" })

export const Revising = Planning.safeExtend({ version: counted })

export const Choosing = z.object({ version: counted, assignments: ids })

export const Drawing = z.object({
  version: counted,
  frame: z.enum(FRAMES, { error: "请选择抽取范围" }),
  units: ids,
  size: number("抽取项数", { least: 1, most: LARGEST_DRAW }),
  reason: text().optional().default(""),
})

export const Opening = z.object({ version: counted, again: ticked })
export const Cancelling = z.object({ version: counted, remark: said("取消理由") })
export const Closing = z.object({ version: counted })

export const Finding = z
  .object({
    version: counted,
    assignment: counted,
    verdict: z.enum(INSPECTION_VERDICTS, { error: "请选择核查结果" }),
    finding: said("核查情况"),
    evidence: text(),
  })
  .refine(({ verdict, evidence }) => verdict === "true" || evidence.trim() !== "", {
    path: ["evidence"],
    message: "发现问题的，请写明依据和证据：看了什么材料、到了哪里、谁反映的",
  })

const UnitWords = said("给该单位的结论")

/** What is wrong with the words to one unit. */
export const unitWordsProblems = (words: unknown): string[] =>
  UnitWords.safeParse(words).error?.issues.map(({ message }) => message) ?? []

/** The field of the words to one unit: `text-3` for unit 3. */
export const unitWordsField = (unitId: number) => `text-${unitId}`

/** The whole, and one text a unit (`unitWordsField`); what is wrong with these is told together with the rest. */
export const Concluding = z.looseObject({ version: counted, conclusion: said("总体结论") }).superRefine(
  (input, context) => {
    for (const [field, words] of Object.entries(input ?? {})) {
      if (!/^text-\d+$/.test(field)) continue
      for (const message of unitWordsProblems(words)) context.addIssue({ code: "custom", path: [field], message })
    }
  },
  { when: () => true },
)

export const Reading = z.object({ version: counted })
export const Objecting = z.object({ version: counted, objection: said("异议和理由") })
export const Deciding = z
  .object({
    version: counted,
    verdict: z.enum(["uphold", "change"], { error: "请选择维持或变更" }),
    decision: said("复核意见"),
    text: text().optional().default(""),
  })
  .refine(({ verdict, text: words }) => verdict === "uphold" || words.trim() !== "", {
    path: ["text"],
    message: "变更的，请写明变更后的结论",
  })
