import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { strFromU8, unzipSync } from "fflate"
import { beforeEach, describe, expect, test } from "vitest"
import { assetsOf } from "#src/door/assets.ts"
import { YEAR_NOUNS } from "#src/outward/archive/year_queries.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { enterActivity } from "#test/support/activities.ts"
import { done, multipart, refused, trailOf } from "#test/support/acts.ts"
import { askHead, begin, bringDocument, onDocument, putYear } from "#test/support/documents.ts"
import { PDF } from "#test/support/files.ts"
import { bringMeeting } from "#test/support/meetings.ts"
import { routesOf } from "#test/support/routes.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const SCRIPT = readFileSync("views/assets/archive_check.js", "utf8")
const ASSETS = assetsOf({ "style.css": "", "app.js": "", "htmx.js": "", "icon.svg": "", "archive_check.js": SCRIPT })

let w: World
beforeEach(async () => {
  w = await world(undefined, { assets: ASSETS })
  await putYear(w)
})

const press = (login: Login | null = "lin", on = w) => on.as(login).post("/years/2026/archive")
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

async function taken() {
  const response = await press()
  expect(response.status).toBe(200)
  return unzipSync(new Uint8Array(await response.arrayBuffer()))
}

describe("the package of a year", () => {
  test("holds every register, filings, files and the trail, and its hashes are true", async () => {
    await bringDocument(w, "filed")
    await done(enterActivity(w))
    await done(
      w.as("wang").post("/activities/1/attachments", multipart({}, { files: [{ name: "现场.pdf", bytes: PDF }] })),
    )
    await bringMeeting(w, "held")
    await sealEvents(w.database)
    const files = await taken()
    const paths = Object.keys(files)
    expect(paths.filter((path) => path.startsWith("台账/"))).toHaveLength(14)
    expect(paths).toEqual(
      expect.arrayContaining(["index.html", "卷内目录.csv", "报备文件/正文.csv", "活动/办公室/宪法进社区/现场.pdf"]),
    )
    expect(strFromU8(files["报备文件/正文.csv"] ?? new Uint8Array())).toContain("办公室2026年普法计划")
    const sums = strFromU8(files.SHA256SUMS ?? new Uint8Array())
      .trim()
      .split("\n")
    expect(sums).toHaveLength(paths.length - 1)
    for (const line of sums) expect(sha256(files[line.slice(66)] ?? new Uint8Array())).toBe(line.slice(0, 64))
    const trail = strFromU8(files["操作记录/操作记录.jsonl"] ?? new Uint8Array())
    expect(trail).toContain("activity_entered")
    expect(trail).toContain("meeting_held")
    expect((await trailOf(w, "year_archive:2026")).at(-1)).toMatchObject({
      action: "archive_made",
      particulars: { files: paths.length, sums: sha256(files.SHA256SUMS ?? new Uint8Array()) },
    })
    expect(await (await w.as("lin").get("/years/2026/archive")).text()).toContain(sha256(files.SHA256SUMS ?? PDF))
  })

  test("has a register for every file that a page of the year gives", async () => {
    // 学法述法 names people, who may be removed: no package keeps them.
    const files = routesOf(w.app).filter(
      (route) => /^POST \/years\/:year\{\[0-9\]\+\}\/[a-z]+\.xlsx$/.test(route) && !route.endsWith("/results.xlsx"),
    )
    expect(files.length).toBeGreaterThan(8)
    expect(Object.keys(await taken()).filter((path) => path.startsWith("台账/"))).toHaveLength(files.length)
  })

  test("holds nothing that has not left its unit, in words or in the trail", async () => {
    await askHead(w)
    await done(begin(w))
    await done(onDocument(w, "wang", "filing", { title: "只给负责人看的计划" }))
    await done(onDocument(w, "head", "sending-back", { remark: "负责人的意见" }))
    await done(enterActivity(w))
    const all = Object.values(await taken()).map((bytes) => strFromU8(bytes))
    for (const words of ["只给负责人看的计划", "负责人的意见"])
      expect(all.filter((one) => one.includes(words))).toEqual([])
  })

  test("is of the year's office alone; others see the year and may not, an outsider sees none", async () => {
    for (const login of ["wang", "boss"] as const) await refused(w, () => press(login), 403)
    for (const login of ["zhao", "admin", "auditor", "security"] as const) await refused(w, () => press(login), 404)
    expect((await press(null)).status).toBe(401)
    expect((await w.as("lin").post("/years/2020/archive")).status).toBe(404)
    expect((await w.as("wang").get("/years/2026/archive")).status).toBe(403)
  })

  test("twice is two packages with numbers of their own, and too much is refused where a runtime cannot hold it", async () => {
    await taken()
    await taken()
    expect((await trailOf(w, "year_archive:2026")).map(({ version }) => version)).toEqual([1, 2])
    await done(enterActivity(w))
    await done(
      w.as("wang").post("/activities/1/attachments", multipart({}, { files: [{ name: "现场.pdf", bytes: PDF }] })),
    )
    const small = await world(await w.keep(), { assets: ASSETS, mostArchived: 10 })
    await refused(small, () => press("lin", small), 409, /Node/)
  })

  test("follows every noun of the year that the trail knows", async () => {
    expect(YEAR_NOUNS).toEqual(expect.arrayContaining(["filing", "activity", "meeting", "release", "duty"]))
  })
})
