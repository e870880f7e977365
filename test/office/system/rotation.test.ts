import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays } from "#src/clock.ts"
import { outlived } from "#src/office/system/rotation.ts"

const nameOf = (day: string, time = "023000", end = ".db.enc") => `fengong-${day.replaceAll("-", "")}-${time}${end}`
const daily = (from: string, count: number) => Array.from({ length: count }, (_, i) => nameOf(addDays(from, i)))

test("the last of each of the newest days stays, and the last of each of the newest months", () => {
  const names = daily("2026-09-01", 91)
  const gone = outlived(names, { days: 14, months: 3 })
  const kept = names.filter((name) => !gone.includes(name))
  expect(kept).toEqual([nameOf("2026-09-30"), nameOf("2026-10-31"), ...daily("2026-11-17", 14)])
})

test("of two of one day the earlier goes, whether it is encrypted or not", () => {
  const [morning, noon] = [nameOf("2026-11-30", "023000", ".db"), nameOf("2026-11-30", "120000")]
  expect(outlived([noon, morning], { days: 14, months: 12 })).toEqual([morning])
})

test("a backup of long ago stays as long as nothing newer is made", () => {
  expect(outlived(daily("2020-01-01", 3), { days: 14, months: 0 })).toEqual([])
})

test("what bears another name is never among them", () => {
  const others = [
    "fengong.db",
    "fengong.before-upgrade-20260101T000000Z-1.db",
    "重要.db",
    "fengong-20260101-020000.db.part-1",
  ]
  expect(outlived([...others, ...daily("2026-01-01", 30)], { days: 1, months: 0 })).toHaveLength(29)
  expect(outlived(others, { days: 1, months: 0 })).toEqual([])
})

test("whatever the days: the newest stays, nobody is named twice, and a second look removes nothing more", () => {
  const days = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 })
  const rotation = fc.record({ days: fc.integer({ min: 1, max: 20 }), months: fc.integer({ min: 0, max: 14 }) })
  fc.assert(
    fc.property(days, rotation, (made, kept) => {
      const names = [...new Set(made.map((day) => nameOf(addDays("2024-01-01", day))))]
      const gone = outlived(names, kept)
      const rest = names.filter((name) => !gone.includes(name))
      expect(rest).toContain([...names].sort().at(-1))
      expect(rest.length).toBeLessThanOrEqual(kept.days + kept.months)
      expect(outlived(rest, kept)).toEqual([])
    }),
  )
})
