import { eq } from "drizzle-orm"
import { results } from "#db/schema.ts"
import type { Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 学法 and 述法 over HTTP: 王联络 brings one person of 办公室 unless it is told otherwise. */

export const ROW: Record<string, string> = {
  unit: "办公室",
  name: "李主任",
  post: "主任",
  exam: "92.5",
  statement: "书面",
  grade: "优秀",
  happenedOn: "2026-06-20",
}

export const bringResults = (
  w: World,
  rows: readonly Fields[] = [{}],
  login: Login | null = "wang",
  take?: string[],
) => {
  const filled = rows.map((row) => ({ ...ROW, ...row }))
  const columns = Object.keys(ROW).map((column) => [`row-${column}`, filled.map((row) => String(row[column] ?? ""))])
  return w.as(login).post("/years/2026/results/bringing", {
    ...Object.fromEntries(columns),
    take: take ?? filled.map((_, i) => String(i)),
  })
}

export async function resultOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(results).where(eq(results.id, id))])
  if (!row) throw new Error(`no result ${id}`)
  return row
}

const FIELDS: Record<string, Fields> = {
  revision: {
    name: "李主任",
    post: "主任",
    score: "95",
    exam: "passed",
    statement: "oral",
    grade: "good",
    happenedOn: "2026-06-21",
    remark: "成绩录错。",
  },
  removal: { remark: "本人已调离。" },
}

/** A form on one person, made of what is there now. */
export const onResult = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/results/${id}/${act}`, {
    version: String((await resultOf(w, id)).version),
    ...FIELDS[act],
    ...over,
  })
