import * as z from "zod"
import { choice, chosen, counted, maybeText, namedLine } from "#src/office/typed/input.ts"

const LONGEST = 1000

const group = {
  name: namedLine("名称"),
  head: namedLine("组长"),
  deputies: maybeText(LONGEST),
  members: maybeText(LONGEST),
  seatUnitId: choice,
}

/** Of the whole office, or of one unit. */
export const Adding = z.object({ unitId: choice, ...group })
export const Changing = z.object({ ...group, version: counted })
export const Removing = z.object({ version: counted })

const addressees = { name: namedLine("名称", 40), units: chosen("单位") }
export const SavingSet = z.object(addressees)
export const ChangingSet = z.object({ ...addressees, version: counted })
