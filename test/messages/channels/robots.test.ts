import { createHmac } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ROBOT_KINDS } from "#db/schema.ts"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import {
  contentOf,
  cut,
  dingtalkSign,
  feishuSigned,
  type Robot,
  type RobotKind,
  robotAddressProblem,
  sendToRobot,
} from "#src/messages/channels/robots.ts"
import { answers, deserted, endless, type Heard, hangsUp, receiver, redirects, silence, stuck } from "./receiver.ts"

const SECRET = "SEC-add-this-to-sign"
const KEY = "robot-key-0123456"
const AT = Date.parse("2026-11-25T09:30:00.123+08:00")
const MESSAGE: Message = {
  key: "delivery:12",
  subject: "【催办】第三季度进展",
  text: "还有3项待报送😀",
  link: "https://d.cn/todo",
}
const CONTENT = "【催办】第三季度进展\n还有3项待报送😀\nhttps://d.cn/todo"

/** Long enough for an answer on loopback, short enough to wait for in a test. */
const DEADLINE = 400

/** Where each platform's robots stand, key included. */
const PLACE: Record<RobotKind, string> = {
  wecom: `/cgi-bin/webhook/send?key=${KEY}`,
  dingtalk: `/robot/send?access_token=${KEY}`,
  feishu: `/open-apis/bot/v2/hook/${KEY}`,
}

const DONE: Record<RobotKind, object> = {
  wecom: { errcode: 0, errmsg: "ok" },
  dingtalk: { errcode: 0, errmsg: "ok" },
  feishu: { code: 0, msg: "success", data: {} },
}

const robotAt = (url: string, kind: RobotKind, secret: string | null = null): Robot => ({
  kind,
  url: url + PLACE[kind],
  secret,
})

const send = (robot: Robot, { message = MESSAGE, deadlineMs = 5_000 } = {}) =>
  sendToRobot(robot, message, { at: AT, deadlineMs })

async function failure(sending: Promise<void>): Promise<Undelivered> {
  const error = await sending.then(
    () => null,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(Undelivered)
  for (const text of [error.message, error.stack, JSON.stringify(error), String(error.cause)])
    expect(text).not.toMatch(/robot-key|SEC-add|127\.0\.0\.1/)
  return error
}

const saidTo = (heard: Heard[]) => JSON.parse(heard[0]?.body ?? "")

describe("each platform is spoken to in its own way", () => {
  test("企业微信: text, and the key of the address", async () => {
    const { url, heard } = await receiver(answers(200, DONE.wecom))
    await send(robotAt(url, "wecom", SECRET))

    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ method: "POST", path: "/cgi-bin/webhook/send" })
    expect(Object.fromEntries(heard[0]?.query ?? [])).toEqual({ key: KEY })
    expect(saidTo(heard)).toEqual({ msgtype: "text", text: { content: CONTENT } })
  })

  test("钉钉: signed in the address, over milliseconds and secret", async () => {
    const { url, heard } = await receiver(answers(200, DONE.dingtalk))
    await send(robotAt(url, "dingtalk", SECRET))

    const sign = createHmac("sha256", SECRET).update(`${AT}\n${SECRET}`).digest("base64")
    expect(Object.fromEntries(heard[0]?.query ?? [])).toEqual({ access_token: KEY, timestamp: String(AT), sign })
    expect(saidTo(heard)).toEqual({ msgtype: "text", text: { content: CONTENT } })
  })

  test("飞书: signed in the body, with seconds and secret as key over nothing", async () => {
    const { url, heard } = await receiver(answers(200, DONE.feishu))
    await send(robotAt(url, "feishu", SECRET))

    const timestamp = String(Math.floor(AT / 1000))
    const sign = createHmac("sha256", `${timestamp}\n${SECRET}`).digest("base64")
    expect(heard[0]).toMatchObject({ path: `/open-apis/bot/v2/hook/${KEY}` })
    expect(saidTo(heard)).toEqual({ timestamp, sign, msg_type: "text", content: { text: CONTENT } })
  })

  test("without a secret nothing is signed", async () => {
    const { url, heard } = await receiver(answers(200, { ...DONE.dingtalk, ...DONE.feishu }))
    await send(robotAt(url, "dingtalk"))
    await send(robotAt(url, "feishu"))

    expect([...(heard[0]?.query.keys() ?? [])]).toEqual(["access_token"])
    expect(JSON.parse(heard[1]?.body ?? "")).toEqual({ msg_type: "text", content: { text: CONTENT } })
  })
})

