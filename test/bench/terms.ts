import { resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { instant } from "#src/clock.ts"

/** Under what terms the bench measures: which builds, which pages, how long. */

export const HERE = fileURLToPath(new URL("../../", import.meta.url))
/** The folder of the build from before, with its packages in it; null: there is none to compare with. */
export const BEFORE = process.env.BENCH_BEFORE ? resolve(process.env.BENCH_BEFORE) : null

export const NOW = "2026-11-23T09:00+08:00"
export const AT = instant("2026-11-23", 9)

export const CONNECTIONS = 16
export const DURATION = Number(process.env.BENCH_MS ?? 3000)
export const RUNS = Number(process.env.BENCH_RUNS ?? 5)

/** Page → who looks, and where. */
export const PAGES = {
  plan: ["yanjiushi", "/plans/1"],
  matrix: ["yanjiushi", "/plans/1/matrix"],
  task: ["yanjiushi", "/plans/1/tasks/6"],
  todo: ["bangongshi", "/todo"],
  desk: ["yanjiushi", "/desk"],
  overview: ["lingdao", "/overview?plan=1"],
  unit: ["yanjiushi", "/units/1"],
} as const

export type PageName = keyof typeof PAGES
export const PAGE_NAMES = Object.keys(PAGES) as PageName[]

/** Whose reports are sent. */
export const REPORTER = "duchashi"

/** Everybody has a session whose token is the login. */
export const tokenOf = (login: string) => login
export const cookieOf = (login: string) => `__Host-sid=${tokenOf(login)}`

/** The same page at an address at which nobody has asked for it: an unknown query is ignored by pages. */
export const unseen = (path: string, n: number) => `${path}${path.includes("?") ? "&" : "?"}bench=${n}`

/** A report that can be sent, once. */
export type Target = { assignment: number; round: number; number: number; task: number }

export const reportPath = ({ assignment, number }: Pick<Target, "assignment" | "number">) =>
  `/assignments/${assignment}/rounds/${number}/report`

export const reportBody = new URLSearchParams({
  achieved: "在网上受理、答复环节嵌入政策法规提示，引用法规依据答复1284件。",
  problems: "",
  nextSteps: "继续推进。",
  revision: "0",
  version: "0",
}).toString()
