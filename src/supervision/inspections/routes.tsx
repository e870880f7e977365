import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { evidenceAlone, formNamed } from "#src/door/evidence.ts"
import { type Flawed, flawed, typedText } from "#src/door/form.ts"
import { askedNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { carriesEvidence } from "#src/door/upload.ts"
import { isAdministrator } from "#src/office/people/actor.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { inspectionPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import type { Said } from "#src/trail/actions.ts"
import { FindingEvidence } from "#views/inspections/findings.tsx"
import { InspectionPage } from "#views/inspections/inspection.tsx"
import { InspectionsPage } from "#views/inspections/list.tsx"
import { PlanInspection } from "#views/inspections/planning.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ATTACH,
  CANCEL,
  CHOOSE,
  CONCLUDE,
  DECIDE,
  DRAW,
  END,
  EVIDENCE,
  FINDING,
  FINDING_EVIDENCE,
  type FoundConclusion,
  type FoundItem,
  inspection,
  namedIn,
  OBJECT,
  OPEN,
  PLAN,
  READ,
  REVISE,
} from "./acts.ts"
import {
  type FoundInspection,
  type InspectedItem,
  inspectionsListed,
  objectionsToDecide,
  type PlanToInspect,
} from "./queries.ts"

type C = Context<Env>

type Act = string

const isRefused = (flawed: Flaws | null) => Boolean(flawed?.asks) || Object.keys(flawed?.problems ?? {}).length > 0

const show = (c: C, found: FoundInspection, flawed: (Flaws & { act: Act }) | null = null) =>
  page(
    c,
    { title: `督查 ${found.inspection.title}`, status: isRefused(flawed) ? 422 : 200 },
    <InspectionPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

/** The page with one finding open as it was typed. */
const showFinding = (c: C, found: FoundInspection, one: InspectedItem | null, flaws: Flawed) =>
  show(c, found, { ...flaws, act: one ? `finding-${one.item.assignmentId}` : "finding" })

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

const recorded = {
  again: (c: C, found: FoundInspection, flaws: Flawed) => showFinding(c, found, namedIn(found, flaws.typed), flaws),
  evidence: { ...FINDING_EVIDENCE, kept: "first" as const },
  says: (said: Said, _input: unknown, { added }: { added: number }): Said =>
    added > 0 ? `inspection_found_with_files.${added}` : said,
  onward: ({ inspection }: FoundInspection) => `${inspectionPath(inspection.id)}#items`,
}

/** The evidence alone, for the page that is being written on; words that have not been recorded stay open. */
const attached = evidenceAlone({
  brought: EVIDENCE,
  shown: (_c, { found, one }: FoundItem, flaws) => (
    <FindingEvidence found={found} one={one} form={formNamed(flaws.typed)} flaws={flaws} />
  ),
  again: (c, { found, one }, flaws) => showFinding(c, found, one, flaws),
  done: async (c, { found: { one }, typed, fresh }) =>
    isWrittenOn(one, typed) ? showFinding(c, (await fresh()).found, one, flawed(typed, {})) : null,
  onward: ({ found, one }) => `${inspectionPath(found.inspection.id)}#item-${one.item.assignmentId}`,
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
  .get("/:inspection{[0-9]+}", async (c) => {
    const found = await inspection(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:inspection{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:inspection{[0-9]+}/scope", pressed(CHOOSE, onOne("scope", "#items")))
  .post("/:inspection{[0-9]+}/draw", pressed(DRAW, onOne("draw", "#draws")))
  .post("/:inspection{[0-9]+}/opening", pressed(OPEN, onOne("opening")))
  .post("/:inspection{[0-9]+}/cancellation", pressed(CANCEL, onOne("cancellation")))
  .post("/:inspection{[0-9]+}/finding", carriesEvidence, pressed(FINDING, recorded))
  .post("/:inspection{[0-9]+}/items/:assignment{[0-9]+}/attachments", carriesEvidence, pressed(ATTACH, attached))
  .post("/:inspection{[0-9]+}/conclusion", pressed(CONCLUDE, onOne("conclusion")))
  .post("/:inspection{[0-9]+}/ending", pressed(END, onOne("ending")))
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/reading", pressed(READ, ofUnit("reading")))
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/objection", pressed(OBJECT, ofUnit("objection")))
  .post("/:inspection{[0-9]+}/units/:unit{[0-9]+}/decision", pressed(DECIDE, ofUnit("decision")))
