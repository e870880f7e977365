import * as z from "zod"
import { counted, date, ids, line, namedLine, ticked } from "#src/office/typed/input.ts"

const arrival = { receivedOn: date("收到日期"), takenBy: namedLine("收件人", 40) }

/** What came together, by units. Whoever ticks 已签字 or 已盖章 has the paper in hand (`arrivedIn`). */
export const Receiving = z.object({ ...arrival, units: ids, signed: ids, sealed: ids })

/** The units whose paper has come. */
export const arrivedIn = ({ units, signed, sealed }: Record<"units" | "signed" | "sealed", number[]>): number[] => [
  ...new Set([...units, ...signed, ...sealed]),
]

export const Correcting = z.object({ ...arrival, isSigned: ticked, isSealed: ticked, version: counted })

export const Withdrawing = z.object({ version: counted, remark: line().default("") })
