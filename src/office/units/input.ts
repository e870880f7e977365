import * as z from "zod"
import { UNIT_KINDS } from "#db/schema.ts"
import { choice, counted, line, namedLine, number, ticked } from "#src/office/typed/input.ts"
import { spelled } from "#src/office/typed/spelling.ts"

const written = line()

/** Other names that documents have for the unit; a form has them in one line. */
const aliases = spelled(z.array(z.string()).default([]), (typed) => {
  const read = written.safeParse(typed ?? "")
  if (!read.success) return { problem: read.error.issues[0]?.message ?? "" }
  return { value: [...new Set(read.data.split(/[、，,；;\s]+/).filter(Boolean))] }
})

export const Describing = z.object({
  name: namedLine("名称", 80),
  shortName: line(20).default(""),
  aliases,
  kind: z.enum(UNIT_KINDS, { error: "请选择类别" }),
  parentId: choice,
  leaderId: choice,
})

export const Editing = Describing.extend({
  successorId: choice,
  position: number("排序", { least: 1, most: 9999 }),
  active: ticked,
  /** 更正: the name was a misprint, and was never meant to be what it said. */
  correction: ticked,
  /** 停用: seen what the unit still has to do. */
  known: ticked,
  version: counted,
})
