import { addDays } from "#src/clock.ts"

/*
 * iCalendar (RFC 5545): days without a time, so that each stays on its day in every client and zone. Written here, because
 * it is less than any library of it, and read back by one in the tests.
 */

export type DatedEvent = {
  /** The same whatever its day. */
  uid: string
  /** How often it has changed, and when last, in milliseconds. */
  sequence: number
  changedAt: number
  /** Civil days, both included. */
  on: string
  until: string
  summary: string
  description: string
  url: string
}

/** Octets of a line without its end (3.1). */
const LONGEST_LINE = 75

const encoder = new TextEncoder()

/** A line in pieces of 75 octets at most, none of which ends within a character; all but the first begin with a space. */
export function folded(line: string): string {
  let text = ""
  let room = LONGEST_LINE
  for (const sign of line) {
    const octets = encoder.encode(sign).length
    if (octets > room) {
      text += "\r\n "
      room = LONGEST_LINE - 1
    }
    text += sign
    room -= octets
  }
  return text
}

const CONTROL = /(?![\t\n])\p{Cc}/gu

/** A text as a value (3.3.11). */
export const escaped = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replaceAll(CONTROL, "")
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n")

const day = (date: string): string => date.replaceAll("-", "")
const instant = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "")

/** Our days are those of Asia/Shanghai; said so that even a calendar without an event has a component (3.4). */
const ZONE = [
  "BEGIN:VTIMEZONE",
  "TZID:Asia/Shanghai",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0800",
  "TZOFFSETTO:+0800",
  "TZNAME:CST",
  "END:STANDARD",
  "END:VTIMEZONE",
]

const eventLines = ({ uid, sequence, changedAt, on, until, summary, description, url }: DatedEvent): string[] => [
  "BEGIN:VEVENT",
  `UID:${uid}`,
  `DTSTAMP:${instant(changedAt)}`,
  `LAST-MODIFIED:${instant(changedAt)}`,
  `SEQUENCE:${sequence}`,
  `DTSTART;VALUE=DATE:${day(on)}`,
  // The day after the last one: it is not counted.
  `DTEND;VALUE=DATE:${day(addDays(until, 1))}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  `URL:${url}`,
  "TRANSP:TRANSPARENT",
  "END:VEVENT",
]

/** A calendar to be subscribed to; clients ask again some times a day. */
export const icalendar = (name: string, events: readonly DatedEvent[]): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//fengong//agenda//ZH",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "X-PUBLISHED-TTL:PT6H",
    ...ZONE,
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("")
