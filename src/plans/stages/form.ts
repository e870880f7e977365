import * as z from "zod"
import { chosenOne, counted } from "#src/door/form.ts"
import { dateIn } from "#src/office/typed/figures.ts"
import { firstOutOfOrder, LONGEST_STAGE, MOST_STAGES, type TypedStage } from "./stages.ts"

/** A column of the form, one field a row. */
const column = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat())

/** 阶段, row by row; a row whose two fields are empty is none, and takes away the stage that stood in it. */
export const Staging = z
  .object({ version: counted, id: column, text: column, dueBy: column })
  .transform(({ version, id, text, dueBy }, context) => {
    const rows = text
      .map((typed, i) => ({ id: Number(id[i]) || 0, text: typed.trim(), day: dueBy[i]?.trim() ?? "" }))
      .filter((row) => row.text !== "" || row.day !== "")
    const wrong = (message: string) => context.addIssue({ code: "custom", path: ["stages"], message })
    if (rows.length > MOST_STAGES) wrong(`一项任务最多${MOST_STAGES}个阶段`)
    const stages = rows.map((row, i): TypedStage => {
      const read = dateIn(row.day)
      if (row.text === "") wrong(`请填写第${i + 1}阶段的目标`)
      if (row.text.length > LONGEST_STAGE || row.text.includes("\n"))
        wrong(`第${i + 1}阶段的目标请用一行写明，最多${LONGEST_STAGE}字`)
      if (!("date" in read))
        wrong(
          row.day === ""
            ? `请填写第${i + 1}阶段的完成日期`
            : `没有看懂第${i + 1}阶段的完成日期「${row.day.slice(0, 20)}」，请写成 2026-12-10`,
        )
      return { id: row.id, text: row.text, dueBy: "date" in read ? read.date : "" }
    })
    const late = stages.every(({ dueBy }) => dueBy !== "") ? firstOutOfOrder(stages) : null
    if (late !== null) wrong(`第${late}阶段的完成日期应晚于第${late - 1}阶段`)
    return { version, stages }
  })

/** The office's word on one part and stage. */
export const Marking = z.object({
  version: counted,
  assignment: chosenOne("分工"),
  stage: chosenOne("阶段"),
  reached: z.enum(["yes", "no"]),
})
