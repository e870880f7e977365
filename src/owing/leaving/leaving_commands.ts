import type { Database } from "#db/database.ts"
import { moved, proposed } from "#src/office/handovers/commands.ts"
import type { Heir } from "#src/office/handovers/heir.ts"
import type { HandoverRow } from "#src/office/handovers/queries.ts"
import { changePerson, disablePerson, enablePerson, type Following } from "#src/office/people/directory_commands.ts"
import { handedBack } from "#src/plans/assignments/commands.ts"
import type { By } from "#src/trail/record.ts"
import type { Leaver, LeaverPost } from "./leaving_queries.ts"

export type Answer = { post: LeaverPost; heir: Heir }

/** A successor is proposed for each post, and what was in hand comes back to the liaisons. */
function leaving(
  database: Database,
  { person }: Leaver,
  handed: Leaver["handed"],
  answers: readonly Answer[],
  cause: "left" | "moved",
  by: By,
): Following {
  const from = { standIn: false, fromOn: by.today, untilOn: null, remark: "", cause }
  return [
    ...handedBack(database, handed, person),
    ...answers.map(({ post, heir }, i) =>
      proposed(database, { post, unit: post.unit, holder: person.name }, { ...from, heir }, by, i),
    ),
  ]
}

/** 停用: the account ends now; who takes the posts over is for the 安全管理员 to confirm. */
export const disable = (database: Database, leaver: Leaver, answers: readonly Answer[], by: By) =>
  disablePerson(database, leaver.person, by, leaving(database, leaver, leaver.handed, answers, "left", by))

/** 调整单位: what belongs to the former unit stays with it. */
export function move(database: Database, leaver: Leaver, unitId: number | null, answers: readonly Answer[], by: By) {
  const handed = leaver.handed.filter((item) => item.unitId !== unitId)
  return changePerson(database, leaver.person, { unitId }, by, leaving(database, leaver, handed, answers, "moved", by))
}

/** 启用: whoever is back keeps the posts that were to be passed on because they had left. */
export const enable = (database: Database, person: Leaver["person"], open: readonly HandoverRow[], by: By) =>
  enablePerson(
    database,
    person,
    by,
    open.filter(({ handover }) => handover.cause === "left").map((row) => moved(database, row, "withdraw", by)),
  )
