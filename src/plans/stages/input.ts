import * as z from "zod"
import { dateIn } from "#src/office/typed/figures.ts"
import { chosenOne, counted, farYear, idOf, isNearDay, yesOrNo } from "#src/office/typed/input.ts"
import { spelledAs } from "#src/office/typed/spelling.ts"
import { firstOutOfOrder, LONGEST_STAGE, MOST_STAGES } from "./stages.ts"

/** The number of the stage that something is wrong with, from 1. */
const nth = ({ path }: { path?: PropertyKey[] }): number => Number(path?.[1] ?? 0) + 1
const dayOf = (issue: { path?: PropertyKey[] }) => `第${nth(issue)}阶段的完成日期`
const unreadable = (issue: { path?: PropertyKey[]; input?: unknown }): string =>
  issue.input
    ? `没有看懂${dayOf(issue)}「${String(issue.input).slice(0, 20)}」，请写成 2026-12-10`
    : `请填写${dayOf(issue)}`

const stage = z.object({
  /** Of the stage that stood there; 0: a new one. */
  id: z.int().nonnegative().default(0),
  text: z
    .string()
    .trim()
    .min(1, { error: (issue) => `请填写第${nth(issue)}阶段的目标` })
    .max(LONGEST_STAGE, { error: (issue) => tooLong(nth(issue)) })
    .refine((value) => !value.includes("\n"), { error: (issue) => tooLong(nth(issue)) }),
  dueBy: z.iso.date({ error: unreadable }).refine(isNearDay, { error: (issue) => farYear(dayOf(issue)) }),
})

const tooLong = (number: number) => `第${number}阶段的目标请用一行写明，最多${LONGEST_STAGE}字`

/** 阶段 in their order. A form has them row by row; a row whose fields are empty is none, and takes away what stood in it. */
export const Staging = spelledAs(
  z
    .object({ version: counted, stages: z.array(stage).max(MOST_STAGES, `一项任务最多${MOST_STAGES}个阶段`) })
    .superRefine(({ stages }, context) => {
      const late = firstOutOfOrder(stages)
      if (late === null) return
      const message = `第${late}阶段的完成日期应晚于第${late - 1}阶段`
      context.addIssue({ code: "custom", path: ["stages"], message })
    }),
  ({ version, id, text, dueBy }) => {
    const [ids, days] = [column(id), column(dueBy)]
    const rows = column(text).map((typed, i) => ({
      id: idOf(ids[i] ?? ""),
      text: typed.trim(),
      dueBy: days[i]?.trim() ?? "",
    }))
    const filled = rows.filter((row) => row.text !== "" || row.dueBy !== "")
    return { version: Number(version), stages: filled.map((row) => ({ ...row, dueBy: dayOr(row.dueBy) })) }
  },
)

/** The fields of one column, top down. */
const column = (typed: string | string[] | undefined): string[] => [typed ?? []].flat()

/** The day that was meant; what is none stays as it was typed, to be said. */
function dayOr(typed: string): string {
  const read = dateIn(typed)
  return "date" in read ? read.date : typed
}

/** The office's word on one part and stage. */
export const Marking = z.object({
  version: counted,
  assignment: chosenOne("分工"),
  stage: chosenOne("阶段"),
  reached: yesOrNo("请重新选择"),
})
