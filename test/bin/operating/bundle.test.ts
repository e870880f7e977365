import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { assemble, changedIn, packagesOf } from "#src/bin/operating/bundle.ts"
import { ROOT } from "#test/support/program.ts"

const folder = mkdtempSync(join(tmpdir(), "fengong-bundle-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A project of a few files: one package that runs, one for tests, one for another system. */
function project(): string {
  const root = mkdtempSync(join(folder, "root-"))
  const packages = {
    "": {},
    "node_modules/runs": {},
    "node_modules/tests": { dev: true },
    "node_modules/@libsql/elsewhere": { optional: true },
  }
  const files = {
    "src/bin/start.mjs": 'console.log(...process.argv.slice(2), "in", process.cwd())',
    "views/page.tsx": "",
    "db/schema.ts": "",
    "seeds/demo.ts": "",
    "docs/glossary.md": "字",
    "package.json": "{}",
    "package-lock.json": JSON.stringify({ packages }),
    "tsconfig.json": "{}",
    ".npmrc": "",
    "README.zh-CN.md": "",
    "test/secret.ts": "",
    "data/fengong.db": "everything",
    "node_modules/runs/index.js": "",
    "node_modules/tests/index.js": "",
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

function bundled(): string {
  const target = join(mkdtempSync(join(folder, "out-")), "fengong")
  assemble(project(), target, process.execPath)
  return target
}

describe("the bundle for a machine without the internet", () => {
  test("has what runs and how, and neither tests nor data", () => {
    const target = bundled()
    expect(readdirSync(target)).toEqual(
      expect.arrayContaining(["src", "views", "docs", "node", "fengong", "SHA256SUMS"]),
    )
    expect(readdirSync(join(target, "node_modules"))).toEqual(["runs"])
    for (const none of ["test", "data"]) expect(existsSync(join(target, none))).toBe(false)
    expect(statSync(join(target, "node")).mode & 0o111).not.toBe(0)
  })

  test("starts by the Node that came along, in the folder where it is called", () => {
    const target = bundled()
    const called = (...args: string[]) =>
      spawnSync(join(target, "fengong"), args, { cwd: folder, encoding: "utf8", env: { PATH: "/usr/bin:/bin" } }).stdout
    expect(called()).toBe(`in ${folder}\n`)
    expect(called("backup:daily", "a b")).toBe(`src/bin/backup_daily.ts a b in ${folder}\n`)
  })

  test("tells a file that is not as it was made, and one that is gone", () => {
    const target = bundled()
    expect(changedIn(target)).toEqual([])
    writeFileSync(join(target, "db/schema.ts"), "changed")
    rmSync(join(target, "seeds/demo.ts"))
    expect(changedIn(target)).toEqual(["db/schema.ts", "seeds/demo.ts"])
  })

  test("is never written over another", () => {
    const target = bundled()
    expect(() => assemble(project(), target, process.execPath)).toThrow(/EEXIST/)
  })

  test("takes every package of the lock that is no tool of ours", () => {
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"))
    const names = packagesOf(lock)
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)))
    expect(names.filter((name) => /vitest|playwright|biome|wrangler/.test(name))).toEqual([])
  })
})

describe("docs/operating", () => {
  const files = readdirSync(join(ROOT, "docs/operating"))
  const text = (name: string) => readFileSync(join(ROOT, "docs/operating", name), "utf8")

  test("names only scripts and folders that are there", () => {
    const named = files.flatMap((name) => text(name).match(/\b(?:src|views|db|seeds)\/[\w./]*\w/g) ?? [])
    const copied = [...text("Containerfile").matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, names = ""]) =>
      names.split(" "),
    )
    expect(named.length).toBeGreaterThan(5)
    expect([...named, ...copied].filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test("sets only what the program reads", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8")
    const set = [...text("fengong.env").matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = ""]) => name)
    expect(set).toContain("BACKUP_KEY")
    expect(set.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })
})
