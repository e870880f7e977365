import { spawn } from "node:child_process"
import { once } from "node:events"
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest"
import { type Program, ROOT, startProgram } from "#test/support/program.ts"
import { forget, freshFile, type StormBase, stormBase } from "#test/support/storm.ts"

/** An installation of one's own: the sources copied, the packages linked, nothing built. */
function installed(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fengong-starting-")))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ["src", "views", "db", "seeds", "package.json", "tsconfig.json"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  const packages = join(folder, "node_modules")
  mkdirSync(packages)
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (!name.startsWith(".")) symlinkSync(join(realpathSync(join(ROOT, "node_modules")), name), join(packages, name))
  return folder
}

let base: StormBase
beforeAll(async () => {
  base = await stormBase()
})
afterAll(() => forget(base))

/** Starts an installation on a database of its own. */
async function start(from: string, settings: Record<string, string> = {}): Promise<Program> {
  const { url } = await freshFile(base)
  const program = await startProgram(
    { DATABASE_URL: url, DEMO: "1", TMPDIR: join(from, "temporary"), ...settings },
    { from },
  )
  onTestFinished(program.stop)
  return program
}

const keptIn = (place: string) => readdirSync(place).sort()
const beside = (folder: string) => join(folder, "node_modules", ".cache", "fengong")

/** Whatever runs from this build says so. */
function marked(build: string, word: string) {
  const file = join(build, "node.js")
  writeFileSync(file, `${readFileSync(file, "utf8")};console.log(${JSON.stringify(word)})`)
}

function change(file: string, from: string, to: string) {
  const text = readFileSync(file, "utf8")
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

test("what was built is run again, but never once a source or a package is another", async () => {
  const folder = installed()
  await (await start(folder)).stop()
  const [first = "", ...more] = keptIn(beside(folder))
  expect(more).toEqual([])
  marked(join(beside(folder), first), "of the first build")
  const again = await start(folder)
  await again.stop()
  expect(again.output()).toContain("of the first build")

  const source = join(folder, "src/node.ts")
  change(source, "分工督办已启动", "分工督办已起动")
  const changed = await start(folder)
  await changed.stop()
  expect(changed.output()).toContain("分工督办已起动")
  expect(changed.output()).not.toContain("of the first build")
  expect(keptIn(beside(folder)).length).toBe(2)

  change(source, "分工督办已起动", "分工督办已启动")
  const back = await start(folder)
  await back.stop()
  expect(back.output()).toContain("of the first build")
  expect(keptIn(beside(folder)).length).toBe(2)

  writeFileSync(join(folder, "node_modules/.package-lock.json"), '{"other":"versions"}')
  const updated = await start(folder)
  expect(updated.output()).not.toContain("of the first build")
  expect(keptIn(beside(folder)).length).toBe(3)
})

test("two that start at once on nothing built both run; one build is left, with the thread that reads documents", async () => {
  const folder = installed()
  await Promise.all([start(folder), start(folder)])
  const [name = "", ...more] = keptIn(beside(folder))
  expect([name, more]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), []])
  const files = keptIn(join(beside(folder), name)).filter((file) => file.endsWith(".js"))
  expect(files).toContain("reading_thread.js")
  const texts = files.map((file) => readFileSync(join(beside(folder), name, file), "utf8"))
  expect(texts.filter((text) => text.includes('new URL("reading_thread.js",import.meta.url)')).length).toBe(1)
})

test("killed while it builds, it leaves nothing that the next start would take for a build", async () => {
  const folder = installed()
  const killed = spawn(process.execPath, [join(folder, "src/bin/start.mjs")], { stdio: "ignore", detached: true })
  const gone = once(killed, "exit")
  const parts = () => keptIn(beside(folder)).filter((name) => name.startsWith("part-"))
  const begun = () => {
    try {
      return parts().length
    } catch {
      return 0
    }
  }
  await expect.poll(begun, { interval: 1, timeout: 30_000 }).toBe(1)
  process.kill(-(killed.pid ?? 0), "SIGKILL")
  await gone
  expect(keptIn(beside(folder))).toEqual(parts())

  const program = await start(folder)
  expect(program.output()).toContain("分工督办已启动")
  expect(keptIn(beside(folder)).length).toBe(2)
})

test("where the installation cannot be written the build lies with the temporary files, or where systemd says", async () => {
  const folder = installed()
  writeFileSync(join(folder, "node_modules/.cache"), "no folder")
  await (await start(folder)).stop()
  const [ours = ""] = readdirSync(join(folder, "temporary"))
  expect(ours).toMatch(/^fengong-/)
  expect(keptIn(join(folder, "temporary", ours)).length).toBe(1)

  rmSync(join(folder, "temporary"), { recursive: true })
  await start(folder, { CACHE_DIRECTORY: join(folder, "of systemd") })
  expect(keptIn(join(folder, "of systemd/fengong")).length).toBe(1)
  expect(readdirSync(folder)).not.toContain("temporary")
})

test("where nothing can be written at all it runs from the sources, and says so in a line", async () => {
  const folder = installed()
  writeFileSync(join(folder, "node_modules/.cache"), "no folder")
  writeFileSync(join(folder, "temporary"), "no folder")
  const program = await start(folder)
  expect(program.output()).toMatch(/^分工督办正在启动.*\n没有可用的编译结果，直接从源文件启动.*\n分工督办已启动/)
})

test("neither what anybody may have written is run, nor a build of which files were cleared away", async () => {
  const folder = installed()
  await (await start(folder)).stop()
  const [name = ""] = keptIn(beside(folder))
  const build = join(beside(folder), name)
  const [chunk = ""] = readdirSync(build).filter((file) => /^chunk.*js$/.test(file))
  rmSync(join(build, chunk))
  const mended = await start(folder)
  await mended.stop()
  expect([keptIn(beside(folder)), keptIn(build)]).toEqual([[name], expect.arrayContaining([chunk])])

  marked(build, "of somebody else")
  chmodSync(build, 0o777)
  const program = await start(folder)
  expect(program.output()).toMatch(/^分工督办正在启动.*\n分工督办已启动/)
  expect(program.output()).not.toContain("of somebody else")
})

test("what goes wrong is told with the lines of the sources", async () => {
  const folder = installed()
  const settings = { DATABASE_URL: "file:/dev/null/none.db", DEMO: "0", TMPDIR: join(folder, "temporary") }
  const lines = readFileSync(join(folder, "db/open_node.ts"), "utf8").split("\n")
  const line = lines.findIndex((one) => one.includes("mkdirSync(dirname(path)")) + 1
  await expect(startProgram(settings, { from: folder })).rejects.toThrow(
    new RegExp(`at makeFolderOf \\(file://${folder}/db/open_node\\.ts:${line}:`),
  )
})
