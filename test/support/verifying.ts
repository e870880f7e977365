import { eq } from "drizzle-orm"
import { verificationClaims, verificationResults, verifications } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import { onDocument, takeBoth } from "./documents.ts"
import { enterDuty, fileList } from "./duties.ts"
import type { Login, World } from "./world.ts"

/* 督查核实 over HTTP in the year 2026: items 1 to 3 of 办公室, in a list that 研究室 has recorded. */

export const YEARLY = "/years/2026/verification"
export const CONTENTS = ["《信访工作条例》宣传", "以案释法", "集体学法"]

/** A recorded list of 办公室 with that many new items. */
export async function recordList(w: World, n = 3) {
  const { rows } = await w.database.client.execute("select coalesce(max(id), 0) + 1 as id from documents")
  const document = Number(rows[0]?.id)
  for (const content of CONTENTS.slice(0, n)) await done(enterDuty(w, { content }))
  await fileList(w, document)
  await takeBoth(w, document)
  await done(onDocument(w, "lin", "record", {}, document))
}

export async function verificationOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row], claims, results] = await read([
    db.select().from(verifications).where(eq(verifications.id, id)),
    db.select().from(verificationClaims).where(eq(verificationClaims.verificationId, id)),
    db.select().from(verificationResults).where(eq(verificationResults.verificationId, id)),
  ])
  return row ? { ...row, claimed: claims, results } : null
}

const keyOf = async (w: World, id: number, number: "version" | "claims") =>
  `${id}.${(await verificationOf(w, id))?.[number] ?? 0}`

/** 核实 of these items on the page of their unit. */
export const verify = async (
  w: World,
  ids: number[] = [1],
  over: Fields = {},
  login: Login | null = "lin",
  at = "?unit=1",
) =>
  w.as(login).post(`${YEARLY}${at}`, {
    take: await Promise.all(ids.map((id) => keyOf(w, id, "version"))),
    result: "fulfilled",
    verifiedOn: "2026-09-21",
    basis: "查阅资料",
    remark: "",
    why: "",
    ...over,
  })

/** 告知 of all that the page of 办公室 shows as not told; `version`: as another page had it. */
export async function tell(w: World, version: number | null = null, login: Login | null = "lin", at = "?unit=1") {
  const { rows } = await w.database.client.execute(
    "select coalesce(sum(version), 0) as version from verifications where state = 'verified'",
  )
  return w.as(login).post(`${YEARLY}/telling${at}`, { version: String(version ?? rows[0]?.version) })
}

/** 自报 of items by their id. */
export const claim = async (
  w: World,
  texts: Record<number, string> = { 1: "已开展宣传6场。" },
  login: Login | null = "wang",
) =>
  w.as(login).post(`${YEARLY}/claims?unit=1`, {
    item: await Promise.all(Object.keys(texts).map((id) => keyOf(w, Number(id), "claims"))),
    claim: Object.values(texts),
  })

export const explain = async (w: World, over: Fields = {}, login: Login | null = "wang", id = 1) =>
  w.as(login).post(`/verifications/${id}/explanation`, {
    version: String((await verificationOf(w, id))?.told ?? 0),
    explanation: "登记时把2025年的场次算入了。",
    ...over,
  })

export const setDay = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post(`${YEARLY}/day`, { version: "0", fromOn: "2026-09-01", ...over })

export const UNTRUE: Fields = { result: "untrue", remark: "台账只有2场。" }
