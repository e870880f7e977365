import { expect, test } from "vitest"
import { LawPicker } from "#views/laws/picker.tsx"

const TODAY = "2026-09-21"
const law = { effectiveOn: "2021-01-01", amendedOn: null, repealedOn: null, successor: "" }
const LAWS = [
  { ...law, id: 1, title: "中华人民共和国民法典" },
  { ...law, id: 2, title: "中华人民共和国婚姻法", repealedOn: "2021-01-01", successor: "中华人民共和国民法典" },
]

const shown = (props: Partial<Parameters<typeof LawPicker>[0]> = {}) =>
  String(<LawPicker laws={LAWS} today={TODAY} {...props} />)

const fields = (html: string) => [...html.matchAll(/<input[^>]*value="([^"]*)"/g)].map(([, value]) => value)

test("has a field for each law that is named and two more, each of which proposes what is known", () => {
  expect(fields(shown())).toEqual(["", "", ""])
  const html = shown({ value: ["中华人民共和国民法典"] })
  expect(fields(html)).toEqual(["《民法典》", "", ""])
  expect(html.match(/list="laws-known"/g)).toHaveLength(3)
  expect(html).toContain('<option value="《婚姻法》">2021年1月1日起废止，现为《民法典》')
})

test("warns below of what is no longer in force, however it was typed", () => {
  const warned = (typed: string) => shown({ flaws: { typed: { laws: typed }, problems: {} } })
  expect(warned("民法典、婚姻法")).toMatch(/class="hint">《婚姻法》[\s\S]*起废止/)
  expect(warned("民法典")).not.toContain('class="tag"')
})

test("keeps what was typed, with the sentence at the field", () => {
  const html = shown({ flaws: { typed: { laws: ["某法", ""] }, problems: { laws: ["没有《某法》"] } } })
  expect(fields(html)).toEqual(["某法", "", ""])
  expect(html).toContain('id="laws-problem"')
  expect(html).toContain("没有《某法》")
  expect(html).toContain('aria-invalid="true"')
})
