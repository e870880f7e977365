import type { Context } from "hono"
import * as z from "zod"
import { Stale } from "#db/database.ts"
import { addDays } from "#src/clock.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read, typedIn } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber, pageNumber, wordsSought } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { newPost } from "#src/office/handovers/policy.ts"
import { type PostToEnd, postsToGrant, postToEnd } from "#src/office/handovers/queries.ts"
import { choice, counted, date, idOf, ids, optionalDate, ticked } from "#src/office/typed/input.ts"
import { VACANT } from "#src/owing/leaving/leaving.ts"
import { personPostsPath } from "#src/paths.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { EndPostPage } from "#views/people/ending.tsx"
import { PersonPostsPage, PostsPage } from "#views/people/posts.tsx"
import { HEIR_PROBLEM_LABEL } from "#views/people/words.ts"
import { POST_LABEL } from "#views/words/roles.ts"
import { endPost, grantPost, keepPost, type NewPost } from "./directory_commands.ts"
import { endProblem, GRANTABLE, type GrantProblem, grantProblem, leavesNobody, needsUnit } from "./policy.ts"
import { PAGE_ROWS, type PersonFile, personByLogin } from "./queries.ts"

const Granting = z.object({
  kind: z.enum(GRANTABLE, { error: "请选择岗位" }),
  unitId: choice,
  fromOn: date("起始日期"),
  untilOn: optionalDate("结束日期"),
  standIn: ticked,
  beat: ids,
})

const Ending = z.object({ postId: counted, version: counted, lastDay: date("最后一天"), heir: z.string().default("") })

const Keeping = z.object({ postId: counted, version: counted })

/** At which field a rule's sentence stands. */
const FIELD: Record<GrantProblem, string> = {
  own_grant: "kind",
  exclusive_post: "kind",
  duplicate_post: "kind",
  unit_needed: "unitId",
  unit_forbidden: "unitId",
  ends_before_it_begins: "untilOn",
  stand_in_without_end: "untilOn",
}

async function personAsked(c: Context<Env>): Promise<PersonFile> {
  const file = await personByLogin(c.var.database, c.req.param("login") ?? "", c.var.today)
  if (!file) throw missing()
  return file
}

/** Which post is to be granted: as the address says, or as the form said that came back. */
const kindAsked = (c: Context<Env>, flaws: Flawed | null) =>
  GRANTABLE.find((kind) => kind === (flaws?.typed.kind ?? c.req.query("kind"))) ?? GRANTABLE[0]

const show = (c: Context<Env>, { person, posts, units }: PersonFile, flaws: Flawed | null = null) =>
  page(
    c,
    { title: `${person.name}的岗位`, status: flaws ? 422 : 200 },
    <PersonPostsPage
      person={person}
      posts={posts}
      units={units}
      today={c.var.today}
      own={person.id === c.var.actor.id}
      kind={kindAsked(c, flaws)}
      flaws={flaws}
    />,
  )

async function postAsked(c: Context<Env>, postId: number): Promise<PostToEnd> {
  const found = await postToEnd(c.var.database, c.req.param("login") ?? "", postId, c.var.today)
  if (!found) throw missing()
  return found
}

const showEnding = (c: Context<Env>, found: PostToEnd, flaws: Flaws | null = null) =>
  page(
    c,
    { title: "解除岗位", status: flaws ? 422 : 200 },
    <EndPostPage found={found} today={c.var.today} own={found.person.id === c.var.actor.id} flaws={flaws} />,
  )

/** Who takes the post over from the day after; nobody where another holds it, or where it is said that nobody does. */
function successorOf(
  c: Context<Env>,
  { post, others, colleagues, held }: PostToEnd,
  lastDay: string,
  heir: string,
): { post: NewPost | null } | { problem: string } {
  if (heir === VACANT) return { post: null }
  const chosen = colleagues.find(({ id }) => id === idOf(heir))
  if (!chosen) return leavesNobody(post, lastDay, others) ? { problem: HEIR_PROBLEM_LABEL.no_heir } : { post: null }
  const period = { standIn: false, fromOn: addDays(lastDay, 1), untilOn: null }
  const next = newPost(period, post, chosen.id, c.var.today)
  const own = held.filter(({ personId }) => personId === chosen.id)
  const problem = grantProblem(c.var.actor.id, next, own)
  return problem ? { problem: c.var.house.refusalWords(problem) } : { post: next }
}

