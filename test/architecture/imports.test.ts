import { existsSync, readdirSync, readFileSync } from "node:fs"
import { createClient } from "@libsql/client"
import { is } from "drizzle-orm"
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core"
import { describe, expect, test } from "vitest"
import { FOUND_TABLES } from "#db/found_tables.ts"
import { migrate } from "#db/migrate.ts"
import * as schema from "#db/schema.ts"
import { HOUSE, house } from "#src/capabilities.ts"
import type { Capability } from "#src/door/house.ts"
import { ACTIONS } from "#test/support/house.ts"
import { type Kind, kindOf, MOST_FOLDERS, needless, ROOT, strangers, unkind, upward, WINGS } from "./house.ts"
import { type Import, parsed, type Source, sources } from "./sources.ts"

const db = sources("db")
const src = sources("src")
const views = sources("views")
const everything = [...db, ...src, ...views]

/** `file → import` for every import that breaks a direction; types may cross unless it says otherwise. */
const offenders = (files: Source[], forbidden: (one: Import, file: Source) => boolean, types = false) =>
  files.flatMap((file) =>
    file.imports
      .filter((one) => (types || !one.isType) && forbidden(one, file))
      .map(({ from }) => `${file.path} → ${from}`),
  )

const isHono = (from: string) => /^hono(\/|$)/.test(from) && !/^hono\/jsx/.test(from)
const isDrizzle = (from: string) => /^(drizzle-orm|@libsql)/.test(from)
const isAccess = (from: string) => kindOf(from) === "access"
const isRoutes = (from: string) => kindOf(from) === "routes"

