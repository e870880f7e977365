import { and, asc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { dues, REPORT_STATES, reportVersions } from "#db/schema.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"
import { canMove, MOVES, type ReportMove } from "#src/reports/report/workflow.ts"
import {
  bring,
  bringReport,
  done,
  draftOf,
  enter,
  type Fields,
  multipart,
  onAssignment,
  onlyOne,
  onReport,
  openRound,
  refused,
  reportOf,
  sentence,
  settings,
  trailOf,
  type Upload,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

const LOGINS = Object.keys(CAST) as Login[]
const SEES: Login[] = ["lin", "lin2", "wang", "head", "zhou", "yan", "boss"]
const STANDINGS: ReportStanding[] = ["none", ...REPORT_STATES]

async function inRound(over: Fields = {}) {
  const w = await world()
  await done(openRound(w, over))
  return w
}

const versionsOf = async (w: World, assignment: number, round = 1) => {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select()
      .from(reportVersions)
      .where(and(eq(reportVersions.assignmentId, assignment), eq(reportVersions.roundId, round)))
      .orderBy(asc(reportVersions.number)),
  ])
  return rows
}

const dueOf = async (w: World, assignment: number, round = 1) => {
  const { db, read } = w.database
  const [[row]] = await read([
    db
      .select()
      .from(dues)
      .where(and(eq(dues.assignmentId, assignment), eq(dues.roundId, round))),
  ])
  return row
}

const ACTS: { act: string; move: ReportMove }[] = [
  { act: "report", move: "send" },
  { act: "report", move: "send_to_head" },
  { act: "signature", move: "sign" },
  { act: "sending-back", move: "send_back" },
  { act: "withdrawal", move: "withdraw" },
  { act: "entry", move: "enter" },
  { act: "acceptance", move: "accept" },
  { act: "return", move: "return" },
]

const BY: Record<(typeof MOVES)[ReportMove]["by"], Login[]> = {
  liaison: ["wang"],
  head: ["head"],
  supervisor: ["lin", "lin2"],
}

const act = (w: World, login: Login, name: string) =>
  name === "entry" ? enter(w, login, 1) : onReport(w, login, 1, name, name === "withdrawal" ? {} : WORDS)

describe.each(STANDINGS)("%s", (standing) => {
  test.each(ACTS)("every person, by $act: $move", async ({ act: name, move }) => {
    const w = await inRound()
    await bringReport(w, standing)
    if (move === "send_to_head" && standing !== "signing") await done(settings(w, { headSigns: "1" }))
    if (move === "send" && standing === "signing") await done(settings(w))
    const before = await w.events()
    for (const login of LOGINS) {
      const may = BY[MOVES[move].by].includes(login)
      if (may && canMove(standing, move)) continue
      const response = await act(w, login, name)
      expect({ login, status: response.status }).toEqual({
        login,
        status: !SEES.includes(login) ? 404 : may ? 409 : 403,
      })
    }
    expect(await w.events()).toEqual(before)
    const [by] = BY[MOVES[move].by]
    if (!canMove(standing, move) || !by) return
    await done(act(w, by, name))
    expect((await reportOf(w, 1))?.state).toBe(MOVES[move].to)
    const said = (await trailOf(w, "report:1/1")).at(-1)
    expect(said).toMatchObject({
      version: (await reportOf(w, 1))?.version,
      particulars: { from: standing, to: MOVES[move].to },
    })
  })
})

test("nobody signed in is asked to, and keeps the words", async () => {
  const w = await inRound()
  const response = await onReport(w, null, 1, "report", { achieved: "写了很久的进展" })
  expect(response.status).toBe(401)
  expect(await response.text()).toContain("写了很久的进展")
})

test.each([
  ["/assignments/99/rounds/1/report", 404],
  ["/assignments/1/rounds/9/report", 404],
  ["/assignments/x/rounds/1/report", 404],
  ["/assignments/1/rounds/1e0/report", 404],
])("%s does not exist", async (path, status) => {
  const w = await inRound()
  await refused(w, () => w.as("wang").post(path, { ...WORDS, revision: "0" }), status)
})

