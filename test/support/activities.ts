import { asc, desc, eq } from "drizzle-orm"
import { activities, activityLaws, activityUnits } from "#db/schema.ts"
import type { Fields } from "./acts.ts"
import { type Login, TODAY, type World } from "./world.ts"

/** 国家宪法日 among the days that ship with the program. */
export const CONSTITUTION_DAY = "国家宪法日"

const ACTIVITY = {
  unit: "1",
  state: "held",
  kind: "主题宣传",
  title: "宪法进社区",
  fromOn: TODAY,
  laws: "《宪法》《民法典》",
  audience: "社区居民",
  place: "和平社区",
  sessions: "1",
  copies: "6000余",
}

/** 登记活动 of 办公室, held today, unless it is told otherwise. */
export const enterActivity = (w: World, over: Fields = {}, login: Login | null = "wang") =>
  w.as(login).post("/activities", { ...ACTIVITY, ...over })

export async function activityOf(w: World, id = 1) {
  const { db, read } = w.database
  const [[row], units, laws] = await read([
    db.select().from(activities).where(eq(activities.id, id)),
    db.select().from(activityUnits).where(eq(activityUnits.activityId, id)).orderBy(asc(activityUnits.role)),
    db.select().from(activityLaws).where(eq(activityLaws.activityId, id)).orderBy(asc(activityLaws.position)),
  ])
  return row ? { ...row, units: units.map(({ unitId, role }) => `${unitId} ${role}`), laws } : null
}

export async function newestActivity(w: World): Promise<number> {
  const { db, read } = w.database
  const [[row]] = await read([db.select({ id: activities.id }).from(activities).orderBy(desc(activities.id)).limit(1)])
  return row?.id ?? 0
}

/** A form on an activity, made of what is there now. */
export async function onActivity(w: World, login: Login | null, act: string, over: Fields = {}, id = 1) {
  const { unit: _, state: __, ...words } = ACTIVITY
  const fields: Record<string, Fields> = {
    revision: words,
    holding: { fromOn: TODAY, sessions: "2", reached: "约300" },
    cancellation: { reason: "因汛情取消。" },
    discarding: { reason: "重复登记。" },
    telling: { item: "1-1", text: "9月21日在和平社区开展宪法宣传。" },
    effect: { effect: "测试正确率由61%升至88%。", effectMeasure: "现场测试96人" },
  }
  const version = String((await activityOf(w, id))?.version ?? 0)
  return w.as(login).post(`/activities/${id}/${act}`, { version, ...fields[act], ...over })
}

/** The first report that the page of an activity offers to 王联络. */
export async function openItem(w: World, id = 1): Promise<string> {
  const page = await (await w.as("wang").get(`/activities/${id}`)).text()
  return /<select name="item"[^>]*>(?:<option value="">[^<]*<\/option>)?<option value="([\d-]+)"/.exec(page)?.[1] ?? ""
}
