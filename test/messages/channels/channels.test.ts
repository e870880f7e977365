import { expect, test } from "vitest"
import { sendersOf } from "#src/messages/channels/channels.ts"
import type { Message } from "#src/messages/channels/message.ts"
import { dingtalkSign } from "#src/messages/channels/robots.ts"
import { smtpMail } from "#src/messages/channels/smtp.ts"
import { readEnvironment, WrongSetting } from "#src/office/system/environment.ts"
import { answers, receiver } from "./receiver.ts"
import { mailServer } from "./smtp_servers.ts"

const AT = Date.parse("2026-11-25T09:30:00+08:00")
const clock = () => AT
const MAIL_FROM = "分工督办 <noreply@example.gov.cn>"
const TO = "wang@example.gov.cn"
const MESSAGE: Message = { key: "1", subject: "催办", text: "请报送。", link: null }

test("without MAIL_URL nobody is mailed", () => {
  expect(sendersOf(readEnvironment({}), { clock, smtp: smtpMail }).mail).toBeNull()
})

test("an smtp:// goes by SMTP where there is one, dated by the program's clock", async () => {
  const { port, taken } = await mailServer()
  const environment = readEnvironment({ MAIL_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM })
  await sendersOf(environment, { clock, smtp: smtpMail }).mail?.(TO, MESSAGE)

  expect(taken).toMatchObject([{ from: "noreply@example.gov.cn", to: [TO] }])
  expect(String(taken[0]?.raw)).toContain("Date: Wed, 25 Nov 2026 01:30:00 +0000")
})

test("an smtp:// is refused in Chinese where there is none", () => {
  const environment = readEnvironment({ MAIL_URL: "smtps://u:s3cret@mail.example.gov.cn", MAIL_FROM })
  const making = () => sendersOf(environment, { clock })
  expect(making).toThrow(WrongSetting)
  expect(making).toThrow("MAIL_URL 是 SMTP 地址，Workers 上不能用")
  expect(making).not.toThrow("s3cret")
})

test("an http:// is a gateway on both", async () => {
  const { url, heard } = await receiver(answers(200))
  const environment = readEnvironment({ MAIL_URL: `${url}/mail`, MAIL_TOKEN: "t0ken", MAIL_FROM })
  await sendersOf(environment, { clock }).mail?.(TO, MESSAGE)
  await sendersOf(environment, { clock, smtp: smtpMail }).mail?.(TO, MESSAGE)

  expect(heard).toMatchObject([
    { path: "/mail", headers: { authorization: "Bearer t0ken" } },
    { path: "/mail", headers: { authorization: "Bearer t0ken" } },
  ])
})

test("robots need no setting, and sign by the program's clock", async () => {
  const { url, heard } = await receiver(answers(200, { errcode: 0 }))
  const { robot } = sendersOf(readEnvironment({}), { clock })
  await robot({ kind: "dingtalk", url: `${url}/robot/send?access_token=abc`, secret: "secret" }, MESSAGE)

  expect(heard[0]?.query.get("timestamp")).toBe(String(AT))
  expect(heard[0]?.query.get("sign")).toBe(await dingtalkSign("secret", AT))
})
