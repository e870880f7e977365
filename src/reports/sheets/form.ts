import * as z from "zod"
import { counted, date, idOf, line, namedLine, ticked } from "#src/door/form.ts"

/** Units ticked in a column: none, one or many. */
const units = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat().map(idOf))

const arrival = { receivedOn: date("收到日期"), takenBy: namedLine("收件人", 40) }

/** What came together. Whoever ticks 已签字 or 已盖章 has the paper in hand. */
export const Receiving = z
  .object({ ...arrival, units, signed: units, sealed: units })
  .transform(({ receivedOn, takenBy, units, signed, sealed }) => ({
    receivedOn,
    takenBy,
    units: [...new Set([...units, ...signed, ...sealed])],
    signed,
    sealed,
  }))

export const Correcting = z.object({ ...arrival, isSigned: ticked, isSealed: ticked, version: counted })

export const Withdrawing = z.object({ version: counted, remark: line().default("") })
