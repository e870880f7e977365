import { sql } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { units } from "#db/schema.ts"
import { type FormerName, formerIn, formerNamesOf, namesAt } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { readDocx } from "#test/outward/papers/reading.ts"
import { done, draftNotice, onReport, openRound } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { nameThen, nameWords, shortNameThen } from "#views/units/words.ts"

type Change = { at: number; name?: string; shortName?: string; correction?: boolean }

/** What the trail keeps of a unit's life: at each change what stood before. */
function lived(first: { name: string; shortName: string }, changes: Change[]) {
  let { name, shortName } = first
  const former: FormerName[] = []
  for (const change of changes) {
    const after = { name: change.name ?? name, shortName: change.shortName ?? shortName }
    if (after.name === name && after.shortName === shortName) continue
    former.push({
      until: change.at,
      name: after.name === name ? null : name,
      shortName: after.shortName === shortName ? null : shortName,
      correction: change.correction === true && after.name !== name,
    })
    ;({ name, shortName } = after)
  }
  return { name, shortName, former }
}

describe("the names of a day", () => {
  const OLD = { name: "投诉办公室", shortName: "投诉办" }
  const renamed = lived(OLD, [{ at: 100, name: "网上信访处", shortName: "网信处" }])

  test("are those that the next 更名 replaced", () => {
    expect(namesAt(renamed, 99)).toEqual(OLD)
    expect(namesAt(renamed, 100)).toEqual({ name: "网上信访处", shortName: "网信处" })
    expect(namesAt(lived(OLD, []), 5)).toEqual(OLD)
  })

  test("several in a row each have their time", () => {
    const unit = lived(OLD, [
      { at: 100, name: "乙" },
      { at: 200, shortName: "丙简" },
      { at: 300, name: "丙" },
    ])
    expect([50, 150, 250, 350].map((at) => namesAt(unit, at).name)).toEqual(["投诉办公室", "乙", "乙", "丙"])
    // As long as the name was the same, its last short name stands for it.
    expect([50, 150, 350].map((at) => namesAt(unit, at).shortName)).toEqual(["投诉办", "丙简", "丙简"])
    expect(formerNamesOf(unit).map(({ name }) => name)).toEqual(["乙", "投诉办公室"])
  })

  test("a new short name alone is no 更名", () => {
    expect(namesAt(lived(OLD, [{ at: 100, shortName: "投诉" }]), 50)).toEqual({ name: "投诉办公室", shortName: "投诉" })
  })

  test("a misprint that was put right was never the name", () => {
    const unit = lived({ name: "投拆办", shortName: "投诉办" }, [
      { at: 100, name: "投诉办", correction: true },
      { at: 200, name: "网上信访处" },
    ])
    expect([50, 150, 250].map((at) => namesAt(unit, at).name)).toEqual(["投诉办", "投诉办", "网上信访处"])
    expect(formerNamesOf(unit)).toEqual([{ name: "投诉办", until: 200 }])
  })

  test("at every instant the name is the one that stood, whatever was changed", () => {
    const changes = fc.array(
      fc.record({
        name: fc.option(fc.constantFrom("甲", "乙", "丙"), { nil: undefined }),
        shortName: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(changes, (list) => {
        const dated = list.map((change, i) => ({ ...change, at: (i + 1) * 100 }))
        const unit = lived({ name: "甲", shortName: "a" }, dated)
        for (let i = 0; i <= dated.length; i++) {
          const stood = lived({ name: "甲", shortName: "a" }, dated.slice(0, i)).name
          expect(namesAt(unit, i * 100 + 50).name).toBe(stood)
        }
      }),
    )
  })

  test("on the screen today's name stands beside them where it is another", () => {
    expect(nameThen(renamed, 50)).toBe("投诉办公室（现网上信访处）")
    expect(shortNameThen(renamed, 50)).toBe("投诉办（现网信处）")
    expect(nameThen(renamed, 150)).toBe("网上信访处")
    expect(nameThen(renamed, null)).toBe("网上信访处")
    expect(nameWords("甲", null)).toBe("甲")
  })
})

const EDIT = {
  version: "1",
  name: "办公室",
  shortName: "办公室",
  aliases: "",
  kind: "internal",
  position: "1",
  active: "yes",
}
const rename = (w: World, over: Record<string, string> = {}) =>
  w.as("admin").post("/units/1/edit", { ...EDIT, name: "综合办", shortName: "", ...over })
const html = async (w: World, path: string, login: Login = "lin") => {
  const response = await w.as(login).get(path)
  expect(response.status).toBe(200)
  return response.text()
}

/** A round with a report, a 催办 and a 督办单, cut off; afterwards 办公室 gets another name. */
async function renamedWorld(over: Record<string, string> = {}) {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "sent", text: "请报送" }))
  await done(draftNotice(w))
  await done(w.as("wang").post("/plans/1/tasks/1/summary", { round: "1", latest: "0", text: "本季度办班3期。" }))
  await w.travel("2026-09-23")
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  await w.travel("2026-10-12")
  await done(rename(w, over))
  return w
}
const BOTH = "办公室（现综合办）"

