import { eq } from "drizzle-orm"
import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { assignments, plans, REPORT_STATES, reports, reportVersions, rounds, units } from "#db/schema.ts"
import { house } from "#src/capabilities.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { searched } from "#src/pages/search/queries.ts"
import { questionIn } from "#src/pages/search/question.ts"
import { folded } from "#src/pages/search/words.ts"
import { isHandedTo, seesPlan, seesWords } from "#src/plans/plan/policy.ts"
import { done, onReport, openRound } from "#test/support/acts.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const address = (query: Record<string, string>) => `/search?${new URLSearchParams(query)}`
const page = async (login: Login, query: Record<string, string> | string) => {
  const response = await w.as(login).get(address(typeof query === "string" ? { q: query } : query))
  expect(response.status).toBe(200)
  return response.text()
}
const hits = (html: string) => html.match(/<li class="hit">/g)?.length ?? 0
const bare = (html: string) => html.replaceAll(/<[^>]+>/g, "")

const asked = async (actor: Actor, query: Record<string, string>) => {
  const kinds = house.searched()
  return (await searched(w.database, kinds, actor, questionIn(query, kinds))).found
}

describe("what is found", () => {
  beforeEach(async () => {
    await done(openRound(w))
    await done(onReport(w, "zhou", 2, "report", { achieved: "举办以案释法培训。", problems: "ＡＢ系统不通。" }))
  })

  test("is shown with the word marked, its day, author, unit and plan, and leads to its place", async () => {
    const html = await page("lin", "以案释法 培训")
    expect(hits(html)).toBe(1)
    expect(html).toContain("举办<mark>以案释法</mark><mark>培训</mark>。")
    expect(html).toContain('href="/plans/1/tasks/1?round=1#unit-2"')
    expect(bare(html)).toContain("9月21日 · 综合指导司 · 周联络 · 《普法责任制分工方案》")
    const task = await (await w.as("lin").get("/plans/1/tasks/1?round=1")).text()
    expect(task).toContain('id="unit-2"')
  })

  test.each([
    ["one character", "训"],
    ["letters in another width and case", "ab系统"],
    ["quoted", '"以案释法培训"'],
  ])("by %s", async (_, q) => {
    expect(hits(await page("lin", q))).toBe(1)
  })

  test.each(["%", "_", "以案%培训", "*", "[", "以案 没有"])("and not by %s", async (q) => {
    expect(hits(await page("lin", q))).toBe(0)
  })

  test("is all that a unit has to do with, where its name is one of the words", async () => {
    const html = await page("lin", "综合指导司 以案释法")
    expect(hits(html)).toBe(1)
    const proposal = html.match(/id="proposal"[\s\S]*?href="([^"]*)"/)?.[1]?.replaceAll("&amp;", "&") ?? ""
    expect(decodeURIComponent(proposal)).toBe("/search?q=以案释法&unit=2")
    expect(hits(await (await w.as("lin").get(proposal)).text())).toBe(1)
    expect(hits(await page("lin", "研究室 以案释法"))).toBe(0)
  })

  test("is narrowed by unit, plan, kind and days, and the address says so", async () => {
    const all = await page("lin", "普法")
    expect(hits(all)).toBeGreaterThan(1)
    const found = async (query: Record<string, string>) => hits(await page("lin", { q: "以案释法", ...query }))
    expect(await found({ unit: "2" })).toBe(1)
    expect(await found({ unit: "1" })).toBe(0)
    expect(await found({ plan: "1" })).toBe(1)
    expect(await found({ plan: "2" })).toBe(0)
    expect(await found({ kind: "report" })).toBe(1)
    expect(await found({ kind: "task" })).toBe(0)
    expect(await found({ from: "2026-09-21", to: "2026-09-21" })).toBe(1)
    expect(await found({ from: "2026-09-22" })).toBe(0)
    expect(await found({ to: "2026-09-20" })).toBe(0)
    // Of a unit everything, without a word.
    expect(hits(await page("lin", { unit: "2", kind: "report" }))).toBe(1)
  })

  test("a day that is none is said at its field, with what was typed kept, and nothing is answered", async () => {
    const response = await w.as("lin").get(address({ q: "以案释法", from: "去年" }))
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('id="from-problem"')
    expect(html).toContain('value="去年"')
    expect(hits(html)).toBe(0)
  })

  test("a month that is named is proposed as the first day", async () => {
    const html = await page("lin", "3月以来以案释法")
    expect(decodeURIComponent(html)).toContain("/search?q=以案释法&amp;from=2026-03-01")
  })

  test("only where the name is a word of its own all of the unit is said to be listed", async () => {
    const listed = "也列出了该单位的内容"
    expect(await page("lin", "综合指导司 以案释法")).toContain(listed)
    expect(await page("lin", "综合指导司以案释法")).not.toContain(listed)
    expect(await page("lin", "综合指导司 石榴")).not.toContain(listed)
  })

  test("where nothing is found what may have been meant comes first", async () => {
    const html = await page("lin", "综合指导司3月以来以案释法")
    expect(bare(html)).toMatch(
      /您要找的可能是：\s*只在综合指导司的2026年3月1日以来的内容里找「以案释法」\s*在您能看到的/,
    )
    const href = html.match(/id="proposal"[\s\S]*?href="([^"]*)"/)?.[1]?.replaceAll("&amp;", "&") ?? ""
    expect(hits(await (await w.as("lin").get(href)).text())).toBe(1)
  })

  test("without words nothing is said of words", async () => {
    const html = bare(await page("lin", { unit: "2", from: "2026-12-01" }))
    expect(html).toContain("，没有找到内容。")
    expect(html).not.toMatch(/含有|更短的词|「」/)
    const all = bare(await page("lin", { unit: "2" }))
    expect(all).toContain("筛选：综合指导司")
  })

  test("an end before the beginning is said at the end, and nothing is answered", async () => {
    const response = await w.as("lin").get(address({ q: "以案释法", from: "2026-09-22", to: "2026-09-21" }))
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('id="to-problem"')
    expect(html).toContain('value="2026-09-21"')
    expect(hits(html)).toBe(0)
    expect(hits(await page("lin", { q: "以案释法", from: "2026-09-21", to: "2026-09-21" }))).toBe(1)
  })

  test("nothing: what was looked through is said, and how to ask for more", async () => {
    const html = await page("lin", { q: "以案释法 石榴", unit: "2" })
    expect(bare(html)).toMatch(/在您能看到的.*进展.*（综合指导司），没有找到同时含有「以案释法」「石榴」的内容/)
    expect(decodeURIComponent(html)).toMatch(/href="\/search\?q=以案释法&amp;unit=2"[^>]*>去掉「石榴」/)
    expect(decodeURIComponent(html)).toMatch(/href="\/search\?q=以案释法 石榴"[^>]*>不限单位/)
  })
})

