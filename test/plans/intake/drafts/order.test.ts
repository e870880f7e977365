import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { type PlanDraft, plans, posts } from "#db/schema.ts"
import { HOUSE } from "#src/capabilities.ts"
import { factory } from "#src/door/env.ts"
import { mount } from "#src/door/house.ts"
import { told } from "#src/door/json.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { CORRECT, IMPORT, ISSUE } from "#src/plans/intake/drafts/acts.ts"
import { JUDGE_DRAFT } from "#src/plans/intake/drafts/approval_acts.ts"
import { reviewIn } from "#src/plans/intake/drafts/asked.ts"
import { discardDraft, saveDraft } from "#src/plans/intake/drafts/draft_commands.ts"
import { findDraft } from "#src/plans/intake/drafts/draft_queries.ts"
import { importDraft } from "#src/plans/intake/drafts/importing_commands.ts"
import { issueDraft } from "#src/plans/intake/drafts/issuing_commands.ts"
import { acting } from "#src/trail/record.ts"
import { planApprover, planDraft, recall } from "#test/support/approvals.ts"
import { askOpinions } from "#test/support/consultations.ts"
import { type Login, ORIGIN, TODAY, type World, world } from "#test/support/world.ts"
import { imported, issue, post } from "./support.ts"

/*
 * The acts of a draft are refused in the order of all acts: 404, 403, what is wrong with the input, what is no longer so.
 * By a page and by a second door alike; and what the rows ask, their commands ask too.
 */

const DOCUMENT = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划。（牵头单位：办公室）
（二）组织考试。（牵头单位：研究室、网络办）
`
const KNOWN = DOCUMENT.replace("、网络办", "")

const acts = factory
  .createApp()
  .post("/import", told(IMPORT))
  .post("/drafts/:draft/corrections", told(CORRECT))
  .post("/drafts/:draft/issue", told(ISSUE))
  .post("/drafts/:draft/approval", told(JUDGE_DRAFT))

let w: World
beforeEach(async () => {
  w = await world(undefined, {}, [...HOUSE, { name: "second door", told: () => [mount("/", acts)] }])
})

/** Gives an input by the second door; `on` is the path of a draft's page. */
async function given(on: string, act: string, input: unknown, login: Login = "lin") {
  const headers = { origin: ORIGIN, "content-type": "application/json", cookie: `__Host-sid=${login}` }
  const path = on ? `/drafts/${on.split("/").at(-1)}/${act}` : `/${act}`
  const response = await w.app.request(`${ORIGIN}/api/v1${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(input),
  })
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) }
}

const count = async () => {
  const { db, read } = w.database
  const [rows] = await read([db.select({ id: plans.id }).from(plans)])
  return rows.length
}

const draftNow = async (path: string): Promise<PlanDraft> => {
  const draft = await planDraft(w, path)
  if (!draft) throw new Error("no draft")
  return draft
}

