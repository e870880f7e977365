import { execFileSync, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { strFromU8, unzipSync } from "fflate"
import { beforeEach, describe, expect, onTestFinished, test } from "vitest"
import { plans } from "#db/schema.ts"
import { assetsOf } from "#src/door/assets.ts"
import { goesAlong } from "#src/outward/archive/going_along.ts"
import { sealEvents } from "#src/trail/seal.ts"
import {
  actions,
  done,
  draftNotice,
  multipart,
  onNotice,
  onReport,
  openRound,
  refused,
  trailOf,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { component, evidencePath, fileIn, onlyOnce } from "#views/archive/paths.ts"

const SCRIPT = readFileSync("views/assets/archive_check.js", "utf8")
const ASSETS = assetsOf({ "style.css": "", "app.js": "", "htmx.js": "", "archive_check.js": SCRIPT })

let w: World
beforeEach(async () => {
  w = await world(undefined, { assets: ASSETS })
})

const press = (login: Login | null = "lin", on = w) => on.as(login).post("/plans/1/archive")
const page = async (login: Login = "lin") => (await w.as(login).get("/plans/1/archive")).text()

type Files = Record<string, Uint8Array>

async function taken(on = w): Promise<{ response: Response; files: Files; bytes: number }> {
  const response = await press("lin", on)
  expect(response.status).toBe(200)
  const zip = new Uint8Array(await response.arrayBuffer())
  return { response, files: unzipSync(zip), bytes: zip.length }
}

const text = (files: Files, path: string) => strFromU8(files[path] ?? new Uint8Array())
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex")

async function planVersion() {
  const [[plan]] = await w.database.read([w.database.db.select({ version: plans.version }).from(plans)])
  return String(plan?.version)
}

/** A notice with a file, a report that was sent and one that was not. */
async function furnished() {
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report", { achieved: "已制定计划。" }))
  await done(draftNotice(w))
  const answer = multipart(
    { version: "2", text: "已办理。", revision: "0" },
    { files: [{ name: "签到表.pdf", bytes: PDF }] },
  )
  await done(w.as("wang").post("/notices/1/answer", answer))
  await sealEvents(w.database)
}

describe("a package", () => {
  test("holds document, papers, 台账, reports, trail, evidence and an index, and its hashes are true", async () => {
    await furnished()
    const { files, response, bytes } = await taken()
    expect(Object.keys(files)).toEqual([
      "index.html",
      "卷内目录.csv",
      "文件/方案正文.txt",
      expect.stringMatching(/^文书\/督办单\/督办通知〔2026〕1号 办公室 .*\.docx$/),
      "台账/台账.xlsx",
      "进展/各期进展.csv",
      "操作记录/操作记录.csv",
      "操作记录/操作记录.jsonl",
      "佐证材料/督办单/督办通知〔2026〕1号/签到表.pdf",
      "SHA256SUMS",
    ])
    expect(response.headers.get("content-length")).toBe(String(bytes))
    expect(response.headers.get("content-type")).toBe("application/zip")
    const name = decodeURIComponent(response.headers.get("content-disposition")?.split("''")[1] ?? "")
    expect(name).toMatch(/归档包20260921\.zip$/)
    const sums = text(files, "SHA256SUMS").trim().split("\n")
    expect(sums).toHaveLength(Object.keys(files).length - 1)
    for (const line of sums) expect(sha256(files[line.slice(66)] ?? "")).toBe(line.slice(0, 64))
    expect(files["佐证材料/督办单/督办通知〔2026〕1号/签到表.pdf"]).toEqual(new Uint8Array(PDF))
    expect(text(files, "进展/各期进展.csv")).toContain("已制定计划。")
    expect(text(files, "卷内目录.csv")).toContain("签到表.pdf")
  })

  test("leaves an event with what it was, also of a plan that has ended, and the page lists it", async () => {
    await furnished()
    const { files, bytes } = await taken()
    const sums = sha256(files.SHA256SUMS ?? "")
    expect((await trailOf(w, "archive:1")).at(-1)).toMatchObject({
      action: "archive_made",
      actorId: w.actor("lin").id,
      particulars: { files: Object.keys(files).length, bytes, sums },
    })
    expect(await page()).toContain(sums)
    await done(
      w.as("lin").post("/plans/1/archiving", { version: await planVersion(), remark: "已办完。", anyway: "1" }),
    )
    await taken()
    expect((await trailOf(w, "archive:1")).map(({ version }) => version)).toEqual([1, 2])
    expect(await page()).toContain("方案已经结束")
  })

  test("is of the office alone: others see the plan and may not, an outsider sees no plan", async () => {
    for (const login of ["wang", "boss", "zhou"] as const) await refused(w, () => press(login), 403)
    for (const login of ["zhao", "admin", "auditor", "security"] as const) await refused(w, () => press(login), 404)
    expect((await press(null)).status).toBe(401)
    expect((await w.as("lin").post("/plans/9/archive")).status).toBe(404)
    expect((await w.as("wang").get("/plans/1/archive")).status).toBe(403)
    expect((await w.as("wang").get("/plans/1/settings")).status).toBe(403)
  })

  test("two at once are two packages, or the second is told to press again; never one number twice", async () => {
    const statuses = (await Promise.all([press("lin"), press("lin2")])).map(({ status }) => status).sort()
    expect([
      [200, 200],
      [200, 409],
    ]).toContainEqual(statuses)
    const versions = (await trailOf(w, "archive:1")).map(({ version }) => version)
    expect(versions).toEqual(versions.map((_, i) => i + 1))
  })

  test("where a runtime cannot hold so much it says so before anything is made", async () => {
    await furnished()
    const small = await world(await w.keep(), { assets: ASSETS, mostArchived: 10 })
    await refused(small, () => press("lin", small), 409, /Node/)
    expect(await (await small.as("lin").get("/plans/1/archive")).text()).toMatch(/<button[^>]*disabled/)
  })

  test("nothing of what is still with a unit goes along", async () => {
    await done(openRound(w))
    await done(draftNotice(w))
    const draft = multipart({ text: "草稿里的话", revision: "0" }, { files: [{ name: "没有报的.pdf", bytes: PDF }] })
    await done(w.as("wang").post("/notices/1/draft", draft))
    await done(onReport(w, "wang", 1, "draft", { achieved: "草稿里的进展" }))
    const { files } = await taken()
    const all = Object.values(files).map((bytes) => strFromU8(bytes))
    for (const words of ["草稿里的话", "草稿里的进展"]) expect(all.filter((one) => one.includes(words))).toEqual([])
    expect(Object.keys(files).filter((path) => path.startsWith("佐证材料/"))).toEqual([])
  })
})

describe("the checker of its page", () => {
  type Picked = { path: string; file: Blob }
  type Checker = {
    Sha256: new () => { update: (bytes: Uint8Array) => { hex: () => string }; hex: () => string }
    sha256: (text: string) => string
    filesChecked: (listed: { path: string; sha256: string }[], files: Picked[]) => Promise<FilesFound>
    sealsChecked: (text: string) => SealsFound
    verdictOf: (files: FilesFound, seals: SealsFound | null) => { isSound: boolean; lines: string[] }
  }
  type FilesFound = {
    sound: string[]
    changed: string[]
    missing: string[]
    strange: string[]
    sumsAgree: boolean
    sums: string
  }
  type SealsFound = {
    events: number
    sound: number
    keyed: number
    withheld: number
    unsealed: number
    broken: number[]
    last: string
  }

  /** The script as it stands in the page that came with the package. */
  async function checkerIn(html: string): Promise<Checker> {
    const [, script = ""] = /<script type="module">([\s\S]*)<\/script>/.exec(html) ?? []
    return import(`data:text/javascript;base64,${Buffer.from(script).toString("base64")}`)
  }
  const listedIn = (html: string): { path: string; sha256: string }[] =>
    JSON.parse(/<script type="application\/json" id="listed">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "")
  const picked = (files: Files): Picked[] =>
    Object.entries(files).map(([path, bytes]) => ({ path, file: new Blob([new Uint8Array(bytes)]) }))
  const TRAIL = "操作记录/操作记录.jsonl"

  async function checked(files: Files) {
    const html = text(files, "index.html")
    const { filesChecked, sealsChecked, verdictOf } = await checkerIn(html)
    const found = await filesChecked(listedIn(html), picked(files))
    const seals = files[TRAIL] ? sealsChecked(text(files, TRAIL)) : null
    return { found, seals, verdict: verdictOf(found, seals) }
  }

  test("SHA-256 is that of the standard, in pieces of any size", async () => {
    const { Sha256, sha256: own } = await checkerIn(`<script type="module">${SCRIPT}</script>`)
    for (const words of ["", "abc", "好".repeat(1000), "x".repeat(55), "x".repeat(56), "x".repeat(64), "x".repeat(119)])
      expect(own(words)).toBe(sha256(words))
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 256)
    for (const size of [1, 63, 64, 65, 999]) {
      const hash = new Sha256()
      for (let at = 0; at < bytes.length; at += size) hash.update(bytes.subarray(at, at + size))
      expect(hash.hex()).toBe(sha256(bytes))
    }
  })

  test("finds a package as it was made to be sound, its seals with it", async () => {
    await furnished()
    const { files } = await taken()
    const { found, seals, verdict } = await checked(files)
    expect(verdict).toMatchObject({
      isSound: true,
      lines: [expect.stringContaining("核对通过"), ...Array(3).fill(expect.any(String))],
    })
    expect(found).toMatchObject({ changed: [], missing: [], strange: [], sumsAgree: true })
    expect(seals?.sound).toBeGreaterThan(3)
    expect(seals).toMatchObject({ broken: [], keyed: 0 })
    expect(found.sums).toBe(sha256(files.SHA256SUMS ?? ""))
  })

  const spoilt: [string, (files: Files) => void, RegExp][] = [
    [
      "a byte of the evidence",
      (files) => {
        const path = Object.keys(files).find((name) => name.endsWith("签到表.pdf")) ?? ""
        files[path] = Uint8Array.from(files[path] ?? [], (byte, i) => (i === 20 ? byte ^ 1 : byte))
      },
      /内容已改动：佐证材料/,
    ],
    ["a file that is gone", (files) => void delete files["进展/各期进展.csv"], /缺少文件：进展\/各期进展\.csv/],
    [
      "one more",
      (files) => void Object.assign(files, { "文书/督办单/假.docx": new Uint8Array(3) }),
      /多出文件.*假\.docx/,
    ],
    [
      "other hashes",
      (files) => void Object.assign(files, { SHA256SUMS: new Uint8Array(3) }),
      /SHA256SUMS 与本页的目录不一致/,
    ],
    ["no hashes", (files) => void delete files.SHA256SUMS, /没有找到 SHA256SUMS/],
    [
      "an event in other words, its seal left as it was",
      (files) => {
        files[TRAIL] = new TextEncoder().encode(
          text(files, TRAIL).replace("报送三季度落实情况", "报送四季度落实情况").replace("王联络", "李联络"),
        )
      },
      /操作记录与封存不符/,
    ],
    [
      "an event taken out from between",
      (files) => {
        const lines = text(files, TRAIL).split("\n")
        const at = lines.findIndex((line) => line.includes("notice_issued"))
        const [one, other] = [JSON.parse(lines[at] ?? ""), JSON.parse(lines[at + 1] ?? "")]
        lines[at] = JSON.stringify({ ...one, hash: other.hash })
        files[TRAIL] = new TextEncoder().encode(lines.join("\n"))
      },
      /操作记录与封存不符/,
    ],
  ]

  test.each(spoilt)("finds %s", async (_, spoil, says) => {
    await furnished()
    const { files } = await taken()
    spoil(files)
    const { verdict } = await checked(files)
    expect(verdict.isSound).toBe(false)
    expect(verdict.lines.join("\n")).toMatch(says)
  })

  test("sha256sum -c says the same from the unpacked folder, and finds what was altered", async () => {
    await furnished()
    const { files } = await taken()
    const folder = mkdtempSync(join(tmpdir(), "fengong-archive-"))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    const sound = execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: folder, encoding: "utf8" })
    expect(sound.trim().split("\n")).toHaveLength(Object.keys(files).length - 1)
    writeFileSync(join(folder, "进展/各期进展.csv"), "改过")
    const told = spawnSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: folder, encoding: "utf8" })
    expect(told.status).toBe(1)
    expect(told.stdout.split("\n").filter((line) => line.endsWith("FAILED"))).toEqual(["进展/各期进展.csv: FAILED"])
  })

  test("of a chain with a key it says that the program has to look; what is not sealed yet is counted", async () => {
    await furnished()
    await done(onNotice(w, "lin", "verdict"))
    const { files } = await taken()
    const lines = text(files, TRAIL)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    const { sealsChecked } = await checkerIn(text(files, "index.html"))
    expect(sealsChecked(text(files, TRAIL)).unsealed).toBeGreaterThan(0)
    const keyed = lines
      .filter(({ hash }) => hash)
      .map((line) => JSON.stringify({ ...line, algorithm: "hmac-sha-256/2" }))
    expect(sealsChecked(keyed.join("\n"))).toMatchObject({ keyed: keyed.length, broken: [], sound: 0 })
  })

  test("the page asks nothing of any network: its policy names its own script and style and nothing else", async () => {
    const { files } = await taken()
    const html = text(files, "index.html")
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? []
    expect(policy.replaceAll("&#39;", "'")).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/,
    )
    const hash = (inside: string) => createHash("sha256").update(inside).digest("base64")
    expect(policy).toContain(hash(/<script type="module">([\s\S]*)<\/script>/.exec(html)?.[1] ?? ""))
    expect(policy).toContain(hash(/<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ""))
    expect(html).not.toMatch(/https?:\/\/|src="|@import|url\(/)
  })
})

