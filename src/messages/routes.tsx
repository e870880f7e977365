import type { Context } from "hono"
import { askedOf, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { page } from "#src/door/respond.tsx"
import { missing } from "#src/refusal.ts"
import { ChannelsPage, RobotPage } from "#views/deliveries/channels.tsx"
import { ADD_ROBOT, CHANGE_ROBOT, RESEND_FAILED, TEST_MAIL, TEST_ROBOT } from "./acts.ts"
import { channelsOf, robotFor } from "./queries.ts"

const channelsPath = "/admin/channels"

async function show(c: Context<Env>, flaws: Flawed | null = null) {
  const found = await channelsOf(c.var.database, c.var.actor.id, c.var.today)
  return page(
    c,
    { title: "消息通道", status: flaws ? 422 : 200 },
    <ChannelsPage found={found} mails={c.var.ports.mails} today={c.var.today} flaws={flaws} />,
  )
}

/** What was wrong with a form of the page stands there, and what was done is seen there. */
const onChannels = {
  again: (c: Context<Env>, _found: unknown, flaws: Flawed) => show(c, flaws),
  onward: () => channelsPath,
}

/** 消息通道: mail, robots of groups, and what has not arrived. */
export const channelsAdmin = factory
  .createApp()
  .use(only("admin"))
  .get("/", (c) => show(c))
  .post("/robots", pressed(ADD_ROBOT, onChannels))
  .get("/robots/:robot{[0-9]+}", async (c) => {
    const { database, number } = askedOf(c)
    const found = await robotFor(database, number("robot"))
    if (!found) throw missing()
    return page(c, { title: found.robot.name }, <RobotPage {...found} />)
  })
  .post(
    "/robots/:robot{[0-9]+}",
    pressed(CHANGE_ROBOT, {
      again: (c, found, flaws) =>
        page(c, { title: found.robot.name, status: 422 }, <RobotPage {...found} flaws={flaws} />),
      onward: () => channelsPath,
    }),
  )
  .post("/robots/:robot{[0-9]+}/test", pressed(TEST_ROBOT, onChannels))
  .post("/test", pressed(TEST_MAIL, onChannels))
  .post("/resend", pressed(RESEND_FAILED, onChannels))
