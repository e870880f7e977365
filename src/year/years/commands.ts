import { eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Body, bodies, type Year, years } from "#db/schema.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import { type By, record, recordOnce } from "#src/trail/record.ts"
import { carriedGroups } from "#src/year/groups/commands.ts"
import { standingFits } from "./bodies.ts"

export const yearSubject = (year: number) => `year:${year}`
export const bodySubject = (bodyId: number) => `body:${bodyId}`

type Named = { id: number; name: string }
const namesOf = (all: readonly Named[]) => all.map(({ name }) => name).join("、")

/** 设立年度: with its 责任单位, each as it stood when it took part the last time, and the 领导小组 of last year. */
export async function openYear(
  database: Database,
  { year, office, units }: { year: number; office: Named; units: readonly Named[] },
  by: By,
) {
  const { db } = database
  await record(
    database,
    by,
    [
      {
        action: "year_opened",
        subject: yearSubject(year),
        version: 1,
        particulars: { year, keeper: office.name, bodies: namesOf(units) },
      },
    ],
    [
      db.insert(years).values({ year, officeId: office.id, openedById: by.actor.id, openedAt: by.at }),
      joined(database, year, units),
      carriedGroups(database, year),
    ],
  )
}

/** Units that come into a year that is open. */
export async function addBodies(database: Database, { year, version }: Year, units: readonly Named[], by: By) {
  await record(
    database,
    by,
    [
      {
        action: "bodies_added",
        subject: yearSubject(year),
        version: version + 1,
        particulars: { year, bodies: namesOf(units) },
      },
    ],
    [
      joined(database, year, units),
      database.db
        .update(years)
        .set({ version: version + 1 })
        .where(eq(years.year, year)),
    ],
  )
}

/**
 * One body a unit, in 单位排序: duty, category, 行业主管部门 and names as in the latest earlier year in which it took part; a
 * body that never did begins as 主体责任 of a 国家机关. Money belongs to its year.
 */
const joined = ({ db }: Pick<Database, "db">, year: number, units: readonly Named[]) =>
  // In the order of the table's columns.
  db.insert(bodies).select(sql`select null, ${year}, u.id, coalesce(b.duty, 'primary'), coalesce(b.category, 'state'),
    b.supervisor_unit_id, coalesce(b.leader, ''), coalesce(b.department, ''), coalesce(b.person, ''),
    coalesce(b.enforces, 0), coalesce(b.judges, 0), coalesce(b.serves, 0), null, null, '', 1
    from units u left join bodies b on b.unit_id = u.id
      and b.year = (select max(x.year) from bodies x where x.unit_id = u.id and x.year < ${year})
    where u.id in (select value from json_each(${JSON.stringify(units.map(({ id }) => id))}))
    order by u.position, u.id`)

type Found = { body: Body; unit: { name: string }; supervisor: string | null; units: readonly Named[] }
type Changes = Partial<Omit<Body, "id" | "year" | "unitId" | "version" | "leftOn" | "leftWhy">>

/** Changes how a body stands, or who answers for it; what stays is not said. */
export async function changeBody(database: Database, found: Found, changes: Changes, by: By) {
  const { body } = found
  ensureFits(standingFits(body.unitId, { ...body, ...changes }))
  const changed = beforeAfter(said(body, found), said({ ...body, ...changes }, found))
  await onBody(database, found, "body_changed", changed, changes, by)
}

/** What the trail says of a body, unlike what others say by the same names. */
const said = (body: Body, { body: was, supervisor, units }: Found) => ({
  duty: body.duty,
  category: body.category,
  supervisor:
    body.supervisorUnitId === was.supervisorUnitId
      ? supervisor
      : (units.find(({ id }) => id === body.supervisorUnitId)?.name ?? null),
  namedLeader: body.leader,
  department: body.department,
  namedPerson: body.person,
  enforces: body.enforces,
  judges: body.judges,
  serves: body.serves,
  budget: body.budget,
})

/** 退出: a unit that was merged or dissolved takes no part from a day on; what it did stays. */
export async function leaveYear(database: Database, found: Found, left: { leftOn: string; leftWhy: string }, by: By) {
  if (found.body.leftOn !== null) throw conflict()
  await onBody(database, found, "body_left", left, left, by)
}

/** Takes part again: it was taken out by mistake. */
export async function rejoinYear(database: Database, found: Found, by: By) {
  if (found.body.leftOn === null) throw conflict()
  await onBody(database, found, "body_rejoined", {}, { leftOn: null, leftWhy: "" }, by)
}

const onBody = (
  database: Database,
  { body: { id, year, version }, unit }: Found,
  action: "body_changed" | "body_left" | "body_rejoined",
  particulars: Record<string, unknown>,
  changes: Partial<Body>,
  by: By,
) =>
  record(
    database,
    by,
    [
      {
        action,
        subject: bodySubject(id),
        version: version + 1,
        particulars: { year, unit: unit.name, ...particulars },
      },
    ],
    [
      database.db
        .update(bodies)
        .set({ ...changes, version: version + 1 })
        .where(eq(bodies.id, id)),
    ],
  )

export type FileKind = "xlsx" | "csv" | "docx"

/** A register of the year goes out as a file: who took which stands in the trail. */
export async function noteRegister(
  database: Database,
  taken: { year: number; register: string; picked: string; file: FileKind; rows: number },
  by: By,
) {
  if (taken.rows === 0) throw conflict("register_empty")
  await recordOnce(database, by, { action: "register_taken", subject: "export", particulars: taken })
}
