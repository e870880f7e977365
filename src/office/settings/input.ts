import * as z from "zod"
import { counted, LACKING } from "#src/office/typed/input.ts"
import { spelledAs, type Typed } from "#src/office/typed/spelling.ts"
import { SETTING_KEYS, settingIn } from "./rules.ts"
import type { SettingKey } from "./settings.ts"

const key = z.enum(SETTING_KEYS)

/**
 * Settings that are to have another value, each with the number of the last change that was seen; what is not named stays
 * as it is. What a value may be is a rule of the setting (RANGES).
 */
export const Changing = spelledAs(
  z
    .object({
      values: z.partialRecord(key, z.union([z.string(), z.int(), z.boolean()])).default({}),
      versions: z.partialRecord(key, counted).default({}),
    })
    .refine(({ values, versions }) => SETTING_KEYS.every((one) => !(one in values) || one in versions), {
      path: ["versions"],
      message: LACKING,
    }),
  (typed) => {
    const changed = SETTING_KEYS.filter((one) => isChanged(typed, one))
    return {
      values: Object.fromEntries(changed.map((one) => [one, fieldOf(typed, one)])),
      versions: Object.fromEntries(
        changed.flatMap((one) => {
          const version = fieldOf(typed, `version.${one}`)
          return version === undefined ? [] : [[one, Number(version)]]
        }),
      ),
    }
  },
)

const fieldOf = (typed: Typed, name: string): string | undefined => [typed[name]].flat()[0]

/** A field nobody touched is not a change, whatever others did to the setting meanwhile. */
function isChanged(typed: Typed, one: SettingKey): boolean {
  const [text, shown] = [fieldOf(typed, one), fieldOf(typed, `shown.${one}`)]
  if (text === undefined || shown === undefined) return text !== undefined
  const value = settingIn(one, text)
  return value === null || value !== settingIn(one, shown)
}
