import * as z from "zod"
import { counted, said } from "#src/office/typed/input.ts"

/** 拟公布; `version`: of how many versions the page knew. */
export const Preparing = z.object({ version: counted })

/** 核对: each doubt that was looked at and found to be none. */
export const Checking = z.object({ version: counted, cleared: z.array(z.string()).default([]) })

export const Releasing = z.object({ version: counted })

export const Dropping = z.object({ version: counted, remark: said("不予公布的原因", 500) })

export const Withdrawing = z.object({ version: counted, remark: said("撤下的说明", 500) })
