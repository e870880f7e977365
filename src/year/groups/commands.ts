import { eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type AddresseeSet, addresseeSets, type LeadingGroup, leadingGroups } from "#db/schema.ts"
import { beforeAfter } from "#src/office/units/commands.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"

export type GroupWords = Pick<LeadingGroup, "name" | "head" | "deputies" | "members" | "seatUnitId">

type Named = { id: number; name: string }
const nameIn = (units: readonly Named[], id: number | null) => units.find((unit) => unit.id === id)?.name ?? null

/** What the trail says of a group, unlike what others say by the same names. */
const said = ({ name, head, deputies, members, seatUnitId }: GroupWords, units: readonly Named[]) => ({
  name,
  groupHead: head,
  deputies,
  groupMembers: members,
  seat: nameIn(units, seatUnitId),
})

export async function addGroup(
  database: Database,
  of: { year: number; unitId: number | null; units: readonly Named[] },
  words: GroupWords,
  by: By,
) {
  const { year, unitId, units } = of
  await record(
    database,
    by,
    [
      {
        action: "group_added",
        subject: nextSubject("group", leadingGroups),
        version: 1,
        particulars: { year, unit: nameIn(units, unitId), ...said(words, units) },
      },
    ],
    [database.db.insert(leadingGroups).values({ year, unitId, ...words })],
  )
}

type Found = { group: LeadingGroup; units: readonly Named[] }

export async function changeGroup(database: Database, { group, units }: Found, words: GroupWords, by: By) {
  const changed = beforeAfter(said(group, units), said(words, units))
  await onGroup(database, group, "group_changed", changed, words, by)
}

/** Dissolved, or entered by mistake: it is shown no more; the trail keeps it. */
export async function removeGroup(database: Database, { group }: Found, by: By) {
  await onGroup(database, group, "group_removed", { name: group.name }, { removedAt: by.at }, by)
}

const onGroup = (
  database: Database,
  { id, year, version }: LeadingGroup,
  action: "group_changed" | "group_removed",
  particulars: Record<string, unknown>,
  changes: Partial<LeadingGroup>,
  by: By,
) =>
  record(
    database,
    by,
    [{ action, subject: `group:${id}`, version: version + 1, particulars: { year, ...particulars } }],
    [
      database.db
        .update(leadingGroups)
        .set({ ...changes, version: version + 1 })
        .where(eq(leadingGroups.id, id)),
    ],
  )

/** Those of the latest earlier year once more, for the batch that opens a year. */
export const carriedGroups = ({ db }: Pick<Database, "db">, year: number) =>
  // In the order of the table's columns.
  db.insert(leadingGroups).select(sql`select null, ${year}, g.unit_id, g.name, g.head, g.deputies, g.members,
    g.seat_unit_id, null, 1
    from leading_groups g where g.removed_at is null
      and g.year = (select max(y.year) from years y where y.year < ${year})
      and (g.unit_id is null or exists (select 1 from bodies b where b.year = ${year} and b.unit_id = g.unit_id))
    order by g.id`)

type SetWords = { name: string; unitIds: number[] }

const saidOfSet = ({ name, unitIds }: SetWords, units: readonly Named[]) => ({
  name,
  bodies: units.flatMap((unit) => (unitIds.includes(unit.id) ? [unit.name] : [])).join("、"),
})

export async function saveAddressees(database: Database, units: readonly Named[], words: SetWords, by: By) {
  await record(
    database,
    by,
    [
      {
        action: "addressees_saved",
        subject: nextSubject("addressees", addresseeSets),
        version: 1,
        particulars: saidOfSet(words, units),
      },
    ],
    [database.db.insert(addresseeSets).values(words)],
  )
}

export async function changeAddressees(
  database: Database,
  { set, units }: { set: AddresseeSet; units: readonly Named[] },
  words: SetWords,
  by: By,
) {
  const changed = beforeAfter(saidOfSet(set, units), saidOfSet(words, units))
  await onSet(database, set, "addressees_changed", changed, words, by)
}

export async function removeAddressees(database: Database, { set }: { set: AddresseeSet }, by: By) {
  await onSet(database, set, "addressees_removed", { name: set.name }, { removedAt: by.at }, by)
}

const onSet = (
  database: Database,
  { id, version }: AddresseeSet,
  action: "addressees_changed" | "addressees_removed",
  particulars: Record<string, unknown>,
  changes: Partial<AddresseeSet>,
  by: By,
) =>
  record(
    database,
    by,
    [{ action, subject: `addressees:${id}`, version: version + 1, particulars }],
    [
      database.db
        .update(addresseeSets)
        .set({ ...changes, version: version + 1 })
        .where(eq(addresseeSets.id, id)),
    ],
  )
