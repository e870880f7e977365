import type { Context } from "hono"
import { Stale } from "#db/database.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { idOf } from "#src/office/typed/input.ts"
import { postGrantsPath } from "#src/paths.ts"
import { conflict, missing } from "#src/refusal.ts"
import { HandoverPage } from "#views/handovers/decision.tsx"
import { HandOverPage } from "#views/handovers/proposal.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { confirmHandover, proposeHandover, refuseHandover, withdrawHandover } from "./commands.ts"
import { type Heir, NO_ACCOUNT } from "./heir.ts"
import { Deciding, Handing, Withdrawing } from "./input.ts"
import { mayHandOver, type PeriodProblem, periodProblem } from "./policy.ts"
import { type FoundHandover, findHandover, type PostToHandOver, postToHandOver } from "./queries.ts"

type C = Context<Env>

/** One's own post of the address. */
async function ownPost(c: C): Promise<PostToHandOver> {
  const found = await postToHandOver(c.var.database, c.var.actor.id, numberIn(c, "post"), c.var.today)
  if (!found) throw missing()
  if (!mayHandOver(c.var.actor, found.post, c.var.today)) throw conflict("post_is_over")
  return found
}

const showPost = (c: C, found: PostToHandOver, flaws?: Flaws) =>
  page(
    c,
    { title: "岗位交接", status: flaws ? 422 : 200 },
    <HandOverPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** At which field a rule's sentence stands. */
const FIELD: Record<PeriodProblem, string> = {
  begins_in_the_past: "fromOn",
  ends_before_it_begins: "untilOn",
  stand_in_without_end: "untilOn",
}

function heirIn({ colleagues }: PostToHandOver, { person, name }: { person: string; name: string }): Heir {
  if (person === NO_ACCOUNT) return { person: null, name }
  const chosen = colleagues.find(({ id }) => id === idOf(person))
  if (!chosen) throw missing()
  return { person: chosen, name: "" }
}

/** 岗位交接 on the account page: what one proposes, and takes back. */
export const ownHandovers = factory
  .createApp()
  .get("/posts/:post{[0-9]+}/handover", async (c) => showPost(c, await ownPost(c)))
  .post("/posts/:post{[0-9]+}/handover", async (c) => {
    const found = await ownPost(c)
    const form = await read(c, Handing)
    if (!form.ok) return showPost(c, found, form)
    const { how, fromOn, untilOn, remark } = form.data
    const period = { standIn: how === "stand_in", fromOn, untilOn }
    const problem = periodProblem(period, c.var.today)
    if (problem) {
      const problems = { [FIELD[problem]]: [c.var.house.refusalWords(problem)] }
      return showPost(c, found, { typed: form.typed, problems })
    }
    const proposing = { ...period, heir: heirIn(found, form.data), cause: "own", remark } as const
    await proposeHandover(c.var.database, found, proposing, by(c))
    say(c, "handover_proposed")
    return onward(c, "/account")
  })
  .post("/handovers/:handover{[0-9]+}/withdrawal", async (c) => {
    const found = await findHandover(c.var.database, numberIn(c, "handover"), c.var.today)
    if (!found || found.post.personId !== c.var.actor.id) throw missing()
    const form = await read(c, Withdrawing)
    if (!form.ok) throw new Stale("no version")
    ensureCurrent(form.data.version, found.handover.version)
    await withdrawHandover(c.var.database, found, by(c))
    say(c, "handover_withdrawn")
    return onward(c, "/account")
  })

async function handoverIn(c: C): Promise<FoundHandover> {
  const found = await findHandover(c.var.database, numberIn(c, "handover"), c.var.today)
  if (!found) throw missing()
  return found
}

const show = (c: C, found: FoundHandover, flaws?: Flaws) =>
  page(
    c,
    { title: "岗位交接", status: flaws ? 422 : 200 },
    <HandoverPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 岗位交接 as the 安全管理员 decides it. */
export const handoverDecisions = factory
  .createApp()
  .use("/handovers/*", only("security"))
  .get("/handovers/:handover{[0-9]+}", async (c) => show(c, await handoverIn(c)))
  .post("/handovers/:handover{[0-9]+}/decision", async (c) => {
    const found = await handoverIn(c)
    const form = await read(c, Deciding)
    if (!form.ok) return show(c, found, form)
    const { version, verdict, personId, remark } = form.data
    ensureCurrent(version, found.handover.version)
    const decider = by(c, "security")
    if (verdict === "refuse") await refuseHandover(c.var.database, found, remark, decider)
    else await confirmHandover(c.var.database, found, personId, decider)
    say(c, verdict === "refuse" ? "handover_refused" : "handover_confirmed")
    return onward(c, postGrantsPath)
  })
