import * as z from "zod"
import { counted } from "#src/office/typed/input.ts"

/** The clock is right: so many times it was confirmed before. */
export const Confirming = z.object({ version: counted })
