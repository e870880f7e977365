import * as z from "zod"

/** Evidence alone: its files come beside the input (src/door/evidence.ts). */
export const Attaching = z.object({})
