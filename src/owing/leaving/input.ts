import * as z from "zod"
import { choice, counted } from "#src/office/typed/input.ts"

/** Beside the version: who is to take over each post, by `heirField` and `nameField` (leaving.ts). */
export const Leaving = z.looseObject({ version: counted })

export const Moving = z.looseObject({ version: counted, unitId: choice })
