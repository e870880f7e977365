import { type Block, type Paper, paperName } from "#src/outward/papers/paper.ts"
import type { FoundMeeting } from "#src/year/meetings/queries.ts"
import { MEETING_KIND_LABEL } from "../meetings/words.ts"
import { dayWords } from "../words.ts"
import { issuerOf, withoutStop } from "./parts.ts"

/* 纪要 as a paper: when and where, who was there, what was said, what was decided by whom and by when. */

export function minutesPaper(found: FoundMeeting, organisation: string, today: string): Paper {
  const { meeting, office } = found
  const issuer = issuerOf(organisation, office)
  const on = meeting.issuedOn ?? today
  return {
    title: `${meeting.title}纪要`,
    issuer,
    head: {
      is: "slip",
      issuer,
      kind: `${MEETING_KIND_LABEL[meeting.kind]}纪要`,
      line: [meeting.docNumber || `〔${meeting.year}〕　号`, dayWords(on)],
    },
    mark: meeting.issuedOn === null ? "底稿（未印发）" : null,
    heading: `${meeting.title}纪要`,
    addressee: "",
    blocks: [...factsOf(found), ...said(meeting.minutes), ...decided(found)],
    closing: "",
    signed: { by: [issuer], on, sealed: true },
    note: "",
  }
}

const textOf = (lead: string, text: string): Block[] => (text.trim() === "" ? [] : [{ is: "text", lead, text }])

const said = (minutes: string): Block[] => (minutes.trim() === "" ? [] : [{ is: "text", text: minutes }])

function factsOf({ meeting, called }: FoundMeeting): Block[] {
  const came = called.flatMap(({ attendance, unit }) => (attendance.came ? [unit.name] : []))
  const when = [dayWords(meeting.heldOn ?? meeting.meetsOn), meeting.hour].filter(Boolean).join(" ")
  return [
    ...textOf("时间：", when),
    ...textOf("地点：", meeting.place),
    ...textOf("出席人员：", meeting.present),
    ...textOf("到会单位：", came.join("、")),
    ...textOf("会同单位、受邀人员：", meeting.guests),
  ]
}

/** 1．……。（责任单位：办公室；完成时限：2026年12月31日） */
function decided({ decisions }: FoundMeeting): Block[] {
  if (decisions.length === 0) return []
  const lines = decisions.map(({ decision, unit }, i): Block => {
    const by = decision.dueBy === null ? "" : `；完成时限：${dayWords(decision.dueBy)}`
    return { is: "text", text: `${i + 1}．${withoutStop(decision.text)}。（责任单位：${unit}${by}）` }
  })
  return [{ is: "heading", text: "议定事项" }, ...lines]
}

export const minutesName = ({ meeting }: FoundMeeting): string =>
  paperName(`${meeting.title}纪要`, meeting.issuedOn === null ? "底稿" : "")
