import * as z from "zod"
import { choice, optionalDate, said } from "#src/door/form.ts"

/** `12.5`: what was ticked, and the version of it that the page showed. */
const ticks = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .refine((all) => all.every((one) => /^\d{1,15}\.\d{1,9}$/.test(one)), "请重新勾选")
  .transform((all) =>
    all.map((one) => {
      const [id = 0, version = 0] = one.split(".").map(Number)
      return { id, version }
    }),
  )

export const Transferring = z
  .object({
    to: choice,
    parts: ticks,
    notices: ticks,
    remark: said("移交依据和说明"),
    answerBy: optionalDate("新的期限"),
  })
  .refine(({ parts, notices }) => parts.length + notices.length > 0, { path: ["parts"], message: "请至少勾选一项" })