describe("after a 更名", () => {
  test("a frozen round is shown by the names of its day: list, matrix, task, filter", async () => {
    const w = await renamedWorld()
    const list = await html(w, "/plans/1?round=1")
    expect(list).toContain(`单位为当时名称：${BOTH}`)
    expect(list).toContain(`<option value="1">${BOTH}</option>`)
    expect(list).toMatch(/<a href="\/units\/1" class="chip \w+ first"><span class="name">办公室<\/span>/)
    const matrix = await html(w, "/plans/1/matrix?round=1&open=1-1")
    expect(matrix).toMatch(new RegExp(`title="${BOTH}">办公室<`))
    expect(matrix).toMatch(/aria-label="（一） 办公室 第一牵头/)
    expect(matrix).toMatch(new RegExp(`id="panel-title"[^>]*>${BOTH} <small>`))
    expect(await html(w, "/plans/1/tasks/1?round=1")).toContain(`<a href="/units/1">${BOTH}</a>`)
  })

  test("what stands today has today's name, also where it quotes a report of before", async () => {
    const w = await renamedWorld()
    const list = await html(w, "/plans/1")
    expect(list).toMatch(/<a href="\/units\/1" class="chip \w+ first"><span class="name">综合办<\/span>/)
    expect(list).not.toContain("单位为当时名称")
    expect(list).toMatch(/办公室（现综合办）：/)
    expect(await html(w, "/plans/1/matrix")).toMatch(/title="综合办">综合办</)
    expect(await html(w, "/overview?plan=1")).not.toContain("办公室")
  })

  test("every log and record shows the name of that day beside it", async () => {
    const w = await renamedWorld()
    const task = await html(w, "/plans/1/tasks/1")
    expect(task).toMatch(new RegExp(`<span class="tag">${BOTH}</span> <b>报送`))
    expect(task).toMatch(new RegExp(`综述 <small>${BOTH}`))
    expect(await html(w, "/plans/1/supervision")).toMatch(new RegExp(`<th scope="row" class="nowrap">${BOTH}</th>`))
    expect(await html(w, "/notices?view=all")).toMatch(new RegExp(`data-label="承办单位">${BOTH}<`))
    expect(await html(w, "/notices/1")).toContain(`<dd>${BOTH}</dd>`)
  })

  test("a paper bears the name of the day on which it was issued, and no other", async () => {
    const w = await renamedWorld()
    const response = await w.as("lin").get("/notices/1/paper")
    expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toContain("1号 办公室 ")
    const { paragraphs } = readDocx(new Uint8Array(await response.arrayBuffer()))
    const text = paragraphs.join("\n")
    expect(text).toContain("\n办公室：")
    expect(text).toContain("承办单位\n办公室\n")
    expect(text).not.toContain("综合办")

    await done(draftNotice(w, { assignments: ["6"], dueBy: "2026-10-30" }))
    const later = readDocx(new Uint8Array(await (await w.as("lin").get("/notices/2/paper")).arrayBuffer()))
    expect(later.paragraphs.join("\n")).toContain("\n综合办：")
  })

  test("a misprint put right is right everywhere, and the trail says that it was one", async () => {
    const w = await renamedWorld({ correction: "yes" })
    for (const path of ["/plans/1?round=1", "/plans/1/matrix?round=1", "/plans/1/supervision", "/notices/1"]) {
      const page = await html(w, path)
      expect(page).toContain("综合办")
      expect(page).not.toContain("（现")
    }
    expect((await w.events()).at(-1)).toMatchObject({ action: "unit_changed", particulars: { correction: true } })
    // Without a new name there is nothing to put right.
    await done(rename(w, { version: "2", name: "综合办", shortName: "综办", correction: "yes" }))
    expect((await w.events()).at(-1)?.particulars).not.toHaveProperty("correction")
  })

  test("the statement that finds the names reads what was written before there were corrections", async () => {
    const w = await renamedWorld()
    const { db, read } = w.database
    const [rows] = await read([
      db
        .select({ id: units.id, former: formerNames(sql`units.id`) })
        .from(units)
        .orderBy(units.id),
    ])
    expect(rows.map(({ former }) => formerIn(former))).toEqual([
      [{ until: w.now(), name: "办公室", shortName: "办公室", correction: false }],
      [],
      [],
      [],
    ])
  })
})

describe("任务清单 with the filter of one unit", () => {
  test("quotes that unit's own report, not the latest of another", async () => {
    const w = await world()
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report", { achieved: "办公室办班1期。" }))
    await w.travel("2026-09-22")
    await done(onReport(w, "zhou", 2, "report", { achieved: "综合司印发通知。" }))
    expect(await html(w, "/plans/1")).toContain("综合司印发通知。")
    const own = await html(w, "/plans/1?unit=1")
    expect(own).toContain("办公室办班1期。")
    expect(own).not.toContain("综合司印发通知。")
    // Whoever may not read them is shown none, and not somebody else's either.
    expect(await html(w, "/plans/1?unit=1", "zhou")).not.toContain("办班1期")
    expect(await html(w, "/plans/1?unit=3")).not.toContain("印发")
  })
})
