import { expect, test } from "vitest"
import { sources } from "./sources.ts"

/*
 * What people type is read in one place: src/door/form.ts knows how a number, a date and a login may be written. A form
 * that read one by itself would refuse ５ or 2026年12月10日 again.
 */

const forms = sources("src").filter(
  ({ path, text }) => path !== "src/door/form.ts" && text.includes('from "#src/door/form.ts"'),
)
const schemas = forms.filter(({ text }) => text.includes('from "zod"'))

test("the forms are found", () => {
  expect(schemas.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "src/reports/report/form.ts",
      "src/plans/intake/drafts/form.ts",
      "src/office/people/posts_routes.tsx",
    ]),
  )
  expect(schemas.length).toBeGreaterThan(20)
})

test("no form reads a number or a date by itself", () => {
  const OWN = /\bz\s*\.\s*(?:coerce|number|int|date|iso|bigint)\b|\bisDate\(|\bDate\.parse\(|\bparseInt\(|\.normalize\(/
  expect(forms.filter(({ text }) => OWN.test(text)).map(({ path }) => path)).toEqual([])
  expect(OWN.test("size: z.coerce\n    .number()")).toBe(true)
})

test("every field that is named like a date is read as one", () => {
  const fields = schemas.flatMap(({ path, text }) =>
    [...text.matchAll(/^\s*(\w+(?:On|By|Day)): (.*)$/gm)].map(([, name = "", rule = ""]) => ({
      path,
      name,
      rule,
    })),
  )
  // What is read, not what is handed on: a rule is made by a call.
  const rules = fields.filter(({ rule }) => /^(?:z\b|\w+\()/.test(rule))
  expect(rules.length).toBeGreaterThan(15)
  expect(rules.filter(({ rule }) => !/^(?:date|optionalDate)\("/.test(rule))).toEqual([])
})

test("every login is read as one", () => {
  const textOf = (path: string) => schemas.find((file) => file.path === path)?.text ?? ""
  expect(textOf("src/office/people/routes.tsx")).toContain("username: login(80)")
  expect(textOf("src/office/setup/routes.tsx")).toContain("Login`]: login(40)")
  expect(textOf("src/office/people/directory_routes.tsx")).toContain("login: loginName")
})

test("every password is named so that no page keeps it (src/door/form.ts)", () => {
  const views = sources("views").map(({ text }) => text)
  const inputs = views.flatMap((text) => [...text.matchAll(/<(?:input|Field)\b[^>]*type="password"[^>]*>/g)])
  expect(inputs.length).toBeGreaterThan(4)
  expect(
    inputs
      .map(([input]) => input)
      .filter((input) => !/name=(?:"[^"]*(?:password|secret)|\{`[^`]*Password`)/i.test(input)),
  ).toEqual([])
})
