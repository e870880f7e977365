import type { Database } from "#db/database.ts"
import { settings } from "#db/schema.ts"
import { type Act, type Anybody, type By, record } from "#src/trail/record.ts"
import type { SettingChange } from "./rules.ts"

/** Changes settings, each with its own event; of two people at once the second gets `Stale` for all. */
export function changeSettings(database: Database, changes: [SettingChange, ...SettingChange[]], by: By<Anybody>) {
  const act = ({ key, version, before, after }: SettingChange): Act => ({
    action: "setting_changed",
    subject: `setting:${key}`,
    version: version + 1,
    particulars: { before, after },
  })
  const [first, ...rest] = changes
  return record(
    database,
    by,
    [act(first), ...rest.map(act)],
    changes.map(({ key, version, after: value }) =>
      database.db
        .insert(settings)
        .values({ key, value, version: version + 1 })
        .onConflictDoUpdate({ target: settings.key, set: { value, version: version + 1 } }),
    ),
  )
}