describe("by its page", () => {
  test("下达: another's office, then what is undecided, then that the page is old, then the last look", async () => {
    const draft = await imported(w, { source: DOCUMENT })
    const old = { path: draft.path, revision: 9 }
    expect((await issue(w, old, { supervisingUnitId: "1" })).status).toBe(403)
    const undecided = await issue(w, old)
    expect(undecided.status).toBe(422)
    expect(await undecided.text()).toContain("请先为网络办选择对应单位")
    await draft.correct({ kind: "match_all" })
    for (const [confirmed = "", revise = ""] of [[], ["", "1"], ["1"]])
      expect((await issue(w, old, { confirmed, revise })).status).toBe(409)
    expect((await issue(w, draft, { confirmed: "" })).status).toBe(200)
    expect(await count()).toBe(1)
  })

  test("an old page of a draft that was submitted meanwhile is told that it was", async () => {
    await planApprover(w, "leader")
    const draft = await imported(w, { source: KNOWN })
    expect((await issue(w, draft)).status).toBe(303)
    for (const fields of [{ kind: "renumber" }, { kind: "explode" }]) {
      const late = await post(w, `${draft.path}/corrections`, { revision: "1", ...fields })
      expect(late.status).toBe(409)
      expect(await late.text()).toContain("已送审")
    }
    const asked = await askOpinions(w, draft.path, { answerBy: "" })
    expect(asked.status).toBe(409)
    expect(await asked.text()).toContain("已送审")
  })

  test("征求意见: a day that is over before an old page", async () => {
    const draft = await imported(w, { source: KNOWN })
    const late = await askOpinions(w, draft.path, { revision: "9", answerBy: "2026-09-01" })
    expect(late.status).toBe(422)
    expect((await askOpinions(w, draft.path, { revision: "9", units: "99" })).status).toBe(409)
    expect((await askOpinions(w, draft.path, { units: "99" })).status).toBe(404)
  })

  test("a correction that does not fit is told at its field, and of an old page that it is old", async () => {
    const draft = await imported(w, { source: KNOWN })
    const fits = (revision: string) => post(w, `${draft.path}/corrections`, { revision, kind: "join", task: "1" })
    expect((await fits("9")).status).toBe(409)
    const unfit = await fits("1")
    expect(unfit.status).toBe(422)
    expect(await unfit.text()).toContain("这项修改与方案现状不符")
    const long = { revision: "1", kind: "facts", title: "长".repeat(301), docNumber: "" }
    expect(await (await post(w, `${draft.path}/corrections`, long)).text()).toContain("最多 300 字")
  })
})

describe("by a second door", () => {
  test("a document is read, corrected in the words of the input, and issued at one stroke", async () => {
    expect(await given("", "import", { source: "" })).toMatchObject({
      status: 422,
      problems: { source: ["请粘贴方案全文，或选择文件"] },
    })
    expect(await given("", "import", { source: DOCUMENT }, "wang")).toMatchObject({ status: 403 })
    expect(await given("", "import", { source: DOCUMENT })).toEqual({
      status: 200,
      done: null,
      made: expect.stringMatching(/^[0-9a-f]{16}$/),
    })

    const draft = await imported(w, { source: DOCUMENT })
    const answer = { kind: "unit", unitId: 3 }
    const match = { revision: 1, kind: "match", name: "网络办", answer }
    expect(await given(draft.path, "corrections", { ...match, answer: { kind: "unit" } })).toMatchObject({
      status: 422,
    })
    expect(await given(draft.path, "corrections", match)).toEqual({ status: 200, done: null })
    const edit = {
      kind: "task",
      task: 2,
      label: "（二）",
      text: "组织年度考试。",
      deadline: "date",
      dueBy: "2026-11-30",
    }
    const units = [{ name: "研究室", role: "lead" }]
    expect(await given(draft.path, "corrections", { ...edit, units, revision: 1 })).toMatchObject({ status: 409 })
    expect(await given(draft.path, "corrections", { ...edit, units, revision: 2 })).toMatchObject({ status: 200 })
    expect(await draft.html()).toContain("组织年度考试。")
    expect((await draftNow(draft.path)).steps).toHaveLength(2)

    const facts = { title: "普法分工方案", issuedOn: "2026-09-21", supervisingUnitId: 3 }
    expect(await given(draft.path, "issue", { ...facts, revision: 3, supervisingUnitId: 1 })).toMatchObject({
      status: 403,
    })
    expect(await given(draft.path, "issue", { ...facts, revision: 3 })).toEqual({
      status: 200,
      done: "plan_issued.2-2",
      made: 2,
    })
    expect(await count()).toBe(2)
  })

  test("审定: what is wrong with the answer is told before that the draft was taken back", async () => {
    await planApprover(w, "leader")
    const { db, write } = w.database
    const both = { personId: w.actor("lin2").id, kind: "leader" as const, unitId: null, fromOn: "2020-01-01" }
    await write([db.insert(posts).values(both)])
    const draft = await imported(w, { source: KNOWN })
    expect((await issue(w, draft)).status).toBe(303)
    const { version } = await draftNow(draft.path)
    expect((await recall(w, draft.path)).status).toBe(303)
    const decides = (input: object) => given(draft.path, "approval", { version, ...input }, "lin2")
    expect(await given(draft.path, "approval", { version, agrees: true })).toMatchObject({ status: 403 })
    expect(await decides({ agrees: false })).toMatchObject({
      status: 422,
      problems: { remark: ["请写明需要修改的地方"] },
    })
    for (const agrees of [true, false])
      expect(await decides({ agrees, remark: "改" })).toMatchObject({ status: 409, code: "draft_not_submitted" })
    expect(await draftNow(draft.path)).toMatchObject({ state: "draft", opinion: "" })
  })
})

