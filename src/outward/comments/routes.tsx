import type { Context } from "hono"
import { askedOf, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { commentPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { CommentPage, CommentsPage } from "#views/comments/comments.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { ANSWER, DISMISS, HIDE, SHOW } from "./acts.ts"
import { commentsToSee, type FoundComment, findComment } from "./queries.ts"

type C = Context<Env>

const show = (c: C, found: FoundComment, act: string | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: "公众意见", status: flaws ? 422 : 200 },
    <CommentPage found={found} actor={c.var.actor} today={c.var.today} flawed={act && flaws && { ...flaws, act }} />,
  )

const onOne = (act: string) => ({
  again: (c: C, found: FoundComment, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ comment }: FoundComment) => commentPath(comment.id),
})

/** 公众意见 of the office. */
export const commentRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const found = await commentsToSee(database, actor, pageIn(c))
    return page(c, { title: "公众意见" }, <CommentsPage found={found} page={pageIn(c)} today={today} />)
  })
  .get("/:comment{[0-9]+}", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await findComment(database, actor, number("comment"))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:comment{[0-9]+}/answer", pressed(ANSWER, onOne("answer")))
  .post("/:comment{[0-9]+}/dismissal", pressed(DISMISS, onOne("dismissal")))
  .post("/:comment{[0-9]+}/showing", pressed(SHOW, onOne("showing")))
  .post("/:comment{[0-9]+}/hiding", pressed(HIDE, onOne("hiding")))
