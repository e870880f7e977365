import { type Asked, act } from "#src/door/act.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { assembled, type Binder } from "./assembling.ts"
import { noteArchive } from "./commands.ts"
import { Making } from "./input.ts"
import { planBinder } from "./of_plan.ts"
import { yearBinder } from "./of_year.ts"
import { archiveOf, archiveSubject, type MadePackage } from "./queries.ts"
import { yearArchiveOf, yearArchiveSubject } from "./year_queries.ts"
import { zipLength } from "./zip.ts"

/* 立卷归档: one package of a plan or of a 普法年度, taken by the office that supervises or keeps it. */

export const archived = ({ database, actor, number }: Asked) => archiveOf(database, actor, number("plan"))

const MEGABYTE = 1024 * 1024

/** The package, once the trail says that it goes out; refused where the runtime cannot hold so many bytes of files. */
async function packaged(
  asked: Asked,
  of: { subject: string; planId?: number; made: readonly MadePackage[] },
  bytesOfFiles: number,
  binder: () => Promise<Binder>,
) {
  const most = asked.runtime.mostArchived
  if (most !== undefined && bytesOfFiles > most) {
    throw conflict("archive_too_large", { most: String(Math.floor(most / MEGABYTE)) })
  }
  const { entries, sums, lastEvent } = await assembled(asked, await binder())
  const bytes = zipLength(entries)
  await noteArchive(asked.database, of, { files: entries.length, bytes, sums: sums.sha256, lastEvent }, asked.by)
  return { said: null, made: { entries, bytes } }
}

/** `made`: the package of a plan. */
export const MAKE_ARCHIVE = act({
  find: archived,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  input: Making,
  does: (asked, found) => {
    const { plan, made, evidence } = found
    const of = { subject: archiveSubject(plan.id), planId: plan.id, made }
    return packaged(asked, of, evidence.bytes, () => planBinder(asked, found))
  },
})

/** `made`: the package of a 普法年度, taken by the office that keeps it. */
export const MAKE_YEAR_ARCHIVE = act({
  find: ({ database, actor, number }: Asked) => yearArchiveOf(database, actor, number("year")),
  may: (actor, { year }) => {
    if (!keepsYear(actor, year)) throw forbidden()
  },
  input: Making,
  does: (asked, found) => {
    const of = { subject: yearArchiveSubject(found.year.year), made: found.made }
    return packaged(asked, of, found.evidence.bytes, () => yearBinder(asked, found))
  },
})
