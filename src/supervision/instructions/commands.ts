import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import { type Instruction, instructionItems, instructions, type Plan } from "#db/schema.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import { isLeader } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type By, newestId, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { mayAnswerReply, mayGive } from "./policy.ts"
import type { FoundInstruction } from "./queries.ts"
import { canMove, type InstructionMove, MOVES } from "./workflow.ts"

/** What a 批示 says and is about; `leaderName` and `givenOn` as they stand on the paper, when the office enters it. */
export type Giving = Pick<Instruction, "text" | "followUp" | "replyBy" | "leaderName" | "givenOn"> & {
  taskId: number | null
  about: string
  assignmentIds: number[]
}

/** 要求回复日期 lies ahead. */
export const replyFits = ({ replyBy }: { replyBy: string | null }, { today }: { today: string }) =>
  overAlready({ field: "replyBy", what: "要求回复日期", on: replyBy }, today)

/** 批示 by a leader, or from paper by the office. */
export async function giveInstruction(
  database: Database,
  plan: Pick<Plan, "id" | "supervisingUnitId">,
  giving: Giving,
  by: By,
) {
  if (!mayGive(by.actor, plan)) throw forbidden()
  ensureFits(replyFits(giving, by))
  const { db } = database
  const { assignmentIds, ...words } = giving
  const own = isLeader(by.actor)
  const state = giving.followUp ? "open" : "noted"
  await record(
    database,
    by,
    [
      {
        action: "instruction_given",
        subject: nextSubject("instruction", instructions),
        version: 1,
        planId: plan.id,
        taskId: giving.taskId ?? undefined,
        particulars: {
          to: state,
          text: giving.text,
          about: giving.about,
          by: giving.leaderName,
          assignments: assignmentIds.length,
          ...(giving.replyBy ? { answerBy: giving.replyBy } : {}),
        },
      },
    ],
    [
      db.insert(instructions).values({
        ...words,
        planId: plan.id,
        leaderId: own ? by.actor.id : null,
        writtenById: by.actor.id,
        writtenAt: by.at,
        state,
      }),
      ...chunks(assignmentIds).map((some) =>
        db
          .insert(instructionItems)
          .values(some.map((assignmentId) => ({ instructionId: newestId(instructions), assignmentId }))),
      ),
    ],
  )
}

const ACTION_OF: Record<InstructionMove, Action> = {
  answer: "instruction_answered",
  settle: "instruction_settled",
  ask_again: "instruction_reopened",
}

async function move(
  database: Database,
  { instruction, plan }: FoundInstruction,
  name: InstructionMove,
  by: By,
  particulars: Record<string, unknown>,
  changes: Partial<Instruction>,
) {
  if (!canMove(instruction.state, name)) throw conflict("wrong_state", { state: instruction.state })
  const { to } = MOVES[name]
  const event = {
    action: ACTION_OF[name],
    subject: `instruction:${instruction.id}`,
    planId: plan.id,
    taskId: instruction.taskId ?? undefined,
    particulars: { from: instruction.state, to, ...particulars },
  }
  const { act, change } = step(database, instructions, instruction, event, { ...changes, state: to })
  await record(database, by, [act], [change])
}

/** 回复: what came of it, by the supervising office. */
export async function answerInstruction(database: Database, found: FoundInstruction, reply: string, by: By) {
  if (!supervises(by.actor, found.plan)) throw forbidden()
  await move(database, found, "answer", by, { remark: reply }, { reply, repliedById: by.actor.id, repliedAt: by.at })
}

/** 阅: without a further word it is done with (domain.md 3.2, step 8). */
export async function settleInstruction(database: Database, found: FoundInstruction, by: By) {
  if (!mayAnswerReply(by.actor, found.instruction)) throw forbidden()
  await move(database, found, "settle", by, {}, {})
}

/** 再批示: the answer is not enough; the first words and every answer stay in the trail. */
export async function askAgain(
  database: Database,
  found: FoundInstruction,
  { remark, replyBy }: { remark: string; replyBy: string | null },
  by: By,
) {
  if (!mayAnswerReply(by.actor, found.instruction)) throw forbidden()
  ensureFits(replyFits({ replyBy }, by))
  const told = { remark, ...(replyBy ? { answerBy: replyBy } : {}) }
  await move(database, found, "ask_again", by, told, { remark, replyBy, followUp: true })
}