/** 岗位授权: the 安全管理员 says who may do what. Posts are read on every request, so a change counts at once. */
export const postGrants = factory
  .createApp()
  .use(only("security"))
  .get("/", async (c) => {
    const search = wordsSought(c)
    const number = pageNumber(c)
    const found = await postsToGrant(c.var.database, { search, page: number, today: c.var.today, now: c.var.now })
    return page(
      c,
      { title: "岗位授权", wide: true },
      <PostsPage {...found} page={number} pageRows={PAGE_ROWS} search={search} today={c.var.today} now={c.var.now} />,
    )
  })
  .get("/:login", async (c) => show(c, await personAsked(c)))
  .post("/:login", async (c) => {
    const form = await read(c, Granting)
    const file = await personAsked(c)
    if (file.person.id === c.var.actor.id) throw forbidden("own_grant")
    if (!form.ok) return show(c, file, form)
    if (!file.person.active) throw conflict()

    const { beat, ...rest } = form.data
    // What the form of this post does not ask is nobody's answer.
    const unitId = needsUnit(rest.kind) ? form.data.unitId : null
    const known = file.units.map(({ id }) => id)
    const post = { ...rest, unitId, personId: file.person.id, beat: rest.kind === "supervisor" ? beat : [] }
    if ((post.unitId !== null && !known.includes(post.unitId)) || beat.some((id) => !known.includes(id)))
      throw missing()
    const problem = grantProblem(c.var.actor.id, post, file.posts)
    if (problem) {
      const problems = { [FIELD[problem]]: [c.var.house.refusalWords(problem)] }
      return show(c, file, { ok: false, typed: form.typed, problems })
    }
    await grantPost(c.var.database, post, by(c, "security"))
    say(c, "post_granted")
    return onward(c, `/admin/posts/${file.person.login}`)
  })
  .get("/:login/keeping", (c) => onward(c, personPostsPath(encodeURIComponent(c.req.param("login")))))
  .post("/:login/keeping", async (c) => {
    const form = await read(c, Keeping)
    if (!form.ok) throw new Stale("no post")
    const { person, post, isKept } = await postAsked(c, form.data.postId)
    if (post.version !== form.data.version) throw new Stale("stale")
    if (person.id === c.var.actor.id) throw forbidden("own_grant")
    if (!isKept) throw conflict()
    await keepPost(c.var.database, post, by(c, "security"))
    say(c, "post_kept")
    return onward(c, "/admin/posts")
  })
  .get("/:login/ending", async (c) => {
    const postId = askedNumber(c, "post")
    // The act's address, reloaded, names no post and leads back to the person.
    if (postId === null) return onward(c, personPostsPath(encodeURIComponent(c.req.param("login"))))
    return showEnding(c, await postAsked(c, postId))
  })
  .post("/:login/ending", async (c) => {
    const { postId } = await typedIn(c)
    // A form of ours names its post; what names none is of a page that is no more.
    if (postId === undefined) throw new Stale("no post")
    const found = await postAsked(c, idOf(String(postId)))
    const form = await read(c, Ending)
    if (!form.ok) return showEnding(c, found, form)
    const { version, lastDay, heir } = form.data
    const { post, others } = found
    if (post.version !== version) throw new Stale("stale")
    const problem = endProblem(c.var.actor.id, post, lastDay, others)
    if (problem === "own_grant") throw forbidden("own_grant")
    if (problem) throw conflict(problem, { post: POST_LABEL[post.kind] })
    const next = successorOf(c, found, lastDay, heir)
    if ("problem" in next) {
      return showEnding(c, found, { typed: form.typed, problems: { heir: [next.problem] } })
    }
    await endPost(c.var.database, post, lastDay, by(c, "security"), next.post)
    say(c, next.post ? "post_passed" : "post_ended")
    return onward(c, personPostsPath(found.person.login))
  })
