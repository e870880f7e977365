import { describe, expect, test } from "vitest"
import { attachments } from "#db/schema.ts"
import {
  bringNotice,
  bringReport,
  done,
  draftNotice,
  multipart,
  onNotice,
  onReport,
  openRound,
  refused,
  trailOf,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { attachFinding, bringInspection, onInspection } from "#test/support/inspections.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

/* Everything that a file can belong to, by one rule: seen by those who see what it belongs to, added while that is open. */

const files = () => multipart({}, { files: [{ name: "佐证.pdf", bytes: PDF }] })

type Kind = {
  subject: string
  begin: (w: World) => Promise<unknown>
  attach: (w: World) => Promise<Response>
  /** Who sees it at once, and who besides when what it belongs to has been sent or fed back. */
  seen: Login[]
  send: ((w: World) => Promise<unknown>) | null
  seenThen: Login[]
  /** Of the office's or the unit's own, and not of whoever may. */
  forbidden: [login: Login, status: number][]
  as: (w: World, login: Login) => Promise<Response> | Response
  /** What it belongs to has moved on. */
  shut: ((w: World) => Promise<unknown>) | null
}

const KINDS: [string, Kind][] = [
  [
    "a report",
    {
      subject: "report:1/1",
      begin: (w) => done(openRound(w)),
      attach: (w) => done(w.as("wang").post("/assignments/1/rounds/1/attachments", files())),
      seen: ["wang", "head", "lin", "lin2"],
      send: (w) => done(onReport(w, "wang", 1, "report")),
      seenThen: ["boss"],
      forbidden: [
        ["zhou", 403],
        ["zhao", 404],
      ],
      as: (w, login) => w.as(login).post("/assignments/1/rounds/1/attachments", files()),
      shut: (w) => bringReport(w, "submitted"),
    },
  ],
  [
    "the answer to a notice",
    {
      subject: "notice:1",
      begin: (w) => done(draftNotice(w)),
      attach: (w) => done(w.as("wang").post("/notices/1/attachments", files())),
      seen: ["wang", "head", "lin", "lin2"],
      send: (w) => done(onNotice(w, "wang", "answer")),
      seenThen: ["boss"],
      forbidden: [
        ["lin", 403],
        ["zhao", 404],
      ],
      as: (w, login) => w.as(login).post("/notices/1/attachments", files()),
      shut: (w) => done(onNotice(w, "wang", "answer")),
    },
  ],
  [
    "what an inspection found of a part",
    {
      subject: "inspection:1/1",
      begin: (w) => bringInspection(w, "found"),
      attach: (w) => done(attachFinding(w, "lin")),
      seen: ["lin", "lin2", "boss"],
      send: (w) => done(onInspection(w, "lin", "conclusion")),
      seenThen: ["wang", "head"],
      forbidden: [
        ["lin2", 403],
        ["zhao", 404],
      ],
      as: (w, login) => attachFinding(w, login),
      shut: (w) => done(onInspection(w, "lin", "conclusion")),
    },
  ],
  [
    "the sheet of a unit",
    {
      subject: "signed_sheet:1/1",
      begin: (w) => done(openRound(w)),
      attach: (w) => done(receive(w, "lin")),
      seen: ["wang", "head", "lin", "lin2", "boss"],
      send: null,
      seenThen: [],
      forbidden: [
        ["wang", 403],
        ["zhao", 404],
      ],
      as: (w, login) => receive(w, login),
      shut: null,
    },
  ],
]

const receive = (w: World, login: Login) => {
  const fields = { receivedOn: "2026-09-21", takenBy: "陈督查", units: "1" }
  const scan = { name: "签字单.pdf", bytes: PDF }
  return w.as(login).post("/plans/1/rounds/1/sheets", multipart(fields, { "scan-1": [scan] }))
}

const EVERYBODY = Object.keys(CAST) as Login[]

async function seeing(w: World, id = 1): Promise<Login[]> {
  const seen: Login[] = []
  for (const login of EVERYBODY) {
    const { status } = await w.as(login).get(`/attachments/${id}`)
    expect([200, 404], login).toContain(status)
    if (status === 200) seen.push(login)
  }
  return seen.sort()
}

const kept = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(attachments)])
  return rows
}

describe.each(KINDS)("%s", (_, kind) => {
  const begun = async () => {
    const w = await world()
    await kind.begin(w)
    return w
  }

  test("its file names it, as its line in the trail does what was added", async () => {
    const w = await begun()
    await kind.attach(w)
    expect(await kept(w)).toMatchObject([{ subject: kind.subject, planId: 1, unitId: 1, size: PDF.length }])
    expect(await trailOf(w, "attachment:1")).toMatchObject([{ version: 1, action: "attachment_added" }])
  })

  test("those who see it see its file; for everybody else there is none", async () => {
    const w = await begun()
    await kind.attach(w)
    expect(await seeing(w)).toEqual([...kind.seen].sort())
    if (!kind.send) return
    await kind.send(w)
    expect(await seeing(w)).toEqual([...kind.seen, ...kind.seenThen].sort())
  })

  test.each(kind.forbidden)("%s adds nothing to it: %i", async (login, status) => {
    const w = await begun()
    await refused(w, () => kind.as(w, login), status)
    expect(await kept(w)).toEqual([])
  })
})

test.each(KINDS.filter(([, { shut }]) => shut))("%s: once it has moved on, nothing is added", async (_, kind) => {
  const w = await world()
  await kind.begin(w)
  await kind.shut?.(w)
  const login = kind.subject.startsWith("inspection") ? "lin" : "wang"
  await refused(w, () => kind.as(w, login), 409)
  expect(await kept(w)).toEqual([])
})

test("a file of another report, notice or part is not among its own", async () => {
  const w = await world()
  await done(openRound(w))
  await done(draftNotice(w, { assignments: ["1", "2"] }))
  const post = (login: Login, path: string) => done(w.as(login).post(path, files()))
  await post("wang", "/assignments/1/rounds/1/attachments")
  await post("wang", "/assignments/6/rounds/1/attachments")
  await post("zhou", "/assignments/2/rounds/1/attachments")
  await post("wang", "/notices/1/attachments")
  await post("zhou", "/notices/2/attachments")
  expect((await kept(w)).map(({ subject }) => subject)).toEqual([
    "report:1/1",
    "report:6/1",
    "report:2/1",
    "notice:1",
    "notice:2",
  ])
  const links = async (login: Login, path: string) =>
    [...(await (await w.as(login).get(path)).text()).matchAll(/\/attachments\/(\d+)"/g)].map(([, id]) => Number(id))
  expect(await links("wang", "/todo?item=1-1")).toEqual([1])
  expect(await links("wang", "/todo?item=6-1")).toEqual([2])
  expect(await links("wang", "/notices/1")).toEqual([4])
  expect(await links("zhou", "/notices/2")).toEqual([5])
  for (const id of [3, 5]) expect((await w.as("wang").get(`/attachments/${id}`)).status, String(id)).toBe(404)
})

test("a notice that was drafted and not sent has no evidence yet", async () => {
  const w = await world()
  await bringNotice(w, "draft")
  await refused(w, () => w.as("wang").post("/notices/1/attachments", files()), 404)
})
