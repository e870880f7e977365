import type { Context } from "hono"
import { askedOf, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { directory } from "#src/office/units/queries.ts"
import { assignmentPath, taskPath, todoPath } from "#src/paths.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import { AcknowledgeAgain, AcknowledgeTogether, ActAgain } from "#views/assignments/act_again.tsx"
import { DecisionPage } from "#views/assignments/decision.tsx"
import { MOVE_LABEL } from "#views/assignments/words.ts"
import {
  ACKNOWLEDGE,
  ACKNOWLEDGE_ALL,
  ANSWER,
  CLAIM,
  CONFIRM,
  DECISIONS,
  DESCRIBE,
  DISPUTE,
  HAND,
  JUDGE,
  joiningAnother,
  joiningOf,
  OVERRIDE_LIGHT,
  RESUME,
  toAcknowledge,
  WITHDRAW_CLAIM,
} from "./acts.ts"
import { allow } from "./commands.ts"
import { type FoundAssignment, findToDecide, type ToDecide } from "./queries.ts"

type C = Context<Env>

/** Back to where the person came from in the program, else to the assignment on its task's page. */
const back = ({ plan, task, assignment }: FoundAssignment, _input?: unknown, next: string | null = null) =>
  next ?? `${taskPath(plan.id, task.ordinal)}#unit-${assignment.unitId}`

/** The form of the act `noun`, shown again; 改派 that did not say to whom offers the units. */
const onOne = (noun: string) => ({
  again: async (c: C, found: FoundAssignment, flaws: Flawed) => {
    const units = flaws.problems.unitId ? (await directory(c.var.database)).rows.filter(({ active }) => active) : null
    return page(
      c,
      { title: "请补充", status: 422 },
      <ActAgain
        found={found}
        action={assignmentPath(found.assignment.id, noun)}
        flaws={flaws}
        units={units?.map(({ id, name }) => [String(id), name])}
      />,
    )
  },
  onward: back,
})

const isDecision = (noun: string): noun is keyof typeof DECISIONS => noun in DECISIONS

/** The page of a decision: what it means for lights and rates, before it is made. */
function showDecision(c: C, found: ToDecide, noun: string, flaws?: Flawed) {
  if (!isDecision(noun)) throw missing()
  const { move } = DECISIONS[noun]
  allow(c.var.actor, found, move)
  ensureRunning(found.plan)
  const join = noun === "reassignment" ? joiningAnother(c.var, found) : joiningOf(c.var, found)
  return page(
    c,
    { title: MOVE_LABEL[move], status: flaws ? 422 : 200 },
    <DecisionPage
      found={found}
      act={noun}
      move={move}
      back={back(found)}
      join={join}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

const deciding = (noun: keyof typeof DECISIONS) => ({
  again: (c: C, found: ToDecide, flaws: Flawed) => showDecision(c, found, noun, flaws),
  onward: back,
})

export const assignments = factory
  .createApp()
  .post(
    "/todo/acknowledgement",
    pressed(ACKNOWLEDGE_ALL, {
      again: (c, _found, flaws) => page(c, { title: "签收", status: 422 }, <AcknowledgeAgain flaws={flaws} />),
      before: async (c, _found, { ids, confirmed, revise }, typed) => {
        if (revise) return page(c, { title: "签收" }, <AcknowledgeAgain flaws={{ typed, problems: {} }} />)
        if (confirmed === new Set(ids).size) return null
        const founds = await toAcknowledge(askedOf(c), ids)
        return page(c, { title: "核对签收" }, <AcknowledgeTogether founds={founds} typed={typed} />)
      },
      onward: () => todoPath(),
    }),
  )
  .post("/assignments/:assignment/acknowledgement", pressed(ACKNOWLEDGE, onOne("acknowledgement")))
  .post("/assignments/:assignment/planning", pressed(DESCRIBE, onOne("planning")))
  .post(
    "/assignments/:assignment/handler",
    pressed(HAND, { ...onOne("handler"), onward: (_found, _input, next) => next ?? "/todo" }),
  )
  .post("/assignments/:assignment/answer", pressed(ANSWER, onOne("answer")))
  .post("/assignments/:assignment/verdict", pressed(JUDGE, onOne("verdict")))
  .post("/assignments/:assignment/confirmation", pressed(CONFIRM, onOne("confirmation")))
  .post("/assignments/:assignment/light", pressed(OVERRIDE_LIGHT, onOne("light")))
  .get("/assignments/:assignment/:act{suspension|prolongation|termination|reassignment|reopening}", async (c) => {
    const { database, actor, number, word } = askedOf(c)
    const found = await findToDecide(database, actor, number("assignment"))
    if (!found) throw missing()
    return showDecision(c, found, word("act"))
  })
  .post("/assignments/:assignment/suspension", pressed(DECISIONS.suspension.act, deciding("suspension")))
  .post("/assignments/:assignment/prolongation", pressed(DECISIONS.prolongation.act, deciding("prolongation")))
  .post("/assignments/:assignment/termination", pressed(DECISIONS.termination.act, deciding("termination")))
  .post("/assignments/:assignment/reassignment", pressed(DECISIONS.reassignment.act, deciding("reassignment")))
  .post("/assignments/:assignment/reopening", pressed(DECISIONS.reopening.act, deciding("reopening")))
  .post("/assignments/:assignment/withdrawal", pressed(WITHDRAW_CLAIM, onOne("withdrawal")))
  .post("/assignments/:assignment/dispute", pressed(DISPUTE, onOne("dispute")))
  .post("/assignments/:assignment/claim", pressed(CLAIM, onOne("claim")))
  .post("/assignments/:assignment/resumption", pressed(RESUME, onOne("resumption")))
