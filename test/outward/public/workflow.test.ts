import { expect, test } from "vitest"
import { RELEASE_STATES, type ReleaseState } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodyPage, bodyText, doubtsIn, LINES_A_PAGE, numbersIn, type ReleaseBody } from "#src/outward/public/body.ts"
import { mayCheck, publishes } from "#src/outward/public/policy.ts"
import { canMove, MOVES, RELEASE_MOVES, type ReleaseMove } from "#src/outward/public/workflow.ts"

/** Where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<ReleaseMove, Partial<Record<ReleaseState, ReleaseState>>> = {
  check: { prepared: "checked" },
  release: { checked: "released" },
  drop: { prepared: "dropped", checked: "dropped" },
  replace: { released: "replaced" },
  withdraw: { released: "withdrawn" },
}

test.each(RELEASE_STATES.flatMap((state) => RELEASE_MOVES.map((move) => [state, move] as const)))(
  "%s, %s",
  (state, move) => {
    const to = EXPECTED[move][state]
    expect(canMove(state, move)).toBe(to !== undefined)
    if (to) expect(MOVES[move].to).toBe(to)
  },
)

const person = (id: number, kind: "supervisor" | "liaison" | "leader", unitId: number | null): Actor => ({
  id,
  login: "x",
  name: "某人",
  unitId,
  unitName: "",
  posts: [{ kind, unitId, unitName: "", standIn: false, beat: [] }],
  address: "",
  mustChangePassword: false,
})

test("who prepared it does not check it; nobody but the office does anything", () => {
  const of = { officeId: 3 }
  expect(mayCheck(person(2, "supervisor", 3), of, { preparedById: 1 })).toBe(true)
  expect(mayCheck(person(1, "supervisor", 3), of, { preparedById: 1 })).toBe(false)
  for (const other of [person(4, "supervisor", 2), person(5, "liaison", 3), person(6, "leader", null)]) {
    expect(publishes(other, of)).toBe(false)
    expect(mayCheck(other, of, { preparedById: 1 })).toBe(false)
  }
})

const BODY: ReleaseBody = {
  title: "2026年度普法责任公告",
  opening: "",
  office: "研究室",
  blocks: [
    { is: "table", caption: "", columns: ["部门", "普法内容"], rows: [["办公室", "宪法"]] },
    { is: "text", heading: "说明", text: "第一段" },
  ],
}
/** No mobile number begins so. */
const MOBILE = "15400000000"

test("numbers are found wherever they stand, names are asked about, and each has its place", () => {
  expect(numbersIn(BODY)).toEqual([])
  const table = { is: "table" as const, caption: "", columns: ["部门", "普法内容"], rows: [["办公室", MOBILE]] }
  const text = { is: "text" as const, heading: "说明", text: `当事人李大明，车牌京Z00000` }
  const body = { ...BODY, title: MOBILE, opening: MOBILE, blocks: [table, text] }
  expect(numbersIn(body).map(({ where, row, kind }) => [where, row, kind])).toEqual([
    ["", -1, "mobile"],
    ["", 0, "mobile"],
    ["普法内容", 0, "mobile"],
    ["说明", -1, "plate"],
  ])
  expect(doubtsIn(body).map(({ text }) => text)).toEqual(["李大明"])
})

test("a body is the same text whatever the order of its parts; a long table is read by pages", () => {
  const { blocks, office, opening, title } = BODY
  expect(bodyText({ blocks, office, opening, title })).toBe(bodyText(BODY))
  const rows = Array.from({ length: LINES_A_PAGE + 1 }, (_, i) => [String(i)])
  const [table, text] = [{ is: "table" as const, caption: "", columns: ["部门"], rows }, BODY.blocks[1]]
  const long = { ...BODY, blocks: [table, ...(text ? [text] : [])] }
  const pages = [1, 2, 3].map((page) => bodyPage(long, page))
  expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, false, false])
  expect(pages.map(({ body }) => body.blocks.map((one) => (one.is === "table" ? one.rows.length : one.text)))).toEqual([
    [LINES_A_PAGE, "第一段"],
    [1],
    [],
  ])
})
