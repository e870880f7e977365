import type { Database } from "#db/database.ts"
import { settings } from "#db/schema.ts"
import { SETTING_KEYS } from "./rules.ts"
import { type SettingKey, type Settings, settingsOf } from "./settings.ts"

export type SettingRow = { key: SettingKey; value: Settings[SettingKey]; version: number }

/** Every setting as it stands, with the number of its last change. One round trip. */
export async function settingRows({ db, read }: Database): Promise<SettingRow[]> {
  const [rows] = await read([db.select().from(settings)])
  const values = settingsOf(rows)
  return SETTING_KEYS.map((key) => ({
    key,
    value: values[key],
    version: rows.find((row) => row.key === key)?.version ?? 0,
  }))
}