describe("the wings", () => {
  test("src opens with few folders and the files of its root", () => {
    const entries = readdirSync(new URL("../../src/", import.meta.url), { withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(folders.filter((name) => ![...WINGS, "door", "bin"].includes(name))).toEqual([])
    expect(folders.length).toBeLessThanOrEqual(MOST_FOLDERS)
    const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
    expect(files.filter((name) => ![...ROOT.ground, ...ROOT.top].some((known) => known === name))).toEqual([])
  })

  test("no value is imported from a wing above, nor in 拆解 from a room that reads later", () => {
    expect(upward(src)).toEqual([])
  })

  test("every folder of tests mirrors a folder of src", () => {
    const besides = /^(architecture|browser|edge|storm|bench|support|db)(\/|$)|(^|\/)fixtures(\/|$)/
    const test = new URL("../", import.meta.url)
    const folders = readdirSync(test, { recursive: true, withFileTypes: true, encoding: "utf8" })
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll("\\", "/").replace(/^.*?\/test\/+/, ""))
      .filter((path) => !besides.test(path))
    expect(folders.length).toBeGreaterThan(30)
    // Of a folder, or of one file of the root that has more than one file of tests.
    const isMirrored = (path: string) =>
      [path, `${path}.ts`].some((one) => existsSync(new URL(`../../src/${one}`, import.meta.url)))
    expect(folders.filter((path) => !isMirrored(path))).toEqual([])
  })
})

describe("kinds: what a file is, its name says", () => {
  test("every file of src is of a known kind", () => {
    expect(strangers(src)).toEqual([])
    expect(needless(src)).toEqual([])
  })

  test("and imports what is of its kind: rules are pure, data access knows neither HTML nor HTTP", () => {
    expect(unkind(src)).toEqual([])
    const count = (kind: Kind) => src.filter(({ path }) => kindOf(path) === kind).length
    expect(count("rule")).toBeGreaterThan(100)
    expect(count("access")).toBeGreaterThan(80)
    expect(count("routes")).toBeGreaterThan(25)
  })

  const with_ = (path: string, line: string) => {
    const file = src.find((one) => one.path === path)
    expect(file, path).toBeDefined()
    return parsed(path, `${line}\n${file?.text ?? ""}`)
  }
  const LAYOUT = 'import { Document } from "#views/layout.tsx"'

  test("a view in data access is caught, whatever stands before `queries`", () => {
    const file = with_("src/reports/report/verdict_queries.ts", LAYOUT)
    expect(unkind([file])).toEqual([`${file.path} → views/layout.tsx`])
  })

  test("so are HTML and HTTP in how a plan stands", () => {
    const file = with_("src/board/queries.ts", `${LAYOUT}\nimport { page } from "#src/door/respond.tsx"`)
    expect(unkind([file])).toEqual([`${file.path} → views/layout.tsx`, `${file.path} → src/door/respond.tsx`])
    const renamed = parsed("src/board/board.ts", file.text)
    expect(unkind([renamed])).toEqual(expect.arrayContaining(["src/board/board.ts → drizzle-orm"]))
  })

  test("so is a database in a rule that nobody has named anywhere", () => {
    const file = parsed("src/plans/rounds/policy.ts", 'import { eq } from "drizzle-orm"\nexport const may = eq')
    expect(unkind([file])).toEqual([`${file.path} → drizzle-orm`])
  })

  test("so is what has no place, or asks upwards", () => {
    expect(strangers([parsed("src/utils/texts.ts", ""), parsed("src/plans/Helper.ts", "")]).length).toBe(2)
    expect(strangers([parsed("src/plans/plan/page.tsx", ""), parsed("src/helpers.ts", "")]).length).toBe(2)
    const file = parsed("src/office/units/names.ts", 'import { rounds } from "#src/plans/rounds/rounds.ts"')
    expect(upward([file])).toEqual([`${file.path} → src/plans/rounds/rounds.ts`])
    const types = parsed("src/office/units/names.ts", 'import type { Ahead } from "#src/plans/rounds/rounds.ts"')
    expect(upward([types])).toEqual([])
    const words = parsed(
      "src/plans/intake/words/placed_words.ts",
      'import { planOf } from "#src/plans/intake/reading/read_plan.ts"',
    )
    expect(upward([words]).length).toBe(1)
  })
})

describe("import directions (style.md 3.2)", () => {
  test("the sources are read, with their imports", () => {
    expect(everything.length).toBeGreaterThan(120)
    const contents = src.find(({ path }) => path === "src/capabilities.ts")
    expect(contents?.imports).toContainEqual({ from: "src/plans/assignments/routes.tsx", isType: false })
    const judging = src.find(({ path }) => path === "src/confirming/judging.ts")
    expect(judging?.imports).toContainEqual({ from: "db/schema.ts", isType: true })
  })

  test("db knows nothing above it, not even types", () => {
    expect(offenders(db, ({ from }) => /^(src|views|seeds|test)\//.test(from), true)).toEqual([])
  })

  test("a view is a function of its props", () => {
    expect(offenders(views, ({ from }) => isAccess(from) || isRoutes(from) || isDrizzle(from) || isHono(from))).toEqual(
      [],
    )
  })

  test("nobody but the program itself imports routes", () => {
    expect(
      offenders(
        everything,
        ({ from }, { path }) => isRoutes(from) && !["src/app.ts", "src/capabilities.ts"].includes(path),
      ),
    ).toEqual([])
  })

  test("hono is spoken in routes and in http alone", () => {
    const others = src.filter(
      ({ path }) => !/routes\.tsx$|\/asked\.ts$|^src\/door\/|^src\/(app|node|worker|dev_edge)/.test(path),
    )
    expect(offenders(others, ({ from }) => isHono(from))).toEqual([])
  })

  test("what workerd runs uses nothing that only Node has", () => {
    const there = ["node:crypto", "node:util", "node:buffer", "node:async_hooks", "node:zlib"]
    const reached = new Set(["src/worker.ts"])
    for (const path of reached) {
      const file = everything.find((one) => one.path === path)
      for (const { from, isType } of file?.imports ?? [])
        if (!isType && /^(src|db|views)\//.test(from)) reached.add(from)
    }
    expect(reached.size).toBeGreaterThan(100)
    const shared = everything.filter(({ path }) => reached.has(path))
    expect(offenders(shared, ({ from }) => from.startsWith("node:") && !there.includes(from))).toEqual([])
  })
})

test("zod comes as a namespace: its named `z` brings forty languages along, 80 KB of the Worker's 900", () => {
  const named = everything.filter(({ text }) => /import \{[^}]*\bz\b[^}]*\} from "zod"/.test(text))
  expect(named.map(({ path }) => path)).toEqual([])
  expect(everything.filter(({ text }) => text.includes('import * as z from "zod"')).length).toBeGreaterThan(10)
})

describe("writing", () => {
  test("nothing is written but through record or write", () => {
    const BARE =
      /await\s+(?:\w+\.)*db\s*\.\s*(?:insert|update|delete)\(|\bdb\s*\.\s*(?:run|transaction|execute)\(|\.client\s*\.\s*(?:execute|batch|transaction|migrate)\(/
    const found = src.filter(({ text }) => BARE.test(text)).map(({ path }) => path)
    expect(found.filter((path) => !/^src\/(bin\/|node\.ts)/.test(path))).toEqual([])
    expect(BARE.test("await database.db\n  .insert(units)")).toBe(true)
    expect(BARE.test("await write([db.insert(units)])")).toBe(false)
  })

  test("only the trail writes events", () => {
    expect(src.filter(({ text }) => /insert\(events\)/.test(text)).map(({ path }) => path)).toEqual([
      "src/trail/record.ts",
    ])
  })
})

describe("words", () => {
  const CHINESE = /[一-龥]/
  const texts = src.map(({ text }) => text)

  const wordsOf = <T>(pick: (one: Capability) => Readonly<Record<string, T>> | undefined) =>
    Object.assign({}, ...HOUSE.map((one: Capability) => pick(one) ?? {})) as Record<string, T>
  const REFUSAL_LABEL = wordsOf(({ words }) => words?.REFUSAL_LABEL)
  const DONE_LABEL = wordsOf(({ words }) => words?.DONE_LABEL)

  test("every capability that says something of itself has the words of it", () => {
    for (const { name, about, words } of HOUSE as readonly Capability[]) {
      expect([name, Object.keys(words?.ACTION_LABEL ?? {})]).toEqual([name, Object.keys(about?.actions ?? {})])
      expect([name, Object.keys(words?.REFUSAL_LABEL ?? {})]).toEqual([name, about?.refusals ?? []])
      expect([name, Object.keys(words?.DONE_LABEL ?? {})]).toEqual([name, about?.done ?? []])
    }
  })

  test("every act of the trail has its word and is written somewhere", () => {
    for (const action of ACTIONS) expect(house.actionWords(action), action).toMatch(CHINESE)
    const used = [...src, ...db].filter(({ path }) => !path.endsWith("/about.ts")).map(({ text }) => text)
    expect(ACTIONS.filter((action) => !used.some((text) => text.includes(`"${action}"`)))).toEqual([])
  })

  test("every refusal has a sentence without holes, with and without its facts", () => {
    const codes = texts.flatMap((text) =>
      [...text.matchAll(/(?:conflict|forbidden|refused)\("(\w+)"/g)].map(([, code = ""]) => code),
    )
    expect(codes.length).toBeGreaterThan(15)
    for (const code of codes) expect(Object.keys(REFUSAL_LABEL)).toContain(code)
    for (const [code, words] of Object.entries(REFUSAL_LABEL)) {
      const facts = { state: "active", rule: "leader", name: "第三季度", who: "李四", post: "系统管理员", minutes: "3" }
      for (const sentence of [words(facts), words({ ...facts, state: "none" })]) {
        expect(sentence, code).toMatch(CHINESE)
        expect(sentence, code).not.toMatch(/undefined|null|「[a-z_]+」|由[a-z]+复核/)
        expect(sentence, code).toMatch(/[。」]$/)
      }
    }
  })

  test("whatever is said after an act has its words", () => {
    const said = texts.flatMap((text) => {
      const calls = [...text.matchAll(/\bsay\(\s*c,\s*([\s\S]*?)\)\n/g)].map(([, what = ""]) => what)
      const tables = [...text.matchAll(/DONE_BY_\w+ = (\{[^}]*\})/g), ...text.matchAll(/done: ("\w+")/g)]
      // A row of an act gives back what is said of it.
      const rows = /\bact\(\{/.test(text) ? [...text.matchAll(/\breturn (.*["`].*)/g)] : []
      return [...calls, ...[...tables, ...rows].map(([, what = ""]) => what)].flatMap((what) =>
        // What is compared is not said.
        [...what.replaceAll(/[!=]== "\w+"/g, "").matchAll(/["`](\w+)/g)].map(([, code = ""]) => code),
      )
    })
    for (const code of ["acknowledged", "sent", "signing", "closed", "suspended", "plan_issued"])
      expect(said).toContain(code)
    expect([...new Set(said)].filter((code) => !(code in DONE_LABEL))).toEqual([])
    for (const words of Object.values(DONE_LABEL)) expect(words("3")).toMatch(CHINESE)
  })
})

describe("the schema and the migrations", () => {
  const tables = Object.values(schema).filter((one) => is(one, SQLiteTable))

  test("agree on every table, column and index", async () => {
    const client = createClient({ url: ":memory:" })
    await migrate(client)
    const real = await client.execute(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
    )
    const names = tables.map((table) => getTableConfig(table).name)
    expect(
      real.rows
        .map(({ name }) => String(name))
        .filter((name) => !names.includes(name))
        .sort(),
    ).toEqual(
      // What is found again by triggers has no columns of ours.
      ["migrations", ...FOUND_TABLES].sort(),
    )

    for (const table of tables) {
      const { name, columns, indexes, primaryKeys } = getTableConfig(table)
      const info = await client.execute(`select name, "notnull" as required, pk from pragma_table_info('${name}')`)
      const made = info.rows.map((row) => ({
        name: String(row.name),
        required: Boolean(row.required) || Number(row.pk) > 0,
        key: Number(row.pk) > 0,
      }))
      const inKey = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
      const drawn = columns.map((column) => ({
        name: column.name,
        required: column.notNull || column.primary || inKey.has(column.name),
        key: column.primary || inKey.has(column.name),
      }))
      const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
      expect({ table: name, columns: made.sort(byName) }).toEqual({ table: name, columns: drawn.sort(byName) })

      const list = await client.execute(
        `select name from sqlite_master where type = 'index' and tbl_name = '${name}' and sql is not null`,
      )
      expect({ table: name, indexes: list.rows.map((row) => String(row.name)).sort() }).toEqual({
        table: name,
        indexes: [
          ...indexes.map((index) => index.config.name),
          ...columns.filter((column) => column.isUnique).map((column) => column.uniqueName),
        ].sort(),
      })
    }
  })
})

test("every variable of the environment stands in the README", () => {
  const file = new URL("../../README.md", import.meta.url)
  const environment = src.find(({ path }) => path === "src/office/system/environment.ts")?.text ?? ""
  const variables = [...new Set([...environment.matchAll(/variables\.([A-Z_]+)/g)].map(([, name = ""]) => name))]
  expect(variables).toEqual(expect.arrayContaining(["PORT", "HOST", "DATABASE_URL", "BASE_URL", "DEMO", "NOW"]))
  const readme = existsSync(file) ? readFileSync(file, "utf8") : variables.join("` `")
  expect(variables.filter((name) => !readme.includes(name))).toEqual([])
})
