import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read, typedIn, typedText } from "#src/door/form.ts"
import { askedNumber, ensureCurrent, numberIn } from "#src/door/params.ts"
import { isPartial, onward, page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { inspectionPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
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
  CANCEL,
  CHOOSE,
  CONCLUDE,
  DECIDE,
  DRAW,
  END,
  type FoundConclusion,
  inspection,
  OBJECT,
  OPEN,
  PLAN,
  READ,
  REVISE,
  theTeam,
} from "./acts.ts"
import { changeFindingEvidence, recordFinding, roomOf } from "./commands.ts"
import { Finding } from "./input.ts"
import {
  type FoundInspection,
  type InspectedItem,
  inspectionsListed,
  objectionsToDecide,
  type PlanToInspect,
} from "./queries.ts"

type C = Context<Env>

async function inspectionIn(c: C): Promise<FoundInspection> {
  const found = await inspection(askedOf(c))
  if (!found) throw missing()
  return found
}

/** The inspection, for those of the team. */
const teamIn = (c: C) => reached({ find: inspection, may: theTeam }, askedOf(c))

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

const showPlanning = (c: C, found: PlanToInspect, flaws?: Flaws) =>
  page(
    c,
    { title: "督查", status: flaws ? 422 : 200 },
    <PlanInspection found={found} today={c.var.today} me={c.var.actor.id} flaws={flaws} />,
  )

/** The form of one act on the page of the inspection, and the place that shows what was done. */
const onOne = (act: Act, anchor = "") => ({
  again: (c: C, found: FoundInspection, flaws: Flaws) => show(c, found, { ...flaws, act }),
  onward: ({ inspection }: FoundInspection) => inspectionPath(inspection.id) + anchor,
})

/** The same about the conclusion of one unit. */
const ofUnit = (noun: string) => ({
  again: (c: C, { found, one }: FoundConclusion, flaws: Flaws) =>
    show(c, found, { ...flaws, act: `${noun}-${one.unit.id}` }),
  onward: ({ found }: FoundConclusion) => inspectionPath(found.inspection.id),
})

/** 制定督查方案, mounted below the plans. */
export const planInspections = factory
  .createApp()
  .get("/:plan{[0-9]+}/inspections/new", async (c) => showPlanning(c, await reached(PLAN, askedOf(c))))
  .post(
    "/:plan{[0-9]+}/inspections",
    pressed(PLAN, { again: showPlanning, onward: (_found, _input, _next, made) => inspectionPath(made ?? 0) }),
  )

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
  .post("/:inspection{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:inspection{[0-9]+}/scope", pressed(CHOOSE, onOne("scope", "#items")))
  .post("/:inspection{[0-9]+}/draw", pressed(DRAW, onOne("draw", "#draws")))
  .post("/:inspection{[0-9]+}/opening", pressed(OPEN, onOne("opening")))
  .post("/:inspection{[0-9]+}/cancellation", pressed(CANCEL, onOne("cancellation")))
  .post("/:inspection{[0-9]+}/finding", carriesEvidence, async (c) => {
    const found = await teamIn(c)
    takesFilesFor(c, roomOf(found))
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
    takesFilesFor(c, roomOf(found))
    const one = itemOf(found, numberIn(c, "assignment"))
    if (!one) throw missing()
    const kept = orChoose(await keepFiles(c, found, one))
    if (isPartial(c)) return showFiles(c, await inspectionIn(c), one, kept)
    const typed = await typedIn(c)
    if (kept.problem || isWrittenOn(one, typed)) return showFinding(c, found, one, { typed }, kept)
    say(c, evidenceSaid(kept))
    return back(c, found, `#item-${one.item.assignmentId}`)
  })
  .post("/:inspection{[0-9]+}/conclusion", pressed(CONCLUDE, onOne("conclusion")))
  .post("/:inspection{[0-9]+}/ending", pressed(END, onOne("ending")))
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/reading", pressed(READ, ofUnit("reading")))
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/objection", pressed(OBJECT, ofUnit("objection")))
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/decision", pressed(DECIDE, ofUnit("decision")))
