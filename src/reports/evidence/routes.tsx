import { download } from "#src/door/download.ts"
import { factory } from "#src/door/env.ts"
import { numberIn } from "#src/door/params.ts"
import { missing } from "#src/refusal.ts"
import { bytesOf } from "#src/trail/pieces.ts"
import { fileName, typeNamed } from "./content.ts"
import { findAttachment } from "./queries.ts"

/** 佐证材料 is only ever served as a download, never shown inside the program's own pages. */
export const attachments = factory.createApp().get("/:attachment", async (c) => {
  const { database, actor, house } = c.var
  const found = await findAttachment(database, house.evidence(), actor, numberIn(c, "attachment"))
  if (!found) throw missing()
  const { attachment, first } = found
  // Nothing to hand out: the program neither keeps nor fetches what is at an address.
  if (attachment.address !== null) throw missing()
  const { id, name, type, size } = attachment
  const kind = typeNamed(type)
  const headers = { ...download(kind ? fileName(name, kind) : name, type), "Content-Length": String(size) }
  return c.body(bytesOf(database, { attachmentId: id }, first), 200, headers)
})
