import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import { expect, onTestFinished, test } from "vitest"
import { bundle } from "#src/bin/dev_edge/bundle.ts"
import { edgeFiles } from "#src/bin/dev_edge/edge_files.ts"
import { HOUSE } from "#src/capabilities.ts"
import { hashOf } from "#src/door/assets.ts"
import { sample } from "#test/capabilities/sample.tsx"

/** design.md 10: with everything that is to come; the platform allows three megabytes. */
const BUDGET_KB = 900

test("the whole Worker fits its budget", async () => {
  const kilobytes = gzipSync(await bundle()).length / 1024

  expect(kilobytes).toBeGreaterThan(1)
  expect(kilobytes).toBeLessThanOrEqual(BUDGET_KB)
})

test("a stylesheet and a script come with the capability that names them", async () => {
  expect((await edgeFiles(HOUSE))["style.css"]).not.toContain("sample-note")
  expect((await edgeFiles([...HOUSE, sample]))["style.css"]).toContain(".sample-note{")
  expect(await bundle(undefined, [...HOUSE, sample])).toContain(
    hashOf((await edgeFiles([...HOUSE, sample]))["style.css"] ?? ""),
  )
})

test("no Worker carries SMTP: it is Node's alone", async () => {
  // Not the name nodemailer: it stands in package.json, of which the version is shown.
  const wordsIn = (script: string) => script.match(/\bmsgtype\b|\bEHLO\b|node:net|node:tls/g) ?? []

  // Premise: what speaks SMTP says so, and what a robot is sent is there.
  expect(readFileSync(createRequire(import.meta.url).resolve("nodemailer/lib/smtp-connection"), "utf8")).toContain(
    "EHLO",
  )
  expect(new Set(wordsIn(await bundle("test/edge/channels_worker.ts")))).toEqual(new Set(["msgtype"]))
  expect(wordsIn(await bundle()).filter((word) => word !== "msgtype")).toEqual([])
})

test("the names of HTML 5 stay away: thirteen kilobytes of them", async () => {
  const packed = readFileSync("node_modules/entities/dist/generated/decode-data-html.js", "utf8").slice(200, 240)
  expect(packed).toHaveLength(40)
  expect(await bundle()).not.toContain(packed)
})

test("wrangler would deploy that very bundle, by wrangler.toml and without a word of warning", async () => {
  const out = await mkdtemp(join(tmpdir(), "fengong-deploy-"))
  onTestFinished(() => rm(out, { recursive: true }))

  const wrangler = ["node_modules/wrangler/bin/wrangler.js", "deploy", "--dry-run", "--outdir", out]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, wrangler, {
    env: { PATH: process.env.PATH, HOME: out, CI: "true", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" },
  })

  expect(stdout).toContain("--dry-run: exiting now.")
  expect(stderr).toBe("")
  expect((await readdir(out)).filter((name) => name.endsWith(".js"))).toEqual(["worker.js"])
  expect(await readFile(join(out, "worker.js"), "utf8")).toBe(await bundle())
  for (const [name, text] of Object.entries(await edgeFiles(HOUSE))) {
    expect(await readFile(join("made/assets", name), "utf8")).toBe(text)
  }
})