describe("草稿", () => {
  const save = (w: World, revision: string, achieved: string, over: Fields = {}) =>
    w.as("wang").post("/assignments/1/rounds/1/draft", { ...WORDS, achieved, revision, ...over })
  const typing = (w: World, revision: string, achieved: string, login: Login | null = "wang") =>
    w.app.request("http://127.0.0.1:3000/assignments/1/rounds/1/draft", {
      method: "POST",
      headers: {
        origin: "http://127.0.0.1:3000",
        ...(login ? { cookie: `__Host-sid=${login}` } : {}),
        "HX-Request": "true",
        "HX-Request-Type": "partial",
      },
      body: new URLSearchParams({ ...WORDS, achieved, revision }),
    })

  test("what is typed is saved without an event, and stands in the boxes again", async () => {
    const w = await inRound()
    await done(save(w, "0", "已办班1期"))
    await done(save(w, "1", "已办班2期", { hasDifficulty: "1" }))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: "已办班2期", hasDifficulty: true, revision: 2, savedById: 3 })
    expect(await trailOf(w, "report:1/1")).toEqual([])
    expect(await (await w.as("wang").get("/todo?item=1-1")).text()).toContain("已办班2期")
  })

  test("a second tab is told, and sees both texts; one press decides", async () => {
    const w = await inRound()
    await done(save(w, "0", "第一个窗口写的"))
    const clash = await save(w, "0", "第二个窗口写的")
    expect(clash.status).toBe(409)
    const html = await clash.text()
    expect(html).toContain("第一个窗口写的")
    expect(html).toContain("第二个窗口写的")
    expect((await draftOf(w, 1))?.achieved).toBe("第一个窗口写的")
    await done(save(w, "0", "第二个窗口写的", { overwrite: "1" }))
    expect(await draftOf(w, 1)).toMatchObject({ achieved: "第二个窗口写的", revision: 2 })
  })

  test("two tabs at once: one is kept, the other is told", async () => {
    const w = await inRound()
    const responses = await Promise.all([save(w, "0", "甲"), save(w, "0", "乙")])
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await draftOf(w, 1))?.revision).toBe(1)
  })

  test("while typing, the answer is a small piece of the page", async () => {
    const w = await inRound()
    const saved = await typing(w, "0", "已办班1期")
    expect(saved.status).toBe(200)
    const piece = await saved.text()
    expect(piece).toContain('name="revision" value="1"')
    expect(piece).toContain("已自动保存")
    expect(piece).not.toContain("<html")
    expect(piece.length).toBeLessThan(400)

    const clash = await typing(w, "0", "别的内容")
    expect(clash.status).toBe(409)
    expect(await clash.text()).toMatch(/已办班1期[\s\S]*name="overwrite" value="1"/)

    const long = await typing(w, "1", "长".repeat(100_000))
    expect(long.status).toBe(422)
    const problem = await long.text()
    expect(problem).toContain("未保存：最多 20000 字，现有 100000 字")
    expect(problem.length).toBeLessThan(400)

    const away = await typing(w, "1", "x", null)
    expect(away.status).toBe(401)
    expect(await away.text()).toBe("")
  })

  test("who saves is not seen by others: drafts are the unit's and the office's", async () => {
    const w = await inRound()
    await done(save(w, "0", "还在写的内容"))
    for (const login of ["zhou", "boss", "yan"] as const) {
      for (const path of ["/plans/1/tasks/1", "/plans/1", "/plans/1/matrix?open=1-1"]) {
        expect(await (await w.as(login).get(path)).text()).not.toContain("还在写的内容")
      }
    }
  })

  test.each<[Login, number]>([
    ["zhou", 403],
    ["lin", 403],
    ["jing", 404],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("%s saves none for 办公室: %i", async (login, status) => {
    const w = await inRound()
    await refused(w, () => onReport(w, login, 1, "draft"), status)
    expect(await draftOf(w, 1)).toBeNull()
  })

  test.each<ReportStanding>(["submitted", "signing", "accepted"])(
    "once it is %s, nothing is drafted",
    async (standing) => {
      const w = await inRound()
      await bringReport(w, standing)
      const html = await refused(w, () => onReport(w, "wang", 1, "draft", { achieved: "迟到的补充" }), 409)
      expect(html).toContain("迟到的补充")
    },
  )

  test("a round that asks nothing of the unit takes no draft", async () => {
    const w = await world()
    await done(w.as("lin").post("/plans/1/schedule", { tasks: "1", rhythm: "none", deadline: "", dueBy: "" }))
    await done(openRound(w))
    await refused(w, () => onReport(w, "wang", 1, "draft"), 409)
  })

  test("沿用上期 fills the boxes that are empty and sends nothing", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "第四季度", opensOn: "2026-09-21", dueBy: "2026-12-31" }))
    await done(
      onReport(
        w,
        "wang",
        1,
        "draft",
        { use: "last", achieved: "本期新写的", problems: "", nextSteps: "", revision: "0" },
        2,
      ),
    )
    expect(await draftOf(w, 1, 2)).toMatchObject({
      achieved: "本期新写的",
      problems: WORDS.problems,
      nextSteps: WORDS.nextSteps,
    })
    expect(await reportOf(w, 1, 2)).toBeNull()
  })
})

