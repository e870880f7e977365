import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { Incomplete, typedIn, typedText } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { hashToken } from "#src/office/people/sessions.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { effectOf, touchedBy } from "#src/pages/settings_effect/effect.ts"
import { effectFacts } from "#src/pages/settings_effect/effect_queries.ts"
import { SettingsPreviewPage } from "#views/settings/preview.tsx"
import { SettingsPage } from "#views/settings/settings.tsx"
import { settingProblemWords } from "#views/settings/words.ts"
import { changeSettings, type SettingChange } from "./commands.ts"
import { type SettingRow, settingRows } from "./queries.ts"
import { RANGES, SETTING_KEYS, settingsIn } from "./rules.ts"
import { settingsOf } from "./settings.ts"

/** 安全与规则: every number that is policy, beside its default and where that comes from; what a change does is shown before it is saved. */
export const settingsPage = factory
  .createApp()
  .use(only("security"))
  .get("/", async (c) => {
    // Coming back from the preview, what was typed stands in the address.
    const typed = c.req.query()
    const flaws = Object.keys(typed).length > 0 ? { typed, problems: {} } : null
    return page(c, { title: "安全与规则" }, <SettingsPage rows={await settingRows(c.var.database)} flaws={flaws} />)
  })
  .get("/preview", (c) => onward(c, "/admin/settings"))
  .post("/preview", async (c) => {
    const form = await entered(c)
    if (!form.ok) return form.answer
    if (form.changes.length === 0) {
      say(c, "setting_unchanged")
      return onward(c, "/admin/settings")
    }
    const { database, now, today, calendar, token } = c.var
    const before = settingsOf(form.rows)
    const after = settingsOf([...form.rows, ...form.changes.map(({ key, after: value }) => ({ key, value }))])
    const parts = touchedBy(form.changes.map(({ key }) => key))
    const ownHash = token === null ? "" : hashToken(token)
    const facts = await effectFacts(database, { now, today, parts, before, after, ownHash })
    return page(
      c,
      { title: "核对设置的影响" },
      <SettingsPreviewPage
        changes={form.changes}
        parts={parts}
        effect={effectOf(facts, before, after, { now, today, calendar })}
      />,
    )
  })
  .post("/", async (c) => {
    const form = await entered(c)
    if (!form.ok) return form.answer
    const [first, ...rest] = form.changes
    if (first) {
      await changeSettings(c.var.database, [first, ...rest], by(c, "security"))
    }
    say(c, first ? "setting_changed" : "setting_unchanged")
    return onward(c, "/admin/settings")
  })

/** The changes that were typed, or the page that says what is wrong with them. What the form leaves out stays as it is. */
async function entered(c: Context<Env>) {
  const typed = await typedIn(c)
  const rows = await settingRows(c.var.database)
  const fields = Object.fromEntries(rows.map(({ key, value }) => [key, typedText(typed, key) ?? String(value)]))
  const { values, problems } = settingsIn(fields)
  if (Object.keys(problems).length > 0) {
    const sentences = Object.fromEntries(
      SETTING_KEYS.flatMap((key) => {
        const problem = problems[key]
        return problem ? [[key, [settingProblemWords(problem, RANGES[key])]]] : []
      }),
    )
    const flaws = { typed, problems: sentences }
    const answer = page(c, { title: "安全与规则", status: 422 }, <SettingsPage rows={rows} flaws={flaws} />)
    return { ok: false as const, answer }
  }
  return { ok: true as const, rows, changes: changesIn(typed, rows, values) }
}

function changesIn(typed: Typed, rows: SettingRow[], values: ReturnType<typeof settingsIn>["values"]): SettingChange[] {
  return rows.flatMap(({ key, value: before, version }) => {
    const after = values[key]
    if (after === undefined || after === typedBefore(typed, key, before)) return []
    const shown = typedText(typed, `version.${key}`)
    if (shown === undefined) throw new Incomplete()
    if (shown !== String(version)) throw new Stale("stale")
    return [{ key, version, before, after }]
  })
}

/** A field nobody touched is not a change, whatever others did to the setting meanwhile. */
function typedBefore<T extends string | number | boolean>(typed: Typed, key: string, now: T): T {
  const shown = typedText(typed, `shown.${key}`)
  if (shown === undefined) return now
  if (typeof now === "boolean") return (shown === "true") as T
  return (typeof now === "number" ? Number(shown) : shown) as T
}
