import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { Stale } from "#db/database.ts"
import { activities, assignments, caseVersions, RELEASE_STATES, type ReleaseState } from "#db/schema.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { prepareRelease } from "#src/outward/public/commands.ts"
import { planToPrepare } from "#src/outward/public/queries.ts"
import { canMove, RELEASE_MOVES, type ReleaseMove } from "#src/outward/public/workflow.ts"
import { acting } from "#src/trail/record.ts"
import { enterActivity, onActivity } from "#test/support/activities.ts"
import { actions, done, type Fields, onlyOne, refused, settings, trailOf } from "#test/support/acts.ts"
import { bringAppraisal, onAppraisal, onTarget } from "#test/support/appraisals.ts"
import { bringCase, onCase } from "#test/support/cases.ts"
import { bringDocument, onDocument, takeBoth } from "#test/support/documents.ts"
import { enterDuty, fileList } from "#test/support/duties.ts"
import { bringRelease, onRelease, prepareAnnouncement, prepareCase, releaseOf, take } from "#test/support/releases.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"
import { planBody } from "#views/public/made.ts"
import { readDocx } from "../papers/reading.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
  await bringDocument(w, "recorded")
  await done(enterActivity(w, { channels: ["现场活动"], joint: "2" }))
})

const open = async (path: string) => w.as(null).get(path)
const read = async (path: string) => (await open(path)).text()
const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()

/** No mobile number begins so. */
const MOBILE = "15400000000"

describe("履职评议结果", () => {
  const PREPARE = "/years/2026/publication/appraisal"
  const prepare = (login: Login | null = "lin", version = "0") => w.as(login).post(PREPARE, { version })

  test("goes out with the rule, each unit's score and grade, and how to object; through the same gate", async () => {
    await bringAppraisal(w, "published")
    expect(await page("lin", "/years/2026/appraisal")).toContain('id="to-public"')
    expect(await page("lin", "/years/2026/publication")).toContain('id="prepare-appraisal"')
    await done(prepare())
    expect(await read("/public")).not.toContain("2026年普法责任制履职评议结果")
    await take(w, "released")
    expect(await read("/public")).toContain("2026年普法责任制履职评议结果")
    const html = await read("/public/1")
    for (const words of [
      "90分以上为优秀",
      "75.00分，良好",
      "未评定",
      "核定的自评得分",
      "2026年10月21日前（含当日）向研究室提出",
    ])
      expect(html).toContain(words)
    for (const inside of ["王联络", "张三"]) expect(html).not.toContain(inside)
  })

  test("what was corrected since is a version of its own; what is out stays what it was until then", async () => {
    await bringAppraisal(w, "published")
    await done(prepare())
    await take(w, "released")
    await refused(w, () => prepare("lin", "0"), 409)
    await done(prepare("lin", "1"))
    expect((await releaseOf(w, 1, 2)).state).toBe("prepared")
    expect((await releaseOf(w, 1, 1)).state).toBe("released")
  })

  test("before they are announced in the office there are none, and nobody else prepares them", async () => {
    await bringAppraisal(w, "confirming")
    await refused(w, () => prepare(), 404)
    expect(await page("lin", "/years/2026/publication")).not.toContain('id="prepare-appraisal"')
    await done(onTarget(w, "lin", "audit"))
    await done(onAppraisal(w, "lin", "stage"))
    for (const login of ["wang", "boss", "head"] as const) await refused(w, () => prepare(login), 403)
    await refused(w, () => prepare("zhao"), 404)
    await refused(w, () => prepare(null), 401)
    await refused(w, () => w.as("lin").post(PREPARE, {}), 422)
  })
})

