import { desc } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { posts, proposals } from "#db/schema.ts"
import {
  askForExtension,
  bring,
  bringNotice,
  done,
  extensionOf,
  type Fields,
  noticeOf,
  onAssignment,
  onExtension,
  onlyOne,
  onNotice,
  onReport,
  openRound,
  refused,
  reportOf,
  settings,
  trailOf,
} from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/*
 * 自查 of every kind by one table: 研究室 leads part 4 and supervises the plan. 严联络 speaks for it, 林督查 and 凌督查
 * supervise.
 */

let w: World
beforeEach(async () => {
  w = await world()
})

type Kind = {
  kind: string
  /** What its 初核 points at, and whose trail its events are in. */
  subject: string
  trail?: string
  /** Brings it before the office. */
  brought: () => Promise<unknown>
  propose: (login: Login, over?: Fields) => Promise<Response>
  confirm: (login: Login, over?: Fields) => Promise<Response>
  /** Where it stands; before its 复核, and after. */
  stands: () => Promise<string | undefined>
  from: string
  to: string
  /** The events of 初核, of 发还 and of what was agreed to. */
  says: [proposed: string, declined: string, carriedOut: string]
  /** A decision of the office itself has nobody who wrote, sent or claimed it. */
  hasAuthor?: false
}

const ofPart = async () => (await w.assignment(4)).state

const KINDS: Kind[] = [
  {
    kind: "a report",
    subject: "report:4/1",
    brought: async () => {
      await done(openRound(w))
      await done(onReport(w, "yan", 4, "report"))
    },
    propose: (login, over) => onReport(w, login, 4, "acceptance", over),
    confirm: (login, over) => onReport(w, login, 4, "confirmation", over),
    stands: async () => (await reportOf(w, 4))?.state,
    from: "submitted",
    to: "accepted",
    says: ["report_verdict_proposed", "report_proposal_declined", "report_accepted"],
  },
  {
    kind: "a claim",
    subject: "assignment:4",
    brought: () => bring(w, 4, "claimed", { unit: "yan", office: "lin" }),
    propose: (login, over) => onAssignment(w, login, 4, "verdict", over),
    confirm: (login, over) => onAssignment(w, login, 4, "confirmation", over),
    stands: ofPart,
    from: "claimed",
    to: "closed",
    says: ["assignment_closure_proposed", "assignment_proposal_declined", "assignment_closed"],
  },
  {
    kind: "a suspension",
    subject: "assignment:4",
    brought: () => bring(w, 4, "active", { unit: "yan", office: "lin" }),
    propose: (login, over) => onAssignment(w, login, 4, "suspension", { untilOn: "2026-12-31", ...over }),
    confirm: (login, over) => onAssignment(w, login, 4, "confirmation", over),
    stands: ofPart,
    from: "active",
    to: "suspended",
    says: ["assignment_closure_proposed", "assignment_proposal_declined", "assignment_suspended"],
    hasAuthor: false,
  },
  {
    kind: "an answer to a notice",
    subject: "notice:1",
    brought: () => bringNotice(w, "answered", { unit: "yan", assignment: "4" }),
    propose: (login, over) => onNotice(w, login, "verdict", over),
    confirm: (login, over) => onNotice(w, login, "confirmation", over),
    stands: async () => (await noticeOf(w)).state,
    from: "answered",
    to: "closed",
    says: ["notice_verdict_proposed", "notice_proposal_declined", "notice_closed"],
  },
  {
    kind: "an extension",
    subject: "extension:1",
    trail: "assignment:4",
    brought: () => askForExtension(w, { assignment: 4, unit: "yan" }),
    propose: (login, over) => onExtension(w, login, "decision", over),
    confirm: (login, over) => onExtension(w, login, "confirmation", over),
    stands: async () => (await extensionOf(w)).state,
    from: "asked",
    to: "granted",
    says: ["extension_decision_proposed", "extension_proposal_declined", "extension_granted"],
  },
]

async function lastProposal() {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(proposals).orderBy(desc(proposals.id)).limit(1)])
  return row
}

/** 严联络, who wrote, sent, claimed or asked, supervises as well. */
const promoted = () =>
  w.database.write([
    w.database.db
      .insert(posts)
      .values({ personId: w.actor("yan").id, kind: "supervisor", unitId: w.unitId("yjs"), fromOn: "2020-01-01" }),
  ])