describe("which events go along", () => {
  test("what a unit does within itself does not; the office's own does, and of anything new nothing", () => {
    expect(goesAlong({ subject: "report:1/1" }, { fact: "close", remark: "close" })).toBe(true)
    expect(goesAlong({ subject: "breakdown:1" }, { fact: "inner", remark: "within" })).toBe(false)
    expect(goesAlong({ subject: "breakdown:1" }, { fact: "within", remark: "within" })).toBe(false)
    expect(goesAlong({ subject: "notice:1" }, null)).toBe(true)
    expect(goesAlong({ subject: "link:1" }, null)).toBe(false)
    expect(goesAlong({ subject: "something_new:1" }, null)).toBe(false)
  })
})

describe("paths", () => {
  test("fit into every file system, keep their ending, and none is given twice", () => {
    expect(component('a/b\\c:d*e?"f<g>h|i.. ')).toBe("a b c d e f g h i")
    expect(component("..")).toBe("未命名")
    expect(fileIn(`${"长".repeat(200)}.pdf`)).toBe(`${"长".repeat(40)}.pdf`)
    expect(fileIn("../../etc/passwd")).toBe("etc passwd")
    const once = onlyOnce()
    expect([once("a/表.pdf"), once("a/表.pdf"), once("A/表.PDF")]).toEqual([
      "a/表.pdf",
      "a/表（2）.pdf",
      "A/表（3）.PDF",
    ])
  })

  test("evidence lies by round, task and unit, or by notice", () => {
    const file = {
      ...{ id: 1, kind: "evidence" as const, size: 1, sha256: "", address: null, addedAt: 0, ordinal: 1, unitId: 1 },
      ...{ subject: "report:1/1", name: "签到表.pdf", unit: "办公室", task: "（一）", round: "第三季度" },
      ...{ noticeKind: null, noticeYear: null, noticeNumber: null, inspection: null },
    }
    expect(evidencePath(file)).toBe("佐证材料/进展/第三季度/（一）办公室/签到表.pdf")
  })
})

test("pressing it changes nothing but the trail", async () => {
  const before = await actions(w)
  await taken()
  expect(await actions(w)).toEqual([...before, "archive_made"])
})
