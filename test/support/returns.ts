import { asc } from "drizzle-orm"
import { ledgerImports, ledgerTakings } from "#db/schema.ts"
import { done, type Fields, multipart } from "./acts.ts"
import { type Line, sheetOf } from "./ledger_sheets.ts"
import type { Login, World } from "./world.ts"

/* 台账 that come back to plan 1, whose parts are: 1 办公室, 2 综合指导司, 3 研究室; 4 研究室; 5 综合指导司, 6 办公室. */

export const IMPORTS = "/plans/1/ledger/imports"

const PARTS = [
  [1, "办公室"],
  [1, "综合指导司"],
  [1, "研究室"],
  [2, "研究室"],
  [3, "综合指导司"],
  [3, "办公室"],
] as const

const TASKS = [
  "（一）把普法纳入工作总体布局，同部署、同检查、同落实。",
  "（二）制定年度普法计划。",
  "（三）健全完善学法制度。",
]

/** The row of a part, as it left unless something is typed in it. */
export function partLine(id: number, over: Partial<Line> = {}): Line {
  const [ordinal, unit] = PARTS[id - 1] ?? [9, "别家"]
  const task = TASKS[ordinal - 1]
  return { id, ordinal, unit, ...(task && { task }), ...over }
}

export const bringFile = (w: World, login: Login | null, bytes: Uint8Array, name = "台账.xlsx") =>
  w.as(login).post(IMPORTS, multipart({}, { file: [{ name, bytes }] }))

/** Brings these rows; resolves with the address of the import. */
export async function bringLines(w: World, login: Login, lines: readonly Line[], name?: string): Promise<string> {
  const response = await done(bringFile(w, login, sheetOf(lines), name))
  return response.headers.get("location") ?? ""
}

/** The form of an import as the page has it: what is ticked, what was shown, and the selects without a choice. */
export async function formOf(w: World, login: Login, path: string) {
  const html = await (await w.as(login).get(path)).text()
  const values = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, value = ""]) => value)
  return {
    html,
    fields: {
      version: values(/name="version" value="(\d+)"/g)[0] ?? "",
      seen: values(/name="seen" value="([^"]+)"/g),
      take: [...html.matchAll(/<input[^>]*name="take"[^>]*>/g)]
        .filter(([input]) => /\schecked/.test(input))
        .map(([input]) => input.match(/value="([^"]+)"/)?.[1] ?? ""),
      decide: [] as string[],
    },
    offered: values(/<input[^>]*name="take" value="([^"]+)"/g),
    toDecide: [...new Set(values(/<option value="(\d+-\w+)-sheet"/g))],
  }
}

/** Takes what the page has ticked, unless it is told otherwise. */
export async function takeOn(w: World, login: Login, path: string, over: Fields = {}) {
  const { fields } = await formOf(w, login, path)
  const [at = "", query] = path.split("?")
  return w.as(login).post(`${at}/taking${query ? `?${query}` : ""}`, { ...fields, ...over })
}

export async function importsIn(w: World) {
  const { db, read } = w.database
  const [rows] = await read([db.select().from(ledgerImports).orderBy(asc(ledgerImports.id))])
  return rows
}

export async function takingsIn(w: World) {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select()
      .from(ledgerTakings)
      .orderBy(asc(ledgerTakings.turn), asc(ledgerTakings.position), asc(ledgerTakings.field)),
  ])
  return rows
}

export const plainText = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")
