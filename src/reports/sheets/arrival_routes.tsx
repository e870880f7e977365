import type { Context } from "hono"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { carriesEvidence, filesIn, goneFiles, type Upload } from "#src/door/upload.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { arrivalsPath } from "#src/paths.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { takesFilesFor } from "#src/reports/evidence/receiving.ts"
import { ArrivalsPage } from "#views/sheets/arrivals.tsx"
import { type Arrivals, arrivalsOf } from "./arrival_queries.ts"
import { correctSheet, receiveSheets, withdrawSheet } from "./commands.ts"
import { arrivedIn, Correcting, Receiving, Withdrawing } from "./input.ts"
import { mayRecord } from "./policy.ts"

type C = Context<Env>

/** The round that the address names, for its supervisors. */
async function recordedIn(c: C): Promise<Arrivals> {
  const where = { planId: numberIn(c, "plan"), number: numberIn(c, "round") }
  const found = await arrivalsOf(c.var.database, c.var.actor, where)
  if (!found) throw missing()
  if (!mayRecord(c.var.actor, found.plan)) throw forbidden()
  return found
}

/** A form that came back: that of all that came together (`unit` null), or of one unit. */
type Flawed = { typed: Typed; problems: Problems; unit: number | null }

const show = (c: C, found: Arrivals, flawed: Flawed | null = null) =>
  page(
    c,
    { title: `签字单 · ${found.plan.title}`, status: flawed ? 422 : 200 },
    <ArrivalsPage found={found} today={c.var.today} recorder={c.var.actor.name} flawed={flawed} />,
  )

/** The paper came between the opening of its round and today. */
function dayProblem({ round }: Arrivals, receivedOn: string, today: string): string | null {
  if (receivedOn > today) return "收到日期不能晚于今天"
  return receivedOn < round.opensOn ? "收到日期不能早于本期开启日期" : null
}

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
    takesFilesFor(c, { planId: found.plan.id })
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
      ...(form.ok ? dayProblems(found, form.data.receivedOn, c.var.today) : {}),
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
    const found = await recordedIn(c)
    takesFilesFor(c, { planId: found.plan.id })
    const unit = unitIn(c, found)
    const form = await read(c, Correcting)
    const { scan, problem, gone } = await scanIn(c, "scan")
    const problems: Problems = {
      ...(form.ok ? dayProblems(found, form.data.receivedOn, c.var.today) : form.problems),
      ...(problem ? { scan: [problem] } : {}),
    }
    if (!form.ok || Object.keys(problems).length > 0) {
      const said = saidOf([["scan", { gone }]])
      return show(c, found, { typed: form.typed, problems: { ...problems, ...said }, unit })
    }
    const { version, ...arrival } = form.data
    ensureCurrent(version, versionOf(found, unit))
    const isCorrected = await correctSheet(c.var.database, found, unit, { arrival, scan }, by(c))
    say(c, isCorrected ? "sheet_corrected" : "setting_unchanged")
    return onward(c, arrivalsPath(found.plan.id, found.round.number))
  })
  .post("/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}/withdrawal", async (c) => {
    const found = await recordedIn(c)
    const unit = unitIn(c, found)
    const form = await read(c, Withdrawing)
    if (!form.ok) return show(c, found, { ...form, unit })
    ensureCurrent(form.data.version, versionOf(found, unit))
    await withdrawSheet(c.var.database, found, unit, form.data.remark, by(c))
    say(c, "sheet_withdrawn")
    return onward(c, arrivalsPath(found.plan.id, found.round.number))
  })

const dayProblems = (found: Arrivals, receivedOn: string, today: string): Problems => {
  const problem = dayProblem(found, receivedOn, today)
  return problem ? { receivedOn: [problem] } : {}
}

function unitIn(c: C, { asked }: Arrivals): number {
  const id = numberIn(c, "unit")
  if (!asked.some(({ unit }) => unit.id === id)) throw missing()
  return id
}

const versionOf = ({ asked }: Arrivals, unitId: number): number =>
  asked.find(({ unit }) => unit.id === unitId)?.sheet?.version ?? 0
