import { type Assignment, isDate, listsBodies, namesDoers, readAssignment } from "./assignment.ts"
import { bracketPairs, isOpener } from "./brackets.ts"
import { afterStop, type Flow, STOPS } from "./flow.ts"
import { type Label, labelAt, RANK_OF_PARENTHESES } from "./labels.ts"
import { looksLikeUnit, namesIn } from "./names.ts"
import { type LeadRule, leadRuleIn, slotLabelAt } from "./roles.ts"

/** The places in a running text that give it structure; what lies between them is words. */
export type Mark = LabelMark | PhraseMark
export type LabelMark = { kind: "label"; from: number; to: number; label: Label }
export type PhraseMark = { kind: "phrase"; from: number; to: number; words: string; assignment: Assignment }

/** Finds the marks from left to right, each character looked at once: a mark found is jumped over whole. */
export function marksIn(flow: Flow): Mark[] {
  const text = flow.text
  const reader = { text, pairs: bracketPairs(text), numbering: startNumbering(text), rule: ruleOfDocument(text) }
  const marks: Mark[] = []
  let at = 0
  while (at < text.length) {
    const mark = phraseAt(reader, at) ?? labelMarkAt(reader, at)
    if (mark) marks.push(mark)
    if (mark?.kind === "phrase") reader.rule = mark.assignment.rule
    at = mark ? mark.to : at + 1
  }
  return marks
}

type Reader = { text: string; pairs: Map<number, number>; numbering: Numbering; rule: LeadRule | null }
