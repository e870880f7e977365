import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { carriesEvidence, filesIn, goneFiles, type Upload } from "#src/door/upload.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { arrivalsPath } from "#src/paths.ts"
import { takesFilesFor } from "#src/reports/evidence/receiving.ts"
import { ArrivalsPage } from "#views/sheets/arrivals.tsx"
import { mayRecordIn, recorded, sheet, theOffice, WITHDRAW } from "./arrival_acts.ts"
import type { Arrivals } from "./arrival_queries.ts"
import { arrivalFits, correctSheet, receiveSheets } from "./commands.ts"
import { arrivedIn, Correcting, Receiving } from "./input.ts"

type C = Context<Env>

/** The round that the address names, for its supervisors. */
const recordedIn = (c: C) => reached({ find: recorded, may: mayRecordIn }, askedOf(c))

/** A form that came back: that of all that came together (`unit` null), or of one unit. */
type Flawed = { typed: Typed; problems: Problems; unit: number | null }

const show = (c: C, found: Arrivals, flawed: Flawed | null = null) =>
  page(
    c,
    { title: `签字单 · ${found.plan.title}`, status: flawed ? 422 : 200 },
    <ArrivalsPage found={found} today={c.var.today} recorder={c.var.actor.name} flawed={flawed} />,
  )

/** The one scan of a field or what is wrong with it, and what is said of it where the form comes back. */
async function scanIn(c: C, field: string) {
  const upload = await filesIn(c, field)
  if (!upload.ok) return { scan: null, problem: upload.problem, gone: upload.problem }
  const scan: Upload | null = upload.files[0] ?? null
  return { scan, problem: null, gone: goneFiles(c, upload.files) }
}

/** At its field what is to be said of each scan. */
const saidOf = (scans: Iterable<[string, { gone: string | null }]>): Problems =>
  Object.fromEntries([...scans].flatMap(([field, { gone }]) => (gone ? [[field, [gone]]] : [])))

/** 签字单 as they come on paper: who has handed in, who has not, and the record of it. */
export const arrivals = factory
  .createApp()
  .get("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets", async (c) => show(c, await recordedIn(c)))
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets", carriesEvidence, async (c) => {
    const found = await recordedIn(c)
    takesFilesFor(c, { planId: found.plan.id, subject: null })
    const form = await read(c, Receiving)
    const scans = new Map(
      await Promise.all(found.asked.map(async ({ unit }) => [unit.id, await scanIn(c, `scan-${unit.id}`)] as const)),
    )
    const named = new Set(form.ok ? arrivedIn(form.data) : [])
    // A scan says that the paper is there as well as a tick does.
    const came = form.ok
      ? [...named, ...[...scans].flatMap(([id, { scan }]) => (scan && !named.has(id) ? [id] : []))]
      : []
    const problems: Problems = {
      ...(form.ok ? {} : form.problems),
      ...(form.ok ? arrivalFits(found, form.data.receivedOn, c.var.today) : {}),
      ...(form.ok && came.length === 0 ? { units: ["请勾选已收到签字单的单位"] } : {}),
      ...Object.fromEntries([...scans].flatMap(([id, { problem }]) => (problem ? [[`scan-${id}`, [problem]]] : []))),
    }
    if (!form.ok || Object.keys(problems).length > 0) {
      const said = saidOf([...scans].map(([id, one]) => [`scan-${id}`, one]))
      return show(c, found, { typed: form.typed, problems: { ...problems, ...said }, unit: null })
    }
    const { receivedOn, takenBy, signed, sealed } = form.data
    await receiveSheets(
      c.var.database,
      found,
      came.map((unitId) => ({
        unitId,
        arrival: { receivedOn, takenBy, isSigned: signed.includes(unitId), isSealed: sealed.includes(unitId) },
        scan: scans.get(unitId)?.scan ?? null,
      })),
      by(c),
    )
    say(c, `sheets_received.${came.length}`)
    return onward(c, arrivalsPath(found.plan.id, found.round.number))
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}", carriesEvidence, async (c) => {
    const { found, unitId: unit, version: recordedVersion } = await reached({ find: sheet, may: theOffice }, askedOf(c))
    takesFilesFor(c, { planId: found.plan.id, subject: null })
    const form = await read(c, Correcting)
    const { scan, problem, gone } = await scanIn(c, "scan")
    const problems: Problems = {
      ...(form.ok ? arrivalFits(found, form.data.receivedOn, c.var.today) : form.problems),
      ...(problem ? { scan: [problem] } : {}),
    }
    if (!form.ok || Object.keys(problems).length > 0) {
      const said = saidOf([["scan", { gone }]])
      return show(c, found, { typed: form.typed, problems: { ...problems, ...said }, unit })
    }
    const { version, ...arrival } = form.data
    ensureCurrent(version, recordedVersion)
    const isCorrected = await correctSheet(c.var.database, found, unit, { arrival, scan }, by(c))
    say(c, isCorrected ? "sheet_corrected" : "setting_unchanged")
    return onward(c, arrivalsPath(found.plan.id, found.round.number))
  })
  .post(
    "/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}/withdrawal",
    pressed(WITHDRAW, {
      again: (c, { found, unitId: unit }, flaws) => show(c, found, { ...flaws, unit }),
      onward: ({ found }) => arrivalsPath(found.plan.id, found.round.number),
    }),
  )
