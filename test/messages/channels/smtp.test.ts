import fc from "fast-check"
import PostalMime from "postal-mime"
import { describe, expect, test } from "vitest"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import { smtpMail } from "#src/messages/channels/smtp.ts"
import type { SmtpServer } from "#src/office/system/mail_server.ts"
import { certificateFor } from "./certificate.ts"
import { deserted } from "./receiver.ts"
import { mailServer, polite, type Reply, scripted, type Taken } from "./smtp_servers.ts"

const FROM = { name: "分工督办", address: "noreply@example.gov.cn" }
const TO = "wang@example.gov.cn"
const AT = Date.parse("2026-11-25T09:30:00+08:00")
const MESSAGE: Message = {
  key: "delivery:12",
  subject: "【催办】第三季度进展待报送😀",
  text: "王联络：\n您单位有3项任务待报送。",
  link: "https://duban.example.gov.cn/todo",
}
const LOGIN = { user: "duban@example.gov.cn", pass: "口令 p@ss:w0rd" }
const TRUSTED = certificateFor("127.0.0.1")

/** An address that reaches this machine and is not called loopback, as a server elsewhere would be. */
const ELSEWHERE = "0.0.0.0"

/** Long enough for a few lines on loopback, short enough to wait for in a test. */
const DEADLINE = 400

type Over = Partial<SmtpServer> & { to?: string; message?: Message; connectMs?: number; wholeMs?: number; ca?: string }

function send(port: number, { to = TO, message = MESSAGE, connectMs, wholeMs, ca = TRUSTED.cert, ...over }: Over = {}) {
  const server = {
    kind: "smtp",
    host: "127.0.0.1",
    port,
    secure: false,
    tls: "starttls",
    login: null,
    ...over,
  } as const
  return smtpMail(server, FROM, () => AT, { connectMs, wholeMs, ca })(to, message)
}