describe("报送", () => {
  test("a report arrives, its version is kept for ever, and the first one takes the assignment up", async () => {
    const w = await inRound()
    const response = await done(onReport(w, "wang", 1, "report"))
    expect(response.headers.get("location")).toBe("/todo")
    expect(response.headers.get("set-cookie")).toContain("done=sent.1")
    expect(await versionsOf(w, 1)).toMatchObject([
      { number: 1, ...WORDS, writtenById: 3, sentById: 3, enteredById: null },
    ])
    expect(await dueOf(w, 1)).toMatchObject({ reportedAt: w.now() })
    expect(await draftOf(w, 1)).toBeNull()
    expect(await trailOf(w, "report:1/1")).toMatchObject([
      {
        version: 1,
        action: "report_sent",
        actorId: 3,
        particulars: { from: "none", to: "submitted", number: 1, late: false },
      },
    ])
    expect(await trailOf(w, "assignment:1")).toMatchObject([
      { version: 2, action: "assignment_begun", particulars: { from: "awaiting", to: "active" } },
    ])
  })

  test("who drafted is its writer, who sent it its sender", async () => {
    const w = await inRound()
    await done(onAssignment(w, "wang", 1, "handler"))
    await done(onReport(w, "jing", 1, "draft"))
    await done(onReport(w, "wang", 1, "report"))
    expect(await versionsOf(w, 1)).toMatchObject([{ writtenById: 5, sentById: 3 }])
  })

  test("nothing done is not a report; the other boxes are kept", async () => {
    const w = await inRound()
    const html = await refused(w, () => onReport(w, "wang", 1, "report", { achieved: " ", problems: "只有问题" }), 422)
    expect(html).toContain("请填写落实情况")
    expect(html).toContain("只有问题")
  })

  test.each(["achieved", "problems", "nextSteps"])(
    "100,000 characters in %s come back whole with the reason",
    async (field) => {
      const w = await inRound()
      const long = "长".repeat(100_000)
      const html = await refused(w, () => onReport(w, "wang", 1, "report", { [field]: long }), 422, "现有 100000 字")
      expect(html).toContain(long)
    },
  )

  test("emoji, full and half width, tabs and lines are kept faithfully", async () => {
    const w = await inRound()
    const text = "ＡＢＣ abc 🎉👨‍👩‍👧\t制表\n第二行 　全角空格 «»"
    await done(onReport(w, "wang", 1, "report", { achieved: text.replaceAll("\n", "\r\n") }))
    expect((await versionsOf(w, 1))[0]?.achieved).toBe(text)
  })

  test("a draft changed elsewhere is not passed over: both texts are shown", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft", { achieved: "别处写的" }))
    const response = await onReport(w, "wang", 1, "report", { achieved: "本页写的", revision: "0" })
    expect(response.status).toBe(409)
    const html = await response.text()
    expect(html).toContain("别处写的")
    expect(html).toContain("本页写的")
    expect(await reportOf(w, 1)).toBeNull()
    await done(onReport(w, "wang", 1, "report", { achieved: "本页写的", revision: "0", overwrite: "1" }))
    expect((await versionsOf(w, 1))[0]?.achieved).toBe("本页写的")
  })

  test("twice, it is refused and the words stay on the page", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await refused(w, () => onReport(w, "wang", 1, "report", { achieved: "再报一次的内容" }), 409, "再报一次的内容")
  })

  test("a flawed form for what was sent meanwhile keeps its words too", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await refused(
      w,
      () => onReport(w, "wang", 1, "report", { achieved: "", problems: "写好的问题" }),
      409,
      "写好的问题",
    )
  })

  test("two windows at once: one report, one event more for it", async () => {
    const w = await inRound()
    await bring(w, 1, "active")
    const send = () => w.as("wang").post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" })
    await onlyOne(w, send, send)
    expect(await versionsOf(w, 1)).toHaveLength(1)
  })

  test("evidence that a round asks for has to be there", async () => {
    const w = await inRound({ evidenceRequired: "1" })
    await refused(w, () => onReport(w, "wang", 1, "report"), 409, "本期要求附佐证材料")
    await done(
      w
        .as("wang")
        .post("/assignments/1/rounds/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })),
    )
    await done(onReport(w, "wang", 1, "report"))
  })
})

