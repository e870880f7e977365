import * as z from "zod"
import { choice, counted, date, line, optionalDate, text } from "#src/office/typed/input.ts"
import { NO_ACCOUNT } from "./heir.ts"

/** 交接 by the holder: to a colleague of the list, or to somebody who has no account yet. */
export const Handing = z
  .object({
    how: z.enum(["hand", "stand_in"], { error: "请选择交接或代理" }),
    person: z.string({ error: "请选择接任人" }).refine((value) => value !== "", "请选择接任人"),
    name: line(40).default(""),
    fromOn: date("起始日期"),
    untilOn: optionalDate("结束日期"),
    remark: text(1000).default(""),
  })
  .refine(({ person, name }) => person !== NO_ACCOUNT || name !== "", { path: ["name"], message: "请填写对方姓名" })
  .refine(({ person, name }) => person === NO_ACCOUNT || name === "", {
    path: ["name"],
    message: "已从名单中选定接任人，请清空姓名；或在名单中改选「名单里没有」",
  })

export const Withdrawing = z.object({ version: counted })

export const Deciding = z
  .object({
    version: counted,
    verdict: z.enum(["confirm", "refuse"], { error: "请选择确认或不同意" }),
    personId: choice,
    remark: text(1000).default(""),
  })
  .refine(({ verdict, remark }) => verdict === "confirm" || remark.trim() !== "", {
    path: ["remark"],
    message: "不同意须写明理由",
  })
