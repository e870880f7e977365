import { expect, test } from "vitest"
import { told, Undelivered } from "#src/messages/channels/message.ts"

test("the reason is the code and the receiver's words, or the code alone", () => {
  expect(new Undelivered(false, "smtp_550", "User unknown")).toMatchObject({
    name: "Undelivered",
    again: false,
    code: "smtp_550",
    reason: "smtp_550: User unknown",
    message: "smtp_550: User unknown",
  })
  expect(new Undelivered(true, "timeout").reason).toBe("timeout")
})

test.each([
  [
    "what JSON makes of them",
    '{"to":"a@b.cn\\nx","at":"https://c.cn/d","ip":"10.0.0.1"}',
    '{"to":"…\\nx","at":"…","ip":"…"}',
  ],
  ["a mailbox", "550 <wang.wu@example.gov.cn>: Recipient rejected", "550 <…>: Recipient rejected"],
  ["an address of the web", "more info at https://open.example/x?e=1&key=2 now", "more info at … now"],
  ["an address of a machine", "not allow, from ip: 103.56.76.2, sorry", "not allow, from ip: …, sorry"],
  ["several lines and control characters", "first\r\n\tsecond\0\u001b[31mred", "first second [31mred"],
])("%s does not stay in a reason", (_, words, kept) => {
  expect(told(words)).toBe(kept)
})

test("an enhanced status code is no address", () => {
  expect(told("5.1.1 User unknown")).toBe("5.1.1 User unknown")
})

test("a secret is gone wherever it stands, and the longer one whole", () => {
  expect(told("key=abc123 and abc", ["abc", "abc123", ""])).toBe("key=… and …")
})

test("a reason is short, and cut between two characters", () => {
  const words = told("😀".repeat(500))
  expect(words).toBe("😀".repeat(200))
  expect(told("half \ud83d of one").isWellFormed()).toBe(true)
})
