import type { Database } from "#db/database.ts"
import { type Resource, type ResourceKind, resources } from "#db/schema.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { FIELDS, type ResourceWords, resourceFits } from "./fields.ts"
import { maintains } from "./policy.ts"
import type { FoundResource, ResourceRegister } from "./queries.ts"
import { canMove, MOVES, type ResourceMove } from "./workflow.ts"

/** 登记, of a unit that takes part in the year. Resolves with its id. */
export async function enterResource(
  database: Database,
  found: Pick<ResourceRegister, "own" | "year">,
  { kind, unitId, words }: { kind: ResourceKind; unitId: number; words: ResourceWords },
  by: By,
): Promise<number> {
  const unit = found.own.find(({ id }) => id === unitId)
  if (!unit || !maintains(by.actor, found.year, unitId)) throw forbidden()
  ensureFits(resourceFits(words))
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: "resource_entered",
        subject: nextSubject("resource", resources),
        version: 1,
        particulars: { to: "in_use", kind, unit: unit.name, title: words.name },
      },
    ],
    [
      database.db
        .insert(resources)
        .values({
          ...wordsOf(kind, words),
          kind,
          unitId,
          state: "in_use",
          enteredById: by.actor.id,
          enteredAt: by.at,
        })
        .returning({ id: resources.id }),
    ],
  )
  return made?.id ?? 0
}

/** What its kind is not asked it does not say. */
const wordsOf = (kind: ResourceKind, words: ResourceWords): ResourceWords => {
  const asked = FIELDS[kind]
  return {
    ...words,
    form: asked.form ? words.form : "",
    place: asked.place ? words.place : "",
    size: asked.size ? words.size : null,
  }
}

const stepOf = (
  database: Database,
  { resource }: Pick<FoundResource, "resource">,
  action: "resource_revised" | "resource_ended" | "resource_resumed",
  particulars: Record<string, unknown>,
  changes: Partial<Resource>,
) => step(database, resources, resource, { action, subject: `resource:${resource.id}`, particulars }, changes)

export function ensureMaintains(actor: By["actor"], { resource, year }: Pick<FoundResource, "resource" | "year">) {
  if (!maintains(actor, year, resource.unitId)) throw forbidden()
}

/** Puts it right, as long as it is in use; what it said before stays in the trail. */
export async function reviseResource(database: Database, found: FoundResource, typed: ResourceWords, by: By) {
  ensureMaintains(by.actor, found)
  const { resource } = found
  if (resource.state !== "in_use") throw conflict("wrong_state", { state: resource.state, noun: "resource" })
  ensureFits(resourceFits(typed))
  const words = wordsOf(resource.kind, typed)
  const was = Object.fromEntries(Object.keys(words).map((name) => [name, resource[name as keyof ResourceWords]]))
  const { act, change } = stepOf(database, found, "resource_revised", beforeAfter(was, words), words)
  await record(database, by, [act], [change])
}

async function move(database: Database, found: FoundResource, name: ResourceMove, remark: string, by: By) {
  ensureMaintains(by.actor, found)
  const { state } = found.resource
  if (!canMove(state, name)) throw conflict("wrong_state", { state, noun: "resource" })
  const { to } = MOVES[name]
  const action = name === "end" ? "resource_ended" : "resource_resumed"
  const { act, change } = stepOf(database, found, action, { from: state, to, remark }, { state: to, endWhy: remark })
  await record(database, by, [act], [change])
}

/** 停用: it stays in the register of what was, with the reason. */
export const endResource = (database: Database, found: FoundResource, remark: string, by: By) =>
  move(database, found, "end", remark, by)

export const resumeResource = (database: Database, found: FoundResource, by: By) =>
  move(database, found, "resume", "", by)
