import * as z from "zod"
import { line } from "#src/office/typed/input.ts"

/** The account or, without one, the address that is let try again. */
export const Releasing = z.object({ login: line(80).default(""), address: line(80) })
