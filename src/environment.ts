/** The program's settings from outside (design.md 7), checked once at the start. */
export type Environment = {
  port: number
  host: string
  databaseUrl: string
  databaseAuthToken: string | undefined
  baseUrl: string | null
  demo: boolean
  /** A clock that stands still, for demonstrations. */
  now: number | null
}

export const isLoopback = (host: string) =>
  host === "localhost" || /^\[?::1\]?$/.test(host) || /^127(\.\d{1,3}){3}$/.test(host)

/** What was set cannot be used; the words say what to change. */
export class WrongSetting extends Error {}

/** Reads the environment. Throws a sentence that says what to change. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const host = variables.HOST || "127.0.0.1"
  const baseUrl = variables.BASE_URL ? originOf(variables.BASE_URL) : null
  const demo = variables.DEMO ? variables.DEMO === "1" : isLoopback(host) && baseUrl === null
  if (demo && !isLoopback(host))
    throw new WrongSetting("演示模式（DEMO=1）使用公开口令，只能监听本机：请去掉 HOST，或设置 DEMO=0。")
  return {
    port: portOf(variables.PORT),
    host,
    databaseUrl: databaseOf(variables.DATABASE_URL || "file:data/fengong.db"),
    databaseAuthToken: variables.DATABASE_AUTH_TOKEN || undefined,
    baseUrl,
    demo,
    now: variables.NOW ? standingClock(variables.NOW, demo) : null,
  }
}

/** `ws:` and others would work, but without the deadline that every call to a server must have. */
function databaseOf(url: string): string {
  if (url !== ":memory:" && !/^(file|https?|libsql):/.test(url))
    throw new WrongSetting(`DATABASE_URL 应以 file:、libsql://、https:// 或 http:// 开头，现为 ${url}`)
  return url
}

function originOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new WrongSetting(`BASE_URL 应为网址，如 https://db.example.gov.cn，现为 ${url}`)
  return new URL(url).origin
}

function portOf(port = "3000"): number {
  const number = Number(port)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new WrongSetting(`PORT 应为 0 到 65535 的整数，现为 ${port}`)
  return number
}

function standingClock(now: string, demo: boolean): number {
  if (!demo) throw new WrongSetting("NOW 只能与 DEMO=1 同用：正式使用时时钟不能固定。")
  const at = Date.parse(now)
  if (Number.isNaN(at) || !/(Z|[+-]\d{2}:?\d{2})$/.test(now))
    throw new WrongSetting(`NOW 应为带时区的时刻，如 2026-09-28T09:00+08:00，现为 ${now}`)
  return at
}
