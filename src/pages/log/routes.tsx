import type { Context } from "hono"
import type { EventRow } from "#db/schema.ts"
import { dateOf, timeOf } from "#src/clock.ts"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import type { House } from "#src/door/house.ts"
import { onward, page } from "#src/door/respond.tsx"
import { csvFile } from "#src/office/spreadsheets/csv.ts"
import { dateIn } from "#src/office/typed/figures.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import type { Action } from "#src/trail/actions.ts"
import { TrailPage, VerdictPage } from "#views/events/trail.tsx"
import { particularsShown } from "#views/events/words.ts"
import { actingAsWords } from "#views/words/roles.ts"
import { EXPORT_TRAIL, VERIFY_TRAIL } from "./acts.ts"
import { EXPORT_LIMIT, type TrailFilter, trailPage } from "./queries.ts"

const first = (value: string | string[] | undefined) =>
  cleaned([value].flat()[0] ?? "")
    .text.trim()
    .slice(0, 80)

/** What is asked for. Anything that cannot be is left out, so every address shows a page. */
function filterIn(typed: Record<string, string | string[] | undefined>, house: House): TrailFilter {
  const action = first(typed.action)
  const day = (name: string) => {
    const read = dateIn(first(typed[name]))
    return "date" in read ? read.date : null
  }
  return {
    person: first(typed.person),
    actions: house.actions.filter((one) => one === action) as Action[],
    subject: first(typed.subject),
    fromOn: day("fromOn"),
    untilOn: day("untilOn"),
  }
}

const idBefore = (c: Context<Env>) => {
  const before = Number(c.req.query("before"))
  return Number.isInteger(before) && before > 0 ? before : null
}

/** 审计: the 审计管理员 reads, exports and verifies the trail, and can change nothing. */
export const trail = factory
  .createApp()
  .use(only("auditor"))
  .get("/", async (c) => {
    const filter = filterIn(c.req.query(), c.var.house)
    const before = idBefore(c)
    const found = await trailPage(c.var.database, filter, before, c.var)
    return page(
      c,
      { title: "审计", wide: true },
      <TrailPage
        {...found}
        filter={filter}
        isFirst={before === null}
        told={c.var.house}
        now={c.var.now}
        today={c.var.today}
      />,
    )
  })
  .post("/export", pressed(EXPORT_TRAIL, { again: nothingTyped, shows: (c, _, __, rows) => exported(c, rows) }))
  .get("/verification", (c) => onward(c, "/admin/events"))
  .post(
    "/verification",
    pressed(VERIFY_TRAIL, {
      again: nothingTyped,
      shows: (c, _, __, verdict) =>
        page(c, { title: "核验操作记录" }, <VerdictPage verdict={verdict} now={c.var.now} />),
    }),
  )

/** The events as a file for a spreadsheet. */
function exported(c: Context<Env>, rows: readonly EventRow[]) {
  const lines = rows.map((event) => [
    event.id,
    `${dateOf(event.at)} ${timeOf(event.at)}`,
    event.actorName,
    actingAsWords(event.actingAs),
    event.address,
    c.var.house.actionWords(event.action),
    `${event.subject}#${event.version}`,
    particularsShown(event, c.var.house)
      .map(({ name, before, after }) => (before === null ? `${name}：${after}` : `${name}：${before} → ${after}`))
      .join("；"),
  ])
  c.header("Content-Type", "text/csv; charset=utf-8")
  c.header("Content-Disposition", `attachment; filename="events-${dateOf(c.var.now)}.csv"`)
  c.header("Cache-Control", "no-store")
  if (rows.length >= EXPORT_LIMIT) lines.push([`只导出最早的 ${EXPORT_LIMIT} 条，请缩小日期范围分次导出`])
  return c.body(csvFile([["序号", "时间", "人员", "身份", "地址", "操作", "对象", "内容"], ...lines]))
}