describe("the commands ask it themselves", () => {
  const by = (login: Login) => acting(w.actor(login), w.now())

  async function found(path: string) {
    const key = path.split("/").at(-1) ?? ""
    const draft = await findDraft(w.database, w.actor("lin"), key, { today: TODAY, approver: "none" })
    if (!draft) throw new Error("no draft")
    return draft
  }

  test("a draft that was submitted is neither saved nor thrown away, nor one that units are asked about", async () => {
    const on = await imported(w, { source: KNOWN })
    const one = await found(on.path)
    const submitted = { ...one, draft: { ...one.draft, state: "approving" as const } }
    await expect(saveDraft(w.database, submitted.draft, { title: "改" }, by("lin"))).rejects.toMatchObject({
      code: "draft_submitted",
    })
    await expect(discardDraft(w.database, submitted, by("lin"))).rejects.toMatchObject({ code: "draft_submitted" })
    expect((await askOpinions(w, on.path)).status).toBe(303)
    await expect(discardDraft(w.database, await found(on.path), by("lin"))).rejects.toMatchObject({
      code: "consultation_open",
    })
    expect(await draftNow(on.path)).toMatchObject({ revision: 1, state: "draft" })
  })

  test("a document is sent by the office alone, and is one document", async () => {
    const sending = { file: new File([KNOWN], "方案.txt"), source: "", html: "" }
    await expect(importDraft(w.database, 3, sending, by("wang"))).rejects.toMatchObject({ kind: "forbidden" })
    const both = { ...sending, source: KNOWN }
    await expect(importDraft(w.database, 3, both, by("lin"))).rejects.toMatchObject({
      problems: { source: [expect.stringContaining("请只留一种")] },
    })
    await expect(importDraft(w.database, 3, sending, by("lin"))).resolves.toMatch(/^[0-9a-f]{16}$/)
  })

  test("nothing is issued for another's office, nor while a name means nothing", async () => {
    const facts = { title: "方案", docNumber: "", issuedOn: TODAY, reason: "", listed: false }
    const reading = { calendar: calendarOf([]), lastPeriodDays: 10 }
    const issued = async (path: string, supervisingUnitId: number, login: Login = "lin") => {
      const one = await found(path)
      return issueDraft(w.database, one, reviewIn(one), { ...facts, supervisingUnitId }, null, by(login), reading)
    }
    const known = await imported(w, { source: KNOWN })
    await expect(issued(known.path, 1)).rejects.toMatchObject({ kind: "forbidden" })
    await expect(issued(known.path, 3, "wang")).rejects.toMatchObject({ kind: "forbidden" })
    const unknown = await imported(w, { source: DOCUMENT })
    await expect(issued(unknown.path, 3)).rejects.toMatchObject({
      problems: { units: [expect.stringContaining("网络办")] },
    })
    expect(await count()).toBe(1)
    await expect(issued(known.path, 3)).resolves.toMatchObject({ kind: "issued", planId: 2 })
  })
})

test("下一年度方案 takes what is asked, and nothing for an answer that is none", async () => {
  const succeed = (fields: Record<string, string>) => post(w, "/plans/1/successor", fields)
  expect((await succeed({ which: "some" })).status).toBe(422)
  expect((await succeed({ which: "open" })).status).toBe(303)
  expect((await succeed({})).status).toBe(303)
  const { db, read } = w.database
  const [rows] = await read([db.select().from(plans).where(eq(plans.id, 2))])
  expect(rows).toEqual([])
})