describe("无变化", () => {
  test("needs a report before it", async () => {
    const w = await inRound()
    await refused(
      w,
      () => onReport(w, "wang", 1, "report", { unchanged: "1", achieved: "", problems: "", nextSteps: "" }),
      422,
      "此前没有报送过",
    )
  })

  test("says since when, and never needs evidence", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31", evidenceRequired: "1" }))
    const blank = { achieved: "", problems: "", nextSteps: "" }
    await done(onReport(w, "wang", 1, "report", { unchanged: "1", ...blank }, 2))
    expect(await versionsOf(w, 1, 2)).toMatchObject([
      { achieved: "自第三季度（9月21日报送）以来无变化，继续按原措施推进。", unchanged: true, hasDifficulty: false },
    ])
  })
})

describe("一并报送", () => {
  test("everything that is filled in goes at once", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft", { achieved: "任务一" }))
    await done(onReport(w, "wang", 6, "draft", { achieved: "任务三" }))
    expect(await (await w.as("wang").get("/todo")).text()).toContain("报送已填好的 2 项")
    const response = await done(w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] }))
    expect(response.headers.get("set-cookie")).toContain("done=sent.2")
    expect((await reportOf(w, 1))?.state).toBe("submitted")
    expect((await reportOf(w, 6))?.state).toBe("submitted")
    await refused(w, () => w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] }), 409, "这几项已经报送")
  })

  test("without the evidence that the round asks for an item waits, and the others go", async () => {
    const w = await inRound({ evidenceRequired: "1" })
    await done(onReport(w, "wang", 1, "draft"))
    await done(onReport(w, "wang", 6, "draft"))
    const body = multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })
    await done(w.as("wang").post("/assignments/6/rounds/1/attachments", body))
    const response = await done(w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] }))
    expect(response.headers.get("set-cookie")).toContain("done=sent.1")
    expect(await reportOf(w, 1)).toBeNull()
    expect((await reportOf(w, 6))?.state).toBe("submitted")
  })

  test("an empty draft stays where it is", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft", { achieved: "任务一" }))
    await done(onReport(w, "wang", 6, "draft", { achieved: "  ", problems: "有问题" }))
    await done(w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] }))
    expect(await reportOf(w, 6)).toBeNull()
    expect((await draftOf(w, 6))?.problems).toBe("有问题")
  })

  test.each<[Login, number]>([
    ["head", 409],
    ["jing", 409],
    ["zhou", 409],
    ["lin", 403],
    ["boss", 403],
    ["admin", 403],
    ["security", 403],
    ["auditor", 403],
  ])("%s sends nothing of 办公室: %i", async (login, status) => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft"))
    await refused(w, () => w.as(login).post("/todo/sending", { items: ["1-1", "6-1"] }), status)
    expect(await reportOf(w, 1)).toBeNull()
  })

  test("twice at once: one of them, and each report once", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "draft"))
    await done(onReport(w, "wang", 6, "draft"))
    const send = () => w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] })
    await onlyOne(w, send, send, 4)
    expect(await versionsOf(w, 1)).toHaveLength(1)
  })
})

