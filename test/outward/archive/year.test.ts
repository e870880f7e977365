import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { strFromU8, unzipSync } from "fflate"
import { beforeEach, describe, expect, test } from "vitest"
import { assetsOf } from "#src/door/assets.ts"
import { goesAlong } from "#src/outward/archive/going_along.ts"
import { YEAR_NOUNS } from "#src/outward/archive/year_queries.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { enterActivity } from "#test/support/activities.ts"
import { done, type Fields, multipart, refused, trailOf } from "#test/support/acts.ts"
import { addJuror, bringAppraisal, castBallot, drawPanel, onAppraisal, RECORD } from "#test/support/appraisals.ts"
import { bringComment } from "#test/support/comments.ts"
import { askHead, begin, bringDocument, onDocument, putYear } from "#test/support/documents.ts"
import { enterDuty, LIST_WORDS, newestDuty, onDuty } from "#test/support/duties.ts"
import { PDF } from "#test/support/files.ts"
import { bringMeeting } from "#test/support/meetings.ts"
import { bringRelease, prepareAnnouncement, take } from "#test/support/releases.ts"
import { enterResource, onResource, resourceOf } from "#test/support/resources.ts"
import { routesOf } from "#test/support/routes.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { addGroup } from "#test/support/years.ts"

const SCRIPT = readFileSync("views/assets/archive_check.js", "utf8")
const ASSETS = assetsOf({ "style.css": "", "app.js": "", "htmx.js": "", "archive_check.js": SCRIPT })

let w: World
beforeEach(async () => {
  w = await world(undefined, { assets: ASSETS })
  await putYear(w)
})

const press = (login: Login | null = "lin", on = w, asks = "") => on.as(login).post(`/years/2026/archive${asks}`)
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

async function taken(asks = "") {
  const response = await press("lin", w, asks)
  expect(response.status).toBe(200)
  return unzipSync(new Uint8Array(await response.arrayBuffer()))
}

type Files = Awaited<ReturnType<typeof taken>>

const text = (files: Files, path: string) => strFromU8(files[path] ?? new Uint8Array())

/** The words of each file; of a workbook those of its sheets. */
const wordsOf = (files: Files): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [
      path,
      path.endsWith(".xlsx")
        ? Object.values(unzipSync(bytes))
            .map((part) => strFromU8(part))
            .join()
        : strFromU8(bytes),
    ]),
  )

/** The paths of the files that say that. */
const saying = (files: Files, words: string) =>
  Object.entries(wordsOf(files)).flatMap(([path, all]) => (all.includes(words) ? [path] : []))

const attach = (fields: Fields, files: { name: string; bytes: Uint8Array }[] = []) =>
  done(w.as("wang").post("/activities/1/attachments", multipart(fields, { files })))

const TAKEN = "somebody took a file: that is of whoever took it"

/** What the trail of src/year knows beside the course of a year, with the reason. */
const NOT_OF_A_YEAR: Record<string, string> = {
  result: "names people, who may be removed",
  law: "of all years",
  laws: "of all years",
  key_day: "a rule for many years",
  addressees: "to whom plans are sent",
  case_copy: TAKEN,
  case_register: TAKEN,
  filings_file: TAKEN,
  meeting_copy: TAKEN,
  meeting_register: TAKEN,
  outcome_register: TAKEN,
  suggestion_register: TAKEN,
  survey_register: TAKEN,
  draft_rule_register: TAKEN,
}

