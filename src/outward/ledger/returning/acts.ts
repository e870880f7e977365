import type * as z from "zod"
import { Stale } from "#db/database.ts"
import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { forbidden, Unfit } from "#src/refusal.ts"
import { toldRowsWords } from "#views/returns/words.ts"
import { bringSheet, closeImport, NotOfPlan, offeredIn, takeCells } from "./commands.ts"
import { Bringing, Closing, Taking } from "./input.ts"
import { type Choices, chosenIn, STALE, seenOf } from "./offering.ts"
import { mayBring, mayTake } from "./policy.ts"
import { type FoundImport, findImport, type Imports, importsOf } from "./queries.ts"

/* 回传: a 台账 that was filled outside comes back, is looked through, and what is chosen of it is taken. */

export const BROUGHT = {
  find: ({ database, actor, number, asks, today }: Asked) =>
    importsOf(database, actor, number("plan"), Math.max(1, asks("page") ?? 1), today),
  may: (actor: Actor, { plan }: Imports) => {
    if (!mayBring(actor, plan)) throw forbidden()
  },
}

export const BRING = act({
  ...BROUGHT,
  input: Bringing,
  fits: (_asked, _found, { file }) => (file ? null : { file: ["请选择填好的台账文件"] }),
  does: async ({ database, by, runtime: { sheetReader: reader } }, found, { file, asUnit }) => {
    if (!file) throw new Unfit({ file: ["请选择填好的台账文件"] })
    const bytes = new Uint8Array(await file.arrayBuffer())
    try {
      const made = await bringSheet(database, found, { name: file.name, bytes }, by, {
        reader,
        layouts: found.layouts,
        asUnit,
      })
      return { said: "ledger_returned", made }
    } catch (error) {
      if (!(error instanceof NotOfPlan)) throw error
      const { file: sentences = [] } = error.problems
      throw new Unfit({ file: [...sentences, ...error.rows.map(toldRowsWords)] })
    }
  },
})

export const LOOKED_THROUGH = {
  find: ({ database, actor, number, asks }: Asked) =>
    findImport(database, actor, {
      planId: number("plan"),
      importId: number("import"),
      page: Math.max(1, asks("page") ?? 1),
    }),
  may: (actor: Actor, { plan, sheet }: FoundImport) => {
    if (!mayTake(actor, plan, sheet)) throw forbidden()
  },
}

type Given = z.output<typeof Taking>

/** Rows about which something was chosen and that are not what the page has shown. */
function changedSince({ rows, sheet }: FoundImport, { version, seen, take, decide }: Given): number[] | null {
  const shown = new Set(seen)
  const about = new Set([...take, ...decide].map((key) => Number(key.split("-")[0])))
  const changed = rows.filter((row) => about.has(row.position) && !shown.has(seenOf(row.position, row)))
  return changed.length > 0 || version !== sheet.version ? changed.map(({ kept }) => kept.row) : null
}

const staleWords = (rows: readonly number[]): Problems => ({
  [STALE]: [
    `${rows.length > 0 ? `第 ${rows.join("、")} 行` : "这份台账"}在页面打开后有了变化，没有采用任何内容。下面是最新情况，您的选择已保留，请核对后再采用。`,
  ],
})

const problemsIn = (chosen: ReturnType<typeof chosenIn>): Problems | null =>
  "taken" in chosen ? null : chosen.problems

function chosenOrUnfit(found: FoundImport, choices: Choices, today: string) {
  const chosen = chosenIn(offeredIn(found, today), choices)
  if ("problems" in chosen) throw new Unfit(chosen.problems)
  return chosen
}

export const TAKE = act({
  ...LOOKED_THROUGH,
  input: Taking,
  fits: ({ today }, found, given) => {
    // What was shown comes first: a text that has changed meanwhile asks for another choice.
    if (changedSince(found, given)) return null
    return problemsIn(chosenIn(offeredIn(found, today), given))
  },
  does: async ({ database, by, today, settings }, found, given) => {
    const changed = changedSince(found, given)
    if (changed) throw new Unfit(staleWords(changed))
    const chosen = chosenOrUnfit(found, given, today)
    try {
      const { taken, refused, left, bare } = await takeCells(database, found, chosen, by, settings)
      const counts = [taken, refused, left, ...(bare > 0 ? [bare] : [])].join("-")
      return `${found.sheet.asOffice ? "ledger_entered" : "ledger_drafted"}.${counts}`
    } catch (error) {
      if (error instanceof Stale) throw new Unfit(staleWords([]))
      throw error
    }
  },
})

export const CLOSE = act({
  ...LOOKED_THROUGH,
  input: Closing,
  version: ({ sheet }) => sheet.version,
  does: async ({ database, by }, found) => {
    await closeImport(database, found, by)
    return "ledger_import_closed"
  },
})
