import { eq, type SQL } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Attachment, attachments } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { piecesFrom } from "#src/trail/pieces.ts"

/** An attachment as lists show it. */
export const fileColumns = {
  id: attachments.id,
  kind: attachments.kind,
  name: attachments.name,
  size: attachments.size,
  address: attachments.address,
  addedAt: attachments.addedAt,
  version: attachments.version,
}

type Statement<Facts> = BatchItem<"sqlite"> & PromiseLike<Facts[]>

type Row<Facts> = {
  /** The noun of its subject: `report` in `report:12/3`. */
  noun: string
  /**
   * What decides about one attachment, in one statement that knows `attachments` and this condition on it: a row, or none
   * where whoever asks cannot see what it belongs to.
   */
  facts: (database: Pick<Database, "db">, actor: Actor, isThis: SQL) => Statement<Facts>
  maySee: (actor: Actor, file: Attachment, facts: Facts) => boolean
}

/** What evidence can belong to. A capability whose affairs have evidence names one in capabilities.ts. */
export type EvidenceOwner = {
  noun: string
  asking: (database: Pick<Database, "db">, actor: Actor, id: number) => BatchItem<"sqlite">
  sees: (actor: Actor, file: Attachment, found: unknown) => boolean
}

/** Who sees the files of one kind of subject. For everybody else they do not exist. */
export const evidenceOf = <Facts>({ noun, facts, maySee }: Row<Facts>): EvidenceOwner => ({
  noun,
  asking: (database, actor, id) => facts(database, actor, eq(attachments.id, id)),
  sees: (actor, file, found) => {
    const [row] = found as Facts[]
    return row !== undefined && maySee(actor, file, row)
  },
})

const belongsTo = ({ subject }: Attachment, { noun }: EvidenceOwner) => subject.startsWith(`${noun}:`)

/** An attachment with its first bytes; null where it belongs to nothing that the actor may see. One round trip. */
export async function findAttachment(database: Database, owners: readonly EvidenceOwner[], actor: Actor, id: number) {
  const { db, read } = database
  const [[attachment], first, ...found] = await read([
    db.select().from(attachments).where(eq(attachments.id, id)),
    piecesFrom(database, { attachmentId: id }),
    ...owners.map(({ asking }) => asking(database, actor, id)),
  ])
  if (!attachment) return null
  const isSeen = owners.some((owner, i) => belongsTo(attachment, owner) && owner.sees(actor, attachment, found[i]))
  return isSeen ? { attachment, first: first.map(({ bytes }) => bytes) } : null
}
