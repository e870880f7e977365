/* 写进本期进展: which open report the words of an activity go into. */

type Place = { assignmentId: number; round: { number: number } }

/** As a form names a report: `12-3`. */
export const itemOf = ({ assignmentId, round }: Place): string => `${assignmentId}-${round.number}`

/** What is written already stays where it is; the new words stand below it. */
export const withWords = (written: string, text: string): string =>
  written.trim() === "" ? text : `${written.trimEnd()}\n${text}`
