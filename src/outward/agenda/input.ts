import * as z from "zod"
import { choice, counted } from "#src/office/typed/input.ts"

/** Of a unit, or of oneself. */
export const Making = z.object({ version: counted, unitId: choice })

export const Revoking = z.object({ version: counted })
