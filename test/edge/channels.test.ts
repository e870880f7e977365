import { createHmac } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Message } from "#src/messages/channels/message.ts"
import type { Robot } from "#src/messages/channels/robots.ts"
import { answers, deserted, endless, receiver, redirects, silence } from "#test/messages/channels/receiver.ts"
import { type RunningWorker, startWorker } from "#test/support/workerd.ts"
import type { Asked } from "./channels_worker.ts"

const AT = Date.parse("2026-11-25T09:30:00.123+08:00")
const SECRET = "SEC-add-this-to-sign"
const MAIL_FROM = "分工督办 <noreply@example.gov.cn>"
const MESSAGE: Message = {
  key: "delivery:12",
  subject: "【催办】",
  text: "👨‍👩‍👧‍👦".repeat(200),
  link: "https://d.cn/todo",
}

let worker: RunningWorker
beforeAll(async () => {
  worker = await startWorker({ entry: "test/edge/channels_worker.ts" })
})
afterAll(() => worker.stop())

async function send(asked: Partial<Asked>): Promise<unknown> {
  const body: Asked = { settings: { DEMO: "1" }, at: AT, message: MESSAGE, ...asked }
  const response = await fetch(worker.url, { method: "POST", body: JSON.stringify(body) })
  return response.json()
}

test("mail goes through a gateway, and what the gateway says is told", async () => {
  const settings = { MAIL_FROM, MAIL_TOKEN: "t0ken" }
  const { url, heard } = await receiver(answers(202))
  const refusing = await receiver(answers(422, "no such mailbox: wang@d.cn, t0ken"))
  const to = "wang@d.cn"

  expect(await send({ to, settings: { ...settings, MAIL_URL: `${url}/mail` } })).toBe("delivered")
  expect(heard).toMatchObject([{ headers: { authorization: "Bearer t0ken", "idempotency-key": "delivery:12" } }])
  expect(JSON.parse(heard[0]?.body ?? "")).toMatchObject({ from: MAIL_FROM, to, subject: "【催办】" })
  const refused = { again: false, reason: "http_422: no such mailbox: …, …" }
  expect(await send({ to, settings: { ...settings, MAIL_URL: refusing.url } })).toEqual(refused)
})

test("an smtp:// is refused in Chinese", async () => {
  const settings = { MAIL_URL: "smtp://mail.example.gov.cn", MAIL_FROM }
  expect(await send({ settings })).toEqual({ setting: expect.stringContaining("Workers 上不能用") })
})

test("robots are signed and cut there as they are on Node", async () => {
  const { url, heard } = await receiver(answers(200, { errcode: 0, code: 0 }))
  for (const kind of ["wecom", "dingtalk", "feishu"] as const)
    expect(await send({ robot: { kind, url: `${url}/${kind}`, secret: SECRET } })).toBe("delivered")

  const [wecom, dingtalk, feishu] = heard
  expect(JSON.parse(wecom?.body ?? "").text.content).toMatch(
    /^【催办】\n(👨‍👩‍👧‍👦)+…（全文请登录系统查看）\nhttps:\/\/d\.cn\/todo$/u,
  )
  const overMilliseconds = createHmac("sha256", SECRET).update(`${AT}\n${SECRET}`).digest("base64")
  expect(dingtalk?.query.get("sign")).toBe(overMilliseconds)
  const timestamp = String(Math.floor(AT / 1000))
  const withSeconds = createHmac("sha256", `${timestamp}\n${SECRET}`).digest("base64")
  expect(JSON.parse(feishu?.body ?? "")).toMatchObject({ timestamp, sign: withSeconds })
})

test("a receiver that redirects, rambles, is silent or is not there does no harm there either", async () => {
  const at = (url: string): { robot: Robot } => ({ robot: { kind: "wecom", url: `${url}/send`, secret: null } })
  const [elsewhere, long, silent] = await Promise.all([redirects(307), endless(200), silence].map(receiver))

  expect(await send(at(elsewhere?.url ?? ""))).toEqual({ again: false, reason: "redirect" })
  expect(elsewhere?.heard).toHaveLength(1)
  expect(await send(at(long?.url ?? ""))).toEqual({ again: true, reason: "unreadable" })
  await long?.leftAlone
  expect(await send({ ...at(silent?.url ?? ""), deadlineMs: 400 })).toEqual({ again: true, reason: "timeout" })
  await silent?.leftAlone
  expect(await send(at(await deserted()))).toEqual({ again: true, reason: "network" })
})
