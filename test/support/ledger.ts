import { eq } from "drizzle-orm"
import { ledgerLayouts } from "#db/schema.ts"
import type { Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/** Four columns in an order and under headings of the office's own. */
export const LAYOUT = {
  name: "科室季报",
  paper: "A4",
  place_ordinal: "1",
  place_unit: "3",
  heading_unit: "承办单位",
  place_task: "2",
  place_achieved: "40",
  heading_achieved: "本季进展",
}

export const saveLayout = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/plans/1/ledger/layouts", { ...LAYOUT, ...over })

export async function layoutOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(ledgerLayouts).where(eq(ledgerLayouts.id, id))])
  return row
}

/** An act on a saved one, with the version it has. */
export async function onLayout(w: World, act: string, over: Fields = {}, login: Login | null = "lin", id = 1) {
  const version = String((await layoutOf(w, id))?.version ?? 0)
  const words = act === "" ? LAYOUT : {}
  return w.as(login).post(`/plans/1/ledger/layouts/${id}${act ? `/${act}` : ""}`, { ...words, version, ...over })
}
