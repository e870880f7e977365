import * as z from "zod"
import { counted, line } from "#src/office/typed/input.ts"

/** 「unit-person」, as the page offers them. */
const holder = z.string({ error: "请选择联络员" }).regex(/^\d{1,15}-\d{1,15}$/, "请选择联络员")

export const Making = z.object({ holder, version: counted })

/** Of the link that the address names. */
export const Opening = z.object({})

export const Revoking = z.object({ version: counted, reason: line().default("") })
