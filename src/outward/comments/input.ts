import * as z from "zod"
import { counted, said } from "#src/office/typed/input.ts"

/** In characters: one thing said on one page. */
export const LONGEST_COMMENT = 1000

/** What somebody writes who has not signed in. */
export const Commenting = z.object({ text: said("意见", LONGEST_COMMENT) })

export const Answering = z.object({ version: counted, answer: said("答复", 2000) })

export const Dismissing = z.object({ version: counted, answer: said("不予办理的原因", 500) })

export const Deciding = z.object({ version: counted })
