import * as z from "zod"
import { counted, said } from "#src/office/typed/input.ts"
import { OVERRIDES } from "./light.ts"

export const Overriding = z.object({
  version: counted,
  round: counted,
  /** Null: as the rules have it. */
  light: z.enum(OVERRIDES, { error: "请选择一种灯色" }).nullable(),
  reason: said("调整理由"),
})
