import * as z from "zod"
import { counted, ticked } from "#src/office/typed/input.ts"

/** A 台账 that was filled outside. */
export const Bringing = z.object({ file: z.file().nullable().default(null), asUnit: ticked })

const keys = z.array(z.string()).default([])

/**
 * What is taken of a page: cells that are ticked (`3-achieved`), and of those that both sides changed which text counts
 * (`3-achieved-sheet`); what the page has shown of each row (`3-2-0`).
 */
export const Taking = z.object({ version: counted, seen: keys, take: keys, decide: keys })

export const Closing = z.object({ version: counted })
