import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import fc from "fast-check"
import { expect, onTestFinished, test } from "vitest"
import { bundle } from "#src/bin/dev_edge/bundle.ts"
import { edgeFiles } from "#src/bin/dev_edge/edge_files.ts"
import { Base64 } from "#src/bin/dev_edge/letters_of_bytes.ts"
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

test("no Worker describes schemas, and of shapes it has those that are drawn", async () => {
  const own = (name: string) => readFileSync(`node_modules/${name}`, "utf8")
  const words = ["unrepresentable", "lineStart"]
  expect(own("zod/v4/core/to-json-schema.js")).toContain("unrepresentable")
  const drawn = own("d3-shape/dist/d3-shape.mjs").match(/lineStart: function/g) ?? []
  expect(drawn.length).toBeGreaterThan(10)
  const worker = await bundle()
  expect(words.map((word) => worker.split(word).length - 1)).toEqual([0, 2])
})

test("base64 reads and writes as the client of a server asks for it", () => {
  const property = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    const letters = Buffer.from(bytes).toString("base64")
    expect(Base64.fromUint8Array(bytes)).toBe(letters)
    for (const given of [letters, letters.replaceAll("=", ""), Buffer.from(bytes).toString("base64url")]) {
      expect(Base64.toUint8Array(given)).toEqual(bytes)
    }
  })
  fc.assert(property)
  const large = new Uint8Array(200_000).fill(251)
  expect(Base64.toUint8Array(Base64.fromUint8Array(large))).toEqual(large)
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