describe("责任公告", () => {
  test("is made in one act of the recorded plans' activities, with exactly its five columns", async () => {
    await bringRelease(w, "released")
    const html = await read("/public/1")
    expect([...html.matchAll(/<th scope="col">([^<]+)/g)].map(([, name]) => name)).toEqual([
      "部门",
      "普法内容",
      "普法对象",
      "活动方式",
      "实施时间",
    ])
    expect(html).toContain("办公室（联合综合指导司）")
    expect(html).toContain("宪法进社区：《宪法》《民法典》")
    expect(html).toContain("2026年9月21日")
    for (const inside of ["和平社区", "6000", "王联络"]) expect(html).not.toContain(inside)
  })

  test("a unit whose plan is not recorded stays out, and the office is told", async () => {
    await done(enterActivity(w, { unit: "2", title: "民法典讲座" }, "zhou"))
    const html = await page("lin", "/years/2026/publication/announcement")
    expect(html).not.toContain("民法典讲座")
    expect(html).toContain("年度计划还没有备案、活动未列入的单位：综合指导司")
  })

  test("what was cancelled is not announced; nothing at all is no announcement", async () => {
    await done(onActivity(w, "wang", "discarding"))
    expect(await page("lin", "/years/2026/publication/announcement")).toContain("没有可公布的内容")
    await refused(w, () => prepareAnnouncement(w), 409)
  })

  test("what is out does not change with what it was made of, until the next version", async () => {
    await bringRelease(w, "released")
    await done(onActivity(w, "wang", "revision", { title: "民法典进社区" }))
    expect(await read("/public/1")).toContain("宪法进社区")
    await done(prepareAnnouncement(w))
    expect(await read("/public/1")).not.toContain("民法典进社区")
    await take(w, "released", 1, 2)
    const html = await read("/public/1")
    expect(html).toContain("民法典进社区")
    expect(html).toContain("第1版，2026年9月21日公布，2026年9月21日已替换")
    expect(await releaseOf(w, 1, 1)).toMatchObject({ state: "replaced" })
  })
})

describe("two pairs of eyes", () => {
  test("nothing is public by being entered, prepared or checked", async () => {
    for (const state of ["prepared", "checked"] as const) {
      if (state === "prepared") await bringRelease(w, state)
      else await done(onRelease(w, "lin2", "check"))
      expect((await open("/public/1")).status).toBe(404)
      expect(await read("/public")).not.toContain('href="/public/1"')
      for (const login of ["wang", "zhou"] as const) expect((await w.as(login).get("/releases/1/1")).status).toBe(404)
      for (const login of ["lin", "lin2", "boss"] as const) {
        expect((await w.as(login).get("/releases/1/1")).status).toBe(200)
      }
    }
  })

  test("who prepared it does not check it, and is told who has to", async () => {
    await bringRelease(w, "prepared")
    await refused(w, () => onRelease(w, "lin", "check"), 403)
    expect(await page("lin", "/releases/1/1")).toContain("须由本单位另一位督查人员核对")
    await done(onRelease(w, "lin2", "check"))
    expect(await trailOf(w, "release:1/1")).toMatchObject([
      { action: "release_prepared" },
      { action: "release_checked", particulars: { from: "prepared", to: "checked" } },
    ])
  })

  test("it waits at the desk of the other one alone", async () => {
    await bringRelease(w, "prepared")
    expect(await page("lin2", "/desk")).toContain("待核对公开")
    expect(await page("lin2", "/releases")).toContain("有1项等待您核对")
    expect(await page("lin", "/releases")).toContain("没有等待您核对的内容")
  })

  test("no second version is prepared while one is on its way", async () => {
    await bringRelease(w, "prepared")
    await refused(w, () => prepareAnnouncement(w), 409)
    await take(w, "released")
    await done(prepareAnnouncement(w))
    expect(await releaseOf(w, 1, 2)).toMatchObject({ state: "prepared" })
  })

  test("of two that prepare at once one is told", async () => {
    await onlyOne(
      w,
      () => prepareAnnouncement(w),
      () => prepareAnnouncement(w, {}, "lin2"),
    )
  })

  test("of two that release at once one is told", async () => {
    await bringRelease(w, "checked")
    await onlyOne(
      w,
      () => onRelease(w, "lin", "release"),
      () => onRelease(w, "lin2", "release"),
    )
  })
})

