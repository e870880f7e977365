import { type Asked, act } from "#src/door/act.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { keptIn } from "#views/ledger/sheet.ts"
import { askedIn } from "./asked.ts"
import { type LedgerFile, noteTaking } from "./commands.ts"
import { Taking } from "./input.ts"
import { type Layout, layoutNamed } from "./layouts.ts"
import { detailedRows, type Wanted, type WholeLedger, wholeLedger } from "./queries.ts"

/* What is done with a 台账: taken as a file. Its page is in routes.tsx. */

/** A file that has been asked for: what it holds, and how the address picked it. */
export type LedgerToTake = { ledger: WholeLedger; layout: Layout; wanted: Wanted }

async function toTake(asked: Asked): Promise<LedgerToTake | null> {
  const { database, actor, number, query } = asked
  const { layout, ...picked } = askedIn(Object.fromEntries(query), actor.id)
  const wanted = { planId: number("plan"), ...picked }
  const ledger = await wholeLedger(database, actor, wanted, readingAs(asked))
  return ledger && { ledger, layout: layoutNamed(layout, []), wanted }
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
