import fc from "fast-check"
import { expect, test } from "vitest"
import { VERIFICATION_RESULTS, type VerificationResult } from "#db/schema.ts"
import { type Edition, verifiedUntil } from "#src/outward/bulletins/year_queries.ts"
import { done } from "#test/support/acts.ts"
import { bringPaper, closedRound, contentOf, draftPaper, onPaper } from "#test/support/bulletins.ts"
import { recordList, tell, UNTRUE, verificationOf, verify } from "#test/support/verifying.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

/* What 年度通报 and 年度总结 say of the year's end: what units were told by the cut-off. */

async function verified(w: World) {
  await openYear(w)
  await recordList(w)
  await done(verify(w, [1], UNTRUE))
  await done(verify(w, [2], { result: "unmet" }))
  await done(tell(w))
  await done(verify(w, [3]))
  await closedRound(w)
}

const text = async (w: World) => (await contentOf(w)).blocks.map((block) => block.text).join("\n")
const page = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()

test("a yearly paper says the numbers, names the units and asks; what nobody was told is not in it", async () => {
  const w = await world()
  await verified(w)
  await done(draftPaper(w, { kind: "yearly_bulletin" }))
  const said = await text(w)
  expect(said).toContain("2026年度普法责任清单应核实3项，已核实2项，其中属实完成0项、部分完成0项、未完成1项、不实1项。")
  expect(said).toContain("责任清单有未完成事项的单位：办公室；情况不实的单位：办公室。")
  expect(said).toContain("核实为不实的，要查明原因，限期改正。")
  expect(said).not.toContain("台账只有2场")
})

test("a paper of a round says nothing of it, nor does one of an office that keeps no year", async () => {
  const w = await world()
  await verified(w)
  await done(draftPaper(w))
  expect(await text(w)).not.toContain("核实")
  const other = await world()
  await closedRound(other)
  await done(draftPaper(other, { kind: "yearly_summary" }))
  expect(await text(other)).not.toContain("核实")
})

test("every figure opens its list as of the cut-off, for the office and leaders; what is found later changes nothing", async () => {
  const w = await world()
  await verified(w)
  await bringPaper(w, "issued", 1, { kind: "yearly_bulletin" })
  const before = (await contentOf(w)).json
  expect(await page(w, "lin", "/papers/1")).not.toContain("results-changed")
  await w.travel("2026-10-13")
  await done(tell(w))
  await done(verify(w, [1], { result: "partly", verifiedOn: "2026-10-12", why: "复核。" }))
  await done(tell(w))
  expect(await verificationOf(w, 3)).toMatchObject({ told: 1 })
  expect((await contentOf(w)).json).toBe(before)
  // What was changed since is marked for the office, which may correct the paper; item 3 had no result then.
  const marked = await page(w, "lin", "/papers/1")
  expect(marked).toMatch(/id="results-changed"[\s\S]*2026年有1项/)
  expect(marked).toContain('id="act-correction"')
  for (const login of ["boss", "wang"] as const) {
    expect(await page(w, login, "/papers/1"), login).not.toContain("results-changed")
  }
  // Back to what the paper says there is nothing to correct.
  await done(verify(w, [1], { ...UNTRUE, verifiedOn: "2026-10-13", why: "再次复核。" }))
  await done(tell(w))
  expect(await page(w, "lin", "/papers/1")).not.toContain("results-changed")
  for (const { name, value } of (await contentOf(w)).figures.filter((one) => one.name.startsWith("verify_"))) {
    const list = await page(w, "boss", `/papers/1/figures/${name}`)
    expect(list.match(/data-row="happening"/g)?.length ?? 0, name).toBe(value)
    expect(list, name).not.toContain("按现有记录")
    expect(await page(w, "wang", `/papers/1/figures/${name}`), name).not.toContain('data-row="happening"')
  }
  expect(await page(w, "wang", "/papers/1")).toContain("情况不实的单位")
  await done(onPaper(w, "lin", "withdrawal"))
})