const ACT: Partial<Record<ReleaseMove, string>> = {
  check: "check",
  release: "release",
  drop: "dropping",
  withdraw: "withdrawal",
}

test.each(
  RELEASE_STATES.filter((state) => state !== "replaced").flatMap((state) =>
    RELEASE_MOVES.flatMap((move) => (ACT[move] && !canMove(state, move) ? [[state, move] as const] : [])),
  ),
)("%s: %s is refused", async (state: ReleaseState, move: ReleaseMove) => {
  await bringRelease(w, state)
  await refused(w, () => onRelease(w, "lin2", ACT[move] ?? ""), 409)
})

test.each<[string, string, Fields, RegExp]>([
  ["不予公布", "dropping", { remark: " " }, /请填写不予公布的原因/],
  ["撤下", "withdrawal", { remark: "" }, /请填写撤下的说明/],
])("%s needs its words", async (_, act, over, words) => {
  await bringRelease(w, act === "dropping" ? "prepared" : "released")
  const response = await onRelease(w, "lin", act, over)
  expect(response.status).toBe(422)
  expect(await response.text()).toMatch(words)
})

test("what was withdrawn leaves its note at its address, and no word of it", async () => {
  await bringRelease(w, "withdrawn")
  const response = await open("/public/1")
  expect(response.status).toBe(410)
  const html = await response.text()
  expect(html).toContain("已撤下：</b>实施时间有变化，更正后重新公布。")
  expect(html).not.toContain("宪法进社区")
  expect(await read("/public")).not.toContain('href="/public/1"')
})

describe("personal data", () => {
  const change = async (title: string) => {
    const { db, write } = w.database
    await write([db.update(activities).set({ title }).where(eq(activities.id, 1))])
  }

  test("a number stops it wherever it stands, and says where", async () => {
    await change(`联系${MOBILE}`)
    const html = await page("lin", "/years/2026/publication/announcement")
    expect(html).toContain("第1行普法内容：疑似手机号「154…00」")
    expect(html).not.toContain('id="prepare"')
    await refused(w, () => prepareAnnouncement(w), 409)
    expect(await actions(w)).not.toContain("release_prepared")
  })

  test("a name is looked at by whoever checks", async () => {
    await change("当事人李大明说法")
    await done(prepareAnnouncement(w))
    const response = await onRelease(w, "lin2", "check")
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain("疑似未隐去的姓名「李大明」")
    const cleared = /name="cleared" value="([^"]+)"/.exec(html)?.[1] ?? ""
    await done(onRelease(w, "lin2", "check", { cleared }))
  })
})

describe("案例", () => {
  test("only one that is published; its words as they were published", async () => {
    await bringCase(w, "approved")
    await refused(w, () => prepareCase(w), 404)
    await done(onCase(w, "lin2", "check"))
    await done(onCase(w, "lin", "publication"))
    expect(await page("lin", "/years/2026/publication")).toContain("拟公布案例：")
    await done(prepareCase(w))
    await take(w, "released")
    expect(await read("/public/1")).toContain("张某某表示接受")
    const { db, write } = w.database
    await write([db.update(caseVersions).set({ content: "{}" })])
    expect(await read("/public/1")).toContain("张某某表示接受")
  })

  test("one that is retracted is shown no more, at once, and is told to the office", async () => {
    await bringCase(w, "published")
    await done(prepareCase(w))
    await take(w, "released")
    await done(onCase(w, "lin", "retraction"))
    const response = await open("/public/1")
    expect(response.status).toBe(410)
    expect(await response.text()).not.toContain("张某某")
    expect(await read("/public")).not.toContain("宅基地")
    expect(await page("lin", "/years/2026/publication")).toContain("已不能公开，公开页面已停止显示")
  })

  test("one that was retracted meanwhile is not released", async () => {
    await bringCase(w, "published")
    await done(prepareCase(w))
    await take(w, "checked")
    await done(onCase(w, "lin", "retraction"))
    await refused(w, () => onRelease(w, "lin", "release"), 409)
  })
})

