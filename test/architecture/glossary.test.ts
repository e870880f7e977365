import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { sources } from "./sources.ts"

type Term = { chinese: string; code: string; avoided: string[] }

const text = readFileSync(new URL("../../docs/glossary.md", import.meta.url), "utf8")

const terms: Term[] = text.split("\n").flatMap((line) => {
  const [, chinese = "", code = "", , avoided = ""] = line.split("|").map((cell) => cell.trim())
  if (!/[一-龥]/.test(chinese) || code === "in code") return []
  return [{ chinese, code, avoided: avoided === "" ? [] : avoided.split("、") }]
})

/** What people read: the sources of pages and sentences, without what is written for developers. */
const shown = [...sources("views"), ...sources("src").filter(({ path }) => !path.startsWith("src/plans/intake/"))].map(
  ({ path, text: source }) => ({ path, text: source.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "") }),
)

test("the glossary is read", () => {
  expect(terms.length).toBeGreaterThan(40)
  expect(terms).toContainEqual({ chinese: "督查工作台", code: "desk", avoided: [] })
  expect(terms.flatMap(({ avoided }) => avoided)).toContain("一键催办")
})

test("no page uses another word for a thing", () => {
  const found = terms.flatMap(({ chinese, avoided }) =>
    avoided.flatMap((word) =>
      shown.flatMap((file) => (file.text.includes(word) ? [`${file.path}: ${word} (${chinese})`] : [])),
    ),
  )
  expect(found).toEqual([])
})

test("every term is the code's own word, and is read on some page", () => {
  const code = [...sources("src"), ...sources("views"), ...sources("db")]
    .map((file) => `${file.path}\n${file.text}`)
    .join("\n")
  expect(terms.filter(({ code: word }) => !new RegExp(word, "i").test(code)).map(({ code: word }) => word)).toEqual([])
  const pages = shown.map((file) => file.text).join("\n")
  const words = terms.flatMap(({ chinese }) => chinese.split("、"))
  expect(words.filter((word) => !pages.includes(word))).toEqual([])
})

test("no term stands twice", () => {
  const words = terms.flatMap(({ chinese }) => chinese.split("、"))
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
})
