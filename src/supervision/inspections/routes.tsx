import type { Context } from "hono"
import { asksAbout } from "#src/door/asked.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, type Form, read, typedIn, typedText } from "#src/door/form.ts"
import { askedNumber, ensureCurrent, numberIn } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { inspectionPath } from "#src/paths.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import {
  type EvidenceKept,
  evidenceProblems,
  evidenceSaid,
  formNamed,
  isUnchanged,
  keepEvidence,
  orChoose,
} from "#src/reports/evidence/form.ts"
import { takesFilesFor } from "#src/reports/evidence/receiving.ts"
import { FindingEvidence, filesOf } from "#views/inspections/findings.tsx"
import { InspectionPage } from "#views/inspections/inspection.tsx"
import { InspectionsPage } from "#views/inspections/list.tsx"
import { PlanInspection } from "#views/inspections/planning.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  cancelInspection,
  changeFindingEvidence,
  chooseItems,
  closeInspection,
  concludeInspection,
  decideObjection,
  draftInspection,
  drawItems,
  type InspectionWords,
  objectToConclusion,
  openInspection,
  readConclusion,
  recordFinding,
  reviseInspection,
} from "./commands.ts"
import { IN_FRAME } from "./frames.ts"
import {
  Cancelling,
  Choosing,
  Closing,
  Concluding,
  Deciding,
  Drawing,
  Finding,
  Objecting,
  Opening,
  Planning,
  Reading,
  Revising,
  UnitWords,
} from "./input.ts"
import { partakersOf } from "./partakers.ts"
import { mayDecide, mayFind, mayObject } from "./policy.ts"
import {
  type FoundInspection,
  findInspection,
  type InspectedItem,
  inspectionsListed,
  objectionsToDecide,
  type PlanToInspect,
  planToInspect,
  type ReturnedConclusion,
} from "./queries.ts"

type C = Context<Env>

async function planIn(c: C): Promise<PlanToInspect> {
  const { database, actor, today } = c.var
  const found = await planToInspect(database, actor, numberIn(c, "plan"), today)
  if (!found) throw missing()
  if (!supervises(actor, found.plan)) throw forbidden()
  ensureRunning(found.plan)
  return found
}

async function inspectionIn(c: C): Promise<FoundInspection> {
  const { database, actor, today } = c.var
  const found = await findInspection(database, actor, numberIn(c, "inspection"), today)
  if (!found) throw missing()
  return found
}

/** The inspection, for the office alone. */
async function officeIn(c: C): Promise<FoundInspection> {
  const found = await inspectionIn(c)
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}

/** The conclusion of one unit, or 404: for a unit the others' do not exist. */
async function conclusionIn(c: C): Promise<{ found: FoundInspection; one: ReturnedConclusion }> {
  const found = await inspectionIn(c)
  const unitId = numberIn(c, "unit")
  const one = found.conclusions.find(({ conclusion }) => conclusion.unitId === unitId)
  if (!one) throw missing()
  return { found, one }
}

/** The inspection, for those of the team. */
async function teamIn(c: C): Promise<FoundInspection> {
  const found = await officeIn(c)
  const ids = found.members.map(({ id }) => id)
  if (!mayFind(c.var.actor, found.plan, ids)) throw forbidden("not_on_the_team")
  return found
}

/** The conclusion, for whoever speaks for the unit. */
async function ownConclusionIn(c: C) {
  const found = await conclusionIn(c)
  if (!mayObject(c.var.actor, found.one.conclusion)) throw forbidden()
  return found
}

type Act = string

const isRefused = (flawed: Flaws | null) => Boolean(flawed?.asks) || Object.keys(flawed?.problems ?? {}).length > 0

