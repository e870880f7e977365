import * as z from "zod"
import { CASE_KINDS } from "#db/schema.ts"
import { chosenOne, counted, date, line, namedLine, number, said, text } from "#src/office/typed/input.ts"
import { spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { addressIn } from "#src/reports/evidence/address.ts"
import { keywordsIn, LONGEST, LONGEST_KEYWORD, MOST_KEYWORDS } from "./text.ts"

const kind = z.enum(CASE_KINDS, { error: "请选择案例类型" })

/** 收集. */
export const Collecting = z.object({
  unit: chosenOne("单位"),
  kind,
  title: namedLine("标题", LONGEST.title),
})

const keywords = line(LONGEST.keywords)
  .refine((typed) => keywordsIn(typed).length <= MOST_KEYWORDS, {
    error: ({ input }) => `关键词最多 ${MOST_KEYWORDS} 个，现有 ${keywordsIn(String(input)).length} 个，请删去几个`,
  })
  .refine(
    (typed) => keywordsIn(typed).every((word) => word.length <= LONGEST_KEYWORD),
    `每个关键词最多 ${LONGEST_KEYWORD} 字，用顿号隔开`,
  )

const parts = {
  title: line(LONGEST.title),
  keywords: line(LONGEST.keywords),
  gist: text(LONGEST.gist),
  laws: text(LONGEST.laws),
  facts: text(LONGEST.facts),
  result: text(LONGEST.result),
  reasoning: text(LONGEST.reasoning),
}

const draft = { ...parts, revision: counted, overwrite: counted.optional() }

const inForm = (typed: Typed) => ({
  ...typed,
  revision: Number(typed.revision),
  overwrite: typed.overwrite === undefined ? undefined : Number(typed.overwrite),
  version: typed.version === undefined ? undefined : Number(typed.version),
})

/** What is being written: anything goes that can be kept. */
export const Saving = spelledAs(z.object(draft), inForm)

/** 整理, 研究: a version is kept; parts may still be empty. */
export const Stepping = spelledAs(
  z.object({ ...draft, title: namedLine("标题", LONGEST.title), keywords, version: counted }),
  inForm,
)

/** 报送: all seven parts. */
export const Reporting = spelledAs(
  z.object({
    ...draft,
    title: namedLine("标题", LONGEST.title),
    keywords: keywords.refine((typed) => keywordsIn(typed).length > 0, "请填写关键词"),
    gist: said("要点", LONGEST.gist),
    laws: said("相关法条", LONGEST.laws),
    facts: said("基本案情", LONGEST.facts),
    result: said("处理结果", LONGEST.result),
    reasoning: said("释法说理", LONGEST.reasoning),
    version: counted,
  }),
  inForm,
)

export const Versioned = z.object({ version: counted })

export const Returning = z.object({ version: counted, remark: said("退回原因", 2000) })

export const Retracting = z.object({ version: counted, remark: said("撤回原因", 2000) })

/** 核签: each doubt that was looked at and found to be none. */
export const Checking = z.object({ version: counted, cleared: z.array(z.string()).default([]) })

/** 发布: when, in what, and where it can be read. */
export const Publishing = z.object({
  version: counted,
  publishedOn: date("发布日期"),
  publishedIn: namedLine("发布载体", 100),
  address: line(500)
    .default("")
    .refine((typed) => typed === "" || isAddress(typed), {
      error: ({ input }) => {
        const read = addressIn(String(input), "")
        return read && "problem" in read ? read.problem : "请填写完整的网址"
      },
    }),
})

function isAddress(typed: string): boolean {
  const read = addressIn(typed, "")
  return read !== null && "address" in read
}

/** Most that anybody would ask of a unit in a year. */
export const MOST_A_YEAR = 99

export const SettingRule = z.object({
  version: counted,
  target: number("每个单位每年应发布的案例数", { least: 0, most: MOST_A_YEAR }),
})

export const Taking = z.object({})
