import { expect, test } from "vitest"
import { phrases } from "#db/schema.ts"
import { withPhrase } from "#src/office/phrases/text.ts"
import { done, onlyOne, onReport, openRound, refused } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const save = (w: World, text: string, login: Login | null = "lin", kind = "return") =>
  w.as(login).post("/desk/phrases", { kind, text })
const remove = (w: World, id: number, login: Login | null = "lin") => w.as(login).post(`/desk/phrases/${id}/removal`)
const page = async (w: World, login: Login = "lin") => (await w.as(login).get("/desk/phrases")).text()

/** The desk with a report to be answered. */
async function judging() {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  return w
}

const HERE = "/desk?queue=review&item=1-1"
const write = (w: World, fields: Record<string, string>) => w.as("lin").post("/desk/phrases", { here: HERE, ...fields })
const boxes = (html: string) =>
  Object.fromEntries(
    [
      ...(html.split('<template id="ahead"')[0] ?? "").matchAll(
        /<textarea name="opinion" id="(\w+)-words"[^>]*>\n?([^<]*)/g,
      ),
    ].map(([, kind = "", text]) => [kind, text]),
  )

test("a phrase is kept for its box, is the person's own, and can be deleted; the row stays", async () => {
  const w = await world()
  await done(save(w, "  请写明人数。 "))
  await done(save(w, "属实，同意。", "lin", "accept"))
  expect(await page(w)).toContain("请写明人数。")
  expect(await page(w, "lin2")).not.toContain("请写明人数。")
  await refused(w, () => remove(w, 1, "lin2"), 404)
  await done(remove(w, 1))
  expect(await page(w)).not.toContain("请写明人数。")
  await refused(w, () => remove(w, 1), 404)
  const [rows] = await w.database.read([w.database.db.select().from(phrases)])
  expect(rows.map(({ text, removedAt }) => [text, removedAt])).toEqual([
    ["请写明人数。", w.now()],
    ["属实，同意。", null],
  ])
  const told = await w.events()
  expect(told.map(({ action }) => action)).toEqual(["phrase_saved", "phrase_saved", "phrase_removed"])
  expect(JSON.stringify(told)).not.toContain("人数")
})

test("limits and bad input are said at their field, with what was typed", async () => {
  const w = await world()
  await refused(w, () => save(w, " "), 422, /请填写常用语/)
  await refused(w, () => save(w, "一\n二"), 422, /请用一行写明/)
  const html = await refused(w, () => save(w, "长".repeat(201)), 422, /最多 200 字/)
  expect(html).toContain("长".repeat(201))
  await done(save(w, "长".repeat(200)))
  await refused(w, () => save(w, "某", "lin", "other"), 422, /采纳还是退回/)
  await refused(w, () => save(w, "长".repeat(200)), 409, /已经有一条相同的/)
  await done(save(w, "长".repeat(200), "lin", "accept"))
  for (let i = 3; i <= 30; i++) await done(save(w, `第${i}条`))
  await refused(w, () => save(w, "第31条"), 409, /最多保存30条/)
  await done(remove(w, 1))
  await done(save(w, "第31条"))
})

test("of two that are saved at once from two windows neither is lost without a word", async () => {
  const w = await world()
  await onlyOne(
    w,
    () => save(w, "甲"),
    () => save(w, "乙"),
  )
})

test("only those who have a desk keep phrases", async () => {
  const w = await world()
  for (const login of ["wang", "jing", "zhao", "admin", "auditor"] as const)
    await refused(w, () => save(w, "某句话", login), 403)
  await refused(w, () => save(w, "某句话", null), 401)
  for (const login of ["lin", "head", "boss"] as const) await done(save(w, "某句话", login))
})

test("without JavaScript a phrase's button puts it into the box, and everything typed stays", async () => {
  const w = await judging()
  await done(save(w, "请写明人数。"))
  await done(save(w, "属实。", "lin", "accept"))
  const typed = { opinion: "佐证不全", resubmitBy: "2026-10-08" }
  const html = await (await write(w, { ...typed, use: "1" })).text()
  expect(boxes(html)).toEqual({ accept: "", return: "佐证不全；请写明人数。" })
  expect(html).toContain('value="2026-10-08"')
  const accepting = await (await write(w, { opinion: "", use: "2" })).text()
  expect(boxes(accepting)).toEqual({ accept: "属实。", return: "" })
  expect(accepting).toContain("<details open")
  // Nothing has been answered by it.
  expect((await w.events()).at(-1)?.action).toBe("phrase_saved")
})

test("what stands in the box is kept as a phrase beside it, or said why not, and stays in the box", async () => {
  const w = await judging()
  const saved = await (await write(w, { opinion: "请写明人数。", resubmitBy: "2026-10-08", save: "return" })).text()
  expect(boxes(saved).return).toBe("请写明人数。")
  expect(saved).toContain("已存为常用语")
  expect(saved).toContain('data-phrase="请写明人数。"')
  const again = await refused(w, () => write(w, { opinion: "请写明人数。", save: "return" }), 409, /已经有一条相同的/)
  expect(boxes(again).return).toBe("请写明人数。")
  await refused(w, () => write(w, { opinion: "", save: "return" }), 422, /请填写常用语/)
  const long = await refused(w, () => write(w, { opinion: "长".repeat(201), save: "accept" }), 422, /最多 200 字/)
  expect(boxes(long).accept).toBe("长".repeat(201))
})

test.each([
  ["", "请补充。", "请补充。"],
  ["已阅", "请补充。", "已阅；请补充。"],
  ["已阅。", "请补充。", "已阅。请补充。"],
  ["已阅，\n", "请补充。", "已阅，请补充。"],
])("after 「%s」", (words, phrase, together) => {
  expect(withPhrase(words, phrase)).toBe(together)
})