describe("责任清单", () => {
  test("its items join once it is recorded, in the wording that was recorded", async () => {
    const path = "/years/2026/publication/announcement"
    await done(enterDuty(w))
    const items = async () => [...(await page("lin", path)).matchAll(/data-row="line"/g)].length
    expect(await items()).toBe(1)
    await fileList(w, 2)
    expect(await items()).toBe(1)
    await takeBoth(w, 2)
    await done(onDocument(w, "lin", "record", {}, 2))
    expect(await items()).toBe(2)
  })
})

describe("分工方案", () => {
  const prepare = (login: Login = "lin", version = "0") => w.as(login).post("/plans/1/publication", { version })
  const handle = async (handling: string) => done(settings(w, { handling }))

  test.each(["internal", "work_secret"])(
    "one that is %s is not prepared, and not even read that way",
    async (handling) => {
      await handle(handling)
      expect(await page("lin", "/plans/1/publication")).toContain("不能向社会公布")
      expect(await page("lin", "/plans/1/publication")).not.toContain("release-words")
      await refused(w, prepare, 409)
    },
  )

  test("one that was marked 内部 while somebody prepared it does not land", async () => {
    await handle("public")
    const reading = { now: w.now(), today: "2026-09-21", calendar: calendarOf([]), settings: { dueSoonDays: 3 } }
    const found = await planToPrepare(w.database, w.actor("lin"), { plan: 1, page: 1 }, reading)
    await handle("internal")
    const by = acting(w.actor("lin"), w.now())
    if (!found) throw new Error("no plan")
    await expect(prepareRelease(w.database, found, planBody(found), by)).rejects.toThrow(Stale)
  })

  test("says in plain words how each task stands, and what has changed since", async () => {
    await handle("public")
    await done(prepare())
    await take(w, "released")
    const html = await read("/public/1")
    expect(html).toContain("进行中")
    expect(html).toContain("首次公布")
    for (const inside of ["待签收", "逾期", "王联络"]) expect(html).not.toContain(inside)
    const { db, write } = w.database
    await write([db.update(assignments).set({ state: "closed" }).where(eq(assignments.taskId, 2))])
    await done(prepare("lin", "1"))
    await take(w, "released", 1, 2)
    const later = await read("/public/1")
    expect(later).toContain("进行中 → 已完成")
    expect(later).toContain("没有变化")
  })

  test("marked 内部 since it is neither released nor shown", async () => {
    await handle("public")
    await done(prepare())
    await take(w, "checked")
    await handle("internal")
    await refused(w, () => onRelease(w, "lin", "release"), 409)
    await handle("public")
    await done(onRelease(w, "lin", "release"))
    expect((await open("/public/1")).status).toBe(200)
    await handle("work_secret")
    expect((await open("/public/1")).status).toBe(410)
    expect(await read("/public/1")).not.toContain("普法责任制分工方案")
  })
})

test("files say the same words", async () => {
  await bringRelease(w, "released")
  const csv = await read("/public/1.csv")
  expect(csv).toContain("部门,普法内容,普法对象,活动方式,实施时间")
  expect(csv).toContain("宪法进社区")
  const docx = await open("/public/1.docx")
  expect(docx.headers.get("content-disposition")).toContain("attachment")
  expect(JSON.stringify(readDocx(new Uint8Array(await docx.arrayBuffer())).parts)).toContain("宪法进社区")
  const known = { headers: { "if-none-match": docx.headers.get("etag") ?? "" } }
  expect((await w.app.request("http://127.0.0.1:3000/public/1.docx", known)).status).toBe(304)
  expect((await open("/public/2.csv")).status).toBe(404)
})
