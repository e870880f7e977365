import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { ROOT } from "#test/support/program.ts"
import { SETTING_LABEL } from "#views/settings/words.ts"

const page = readFileSync(join(ROOT, "docs/review.md"), "utf8")
const readme = readFileSync(join(ROOT, "README.md"), "utf8")

/** 「name」 after the path of a test, as many as follow one another. */
const named = [...page.matchAll(/`(test\/[\w/]+\.test\.ts)`((?:「[^」]+」)*)/g)].map(([, path = "", names = ""]) => ({
  path,
  names: [...names.matchAll(/「([^」]+)」/g)].map(([, name = ""]) => name),
}))

test("every test that 测评对照 names is there, by its very name", () => {
  expect(named.length).toBeGreaterThan(30)
  const missing = named.flatMap(({ path, names }) => {
    const file = join(ROOT, path)
    if (!existsSync(file)) return [path]
    const text = readFileSync(file, "utf8")
    return names.filter((name) => !text.includes(`"${name}"`)).map((name) => `${path}「${name}」`)
  })
  expect(missing).toEqual([])
})

test("a name of a test never stands without the file it is in", () => {
  const all = [...page.matchAll(/「([a-z%][^」]+)」/g)].map(([, name]) => name)
  expect(all.filter((name) => !named.some(({ names }) => names.some((one) => one === name)))).toEqual([])
})

test("the variables, files and settings that it names are the program's", () => {
  const variables = [...page.matchAll(/`([A-Z]+_[A-Z_]+)(?:=\w+)?`/g)].map(([, name = ""]) => name)
  expect(variables.length).toBeGreaterThan(3)
  expect(variables.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  const files = [...page.matchAll(/`(docs\/[\w/.]+)`/g)].map(([, path = ""]) => path)
  expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  const labels = Object.values(SETTING_LABEL).join("\n")
  for (const word of ["口令最短长度", "无操作自动退出", "一个账号同时最多几个登录", "口令至少含几类字符"]) {
    expect(page).toContain(word)
    expect(labels).toContain(word)
  }
})

test("each item has a conclusion, and one that is not met says why or what to do instead", () => {
  const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| (.+) \|$/gm)].filter(
    ([, item]) => !/^(项|---)$/.test(item ?? ""),
  )
  expect(rows.length).toBeGreaterThan(40)
  for (const [, item, conclusion = "", by = ""] of rows) {
    expect(["符合", "部分", "没有", "依部署"], item).toContain(conclusion)
    expect(by.length, item).toBeGreaterThan(8)
  }
})
