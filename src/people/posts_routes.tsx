import type { Context } from "hono"
import * as z from "zod"
import { Stale } from "#db/database.ts"
import { POST_KINDS } from "#db/schema.ts"
import { postsToGrant } from "#src/handovers/queries.ts"
import { say } from "#src/http/cookies.ts"
import { type Env, factory } from "#src/http/env.ts"
import { choice, counted, date, type Flawed, idOf, optionalDate, read, ticked } from "#src/http/form.ts"
import { only } from "#src/http/guard.ts"
import { onward, page } from "#src/http/respond.tsx"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { POST_LABEL, REFUSAL_LABEL } from "#views/labels.ts"
import { PersonPostsPage, PostsPage } from "#views/people/posts.tsx"
import { actingAs } from "./actor.ts"
import { endPost, grantPost } from "./directory.ts"
import { pageNumber, wordsSought } from "./form.ts"
import { endProblem, type GrantProblem, grantProblem } from "./policy.ts"
import { PAGE_ROWS, type PersonFile, personByLogin } from "./queries.ts"

const unitIds = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat().map(idOf))

const Granting = z.object({
  kind: z.enum(POST_KINDS, { error: "请选择岗位" }),
  unitId: choice,
  fromOn: date("起始日期"),
  untilOn: optionalDate("截止日期"),
  standIn: ticked,
  beat: unitIds,
})

const Ending = z.object({ postId: counted, version: counted, lastDay: date("最后一天") })

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

const by = (c: Context<Env>) => ({ actor: c.var.actor, as: actingAs(c.var.actor, "security"), at: c.var.now })

async function personAsked(c: Context<Env>): Promise<PersonFile> {
  const file = await personByLogin(c.var.database, c.req.param("login") ?? "")
  if (!file) throw missing()
  return file
}

type Shown = { flaws?: Flawed; ending?: Flawed }

const show = (c: Context<Env>, { person, posts, units }: PersonFile, { flaws, ending }: Shown = {}) =>
  page(
    c,
    { title: `${person.name}的岗位`, status: flaws || ending ? 422 : 200 },
    <PersonPostsPage
      person={person}
      posts={posts}
      units={units}
      today={c.var.today}
      own={person.id === c.var.actor.id}
      flaws={flaws}
      ending={ending}
    />,
  )

/** 岗位授权: the 安全管理员 says who may do what. Posts are read on every request, so a change counts at once. */
export const postGrants = factory
  .createApp()
  .use(only("security"))
  .get("/", async (c) => {
    const search = wordsSought(c)
    const number = pageNumber(c)
    const found = await postsToGrant(c.var.database, { search, page: number, today: c.var.today })
    return page(
      c,
      { title: "岗位授权", wide: true },
      <PostsPage {...found} page={number} pageRows={PAGE_ROWS} search={search} today={c.var.today} />,
    )
  })
  .get("/:login", async (c) => show(c, await personAsked(c)))
  .post("/:login", async (c) => {
    const form = await read(c, Granting)
    const file = await personAsked(c)
    if (file.person.id === c.var.actor.id) throw forbidden("own_grant")
    if (!form.ok) return show(c, file, { flaws: form })
    if (!file.person.active) throw conflict()

    const { beat, ...rest } = form.data
    const known = file.units.map(({ id }) => id)
    const post = { ...rest, personId: file.person.id, beat: rest.kind === "supervisor" ? beat : [] }
    if ((post.unitId !== null && !known.includes(post.unitId)) || beat.some((id) => !known.includes(id)))
      throw missing()
    const problem = grantProblem(c.var.actor.id, post, file.posts)
    if (problem) {
      const problems = { [FIELD[problem]]: [REFUSAL_LABEL[problem]({})] }
      return show(c, file, { flaws: { ok: false, typed: form.typed, problems } })
    }
    await grantPost(c.var.database, post, by(c))
    say(c, "post_granted")
    return onward(c, `/admin/posts/${file.person.login}`)
  })
  .get("/:login/ending", (c) => onward(c, `/admin/posts/${encodeURIComponent(c.req.param("login"))}`))
  .post("/:login/ending", async (c) => {
    const form = await read(c, Ending)
    const file = await personAsked(c)
    if (!form.ok) return show(c, file, { ending: form })
    const { postId, version, lastDay } = form.data
    const post = file.posts.find(({ id }) => id === postId)
    if (!post) throw missing()
    if (post.version !== version) throw new Stale("stale")
    const others = file.guards.filter(({ kind }) => kind === post.kind)
    const problem = endProblem(c.var.actor.id, post, lastDay, others)
    if (problem === "own_grant") throw forbidden("own_grant")
    if (problem) throw conflict(problem, { post: POST_LABEL[post.kind] })
    await endPost(c.var.database, post, lastDay, by(c))
    say(c, "post_ended")
    return onward(c, `/admin/posts/${file.person.login}`)
  })
