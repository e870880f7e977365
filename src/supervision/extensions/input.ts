import * as z from "zod"
import { counted, date, optionalDate, said } from "#src/office/typed/input.ts"

export const Asking = z.object({
  version: counted,
  wantedBy: date("新的期限"),
  reason: said("延期原因"),
  progress: said("目前进展"),
})

export const Withdrawing = z.object({ version: counted })

/** `grantedBy`: of 同意, and of nothing else. */
export const Deciding = z
  .object({
    version: counted,
    verdict: z.enum(["grant", "refuse"], { error: "请选择同意或不同意" }),
    grantedBy: optionalDate("新的期限"),
    remark: said("批复意见"),
  })
  .refine(({ verdict, grantedBy }) => verdict === "refuse" || grantedBy !== null, {
    path: ["grantedBy"],
    message: "同意延期须写明新的期限",
  })
  .overwrite((input) => (input.verdict === "grant" ? input : { ...input, grantedBy: null }))
