import { describe, expect, test } from "vitest"
import { REPORT_STATES } from "#db/schema.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"
import { notUnchanged, saysSomething, standingWords } from "#src/reports/report/words.ts"
import { isOpen } from "#src/reports/report/workflow.ts"

const STANDINGS: ReportStanding[] = ["none", ...REPORT_STATES]
const BLANK = { achieved: "", problems: " ", nextSteps: "\n", hasDifficulty: false, unchanged: false }
const DRAFT = { ...BLANK, achieved: "草稿" }
const SENT = { ...BLANK, achieved: "报过的" }
const SENTENCE = { ...BLANK, achieved: "自第二季度以来无变化", unchanged: true }
const NONE = { achieved: null, problems: null, nextSteps: null, hasDifficulty: null, unchanged: null }

const standing = (state: ReportStanding, resubmitBy: string | null = null, headRemark = "") =>
  state === "none" ? null : { state, resubmitBy, headRemark }

describe("saysSomething", () => {
  test.each([
    ["nothing", BLANK, false],
    ["what was done", { ...BLANK, achieved: "已办" }, true],
    ["problems alone", { ...BLANK, problems: "缺人" }, true],
    ["next steps alone", { ...BLANK, nextSteps: "再办" }, true],
    ["the tick alone", { ...BLANK, hasDifficulty: true }, true],
  ])("%s", (_, words, says) => expect(saysSomething(words)).toBe(says))
})

describe("the words as they stand", () => {
  const CASES = STANDINGS.flatMap((state) =>
    [null, DRAFT, SENTENCE].flatMap((draft) => [NONE, SENT, SENTENCE].map((sent) => [state, draft, sent] as const)),
  )
  test.each(CASES)("%s, draft %o, sent %o", (state, draft, sent) => {
    const words = standingWords({ report: standing(state), draft, words: sent })
    const shown = words?.achieved ?? null
    if (!isOpen(state)) expect(shown).toBe(sent.achieved)
    else if (draft) expect(shown).toBe(draft === DRAFT ? "草稿" : null)
    else expect(shown).toBe(sent === SENT ? "报过的" : null)
  })
})

describe("本期无变化", () => {
  const last = { achieved: "上期的内容" }
  const SENT_BACK = [
    standing("returned"),
    standing("returned", "2026-09-24"),
    standing("draft", "2026-09-24"),
    standing("draft", null, "请补充"),
  ]
  test.each(SENT_BACK)("is no answer to what was sent back: %o", (report) => {
    expect(notUnchanged({ report, draft: null, last })).toBe("answer_expected")
  })

  test.each([standing("none"), standing("draft")])("may be said where nothing is written: %o", (report) => {
    for (const draft of [null, BLANK, SENTENCE]) expect(notUnchanged({ report, draft, last })).toBeNull()
    for (const draft of [DRAFT, { ...BLANK, hasDifficulty: true }]) {
      expect(notUnchanged({ report, draft, last })).toBe("words_written")
    }
  })

  test.each([null, { achieved: null }, { achieved: "" }])("needs something before it: %o", (nothing) => {
    expect(notUnchanged({ report: null, draft: null, last: nothing })).toBe("nothing_before")
  })
})
