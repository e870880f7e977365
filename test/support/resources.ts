import { eq } from "drizzle-orm"
import { resources } from "#db/schema.ts"
import type { Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/* 普法资源 over HTTP, each form right unless it is told otherwise. */

const VENUE = {
  name: "法治文化长廊",
  form: "宣传栏",
  place: "人民路1号",
  offers: "民法典、信访工作条例",
  contact: "0971-6123456",
  size: "3000",
}

export const enterResource = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/years/2026/resources", { kind: "venue", unit: "1", ...VENUE, ...over })

export async function resourceOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(resources).where(eq(resources.id, id))])
  if (!row) throw new Error(`no resource ${id}`)
  return row
}

const FIELDS: Record<string, Fields> = { revision: VENUE, ending: { remark: "已经拆除。" } }

/** A form on one of them, made of what is there now. */
export const onResource = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/resources/${id}/${act}`, {
    version: String((await resourceOf(w, id)).version),
    ...FIELDS[act],
    ...over,
  })
