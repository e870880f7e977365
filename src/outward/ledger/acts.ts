import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { keptIn } from "#views/ledger/sheet.ts"
import { askedIn } from "./asked.ts"
import { changeLayout, type LedgerFile, nameFits, noteTaking, removeLayout, saveLayout } from "./commands.ts"
import { Changing, Removing, Saving, Taking } from "./input.ts"
import { type Layout, layoutNamed, type SavedLayout } from "./layouts.ts"
import { detailedRows, type FoundLayouts, findLayouts, type Wanted, type WholeLedger, wholeLedger } from "./queries.ts"

/* What is done with a 台账: it is taken as a file, and its office saves 版式. Its pages are in routes.tsx. */

/** A file that has been asked for: what it holds, and how the address picked it. */
export type LedgerToTake = { ledger: WholeLedger; layout: Layout; wanted: Wanted }

async function toTake(asked: Asked): Promise<LedgerToTake | null> {
  const { database, actor, number, query } = asked
  const { layout, ...picked } = askedIn(Object.fromEntries(query), actor.id)
  const wanted = { planId: number("plan"), ...picked }
  const ledger = await wholeLedger(database, actor, wanted, readingAs(asked))
  return ledger && { ledger, layout: layoutNamed(layout, ledger.layouts), wanted }
}

/** Whoever sees the plan takes what they see of it; made are the rows with their words, group by group. */
const taking = (file: LedgerFile) =>
  act({
    find: toTake,
    may: () => undefined,
    input: Taking,
    does: async (asked, { ledger, layout, wanted }) => {
      const { database, actor, by } = asked
      const { board, rows } = ledger
      const taken = {
        planId: board.plan.id,
        file,
        layout: layout.name,
        period: board.round?.name ?? null,
        picked: keptIn(ledger, wanted.filter),
        rows: rows.length,
      }
      await noteTaking(database, taken, by)
      return { said: null, made: detailedRows(database, actor, ledger, wanted, readingAs(asked)) }
    },
  })

export const TAKE_XLSX = taking("xlsx")
export const TAKE_CSV = taking("csv")

export const layoutsAsked = ({ database, actor, number }: Asked) => findLayouts(database, actor, number("plan"))

export function theOffice(actor: Actor, { plan }: Pick<FoundLayouts, "plan">) {
  if (!supervises(actor, plan)) throw forbidden()
}

export type FoundLayout = FoundLayouts & { layout: SavedLayout }

/** A saved one; those that stand in the program are nobody's to change. */
export async function layoutAsked(asked: Asked): Promise<FoundLayout | null> {
  const found = await layoutsAsked(asked)
  const layout = found?.layouts.find(({ id }) => id === asked.number("layout"))
  return found && layout ? { ...found, layout } : null
}

const version = ({ layout }: FoundLayout) => layout.version

export const SAVE_LAYOUT = act({
  find: layoutsAsked,
  may: theOffice,
  input: Saving,
  fits: (_asked, found, words) => nameFits(found, words),
  does: async ({ database, by }, found, words) => {
    await saveLayout(database, found, words, by)
    return "ledger_layout_saved"
  },
})

export const CHANGE_LAYOUT = act({
  find: layoutAsked,
  may: theOffice,
  input: Changing,
  fits: (_asked, found, words) => nameFits(found, words, found.layout.id),
  version,
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await changeLayout(database, found, found.layout, words, by)
    return "ledger_layout_saved"
  },
})

export const REMOVE_LAYOUT = act({
  find: layoutAsked,
  may: theOffice,
  input: Removing,
  version,
  does: async ({ database, by }, { layout }) => {
    await removeLayout(database, layout, by)
    return "ledger_layout_removed"
  },
})