async function failure(sending: Promise<void>): Promise<Undelivered> {
  const error = await sending.then(
    () => null,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(Undelivered)
  const secrets = [LOGIN.user, LOGIN.pass, "wang@", "127.0.0.1", "0.0.0.0", ...base64Of(LOGIN)]
  for (const text of [error.message, error.stack, JSON.stringify(error), String(error.cause)])
    for (const secret of secrets) expect(text).not.toContain(secret)
  return error
}

/** As AUTH PLAIN and AUTH LOGIN carry it. */
const base64Of = ({ user, pass }: typeof LOGIN) =>
  [user, pass, `\0${user}\0${pass}`].map((text) => Buffer.from(text).toString("base64"))

const parsed = (taken: Taken[]) => {
  if (taken.length !== 1) throw new Error(`${taken.length} mails came`)
  return PostalMime.parse(taken[0]?.raw ?? "")
}

const BODIES: [string, string][] = [
  ["ASCII alone", "three reports are due"],
  ["emoji", "😀👨‍👩‍👧‍👦🇨🇳 e\u0301"],
  ["ten thousand characters", "督办事项".repeat(2_500)],
  ["lines that begin with a dot", ".\n..\n.隐藏\n.\n\n."],
  ["a line of 20,000 characters", "x".repeat(20_000)],
  ["lines that look like headers", "Subject: 另一封\n\nFrom me\nFrom: a@b.cn"],
  ["blanks at both ends of lines", "  督办  \n\t事项\t\n "],
  ["what looks encoded", "=3D =?utf-8?B?5LiA?= %E7 &amp;"],
]

describe("a mail arrives as it was written", () => {
  test("with its names, subject, text and nothing more", async () => {
    const { port, taken } = await mailServer()
    await send(port)

    expect(taken).toMatchObject([{ from: FROM.address, to: [TO], secure: false }])
    expect(await parsed(taken)).toMatchObject({
      from: FROM,
      to: [{ address: TO }],
      subject: MESSAGE.subject,
      messageId: "<delivery_3a12@example.gov.cn>",
      date: "2026-11-25T01:30:00.000Z",
      text: `${MESSAGE.text}\n\n${MESSAGE.link}`,
      attachments: [],
    })
    const { headers, html } = await parsed(taken)
    expect(html).toBeUndefined()
    expect(Object.fromEntries(headers.map(({ key, value }) => [key, value]))).toMatchObject({
      "auto-submitted": "auto-generated",
      "content-type": "text/plain; charset=utf-8",
      "content-transfer-encoding": "base64",
    })
    expect(headers.map(({ key }) => key).sort()).toEqual([
      "auto-submitted",
      "content-transfer-encoding",
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "subject",
      "to",
    ])
  })

  test.each(BODIES)("%s", async (_, text) => {
    const { port, taken } = await mailServer()
    await send(port, { message: { ...MESSAGE, text, link: null } })
    expect((await parsed(taken)).text).toBe(text)
    expect(String(taken[0]?.raw)).toMatch(/^([\x20-\x7e\t]{0,78}\r\n)*$/)
  })

  test("whatever the subject, it comes back, and begins no header", async () => {
    const { port, lines } = await scripted("220 mail", polite([]))
    const looksEncoded = "=?utf-8?Q?=0D=0ABcc:_x?="
    const word = fc.oneof(
      fc.constantFrom("督办", "Bcc:", "a@b.cn", looksEncoded, "😀", '"', "<x>", "x".repeat(90), "督".repeat(90)),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    )
    const subjects = fc
      .array(word, { minLength: 1, maxLength: 5 })
      .map((words) =>
        words
          .join(" ")
          .replace(/[\p{Cc}\s]+/gu, " ")
          .trim(),
      )
      .filter((subject) => subject !== "")
    await fc.assert(
      fc.asyncProperty(subjects, async (subject) => {
        lines.splice(0)
        await send(port, { message: { ...MESSAGE, subject } })
        const mail = await PostalMime.parse(lines.slice(lines.indexOf("DATA") + 1, -1).join("\r\n"))
        expect(mail.subject).toBe(subject)
        expect(mail.headers).toHaveLength(9)
        for (const line of lines) expect(line).toMatch(/^[\x20-\x7e\t]{0,78}$/)
      }),
      { numRuns: 50, examples: [[looksEncoded]] },
    )
  })

  test("a second attempt is the same mail", async () => {
    const { port, taken } = await mailServer()
    await send(port)
    await send(port)
    expect(taken).toHaveLength(2)
    expect(taken[1]?.raw).toEqual(taken[0]?.raw)
  })
})

test("what is no mail to one person is never sent", async () => {
  const { port, lines } = await scripted("220 mail", polite([]))
  expect(await failure(send(port, { to: "a@b.cn, c@d.cn" }))).toMatchObject({ again: false, reason: "bad_address" })
  const message = { ...MESSAGE, subject: "催办\r\nBcc: a@b.cn" }
  expect(await failure(send(port, { message }))).toMatchObject({ again: false, reason: "bad_subject" })
  expect(lines).toEqual([])
})

describe("TLS", () => {
  test("STARTTLS is used when it is offered", async () => {
    const { port, taken } = await mailServer({ ...TRUSTED })
    await send(port)
    expect(taken).toMatchObject([{ secure: true }])
  })

  test("smtps begins with it", async () => {
    const { port, taken } = await mailServer({ ...TRUSTED, secure: true })
    await send(port, { secure: true })
    expect(taken).toMatchObject([{ secure: true }])
  })

  test("tls=off does without, though it is offered", async () => {
    const { port, taken } = await mailServer({ ...TRUSTED })
    await send(port, { tls: "off" })
    expect(taken).toMatchObject([{ secure: false }])
  })

  test.each([
    ["nobody vouches for", certificateFor("127.0.0.1"), "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["is another server's", certificateFor("127.0.0.2"), "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("a certificate that %s is refused", async (kind, certificate, code) => {
    const ca = kind === "is another server's" ? certificate.cert : TRUSTED.cert
    for (const secure of [false, true]) {
      const { port, taken } = await mailServer({ ...certificate, secure })
      const reason = `network: ${code}`
      expect(await failure(send(port, { secure, ca, login: LOGIN }))).toMatchObject({ again: true, reason })
      expect(taken).toEqual([])
    }
  })

  test("the name on a certificate is the one that was set, also for this machine", async () => {
    const { port } = await mailServer({ ...TRUSTED })
    const reason = "network: ERR_TLS_CERT_ALTNAME_INVALID"
    expect(await failure(send(port, { host: "localhost" }))).toMatchObject({ again: true, reason })
    await send(port, { host: "localhost", tls: "off" })
  })

  test("a server elsewhere that offers none gets mail, as long as no credentials go with it", async () => {
    const { port, taken } = await mailServer()
    await send(port, { host: ELSEWHERE })
    expect(taken).toMatchObject([{ secure: false }])
  })

  test("tls=required sends nothing where it is not offered", async () => {
    const { port, lines } = await scripted("220 mail", polite([], { STARTTLS: "502 no such command" }))
    const failed = await failure(send(port, { tls: "required" }))
    expect(failed).toMatchObject({ again: true, code: "tls" })
    expect(lines).toEqual(["EHLO example.gov.cn", "STARTTLS"])
  })
})

describe("credentials", () => {
  const insecure = { authMethods: ["PLAIN"], allowInsecureAuth: true, authOptional: false }

  test("go through TLS to a server elsewhere", async () => {
    const certificate = certificateFor(ELSEWHERE)
    const { port, taken } = await mailServer({
      ...certificate,
      authOptional: false,
      onAuth: ({ username, password }, session, done) => done(null, { user: [username, password, session.secure] }),
    })
    await send(port, { host: ELSEWHERE, ca: certificate.cert, login: LOGIN })
    expect(taken).toMatchObject([{ user: [LOGIN.user, LOGIN.pass, true] }])
  })

  test("never go without TLS to a server elsewhere, even if it asks for them", async () => {
    const { port, lines } = await scripted("220 mail", polite(["AUTH PLAIN LOGIN"], { STARTTLS: "502 what?" }))
    expect(await failure(send(port, { host: ELSEWHERE, login: LOGIN }))).toMatchObject({ again: true, code: "tls" })
    expect(lines).toEqual(["EHLO example.gov.cn", "STARTTLS"])
  })

  test.each([
    ["to this machine", { host: "127.0.0.1", tls: "starttls" }],
    ["where tls=off is said", { host: ELSEWHERE, tls: "off" }],
  ] as const)("go without TLS %s", async (_, over) => {
    const { port, taken } = await mailServer({
      ...insecure,
      onAuth: ({ username, password }, session, done) => done(null, { user: [username, password, session.secure] }),
    })
    await send(port, { ...over, login: LOGIN })
    expect(taken).toMatchObject([{ user: [LOGIN.user, LOGIN.pass, false] }])
  })

  test.each([
    [535, false],
    [454, true],
  ])("that are refused with %i are not tried for ever: again %s", async (code, again) => {
    const { port, taken } = await mailServer({
      ...insecure,
      onAuth: ({ username, password }, _, done) =>
        done(Object.assign(new Error(`no ${username} ${password}`), { responseCode: code })),
    })
    const refused = await failure(send(port, { login: LOGIN }))
    expect(refused).toMatchObject({ again, code: `smtp_${code}` })
    expect(refused.reason).toMatch(/no … …/)
    expect(taken).toEqual([])
  })

  test.each(["PLAIN", "LOGIN"])(
    "repeated by a server that does not know AUTH %s do not stay in the reason",
    async (method) => {
      const said: string[] = []
      const reply = polite([`AUTH ${method}`], {
        AUTH: (line) => (line === "AUTH LOGIN" ? "334 VXNlcm5hbWU6" : `500 what is ${line}?`),
      })
      const { port } = await scripted("220 mail", (line, socket) => {
        said.push(line)
        return base64Of(LOGIN).includes(line) ? `500 what is ${said.slice(-2).join(" and ")}?` : reply(line, socket)
      })
      expect(await failure(send(port, { login: LOGIN }))).toMatchObject({ again: false, code: "smtp_500" })
      expect(said.join(" ")).toMatch(
        new RegExp(
          base64Of(LOGIN)
            .map((one) => one.replaceAll("+", "\\+"))
            .join("|"),
        ),
      )
    },
  )
})

describe("a server that refuses", () => {
  test.each([
    [
      550,
      "5.1.1 <wang@example.gov.cn>: Recipient address rejected: User unknown",
      false,
      "5.1.1 <…>: Recipient address rejected: User unknown",
    ],
    [450, "4.2.0 Greylisted, come back", true, "4.2.0 Greylisted, come back"],
    [451, "4.3.0 local error", true, "4.3.0 local error"],
    [552, "5.2.2 mailbox full", false, "5.2.2 mailbox full"],
  ])("the person, with %i", async (code, words, again, told) => {
    const { port, taken } = await mailServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error(words), { responseCode: code })),
    })
    expect(await failure(send(port))).toMatchObject({ again, code: `smtp_${code}`, reason: `smtp_${code}: ${told}` })
    expect(taken).toEqual([])
  })

  test.each([
    ["its greeting", "554 5.7.1 blocked", {}, false, "smtp_554: 5.7.1 blocked"],
    ["its greeting, for now", "421 4.3.2 too many connections", {}, true, "smtp_421: 4.3.2 too many connections"],
    ["the sender", "220 mail", { MAIL: "553 5.7.1 not <noreply@example.gov.cn>" }, false, "smtp_553: 5.7.1 not <…>"],
    ["the sender, for now", "220 mail", { MAIL: "451 4.7.1 later" }, true, "smtp_451: 4.7.1 later"],
    ["the data", "220 mail", { DATA: "554 5.5.1 no" }, false, "smtp_554: 5.5.1 no"],
    [
      "the mail, in several lines",
      "220 mail",
      { ".": "550-5.7.1 looks like\r\n550 5.7.1 spam" },
      false,
      "smtp_550: 5.7.1 looks like 5.7.1 spam",
    ],
    ["the mail, for now", "220 mail", { ".": "452 4.3.1 disk full" }, true, "smtp_452: 4.3.1 disk full"],
    ["a command out of order", "220 mail", { MAIL: "503 5.5.1 bad sequence" }, true, "smtp_503: 5.5.1 bad sequence"],
  ])("%s", async (_, greeting, instead, again, reason) => {
    const { port } = await scripted(greeting, polite([], instead))
    expect(await failure(send(port))).toMatchObject({ again, reason })
  })
})

