import type { Context } from "hono"
import { pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { hashToken } from "#src/office/people/sessions.ts"
import { effectOf, touchedBy } from "#src/pages/settings_effect/effect.ts"
import { effectFacts } from "#src/pages/settings_effect/effect_queries.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { SettingsPreviewPage } from "#views/settings/preview.tsx"
import { SettingsPage } from "#views/settings/settings.tsx"
import { CHANGE_SETTINGS } from "./acts.ts"
import { type SettingRow, settingRows } from "./queries.ts"
import { changesIn, type SettingChange } from "./rules.ts"
import { settingsOf } from "./settings.ts"

type C = Context<Env>

const settingsPath = "/admin/settings"

const wrong = (c: C, rows: SettingRow[], flaws: Flaws) =>
  page(c, { title: "安全与规则", status: 422 }, <SettingsPage rows={rows} flaws={flaws} />)

const onSettings = { again: wrong, onward: () => settingsPath }

/** What the changes would do today. */
async function preview(c: C, rows: SettingRow[], changes: SettingChange[]) {
  const { database, now, today, calendar, token } = c.var
  const before = settingsOf(rows)
  const after = settingsOf([...rows, ...changes.map(({ key, after: value }) => ({ key, value }))])
  const parts = touchedBy(changes.map(({ key }) => key))
  const ownHash = token === null ? "" : hashToken(token)
  const facts = await effectFacts(database, { now, today, parts, before, after, ownHash })
  return page(
    c,
    { title: "核对设置的影响" },
    <SettingsPreviewPage
      changes={changes}
      parts={parts}
      effect={effectOf(facts, before, after, { now, today, calendar })}
    />,
  )
}

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
  .get("/preview", (c) => onward(c, settingsPath))
  // The same act, shown before it is done; where nothing is changed there is nothing to show.
  .post(
    "/preview",
    pressed(CHANGE_SETTINGS, {
      ...onSettings,
      before: (c, rows, { values }) => {
        const changes = changesIn(rows, values)
        return changes.length > 0 ? preview(c, rows, changes) : null
      },
    }),
  )
  .post("/", pressed(CHANGE_SETTINGS, onSettings))
