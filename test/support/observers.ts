import { people, posts, sessions } from "#db/schema.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import type { Fields } from "./acts.ts"
import type { Login, World } from "./world.ts"

/** 石代表, of 外事处, looks on: invited by 研究室 unless it is said otherwise, until the year's end. */
export async function invite(w: World, { login = "shi", unitId = 3, untilOn = "2026-12-31" } = {}) {
  const { db, write, read } = w.database
  const [[person]] = await write([
    db
      .insert(people)
      .values({
        login,
        name: "石代表",
        unitId: 4,
        passwordHash: "unset",
        passwordSetAt: w.now(),
        email: `${login}@example.cn`,
      })
      .returning({ id: people.id }),
  ])
  const personId = person?.id ?? 0
  const now = w.now()
  await write([
    db.insert(posts).values({ personId, kind: "observer", unitId, fromOn: "2026-01-01", untilOn }),
    db
      .insert(sessions)
      .values({ tokenHash: hashToken(login), personId, createdAt: now, lastUsedAt: now, address: "", agent: "" }),
  ])
  const [held] = await read([db.select().from(posts)])
  return { personId, postId: held.at(-1)?.id ?? 0, visitor: w.as(login as Login) }
}

export const OPINION = { kind: "motion", unit: "1", text: "建议在社区法治角放上便民的办事流程。" }

export const give = (visitor: ReturnType<World["as"]>, over: Fields = {}) =>
  visitor.post("/observing/suggestions", { ...OPINION, ...over })
