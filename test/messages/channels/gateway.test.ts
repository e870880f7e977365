import { describe, expect, test } from "vitest"
import { gatewayMail } from "#src/messages/channels/gateway.ts"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import { answers, deserted, endless, hangsUp, receiver, redirects, silence, stuck } from "./receiver.ts"

const TOKEN = "gateway-token-4711"
const FROM = { name: "分工督办", address: "noreply@example.gov.cn" }
const MESSAGE: Message = { key: "delivery:12", subject: "【催办】😀", text: "三项待报送\n.", link: "https://d.cn/todo" }

/** Long enough for an answer on loopback, short enough to wait for in a test. */
const DEADLINE = 400

const send = (
  url: string,
  { to = "wang@example.gov.cn", token = TOKEN as string | null, message = MESSAGE, deadlineMs = 5_000 } = {},
) => gatewayMail({ kind: "gateway", url: `${url}/mail`, token }, FROM, { deadlineMs })(to, message)

async function failure(sending: Promise<void>): Promise<Undelivered> {
  const error = await sending.then(
    () => null,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(Undelivered)
  for (const text of [error.message, error.stack, JSON.stringify(error), String(error.cause)])
    expect(text).not.toMatch(/gateway-token|127\.0\.0\.1|wang@/)
  return error
}

test("a mail goes out once, with the token as bearer and its key twice", async () => {
  const { url, heard } = await receiver(answers(202, "queued"))
  await send(url)

  expect(heard).toHaveLength(1)
  expect(heard[0]).toMatchObject({
    method: "POST",
    path: "/mail",
    headers: {
      authorization: `Bearer ${TOKEN}`,
      "idempotency-key": "delivery:12",
      "content-type": "application/json; charset=utf-8",
    },
  })
  expect(JSON.parse(heard[0]?.body ?? "")).toEqual({
    key: "delivery:12",
    from: "分工督办 <noreply@example.gov.cn>",
    to: "wang@example.gov.cn",
    subject: "【催办】😀",
    text: "三项待报送\n.\n\nhttps://d.cn/todo",
  })
})

test("without a token there is no bearer", async () => {
  const { url, heard } = await receiver(answers(200))
  await send(url, { token: null })
  expect(heard[0]?.headers).not.toHaveProperty("authorization")
})

test.each([200, 201, 204, 299])("%i is taken", async (status) => {
  const { url } = await receiver(answers(status))
  await expect(send(url)).resolves.toBeUndefined()
})

test.each([
  [400, false],
  [401, false],
  [404, false],
  [408, true],
  [422, false],
  [429, true],
  [500, true],
  [503, true],
])("%i is not taken; worth another attempt: %s", async (status, again) => {
  const { url } = await receiver(answers(status, { error: "mailbox wang@example.gov.cn\nis unknown", token: TOKEN }))
  expect(await failure(send(url))).toMatchObject({
    again,
    code: `http_${status}`,
    reason: `http_${status}: {"error":"mailbox …\\nis unknown","token":"…"}`,
  })
})

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed: the token is no other's", async (status) => {
  const { url, heard } = await receiver(redirects(status))
  expect(await failure(send(url))).toMatchObject({ again: false, reason: "redirect" })
  expect(heard.map(({ path }) => path)).toEqual(["/mail"])
})

describe("a gateway in trouble is asked again", () => {
  test("nobody listens", async () => {
    expect(await failure(send(await deserted()))).toMatchObject({ again: true, reason: "network: ECONNREFUSED" })
  })

  test("the connection ends without an answer", async () => {
    const { url } = await receiver(hangsUp)
    expect(await failure(send(url))).toMatchObject({ again: true, code: "network" })
  })

  test("no answer comes before the deadline, and the connection is given up", async () => {
    const { url, leftAlone } = await receiver(silence)
    expect(await failure(send(url, { deadlineMs: DEADLINE }))).toMatchObject({ again: true, reason: "timeout" })
    await leftAlone
  })
})

describe("an answer without an end is not read", () => {
  test("beside a success, which is one", async () => {
    const one = await receiver(endless(200))
    await send(one.url)
    await one.leftAlone
  })

  test("beside a success that is stuck", async () => {
    const one = await receiver(stuck(200))
    await send(one.url)
    await one.leftAlone
  })

  test("beside an error that is stuck, of which the status counts", async () => {
    const one = await receiver(stuck(401))
    expect(await failure(send(one.url, { deadlineMs: 2 * DEADLINE }))).toMatchObject({
      again: false,
      reason: "http_401",
    })
    await one.leftAlone
  })

  test("beside an error, of which the status counts", async () => {
    const one = await receiver(endless(502))
    expect(await failure(send(one.url))).toMatchObject({ again: true, reason: "http_502" })
    await one.leftAlone
  })
})

test("what is no mail to one person is never sent", async () => {
  const { url, heard } = await receiver(answers(200))
  const twoPeople = await failure(send(url, { to: "li@d.cn,zhao@d.cn" }))
  const twoHeaders = await failure(send(url, { message: { ...MESSAGE, subject: "催办\r\nBcc: li@d.cn" } }))

  expect([twoPeople, twoHeaders]).toMatchObject([
    { again: false, reason: "bad_address" },
    { again: false, reason: "bad_subject" },
  ])
  expect(heard).toEqual([])
})
