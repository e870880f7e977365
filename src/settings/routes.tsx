import { Stale } from "#db/database.ts"
import { say } from "#src/http/cookies.ts"
import { factory } from "#src/http/env.ts"
import { typedIn, typedText } from "#src/http/form.ts"
import { only } from "#src/http/guard.ts"
import { onward, page } from "#src/http/respond.tsx"
import { actingAs } from "#src/people/actor.ts"
import { settingProblemWords } from "#views/labels.ts"
import { SettingsPage } from "#views/settings/settings.tsx"
import { changeSettings, type SettingChange } from "./commands.ts"
import { settingRows } from "./queries.ts"
import { RANGES, SETTING_KEYS, settingsIn } from "./rules.ts"

/** 安全与规则: every number that is policy, beside its default and where that comes from. */
export const settingsPage = factory
  .createApp()
  .use(only("security"))
  .get("/", async (c) => page(c, { title: "安全与规则" }, <SettingsPage rows={await settingRows(c.var.database)} />))
  .post("/", async (c) => {
    const typed = await typedIn(c)
    const rows = await settingRows(c.var.database)
    const fields = Object.fromEntries(SETTING_KEYS.map((key) => [key, typedText(typed, key) ?? ""]))
    const { values, problems } = settingsIn(fields)
    if (Object.keys(problems).length > 0) {
      const sentences = Object.fromEntries(
        SETTING_KEYS.flatMap((key) => {
          const problem = problems[key]
          return problem ? [[key, [settingProblemWords(problem, RANGES[key])]]] : []
        }),
      )
      return page(
        c,
        { title: "安全与规则", status: 422 },
        <SettingsPage rows={rows} flaws={{ typed, problems: sentences }} />,
      )
    }

    const changes: SettingChange[] = rows.flatMap(({ key, value: before, version }) => {
      const after = values[key]
      if (after === undefined || after === typedBefore(typed, key, before)) return []
      if (typedText(typed, `version.${key}`) !== String(version)) throw new Stale("stale")
      return [{ key, version, before, after }]
    })
    const [first, ...rest] = changes
    if (first) {
      await changeSettings(c.var.database, [first, ...rest], {
        actor: c.var.actor,
        as: actingAs(c.var.actor, "security"),
        at: c.var.now,
      })
      say(c, "setting_changed")
    }
    return onward(c, "/admin/settings")
  })

/** A field nobody touched is not a change, whatever others did to the setting meanwhile. */
function typedBefore<T extends string | number | boolean>(
  typed: Parameters<typeof typedText>[0],
  key: string,
  now: T,
): T {
  const shown = typedText(typed, `shown.${key}`)
  if (shown === undefined) return now
  if (typeof now === "boolean") return (shown === "true") as T
  return (typeof now === "number" ? Number(shown) : shown) as T
}
