import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { addressToCount, once, TooMany } from "#src/door/outside.tsx"
import { numberIn } from "#src/door/params.ts"
import { rateOfHouses } from "#src/door/rate.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { releaseShown } from "#src/outward/public/open_queries.ts"
import { commentReceiptPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { acting } from "#src/trail/record.ts"
import { sightingsIn } from "#src/year/cases/identifiers.ts"
import { CommentReceipt } from "#views/comments/open.tsx"
import { numberProblem } from "#views/comments/words.ts"
import { OpenReleasePage } from "#views/public/open.tsx"
import { receiveComment } from "./commands.ts"
import { Commenting } from "./input.ts"
import { commentByKey } from "./queries.ts"

/** So many comments an hour from one address: a person has one or two things to say. */
const isWithinRate = rateOfHouses({ most: 6, span: 3_600_000 })

/** Numbers by which somebody could be known are not even kept: they are asked to leave them out. */
const numbersIn = (text: string): string[] =>
  sightingsIn(text)
    .filter(({ kind }) => kind !== "name" && kind !== "digits")
    .map(numberProblem)

async function receive(c: C) {
  const { database, now } = c.var
  const found = await releaseShown(database, numberIn(c, "release"))
  if (!found?.body) throw missing()
  const form = await read(c, Commenting)
  const numbers = form.ok ? numbersIn(form.data.text) : []
  if (!form.ok || numbers.length > 0) {
    const problems = form.ok ? { text: numbers } : form.problems
    const head = { title: found.title ?? "", organisation: found.organisation, status: 422 as const }
    return once(c, head, <OpenReleasePage found={found} page={1} flaws={{ typed: form.typed, problems }} />)
  }
  const address = addressToCount(c)
  if (address !== null && !isWithinRate(c.var.house, address, now)) throw new TooMany()
  try {
    // From where it came stays out of the trail.
    const key = await receiveComment(database, found.id, form.data.text, acting(null, now, { address: "" }))
    return c.redirect(commentReceiptPath(key), 303)
  } catch (error) {
    throw error instanceof Stale ? new TooMany() : error
  }
}

type C = Context<Env>

/** 公众意见 as they come, and the address at which whoever wrote one reads the answer. */
export const openComments = factory
  .createApp()
  .post("/:release{[0-9]+}/comments", (c) => receive(c))
  .get("/comments/:receipt", async (c) => {
    const found = await commentByKey(c.var.database, hashToken(c.req.param("receipt")))
    if (!found) throw missing()
    return once(c, { title: "意见回执" }, <CommentReceipt found={found} />)
  })
