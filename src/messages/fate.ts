import type { MeetingAbout } from "#db/schema.ts"
import { filingPath, meetingPath, paperPath, suggestionPath, verifyingPath } from "#src/paths.ts"
import { roundOf } from "#src/reports/links/link.ts"
import { isRunning } from "#src/trail/running.ts"
import type { PublishedSeal } from "#src/trail/seal.ts"
import {
  answerWords,
  bulletinWords,
  digestWords,
  enteredWords,
  filingWords,
  mailboxWords,
  meetingWords,
  noticeWords,
  reminderWords,
  sealWords,
  testWords,
  verificationWords,
  type Words,
} from "#views/deliveries/messages.ts"
import type { ClaimedDelivery } from "./queries.ts"

/**
 * Why a message is not sent although it waits: its receiver left the post, the unit has answered, the robot was taken
 * out of use, nobody wrote down an address, no mail server is set, the program is a demo.
 */
export const DROPPED = ["left", "settled", "robot_off", "no_address", "no_mail", "demo"] as const
export type Dropped = (typeof DROPPED)[number]

/**
 * Looked at once more just before sending: what to say, and where it leads; or why nothing is said. `roundId`: all of it
 * is about this round, so that a liaison may be given a 填报链接.
 */
export type Fate = { drop: Dropped } | { words: Words; path: string | null; roundId: number | null }

/** 1 to 3 of them: never to people who left, never about what was answered (design.md 4). */
export function fateOf(found: ClaimedDelivery, { today, mails }: { today: string; mails: boolean }): Fate {
  const { delivery, person, holds, robot } = found
  if (delivery.channel === "robot" && !robot?.active) return { drop: "robot_off" }
  if (delivery.channel === "mail" && delivery.about !== "mailbox") {
    if (!(person?.active && (holds || delivery.about === "test"))) return { drop: "left" }
  }
  const words = wordsFor(found, today)
  if (!words) return { drop: "settled" }
  if (delivery.channel === "mail" && !mailboxOf(found)) return { drop: "no_address" }
  if (delivery.channel === "mail" && !mails) return { drop: "no_mail" }
  return words
}

/** Where a mail goes: that a mailbox was changed to the one of before, everything else to the person's own. */
export function mailboxOf({ delivery, person, event }: ClaimedDelivery): string {
  if (delivery.about !== "mailbox") return person?.email ?? ""
  return (event?.particulars as MailboxChange | undefined)?.email?.before ?? ""
}

type MailboxChange = { email?: { before?: string } }

type Message = Exclude<Fate, { drop: Dropped }>

/** Null: there is nothing left to be said. */
function wordsFor(claimed: ClaimedDelivery, today: string): Message | null {
  const { delivery, plan, notice, bulletin, event, unit, office } = claimed
  const named = { unit: unit ?? "", office: office ?? "", today }
  switch (delivery.about) {
    case "digest":
      return ofDigest(claimed, named)
    case "reminder":
      return ofReminder(claimed, named)
    case "filing":
      return ofFiling(claimed, named)
    case "filing_entered":
      return ofEntered(claimed, named)
    case "meeting_called":
    case "meeting_moved":
    case "meeting_off":
    case "meeting_decided":
    case "meeting_returned":
      return ofMeeting(claimed, delivery.about, named)
    case "verification":
      return ofVerification(claimed, named)
    case "suggestion":
      return ofSuggestion(claimed)
    case "notice":
      if (!plan || !isRunning(plan.state) || notice?.state !== "issued") return null
      return { words: noticeWords({ ...named, plan, ...notice }), path: `/notices/${delivery.aboutId}`, roundId: null }
    case "bulletin":
      if (!plan || bulletin?.state !== "issued") return null
      return { words: bulletinWords({ ...named, plan, ...bulletin }), path: paperPath(delivery.aboutId), roundId: null }
    case "seal":
      return event && { words: sealWords(event.particulars as PublishedSeal, today), path: null, roundId: null }
    case "mailbox":
      return ofMailbox(claimed, today)
    case "test":
      return { words: testWords(), path: null, roundId: null }
  }
}

type Naming = { unit: string; office: string; today: string }

function ofDigest({ delivery, owed }: ClaimedDelivery, named: Naming): Message | null {
  if (!owed || owed.length === 0) return null
  const path = delivery.audience === "leader" ? `/units/${delivery.unitId}` : "/todo"
  const roundId = delivery.audience === "liaison" ? roundOf(owed.map(({ item }) => item)) : null
  return { words: digestWords({ ...named, owed, audience: delivery.audience }), path, roundId }
}

function ofReminder({ plan, reminder }: ClaimedDelivery, named: Naming): Message | null {
  if (!plan || !reminder?.round || !reminder.dueBy || reminder.left === 0) return null
  const { round, dueBy, left, roundId } = reminder
  return { words: reminderWords({ ...named, plan, round, dueBy, left }), path: "/todo", roundId }
}

/** 催办 of what a unit has to file: nothing is said once it is filed. */
function ofFiling({ filing }: ClaimedDelivery, named: Naming): Message | null {
  if (!filing?.year || filing.left === 0) return null
  const { year, office, left } = filing
  return { words: filingWords({ ...named, office, year, left }), path: `/years/${year}/filings`, roundId: null }
}

function ofEntered({ entered }: ClaimedDelivery, named: Naming): Message | null {
  return entered && { words: enteredWords({ ...named, ...entered }), path: filingPath(entered.id), roundId: null }
}

const isOfDecision = (about: MeetingAbout): boolean => about === "meeting_decided" || about === "meeting_returned"

/** Nothing is said of a call that holds no more, nor of what the unit has carried out by then. */
function ofMeeting({ meeting }: ClaimedDelivery, about: MeetingAbout, named: Naming): Message | null {
  if (!meeting) return null
  const { id, isAsked, left, ...facts } = meeting
  const isComing = meeting.state === "called" && isAsked && meeting.meetsOn >= named.today
  const stands = about === "meeting_off" ? !isComing : isOfDecision(about) ? left > 0 : isComing
  if (!stands) return null
  // A unit that was taken off sees the meeting no more.
  const path = about === "meeting_off" && !isAsked ? null : meetingPath(id)
  return { words: meetingWords(about, { ...named, ...facts, left }), path, roundId: null }
}

function ofVerification({ verifiedYear: year, delivery }: ClaimedDelivery, named: Naming): Message | null {
  if (year === null) return null
  return {
    words: verificationWords({ ...named, year }),
    path: verifyingPath(year, "", { unit: delivery.unitId }),
    roundId: null,
  }
}

/** To whoever suggested it: nothing is said once they have judged the answer. */
function ofSuggestion({ suggestion }: ClaimedDelivery): Message | null {
  if (suggestion?.state !== "answered") return null
  return { words: answerWords(suggestion), path: suggestionPath(suggestion.id), roundId: null }
}

function ofMailbox({ delivery, event, person, security }: ClaimedDelivery, today: string): Message | null {
  if (!event || !person) return null
  const by = event.actorId === delivery.personId ? null : event.actorName
  return { words: mailboxWords({ name: person.name, by, at: event.at, security, today }), path: null, roundId: null }
}
