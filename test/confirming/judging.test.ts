import { describe, expect, test } from "vitest"
import { CONFIRMERS, POST_KINDS, type PostKind } from "#db/schema.ts"
import { confirmersOf, confirming, isSelfCheck, type Judged, judging } from "#src/confirming/judging.ts"
import type { Actor } from "#src/office/people/actor.ts"

/** 研究室 supervises; 督查室 is named to confirm; 办公室 is supervised. */
const OFFICE = 3
const NAMED = 4
const OTHER = 1

const person = (id: number, ...posts: [PostKind, number | null][]): Actor => ({
  id,
  login: `p${id}`,
  name: `某${id}`,
  unitId: null,
  unitName: null,
  posts: posts.map(([kind, unitId]) => ({ kind, unitId, unitName: null, standIn: false, beat: [] })),
  address: "",
  mustChangePassword: false,
})

const judged = (
  unitId: number,
  authors: number[] = [],
  confirmer: Judged["plan"]["confirmer"] = "supervisor",
): Judged => ({
  plan: { supervisingUnitId: OFFICE, confirmer, confirmingUnitId: confirmer === "unit" ? NAMED : null },
  unitId,
  authors,
})

const UNIT_OF: [PostKind, number | null][] = POST_KINDS.flatMap((kind): [PostKind, number | null][] =>
  ["liaison", "head", "supervisor"].includes(kind)
    ? [OFFICE, NAMED, OTHER].map((unitId): [PostKind, number] => [kind, unitId])
    : [[kind, null]],
)

describe("judging", () => {
  test.each(UNIT_OF)("only a supervisor of the plan's office judges: %s of %s", (kind, unitId) => {
    const isOffice = kind === "supervisor" && unitId === OFFICE
    const refused = { how: "refused", code: "not_yours" }
    expect(judging(person(9, [kind, unitId]), judged(OTHER))).toEqual(isOffice ? { how: "direct" } : refused)
    expect(judging(person(9, [kind, unitId]), judged(OFFICE))).toEqual(isOffice ? { how: "propose" } : refused)
  })

  test.each([OTHER, OFFICE])("nobody judges what they wrote, signed or entered (unit %i)", (unitId) => {
    expect(judging(person(9, ["supervisor", OFFICE]), judged(unitId, [8, 9]))).toEqual({
      how: "refused",
      code: "own_report",
    })
    expect(judging(person(9, ["supervisor", OFFICE]), judged(unitId, [8])).how).not.toBe("refused")
  })

  test.each(["liaison", "head"] as const)("nor does a supervisor who is %s of the unit", (kind) => {
    expect(judging(person(9, ["supervisor", OFFICE], [kind, OTHER]), judged(OTHER))).toEqual({
      how: "refused",
      code: "own_unit",
    })
    expect(judging(person(9, ["supervisor", OFFICE], [kind, NAMED]), judged(OTHER))).toEqual({ how: "direct" })
  })

  test("自查 is what the supervising unit reports of itself", () => {
    expect(isSelfCheck(judged(OFFICE))).toBe(true)
    expect(isSelfCheck(judged(OTHER))).toBe(false)
  })
})

describe("confirming", () => {
  const may = (kind: PostKind, unitId: number | null, confirmer: Judged["plan"]["confirmer"]) =>
    (confirmer === "supervisor" && kind === "supervisor" && unitId === OFFICE) ||
    (confirmer === "unit" && (kind === "supervisor" || kind === "head") && unitId === NAMED) ||
    (confirmer === "leader" && kind === "leader")

  const CASES = CONFIRMERS.flatMap((confirmer) => UNIT_OF.map(([kind, unitId]) => [confirmer, kind, unitId] as const))

  test.each(CASES)("rule %s: %s of %s", (confirmer, kind, unitId) => {
    const who = person(9, [kind, unitId])
    const wanted = may(kind, unitId, confirmer)
    expect(confirming(who, judged(OFFICE, [], confirmer), 1)).toBe(wanted ? null : "not_yours")
    expect(confirmersOf([who], judged(OFFICE, [], confirmer), 1)).toEqual(wanted ? [who] : [])
  })

  test.each(CONFIRMERS)("rule %s: neither the proposer nor an author confirms", (confirmer) => {
    const everything = person(9, ["supervisor", OFFICE], ["supervisor", NAMED], ["head", NAMED], ["leader", null])
    expect(confirming(everything, judged(OFFICE, [], confirmer), 9)).toBe("own_proposal")
    expect(confirming(everything, judged(OFFICE, [9], confirmer), 1)).toBe("own_report")
    expect(confirming(everything, judged(OFFICE, [8], confirmer), 1)).toBeNull()
    expect(confirmersOf([everything], judged(OFFICE, [], confirmer), 9)).toEqual([])
    expect(confirmersOf([everything], judged(OFFICE, [9], confirmer), 1)).toEqual([])
  })

  test("a unit that is not named confirms nothing, even where none is named", () => {
    const plan = { supervisingUnitId: OFFICE, confirmer: "unit" as const, confirmingUnitId: null }
    const holders = UNIT_OF.map(([kind, unitId], i) => person(i + 1, [kind, unitId]))
    expect(confirmersOf(holders, { plan, unitId: OFFICE, authors: [] }, 99)).toEqual([])
  })
})