describe("the package of a year", () => {
  test("holds what everybody could read, version beside version, and what the public said of it", async () => {
    await bringDocument(w, "recorded")
    await done(enterActivity(w))
    await bringRelease(w, "released")
    await bringComment(w, "answered")
    await done(prepareAnnouncement(w))
    // What waits for a second person was never out.
    expect(text(await taken(), "公开/公布的内容.csv")).not.toContain("责任公告,2,")
    await take(w, "released", 1, 2)
    const files = await taken()
    const shown = text(files, "公开/公布的内容.csv")
    expect(shown).toContain("2026年度普法责任公告,责任公告,1,已替换")
    expect(shown).toContain("2026年度普法责任公告,责任公告,2,已公布")
    expect(shown).toContain("部门 | 普法内容 | 普法对象 | 活动方式 | 实施时间")
    const heard = text(files, "公开/公众意见.csv")
    expect(heard).toContain("2026年度普法责任公告")
    expect(heard).toContain("已答复")
  })

  test("holds 领导小组, and 普法节点 with who had something arranged", async () => {
    await done(addGroup(w))
    await done(enterActivity(w))
    const files = await taken()
    const [group] = saying(files, "领导小组").filter((path) => path.endsWith("2026年普法领导小组.xlsx"))
    expect(wordsOf(files)[group ?? ""]).toContain("组长")
    const [days] = saying(files, "国家宪法日").filter((path) => path.endsWith("2026年普法节点.xlsx"))
    expect(wordsOf(files)[days ?? ""]).toContain("没有安排的单位")
  })

  test("holds 普法资源 that were ended, in a register of their own", async () => {
    await done(enterResource(w))
    expect(Object.keys(await taken()).filter((path) => path.includes("停用"))).toEqual([])
    const { name } = await resourceOf(w)
    await done(onResource(w, "wang", "ending"))
    const files = await taken()
    expect(saying(files, name).filter((path) => path.endsWith(".xlsx"))).toEqual([
      expect.stringMatching(/^台账\/.*停用.*\.xlsx$/),
    ])
  })

  test("holds every register, filings, files and the trail, and its hashes are true", async () => {
    await bringDocument(w, "filed")
    await done(enterActivity(w))
    await attach({}, [{ name: "现场.pdf", bytes: PDF }])
    await bringMeeting(w, "held")
    await sealEvents(w.database)
    const files = await taken()
    const paths = Object.keys(files)
    expect(paths.filter((path) => path.startsWith("台账/"))).toHaveLength(15)
    expect(paths).toEqual(
      expect.arrayContaining(["index.html", "卷内目录.csv", "报备文件/正文.csv", "活动/办公室/宪法进社区/现场.pdf"]),
    )
    expect(text(files, "报备文件/正文.csv")).toContain("办公室2026年普法计划")
    const sums = text(files, "SHA256SUMS").trim().split("\n")
    expect(sums).toHaveLength(paths.length - 1)
    for (const line of sums) expect(sha256(files[line.slice(66)] ?? new Uint8Array())).toBe(line.slice(0, 64))
    const trail = text(files, "操作记录/操作记录.jsonl")
    expect(trail).toContain("activity_entered")
    expect(trail).toContain("meeting_held")
    expect((await trailOf(w, "year_archive:2026")).at(-1)).toMatchObject({
      action: "archive_made",
      particulars: { files: paths.length, sums: sha256(files.SHA256SUMS ?? new Uint8Array()) },
    })
    expect(await (await w.as("lin").get("/years/2026/archive")).text()).toContain(sha256(files.SHA256SUMS ?? PDF))
  })

  test("has what was done in 履职评议 in its trail", async () => {
    await bringAppraisal(w, "panel")
    await done(drawPanel(w, { chosen: ["1"], why: "指定" }))
    await done(castBallot(w, await addJuror(w, "张代表"), 1))
    await done(w.as("lin").post("/appraisals/1/records", RECORD))
    await done(onAppraisal(w, "lin", "stage"))
    expect(saying(await taken(), "年履职评议结果")).toEqual([])
    await done(onAppraisal(w, "lin", "stage"))
    expect(saying(await taken(), "75.00")).toEqual(["台账/2026年履职评议结果.xlsx"])
    await done(w.as("wang").post("/appraisals/1/objection", { version: "0", text: "请复核" }))
    const trail = text(await taken(), "操作记录/操作记录.jsonl")
    const told = [
      "standard_opened",
      "appraisal_started",
      "self_submitted",
      "panel_drawn",
      "juror_added",
      "ballot_cast",
      "appraisal_noted",
      "result_objected",
    ]
    expect(told.filter((action) => !trail.includes(action))).toEqual([])
  })

  test("has a register for every file that a page of the year gives", async () => {
    // 学法述法 names people, who may be removed: no package keeps them.
    const files = routesOf(w.app).filter(
      (route) => /^POST \/years\/:year\{\[0-9\]\+\}\/[a-z]+\.xlsx$/.test(route) && !route.endsWith("/results.xlsx"),
    )
    expect(files.length).toBeGreaterThan(8)
    // 普法节点 stand on their page without a file.
    expect(Object.keys(await taken()).filter((path) => path.startsWith("台账/"))).toHaveLength(files.length + 1)
  })

  test("holds nothing that has not left its unit, in words or in the trail", async () => {
    await askHead(w)
    await done(begin(w))
    await done(onDocument(w, "wang", "filing", { title: "只给负责人看的计划" }))
    await done(onDocument(w, "head", "sending-back", { remark: "负责人的意见" }))
    await done(enterActivity(w))
    const files = await taken()
    for (const words of ["只给负责人看的计划", "负责人的意见"]) expect(saying(files, words)).toEqual([])
    expect(saying(files, "宪法进社区")).toEqual(
      expect.arrayContaining([expect.stringMatching(/^台账\/.*活动.*\.xlsx$/), "操作记录/操作记录.jsonl"]),
    )
  })

  test("holds the items of lists as they were filed last, those of the office's own unit too", async () => {
    const ofOffice = { unit: "3", leads: ["3"] }
    await done(enterDuty(w, { ...ofOffice, content: "已经报送的事项" }, "yan"))
    const filed = await newestDuty(w)
    await done(begin(w, { kind: "duty_list", unit: "3" }, "yan"))
    await done(onDocument(w, "yan", "filing", LIST_WORDS))
    await done(onDocument(w, "lin", "return"))
    await done(onDuty(w, "yan", "revision", { ...ofOffice, content: "还没有报送的改动" }, filed))
    await done(enterDuty(w, { ...ofOffice, content: "还没有报送的事项" }, "yan"))
    await done(onDuty(w, "yan", "striking", {}, filed))
    const files = await taken()
    expect(saying(files, "已经报送的事项")).toEqual(["台账/2026年普法责任清单.xlsx"])
    expect(saying(files, "还没有报送的")).toEqual([])
  })

  test("holds the words of filings with their parts, and how a version stands beside its last sending", async () => {
    await bringDocument(w, "returned")
    expect(text(await taken(), "报备文件/正文.csv")).toMatch(/,第1版,2026-09-21,退回,,/)
    await done(onDocument(w, "wang", "filing", { "part-duties": "改由法规处承办。" }))
    const rows = text(await taken(), "报备文件/正文.csv")
    expect(rows).toMatch(
      /,第1版,2026-09-21,,,办公室2026年普法计划,"工作责任：办公室主任负总责，秘书处承办。\s+目标任务：/,
    )
    expect(rows).toMatch(/,第1版第2次报送,2026-09-21,已报送,,办公室2026年普法计划,"工作责任：改由法规处承办。/)
  })

  test("names the addresses of what lies elsewhere", async () => {
    await done(enterActivity(w))
    expect(Object.keys(await taken())).not.toContain("附件/网址.csv")
    await attach({ address: "https://example.gov.cn/1.html", addressName: "现场视频" })
    expect(text(await taken(), "附件/网址.csv")).toMatch(
      /办公室,活动\/办公室\/宪法进社区,现场视频,https:\/\/example\.gov\.cn\/1\.html,2026-09-21/,
    )
  })

  test("is whole, whatever the address of its page picks", async () => {
    await bringMeeting(w, "held")
    await done(enterActivity(w))
    const picked = await taken("?unit=2&state=cancelled&kind=venue&view=left&show=late&page=9")
    const sheets = (files: Files) => Object.entries(files).filter(([path]) => path.startsWith("台账/"))
    expect(sheets(picked)).toEqual(sheets(await taken()))
    expect(saying(picked, "宪法进社区").join()).toMatch(/活动.*xlsx/)
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
    await attach({}, [{ name: "现场.pdf", bytes: PDF }])
    const small = await world(await w.keep(), { assets: ASSETS, mostArchived: 10 })
    await refused(small, () => press("lin", small), 409, /Node/)
  })

  test("follows every noun of the year that the trail knows", async () => {
    const known = await Promise.all(
      readdirSync("src/year").map(async (name) => {
        const words: { SUBJECT_LABEL: Record<string, string> } = await import(`../../../views/${name}/words.ts`)
        return Object.keys(words.SUBJECT_LABEL)
      }),
    )
    expect(known.flat().filter((noun) => !YEAR_NOUNS.includes(noun) && !(noun in NOT_OF_A_YEAR))).toEqual([])
    expect(Object.keys(NOT_OF_A_YEAR).filter((noun) => YEAR_NOUNS.includes(noun))).toEqual([])
  })

  test("takes along in words what the office reads", () => {
    expect(YEAR_NOUNS.filter((noun) => !goesAlong({ subject: `${noun}:1` }, null))).toEqual(["filing", "duty"])
  })
})
