import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Client, createClient } from "@libsql/client"
import * as fc from "fast-check"
import { expect, onTestFinished, test } from "vitest"
import { copyDatabase } from "#db/copy.ts"
import { ensureSought, soughtFaults } from "#db/sought.ts"
import { finderOf, NO_PAIR, pairsOf } from "#src/pages/search/words.ts"
import { type World, world } from "#test/support/world.ts"

/*
 * The index of words: whatever has a word is among what the index answers for it, however the report came in.
 */

const fresh = (): Client => {
  const client = createClient({ url: ":memory:" })
  onTestFinished(() => client.close())
  return client
}

const say = (client: Client, round: number, number: number, achieved: string, at = round) =>
  client.execute({
    sql: `insert into report_versions (assignment_id, round_id, number, achieved, problems, next_steps,
      written_by_id, sent_by_id, at) values (1, ?, ?, ?, '', '', 1, 1, ?)`,
    args: [round, number, achieved, at],
  })

/** The rounds of reports in which the index finds the word, newest first. */
const roundsWith = async (client: Client, term: string) => {
  const { rows } = await client.execute({
    sql: `select s.round_id from sought_pairs p join sought_reports s on s.id = p.rowid
      where p.sought_pairs match ? order by p.rowid desc`,
    args: [pairsOf(term) ?? NO_PAIR],
  })
  return rows.map(({ round_id }) => Number(round_id))
}

const clientOf = (w: World) => w.database.client

test("of each report the newest version is found, and no earlier one", async () => {
  const client = clientOf(await world())
  await say(client, 901, 1, "举办以案释法培训")
  await say(client, 902, 1, "信访工作条例")
  await say(client, 901, 2, "石榴籽")
  expect(await roundsWith(client, "以案释法")).toEqual([])
  expect(await roundsWith(client, "石榴")).toEqual([901])
  expect(await roundsWith(client, "信")).toEqual([902])
  expect(await roundsWith(client, "例")).toEqual([902])
  const { rows } = await client.execute("select count(*) as n from sought_reports")
  expect(rows[0]?.n).toBe(2)
})

test("a word that no index knows asks for nothing, and one of which it knows a part for that part", async () => {
  expect(pairsOf("é ")).toBeNull()
  expect(pairsOf("😀")).toBeNull()
  expect(pairsOf("信😀访")).toBe('("信" *)')
  const client = clientOf(await world())
  await say(client, 901, 1, "信访")
  expect(await roundsWith(client, "😀")).toEqual([])
})

const SIGNS = [...'信访工a Ａbz９9%，。𬮿😀鿋é\n"*']
const textOf = (maxLength: number) =>
  fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength }).map((signs) => signs.join(""))

test("whatever has a word is found by it, in long texts and short ones", async () => {
  const client = clientOf(await world())
  let round = 1000
  const padded = fc.tuple(textOf(12), fc.nat(420)).map(([text, before]) => "甲".repeat(before) + text)
  await fc.assert(
    fc.asyncProperty(padded, textOf(4), async (text, term) => {
      round++
      await say(client, round, 1, text)
      const has = finderOf([term])?.test(text) ?? false
      const found = (await roundsWith(client, term)).includes(round)
      if (has && pairsOf(term) !== null) expect([text, term, found]).toEqual([text, term, true])
      // Every pair of the text itself.
      const signs = [...text].slice(-14)
      for (let at = 0; at < signs.length - 1; at++) {
        const pair = signs.slice(at, at + 2).join("")
        if (pairsOf(pair) !== null)
          expect([pair, (await roundsWith(client, pair)).includes(round)]).toEqual([pair, true])
      }
    }),
    { numRuns: 60 },
  )
})

test("what was reported before there was an index is taken in, oldest first, from where it was cut short", async () => {
  const w = await world()
  const client = clientOf(w)
  for (let round = 901; round <= 905; round++) {
    await say(client, round, 1, "旧稿", round)
    await say(client, round, 2, "信访工作", 2000 - round)
  }
  await client.execute("delete from sought_reports where round_id <> 903")
  expect(await roundsWith(client, "信访")).toEqual([903])
  const write = (statements: Parameters<Client["batch"]>[0]) => client.batch(statements, "write")
  await ensureSought(client, write)
  expect(await roundsWith(client, "信访")).toEqual([901, 902, 904, 905, 903])
  let writes = 0
  await ensureSought(client, async () => void writes++)
  expect(writes).toBe(0)
})

test("what has lost its pairs has them again in its place, and pairs of no report go", async () => {
  const client = clientOf(await world())
  for (let round = 901; round <= 904; round++) await say(client, round, 1, `信访${round}`)
  expect(await soughtFaults(client)).toEqual({ missing: 0, stray: 0 })
  const idOf = async (round: number) =>
    Number((await client.execute(`select id from sought_reports where round_id = ${round}`)).rows[0]?.id)
  const [lost, gone] = [await idOf(902), await idOf(904)]
  // As many as there should be, and not those.
  await client.execute(`delete from sought_pairs where rowid = ${lost}`)
  await client.execute("insert into sought_pairs (rowid, pairs) values (99999, '信访')")
  await client.execute(`delete from sought_reports where id = ${gone}`)
  expect(await soughtFaults(client)).toEqual({ missing: 2, stray: 1 })
  await ensureSought(client, (statements) => client.batch(statements, "write"))
  expect(await soughtFaults(client)).toEqual({ missing: 0, stray: 0 })
  expect(await roundsWith(client, "信访")).toEqual([904, 903, 902, 901])
  expect(await idOf(902)).toBe(lost)
  const { rows } = await client.execute("select count(*) as n from sought_pairs('\"信访\"')")
  expect(rows[0]?.n).toBe(4)
})

test("a copy through SQL, and a backup of the file, find the same", async () => {
  const w = await world()
  const client = clientOf(w)
  for (let round = 901; round <= 903; round++) await say(client, round, 1, `信访${round}`)
  await say(client, 901, 2, "信访再报")
  const copy = fresh()
  await copyDatabase(client, copy)
  const folder = mkdtempSync(join(tmpdir(), "fengong-sought-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, "backup.db")
  await client.execute({ sql: "vacuum into ?", args: [file] })
  const backup = createClient({ url: `file:${file}` })
  onTestFinished(() => backup.close())
  for (const one of [client, copy, backup]) {
    expect(await roundsWith(one, "信访")).toEqual([901, 903, 902])
    expect(await roundsWith(one, "再报")).toEqual([901])
    await say(one, 904, 1, "信访后报")
    expect(await roundsWith(one, "信访")).toEqual([904, 901, 903, 902])
    expect((await one.execute("pragma integrity_check")).rows.map((row) => Object.values(row)[0])).toEqual(["ok"])
  }
})
