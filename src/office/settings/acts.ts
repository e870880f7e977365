import { act, actsAs } from "#src/door/act.ts"
import { ensureHolds } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { settingProblemWords } from "#views/settings/words.ts"
import { changeSettings } from "./commands.ts"
import { Changing } from "./input.ts"
import { settingRows } from "./queries.ts"
import { changesIn, RANGES, SETTING_KEYS, settingsWith } from "./rules.ts"

/** 安全与规则, changed by the 安全管理员: several at once, or none. */
export const CHANGE_SETTINGS = act({
  find: ({ database }) => settingRows(database),
  may: (actor) => ensureHolds(actor, "security"),
  input: Changing,
  fits: (_asked, rows, { values }): Problems | null => {
    const { problems } = settingsWith(rows, values)
    const told = SETTING_KEYS.flatMap((key) => {
      const problem = problems[key]
      return problem ? [[key, [settingProblemWords(problem, RANGES[key])]]] : []
    })
    return told.length > 0 ? Object.fromEntries(told) : null
  },
  isCurrent: (rows, { values, versions }) =>
    rows.every(({ key, version }) => !(key in values) || versions[key] === version),
  does: async (asked, rows, { values }) => {
    const [first, ...rest] = changesIn(rows, values)
    if (!first) return "setting_unchanged"
    await changeSettings(asked.database, [first, ...rest], actsAs(asked, "security"))
    return "setting_changed"
  },
})