describe("审签", () => {
  const signing = async () => {
    const w = await inRound()
    await bringReport(w, "signing")
    return w
  }

  test("the report waits for the head, who signs it on", async () => {
    const w = await signing()
    expect(await dueOf(w, 1)).toMatchObject({ reportedAt: null })
    expect(await (await w.as("head").get("/todo")).text()).toContain(WORDS.achieved)
    const response = await done(onReport(w, "head", 1, "signature"))
    expect(response.headers.get("set-cookie")).toContain("done=signed.1")
    expect(await reportOf(w, 1)).toMatchObject({ state: "submitted", signedById: 4, submittedAt: w.now() })
    expect(await dueOf(w, 1)).toMatchObject({ reportedAt: w.now() })
    expect(await trailOf(w, "report:1/1")).toMatchObject([
      { version: 1, action: "report_signing", particulars: { to: "signing" } },
      { version: 2, action: "report_signed", actorId: 4, particulars: { to: "submitted" } },
    ])
    expect((await w.assignment(1)).state).toBe("active")
  })

  test("or sends it back with what to change, and the words are in the boxes again", async () => {
    const w = await signing()
    await refused(w, () => onReport(w, "head", 1, "sending-back", { remark: " " }), 422, "请填写发还理由")
    await done(onReport(w, "head", 1, "sending-back", { remark: "请补充人数" }))
    const html = await (await w.as("wang").get("/todo?item=1-1")).text()
    expect(html).toContain("请补充人数")
    expect(html).toContain(WORDS.achieved)
    expect(await dueOf(w, 1)).toMatchObject({ reportedAt: null })
    await done(onReport(w, "wang", 1, "report", { achieved: "补充了人数" }))
    await done(onReport(w, "head", 1, "signature"))
    expect(await versionsOf(w, 1)).toHaveLength(2)
  })

  test("the liaison takes it back before it is signed", async () => {
    const w = await signing()
    await done(onReport(w, "wang", 1, "withdrawal"))
    expect(await draftOf(w, 1)).toMatchObject(WORDS)
  })

  test("all of a unit's ready items go to the head together", async () => {
    const w = await inRound()
    await done(settings(w, { headSigns: "1" }))
    await done(onReport(w, "wang", 1, "draft"))
    await done(onReport(w, "wang", 6, "draft"))
    const response = await done(w.as("wang").post("/todo/sending", { items: ["1-1", "6-1"] }))
    expect(response.headers.get("set-cookie")).toContain("done=signing.2")
  })

  test("on an old page neither signing nor taking back happens", async () => {
    const w = await signing()
    for (const act of ["signature", "sending-back"]) {
      await refused(w, () => onReport(w, "head", 1, act, { version: "9" }), 409)
    }
    await refused(w, () => onReport(w, "wang", 1, "withdrawal", { version: "9" }), 409)
  })

  test("signing and taking back at once: one of them", async () => {
    const w = await signing()
    await onlyOne(
      w,
      () => w.as("wang").post("/assignments/1/rounds/1/withdrawal", { version: "1" }),
      () => w.as("head").post("/assignments/1/rounds/1/sending-back", { version: "1", remark: "改" }),
    )
  })
})

describe("撤回", () => {
  test("what nobody has judged is taken back, with its words, and is owed again", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    const response = await done(onReport(w, "wang", 1, "withdrawal"))
    expect(response.headers.get("location")).toBe("/todo?item=1-1#write-1-1")
    expect(await draftOf(w, 1)).toMatchObject(WORDS)
    expect(await dueOf(w, 1)).toMatchObject({ reportedAt: null })
    expect(await reportOf(w, 1)).toMatchObject({ state: "draft", firstSubmittedAt: null })
    expect((await trailOf(w, "report:1/1")).at(-1)).toMatchObject({ version: 2, action: "report_withdrawn" })
    await done(onReport(w, "wang", 1, "report", { achieved: "改好的" }))
    expect((await versionsOf(w, 1)).map(({ achieved }) => achieved)).toEqual([WORDS.achieved, "改好的"])
  })

  test("what was taken back before it was judged is read by the unit and the office, not by the leader", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await done(onReport(w, "wang", 1, "report", { achieved: "改好的" }))
    for (const [login, reads] of [
      ["wang", true],
      ["lin", true],
      ["boss", false],
    ] as const) {
      const page = await (await w.as(login).get("/plans/1/tasks/1")).text()
      expect(page).toContain("改好的")
      expect(page.includes(WORDS.achieved)).toBe(reads)
    }
  })

  test("nothing is taken where nothing is owed", async () => {
    const w = await inRound()
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "第四季度", opensOn: "2026-09-21", dueBy: "2026-12-31" }))
    await refused(w, () => onReport(w, "wang", 1, "report"), 409)
    await refused(w, () => onReport(w, "wang", 1, "draft"), 409)
  })

  test("not while a 初核 waits for its 复核", async () => {
    const w = await inRound()
    await done(onReport(w, "yan", 4, "report"))
    await done(onReport(w, "lin", 4, "acceptance"))
    await refused(w, () => onReport(w, "yan", 4, "withdrawal"), 409, "等待复核")
  })

  test("taking back and accepting at once: one of them", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await onlyOne(
      w,
      () => w.as("wang").post("/assignments/1/rounds/1/withdrawal", { version: "1" }),
      () => w.as("lin").post("/assignments/1/rounds/1/acceptance", { version: "1" }),
    )
  })
})

