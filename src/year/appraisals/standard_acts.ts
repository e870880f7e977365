import { type Asked, act } from "#src/door/act.ts"
import { tableAsked } from "#src/year/duties/table_asked.ts"
import { ensureKeeps } from "./commands.ts"
import { Changing, Entering, Opening, Reading, Versioned } from "./input.ts"
import { type StandardRead, standardRead } from "./sheet_reading.ts"
import {
  changeStandard,
  ensureDraft,
  enterStandard,
  nextEdition,
  openStandard,
  readingsFit,
  textFits,
} from "./standard_commands.ts"
import { type FoundStandard, findStandard, yearToBring } from "./standard_queries.ts"

/* 评估标准: read from a table and looked over, put right, opened, made anew. The pages are in standard_routes.tsx. */

export const bringable = ({ database, actor, number }: Asked) => yearToBring(database, actor, number("year"))

export const READ = act({
  find: bringable,
  may: ensureKeeps,
  input: Reading,
  fits: (_asked, _found, { file, pasted }) =>
    file === null && pasted.trim() === "" ? { file: ["请选择标准文件，或粘贴表格"] } : null,
  does: async (asked, _found, given): Promise<{ said: null; made: StandardRead }> => ({
    said: null,
    made: await tableAsked(asked, given, standardRead),
  }),
})

export const ENTER = act({
  find: bringable,
  may: ensureKeeps,
  input: Entering,
  fits: (_asked, _found, words) => textFits(words),
  does: async ({ database, by }, found, { findings, ...words }) => {
    const lines = findings.split("\n").filter((one) => one.trim() !== "")
    return { said: "standard_entered", made: await enterStandard(database, found, { ...words, findings: lines }, by) }
  },
})

export const theStandard = ({ database, actor, number }: Asked) => findStandard(database, actor, number("standard"))

const onOne = { find: theStandard, may: ensureKeeps }
const version = (found: FoundStandard) => {
  ensureDraft(found)
  return found.standard.version
}

export const CHANGE = act({
  ...onOne,
  version,
  input: Changing,
  fits: (_asked, _found, words) => textFits(words),
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await changeStandard(database, found, words, by)
    return "standard_changed"
  },
})

export const OPEN = act({
  ...onOne,
  version,
  input: Opening,
  fits: (_asked, found, given) => (found.standard.state === "draft" ? readingsFit(found, given) : null),
  does: async ({ database, by }, found, { version: _, ...given }) => {
    await openStandard(database, found, given, by)
    return "standard_opened"
  },
})

export const NEXT_EDITION = act({
  ...onOne,
  version: ({ standard }) => standard.version,
  input: Versioned,
  does: async ({ database, by }, found) => ({
    said: "standard_entered",
    made: await nextEdition(database, found, by),
  }),
})
