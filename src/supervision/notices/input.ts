import * as z from "zod"
import { NOTICE_KINDS } from "#db/schema.ts"
import {
  chosen,
  counted,
  date,
  id,
  line,
  namedLine,
  optionalDate,
  said,
  text,
  ticked,
  yesOrNo,
} from "#src/office/typed/input.ts"

/** Of 存在的问题, in characters. */
export const LONGEST_FACTS = 5000

const words = {
  kind: z.enum(NOTICE_KINDS, { error: "请选择督办单类别" }),
  title: namedLine("事项名称"),
  basis: line().optional().default(""),
  facts: text(LONGEST_FACTS).optional().default(""),
  demand: said("办理要求"),
  dueBy: date("反馈期限"),
  contact: line(130).optional().default(""),
}

type Typed = { kind: string; facts: string }

/** A 限期整改 has to say what is to be put right. */
const hasFacts = ({ kind, facts }: Typed) => kind !== "rectification" || facts.trim() !== ""
const FACTS_MISSING = { path: ["facts"], message: "限期整改须写明存在的问题" }

/** The first number that was shown before it is spent; without it nothing has been shown yet. */
const numbering = { numbered: counted.optional() }

export const Issuing = z.object({ version: counted, ...numbering })

/** 拟办: one notice for each unit of the chosen assignments. */
export const Drafting = z
  .object({
    assignments: chosen("事项"),
    ...words,
    /** At once, or to whoever has to approve. */
    send: ticked,
    /** Although there is an open notice about some of them. */
    again: ticked,
    ...numbering,
  })
  .refine(hasFacts, FACTS_MISSING)

export const Revising = z.object({ version: counted, ...words }).refine(hasFacts, FACTS_MISSING)

export const Versioned = z.object({ version: counted })

/** 审定. */
export const Approving = z
  .object({
    version: counted,
    agrees: yesOrNo("请选择审定发出或发还修改"),
    remark: text(2000).optional().default(""),
  })
  .refine(({ agrees, remark }) => agrees || remark.trim() !== "", {
    path: ["remark"],
    message: "请写明发还修改的意见",
  })

/** The answer as it is being typed: anything goes that can be kept. */
export const Saving = z.object({ text: text(), revision: counted, overwrite: counted.optional() })

export const Answering = z.object({
  version: counted,
  text: said("办理情况"),
  revision: counted,
  overwrite: counted.optional(),
})

const NONE_CHOSEN = "没有选中待反馈的督办单，请从「我的待办」重新办理"

/** Answering together: the notices that the page listed as ready, and no others. */
export const AnsweringAll = z.object({
  ids: z.array(id(NONE_CHOSEN), { error: NONE_CHOSEN }).min(1, NONE_CHOSEN),
})

/** `answerBy`: of 不通过, and of nothing else. */
export const Judging = z
  .object({
    version: counted,
    verdict: z.enum(["close", "fail"], { error: "请选择销号或不通过" }),
    remark: said("核查意见"),
    answerBy: optionalDate("新的反馈期限"),
  })
  .refine(({ verdict, answerBy }) => verdict !== "fail" || answerBy !== null, {
    path: ["answerBy"],
    message: "不通过须写明新的反馈期限",
  })
  .overwrite((input) => (input.verdict === "fail" ? input : { ...input, answerBy: null }))

export const Revoking = z.object({ version: counted, remark: said("废止理由") })
