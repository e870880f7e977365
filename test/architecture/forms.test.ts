import { expect, test } from "vitest"
import * as z from "zod"
import { sources } from "./sources.ts"

/*
 * What an act takes is said in one vocabulary (src/office/typed/input.ts), and how people write a number, a date and a login
 * is read in one place. An input that read one by itself would refuse ５ or 2026年12月10日 again.
 */

const forms = sources("src").filter(
  ({ path, text }) => !path.startsWith("src/office/typed/") && text.includes('from "#src/office/typed/input.ts"'),
)
const schemas = forms.filter(({ text }) => text.includes('from "zod"'))

test("the forms are found", () => {
  expect(schemas.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "src/reports/report/input.ts",
      "src/plans/intake/drafts/input.ts",
      "src/office/people/input.ts",
    ]),
  )
  expect(schemas.length).toBeGreaterThan(20)
})

test("no form reads a number or a date by itself", () => {
  const OWN = /\bz\s*\.\s*(?:coerce|number|date|bigint)\b|\bisDate\(|\bDate\.parse\(|\bparseInt\(|\.normalize\(/
  expect(forms.filter(({ text }) => OWN.test(text)).map(({ path }) => path)).toEqual([])
  expect(OWN.test("size: z.coerce\n    .number()")).toBe(true)
})

test("every input says what it means: it is JSON Schema as it stands", async () => {
  const modules = sources("src").filter(
    ({ path }) => path.endsWith("/input.ts") && !path.startsWith("src/office/typed/"),
  )
  expect(modules.length).toBeGreaterThan(15)
  let inputs = 0
  for (const { path } of modules) {
    const exported: Record<string, unknown> = await import(`#${path}`)
    for (const [name, schema] of Object.entries(exported)) {
      if (!(schema instanceof z.ZodType)) continue
      inputs++
      expect(() => z.toJSONSchema(schema, { io: "input" }), `${path} ${name}`).not.toThrow()
      expect(() => z.toJSONSchema(schema, { io: "output" }), `${path} ${name}`).not.toThrow()
    }
  }
  expect(inputs).toBeGreaterThan(60)
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
  // A stage's day is spelled row by row, its sentence naming the row.
  const READ = /^(?:date|optionalDate)\("|^z\.iso\.date\(/
  expect(rules.filter(({ rule }) => !READ.test(rule))).toEqual([])
})

test("every login is read as one", () => {
  const textOf = (path: string) => schemas.find((file) => file.path === path)?.text ?? ""
  expect(textOf("src/office/people/input.ts")).toContain("username: login(80)")
  expect(textOf("src/office/setup/input.ts")).toContain("loginOf = login(40)")
  expect(textOf("src/office/people/input.ts")).toContain("login: loginName")
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
