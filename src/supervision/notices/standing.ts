import type { Notice } from "#db/schema.ts"
import { type Light, type LightRule, lightOf } from "#src/board/lights/light.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"

/** How a notice stands with its day while the unit owes an answer, by the rules of a report; null: it owes none. */
export const lightOfNotice = ({ state, dueBy }: Pick<Notice, "state" | "dueBy">, rule: LightRule): Light | null =>
  isAwaitingAnswer(state)
    ? lightOf(
        {
          state: "active",
          reportDueBy: dueBy,
          standing: "none",
          hasDifficulty: false,
          late: false,
          resubmitBy: null,
          rectifyBy: null,
          noticeBy: null,
          rectifies: false,
          extensionAsked: false,
          deadlineBy: null,
        },
        rule,
      )
    : null