describe("采纳与退回", () => {
  test("accepted, it is read by the co-units of the task, and only then", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    expect(await (await w.as("zhou").get("/plans/1/tasks/1")).text()).not.toContain(WORDS.achieved)
    const response = await done(onReport(w, "lin", 1, "acceptance", { opinion: "很好", next: "/desk?queue=review" }))
    expect(response.headers.get("location")).toBe("/desk?queue=review")
    expect(await reportOf(w, 1)).toMatchObject({ state: "accepted", judgedById: 1, opinion: "很好" })
    expect(await (await w.as("zhou").get("/plans/1/tasks/1")).text()).toContain(WORDS.achieved)
    expect((await trailOf(w, "report:1/1")).at(-1)).toMatchObject({
      version: 2,
      action: "report_accepted",
      actorId: 1,
      particulars: { to: "accepted", remark: "很好" },
    })
  })

  test("returned with an opinion and a day, it is written and sent again", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "lin", 1, "return"))
    expect(await reportOf(w, 1)).toMatchObject({ state: "returned", opinion: "请写明人数。", resubmitBy: "2026-09-24" })
    const todo = await (await w.as("wang").get("/todo")).text()
    expect(todo).toContain("请写明人数。")
    expect(todo).toContain("9月24日")
    expect(await (await w.as("zhou").get("/plans/1/tasks/1")).text()).not.toContain("请写明人数。")
    await done(onReport(w, "wang", 1, "report", { achieved: "56人，全部合格" }))
    await done(onReport(w, "lin2", 1, "acceptance"))
    expect(await reportOf(w, 1)).toMatchObject({ state: "accepted", latest: 2, resubmitBy: null })
  })

  test.each<[string, Fields, string]>([
    ["without an opinion", { opinion: "" }, "请填写退回意见"],
    ["without a day", { resubmitBy: "" }, "重报日期"],
    ["by a day that does not exist", { resubmitBy: "2026-09-31" }, "2026年9月没有31日，最后一天是30日，请改正重报日期"],
    ["by a day that has passed", { resubmitBy: "2026-09-20" }, "不能早于今天"],
    ["with 100,000 characters", { opinion: "长".repeat(100_000) }, "现有 100000 字"],
  ])("a return %s is asked for again with what was typed", async (_, over, words) => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    const typed = { opinion: "写明人数和日期", ...over }
    const html = await refused(w, () => onReport(w, "lin", 1, "return", typed), 422, words)
    if (typed.opinion) expect(html).toContain(typed.opinion)
  })

  test("an opinion too long for accepting comes back, too", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    const long = "好".repeat(2001)
    const html = await refused(w, () => onReport(w, "lin", 1, "acceptance", { opinion: long }), 422, "最多 2000 字")
    expect(html).toContain(long)
  })

  test("two supervisors at once: one of them, whatever they decide", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await onlyOne(
      w,
      () => w.as("lin").post("/assignments/1/rounds/1/acceptance", { version: "1" }),
      () =>
        w
          .as("lin2")
          .post("/assignments/1/rounds/1/return", { version: "1", opinion: "再写写", resubmitBy: "2026-09-24" }),
    )
  })

  test("on the page of a version that has been replaced it is refused, with the words", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await done(onReport(w, "wang", 1, "report", { achieved: "换过的内容" }))
    await refused(
      w,
      () => onReport(w, "lin", 1, "return", { version: "1", opinion: "我的退回意见" }),
      409,
      "我的退回意见",
    )
  })

  test("what was judged is not taken back, what was sent again after a return is", async () => {
    const w = await inRound()
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "lin", 1, "return"))
    await refused(w, () => onReport(w, "wang", 1, "withdrawal"), 409, "退回")
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 1, "withdrawal"))
    expect(await reportOf(w, 1)).toMatchObject({ state: "draft" })
    expect((await reportOf(w, 1))?.firstSubmittedAt).not.toBeNull()
  })
})

