import type { Robot } from "#db/schema.ts"
import { type Asked, act, actsAs, nothingThere } from "#src/door/act.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import { conflict } from "#src/refusal.ts"
import { addRobot, changeRobot, resendFailed, sendTest } from "./commands.ts"
import { AddingRobot, ChangingRobot, Resending, Testing } from "./input.ts"
import { channelsOf, robotFor } from "./queries.ts"

/* 消息通道: what the 系统管理员 does with robots, and with what has not arrived. */

const may = (actor: Actor) => ensureHolds(actor, "admin")
const robot = ({ database, number }: Asked) => robotFor(database, number("robot"))
const channels = ({ database, actor, today }: Asked) => channelsOf(database, actor.id, today)
export const ADD_ROBOT = act({
  find: nothingThere,
  may,
  input: AddingRobot,
  does: async (asked, _found, input) => {
    await addRobot(asked.database, { ...input, secret: input.secret || null }, actsAs(asked, "admin"))
    return "robot_added"
  },
})

const secretAfter = (before: Robot, typed: string, unsigned: boolean): string | null =>
  unsigned ? null : typed || before.secret

export const CHANGE_ROBOT = act({
  find: robot,
  may,
  input: ChangingRobot,
  version: (found) => found.robot.version,
  does: async (asked, found, { url, secret, unsigned, version: _, ...words }) => {
    const before = found.robot
    const changes = { ...words, url: url || before.url, secret: secretAfter(before, secret, unsigned) }
    await changeRobot(asked.database, before, changes, actsAs(asked, "admin"))
    return "robot_changed"
  },
})

export const TEST_ROBOT = act({
  find: robot,
  may,
  input: Testing,
  does: async (asked, found) => {
    if (!found.robot.active) throw conflict()
    await sendTest(asked.database, { robotId: found.robot.id }, actsAs(asked, "admin"))
    return "test_queued"
  },
})

export const TEST_MAIL = act({
  find: nothingThere,
  may,
  input: Testing,
  does: async (asked) => {
    await sendTest(asked.database, { personId: asked.actor.id }, actsAs(asked, "admin"))
    return "test_queued"
  },
})

export const RESEND_FAILED = act({
  find: channels,
  may,
  input: Resending,
  version: ({ counts }) => counts.resends,
  does: async (asked, { counts }) => {
    if (counts.failed === 0) throw conflict()
    const again = { count: counts.failed, version: counts.resends }
    await resendFailed(asked.database, again, actsAs(asked, "admin"))
    return `deliveries_resent.${counts.failed}`
  },
})
