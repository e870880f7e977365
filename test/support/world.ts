import { createClient } from "@libsql/client"
import { asc, sql } from "drizzle-orm"
import { type Database, database as wrap } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { assignments, events, people, posts, sessions, units } from "#db/schema.ts"
import { seedReference } from "#seeds/reference.ts"
import { createApp } from "#src/app.ts"
import { HOUSE } from "#src/capabilities.ts"
import { instant } from "#src/clock.ts"
import { assetsOf } from "#src/door/assets.ts"
import type { Ports } from "#src/door/env.ts"
import type { Capability } from "#src/door/house.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { issuePlan } from "#src/plans/plan/commands.ts"
import { acting } from "#src/trail/record.ts"
import { copyOf, keep } from "./copies.ts"
import { watched } from "./watched.ts"

/** The day on which tests live: a Monday. */
export const TODAY = "2026-09-21"
export const ORIGIN = "http://127.0.0.1:3000"
/** Hashing as in life takes a third of a second; tests only need that it is done. */
export const CHEAP = { N: 16, r: 1, p: 1 }

/** Who lives in the test world: login → name, unit (by code) and posts. `zhao` is the outsider of every test. */
export const CAST = {
  lin: { name: "林督查", unit: "yjs", posts: ["supervisor"] },
  lin2: { name: "凌督查", unit: "yjs", posts: ["supervisor"] },
  wang: { name: "王联络", unit: "bgs", posts: ["liaison"] },
  head: { name: "洪主任", unit: "bgs", posts: ["head"] },
  jing: { name: "荆经办", unit: "bgs", posts: [] },
  zhou: { name: "周联络", unit: "zhs", posts: ["liaison"] },
  yan: { name: "严联络", unit: "yjs", posts: ["liaison"] },
  zhao: { name: "赵联络", unit: "wai", posts: ["liaison"] },
  boss: { name: "领导", unit: null, posts: ["leader"] },
  admin: { name: "系统员", unit: null, posts: ["admin"] },
  security: { name: "安全员", unit: null, posts: ["security"] },
  auditor: { name: "审计员", unit: null, posts: ["auditor"] },
} as const

export type Login = keyof typeof CAST

const UNITS = [
  ["bgs", "办公室"],
  ["zhs", "综合指导司"],
  ["yjs", "研究室"],
  ["wai", "外事处"],
] as const

/** Tasks of plan 1. 外事处 has no part in it. */
const TASKS = [
  { text: "把普法纳入工作总体布局，同部署、同检查、同落实。", units: ["bgs", "zhs", "yjs"] },
  { text: "制定年度普法计划。", units: ["yjs"] },
  { text: "健全完善学法制度。", units: ["zhs", "bgs"] },
]

export type World = Awaited<ReturnType<typeof world>>

const logins = Object.keys(CAST) as Login[]
const unitId = (code: string | null) => (code ? UNITS.findIndex(([own]) => own === code) + 1 : null)
const actor = (login: Login): Actor => ({
  id: logins.indexOf(login) + 1,
  login,
  name: CAST[login].name,
  unitId: unitId(CAST[login].unit),
  unitName: UNITS.find(([code]) => code === CAST[login].unit)?.[1] ?? null,
  posts: CAST[login].posts.map((kind) => ({
    kind,
    unitId: unitId(CAST[login].unit),
    unitName: UNITS.find(([code]) => code === CAST[login].unit)?.[1] ?? null,
    standIn: false,
    beat: [],
  })),
  address: "127.0.0.1",
  mustChangePassword: false,
})

