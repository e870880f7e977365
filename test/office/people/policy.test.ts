import { describe, expect, test } from "vitest"
import { POST_KINDS, type PostKind } from "#db/schema.ts"
import {
  areExclusive,
  endProblem,
  endsSoon,
  GRANTABLE,
  grantProblem,
  type HeldPost,
  irreplaceable,
  isAdministratorPost,
  leavesNobody,
  needsHeir,
  needsUnit,
  overlap,
  standsAlone,
} from "#src/office/people/policy.ts"

const GRANTER = 1
const post = (kind: PostKind, more: Partial<HeldPost> = {}): HeldPost & { personId: number } => ({
  kind,
  unitId: needsUnit(kind) ? 7 : null,
  fromOn: "2026-01-01",
  // Nobody is invited without an end.
  untilOn: kind === "observer" ? "2026-12-31" : null,
  personId: 2,
  ...more,
})

const pairs = POST_KINDS.flatMap((held) => POST_KINDS.map((asked) => [held, asked] as const))

describe("三员", () => {
  test.each(pairs)("whoever holds %s may be granted %s exactly when the two go together", (held, asked) => {
    const problem = grantProblem(GRANTER, post(asked), [post(held)])
    if (held === asked) expect(problem).toBe("duplicate_post")
    else if (standsAlone(held) || standsAlone(asked)) expect(problem).toBe("exclusive_post")
    else expect(problem).toBeNull()
    expect(areExclusive(held, asked)).toBe(areExclusive(asked, held))
  })

  test.each(POST_KINDS)("nobody grants or ends %s for themselves", (kind) => {
    expect(grantProblem(2, post(kind), [])).toBe("own_grant")
    expect(endProblem(2, post(kind), "2026-09-21", [post(kind)])).toBe("own_grant")
  })

  test.each(POST_KINDS)("%s takes a unit exactly when it is a unit's post", (kind) => {
    const unitId = needsUnit(kind) ? null : 7
    expect(grantProblem(GRANTER, post(kind, { unitId }), [])).toBe(needsUnit(kind) ? "unit_needed" : "unit_forbidden")
  })

  test.each(POST_KINDS)("the last holder of %s stays only if it is one of the three", (kind) => {
    expect(endProblem(GRANTER, post(kind), "2026-09-21", [])).toBe(
      isAdministratorPost(kind) ? "last_of_its_kind" : null,
    )
    expect(endProblem(GRANTER, post(kind), "2026-09-21", [post(kind, {})])).toBeNull()
    expect(irreplaceable([post(kind)], [], "2026-09-21")).toBe(isAdministratorPost(kind) ? kind : null)
    expect(irreplaceable([post(kind)], [post(kind)], "2026-09-21")).toBeNull()
  })
})

test("somebody whose own post has an end, or has not begun, does not replace the last holder", () => {
  const ends = post("admin", { untilOn: "2026-12-31" })
  const later = post("admin", { fromOn: "2026-09-23" })
  expect(endProblem(GRANTER, post("admin"), "2026-09-21", [ends])).toBe("last_of_its_kind")
  expect(endProblem(GRANTER, post("admin"), "2026-09-21", [later])).toBe("last_of_its_kind")
  expect(endProblem(GRANTER, post("admin"), "2026-09-22", [later])).toBeNull()
})

test("exclusive posts may follow one another, but not share a day", () => {
  const former = post("admin", { untilOn: "2026-06-30" })
  expect(grantProblem(GRANTER, post("liaison", { fromOn: "2026-07-01" }), [former])).toBeNull()
  expect(grantProblem(GRANTER, post("liaison", { fromOn: "2026-06-30" }), [former])).toBe("exclusive_post")
})

test("a person may be liaison of two units, and a stand-in has an end", () => {
  expect(grantProblem(GRANTER, post("liaison", { unitId: 8 }), [post("liaison")])).toBeNull()
  expect(grantProblem(GRANTER, { ...post("head"), standIn: true }, [])).toBe("stand_in_without_end")
  expect(grantProblem(GRANTER, post("head", { untilOn: "2025-12-31" }), [])).toBe("ends_before_it_begins")
})

test("who looks on from outside holds nothing else, may be invited by two offices, and has an end", () => {
  expect(POST_KINDS.filter(standsAlone)).toEqual(["admin", "security", "auditor", "observer"])
  expect(grantProblem(GRANTER, post("observer", { unitId: 8 }), [post("observer")])).toBeNull()
  expect(grantProblem(GRANTER, post("observer", { untilOn: null }), [])).toBe("invited_without_end")
})

describe("a post that ends leaves nobody", () => {
  const other = (more: Partial<HeldPost>) => post("liaison", more)

  test.each(POST_KINDS)("%s: asked of a unit's posts only", (kind) => {
    expect(leavesNobody(post(kind), "2026-09-30", [])).toBe(needsHeir(kind))
  })

  test.each<[string, HeldPost[], boolean]>([
    ["nobody else", [], true],
    ["another without an end", [other({})], false],
    ["one who begins on the day after", [other({ fromOn: "2026-10-01" })], false],
    ["one who begins later", [other({ fromOn: "2026-10-02" })], true],
    ["one whose post ends on the same day", [other({ untilOn: "2026-09-30" })], true],
    ["one whose post ends later", [other({ untilOn: "2026-10-01" })], false],
  ])("with %s", (_, others, expected) => {
    expect(leavesNobody(post("liaison"), "2026-09-30", others)).toBe(expected)
  })

  test("not when it is only made longer", () => {
    const ends = post("liaison", { untilOn: "2026-09-30" })
    expect(leavesNobody(ends, "2026-09-29", [])).toBe(true)
    expect(leavesNobody(ends, "2026-09-30", [])).toBe(false)
    expect(leavesNobody(ends, "2026-10-31", [])).toBe(false)
  })
})

test.each([
  [null, false],
  ["2026-09-20", false],
  ["2026-09-21", true],
  ["2026-10-21", true],
  ["2026-10-22", false],
])("a post until %s is shown to end soon: %s", (untilOn, soon) => {
  expect(endsSoon({ untilOn }, "2026-09-21")).toBe(soon)
})

test("everything but 评议组成员 is granted", () => {
  expect(POST_KINDS.filter((kind) => !GRANTABLE.some((one) => one === kind))).toEqual(["panelist"])
})

test.each([
  ["2026-01-01", null, "2030-01-01", null, true],
  ["2026-01-01", "2026-01-31", "2026-01-31", null, true],
  ["2026-01-01", "2026-01-31", "2026-02-01", null, false],
  ["2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31", false],
])("%s–%s and %s–%s share a day: %s", (fromOn, untilOn, otherFrom, otherUntil, shared) => {
  expect(overlap({ fromOn, untilOn }, { fromOn: otherFrom, untilOn: otherUntil })).toBe(shared)
})