// Computed by Python's hmac and by OpenSSL.
test.each([
  [1599360473000, "hXZTWifRGHclNuZSKxoXc//sh51SWfVfRIhcdeKs63I="],
  [1700000000000, "sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0="],
])("the signature of 钉钉 at %i is known", async (at, sign) => {
  expect(await dingtalkSign("this is secret", at)).toBe(sign)
})

test.each([
  [1599360473999, "1599360473", "/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw="],
  [1700000000000, "1700000000", "OfGzRzoUICBOoc8wVra1e4A1hPfbZ9zqXozA8CWVUuY="],
])("the signature of 飞书 at %i is known", async (at, timestamp, sign) => {
  expect(await feishuSigned("this is secret", at)).toEqual({ timestamp, sign })
})

test("a signature with / and + arrives as it was made", async () => {
  const { url, heard } = await receiver(answers(200, DONE.dingtalk))
  const signs = ["/", "+", "="]
  for (let at = AT; signs.length > 0; at++) {
    const sign = await dingtalkSign(SECRET, at)
    if (!signs.some((char) => sign.includes(char))) continue
    await sendToRobot(robotAt(url, "dingtalk", SECRET), MESSAGE, { at })
    expect(heard.at(-1)?.query.get("sign")).toBe(sign)
    signs.splice(0, signs.length, ...signs.filter((char) => !sign.includes(char)))
  }
  expect(heard.length).toBeGreaterThan(0)
})

test("企业微信 gets all of its 2048 bytes and not one more", async () => {
  const { url, heard } = await receiver(answers(200, DONE.wecom))
  await send(robotAt(url, "wecom"), { message: { ...MESSAGE, text: "a".repeat(5_000) } })
  expect(Buffer.byteLength(saidTo(heard).text.content)).toBe(2_048)
})

test("some 飞书 answer StatusCode alone", async () => {
  const { url } = await receiver(answers(200, { StatusCode: 0, StatusMessage: "success", Extra: null }))
  await expect(send(robotAt(url, "feishu"))).resolves.toBeUndefined()
})

test.each([
  ["wecom", 200, { errcode: 45009, errmsg: "api freq out of limit" }, true, "wecom_45009: api freq out of limit"],
  [
    "wecom",
    200,
    { errcode: 45033, errmsg: "api concurrent out of limit" },
    true,
    "wecom_45033: api concurrent out of limit",
  ],
  ["wecom", 200, { errcode: -1, errmsg: "system busy" }, true, "wecom_-1: system busy"],
  [
    "wecom",
    200,
    { errcode: 93000, errmsg: `invalid webhook url ${KEY}, from ip: 1.2.3.4` },
    false,
    "wecom_93000: invalid webhook url …, from ip: …",
  ],
  ["wecom", 200, { errcode: 40058 }, false, "wecom_40058"],
  [
    "dingtalk",
    200,
    { errcode: 130101, errmsg: "send too fast, exceed 20 times per minute", status: 1111 },
    true,
    "dingtalk_130101: send too fast, exceed 20 times per minute",
  ],
  ["dingtalk", 200, { errcode: 410100, errmsg: "too fast" }, true, "dingtalk_410100: too fast"],
  [
    "dingtalk",
    200,
    { errcode: 310000, errmsg: `sign not match ${SECRET}` },
    false,
    "dingtalk_310000: sign not match …",
  ],
  ["dingtalk", 200, { errcode: 400101, errmsg: "token is not exist" }, false, "dingtalk_400101: token is not exist"],
  [
    "feishu",
    200,
    { code: 11232, msg: "create message service trigger rate limit" },
    true,
    "feishu_11232: create message service trigger rate limit",
  ],
  [
    "feishu",
    400,
    { code: 99991400, msg: "request trigger frequency limit" },
    true,
    "feishu_99991400: request trigger frequency limit",
  ],
  [
    "feishu",
    200,
    { code: 19021, msg: "sign match fail or timestamp is not within one hour from current time" },
    false,
    "feishu_19021: sign match fail or timestamp is not within one hour from current time",
  ],
  ["feishu", 400, { code: 9499, msg: "Bad Request" }, false, "feishu_9499: Bad Request"],
  ["feishu", 503, { code: 9499, msg: "Bad Gateway" }, true, "feishu_9499: Bad Gateway"],
] as const)("%s answers %i %j: worth another attempt: %s", async (kind, status, answer, again, reason) => {
  const { url } = await receiver(answers(status, answer))
  expect(await failure(send(robotAt(url, kind, SECRET)))).toMatchObject({ again, reason })
})