/** Lives the world's founding once a worker; every world after it is a copy of its file. */
async function founded(): Promise<string> {
  const database: Database = wrap(createClient({ url: ":memory:" }))
  await migrate(database.client)
  await seedReference(database)
  const now = instant(TODAY, 9)

  const { db, write } = database
  await write([
    db.insert(units).values(
      UNITS.map(([code, name], i) => ({
        id: i + 1,
        code,
        name,
        shortName: name,
        kind: "internal" as const,
        position: i + 1,
      })),
    ),
  ])
  await write([
    db.insert(people).values(
      logins.map((login, i) => ({
        id: i + 1,
        login,
        name: CAST[login].name,
        unitId: unitId(CAST[login].unit),
        passwordHash: "unset",
        passwordSetAt: now,
      })),
    ),
    db.insert(posts).values(
      logins.flatMap((login, i) =>
        CAST[login].posts.map((kind) => ({
          personId: i + 1,
          kind,
          unitId: unitId(CAST[login].unit),
          fromOn: "2020-01-01",
        })),
      ),
    ),
    db.insert(sessions).values(
      logins.map((login, i) => ({
        tokenHash: hashToken(login),
        personId: i + 1,
        createdAt: now,
        lastUsedAt: now,
        address: "",
        agent: "",
      })),
    ),
  ])
  await issuePlan(
    database,
    {
      title: "普法责任制分工方案",
      docNumber: null,
      issuer: "",
      basis: null,
      basisDocNumber: null,
      preamble: null,
      closing: null,
      issuedOn: "2026-01-05",
      supervisingUnitId: unitId("yjs") ?? 0,
      source: "",
      sourceName: "",
      sections: ["一、建立普法责任制", "二、学法"],
      tasks: TASKS.map(({ text, units: codes }, i) => ({
        label: ["（一）", "（二）", "（三）"][i] ?? "",
        text,
        section: i < 2 ? 0 : 1,
        deadlineText: null,
        units: codes.map((code) => ({ unitId: unitId(code) ?? 0, role: "lead" as const })),
      })),
    },
    acting(actor("lin"), now),
  )
  const file = await keep(database)
  database.client.close()
  return file
}

let founding: Promise<string> | undefined

/**
 * A fresh program on a database of its own: three co-operating units and an outsider, plan 1 with three tasks and
 * six assignments (ids 1–6 in printed order), nothing reported yet. The clock stands at 9:00 on TODAY until it is set. `over`: what the runtime gives otherwise. `capabilities`: others than the house's own.
 */
export async function world(from?: string, over: Partial<Ports> = {}, capabilities: readonly Capability[] = HOUSE) {
  founding ??= founded()
  const database = await copyOf(from ?? (await founding))
  const { db, write, read } = database
  let now = instant(TODAY, 9)

  const ports: Ports = {
    database: () => watched(database),
    clock: () => now,
    assets: assetsOf({ "style.css": "", "app.js": "", "htmx.js": "", "openapi.json": "{}" }),
    baseUrl: null,
    demoPassword: null,
    mails: true,
    addressOf: () => "127.0.0.1",
    afterwards: (_, work) => void work,
    scrypt: CHEAP,
    ...over,
  }
  const app = createApp(ports, capabilities)

  /** Requests as one person (or nobody), with the origin a browser sends. */
  const as = (login: Login | null) => {
    const headers: Record<string, string> = { origin: ORIGIN }
    if (login) headers.cookie = `__Host-sid=${login}`
    return {
      get: (path: string) => app.request(ORIGIN + path, { headers }),
      post: (path: string, fields: Record<string, string | string[]> | FormData = {}) =>
        app.request(ORIGIN + path, {
          method: "POST",
          headers,
          body: fields instanceof FormData ? fields : encoded(fields),
        }),
      /** By the second door, in JSON. */
      tell: (path: string, input: unknown = {}) =>
        app.request(ORIGIN + path, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(input),
        }),
    }
  }

  return {
    app,
    ports,
    database,
    as,
    actor,
    unitId: (code: string) => unitId(code) ?? 0,
    now: () => now,
    /** Sets the clock to a time of a day (9:00 unless said), and keeps everybody signed in. */
    async travel(date: string, hour = 9, minute = 0) {
      now = instant(date, hour, minute)
      await write([db.update(sessions).set({ createdAt: now, lastUsedAt: now })])
    },
    /** This world as a file, to be copied. */
    keep: () => keep(database),
    /** The trail since the plan was issued, oldest first. */
    async events() {
      const [rows] = await read([db.select().from(events).where(sql`${events.id} > 1`).orderBy(asc(events.id))])
      return rows
    },
    async assignment(id: number) {
      const [[row]] = await read([db.select().from(assignments).where(sql`${assignments.id} = ${id}`)])
      if (!row) throw new Error(`no assignment ${id}`)
      return row
    },
  }
}

function encoded(fields: Record<string, string | string[]>): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  }
  return body
}
