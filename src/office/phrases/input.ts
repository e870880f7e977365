import * as z from "zod"
import { PHRASE_KINDS } from "#db/schema.ts"
import { namedLine } from "#src/office/typed/input.ts"
import { spelledAs } from "#src/office/typed/spelling.ts"
import { LONGEST_PHRASE } from "./text.ts"

/**
 * A phrase to be kept, and the box it is for. A button beside a box that is being written (`save`) means the box and what
 * stands in it.
 */
export const Saving = spelledAs(
  z.object({
    kind: z.enum(PHRASE_KINDS, { error: "请选择用于采纳还是退回" }),
    text: namedLine("常用语", LONGEST_PHRASE),
  }),
  ({ save, kind, text, opinion, decision }) =>
    save === undefined ? { kind, text } : { kind: save === "return" ? "return" : "accept", text: opinion ?? decision },
)

/** Of the phrase that the address names. */
export const Removing = z.object({})
