import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber, ensureCurrent } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { Leaving, Moving } from "#src/office/handovers/input.ts"
import { irreplaceable } from "#src/office/people/policy.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { personPath } from "#src/paths.ts"
import { conflict, missing } from "#src/refusal.ts"
import { LeavingPage, MovingPage } from "#views/handovers/leaving.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { HEIR_PROBLEM_LABEL } from "#views/people/words.ts"
import { POST_LABEL } from "#views/words/roles.ts"
import { answersIn, postsToPass } from "./leaving.ts"
import { type Answer, disable, move } from "./leaving_commands.ts"
import { type Leaver, type LeaverPost, leaverOf } from "./leaving_queries.ts"

type C = Context<Env>

async function leaverIn(c: C): Promise<Leaver> {
  const found = await leaverOf(c.var.database, c.req.param("login") ?? "", c.var.today)
  if (!found) throw missing()
  return found
}

/** Who can be disabled at all: somebody else, in use, and not the last administrator of a kind. */
async function leaverToDisable(c: C): Promise<Leaver> {
  const found = await leaverIn(c)
  const { person, posts, guards } = found
  if (person.id === c.var.actor.id) throw conflict("own_account")
  if (!person.active) throw conflict()
  const last = irreplaceable(posts, guards, c.var.today)
  if (last) throw conflict("last_of_its_kind", { post: POST_LABEL[last] })
  return found
}

/** Who is to take over each post, or the form with what is missing. */
function answersOf({ colleagues }: Leaver, posts: LeaverPost[], typed: Typed, mayKeep: boolean): Answer[] | Flaws {
  const ofUnit = ({ unitId }: LeaverPost) => colleagues.filter((one) => one.unitId === unitId)
  const read = answersIn(posts, ofUnit, typed, mayKeep)
  if ("answers" in read) return read.answers
  const problems = Object.entries(read.problems).map(([field, code]) => [field, [HEIR_PROBLEM_LABEL[code]]])
  return { typed, problems: Object.fromEntries(problems) }
}

const showLeaving = (c: C, found: Leaver, flaws?: Flaws) =>
  page(
    c,
    { title: `停用账号 · ${found.person.name}`, status: flaws ? 422 : 200 },
    <LeavingPage found={found} today={c.var.today} flaws={flaws} />,
  )

const showMoving = (c: C, found: Leaver, unitId: number | null, flaws?: Flaws) =>
  page(
    c,
    { title: `调整单位 · ${found.person.name}`, status: flaws ? 422 : 200 },
    <MovingPage found={found} unitId={unitId} flaws={flaws} />,
  )

/** The posts that belong to the unit somebody leaves. */
const left = ({ person, posts }: Leaver) => (person.unitId === null ? [] : postsToPass(posts, person.unitId))

/** 停用 and 调整单位: the 系统管理员 says who takes over, the 安全管理员 confirms it. */
export const leavings = factory
  .createApp()
  .use("/:login/disabling", only("admin"))
  .use("/:login/moving", only("admin"))
  .get("/:login/disabling", async (c) => showLeaving(c, await leaverToDisable(c)))
  .post("/:login/disabling", async (c) => {
    const form = await read(c, Leaving)
    const found = await leaverToDisable(c)
    if (!form.ok) throw new Stale("no version")
    ensureCurrent(form.data.version, found.person.version)
    const answers = answersOf(found, postsToPass(found.posts), form.typed, false)
    if (!Array.isArray(answers)) return showLeaving(c, found, answers)
    await disable(c.var.database, found, answers, by(c, "admin"))
    say(c, answers.length > 0 ? "person_disabled_passing" : "person_disabled")
    return onward(c, personPath(found.person.login))
  })
  .get("/:login/moving", async (c) => {
    const found = await leaverIn(c)
    return showMoving(c, found, askedNumber(c, "unit") ?? found.person.unitId)
  })
  .post("/:login/moving", async (c) => {
    const form = await read(c, Moving)
    const found = await leaverIn(c)
    if (!form.ok) throw new Stale("no version")
    const { version, unitId } = form.data
    ensureCurrent(version, found.person.version)
    if (unitId !== null && !found.units.some(({ id }) => id === unitId)) throw missing()
    if (unitId === found.person.unitId) {
      const problems = { unitId: ["与现在的单位相同，请另选"] }
      return showMoving(c, found, unitId, { typed: form.typed, problems })
    }
    const answers = answersOf(found, left(found), form.typed, true)
    if (!Array.isArray(answers)) return showMoving(c, found, unitId, answers)
    await move(c.var.database, found, unitId, answers, by(c, "admin"))
    say(c, answers.length > 0 ? "person_moved_passing" : "person_changed")
    return onward(c, personPath(found.person.login))
  })
