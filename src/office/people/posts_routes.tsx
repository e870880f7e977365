import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, typedIn } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber, pageNumber, wordsSought } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { type PostToEnd, postsToGrant, postToEnd } from "#src/office/handovers/queries.ts"
import { idOf } from "#src/office/typed/input.ts"
import { personPostsPath, postGrantsPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { EndPostPage } from "#views/people/ending.tsx"
import { PersonPostsPage, PostsPage } from "#views/people/posts.tsx"
import { GRANTABLE } from "./policy.ts"
import { endPostOf, GRANT, keepPostOf } from "./posts_acts.ts"
import { PAGE_ROWS, type PersonFile, personByLogin } from "./queries.ts"

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

const showEnding = (c: Context<Env>, found: PostToEnd, flaws: Flaws | null = null) =>
  page(
    c,
    { title: "解除岗位", status: flaws ? 422 : 200 },
    <EndPostPage found={found} today={c.var.today} own={found.person.id === c.var.actor.id} flaws={flaws} />,
  )

/** The post that a form names: one of ours does; what names none is of a page that is no more. */
async function postNamed(c: Context<Env>): Promise<number> {
  const { postId } = await typedIn(c)
  if (postId === undefined) throw new Stale("no post")
  return idOf(String(postId))
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
  .get("/:login", async (c) => {
    const { database, word, today } = askedOf(c)
    const file = await personByLogin(database, word("login"), today)
    if (!file) throw missing()
    return show(c, file)
  })
  .post("/:login", pressed(GRANT, { again: show, onward: ({ person }) => personPostsPath(person.login) }))
  .get("/:login/keeping", (c) => onward(c, personPostsPath(encodeURIComponent(c.req.param("login")))))
  .post("/:login/keeping", async (c) =>
    pressed(keepPostOf(await postNamed(c)), { again: nothingTyped, onward: () => postGrantsPath })(c),
  )
  .get("/:login/ending", async (c) => {
    const postId = askedNumber(c, "post")
    // The act's address, reloaded, names no post and leads back to the person.
    if (postId === null) return onward(c, personPostsPath(encodeURIComponent(c.req.param("login"))))
    const { database, word, today } = askedOf(c)
    const found = await postToEnd(database, word("login"), postId, today)
    if (!found) throw missing()
    return showEnding(c, found)
  })
  .post("/:login/ending", async (c) =>
    pressed(endPostOf(await postNamed(c)), {
      again: showEnding,
      onward: ({ person }) => personPostsPath(person.login),
    })(c),
  )
