import { addDays } from "#src/clock.ts"
import { doubtKey, doubtsIn, type ReleaseBody } from "#src/outward/public/body.ts"
import { checkRelease, prepareRelease, publishRelease, type ToPrepare } from "#src/outward/public/commands.ts"
import {
  announcementToPrepare,
  caseToPrepare,
  findRelease,
  listToPrepare,
  publicationOfYear,
} from "#src/outward/public/queries.ts"
import { announcementBody, caseBody, listBody } from "#views/public/made.ts"
import type { DemoYear, YearAct } from "./demo_year.ts"

/* 公开 of the demo: the 责任公告 in its second version, a 责任清单, a case that everybody reads, and one that waits for a second person. */

export const releaseActs = (year: number, today: string): YearAct[] => [
  { on: `${year}-04-14`, does: announce },
  { on: `${year}-04-15`, does: showList },
  // With what was planned since; a year that has just begun has no second one.
  ...(today > `${year}-05-10` ? [{ on: addDays(today, -3), does: announce }] : []),
  { on: addDays(today, -2), does: (demo) => showCase(demo, "released") },
  { on: addDays(today, -1), does: (demo) => showCase(demo, "prepared") },
]

async function announce(demo: DemoYear) {
  const found = await announcementToPrepare(demo.database, demo.by("yanjiushi").actor, demo.year)
  if (found && found.activities.length > 0) await taken(demo, found, announcementBody(found), "released")
}

/** 研究室 goes ahead with its own 责任清单. */
async function showList(demo: DemoYear) {
  const { database, year } = demo
  const by = demo.by("yanjiushi")
  const [list] = (await publicationOfYear(database, by.actor, year, 1))?.lists.slice(-1) ?? []
  const found = list && (await listToPrepare(database, by.actor, year, list.unitId))
  if (found) await taken(demo, found, listBody(found), "released")
}

async function showCase(demo: DemoYear, until: "prepared" | "released") {
  const { database, year } = demo
  const { actor } = demo.by("yanjiushi")
  const [ready] = (await publicationOfYear(database, actor, year, 1))?.ready ?? []
  const found = ready && (await caseToPrepare(database, actor, year, ready.id))
  if (found) await taken(demo, found, caseBody(found), until)
}

/** As far as it comes. Resolves with the id of the release. */
export async function taken(
  { database, by }: DemoYear,
  found: ToPrepare,
  body: ReleaseBody,
  until: "prepared" | "released",
): Promise<number> {
  const { id, number } = await prepareRelease(database, found, body, by("yanjiushi"))
  if (until === "prepared") return id
  const prepared = await findRelease(database, by("yanjiushi2").actor, id, number)
  if (!prepared) throw new Error("a release that its office does not see")
  await checkRelease(database, prepared, doubtsOf(prepared.body), by("yanjiushi2"))
  const checked = await findRelease(database, by("yanjiushi").actor, id, number)
  if (checked) await publishRelease(database, checked, by("yanjiushi"))
  return id
}

const doubtsOf = (body: ReleaseBody): string[] => doubtsIn(body).map(doubtKey)