describe("a server in trouble is asked again", () => {
  test("nobody listens", async () => {
    const port = Number(new URL(await deserted()).port)
    expect(await failure(send(port))).toMatchObject({ again: true, reason: "network: ECONNREFUSED" })
  })

  test.each([
    ["greets", null, {}],
    ["answers", "220 mail", { MAIL: () => null }],
    ["takes what it was sent", "220 mail", { ".": () => null }],
  ] as const)("it never %s; the connection is given up at the deadline", async (_, greeting, instead) => {
    const { port, leftAlone } = await scripted(greeting, polite([], instead))
    expect(await failure(send(port, { wholeMs: DEADLINE }))).toMatchObject({ again: true, reason: "timeout" })
    await leftAlone
  })

  test("it does not come to greet in the time for connecting", async () => {
    const { port, leftAlone } = await scripted(null, () => null)
    expect(await failure(send(port, { connectMs: DEADLINE }))).toMatchObject({ again: true, reason: "timeout" })
    await leftAlone
  })

  test.each([
    ["at once", "EHLO"],
    ["in the middle of the data", "Subject:"],
    ["instead of taking it", "."],
  ])("it ends the connection %s", async (_, at) => {
    const hangUp: Reply = (_line, socket) => {
      socket.destroy()
      return null
    }
    const { port, lines } = await scripted("220 mail", polite([], { [at]: hangUp }))
    const message = { ...MESSAGE, text: "督办".repeat(500_000) }
    expect(await failure(send(port, { message }))).toMatchObject({ again: true, code: "network" })
    expect(lines.at(-1)?.split(" ")[0]).toBe(at)
  })
})