test("the three administrators have neither the box nor the page", async () => {
  for (const login of ["admin", "security", "auditor"] as const) {
    expect((await w.as(login).get("/search?q=普法")).status).toBe(404)
    expect(await (await w.as(login).get("/help")).text()).not.toContain('id="find"')
  }
  expect(await (await w.as("wang").get("/help")).text()).toContain('id="find"')
})

test("a report is found by whoever may read its words, in every state, and by nobody else", async () => {
  const { db, write } = w.database
  await done(openRound(w))
  const rows = REPORT_STATES.map((state, i) => ({ state, assignmentId: i + 1, word: `独有词${i + 1}` }))
  const unitOf = [1, 2, 3, 3, 2, 1]
  const coUnits = [[1, 2, 3], [1, 2, 3], [1, 2, 3], [3], [1, 2]]
  const at = w.now()
  await write([
    db.insert(reports).values(
      rows.map(({ state, assignmentId }) => ({
        assignmentId,
        roundId: 1,
        planId: 1,
        unitId: unitOf[assignmentId - 1] ?? 0,
        state,
        latest: 2,
      })),
    ),
    db.insert(reportVersions).values(
      rows.flatMap(({ assignmentId, word }) =>
        ["旧稿", word].map((achieved, i) => ({
          assignmentId,
          roundId: 1,
          number: i + 1,
          achieved,
          problems: "",
          nextSteps: "",
          writtenById: 1,
          sentById: 1,
          at,
        })),
      ),
    ),
    db
      .update(assignments)
      .set({ handlerId: w.actor("zhao").id })
      .where(eq(assignments.id, 2)),
  ])
  const wang = w.actor("wang")
  const actors: [string, Actor][] = [
    ...(Object.keys(CAST) as Login[]).map((login): [string, Actor] => [login, w.actor(login)]),
    ["by a link", { ...wang, link: { id: 1, planId: 1, unitId: 1, roundId: 1 } }],
    ["an administrator who is a liaison too", { ...wang, posts: [...wang.posts, ...w.actor("admin").posts] }],
  ]
  let sights = 0
  for (const confirming of [null, 2]) {
    const plan = {
      supervisingUnitId: 3,
      confirmer: confirming === null ? ("supervisor" as const) : ("unit" as const),
      confirmingUnitId: confirming,
    }
    await write([db.update(plans).set(plan)])
    for (const [who, actor] of actors) {
      const found = await asked(actor, { q: "独有词", kind: "report" })
      const seen = rows.filter(({ state, assignmentId }, i) => {
        if (actor.link) return false
        if (isHandedTo(actor, assignmentId === 2 ? w.actor("zhao").id : null)) return true
        const co = coUnits[i] ?? []
        const unitId = unitOf[assignmentId - 1] ?? 0
        return seesPlan(actor, plan, [1, 2, 3]) && seesWords(actor, plan, unitId, state, co)
      })
      sights += seen.length
      expect([who, found?.hits.map(({ words }) => words[0]).sort()]).toEqual([who, seen.map(({ word }) => word)])
      expect((await asked(actor, { q: "旧稿", kind: "report" }))?.hits).toEqual([])
    }
  }
  expect(sights).toBeGreaterThan(30)
})