describe.each(KINDS.map((row) => [row.kind, row] as const))("%s", (_, row) => {
  const { subject, trail = subject, brought, propose, confirm, stands, from, to, says, hasAuthor = true } = row
  const [proposed, declined, carriedOut] = says
  const newest = async () => (await trailOf(w, trail)).at(-1)
  beforeEach(async () => {
    await brought()
  })

  test("proposed it stands where it stood, and points at its subject", async () => {
    await done(propose("lin"))
    expect([await stands(), await newest()]).toMatchObject([from, { action: proposed, actorId: 1 }])
    expect(await lastProposal()).toMatchObject({ subject, planId: 1, confirmed: null, decidedById: null })
    expect(await (await w.as("lin2").get("/desk?queue=confirm")).text()).toContain("初核意见（林督查")
  })

  test("confirmed by another it is carried out as proposed, with both names and the second one's reason", async () => {
    await done(propose("lin"))
    await done(confirm("lin2", { decision: "复核同意" }))
    expect(await stands()).toBe(to)
    expect(await newest()).toMatchObject({
      action: carriedOut,
      actorId: 2,
      particulars: { proposedById: 1, decision: "复核同意" },
    })
    expect(await lastProposal()).toMatchObject({ confirmed: true, decidedById: 2, decision: "复核同意" })
    await refused(w, () => confirm("lin2"), 409)
  })

  test("declined it stands where it stood, and is judged anew by either", async () => {
    await done(propose("lin"))
    await done(confirm("lin2", { agrees: "no", decision: "依据不足" }))
    expect([await stands(), (await newest())?.action]).toEqual([from, declined])
    expect(await lastProposal()).toMatchObject({ confirmed: false, decidedById: 2, decision: "依据不足" })
    await refused(w, () => confirm("lin2"), 409)
    await done(propose("lin2"))
    await done(confirm("lin"))
    expect(await stands()).toBe(to)
  })

  test("whoever proposed does not confirm", async () => {
    await done(propose("lin"))
    await refused(w, () => confirm("lin"), 403, "另一人复核")
    await refused(w, () => confirm("lin", { agrees: "no" }), 403, "另一人复核")
  })

  test("whose word it is neither proposes nor confirms", async () => {
    await promoted()
    if (!hasAuthor) {
      await done(propose("yan"))
      await done(confirm("lin"))
      return
    }
    await refused(w, () => propose("yan"), 403, "由您撰写、审签或代录")
    await done(propose("lin"))
    await refused(w, () => confirm("yan"), 403, "由您撰写、审签或代录")
    await done(confirm("lin2"))
  })

  test("a second 初核 waits for the first", async () => {
    await done(propose("lin"))
    await refused(w, () => propose("lin2"), 409, "请先复核")
  })

  test("two propose at once, two confirm at once: each time one of them", async () => {
    await onlyOne(
      w,
      () => propose("lin"),
      () => propose("lin2"),
    )
    const second = (await lastProposal())?.proposedById === 1 ? "lin2" : "lin"
    await onlyOne(
      w,
      () => confirm(second),
      () => confirm(second),
    )
    expect(await stands()).toBe(to)
  })

  test.each<[rule: string, over: Fields, may: Login, not: Login[]]>([
    ["a second supervisor", { confirmer: "supervisor" }, "lin2", ["boss"]],
    ["a named unit", { confirmer: "unit", confirmingUnitId: "1" }, "head", ["lin2", "boss"]],
    ["a leader", { confirmer: "leader" }, "boss", ["lin2"]],
  ])("by the plan's rule: %s", async (_rule, over, may, not) => {
    await done(settings(w, over))
    await done(propose("lin"))
    for (const login of not) await refused(w, () => confirm(login), 403)
    await refused(w, () => confirm("zhao"), 404)
    await done(confirm(may))
    expect(await stands()).toBe(to)
  })

  test("where nobody is left to confirm, nobody proposes", async () => {
    await done(settings(w, { confirmer: "unit", confirmingUnitId: "2" }))
    await refused(w, () => propose("lin"), 403, "没有可以复核的人")
  })

  test("who does not supervise proposes nothing, and an outsider finds nothing", async () => {
    await refused(w, () => propose("yan"), 403)
    await refused(w, () => propose("boss"), 403)
    for (const login of ["zhao", "admin", "security", "auditor"] as const) {
      await refused(w, () => propose(login), 404)
      await refused(w, () => confirm(login), 404)
    }
  })
})
