import type { Login, World } from "./world.ts"

/** The version that the account page has for a person's addresses. */
export async function feedVersion(w: World, login: Login): Promise<string> {
  const html = await (await w.as(login).get("/account")).text()
  return html.match(/action="\/account\/feeds"[\s\S]*?name="version" value="(\d+)"/)?.[1] ?? "0"
}

export const makeFeed = async (w: World, login: Login, unitId = "", version?: string) =>
  w.as(login).post("/account/feeds", { version: version ?? (await feedVersion(w, login)), unitId })

/** The path of a fresh address. */
export async function feedOf(w: World, login: Login, unitId = ""): Promise<string> {
  const html = await (await makeFeed(w, login, unitId)).text()
  const path = html.match(/\/calendar\/[\w-]+\.ics/)?.[0]
  if (!path) throw new Error("no address was made")
  return path
}
