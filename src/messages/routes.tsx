import type { Context } from "hono"
import * as z from "zod"
import { Stale } from "#db/database.ts"
import { ROBOT_KINDS, type Robot } from "#db/schema.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read, readWhole } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { robotAddressProblem } from "#src/messages/channels/robots.ts"
import { chosenOne, counted, line, namedLine, ticked } from "#src/office/typed/input.ts"
import { conflict, missing } from "#src/refusal.ts"
import { ChannelsPage, RobotPage } from "#views/deliveries/channels.tsx"
import { ROBOT_ADDRESS_PROBLEM_LABEL } from "#views/deliveries/words.ts"
import { addRobot, changeRobot, resendFailed, sendTest } from "./commands.ts"
import { channelsOf, robotFor } from "./queries.ts"

const address = line(500).superRefine((url, context) => {
  const problem = robotAddressProblem(url)
  if (problem) context.addIssue({ code: "custom", message: ROBOT_ADDRESS_PROBLEM_LABEL[problem] })
})

const Describing = z.object({
  name: namedLine("名称", 40),
  kind: z.enum(ROBOT_KINDS, { error: "请选择平台" }),
  unitId: chosenOne("单位"),
  secret: line(200).default(""),
})
const Adding = Describing.extend({ url: address })
/** Left empty, address and secret stay as they are: they are never shown again. */
const Editing = Describing.extend({
  url: z.union([z.literal(""), address]),
  unsigned: ticked,
  active: ticked,
  version: counted,
})
const Resending = z.object({ version: counted })

async function show(c: Context<Env>, flaws: Flawed | null = null) {
  const found = await channelsOf(c.var.database, c.var.actor.id, c.var.today)
  return page(
    c,
    { title: "消息通道", status: flaws ? 422 : 200 },
    <ChannelsPage found={found} mails={c.var.ports.mails} today={c.var.today} flaws={flaws} />,
  )
}

async function robotAsked(c: Context<Env>) {
  const found = await robotFor(c.var.database, numberIn(c, "robot"))
  if (!found) throw missing()
  return found
}

/** 消息通道: mail, robots of groups, and what has not arrived. */
export const channelsAdmin = factory
  .createApp()
  .use(only("admin"))
  .get("/", (c) => show(c))
  .post("/robots", async (c) => {
    const form = await read(c, Adding)
    if (!form.ok) return show(c, form)
    await addRobot(c.var.database, { ...form.data, secret: form.data.secret || null }, by(c, "admin"))
    say(c, "robot_added")
    return onward(c, "/admin/channels")
  })
  .get("/robots/:robot{[0-9]+}", async (c) => {
    const found = await robotAsked(c)
    return page(c, { title: found.robot.name }, <RobotPage {...found} />)
  })
  .post("/robots/:robot{[0-9]+}", async (c) => {
    const form = await read(c, Editing)
    const found = await robotAsked(c)
    const { robot } = found
    if (!form.ok) return page(c, { title: robot.name, status: 422 }, <RobotPage {...found} flaws={form} />)
    const { url, secret, unsigned, version, ...words } = form.data
    if (version !== robot.version) throw new Stale("stale")
    await changeRobot(
      c.var.database,
      robot,
      { ...words, url: url || robot.url, secret: secretAfter(robot, secret, unsigned) },
      by(c, "admin"),
    )
    say(c, "robot_changed")
    return onward(c, "/admin/channels")
  })
  .post("/robots/:robot{[0-9]+}/test", async (c) => {
    const { robot } = await robotAsked(c)
    if (!robot.active) throw conflict()
    await sendTest(c.var.database, { robotId: robot.id }, by(c, "admin"))
    say(c, "test_queued")
    return onward(c, "/admin/channels")
  })
  .post("/test", async (c) => {
    await sendTest(c.var.database, { personId: c.var.actor.id }, by(c, "admin"))
    say(c, "test_queued")
    return onward(c, "/admin/channels")
  })
  .post("/resend", async (c) => {
    const { version } = await readWhole(c, Resending)
    const { counts } = await channelsOf(c.var.database, c.var.actor.id, c.var.today)
    if (version !== counts.resends) throw new Stale("stale")
    if (counts.failed === 0) throw conflict()
    await resendFailed(c.var.database, { count: counts.failed, version: counts.resends }, by(c, "admin"))
    say(c, `deliveries_resent.${counts.failed}`)
    return onward(c, "/admin/channels")
  })

const secretAfter = (robot: Robot, typed: string, unsigned: boolean): string | null =>
  unsigned ? null : typed || robot.secret
