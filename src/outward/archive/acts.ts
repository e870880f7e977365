import { type Asked, act } from "#src/door/act.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { assembled } from "./assembling.ts"
import { noteArchive } from "./commands.ts"
import { Making } from "./input.ts"
import { archiveOf } from "./queries.ts"
import { zipLength } from "./zip.ts"

/* 立卷归档: one package of a plan, taken by the office that supervises it. */

export const archived = ({ database, actor, number }: Asked) => archiveOf(database, actor, number("plan"))

const MEGABYTE = 1024 * 1024

/** `made`: the package, which goes out once the trail says so. */
export const MAKE_ARCHIVE = act({
  find: archived,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  input: Making,
  does: async (asked, found) => {
    const most = asked.runtime.mostArchived
    if (most !== undefined && found.evidence.bytes > most) {
      throw conflict("archive_too_large", { most: String(Math.floor(most / MEGABYTE)) })
    }
    const { entries, sums, lastEvent } = await assembled(asked, found, (found.made[0]?.version ?? 0) + 1)
    const bytes = zipLength(entries)
    await noteArchive(asked.database, found, { files: entries.length, bytes, sums: sums.sha256, lastEvent }, asked.by)
    return { said: null, made: { entries, bytes } }
  },
})