test("marked as changed are the items that have another result than when the paper was issued, each once", async () => {
  const w = await world()
  await verified(w)
  // Before it is issued: changed, told, and so in nobody's way.
  await done(verify(w, [2], { result: "partly", why: "补充了材料。" }))
  await done(tell(w))
  await bringPaper(w, "issued", 1, { kind: "yearly_bulletin" })
  const marked = async () =>
    /id="results-changed"[\s\S]{0,80}年有(\d+)项/.exec(await page(w, "lin", "/papers/1"))?.[1] ?? null
  const again = async (id: number, result: string, day: number) => {
    await w.travel(`2026-10-${day}`)
    await done(verify(w, [id], { result, verifiedOn: "2026-10-12", remark: "复核。", why: "复核。" }))
  }
  expect(await marked()).toBeNull()
  await again(2, "fulfilled", 13)
  // Found, and nobody was told yet.
  expect(await marked()).toBeNull()
  await done(tell(w))
  expect(await marked()).toBe("1")
  await again(1, "partly", 14)
  await done(tell(w))
  await again(1, "fulfilled", 15)
  await done(tell(w))
  expect(await marked()).toBe("2")
  // Back to what the paper says of it.
  await again(2, "partly", 16)
  await done(tell(w))
  expect(await marked()).toBe("1")
  // What a paper of a round says is not of the year.
  await bringPaper(w, "issued", 2)
  await again(1, "partly", 17)
  await done(tell(w))
  expect(await page(w, "lin", "/papers/2")).not.toContain("results-changed")
})

type Row = { item: number; list: number; edition: number; at: number; result: VerificationResult | null }

const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    item: fc.nat({ max: 8 }),
    list: fc.nat({ max: 2 }),
    edition: fc.integer({ min: 1, max: 4 }),
    at: fc.nat({ max: 4 }),
    result: fc.option(fc.constantFrom(...VERIFICATION_RESULTS)),
  }),
  { maxLength: 60 },
)

/** Later editions come later. */
const editionOf = ({ item, list, edition, at, result }: Row): Edition => ({
  name: result ? `verify_${result}` : "verify_due",
  at: edition * 5 + at,
  unit: `单位${list}`,
  what: `第${item}项`,
  year: 2026,
  dutyId: item * 10 + list,
  series: result ? `r${item * 10 + list}` : `l${list}`,
  edition,
  leftOn: null,
})

test("a unit that leaves the year later stays in what was counted before", () => {
  const rows: Row[] = [
    { item: 1, list: 0, edition: 1, at: 0, result: null },
    { item: 1, list: 0, edition: 1, at: 1, result: "partly" },
  ]
  const left = (leftOn: string) =>
    verifiedUntil(
      rows.map((row) => ({ ...editionOf(row), leftOn })),
      2026,
      10,
    )
  expect(left("1970-01-01")).toHaveLength(0)
  expect(left("1970-01-02")).toHaveLength(2)
})

test("of several lists and results of an item the last one until then counts, once", () => {
  const rows: Row[] = [
    { item: 1, list: 0, edition: 1, at: 0, result: null },
    { item: 2, list: 0, edition: 1, at: 0, result: null },
    { item: 1, list: 0, edition: 2, at: 0, result: null },
    { item: 1, list: 0, edition: 1, at: 1, result: "untrue" },
    { item: 1, list: 0, edition: 2, at: 1, result: "partly" },
    { item: 2, list: 0, edition: 1, at: 1, result: "unmet" },
  ]
  const names = (asOf: number) =>
    verifiedUntil(rows.map(editionOf), 2026, asOf).map(({ name, what }) => `${name} ${what}`)
  expect(names(6)).toEqual(["verify_due 第1项", "verify_due 第2项", "verify_untrue 第1项", "verify_unmet 第2项"])
  expect(names(11)).toEqual(["verify_due 第1项", "verify_partly 第1项"])
})

test("whatever was recorded and told: nothing later counts, and no result is of an item that was not due", () => {
  fc.assert(
    fc.property(rows, fc.nat({ max: 30 }), (all, asOf) => {
      const editions = all.map(editionOf)
      const then = verifiedUntil(editions, 2026, asOf)
      const keys = (isDue: boolean) =>
        new Set(then.filter(({ name }) => (name === "verify_due") === isDue).map(({ unit, what }) => unit + what))
      expect(then.every(({ at }) => at <= asOf)).toBe(true)
      expect([...keys(false)].filter((key) => !keys(true).has(key))).toEqual([])
      const until = editions.filter(({ at }) => at <= asOf)
      expect(verifiedUntil(until, 2026, asOf)).toEqual(then)
      expect(verifiedUntil(editions, 2025, asOf)).toEqual([])
    }),
  )
})
