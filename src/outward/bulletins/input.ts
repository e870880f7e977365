import * as z from "zod"
import { BULLETIN_FORMS, BULLETIN_KINDS } from "#db/schema.ts"
import { choice, chosenOne, counted, line, namedLine, said, text, ticked, yesOrNo } from "#src/office/typed/input.ts"
import { spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { BLOCKS, type BlockName, YEARLY_BLOCKS } from "./content.ts"

/** Of 督办意见 in 继续督办事项汇总表. */
export const LONGEST_OPINION = 200
/** Of 主送, where every unit may be named. */
export const LONGEST_ADDRESSEE = 2000

/** Of 标题, in which the title of the plan is cited. */
const LONGEST_TITLE = 400

const NAMES: readonly BlockName[] = [...BLOCKS, ...YEARLY_BLOCKS]

/** 拟稿: what kind of paper, about which round, in which form. */
export const Drafting = z.object({
  kind: z.enum(BULLETIN_KINDS, { error: "请选择文种" }),
  round: chosenOne("填报期"),
  /** Not `form`: inside a form that name is the browser's own. */
  manner: z.enum(BULLETIN_FORMS, { error: "请选择行文形式" }),
})

const words = {
  title: line(LONGEST_TITLE),
  addressee: text(LONGEST_ADDRESSEE),
  closing: line(),
  texts: z.partialRecord(z.enum([...BLOCKS, ...YEARLY_BLOCKS]), text()),
  opinions: z.record(z.string(), text(LONGEST_OPINION)),
  revision: counted,
  overwrite: counted.optional(),
}

const asText = (field: Typed[string]) => (typeof field === "string" ? field : undefined)

/** How the form of a paper names its boxes: `text-behind`, `opinion-12`. */
const spelledWords = ({ title, addressee, closing, revision, overwrite, ...typed }: Typed) => ({
  title,
  addressee,
  closing,
  texts: Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = asText(typed[`text-${name}`])
      return value === undefined ? [] : [[name, value]]
    }),
  ),
  opinions: Object.fromEntries(
    Object.entries(typed).flatMap(([field, value]) => {
      const ordinal = /^opinion-(\d{1,6})$/.exec(field)?.[1]
      return ordinal !== undefined && typeof value === "string" ? [[ordinal, value]] : []
    }),
  ),
  revision: Number(revision),
  overwrite: overwrite === undefined ? undefined : Number(overwrite),
})

/** What is being written: anything goes that can be kept. */
export const Saving = spelledAs(z.object(words), spelledWords)

/** 重新生成 of one block; `replace`: although somebody has written in it. */
export const WritingAnew = spelledAs(
  z.object({
    ...words,
    block: z.enum([...BLOCKS, ...YEARLY_BLOCKS], { error: "请选择重新生成的段落" }),
    replace: ticked,
  }),
  (typed) => ({ ...spelledWords(typed), block: typed.block, replace: Boolean(typed[`replace-${typed.block}`]) }),
)

/** 送审, with the words as they are sent and the leader who is asked; null: any. */
export const Submitting = spelledAs(
  z.object({
    ...words,
    title: namedLine("标题", LONGEST_TITLE),
    addressee: said("主送", LONGEST_ADDRESSEE),
    leaderId: choice,
    version: counted,
  }),
  (typed) => ({
    ...spelledWords(typed),
    leaderId: asText(typed.leaderId) ? Number(typed.leaderId) : null,
    version: Number(typed.version),
  }),
)

/** 审定. */
export const Approving = z
  .object({
    version: counted,
    agrees: yesOrNo("请选择审定或发还修改"),
    remark: text(2000).optional().default(""),
  })
  .refine(({ agrees, remark }) => agrees || remark.trim() !== "", {
    path: ["remark"],
    message: "请写明发还修改的意见",
  })

export const Versioned = z.object({ version: counted })

export const Withdrawing = z.object({ version: counted, remark: said("撤回说明", 2000) })

export const Taking = z.object({})

const COUNTED_AS = ["on_pace", "behind", "other"] as const

/** 进度分类. */
export const SettingRule = z.object({
  version: counted,
  yellow: z.enum(COUNTED_AS, { error: "请选择「关注」计入哪一类" }),
  grey: z.enum(COUNTED_AS, { error: "请选择「未到期」计入哪一类" }),
  byPace: ticked,
  ranked: ticked,
})
