import * as z from "zod"

/** A file of the 台账 is what its address asks for. */
export const Taking = z.object({})
