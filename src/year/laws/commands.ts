import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Law, laws } from "#db/schema.ts"
import { newToken } from "#src/office/people/sessions.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { conflict } from "#src/refusal.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"
import type { NewLaw } from "./common.ts"

/** What the trail says of a law, unlike what others say by the same names. */
const particularsOf = ({ title, category: rank, successor: inPlace, ...days }: NewLaw) => ({
  title,
  rank,
  ...days,
  inPlace,
})

/** Several at once, of a list that ships with the program. What somebody has entered meanwhile stays as it is. */
export async function bringLaws({ db, ...database }: Database, brought: readonly NewLaw[], by: By) {
  const [first, ...rest] = brought
  if (!first) throw conflict("laws_all_there")
  const titles = brought.map(({ title }) => title).join("、")
  await record(
    { db, ...database },
    by,
    [{ action: "laws_brought", subject: `laws:${newToken().slice(0, 16)}`, version: 1, particulars: { titles } }],
    [
      db
        .insert(laws)
        .values([first, ...rest])
        .onConflictDoNothing(),
    ],
  )
}

export async function addLaw(database: Database, law: NewLaw, by: By) {
  await record(
    database,
    by,
    [
      {
        action: "law_added",
        subject: nextSubject("law", laws),
        version: 1,
        particulars: particularsOf(law),
      },
    ],
    [database.db.insert(laws).values(law)],
  )
}

/** Amended, repealed, or a mistake put right; what stays is not said. */
export async function changeLaw(database: Database, { id, version, ...before }: Law, changes: NewLaw, by: By) {
  const said = beforeAfter(particularsOf(before), particularsOf(changes))
  await record(
    database,
    by,
    [
      {
        action: "law_changed",
        subject: `law:${id}`,
        version: version + 1,
        particulars: { title: changes.title, ...said },
      },
    ],
    [
      database.db
        .update(laws)
        .set({ ...changes, version: version + 1 })
        .where(eq(laws.id, id)),
    ],
  )
}
