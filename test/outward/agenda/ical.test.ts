import * as fc from "fast-check"
import ICAL from "ical.js"
import { expect, test } from "vitest"
import { addDays } from "#src/clock.ts"
import { rateOf } from "#src/door/rate.ts"
import { type DatedEvent, escaped, folded, icalendar } from "#src/outward/agenda/ical.ts"

const event = (over: Partial<DatedEvent> = {}): DatedEvent => ({
  uid: "round-1-0@duban.example.cn",
  sequence: 3,
  changedAt: Date.UTC(2026, 8, 21, 1, 2, 3),
  on: "2026-09-30",
  until: "2026-09-30",
  summary: "报送期限：2026年第三季度",
  description: "《普法责任制分工方案》",
  url: "https://duban.example.cn/plans/1",
  ...over,
})

const octets = (line: string) => new TextEncoder().encode(line).length
const text = fc.string({ unit: "binary", maxLength: 200 }).filter((one) => one.isWellFormed())
const chinese = fc
  .array(fc.constantFrom(..."报送，；\\,;\n：《》😀𠮷a "), { maxLength: 120 })
  .map((all) => all.join(""))

test("no line is longer than 75 octets, none ends within a character, and joined again they are the line", () => {
  fc.assert(
    fc.property(fc.oneof(text, chinese), (line) => {
      const one = line.replaceAll(/[\r\n]/g, "")
      const pieces = folded(one).split("\r\n")
      for (const piece of pieces) {
        expect(octets(piece)).toBeLessThanOrEqual(75)
        expect(piece.isWellFormed()).toBe(true)
      }
      expect(pieces.slice(1).every((piece) => piece.startsWith(" "))).toBe(true)
      expect(pieces.map((piece, i) => (i === 0 ? piece : piece.slice(1))).join("")).toBe(one)
    }),
  )
})

test("another program reads back what was written, whatever the words", () => {
  fc.assert(
    fc.property(chinese, chinese, (summary, description) => {
      const calendar = new ICAL.Component(ICAL.parse(icalendar("办公室", [event({ summary, description })])))
      const read = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined)
      expect([read.summary, read.description]).toEqual([summary, description])
    }),
  )
})

test("control characters leave the text, and it cannot end its line", () => {
  expect(escaped("甲\u0000乙\u001b\r\nBEGIN:VEVENT")).toBe("甲乙\\nBEGIN:VEVENT")
  const lines = icalendar("x", [event({ summary: "甲\r\nATTENDEE:mailto:a@b" })]).split("\r\n")
  expect(lines.some((line) => line.startsWith("ATTENDEE"))).toBe(false)
})

test("every line ends as the standard wants, and the whole has what it has to have", () => {
  const text = icalendar("办公室", [event(), event({ uid: "b", until: "2026-10-02" })])
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/)
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true)
  const calendar = new ICAL.Component(ICAL.parse(text))
  expect(calendar.getFirstPropertyValue("version")).toBe("2.0")
  expect(calendar.getFirstPropertyValue("prodid")).toContain("fengong")
  const [first] = calendar.getAllSubcomponents("vevent")
  expect(first?.getFirstPropertyValue("sequence")).toBe(3)
  expect(String(first?.getFirstPropertyValue("dtstamp"))).toBe("2026-09-21T01:02:03Z")
  expect(String(first?.getFirstPropertyValue("last-modified"))).toBe("2026-09-21T01:02:03Z")
  expect(first?.getFirstPropertyValue("uid")).toBe("round-1-0@duban.example.cn")
  // Without an event there still is a component (RFC 5545, 3.4).
  expect(new ICAL.Component(ICAL.parse(icalendar("x", []))).getAllSubcomponents()).toHaveLength(1)
})

const ZONES = ["Asia/Shanghai", "UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Urumqi"]

test("a day is the same day in every zone, and its end is the day after the last one", () => {
  const before = process.env.TZ
  try {
    for (const zone of ZONES) {
      process.env.TZ = zone
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 40 }), (since, length) => {
          const on = addDays("2020-01-01", since)
          const until = addDays(on, length)
          const calendar = new ICAL.Component(ICAL.parse(icalendar("x", [event({ on, until })])))
          const read = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined)
          expect(read.startDate.isDate).toBe(true)
          expect([read.startDate.toString(), read.endDate.toString()]).toEqual([on, addDays(until, 1)])
          // As a client on a machine of that zone shows it.
          const local = read.startDate.toJSDate()
          const shown = [local.getFullYear(), local.getMonth() + 1, local.getDate()]
          expect(shown.map((n) => String(n).padStart(2, "0")).join("-")).toBe(on)
        }),
        { numRuns: 20 },
      )
    }
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

test("a calendar is given so often an hour, whoever asks, and others are not held up by it", () => {
  const isWithin = rateOf({ most: 60, span: 3_600_000 })
  const allowed = (key: string, now: number) =>
    Array.from({ length: 70 }, () => isWithin(key, now)).filter(Boolean).length
  expect(allowed("a", 0)).toBe(60)
  expect(allowed("b", 0)).toBe(60)
  expect(isWithin("a", 3_599_999)).toBe(false)
  expect(isWithin("a", 3_600_000)).toBe(true)
})
