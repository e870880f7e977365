import type * as z from "zod"
import type { Act, Asked } from "#src/door/act.ts"
import type { Reading } from "#src/door/json.ts"
import { ACKNOWLEDGE } from "#src/plans/assignments/acts.ts"
import { IMPORT } from "#src/plans/intake/drafts/acts.ts"
import { ACCEPT, RETURN, SIGN, TAKE_BACK } from "#src/reports/report/acts.ts"
import { SEND } from "#src/reports/report/writing_acts.ts"
import { ENTER, HOLD } from "#src/year/activities/acts.ts"
import { SEND as FILE } from "#src/year/documents/acts.ts"
import { activitiesRead, assignmentsRead, changesRead, planRead, plansRead, reportsRead, unitsRead } from "./queries.ts"

/*
 * 接口: what programs read and do, a line each. The same lines are the routes below /api/v1 and what /api/openapi.json says of
 * them (words.ts, openapi.ts).
 */

type AnyReading = Reading<never>
type AnyAct = Act<never, z.ZodType, unknown>

export type Line = { method: "GET"; path: string; row: AnyReading } | { method: "POST"; path: string; row: AnyAct }

function get<Found>(path: string, find: Reading<Found>["find"]): Line {
  const row: Reading<Found> = { find, shows: (found) => found }
  return { method: "GET", path, row: row as unknown as AnyReading }
}

function post<Found, Input extends z.ZodType, Made>(path: string, row: Act<Found, Input, Made>): Line {
  return { method: "POST", path, row: row as unknown as AnyAct }
}

const pageOf = ({ asks }: Asked) => Math.max(1, asks("page") ?? 1)

export const LINES: readonly Line[] = [
  get("/me", async ({ actor: { id, login, name, posts } }) => ({
    id,
    login,
    name,
    posts: posts.map(({ kind, unitId, unitName }) => ({ kind, unitId, unit: unitName })),
  })),
  get("/units", ({ database }) => unitsRead(database)),
  get("/plans", (asked) => plansRead(asked.database, asked.actor, pageOf(asked))),
  get("/plans/:plan", ({ database, actor, number }) => planRead(database, actor, number("plan"))),
  get("/plans/:plan/assignments", (asked) =>
    assignmentsRead(asked.database, asked.actor, asked.number("plan"), pageOf(asked)),
  ),
  get("/assignments/:assignment/reports", ({ database, actor, number }) =>
    reportsRead(database, actor, number("assignment")),
  ),
  get("/years/:year/activities", (asked) =>
    activitiesRead(asked.database, asked.actor, asked.number("year"), pageOf(asked)),
  ),
  get("/changes", ({ database, actor, asks }) => changesRead(database, actor, asks("since") ?? 0)),
  post("/assignments/:assignment/acknowledgement", ACKNOWLEDGE),
  post("/assignments/:assignment/rounds/:round/report", SEND),
  post("/assignments/:assignment/rounds/:round/signature", SIGN),
  post("/assignments/:assignment/rounds/:round/withdrawal", TAKE_BACK),
  post("/assignments/:assignment/rounds/:round/acceptance", ACCEPT),
  post("/assignments/:assignment/rounds/:round/return", RETURN),
  post("/plans/drafts", IMPORT),
  post("/activities", ENTER),
  post("/activities/:activity/holding", HOLD),
  post("/filings/:document/filing", FILE),
]