test("a report is found by every word that stands in it or names its unit, once each", async () => {
  const { db, read, write } = w.database
  const [parts] = await read([
    db
      .select({ id: assignments.id, unitId: assignments.unitId, called: units })
      .from(assignments)
      .innerJoin(units, eq(units.id, assignments.unitId))
      .orderBy(assignments.id)
      .limit(6),
  ])
  const names = parts.flatMap(({ called: { name, shortName, aliases } }) => [name, shortName, ...aliases])
  const vocabulary = [
    ...names,
    "以案释法",
    "信访",
    "训",
    "ABC系统",
    "ａｂｃ系统",
    "abc",
    "乙\u{2b740}丙",
    "\u{2b740}",
    "1,000",
  ]
  const reportsMade = fc.sample(fc.array(fc.constantFrom(...vocabulary), { minLength: 0, maxLength: 4 }), {
    numRuns: 60,
    seed: 7,
  })
  const rows = reportsMade.map((said, i) => ({
    part: parts[i % parts.length] ?? expect.fail(),
    roundId: 2000 + i,
    texts: [said.slice(0, 2).join("，"), said.slice(2).join("")],
  }))
  await write([
    db.insert(rounds).values(
      rows.map(({ roundId }) => ({
        id: roundId,
        planId: 1,
        number: roundId,
        name: "一期",
        opensOn: "2026-01-01",
        dueBy: "2026-02-01",
      })),
    ),
    db.insert(reports).values(
      rows.map(({ part, roundId }) => ({
        assignmentId: part.id,
        roundId,
        planId: 1,
        unitId: part.unitId,
        state: "accepted" as const,
        latest: 1,
      })),
    ),
    db.insert(reportVersions).values(
      rows.map(({ part, roundId, texts: [achieved = "", nextSteps = ""] }) => ({
        assignmentId: part.id,
        roundId,
        number: 1,
        achieved,
        problems: "",
        nextSteps,
        writtenById: 1,
        sentById: 1,
        at: w.now(),
      })),
    ),
  ])
  const has = ({ part: { called }, texts }: (typeof rows)[number], term: string) =>
    texts.some((text) => folded(text).includes(folded(term))) ||
    [called.name, called.shortName, ...called.aliases].some((name) => folded(name) === folded(term))
  const words = fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 3, selector: folded })
  let met = 0
  for (const terms of fc.sample(words, { numRuns: 300, seed: 3 })) {
    const found = await asked(w.actor("boss"), { q: terms.join(" "), kind: "report" })
    const expected = rows.filter((row) => terms.every((term) => has(row, term))).map(({ roundId }) => roundId)
    const first = found?.hits.map(({ key }) => key[1]) ?? []
    expect([terms, found?.counts.get("report") ?? 0]).toEqual([terms, expected.length])
    expect(new Set(first).size).toBe(first.length)
    expect(expected).toEqual(expect.arrayContaining(first))
    met += first.length
  }
  expect(met).toBeGreaterThan(300)
})

test("pages are whole, in one order, and end where they say", async () => {
  const { db, write } = w.database
  const rows = Array.from({ length: 45 }, (_, i) => ({
    assignmentId: 1 + (i % 6),
    roundId: 1000 + i,
    planId: 1,
    unitId: 1,
    state: "accepted" as const,
    latest: 1,
  }))
  await write([
    db.insert(rounds).values(
      rows.map(({ roundId }) => ({
        id: roundId,
        planId: 1,
        number: roundId,
        name: "一期",
        opensOn: "2026-01-01",
        dueBy: "2026-02-01",
      })),
    ),
    db.insert(reports).values(rows),
    db.insert(reportVersions).values(
      rows.map(({ assignmentId, roundId }, i) => ({
        assignmentId,
        roundId,
        number: 1,
        achieved: `连续词${i}。`,
        problems: "",
        nextSteps: "",
        writtenById: 1,
        sentById: 1,
        at: w.now() - Math.floor(i / 3),
      })),
    ),
  ])
  const seen: string[] = []
  for (const number of [1, 2, 3]) {
    const found = await asked(w.actor("boss"), { q: "连续词", page: String(number) })
    expect(found?.counts.get("report")).toBe(45)
    seen.push(...(found?.hits ?? []).map(({ words }) => words[0] ?? ""))
  }
  expect(new Set(seen).size).toBe(45)
  expect(seen).toHaveLength(45)
  const html = await page("boss", { q: "连续词", page: "3" })
  expect(hits(html)).toBe(5)
  expect(html).not.toContain('id="page-older"')
  expect(await page("boss", { q: "连续词", page: "9" })).toContain("回到第一页")
})
