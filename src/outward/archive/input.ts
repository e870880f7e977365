import * as z from "zod"

/** A package is the whole of what its address names. */
export const Making = z.object({})
