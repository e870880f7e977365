import { sendersOf } from "#src/messages/channels/channels.ts"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import { type Robot, sendToRobot } from "#src/messages/channels/robots.ts"
import { readEnvironment, WrongSetting } from "#src/office/system/environment.ts"

/** What a test asks this Worker to send: by mail, or by a robot, perhaps with a deadline of its own. */
export type Asked = {
  settings: Record<string, string>
  at: number
  message: Message
  to?: string
  robot?: Robot
  deadlineMs?: number
}

async function send({ settings, at, message, to, robot, deadlineMs }: Asked) {
  const senders = sendersOf(readEnvironment(settings), { clock: () => at })
  if (to) await senders.mail?.(to, message)
  if (robot && deadlineMs) await sendToRobot(robot, message, { at, deadlineMs })
  else if (robot) await senders.robot(robot, message)
}

/** The senders in a Worker of their own, for as long as the program's does not carry them. */
export default {
  async fetch(request: Request): Promise<Response> {
    try {
      await send(await request.json())
      return Response.json("delivered")
    } catch (error) {
      if (error instanceof Undelivered) return Response.json({ again: error.again, reason: error.reason })
      if (error instanceof WrongSetting) return Response.json({ setting: error.message })
      throw error
    }
  },
}
