import type { Database } from "#db/database.ts"
import { type Readings, type Standard, standards } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"
import { type Step, step } from "#src/trail/statements.ts"
import type { Kept } from "#src/year/years/policy.ts"
import { ensureKeeps } from "./commands.ts"
import { pointsWords } from "./points.ts"
import { bestOf, criteriaOf, lacksOf, resolved, standardIn, unread } from "./standard.ts"
import type { FoundStandard } from "./standard_queries.ts"

type StandardWords = { title: string; docNumber: string; text: string }

/** What of its lines is not understood. */
export function textFits({ text }: Pick<StandardWords, "text">): Problems | null {
  const read = standardIn(text)
  return "problem" in read ? { text: [read.problem] } : null
}

function blocksIn(words: StandardWords) {
  const read = standardIn(words.text)
  ensureFits(textFits(words))
  return "blocks" in read ? read.blocks : []
}

const told = ({ blocks, title }: Pick<Standard, "blocks" | "title">) => ({
  title,
  criteria: criteriaOf(blocks).length,
  best: pointsWords(bestOf(blocks)),
})

type Made = Pick<Standard, "title" | "docNumber" | "blocks" | "findings" | "edition">

/** `from`: of the edition that it is made of, what is written there. */
async function insert(database: Database, year: number, made: Made, by: By, from: Step[] = []): Promise<number> {
  const [[row]] = await record(
    database,
    by,
    [
      {
        action: "standard_entered",
        subject: nextSubject("standard", standards),
        version: 1,
        particulars: { to: "draft", year, edition: made.edition, ...told(made) },
      },
      ...from.map(({ act }) => act),
    ],
    [
      database.db
        .insert(standards)
        .values({ ...made, year, state: "draft", enteredById: by.actor.id, enteredAt: by.at })
        .returning({ id: standards.id }),
      ...from.map(({ change }) => change),
    ],
  )
  if (!row) throw new Error("a standard without a row")
  return row.id
}

/** A standard as a draft, with what its paper says twice or not at all. Resolves with its id. */
export function enterStandard(
  database: Database,
  found: { year: Kept & { year: number } },
  { findings, ...words }: StandardWords & { findings: readonly string[] },
  by: By,
): Promise<number> {
  ensureKeeps(by.actor, found)
  const { title, docNumber } = words
  return insert(
    database,
    found.year.year,
    { title, docNumber, blocks: blocksIn(words), findings: [...findings], edition: 1 },
    by,
  )
}

type Found = Pick<FoundStandard, "standard" | "year">

/** 改为新版: what was opened stays as it is, and what was scored by it. */
export function nextEdition(database: Database, { standard, year }: Found, by: By): Promise<number> {
  ensureKeeps(by.actor, { year })
  const { state, title, docNumber, blocks, findings } = standard
  if (state !== "open") throw conflict("wrong_state", { state, noun: "standard" })
  const edition = standard.edition + 1
  const event = {
    action: "standard_renewed" as const,
    subject: `standard:${standard.id}`,
    particulars: { edition },
  }
  const from = step(database, standards, standard, event)
  return insert(database, year.year, { title, docNumber, blocks, findings, edition }, by, [from])
}

export function ensureDraft({ standard: { state } }: Pick<Found, "standard">) {
  if (state !== "draft") throw conflict("wrong_state", { state, noun: "standard" })
}

export async function changeStandard(database: Database, found: Found, words: StandardWords, by: By) {
  ensureKeeps(by.actor, found)
  ensureDraft(found)
  const { title, docNumber } = words
  const blocks = blocksIn(words)
  const event = {
    action: "standard_changed" as const,
    subject: `standard:${found.standard.id}`,
    particulars: told({ title, blocks }),
  }
  const { act, change } = step(database, standards, found.standard, event, { title, docNumber, blocks })
  await record(database, by, [act], [change])
}

/** Of which contradiction nobody has said how it is to be read. */
export function readingsFit(
  { standard: { blocks, findings } }: Pick<Found, "standard">,
  { readings, seen }: { readings: Readings; seen: boolean },
): Problems | null {
  const problems: Problems = {}
  for (const { key } of unread(blocks, readings)) problems[`reading-${key}`] = ["请选择以哪个分值为准"]
  if (findings.length + lacksOf(blocks).length > 0 && !seen) problems.seen = ["请核对后勾选"]
  return Object.keys(problems).length > 0 ? problems : null
}

/** 启用: it is read as somebody has said, and never changes again. */
export async function openStandard(
  database: Database,
  found: Found,
  given: { readings: Readings; seen: boolean },
  by: By,
) {
  ensureKeeps(by.actor, found)
  ensureDraft(found)
  ensureFits(readingsFit(found, given))
  const { standard } = found
  const blocks = resolved(standard.blocks, given.readings)
  const event = {
    action: "standard_opened" as const,
    subject: `standard:${standard.id}`,
    particulars: { to: "open", ...told({ ...standard, blocks }) },
  }
  const changes = { state: "open" as const, blocks, readings: given.readings }
  const { act, change } = step(database, standards, standard, event, changes)
  await record(database, by, [act], [change])
}
