import { eq } from "drizzle-orm"
import { handovers, posts } from "#db/schema.ts"
import type { Login, World } from "./world.ts"

type Fields = Record<string, string>

/** Whose post is which in the test world. */
export const POST_OF = { wang: 3, head: 4, zhou: 5, yan: 6, admin: 9 } as const

/** 交接 of 王's post to 荆, from today, unless something is to be different. */
export const handOver = (w: World, over: Fields = {}, login: Login | null = "wang", post: number = POST_OF.wang) =>
  w.as(login).post(`/account/posts/${post}/handover`, {
    how: "hand",
    person: String(w.actor("jing").id),
    name: "",
    fromOn: "2026-09-21",
    untilOn: "",
    remark: "",
    ...over,
  })

export async function handoverOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(handovers).where(eq(handovers.id, id))])
  if (!row) throw new Error(`no handover ${id}`)
  return row
}

export const decideHandover = async (w: World, over: Fields = {}, login: Login | null = "security", id = 1) =>
  w.as(login).post(`/admin/posts/handovers/${id}/decision`, {
    version: String((await handoverOf(w, id)).version),
    verdict: "confirm",
    personId: "",
    remark: "",
    ...over,
  })

export const takeBackHandover = async (w: World, login: Login | null = "wang", id = 1, over: Fields = {}) =>
  w
    .as(login)
    .post(`/account/handovers/${id}/withdrawal`, { version: String((await handoverOf(w, id)).version), ...over })

/** 停用, with what is said of who takes over. */
export const disable = (w: World, login: Login, over: Fields = {}, as: Login | null = "admin") =>
  w.as(as).post(`/admin/people/${login}/disabling`, { version: "1", ...over })

/** 调整单位, with what is said of who takes over. */
export const moveTo = (w: World, login: Login, unit: string, over: Fields = {}, as: Login | null = "admin") =>
  w.as(as).post(`/admin/people/${login}/moving`, { version: "1", unitId: unit, ...over })

/** Somebody's posts as they stand, oldest first. */
export async function postsOf(w: World, login: Login) {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select()
      .from(posts)
      .where(eq(posts.personId, w.actor(login).id)),
  ])
  return rows
}
