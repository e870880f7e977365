import { eq } from "drizzle-orm"
import { type CommentState, comments } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/** 公众意见 on release 1, which has to be out; of nobody unless it is said otherwise. */
export const comment = (w: World, over: Fields = {}, login: Login | null = null) =>
  w.as(login).post("/public/1/comments", { text: "希望在社区多办几场。", ...over })

export async function commentOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(comments).where(eq(comments.id, id))])
  if (!row) throw new Error(`no comment ${id}`)
  return row
}

/** A form on a comment, made of what is there now. */
export async function onComment(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const fields: Record<string, Fields> = {
    answer: { answer: "下季度将在三个社区各办一场。" },
    dismissal: { answer: "与公布内容无关。" },
  }
  const version = String((await commentOf(w, id)).version)
  return w.as(login).post(`/comments/${id}/${act}`, { version, ...fields[act], ...over })
}

/** Brings the next comment as far as that; resolves with the address of its receipt. */
export async function bringComment(w: World, state: CommentState, id = 1): Promise<string> {
  const receipt = (await done(comment(w))).headers.get("location") ?? ""
  if (state === "dismissed") await done(onComment(w, "lin", "dismissal", {}, id))
  if (state === "answered" || state === "shown") await done(onComment(w, "lin", "answer", {}, id))
  if (state === "shown") await done(onComment(w, "lin2", "showing", {}, id))
  return receipt
}