const show = (c: C, found: FoundInspection, flawed: (Flaws & { act: Act }) | null = null) =>
  page(
    c,
    { title: `督查 ${found.inspection.title}`, status: isRefused(flawed) ? 422 : 200 },
    <InspectionPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

const back = (c: C, { inspection }: FoundInspection, anchor = "") => onward(c, inspectionPath(inspection.id) + anchor)

const itemOf = ({ items }: FoundInspection, id: number): InspectedItem | undefined =>
  items.find(({ item }) => item.assignmentId === id)

const keepFiles = (c: C, found: FoundInspection, one: InspectedItem) =>
  keepEvidence(c, filesOf(found, one), (change) => changeFindingEvidence(c.var.database, found, one, change, by(c)))

/** The page with one finding open as it was typed; what came with it and could be kept is there. */
async function showFinding(
  c: C,
  found: FoundInspection,
  { item }: InspectedItem,
  { typed, problems = {} }: { typed: Typed; problems?: Problems },
  kept: EvidenceKept,
) {
  const fresh = isUnchanged(kept) ? found : await inspectionIn(c)
  const flawed = { typed, problems: { ...problems, ...evidenceProblems(kept) }, act: `finding-${item.assignmentId}` }
  return show(c, fresh, flawed)
}

/** The evidence alone, for the page that is being written on. */
async function showFiles(c: C, found: FoundInspection, one: InspectedItem, kept: EvidenceKept) {
  const typed = await typedIn(c)
  const flaws = { typed, problems: evidenceProblems(kept) }
  const evidence = <FindingEvidence found={found} one={one} form={formNamed(typed)} flaws={flaws} />
  return c.html(evidence, kept.problem ? 422 : 200)
}

/** Something else is written in the boxes than what has been recorded. */
const isWrittenOn = ({ item }: InspectedItem, typed: Typed): boolean =>
  [
    [typedText(typed, "verdict"), item.verdict],
    [typedText(typed, "finding"), item.finding],
    [typedText(typed, "evidence"), item.evidence],
  ].some(([now, before]) => now !== undefined && now !== (before ?? ""))

type Planned = { leader: number; members: number[] } & Omit<InspectionWords, "leaderId" | "memberIds">

/** The team are supervisors of the office today; whoever is none cannot be chosen. */
function wordsOf<T extends Planned>(form: Form<T>, staff: readonly { personId: number }[]): InspectionWords | Flawed {
  if (!form.ok) return form
  const { title, type, methods, purpose, fromOn, untilOn, invited, leader, members } = form.data
  const known = new Set(staff.map(({ personId }) => personId))
  if (!known.has(leader)) return { ok: false, typed: form.typed, problems: { leader: ["请从督查人员中选择组长"] } }
  const memberIds = members.filter((id) => known.has(id))
  return { title, type, methods, purpose, fromOn, untilOn, invited, leaderId: leader, memberIds }
}

/** An inspection that is over before it is planned is one that is entered afterwards: it may be, and is asked about. */
const endSet = ({ untilOn }: Pick<Planned, "untilOn">): DaySet => ({ field: "untilOn", what: "结束日期", on: untilOn })

const isFlawed = (words: InspectionWords | Flawed): words is Flawed => "problems" in words

/** 制定督查方案, mounted below the plans. */
export const planInspections = factory
  .createApp()
  .get("/:plan{[0-9]+}/inspections/new", async (c) => {
    const found = await planIn(c)
    return page(c, { title: "督查" }, <PlanInspection found={found} today={c.var.today} me={c.var.actor.id} />)
  })
  .post("/:plan{[0-9]+}/inspections", async (c) => {
    const found = await planIn(c)
    const form = await read(c, Planning)
    const again = (flaws: Flaws) =>
      page(
        c,
        { title: "督查", status: 422 },
        <PlanInspection found={found} today={c.var.today} me={c.var.actor.id} flaws={flaws} />,
      )
    const words = wordsOf(form, found.staff)
    if (isFlawed(words)) return again(words)
    const asking = asksAbout(c, form.typed, [endSet(words)])
    if (asking) return again(asking)
    const id = await draftInspection(c.var.database, found.plan, words, by(c))
    say(c, "inspection_drafted")
    return onward(c, inspectionPath(id))
  })

/** 督查: from its plan to its end. */
export const inspections = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database } = c.var
    if (isAdministrator(actor)) throw missing()
    const [list, objections] = await database.read([
      inspectionsListed(database, actor, askedNumber(c, "plan")),
      objectionsToDecide(database, actor),
    ])
    return page(c, { title: "督查" }, <InspectionsPage list={list} objections={objections} today={c.var.today} />)
  })
  .get("/:inspection{[0-9]+}", async (c) => show(c, await inspectionIn(c)))
  .post("/:inspection{[0-9]+}/revision", async (c) => {
    const found = await officeIn(c)
    const form = await read(c, Revising)
    const words = wordsOf(form, found.staff)
    if (isFlawed(words)) return show(c, found, { ...words, act: "revision" })
    const isMoved = words.untilOn !== found.inspection.untilOn
    const asking = isMoved && asksAbout(c, form.typed, [endSet(words)])
    if (asking) return show(c, found, { ...asking, act: "revision" })
    if (form.ok) ensureCurrent(form.data.version, found.inspection.version)
    await reviseInspection(c.var.database, found, words, by(c))
    say(c, "inspection_revised")
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/scope", async (c) => {
    const found = await officeIn(c)
    const form = await read(c, Choosing)
    if (!form.ok) return show(c, found, { ...form, act: "scope" })
    ensureCurrent(form.data.version, found.inspection.version)
    await chooseItems(c.var.database, found, form.data.assignments, by(c))
    say(c, "inspection_scoped")
    return back(c, found, "#items")
  })
  .post("/:inspection{[0-9]+}/draw", async (c) => {
    const found = await officeIn(c)
    const form = await read(c, Drawing)
    if (!form.ok) return show(c, found, { ...form, act: "draw" })
    const { version, frame, units, size, reason } = form.data
    const parts = found.frame.filter(
      (part) => IN_FRAME[frame](part) && (units.length === 0 || units.includes(part.unit.id)),
    )
    const tooMany =
      parts.length === 0 ? "这个范围里没有分工，请另选" : `这个范围里只有 ${parts.length} 项，请减少抽取项数`
    if (size > parts.length && found.inspection.state === "draft")
      return show(c, found, { act: "draw", typed: form.typed, problems: { size: [tooMany] } })
    ensureCurrent(version, found.inspection.version)
    const names = [...new Set(parts.map(({ unit }) => unit.shortName))]
    await drawItems(
      c.var.database,
      found,
      {
        about: units.length > 0 ? `${frame}:${names.join("、")}` : frame,
        frame: parts.map(({ id }) => id),
        size,
        reason,
      },
      by(c),
    )
    say(c, `inspection_drawn.${size}`)
    return back(c, found, "#draws")
  })
  .post("/:inspection{[0-9]+}/opening", async (c) => {
    const found = await officeIn(c)
    const form = await read(c, Opening)
    if (!form.ok) return show(c, found, { ...form, act: "opening" })
    ensureCurrent(form.data.version, found.inspection.version)
    const doubled = found.items.filter(({ elsewhere }) => elsewhere !== null)
    if (doubled.length > 0 && !form.data.again && found.inspection.state === "draft") {
      const problems = { again: [`${doubled.length} 项已在另一次检查中，请核对是否重复检查`] }
      return show(c, found, { act: "opening", typed: form.typed, problems })
    }
    await openInspection(c.var.database, found, by(c))
    say(c, "inspection_opened")
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/cancellation", async (c) => {
    const found = await officeIn(c)
    const form = await read(c, Cancelling)
    if (!form.ok) return show(c, found, { ...form, act: "cancellation" })
    ensureCurrent(form.data.version, found.inspection.version)
    await cancelInspection(c.var.database, found, form.data.remark, by(c))
    say(c, "inspection_cancelled")
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/finding", carriesEvidence, async (c) => {
    const found = await teamIn(c)
    takesFilesFor(c, { planId: found.plan.id, inspectionId: found.inspection.id })
    const form = await read(c, Finding)
    const one = itemOf(found, idOf(typedText(form.typed, "assignment") ?? ""))
    if (!one) {
      if (form.ok) throw missing()
      return show(c, found, { ...form, act: "finding" })
    }
    if (form.ok) ensureCurrent(form.data.version, found.inspection.version)
    const kept = await keepFiles(c, found, one)
    if (!form.ok || kept.problem) return showFinding(c, found, one, form, kept)
    const { version: _, assignment, ...finding } = form.data
    await recordFinding(c.var.database, found, assignment, finding, by(c))
    say(c, kept.added > 0 ? `inspection_found_with_files.${kept.added}` : "inspection_found")
    return back(c, found, "#items")
  })
  .post("/:inspection{[0-9]+}/items/:assignment{[0-9]+}/attachments", carriesEvidence, async (c) => {
    const found = await teamIn(c)
    takesFilesFor(c, { planId: found.plan.id, inspectionId: found.inspection.id })
    const one = itemOf(found, numberIn(c, "assignment"))
    if (!one) throw missing()
    const kept = orChoose(await keepFiles(c, found, one))
    if (isPartial(c)) return showFiles(c, await inspectionIn(c), one, kept)
    const typed = await typedIn(c)
    if (kept.problem || isWrittenOn(one, typed)) return showFinding(c, found, one, { typed }, kept)
    say(c, evidenceSaid(kept))
    return back(c, found, `#item-${one.item.assignmentId}`)
  })
  .post("/:inspection{[0-9]+}/conclusion", async (c) => {
    const found = await teamIn(c)
    const form = await read(c, Concluding)
    const units = [...new Map(found.items.map(({ unit }) => [unit.id, unit])).values()]
    const returns = units.map(({ id, name }) => ({
      unitId: id,
      unit: name,
      ...UnitWords.safeParse(form.typed[`text-${id}`] ?? ""),
    }))
    const missed = returns.flatMap(({ unitId, error }) =>
      error ? [[`text-${unitId}`, error.issues.map(({ message }) => message)] as const] : [],
    )
    if (!form.ok || missed.length > 0) {
      const problems = { ...(form.ok ? {} : form.problems), ...Object.fromEntries(missed) }
      return show(c, found, { typed: form.typed, problems, act: "conclusion" })
    }
    ensureCurrent(form.data.version, found.inspection.version)
    await concludeInspection(
      c.var.database,
      found,
      {
        conclusion: form.data.conclusion,
        returns: returns.map(({ unitId, unit, data }) => ({ unitId, unit, text: data ?? "" })),
      },
      by(c),
      c.var.settings,
    )
    say(c, `inspection_concluded.${returns.length}`)
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/ending", async (c) => {
    const found = await officeIn(c)
    const form = await read(c, Closing)
    if (!form.ok) return show(c, found, { ...form, act: "ending" })
    ensureCurrent(form.data.version, found.inspection.version)
    await closeInspection(c.var.database, found, by(c))
    say(c, "inspection_ended")
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/reading", async (c) => {
    const { found, one } = await ownConclusionIn(c)
    const form = await read(c, Reading)
    if (!form.ok) return show(c, found, { ...form, act: `reading-${one.unit.id}` })
    ensureCurrent(form.data.version, one.conclusion.version)
    await readConclusion(c.var.database, found, one, by(c))
    say(c, "conclusion_read")
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/objection", async (c) => {
    const { found, one } = await ownConclusionIn(c)
    const form = await read(c, Objecting)
    if (!form.ok) return show(c, found, { ...form, act: `objection-${one.unit.id}` })
    ensureCurrent(form.data.version, one.conclusion.version)
    await objectToConclusion(c.var.database, found, one, form.data.objection, by(c), c.var.settings)
    say(c, "conclusion_objected")
    return back(c, found)
  })
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/decision", async (c) => {
    const { found, one } = await conclusionIn(c)
    if (!mayDecide(c.var.actor, found.plan, one.conclusion, partakersOf(found))) throw forbidden("took_part")
    const form = await read(c, Deciding)
    if (!form.ok) return show(c, found, { ...form, act: `decision-${one.unit.id}` })
    const { version, ...decision } = form.data
    ensureCurrent(version, one.conclusion.version)
    await decideObjection(c.var.database, found, one, decision, by(c))
    say(c, "conclusion_decided")
    return back(c, found)
  })
