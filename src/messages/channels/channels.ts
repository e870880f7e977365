import type { Clock } from "#src/clock.ts"
import { type Environment, WrongSetting } from "#src/office/system/environment.ts"
import type { MailSetting } from "#src/office/system/mail_server.ts"
import { gatewayMail } from "./gateway.ts"
import type { Message, SendMail } from "./message.ts"
import { type Robot, sendToRobot } from "./robots.ts"
import type { smtpMail } from "./smtp.ts"

/** All ways out of this program. Each rejects with `Undelivered`. */
export type Senders = {
  /** Null: MAIL_URL is not set, and nobody is mailed. */
  mail: SendMail | null
  robot: (robot: Robot, message: Message) => Promise<void>
}

/** What a runtime brings: Node its SMTP; workerd has none. */
export type Means = { clock: Clock; smtp?: typeof smtpMail }

/** The senders of this runtime. Throws `WrongSetting` where mail is set to go by SMTP and there is none. */
export const sendersOf = ({ mail }: Pick<Environment, "mail">, { clock, smtp }: Means): Senders => ({
  mail: mail && mailBy(mail, clock, smtp),
  robot: (robot, message) => sendToRobot(robot, message, { at: clock() }),
})

function mailBy({ server, from }: MailSetting, clock: Clock, smtp: Means["smtp"]): SendMail {
  if (server.kind === "gateway") return gatewayMail(server, from)
  if (!smtp)
    throw new WrongSetting(
      "MAIL_URL 是 SMTP 地址，Workers 上不能用：请改为 https:// 的邮件网关，或用 Node 运行本系统。",
    )
  return smtp(server, from, clock)
}
