import { eq } from "drizzle-orm"
import { addresseeSets, bodies, laws, leadingGroups } from "#db/schema.ts"
import { done, type Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/** The year that `openYear` opens: the one in which tests live. */
export const YEAR = 2026

/** Asks for 2026 with 研究室 as its 普法办 and 办公室, 综合指导司, 研究室 as 责任单位 (bodies 1 to 3); 外事处 stays outside. */
export const askForYear = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/years", { year: String(YEAR), office: "3", units: ["1", "2", "3"], ...over })

/** Opens that year. */
export const openYear = (w: World, over: Fields = {}, login: Login = "lin") => done(askForYear(w, over, login))

export async function bodyOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(bodies).where(eq(bodies.id, id))])
  if (!row) throw new Error(`no body ${id}`)
  return row
}

const NAMES = { leader: "张副局长", department: "秘书处", person: "王五", budget: "1.2万元" }

/** A form on a body, made of what is there now; `act` as the address has it, empty: what the office sets. */
export async function onBody(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const fields: Record<string, Fields> = {
    "": { duty: "supervised", category: "party", supervisorUnitId: "2", enforces: "yes", ...NAMES },
    naming: NAMES,
    leaving: { leftOn: "2026-09-01", leftWhy: "并入综合指导司" },
    rejoining: {},
  }
  const { version } = await bodyOf(w, id)
  return w.as(login).post(`/bodies/${id}${act && `/${act}`}`, { version: String(version), ...fields[act], ...over })
}

/** Enters a law that is in force; its id is the next one. */
export const addLaw = (w: World, over: Fields = {}, login: Login | null = "lin", at = "/laws") =>
  w.as(login).post(at, {
    title: "《中华人民共和国民法典》",
    category: "law",
    issuedOn: "2020-05-28",
    effectiveOn: "2021-01-01",
    amendedOn: "",
    repealedOn: "",
    successor: "",
    ...over,
  })

export async function lawOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(laws).where(eq(laws.id, id))])
  if (!row) throw new Error(`no law ${id}`)
  return row
}

const GROUP = { name: "普法工作领导小组", seatUnitId: "3", head: "李局长", deputies: "张副局长", members: "王五\n赵六" }

/** Enters a 领导小组 of the whole office, unless `unitId` says of which unit. */
export const addGroup = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post(`/years/${YEAR}/groups`, { unitId: "", ...GROUP, ...over })

export async function groupOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(leadingGroups).where(eq(leadingGroups.id, id))])
  if (!row) throw new Error(`no group ${id}`)
  return row
}

export const onGroup = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/groups/${id}${act && `/${act}`}`, {
    version: String((await groupOf(w, id)).version),
    ...(act === "" ? GROUP : {}),
    ...over,
  })

const SET = { name: "各业务单位", units: ["1", "2"] }

/** Saves a 主送范围. */
export const addSet = (w: World, over: Fields = {}, login: Login | null = "lin") =>
  w.as(login).post("/addressees", { ...SET, ...over })

export async function setOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(addresseeSets).where(eq(addresseeSets.id, id))])
  if (!row) throw new Error(`no set ${id}`)
  return row
}

export const onSet = async (w: World, login: Login | null, act: string, over: Fields = {}, id = 1) =>
  w.as(login).post(`/addressees/${id}${act && `/${act}`}`, {
    version: String((await setOf(w, id)).version),
    ...(act === "" ? SET : {}),
    ...over,
  })
