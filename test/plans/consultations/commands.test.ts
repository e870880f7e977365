import { describe, expect, test } from "vitest"
import { consultations, opinions, opinionVerdicts } from "#db/schema.ts"
import { endConsultation, giveOpinion, judgeOpinion, openConsultation } from "#src/plans/consultations/commands.ts"
import { findConsultation } from "#src/plans/consultations/queries.ts"
import { findDraft } from "#src/plans/intake/drafts/draft_queries.ts"
import { acting } from "#src/trail/record.ts"
import { imported, issue } from "#test/plans/intake/drafts/support.ts"
import { askOpinions, onConsultation, giveOpinion as opinionFrom } from "#test/support/consultations.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

/*
 * The commands ask for themselves what their routes ask first: who came in by another door, and what has moved between
 * the reading and the batch.
 */

const DOCUMENT = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划。（牵头单位：办公室；完成时限：2026年12月底前）
（二）组织考试。（牵头单位：综合指导司）
`
const WORDS = { stance: "amend", text: "建议推迟。", items: {} } as const
const VERDICT = { unitId: 1, item: "1", number: 1, verdict: "adopted", reason: "" } as const
const ASKING = {
  title: "征求意见",
  document: { preamble: null, closing: null, tasks: [] },
  unitIds: [1],
  answerBy: "2026-09-30",
  remark: "",
}

const by = (w: World, login: Login) => acting(w.actor(login), w.now())
const REFUSED = { forbidden: { kind: "forbidden" }, over: { code: "consultation_over" }, stale: { name: "Stale" } }

async function draftOf(w: World, path: string) {
  const key = path.split("/").at(-1) ?? ""
  const found = await findDraft(w.database, w.actor("lin"), key, { today: TODAY, approver: "none" })
  if (!found) throw new Error("no draft")
  return found.draft
}

async function consultationFor(w: World, login: Login) {
  const found = await findConsultation(w.database, w.actor(login), 1)
  if (!found) throw new Error("no consultation")
  return found
}

const kept = async ({ database: { db, read } }: World) => {
  const [all, said, judged] = await read([
    db.select({ state: consultations.state }).from(consultations),
    db.select().from(opinions),
    db.select().from(opinionVerdicts),
  ])
  return { states: all.map(({ state }) => state), said: said.length, judged: judged.length }
}

describe("征求意见 of a draft", () => {
  test.each<Login>(["wang", "boss", "zhao", "admin"])("not by %s", async (login) => {
    const w = await world()
    const draft = await draftOf(w, (await imported(w, { source: DOCUMENT })).path)
    await expect(openConsultation(w.database, draft, ASKING, by(w, login))).rejects.toMatchObject(REFUSED.forbidden)
    expect((await kept(w)).states).toEqual([])
  })

  test("not of one that waits for 审定, nor of words that have been corrected meanwhile", async () => {
    const w = await world()
    const on = await imported(w, { source: DOCUMENT })
    const draft = await draftOf(w, on.path)
    const submitted = { ...draft, state: "approving" } as const
    await expect(openConsultation(w.database, submitted, ASKING, by(w, "lin"))).rejects.toMatchObject({
      code: "draft_submitted",
    })
    await on.correct({ kind: "renumber" })
    await expect(openConsultation(w.database, draft, ASKING, by(w, "lin"))).rejects.toMatchObject(REFUSED.stale)
    expect((await kept(w)).states).toEqual([])
    await openConsultation(w.database, await draftOf(w, on.path), ASKING, by(w, "lin"))
    expect((await kept(w)).states).toEqual(["open"])
  })

  test("nor of one that has become a plan meanwhile", async () => {
    const w = await world()
    const on = await imported(w, { source: DOCUMENT })
    const draft = await draftOf(w, on.path)
    expect((await issue(w, on)).status).toBe(303)
    await expect(openConsultation(w.database, draft, ASKING, by(w, "lin"))).rejects.toMatchObject(REFUSED.stale)
  })
})

describe("a 征求意见稿", () => {
  async function asked() {
    const w = await world()
    const { path } = await imported(w, { source: DOCUMENT })
    expect((await askOpinions(w, path)).status).toBe(303)
    return w
  }

  test("nobody speaks for a unit but its own, nor for one that was not asked", async () => {
    const w = await asked()
    const found = await consultationFor(w, "lin")
    for (const [login, unitId] of [
      ["zhou", 1],
      ["jing", 1],
      ["lin", 1],
      ["wang", 2],
      ["zhao", 4],
    ] as const)
      await expect(giveOpinion(w.database, found, unitId, WORDS, by(w, login)), login).rejects.toMatchObject(
        REFUSED.forbidden,
      )
    expect((await kept(w)).said).toBe(0)
  })

  test("what is read of it for a unit has no other unit's words, nor what was made of them", async () => {
    const w = await asked()
    await opinionFrom(w)
    expect((await onConsultation(w, "verdict", { unit: "1", item: "1", number: "1", verdict: "adopted" })).status).toBe(
      303,
    )
    const seen = async (login: Login) => {
      const { opinions: said, verdicts } = await consultationFor(w, login)
      return [[...said.keys()], verdicts.map(({ unitId }) => unitId)]
    }
    expect(await seen("zhou")).toEqual([[], []])
    for (const login of ["wang", "head", "lin", "lin2"] as const) expect(await seen(login), login).toEqual([[1], [1]])
  })

  test("over HTTP a unit that speaks gets a 404 for another's name", async () => {
    const w = await asked()
    expect((await opinionFrom(w, { unit: "2" }, "wang")).status).toBe(404)
    expect((await kept(w)).said).toBe(0)
  })

  test("takes no opinion after its end, also not one that was begun before", async () => {
    const w = await asked()
    const before = await consultationFor(w, "wang")
    expect((await onConsultation(w, "closing")).status).toBe(303)
    await expect(giveOpinion(w.database, before, 1, WORDS, by(w, "wang"))).rejects.toMatchObject(REFUSED.stale)
    const after = await consultationFor(w, "wang")
    await expect(giveOpinion(w.database, after, 1, WORDS, by(w, "wang"))).rejects.toMatchObject(REFUSED.over)
    expect((await kept(w)).said).toBe(0)
  })

  test("is judged and ended by its office alone, and ended once", async () => {
    const w = await asked()
    await opinionFrom(w)
    const found = await consultationFor(w, "lin")
    for (const login of ["wang", "zhao", "boss", "yan", "admin"] as const) {
      await expect(judgeOpinion(w.database, found, VERDICT, by(w, login)), login).rejects.toMatchObject(
        REFUSED.forbidden,
      )
      for (const move of ["close", "recall"] as const)
        await expect(
          endConsultation(w.database, found.consultation, move, by(w, login)),
          `${login} ${move}`,
        ).rejects.toMatchObject(REFUSED.forbidden)
    }
    expect(await kept(w)).toEqual({ states: ["open"], said: 1, judged: 0 })
    await endConsultation(w.database, found.consultation, "close", by(w, "lin2"))
    await expect(endConsultation(w.database, found.consultation, "recall", by(w, "lin"))).rejects.toMatchObject(
      REFUSED.stale,
    )
    const { consultation } = await consultationFor(w, "lin")
    await expect(endConsultation(w.database, consultation, "recall", by(w, "lin"))).rejects.toMatchObject(REFUSED.over)
    expect((await kept(w)).states).toEqual(["closed"])
  })
})
