import { desc, eq } from "drizzle-orm"
import { linkKeys, links, sessions } from "#db/schema.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { done, type Fields, settings } from "./acts.ts"
import { CAST, type Login, type World } from "./world.ts"

/** 方案设置 with 允许凭链接填报. */
export const allowLinks = (w: World, over: Fields = {}) => done(settings(w, { allowsLinks: "1", ...over }))

export async function linksIn(w: World) {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(links).orderBy(desc(links.id))])
  return rows
}

const holderOf = (w: World, login: Login) => `${w.unitId(CAST[login].unit ?? "")}-${w.actor(login).id}`

/** The office makes a link for a liaison, with what is to be different. */
export async function postLink(
  w: World,
  holder: Login = "wang",
  over: Fields = {},
  login: Login | null = "lin",
  round = 1,
) {
  const [last] = (await linksIn(w)).filter(
    ({ personId, roundId }) => personId === w.actor(holder).id && roundId === round,
  )
  return w.as(login).post(`/plans/1/rounds/${round}/links`, {
    holder: holderOf(w, holder),
    version: String(last?.version ?? 0),
    ...over,
  })
}

/** The address of a fresh link, as the page shows it once. */
export async function madeLink(w: World, holder: Login = "wang", round = 1): Promise<string> {
  const response = await postLink(w, holder, {}, "lin", round)
  const html = await response.text()
  const path = html.match(/http:\/\/127\.0\.0\.1:3000(\/link\/[\w-]+)/)?.[1]
  if (response.status !== 200 || !path) throw new Error(`no link: ${response.status}`)
  return path
}

export const revoke = async (w: World, over: Fields = {}, login: Login | null = "lin", id = 1) => {
  const link = (await linksIn(w)).find((one) => one.id === id)
  return w.as(login).post(`/plans/1/rounds/1/links/${id}/revocation`, { version: String(link?.version), ...over })
}

/** A browser that opened a link, and what it may ask. */
export async function byLink(w: World, path: string) {
  const response = await done(w.as(null).post(path))
  const token = response.headers
    .getSetCookie()
    .join()
    .match(/__Host-sid=([\w-]+)/)?.[1]
  if (!token) throw new Error("no session")
  return w.as(token as Login)
}

export const sessionsByLink = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(sessions)])
  return rows.filter(({ linkId }) => linkId !== null)
}

export const keysOf = async (w: World, path: string) => {
  const { db, read } = w.database
  const hash = hashToken(path.split("/").at(-1) ?? "")
  const [rows] = await read([db.select().from(linkKeys).where(eq(linkKeys.hash, hash))])
  return rows
}
