import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { mailOf, written } from "#src/messages/channels/mail.ts"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import { isMailAddress, mailboxOf } from "#src/office/typed/mailbox.ts"

const FROM = { name: "分工督办", address: "noreply@example.gov.cn" }
const TO = "wang@example.gov.cn"
const MESSAGE: Message = {
  key: "delivery:12",
  subject: "【催办】第三季度进展",
  text: "您单位有3项任务待报送。",
  link: "https://duban.example.gov.cn/todo",
}

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(Undelivered)
    expect(error).toMatchObject({ again: false })
    return (error as Undelivered).code
  }
  return "composed"
}

test("a message is composed with its link below the text", () => {
  expect(mailOf(FROM, TO, MESSAGE)).toEqual({
    from: FROM,
    to: TO,
    subject: "【催办】第三季度进展",
    text: "您单位有3项任务待报送。\n\nhttps://duban.example.gov.cn/todo",
    messageId: "<delivery_3a12@example.gov.cn>",
  })
  expect(mailOf(FROM, TO, { ...MESSAGE, text: "一\r\n二\r三", link: null }).text).toBe("一\n二\n三")
})

test("two attempts carry the same Message-ID, two deliveries never do", () => {
  const idOf = (key: string) => mailOf(FROM, TO, { ...MESSAGE, key }).messageId
  expect(idOf("a")).toBe(idOf("a"))
  expect(idOf(":")).not.toBe(idOf("_3a"))

  const key = fc.string({ unit: fc.constantFrom("a", "_", ":", ".", "<", "@", "3"), minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(key, key, (one, other) => {
      expect(idOf(one)).toMatch(/^<[\w-]+@example\.gov\.cn>$/)
      expect(idOf(one) === idOf(other)).toBe(one === other)
    }),
  )
})

describe("no header of somebody else's", () => {
  const LF = "\r\nBcc: all@example.org"
  test.each([
    ["a subject", () => mailOf(FROM, TO, { ...MESSAGE, subject: `催办${LF}` }), "bad_subject"],
    [
      "a subject with the line break of Unicode",
      () => mailOf(FROM, TO, { ...MESSAGE, subject: "催\u2028办" }),
      "bad_subject",
    ],
    ["a subject of blanks", () => mailOf(FROM, TO, { ...MESSAGE, subject: "  " }), "bad_subject"],
    ["a name", () => mailOf({ ...FROM, name: `督办${LF}` }, TO, MESSAGE), "bad_sender"],
    ["the sender's address", () => mailOf({ ...FROM, address: `a@b.cn${LF}` }, TO, MESSAGE), "bad_sender"],
    ["an address", () => mailOf(FROM, `a@b.cn${LF}`, MESSAGE), "bad_address"],
    ["an address that is two", () => mailOf(FROM, "a@b.cn,c@d.cn", MESSAGE), "bad_address"],
    ["a key", () => mailOf(FROM, TO, { ...MESSAGE, key: `12${LF}` }), "bad_key"],
    ["no key", () => mailOf(FROM, TO, { ...MESSAGE, key: "" }), "bad_key"],
    ["a key that no header carries", () => mailOf(FROM, TO, { ...MESSAGE, key: "催办1" }), "bad_key"],
  ])("%s is refused", (_, act, code) => {
    expect(codeOf(act)).toBe(code)
  })

  test("whatever is composed has one line in each header", () => {
    const clean = fc.constantFrom("督办", "wang.wu", "a=?utf-8?Q?b?=", "12")
    const dirty = fc.string({
      unit: fc.constantFrom("a", "督", "\r", "\n", "\0", "\u0085", "<", ">", "@", ",", " ", "."),
    })
    const text = fc.oneof({ weight: 4, arbitrary: clean }, { weight: 1, arbitrary: dirty })
    const counted = { composed: 0, refused: 0 }
    fc.assert(
      fc.property(text, text, text, text, (name, local, subject, key) => {
        try {
          const mail = mailOf({ ...FROM, name }, `${local}@b.cn`, { ...MESSAGE, subject, key })
          counted.composed++
          expect(written(mail.from)).toMatch(/^([^<>@,\p{Cc}]+ <noreply@example\.gov\.cn>|noreply@example\.gov\.cn)$/u)
          expect(mail.to).toMatch(/^[^<>@,\s\p{Cc}]+@b\.cn$/u)
          for (const header of [mail.subject, mail.messageId]) expect(header).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        } catch (error) {
          if (!(error instanceof Undelivered)) throw error
          counted.refused++
        }
      }),
      { numRuns: 1000 },
    )
    expect(Math.min(counted.composed, counted.refused)).toBeGreaterThan(50)
  })
})

test.each([
  ["分工督办 <noreply@example.gov.cn>", "分工督办", "noreply@example.gov.cn"],
  ['"分工督办" <noreply@example.gov.cn>', "分工督办", "noreply@example.gov.cn"],
  ["  noreply@example.gov.cn ", "", "noreply@example.gov.cn"],
  ["<noreply@mail>", "", "noreply@mail"],
])("%s is a mailbox", (text, name, address) => {
  expect(mailboxOf(text)).toEqual({ name, address })
})

test.each([
  "",
  "分工督办",
  "督办 <>",
  "督办, 处 <a@b.cn>",
  "督办 <a@b.cn> <c@d.cn>",
  "a\n<a@b.cn>",
  "a@b.cn, c@d.cn",
  "督办<a b@c.cn>",
])("%j is no mailbox", (text) => {
  expect(mailboxOf(text)).toBeNull()
})

test.each([
  ["wang.wu+duban@example.gov.cn", true],
  ["12345678@qq.com", true],
  ["wang@mail", true],
  ["wang", false],
  ["@example.gov.cn", false],
  ["wang@", false],
  ["wang@-example.cn", false],
  ["wang@example..cn", false],
  ["wang wu@example.cn", false],
  ['"wang"@example.cn', false],
  ["wang@[10.0.0.1]", false],
  ["<wang@example.cn>", false],
  ["王五@example.cn", false],
  [`wang@${"a.".repeat(130)}cn`, false],
])("%s is a mail address: %s", (text, is) => {
  expect(isMailAddress(text)).toBe(is)
})
