import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { classesOf, initialPassword, passwordProblems } from "#src/office/people/password_policy.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"

test.each([
  ["Ab1!", ["short"]],
  ["abcdefgh", ["classes"]],
  ["Admin@123", ["common"]],
  ["Passw0rd", ["common"]],
  ["aaaaaaaa", ["classes", "common"]],
  ["Woaini1314", ["common"]],
  ["1qaz@WSX", []],
  ["xinxiang-2026", []],
  ["普法责任制Fz2026", []],
  ["Lin.ducha1", ["login"]],
  [`Aa1-${"很长".repeat(40)}`, []],
  [`Aa1-${"x".repeat(300)}`, ["long"]],
])("%s", (password, problems) => {
  expect(passwordProblems(password, { login: "lin.ducha1" }, DEFAULTS)).toEqual(problems)
})

test("at least 64 characters are taken, and the rules can ask for no classes", () => {
  expect(passwordProblems("Correct horse battery staple ".repeat(3), { login: "x" }, DEFAULTS)).toEqual([])
  expect(passwordProblems("tuesday morning tea", { login: "x" }, { passwordLength: 8, passwordClasses: 1 })).toEqual([])
})

test("a first password satisfies the strictest rules and none is like another", () => {
  const made = Array.from({ length: 200 }, () => initialPassword(randomBytes(64)))
  expect(new Set(made).size).toBe(200)
  for (const password of made) {
    expect(password).toMatch(/^[a-zA-Z2-9]{4}(-[a-zA-Z2-9]{4}){3}$/)
    expect(classesOf(password)).toBe(4)
    expect(password).not.toMatch(/[lIO01]/)
  }
})
