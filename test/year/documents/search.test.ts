import { expect, test } from "vitest"
import { done } from "#test/support/acts.ts"
import { begin, onDocument, putYear } from "#test/support/documents.ts"
import { enterDuty, LIST_WORDS } from "#test/support/duties.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { addLaw } from "#test/support/years.ts"

const finds = async (w: World, login: Login, words: string, path: string) =>
  (await (await w.as(login).get(`/search?q=${encodeURIComponent(words)}`)).text()).includes(`href="${path}`)

test("a 报备文件 is found by what its kind is called, once it was filed; an item by the whole title of its law", async () => {
  const w = await world()
  await putYear(w)
  await addLaw(w, { title: "中华人民共和国行政复议法" })
  await done(enterDuty(w, { laws: "《行政复议法》" }))
  await done(begin(w, { kind: "duty_list" }))
  expect(await finds(w, "lin", "普法责任清单", "/filings/1")).toBe(false)
  await done(onDocument(w, "wang", "filing", { ...LIST_WORDS, title: "办公室宣传事项" }))
  expect(await finds(w, "lin", "普法责任清单", "/filings/1")).toBe(true)
  expect(await finds(w, "lin", "年度普法计划", "/filings/1")).toBe(false)
  expect(await finds(w, "lin", "中华人民共和国行政复议法", "/duties/1")).toBe(true)
  for (const words of ["普法责任清单", "中华人民共和国行政复议法"]) {
    expect(await finds(w, "zhou", words, "/filings/1")).toBe(false)
    expect(await finds(w, "zhou", words, "/duties/1")).toBe(false)
  }
})

test("what a unit is still writing is found by its own people alone, where it is written on", async () => {
  const w = await world()
  await putYear(w)
  await done(begin(w))
  await done(onDocument(w, "wang", "draft", { title: "办公室计划初稿", "part-goals": "拟办一次巡回宣讲。" }))
  for (const login of ["wang", "head"] as const)
    expect(await finds(w, login, "巡回宣讲", "/filings/1"), login).toBe(true)
  for (const login of ["lin", "lin2", "boss", "zhou", "jing", "zhao"] as const) {
    expect(await finds(w, login, "巡回宣讲", "/filings/1"), login).toBe(false)
  }
})