describe("自查", () => {
  const sent = async () => {
    const w = await inRound()
    await done(onReport(w, "yan", 4, "report"))
    return w
  }

  test("one proposes, another confirms; what was proposed is carried out", async () => {
    const w = await sent()
    const proposed = await done(onReport(w, "lin", 4, "return", { opinion: "写明期数" }))
    expect(proposed.headers.get("set-cookie")).toContain("done=proposed")
    expect(await reportOf(w, 4)).toMatchObject({ state: "submitted", version: 2 })
    await refused(w, () => onReport(w, "lin", 4, "confirmation"), 403, "须由另一人复核")
    await refused(w, () => onReport(w, "lin2", 4, "acceptance"), 409, "等待复核")
    const confirmed = await done(onReport(w, "lin2", 4, "confirmation", { decision: "同意退回" }))
    expect(confirmed.headers.get("set-cookie")).toContain("done=returned")
    expect(await reportOf(w, 4)).toMatchObject({ state: "returned", opinion: "写明期数", resubmitBy: "2026-09-24" })
    expect((await trailOf(w, "report:4/1")).slice(1)).toMatchObject([
      { version: 2, action: "report_verdict_proposed", actorId: 1, particulars: { verdict: "return" } },
      {
        version: 3,
        action: "report_returned",
        actorId: 2,
        particulars: { to: "returned", proposedById: 1, decision: "同意退回" },
      },
    ])
  })

  test("declined, it goes back to be judged anew", async () => {
    const w = await sent()
    await done(onReport(w, "lin", 4, "acceptance"))
    await done(onReport(w, "lin2", 4, "confirmation", { agrees: "no", decision: "缺数字" }))
    expect((await reportOf(w, 4))?.state).toBe("submitted")
    expect((await trailOf(w, "report:4/1")).at(-1)).toMatchObject({
      version: 3,
      action: "report_proposal_declined",
      particulars: { remark: "缺数字" },
    })
    await refused(w, () => onReport(w, "lin2", 4, "confirmation"), 409)
    await done(onReport(w, "lin2", 4, "return"))
    await done(onReport(w, "lin", 4, "confirmation"))
    expect((await reportOf(w, 4))?.state).toBe("returned")
  })

  test("the desk shows the proposal to the second supervisor and not to the first", async () => {
    const w = await sent()
    await done(onReport(w, "lin", 4, "acceptance", { opinion: "拟同意采纳" }))
    expect(await (await w.as("lin2").get("/desk?queue=confirm")).text()).toContain("拟同意采纳")
    expect(await (await w.as("lin").get("/desk?queue=confirm")).text()).not.toContain("拟同意采纳")
    expect(await (await w.as("lin2").get("/desk?queue=review")).text()).not.toContain("/assignments/4/rounds/1/")
  })

  test("a leader confirms where the plan says so", async () => {
    const w = await sent()
    await done(settings(w, { confirmer: "leader" }))
    await done(onReport(w, "lin", 4, "acceptance"))
    await refused(w, () => onReport(w, "lin2", 4, "confirmation"), 403)
    await done(onReport(w, "boss", 4, "confirmation"))
    expect((await reportOf(w, 4))?.state).toBe("accepted")
  })

  test("a named unit's head confirms where the plan says so, and needs no part in the plan", async () => {
    const w = await sent()
    await done(settings(w, { confirmer: "unit", confirmingUnitId: "1" }))
    await done(onReport(w, "lin", 4, "acceptance"))
    await done(onReport(w, "head", 4, "confirmation"))
    expect((await reportOf(w, 4))?.state).toBe("accepted")
  })

  test("where nobody is left to confirm, it is refused and says whom to ask", async () => {
    const w = await sent()
    await done(settings(w, { confirmer: "unit", confirmingUnitId: "4" }))
    const html = await refused(w, () => onReport(w, "lin", 4, "acceptance"), 403)
    expect(sentence(html)).toMatch(/没有可以复核的人（本方案规定由[一-龥]+复核）。请安全管理员增设岗位/)
  })

  test("whoever entered a paper report neither proposes nor confirms", async () => {
    const w = await inRound()
    await done(enter(w, "lin", 4))
    await refused(w, () => onReport(w, "lin", 4, "acceptance"), 403, "由您撰写、审签或代录")
    // Only 凌督查 is left, and nobody to confirm.
    await refused(w, () => onReport(w, "lin2", 4, "acceptance"), 403, "没有可以复核的人")
  })

  test("without yes or no it is asked for again with the words", async () => {
    const w = await sent()
    await done(onReport(w, "lin", 4, "acceptance"))
    const html = await refused(
      w,
      () => onReport(w, "lin2", 4, "confirmation", { agrees: [], decision: "复核时写的" }),
      422,
      "请选择同意或不同意",
    )
    expect(html).toContain("复核时写的")
  })

  test("two first supervisors at once: one proposal", async () => {
    const w = await sent()
    const propose = (login: Login) => () =>
      w.as(login).post("/assignments/4/rounds/1/acceptance", { version: "1", opinion: login })
    await onlyOne(w, propose("lin"), propose("lin2"))
  })
})