describe.each(ROBOT_KINDS)("%s", (kind) => {
  test.each([
    ["the log-in page of a network in between", 200, "<html>请登录</html>", true, "unreadable"],
    ["another service", 200, { ok: true }, true, "unreadable"],
    ["a code that is a word", 200, { errcode: "0" }, true, "unreadable"],
    ["another code that is a word", 200, { code: "0" }, true, "unreadable"],
    [
      "an answer too long to be one",
      200,
      JSON.stringify({ ...DONE[kind], data: "x".repeat(3000) }),
      true,
      "unreadable",
    ],
    ["a proxy in trouble", 502, "<html>", true, "http_502"],
    ["a success that is none", 500, DONE[kind], true, "http_500"],
    ["nothing at this address", 404, "", false, "http_404"],
  ])("%s is no success", async (_, status, body, again, reason) => {
    const { url } = await receiver(answers(status, body))
    expect(await failure(send(robotAt(url, kind)))).toMatchObject({ again, reason })
  })

  test("a redirect is not followed: what was signed for one is no other's", async () => {
    const { url, heard } = await receiver(redirects(307))
    expect(await failure(send(robotAt(url, kind)))).toMatchObject({ again: false, reason: "redirect" })
    expect(heard).toHaveLength(1)
  })

  test("silence and an answer that stops are given up at the deadline", async () => {
    const [silent, slow] = await Promise.all([receiver(silence), receiver(stuck(200))])
    const reasons = [silent, slow].map(({ url }) => failure(send(robotAt(url, kind), { deadlineMs: DEADLINE })))
    expect(await Promise.all(reasons)).toMatchObject([
      { again: true, reason: "timeout" },
      { again: true, reason: "timeout" },
    ])
    await Promise.all([silent.leftAlone, slow.leftAlone])
  })

  test("an answer that does not end is given up before that", async () => {
    const { url, leftAlone } = await receiver(endless(200))
    expect(await failure(send(robotAt(url, kind)))).toMatchObject({ again: true, reason: "unreadable" })
    await leftAlone
  })

  test("nobody there, or a connection that ends, is asked again", async () => {
    expect(await failure(send(robotAt(await deserted(), kind)))).toMatchObject({
      again: true,
      reason: "network: ECONNREFUSED",
    })
    const { url } = await receiver(hangsUp)
    expect(await failure(send(robotAt(url, kind)))).toMatchObject({ again: true, code: "network" })
  })

  test("a long message is cut, keeps its link and stays within what the platform takes", async () => {
    const { url, heard } = await receiver(answers(200, DONE[kind]))
    const [text, limit] = ['"😀\\\n督办\u0001\ud83d'.repeat(5_000), kind === "wecom" ? 2_048 : 20_000]
    await send(robotAt(url, kind, SECRET), { message: { ...MESSAGE, text } })

    const body = heard[0]?.body ?? ""
    const content = JSON.parse(body).text?.content ?? JSON.parse(body).content.text
    expect(content).toMatch(/^【催办】第三季度进展\n"😀\\\n督办.*…（全文请登录系统查看）\nhttps:\/\/d\.cn\/todo$/s)
    expect(Buffer.byteLength(kind === "wecom" ? content : body)).toBeLessThanOrEqual(limit)
    expect(body).not.toContain("\\u")
  })

  test("no robot stands at an address that is none, and nothing is sent there", async () => {
    const robot = { kind, url: "http://robots.example.org/x", secret: SECRET }
    expect(await failure(send(robot))).toMatchObject({ again: false, reason: "not_https" })
  })
})

describe("what is said", () => {
  test("a text that fits is whole, with or without a link", () => {
    expect(contentOf(MESSAGE, 2_048)).toBe(CONTENT)
    expect(contentOf({ ...MESSAGE, link: null }, 2_048)).toBe("【催办】第三季度进展\n还有3项待报送😀")
    expect(contentOf(MESSAGE, Buffer.byteLength(CONTENT))).toBe(CONTENT)
    expect(contentOf(MESSAGE, Buffer.byteLength(CONTENT) - 1)).toContain("…（全文请登录系统查看）\nhttps://d.cn/todo")
  })

  test("nobody calls a whole group by what they write", () => {
    const text = '<@all> <@zhang> <at user_id="all">所有人</at> <AT id=all></AT> <b> a<b @张三'
    expect(contentOf({ ...MESSAGE, text, link: null }, 2_048)).toContain(
      '＜@all> ＜@zhang> ＜at user_id="all">所有人＜/at> ＜AT id=all>＜/AT> <b> a<b @张三',
    )
  })

  test("a link that leaves no room is never cut", () => {
    const long = { ...MESSAGE, link: `https://d.cn/${"a".repeat(2_048)}` }
    expect(() => contentOf(long, 2_048)).toThrow(expect.objectContaining({ again: false, reason: "too_long" }))
  })

  const characters = fc.string({
    unit: fc.oneof(
      fc.constantFrom("督", "a", "\n", "😀", "👨‍👩‍👧‍👦", "🇨🇳", "e\u0301", "\ud83d", "\ude00", "\r\n", "👍🏽", "<@"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
  })
  const segments = new Intl.Segmenter("zh", { granularity: "grapheme" })

  test("cutting keeps to the limit, ends between two characters, and gives away no more than it must", () => {
    let cuts = 0
    fc.assert(
      fc.property(characters, fc.nat(120), (text, limit) => {
        const part = cut(text, limit)
        const rest = text.slice(part.length)
        expect(part + rest).toBe(text)
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit)
        if (rest === "") return
        cuts++
        const [next] = [...segments.segment(text)].filter(({ index }) => index === part.length)
        expect(next).toBeDefined()
        expect(Buffer.byteLength(part + next?.segment)).toBeGreaterThan(limit)
      }),
    )
    expect(cuts).toBeGreaterThan(5)
  })

  test("whatever the message, it keeps to the limit and to its link", () => {
    const links = fc.nat(180).map((length) => `https://d.cn/${"a".repeat(length)}`)
    fc.assert(
      fc.property(characters, characters, links, fc.integer({ min: 300, max: 500 }), (subject, text, link, limit) => {
        const content = contentOf({ key: "1", subject, text, link }, limit)
        expect(Buffer.byteLength(content)).toBeLessThanOrEqual(limit)
        expect(content.endsWith(`\n${link}`)).toBe(true)
        expect(content.isWellFormed()).toBe(true)
        expect(content).not.toMatch(/<@|<\/?at\b/i)
      }),
    )
  })
})

test.each([
  ["https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", null],
  ["https://10.0.0.8/robot/send", null],
  ["http://localhost:8080/x", null],
  ["http://127.0.0.1/x", null],
  ["http://[::1]/x", null],
  ["http://10.1.2.3/x", null],
  ["http://172.20.0.1:8443/x", null],
  ["http://192.168.0.1/x", null],
  ["http://wecom/x", null],
  ["http://qyapi.weixin.qq.com/x", "not_https"],
  ["http://8.8.8.8/x", "not_https"],
  ["http://169.254.169.254/x", "not_https"],
  ["http://10.0.0.8.example.org/x", "not_https"],
  ["http://localhost.example.org/x", "not_https"],
  ["ftp://10.0.0.8/x", "not_https"],
  ["javascript:alert(1)", "not_https"],
  ["https://user:pass@d.cn/x", "credentials"],
  ["https://user@d.cn/x", "credentials"],
  ["qyapi.weixin.qq.com/x", "not_a_url"],
  ["", "not_a_url"],
  [`https://d.cn/${"a".repeat(487)}`, null],
  [`https://d.cn/${"a".repeat(488)}`, "too_long"],
])("the address %s: %s", (address, problem) => {
  expect(robotAddressProblem(address)).toBe(problem)
})
