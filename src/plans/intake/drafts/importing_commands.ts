import { createHash } from "node:crypto"
import type { Database } from "#db/database.ts"
import { holds } from "#src/office/people/actor.ts"
import { Crowded } from "#src/office/people/turns.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { answerTo, type DraftReading, type Reader, type Sent, textOf } from "#src/plans/intake/reading/draft_reading.ts"
import { ensureFits, forbidden, Unfit } from "#src/refusal.ts"
import type { By } from "#src/trail/record.ts"
import { type SourceFile, storeDraft } from "./draft_commands.ts"
import { namesKnown } from "./draft_queries.ts"

/** A document that somebody sends: a file, or what was pasted with the HTML that the clipboard had beside it. */
export type Sending = { file: File | null; source: string; html: string }

/** Both at once are two documents: which one is meant nobody can tell. */
export const sendingFits = ({ file, source }: Sending): Problems | null =>
  file && source.trim() !== "" ? { source: [`选了文件《${file.name}》，又粘贴了文字：请只留一种，再读取`] } : null

const here: Reader = async (sent) => answerTo(sent)

/** Reads a document and keeps what was read, as `storeDraft`; why it cannot be read is said where it was given. */
export async function importDraft(
  database: Database,
  unitId: number,
  sending: Sending,
  by: By,
  reader: Reader = here,
): Promise<string> {
  if (!holds(by.actor, "supervisor", unitId)) throw forbidden()
  ensureFits(sendingFits(sending))
  const names = await namesKnown(database)
  const { reading, sourceName, file } = await readBy((sent) => reader({ ...sent, names }), sending)
  const sha256 = createHash("sha256").update(file.bytes).digest("hex")
  const title = reading.plan.title ?? ""
  return storeDraft(database, { unitId, reading, file: { ...file, sha256 }, sourceName, sha256, title }, by)
}

type Read = { reading: DraftReading; sourceName: string; file: Omit<SourceFile, "sha256"> }

async function readBy(reader: Reader, { file, source: text, html }: Sending): Promise<Read> {
  if (file) {
    const { name } = file
    const bytes = new Uint8Array(await file.arrayBuffer())
    const reading = await readingBy(reader, { kind: "file", bytes, name })
    return { reading, sourceName: name, file: { name, type: "application/octet-stream", bytes } }
  }
  const reading = await readingBy(reader, { kind: "paste", text, html })
  // What was pasted is kept as a file too.
  const bytes = new TextEncoder().encode(text.trim() === "" ? textOf(reading) : text)
  return { reading, sourceName: "", file: { name: PASTED, type: "text/plain; charset=utf-8", bytes } }
}

const PASTED = "粘贴的文字.txt"

async function readingBy(reader: Reader, sent: Sent): Promise<DraftReading> {
  const answer = await reader(sent).catch((error) => {
    if (error instanceof Crowded) return { problem: "正在读取别人送来的几份文件，请过半分钟再试" }
    throw error
  })
  if ("problem" in answer) throw new Unfit({ source: [answer.problem] })
  return answer.reading
}
