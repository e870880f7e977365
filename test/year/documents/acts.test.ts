import { beforeEach, describe, expect, test } from "vitest"
import { DOCUMENT_STATES, type DocumentState } from "#db/schema.ts"
import { canMove, type DocumentMove } from "#src/year/documents/workflow.ts"
import { actions, done, type Fields, multipart, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import {
  askHead,
  begin,
  bringDocument,
  documentOf,
  onDocument,
  PLAN_WORDS,
  putYear,
  takeBoth,
  versionOf,
} from "#test/support/documents.ts"
import { PDF } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await putYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
const status = async (login: Login, path: string) => (await w.as(login).get(path)).status

describe("起草", () => {
  test("a liaison begins a document of the own unit, and the trail says so", async () => {
    await done(begin(w))
    expect(await documentOf(w)).toMatchObject({ year: 2026, kind: "year_plan", latest: 1, firstFiledOn: null })
    expect((await documentOf(w)).draft).toMatchObject({ title: "办公室2026年普法计划", revision: 1 })
    expect(await trailOf(w, "filing:1/1")).toMatchObject([
      {
        version: 1,
        action: "document_begun",
        particulars: { to: "draft", kind: "year_plan", unit: "办公室", number: 1 },
      },
    ])
  })

  test("a 规划 is about five years", async () => {
    await done(begin(w, { kind: "programme" }))
    expect(await documentOf(w)).toMatchObject({ fromYear: 2026, untilYear: 2030 })
  })

  test("one of a kind and year: the second is told so, and of two at once one is", async () => {
    await onlyOne(
      w,
      () => begin(w),
      () => begin(w, {}, "head"),
    )
    expect((await begin(w)).status).toBe(409)
    expect((await actions(w)).filter((one) => one === "document_begun")).toHaveLength(1)
  })

  test("nobody begins one for another unit, and an outsider knows of no such year", async () => {
    await refused(w, () => begin(w, {}, "zhou"), 404)
    await refused(w, () => begin(w, { unit: "2" }), 404)
    for (const login of ["lin", "boss"] as const) await refused(w, () => begin(w, {}, login), 403)
    for (const login of ["zhao", "admin"] as const) await refused(w, () => begin(w, {}, login), 404)
  })

  test.each<[string, Fields, RegExp]>([
    ["no kind", { kind: "letter" }, /请选择文件种类/],
    ["no unit", { unit: "" }, /请选择单位/],
  ])("%s is said", async (_, over, words) => {
    const response = await begin(w, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
  })
})

describe("writing", () => {
  beforeEach(() => done(begin(w)))

  test("saving is no event, and keeps every part", async () => {
    const before = (await w.events()).length
    await done(onDocument(w, "wang", "draft", { "part-goals": "写了一半" }))
    expect((await w.events()).length).toBe(before)
    expect(await page("head", "/filings/1")).toContain("写了一半")
  })

  test("two tabs: the second is told with both texts, and may say which counts", async () => {
    await done(onDocument(w, "head", "draft", { "part-goals": "主任写的目标" }))
    const clash = await onDocument(w, "wang", "draft", { revision: "1", "part-goals": "我写的目标" })
    expect(clash.status).toBe(409)
    const html = await clash.text()
    expect(html).toContain("主任写的目标")
    expect(html).toContain("我写的目标")
    await done(onDocument(w, "wang", "draft", { revision: "1", overwrite: "2", "part-goals": "我写的目标" }))
    expect((await documentOf(w)).draft?.parts).toContain("我写的目标")
  })

  test("what is being written is the unit's alone", async () => {
    await done(onDocument(w, "wang", "draft", { "part-goals": "还没写好" }))
    for (const login of ["lin", "boss"] as const) {
      const html = await page(login, "/filings/1")
      expect(html).not.toContain("还没写好")
      expect(html).toContain("单位正在起草")
    }
    for (const login of ["zhou", "zhao", "admin", "jing"] as const) expect(await status(login, "/filings/1")).toBe(404)
  })

  test("a file is the unit's alone until it is sent", async () => {
    const { version } = await versionOf(w)
    const body = multipart(
      { upload: "1", form: "write", version: String(version) },
      { files: [{ name: "计划.pdf", bytes: PDF }] },
    )
    await done(w.as("wang").post("/filings/1/attachments", body))
    expect(await status("wang", "/attachments/1")).toBe(200)
    expect(await status("lin", "/attachments/1")).toBe(404)
    await w.travel("2026-09-21", 10)
    await done(onDocument(w, "wang", "filing"))
    for (const login of ["lin", "boss", "head"] as const) expect(await status(login, "/attachments/1")).toBe(200)
    for (const login of ["zhou", "zhao", "admin"] as const) expect(await status(login, "/attachments/1")).toBe(404)
    expect(await page("lin", "/filings/1")).toContain("计划.pdf")
  })

  test.each<[string, Fields]>([
    ["part-duties", { "part-duties": " " }],
    ["part-goals", { "part-goals": "" }],
    ["part-deadlines", { "part-deadlines": "" }],
    ["title", { title: "" }],
  ])("a plan without %s is not filed; what was typed is kept", async (field, over) => {
    const response = await onDocument(w, "wang", "filing", { text: "其他部分都写了", ...over })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(`id="${field}-problem"`)
    expect(html).toContain("其他部分都写了")
    expect((await versionOf(w)).state).toBe("draft")
  })

  test("a 清单 needs a text or a file", async () => {
    await done(begin(w, { kind: "duty_list" }))
    expect((await onDocument(w, "wang", "filing", { title: "清单" }, 2)).status).toBe(422)
    await done(onDocument(w, "wang", "filing", { title: "清单", text: "一、宪法" }, 2))
    expect((await versionOf(w, 2)).state).toBe("filed")
  })

  test("a 规划 whose years do not hold its own is told so", async () => {
    await done(begin(w, { kind: "programme" }))
    for (const [fromYear, untilYear] of [
      ["2027", "2031"],
      ["2026", "2025"],
      ["2020", "2040"],
    ] as const) {
      expect((await onDocument(w, "wang", "filing", { fromYear, untilYear }, 2)).status).toBe(422)
    }
    await done(onDocument(w, "wang", "filing", { fromYear: "2025", untilYear: "2029" }, 2))
    expect(await documentOf(w, 2)).toMatchObject({ fromYear: 2025, untilYear: 2029 })
  })
})

describe("the whole way", () => {
  test("from the draft to 撤下, each with who and when", async () => {
    await bringDocument(w, "withdrawn")
    expect(await versionOf(w)).toMatchObject({
      state: "withdrawn",
      serial: 1,
      serialYear: 2026,
      filedOn: "2026-09-21",
      recordedOn: "2026-09-21",
      note: "内容有误，改正后再公布。",
    })
    expect((await trailOf(w, "filing:1/1")).map(({ action }) => action)).toEqual([
      "document_begun",
      "document_filed",
      "document_taken_in",
      "document_taken_in",
      "document_recorded",
      "document_released",
      "document_withdrawn",
    ])
    expect(await page("wang", "/filings/1")).toContain("普备计〔2026〕1号")
  })

  test("numbers run within a kind and a year", async () => {
    await bringDocument(w, "recorded")
    await bringDocument(w, "recorded", 2, { kind: "implementation" })
    await done(begin(w, { kind: "year_plan", unit: "2" }, "zhou"))
    await done(onDocument(w, "zhou", "filing", {}, 3))
    await takeBoth(w, 3)
    await done(onDocument(w, "lin", "record", {}, 3))
    expect([(await versionOf(w, 1)).serial, (await versionOf(w, 2)).serial, (await versionOf(w, 3)).serial]).toEqual([
      1, 1, 2,
    ])
  })

  test("备案 waits for all copies that the year asks for", async () => {
    await bringDocument(w, "filed")
    const none = await onDocument(w, "lin", "record")
    expect(none.status).toBe(409)
    expect(await none.text()).toContain("电子版还没有签收")
    await done(onDocument(w, "lin", "receipt"))
    expect(await (await onDocument(w, "lin", "record")).text()).toContain("纸质件还没有签收")
    await done(onDocument(w, "lin", "receipt", { medium: "paper", signer: "洪主任", sealed: "1" }))
    const html = await page("wang", "/filings/1")
    expect(html).toContain("洪主任")
    expect(html).toContain("已齐全")
    await done(onDocument(w, "lin", "record"))
  })

  test("a receipt that was wrong is entered again", async () => {
    await bringDocument(w, "filed")
    await done(onDocument(w, "lin", "receipt", { medium: "paper", takenOn: "2026-09-20" }))
    await done(onDocument(w, "lin", "receipt", { medium: "paper", takenOn: "2026-09-18", signer: "洪主任" }))
    const html = await page("lin", "/filings/1")
    expect(html).toContain("9月18日")
    expect(html.match(/data-row="receipt"/g)).toHaveLength(1)
  })

  test("退回 keeps the words and the reason; filed again both texts can be compared", async () => {
    await bringDocument(w, "returned")
    const html = await page("wang", "/filings/1")
    expect(html).toContain("目标任务不具体。")
    expect(html).toContain("全年举办法治讲座4场。")
    await done(onDocument(w, "wang", "filing", { "part-goals": "全年举办法治讲座4场，每场不少于50人。" }))
    expect((await documentOf(w)).texts).toHaveLength(2)
    const compared = await page("lin", "/filings/1/comparison?from=1.1&to=1.2")
    expect(compared).toContain("有1处改动：目标任务")
    expect(compared).toContain("<ins>")
    expect(await status("lin", "/filings/1/comparison?from=1.1&to=3.1")).toBe(404)
  })

  test("what was filed first counts, also when it comes back", async () => {
    await bringDocument(w, "returned")
    await w.travel("2026-09-25")
    await done(onDocument(w, "wang", "filing"))
    expect((await documentOf(w)).firstFiledOn).toBe("2026-09-21")
  })

  test("what was taken back before anybody read it was never filed", async () => {
    await bringDocument(w, "filed")
    await done(onDocument(w, "wang", "recall"))
    expect((await documentOf(w)).firstFiledOn).toBeNull()
    await w.travel("2026-09-25")
    await done(onDocument(w, "wang", "filing"))
    expect((await documentOf(w)).firstFiledOn).toBe("2026-09-25")
  })

  test("a change is a new version with 变更说明; the old one stays as it is and counts until then", async () => {
    await bringDocument(w, "released")
    await done(onDocument(w, "wang", "version"))
    expect(await versionOf(w, 1, 1)).toMatchObject({ state: "released" })
    expect((await onDocument(w, "wang", "filing", { "part-goals": "改为6场。" })).status).toBe(422)
    await done(onDocument(w, "wang", "filing", { "part-goals": "改为6场。", change: "上级新增任务。" }))
    const register = await page("lin", "/years/2026/filings")
    expect(register).toContain("已公布")
    const old = await page("boss", "/filings/1?number=1")
    expect(old).toContain("全年举办法治讲座4场。")
    expect(old).not.toContain("改为6场。")
    await takeBoth(w)
    await done(onDocument(w, "lin", "record"))
    expect(await versionOf(w)).toMatchObject({ number: 2, serial: 2, state: "recorded" })
    expect(await page("lin", "/filings/1?number=1")).toContain("已由第2版替代")
    // The old one is still said to be public; its office can say that it is not.
    const { version } = await versionOf(w, 1, 1)
    await done(onDocument(w, "lin", "withdrawal", { number: "1", version: String(version) }))
    expect(await versionOf(w, 1, 1)).toMatchObject({ state: "withdrawn" })
    expect(await versionOf(w, 1, 2)).toMatchObject({ state: "recorded" })
  })

  test("where the head is asked it is filed by the head's signature", async () => {
    await askHead(w)
    await bringDocument(w, "signing")
    expect((await documentOf(w)).firstFiledOn).toBeNull()
    await refused(w, () => onDocument(w, "wang", "signature"), 403)
    await done(onDocument(w, "head", "sending-back"))
    expect(await page("wang", "/filings/1")).toContain("负责人发还")
    await done(onDocument(w, "wang", "filing"))
    await done(onDocument(w, "head", "signature"))
    expect(await versionOf(w)).toMatchObject({ state: "filed", signedById: w.actor("head").id })
  })

  test("what went to the head is the unit's alone until the head signs: words, files, search and what the head said", async () => {
    await askHead(w)
    await done(begin(w))
    const file = multipart({ upload: "1", form: "write", version: "1" }, { files: [{ name: "计划.pdf", bytes: PDF }] })
    await done(w.as("wang").post("/filings/1/attachments", file))
    await w.travel("2026-09-21", 10)
    await done(onDocument(w, "wang", "filing"))
    const OTHERS = ["lin", "boss"] as const
    const seenBy = async (login: Login) => [
      (await page(login, "/filings/1")).includes("全年举办法治讲座4场"),
      (await page(login, "/filings/1")).includes("计划.pdf"),
      (await status(login, "/attachments/1")) === 200,
      (await page(login, "/search?q=法治讲座4场")).includes("/filings/1"),
    ]
    for (const login of OTHERS) expect(await seenBy(login), login).toEqual([false, false, false, false])
    expect((await seenBy("head")).slice(0, 3)).toEqual([true, true, true])

    await done(onDocument(w, "head", "sending-back"))
    for (const login of OTHERS) expect(await page(login, "/filings/1")).not.toContain("请补充责任科室")
    expect(await page("wang", "/filings/1")).toContain("请补充责任科室")
    await done(onDocument(w, "wang", "filing"))
    expect(await status("lin", "/filings/1/comparison?from=1.1&to=1.2")).toBe(404)
    expect(await status("wang", "/filings/1/comparison?from=1.1&to=1.2")).toBe(200)
    await done(onDocument(w, "head", "signature"))
    for (const login of OTHERS) {
      expect(await seenBy(login), login).toEqual([true, true, true, true])
      expect(await page(login, "/filings/1")).not.toContain("请补充责任科室")
      // The first text never left the unit.
      expect(await status(login, "/filings/1/comparison?from=1.1&to=1.2")).toBe(404)
    }
  })

  test("what came back from the office says so, whatever the head had said before", async () => {
    await askHead(w)
    await bringDocument(w, "signing")
    await done(onDocument(w, "head", "sending-back"))
    await done(onDocument(w, "wang", "filing"))
    await done(onDocument(w, "head", "signature"))
    await done(onDocument(w, "lin", "return"))
    expect(await page("wang", "/filings/1")).toContain("<b>退回：</b>目标任务不具体。")
    await done(onDocument(w, "wang", "filing"))
    await done(onDocument(w, "head", "sending-back"))
    expect(await page("wang", "/filings/1")).toContain("<b>负责人发还：</b>请补充责任科室。")
    expect(await page("lin", "/filings/1")).not.toContain("请补充责任科室")
  })

  test("what the head sends by the own hand is signed with that", async () => {
    await askHead(w)
    await done(begin(w))
    await done(onDocument(w, "head", "filing"))
    expect(await versionOf(w)).toMatchObject({ state: "filed", signedById: w.actor("head").id })
  })
})

describe("two people", () => {
  test("whoever filed it leaves its 备案 to another one of the office", async () => {
    const { posts } = await import("#db/schema.ts")
    await w.database.write([
      w.database.db
        .insert(posts)
        .values({ personId: w.actor("lin").id, kind: "liaison", unitId: 3, fromOn: "2020-01-01" }),
    ])
    await done(begin(w, { unit: "3" }, "lin"))
    await done(onDocument(w, "lin", "filing"))
    await takeBoth(w)
    const own = await onDocument(w, "lin", "record")
    expect(own.status).toBe(403)
    expect(await own.text()).toContain("须由普法办另一人备案")
    await done(onDocument(w, "lin2", "record"))
  })

  test.each<[string, DocumentState, Login, Login]>([
    ["filing", "draft", "wang", "head"],
    ["recall", "filed", "wang", "head"],
    ["return", "filed", "lin", "lin2"],
    ["release", "recorded", "lin", "lin2"],
    ["withdrawal", "released", "lin", "lin2"],
    ["version", "recorded", "wang", "head"],
  ])("of two who press %s at once one is told that it has moved on", async (act, state, one, other) => {
    await bringDocument(w, state)
    await onlyOne(
      w,
      () => onDocument(w, one, act),
      () => onDocument(w, other, act),
    )
  })
})

/** Each act with where it starts, who may, who sees and is told, and what an empty form says. */
const ACTS: readonly (readonly [
  string,
  DocumentMove | null,
  DocumentState,
  Login,
  readonly Login[],
  readonly Login[],
])[] = [
  ["filing", "file", "draft", "wang", ["lin", "boss"], ["zhou", "zhao", "admin"]],
  ["recall", "recall", "filed", "wang", ["lin", "boss"], ["zhou", "zhao", "admin"]],
  ["return", "return", "filed", "lin", ["wang", "head", "boss"], ["zhou", "zhao", "admin"]],
  ["receipt", null, "filed", "lin", ["wang", "boss"], ["zhou", "zhao", "admin"]],
  ["record", "record", "filed", "lin", ["wang", "boss"], ["zhou", "zhao", "admin"]],
  ["release", "release", "recorded", "lin", ["wang", "boss"], ["zhou", "zhao", "admin"]],
  ["withdrawal", "withdraw", "released", "lin", ["wang", "boss"], ["zhou", "zhao", "admin"]],
  ["version", null, "recorded", "wang", ["lin", "boss"], ["zhou", "zhao", "admin"]],
]

describe.each(ACTS)("%s", (act, move, state, who, told, blind) => {
  test("is refused to the wrong person and invisible to the outsider", async () => {
    await bringDocument(w, state)
    for (const login of told) await refused(w, () => onDocument(w, login, act), 403)
    for (const login of blind) await refused(w, () => onDocument(w, login, act), 404)
  })

  test("in the wrong state it is told so, twice too", async () => {
    for (const wrong of DOCUMENT_STATES) {
      if (wrong === "signing" || wrong === state || (move && canMove(wrong, move))) continue
      if (act === "receipt" && ["recorded", "released", "withdrawn"].includes(wrong)) continue
      if (act === "version" && ["released", "withdrawn"].includes(wrong)) continue
      w = await world()
      await putYear(w)
      await bringDocument(w, wrong)
      await refused(w, () => onDocument(w, who, act), 409)
    }
  })

  test("a page of before is told that it has moved on", async () => {
    await bringDocument(w, state)
    const { version } = await versionOf(w)
    await refused(w, () => onDocument(w, who, act, { version: String(version - 1) }), 409)
  })
})

describe("bad input is said at the field", () => {
  test.each<[string, DocumentState, Fields, RegExp]>([
    ["return", "filed", { remark: "" }, /请填写退回理由/],
    ["return", "filed", { againBy: "2026-09-01" }, /不能早于今天/],
    ["return", "filed", { againBy: "下周" }, /没有看懂/],
    ["receipt", "filed", { medium: "fax" }, /请选择电子版或纸质件/],
    ["receipt", "filed", { takenOn: "2026-12-01" }, /签收日期不能晚于今天/],
    ["receipt", "filed", { takenOn: "" }, /请填写签收日期/],
    ["record", "filed", { recordedOn: "2027-01-01" }, /备案日期不能晚于今天/],
    ["record", "filed", { recordedOn: "2026-02-30" }, /2月没有30日/],
    ["record", "filed", { recordedOn: "2026-01-01" }, /不能早于报送日期/],
    ["release", "recorded", { address: "" }, /请填写公布的网址或位置/],
    ["withdrawal", "released", { remark: " " }, /请填写撤下理由/],
  ])("%s of a %s one", async (act, state, over, words) => {
    await bringDocument(w, state)
    if (act === "record") await takeBoth(w)
    const before = (await w.events()).length
    const response = await onDocument(w, "lin", act, over)
    expect(response.status).toBe(422)
    expect(await response.text()).toMatch(words)
    expect((await w.events()).length).toBe(before)
  })
})

test("备案回执 says what was recorded, of whom, under which number; before that there is none", async () => {
  await bringDocument(w, "filed")
  expect(await status("wang", "/filings/1/slip")).toBe(404)
  await takeBoth(w)
  await done(onDocument(w, "lin", "record"))
  const html = await page("wang", "/filings/1/slip")
  for (const words of ["普备计〔2026〕1号", "办公室2026年普法计划", "洪主任", "已盖章", "林督查"])
    expect(html).toContain(words)
  expect(await status("zhou", "/filings/1/slip")).toBe(404)
})

test("待备案 stands at the desk with its number, and lists what waits for the office", async () => {
  await bringDocument(w, "filed")
  expect(await page("lin", "/desk")).toContain("待备案")
  expect(await page("lin", "/filings")).toContain(PLAN_WORDS.title as string)
  expect(await page("wang", "/filings")).toContain("没有等待您备案的文件")
  expect(await status("admin", "/filings")).toBe(404)
})

test("search finds what was sent, by title and text, for whoever sees it", async () => {
  await done(begin(w))
  await done(onDocument(w, "wang", "draft"))
  expect(await page("lin", `/search?q=${encodeURIComponent("法治讲座")}`)).not.toContain("/filings/1")
  await done(onDocument(w, "wang", "filing"))
  for (const login of ["lin", "boss", "wang"] as const) {
    expect(await page(login, `/search?q=${encodeURIComponent("法治讲座")}`)).toContain("/filings/1")
  }
  expect(await page("zhou", `/search?q=${encodeURIComponent("法治讲座")}`)).not.toContain("/filings/1")
})

describe("代录", () => {
  const AT = "/years/2026/filings/entry?unit=1&kind=summary"
  const paper = { title: "办公室2026年普法总结", filedOn: "2026-09-18", text: "全年工作完成。" }
  const scan = [{ name: "总结.pdf", bytes: PDF }]
  const enter = (over: Fields = {}, login: Login = "lin", files = scan) =>
    w.as(login).post(AT, multipart({ ...paper, ...over }, { scan: files }))

  test("what came on paper only is filed as of its day, told to the unit, marked, and recorded by another one", async () => {
    expect(await page("lin", "/years/2026/filings")).toContain("filings/entry?unit=1&amp;kind=summary")
    expect(await page("wang", "/years/2026/filings")).not.toContain("filings/entry")
    await done(enter())
    expect(await documentOf(w)).toMatchObject({ kind: "summary", firstFiledOn: "2026-09-18" })
    expect(await trailOf(w, "filing:1/1")).toMatchObject([
      { action: "document_entered", particulars: { to: "filed", unit: "办公室", on: "2026-09-18" } },
    ])
    for (const login of ["lin", "wang", "boss"] as const) {
      const html = await page(login, "/filings/1")
      for (const words of ["代录", "全年工作完成。", "总结.pdf"]) expect(html, login).toContain(words)
    }
    const { rows } = await w.database.client.execute(
      "select d.about, p.login from deliveries d join people p on p.id = d.person_id",
    )
    expect(rows).toMatchObject([{ about: "filing_entered", login: "wang" }])
    await takeBoth(w)
    await refused(w, () => onDocument(w, "lin", "record"), 403, /须由普法办另一人备案/)
    await done(onDocument(w, "lin2", "record"))
    await refused(w, () => enter(), 409)
  })

  test("sent again by the unit it is its own", async () => {
    await done(enter())
    await done(onDocument(w, "lin2", "return"))
    await done(onDocument(w, "wang", "filing", { title: "总结", text: "重写。" }))
    expect(await page("lin", "/filings/1")).not.toContain('<span class="tag">代录</span>')
  })

  test.each<[string, Fields, RegExp]>([
    ["no title", { title: " " }, /请填写标题/],
    ["a day to come", { filedOn: "2026-10-01" }, /收到日期不能晚于今天/],
  ])("%s is told at the field, with the words kept", async (_, over, words) => {
    const response = await enter(over)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toMatch(words)
    expect(html).toContain("全年工作完成。")
  })

  test("it needs the scan, and is the office's", async () => {
    expect(await (await enter({}, "lin", [])).text()).toContain("请附纸质件的扫描件或照片")
    for (const login of ["wang", "head", "boss"] as const) await refused(w, () => enter({}, login), 403)
    for (const login of ["zhou", "zhao", "admin"] as const) await refused(w, () => enter({}, login), 404)
    expect(await status("lin", "/years/2026/filings/entry?unit=1&kind=letter")).toBe(404)
  })

  test("a 责任清单 is its items, which its unit writes: on paper it is entered by nobody", async () => {
    expect(await page("lin", "/years/2026/filings")).not.toContain("entry?unit=1&amp;kind=duty_list")
    const at = AT.replace("summary", "duty_list")
    expect(await status("lin", at)).toBe(404)
    await refused(w, () => w.as("lin").post(at, multipart(paper, { scan })), 404)
  })
})

test("备案回执 as a paper, for whoever reads it", async () => {
  await bringDocument(w, "recorded")
  const response = await w.as("wang").get("/filings/1/slip?as=docx")
  expect(response.headers.get("content-type")).toContain("wordprocessingml")
  expect(await status("zhou", "/filings/1/slip?as=docx")).toBe(404)
})

test("催办 of all who have not filed, in one press from the register", async () => {
  await w.travel("2026-12-20")
  const [, form = ""] =
    /<form method="post" action="\/years\/2026\/filings\/reminders">(.*?)<\/form>/s.exec(
      await page("lin", "/years/2026/filings"),
    ) ?? []
  const units = [...form.matchAll(/name="units" value="(\d+)"/g)].map(([, id = ""]) => id)
  expect(units.length).toBeGreaterThan(1)
  const text = /name="text" value="([^"]*)"/.exec(form)?.[1] ?? ""
  await done(w.as("lin").post("/years/2026/filings/reminders", { units, kind: "sent", text }))
  expect((await actions(w)).filter((one) => one === "filing_reminded")).toHaveLength(units.length)
})
