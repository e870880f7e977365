import type { SignedSheet } from "#db/schema.ts"
import type { about } from "#src/reports/sheets/about.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

type Came = Pick<SignedSheet, "receivedOn" | "takenBy" | "isSigned" | "isSealed">

/** 「11月20日收到（陈督查收），已签字，未盖章」 */
export const arrivalWords = ({ receivedOn, takenBy, isSigned, isSealed }: Came, today: string): string =>
  receivedOn === null
    ? "未收到"
    : `${dayWords(receivedOn, today)}收到（${takenBy}收），${isSigned ? "已" : "未"}签字，${isSealed ? "已" : "未"}盖章`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  signed_sheet_received: "登记收到签字单",
  signed_sheet_corrected: "更正签字单登记",
  signed_sheet_withdrawn: "撤销签字单登记",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  round_ahead: ({ name }) => `「${name}」尚未开始，还没有签字单可以登记。`,
  sheet_received: ({ name }) => `${name}的签字单已经登记过。如有不同，请在该单位一行更正。`,
  no_sheet: ({ name }) => `${name}本期没有登记过签字单，请先登记。`,
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  sheets_received: (n) => `已登记 ${n} 个单位的签字单`,
  sheet_corrected: () => "签字单登记已更正",
  sheet_withdrawn: () => "已撤销登记，该单位签字单记为未收到",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { signed_sheet: "签字单" }
