import * as z from "zod"
import { LAW_CATEGORIES } from "#db/schema.ts"
import { counted, line, namedLine, optionalDate } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"
import { bareTitle, titlesIn } from "./naming.ts"

const law = {
  title: namedLine("名称").overwrite(bareTitle),
  category: z.enum(LAW_CATEGORIES, { error: "请选择类别" }),
  issuedOn: optionalDate("公布日期"),
  effectiveOn: optionalDate("施行日期"),
  amendedOn: optionalDate("最近修改日期"),
  repealedOn: optionalDate("废止日期"),
  successor: line().default("").overwrite(bareTitle),
}

export const Adding = z.object(law)
export const Changing = z.object({ ...law, version: counted })

/** 带入常用法律法规. */
export const Bringing = z.object({})

/** Laws that a form names by their titles, in one field or several of one name; which they are says `lawsAmong`. */
export const lawsNamed = spelled(
  z.array(z.string().max(200, "名称最多 200 字")).max(50, "最多 50 部").default([]),
  (typed) => ({
    value: [...new Set([typed ?? []].flat().flatMap(titlesIn))],
  }),
)
