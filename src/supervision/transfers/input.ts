import * as z from "zod"
import { choice, optionalDate, said } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"

/** What was ticked, and the version of it that the page showed; a form has both as `12.5`. */
const tick = spelled(z.object({ id: z.int().positive(), version: z.int().nonnegative() }), (typed) => {
  const [, id, version] = /^(\d{1,15})\.(\d{1,9})$/.exec(String(typed)) ?? []
  return id ? { value: { id: Number(id), version: Number(version) } } : { problem: "请重新勾选" }
})
const ticks = z.array(tick).default([])

export const Transferring = z
  .object({
    to: choice,
    parts: ticks,
    notices: ticks,
    remark: said("移交依据和说明"),
    answerBy: optionalDate("新的期限"),
  })
  .refine(({ parts, notices }) => parts.length + notices.length > 0, { path: ["parts"], message: "请至少勾选一项" })