describe("代录", () => {
  test("a paper report is entered with its scan, marked, and judged by somebody else", async () => {
    const w = await inRound()
    expect((await w.as("lin").get("/assignments/1/rounds/1/entry")).status).toBe(200)
    await done(enter(w, "lin", 1))
    expect(await versionsOf(w, 1)).toMatchObject([{ enteredById: 1, writtenById: 1, sentById: 1, ...WORDS }])
    expect((await w.events()).map(({ action }) => action).slice(1)).toEqual([
      "report_entered",
      "assignment_begun",
      "attachment_added",
    ])
    expect(await (await w.as("wang").get("/plans/1/tasks/1")).text()).toContain("代录")
    await refused(w, () => onReport(w, "lin", 1, "acceptance"), 403, "由您撰写、审签或代录")
    await refused(w, () => onReport(w, "lin", 1, "return"), 403)
    await done(onReport(w, "lin2", 1, "acceptance"))
  })

  test.each<[Login, number]>([
    ["wang", 403],
    ["head", 403],
    ["boss", 403],
    ["zhao", 404],
    ["admin", 404],
    ["security", 404],
    ["auditor", 404],
  ])("%s enters none: %i", async (login, status) => {
    const w = await inRound()
    expect((await w.as(login).get("/assignments/1/rounds/1/entry")).status).toBe(status)
    await refused(w, () => enter(w, login, 1), status)
  })

  test.each<[string, Fields, Upload, string]>([
    ["no words", { achieved: "" }, { name: "签字件.pdf", bytes: PDF }, "请填写落实情况"],
    ["no scan", {}, { name: "", bytes: new Uint8Array() }, "请附签字件的扫描件"],
    ["a program renamed", {}, { name: "签字件.pdf", bytes: Uint8Array.of(0x4d, 0x5a, 0x90, 0) }, "不是可接受的文件"],
  ])("%s: asked for again, and nothing is stored", async (_, over, scan, words) => {
    const w = await inRound()
    const html = await refused(w, () => enter(w, "lin", 1, { problems: "纸面上的问题", ...over }, scan), 422, words)
    expect(html).toContain("纸面上的问题")
    expect(await reportOf(w, 1)).toBeNull()
  })

  test("twice at once: one report, one scan", async () => {
    const w = await inRound()
    await bring(w, 1, "active")
    await onlyOne(
      w,
      () => enter(w, "lin", 1),
      () => enter(w, "lin2", 1),
      2,
    )
  })
})

test("markup in a report is shown as it was typed, on every page that shows it", async () => {
  const SCRIPT = `<script>alert("1")</script><img src=x onerror=alert(1)>`
  const w = await inRound()
  const typed = { achieved: SCRIPT, problems: SCRIPT, nextSteps: SCRIPT, hasDifficulty: "1" }
  const PAGES = [
    "/todo",
    "/todo?item=1-1",
    "/todo/sheet",
    "/desk",
    "/desk?queue=confirm",
    "/plans/1",
    "/plans/1/matrix?open=1-1",
    "/plans/1/tasks/1",
    "/units/1",
    "/units/1?view=reports",
    "/overview",
  ]
  const check = async (least: number) => {
    let shown = 0
    for (const login of ["wang", "head", "lin", "lin2", "boss"] as const) {
      for (const path of PAGES) {
        const html = await (await w.as(login).get(path)).text()
        expect(html, `${login} ${path}`).not.toContain("<script>alert")
        expect(html, `${login} ${path}`).not.toContain("<img src=x")
        if (html.includes("&lt;script&gt;")) shown++
      }
    }
    expect(shown).toBeGreaterThanOrEqual(least)
  }
  await done(onReport(w, "wang", 1, "draft", typed))
  await check(2)
  await done(onReport(w, "wang", 1, "report", typed))
  await check(4)
  await done(onReport(w, "lin", 1, "return", { opinion: SCRIPT }))
  await check(4)
  await done(onReport(w, "wang", 1, "report", typed))
  await done(onReport(w, "lin", 1, "acceptance", { opinion: SCRIPT }))
  await done(w.as("lin").post("/plans/1/tasks/1/summary", { round: "1", latest: "0", text: SCRIPT }))
  await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
  await done(openRound(w, { name: "<b>第四</b>", dueBy: "2026-12-31" }))
  await check(6)
})
