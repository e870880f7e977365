import type { Context } from "hono"
import { MOST_FILES } from "#src/reports/evidence/content.ts"
import { type Arriving, discardUploads, type Room, stageFile } from "#src/reports/evidence/staging.ts"
import type { Env } from "./env.ts"

/**
 * Says for what the files of this form are, once it is known that whoever sends them may: only then they are taken, while
 * the form is read. A form that nobody said this of is read for its words alone.
 */
export function takesFilesFor(c: Context<Env>, room: Room) {
  const { database, settings, actor, now } = c.var
  const staged: string[] = []
  let count = 0
  c.set("receiver", {
    begin: () => {
      count++
      if (count > MOST_FILES) return TOO_MANY
      const { take, end } = stageFile(database, room, settings, { personId: actor.id, at: now })
      return {
        take,
        async end() {
          const arrived = await end()
          if ("staged" in arrived) staged.push(arrived.staged.upload)
          return arrived
        },
      }
    },
    discard: () => discardUploads(database, staged.splice(0)),
  })
}

const TOO_MANY: Arriving = { take: async () => undefined, end: async () => ({ hindrance: { kind: "too_many" } }) }
