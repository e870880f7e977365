import { copyFileSync, rmSync } from "node:fs"
import { isDeepStrictEqual } from "node:util"
import type { Client, InStatement, InValue } from "@libsql/client"
import type { Build } from "./build.ts"
import { AT, cookieOf, PAGES, REPORTER, reportBody, reportPath, type Target } from "./terms.ts"

/** Statements of one round trip. */
type Batch = { sql: string; args: InValue[] }[]

/** An argument that belongs to the target: its number, or a text in which `{name}` stands for one. */
type Slot = { of: keyof Target } | { text: string }
export type Blank = { mode: "deferred" | "write"; statements: { sql: string; args: (InValue | Slot)[] }[] }

/** What a build asks its database for each page, with the HTML it makes of it, and for a report that is sent. */
export type Recorded = {
  pages: Record<string, { batches: Batch[]; html: string }>
  report: Blank[]
}

/** Runs every page, and three reports, once in this process, over a copy of the file, with nothing kept. */
export async function record(build: Build, file: string, targets: readonly Target[]): Promise<Recorded> {
  const copy = `${file}.recording`
  copyFileSync(file, copy)
  const opened = await build.openDatabase(`file:${copy}`)
  let sent: { mode: "deferred" | "write"; statements: Batch }[] = []
  const recording = {
    protocol: "file",
    batch: (statements: InStatement[], mode: "deferred" | "write") => {
      sent.push({ mode, statements: statements.map(told) })
      return opened.client.batch(statements, mode)
    },
    reconnect: () => opened.client.reconnect(),
  } as unknown as Client
  const app = build.createApp({
    database: () => build.database(recording),
    clock: () => AT,
    assets: build.assetsOf({}),
    baseUrl: null,
    demoPassword: null,
    mails: false,
    keeps: 0,
    addressOf: () => "127.0.0.1",
    afterwards: (_, work) => void work,
  })
  const origin = "http://127.0.0.1:3000"
  const asked = async (path: string, status: number, request: RequestInit) => {
    sent = []
    const response = await app.request(origin + path, request)
    if (response.status !== status) throw new Error(`${path} answered ${response.status}`)
    return response.text()
  }

  const pages: Recorded["pages"] = {}
  for (const [login, path] of Object.values(PAGES)) {
    const html = await asked(path, 200, { headers: { cookie: cookieOf(login) } })
    pages[path.replace(/\?.*/, "")] = { batches: sent.map(({ statements }) => statements), html }
  }
  const posted = async (target: Target) => {
    await asked(reportPath(target), 303, {
      method: "POST",
      headers: { cookie: cookieOf(REPORTER), origin, "content-type": "application/x-www-form-urlencoded" },
      body: reportBody,
    })
    return sent
  }
  const [one, another, third] = samples(targets)
  const report = blanked([one, await posted(one)], [another, await posted(another)])
  const known = await posted(third)
  if (
    !isDeepStrictEqual(
      report.map((blank) => filled(blank, third)),
      known.map(({ statements }) => statements),
    )
  )
    throw new Error("what is sent for a report depends on more than the bench knows")
  opened.client.close()
  rmSync(copy)
  return { pages, report }
}

const told = (statement: InStatement): Batch[number] =>
  typeof statement === "string"
    ? { sql: statement, args: [] }
    : { sql: statement.sql, args: statement.args as InValue[] }

/** Three targets that have nothing in common. */
function samples(targets: readonly Target[]): [Target, Target, Target] {
  const found: Target[] = []
  const used = new Set<number>()
  for (const target of targets) {
    const own = new Set(Object.values(target))
    if (own.size < 4 || [...own].some((value) => used.has(value))) continue
    for (const value of own) used.add(value)
    found.push(target)
  }
  // The first of its assignment or round may be another case than all that follow; what is compared are the last ones.
  const [third, another, one] = found.reverse()
  if (!one || !another || !third) throw new Error("too few targets")
  return [one, another, third]
}

type Sent = { mode: "deferred" | "write"; statements: Batch }[]

/** What two reports have in common, with blanks for what belongs to their targets. */
function blanked([a, as]: [Target, Sent], [b, bs]: [Target, Sent]): Blank[] {
  const nameOf = (x: unknown, y: unknown): keyof Target => {
    const name = (["assignment", "round", "number", "task"] as const).find(
      (key) => String(a[key]) === String(x) && String(b[key]) === String(y),
    )
    if (!name) throw new Error(`${x} and ${y} in statements for a report belong to nothing that is known`)
    return name
  }
  const argument = (x: InValue, y: InValue | undefined): InValue | Slot => {
    if (isDeepStrictEqual(x, y)) return x
    if (typeof x !== "string" || typeof y !== "string") return { of: nameOf(x, y) }
    const numbers = y.match(/\d+/g) ?? []
    let n = 0
    return {
      text: x.replaceAll(/\d+/g, (number) => {
        const other = numbers[n++]
        return number === other ? number : `{${nameOf(number, other)}}`
      }),
    }
  }
  return as.map(({ mode, statements }, i) => ({
    mode,
    statements: statements.map(({ sql, args }, j) => {
      const other = bs[i]?.statements[j]
      if (other?.sql !== sql) throw new Error("two reports are not sent by the same statements")
      return { sql, args: args.map((arg, k) => argument(arg, other.args[k])) }
    }),
  }))
}

const isSlot = (arg: InValue | Slot): arg is Slot =>
  arg !== null && typeof arg === "object" && ("of" in arg || "text" in arg)

/** The statements for one target. */
export const filled = ({ statements }: Blank, target: Target): Batch =>
  statements.map(({ sql, args }) => ({ sql, args: args.map((arg) => (isSlot(arg) ? argumentOf(arg, target) : arg)) }))

const argumentOf = (slot: Slot, target: Target): InValue =>
  "of" in slot
    ? target[slot.of]
    : slot.text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(target[name as keyof Target]))
