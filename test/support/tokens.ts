import type { Login, World } from "./world.ts"
import { ORIGIN } from "./world.ts"

const TOKEN = { name: "OA 待办同步", scope: "act", endsOn: "2026-12-31" }

export const askForToken = (w: World, login: Login, over: Record<string, string> = {}) =>
  w.as(login).post("/account/tokens", { ...TOKEN, ...over })

/** A fresh token, as it is shown once. */
export async function makeToken(w: World, login: Login, over: Record<string, string> = {}): Promise<string> {
  const html = await (await askForToken(w, login, over)).text()
  const [token] = html.match(/fg_[\w-]{43}/) ?? []
  if (!token) throw new Error("no token was made")
  return token
}

type Asked = { method?: string; input?: unknown; headers?: Record<string, string> }

/** What a program is answered that asks by this token. */
export async function byToken(w: World, token: string, path: string, { method, input, headers }: Asked = {}) {
  const given = input === undefined ? {} : { body: JSON.stringify(input) }
  const response = await w.app.request(`${ORIGIN}/api/v1${path}`, {
    method: method ?? (input === undefined ? "GET" : "POST"),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...given,
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
