import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { NOTICE_KINDS, type NoticeState, plans, settings } from "#db/schema.ts"
import { DOCX_TYPE } from "#src/outward/papers/docx.ts"
import { goesUp } from "#src/supervision/notices/workflow.ts"
import { actions, bringNotice, done, draftNotice, type Fields, onNotice, refused } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { NOTICE_PAPER_LABEL } from "#views/notices/words.ts"
import { readDocx } from "./reading.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

async function paper(login: Login = "lin", id = 1) {
  const response = await w.as(login).get(`/notices/${id}/paper`)
  expect(response.status).toBe(200)
  const name = decodeURIComponent(response.headers.get("content-disposition")?.split("''")[1] ?? "")
  const { paragraphs, heads } = readDocx(new Uint8Array(await response.arrayBuffer()))
  return { response, name, heads, lines: paragraphs.filter(Boolean), text: paragraphs.join("\n") }
}

/** What stands in the receipt beside a heading. */
const beside = (lines: string[], heading: string) => lines[lines.lastIndexOf(heading) + 1]

describe("the paper of a notice", () => {
  test("says who demands what of whom, on which grounds, about which tasks, until when, and may be answered on it", async () => {
    await done(draftNotice(w, { assignments: ["1", "6"], demand: "请对照分工抓紧落实。\n　　确有困难的，说明原因。" }))
    const { lines, heads } = await paper()
    expect(heads).toEqual([])
    expect(lines).toEqual([
      ...["研究室", "督办通知单", "编号：督办通知〔2026〕1号\t签发：", "办公室："],
      "根据普法责任制分工方案，现就“报送三季度落实情况”予以督办。",
      ...["一、涉及任务", "任务", "任务内容", "职责", "完成时限"],
      ...["（一）", "把普法纳入工作总体布局，同部署、同检查、同落实。", "牵头", "未定时限"],
      ...["（三）", "健全完善学法制度。", "牵头", "未定时限"],
      ...["二、办理要求", "请对照分工抓紧落实。", "确有困难的，说明原因。", "请于2026年9月30日前书面反馈办理情况。"],
      ...["研究室", "2026年9月21日", "（联系人：林督查 8012）"],
      ...["督办通知单回执", "编号：督办通知〔2026〕1号"],
      ...["事项名称", "报送三季度落实情况", "承办单位", "办公室", "反馈期限", "2026年9月30日"],
      ...["签收人", "签收时间", "办理结果", "承办单位", "负责人审签", "（盖章）", "签字：　　　　　　　年　月　日"],
      ...["督办单位", "核查意见", "签字：　　　　　　　年　月　日", "注：已在系统中签收、反馈的，不必再报本回执。"],
    ])
  })

  test("is saved under a Chinese name with its number, and never shown as a page", async () => {
    await done(draftNotice(w))
    const { response, name } = await paper()
    expect(name).toBe("督办通知〔2026〕1号 办公室 报送三季度落实情况.docx")
    expect(response.headers.get("content-type")).toBe(DOCX_TYPE)
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="download"; filename\*=UTF-8''%/)
    expect(response.headers.get("cache-control")).toBe("no-store")
    expect(response.headers.get("content-security-policy")).toContain("sandbox")
  })

  test.each(NOTICE_KINDS)("of the kind %s has its own heading", async (kind) => {
    await done(draftNotice(w, { kind, send: "", facts: "抽查发现两期培训没有签到表。" }))
    const { lines, name } = await paper()
    const heading = NOTICE_PAPER_LABEL[kind]
    expect(lines).toContain(heading)
    expect(lines.includes(`${heading}回执`)).toBe(!goesUp(kind))
    expect(name).toBe(`${heading}（草稿） 办公室 报送三季度落实情况.docx`)
    const others = NOTICE_KINDS.filter((one) => one !== kind).map((one) => NOTICE_PAPER_LABEL[one])
    expect(lines.filter((line) => others.includes(line))).toEqual([])
  })

  test("of a rectification states the facts before what is to be put right", async () => {
    await done(draftNotice(w, { kind: "rectification", facts: "两期培训没有签到表。", demand: "补齐签到表。" }))
    const { lines } = await paper()
    const from = lines.indexOf("二、存在的问题")
    expect(lines.slice(from, from + 4)).toEqual([
      "二、存在的问题",
      "两期培训没有签到表。",
      "三、整改要求",
      "补齐签到表。",
    ])
    expect(lines).toContain("整改情况")
    expect(lines).toContain("根据普法责任制分工方案，现就“报送三季度落实情况”问题，要求你单位限期整改。")
    expect(lines).toContain("请于2026年9月30日前书面反馈整改情况。")
  })

  test("says once by when it is to be answered: not again where the demand names that day", async () => {
    await done(draftNotice(w, { demand: "请于9月30日前报送。" }))
    await done(draftNotice(w, { demand: "请于10月20日前报送。", again: "1" }))
    const dates = async (id: number) => (await paper("lin", id)).text.match(/请于[\d年月日]+前/g)
    expect(await dates(1)).toEqual(["请于9月30日前"])
    expect(await dates(2)).toEqual(["请于10月20日前", "请于2026年9月30日前"])
  })

  test.each([
    ["对9月30日的培训补齐签到表。", 1],
    ["9月30日前的材料一并补齐。", 1],
    ["说明9月30日前后的情况。", 1],
    ["请于2026年9月30日（周三）下班前报送。", 0],
    ["补齐签到表，9月30日之前反馈。", 0],
  ])("asks by that day unless the demand itself does: %s", async (demand, times) => {
    await done(draftNotice(w, { demand }))
    expect((await paper()).text.split("请于2026年9月30日前书面反馈").length - 1).toBe(times)
  })

  test("asks for the head's signature where the plan does, and of nobody else", async () => {
    const asked = "反馈材料须经你单位负责人审签。"
    await done(draftNotice(w))
    expect((await paper()).lines).not.toContain(asked)
    await w.database.write([w.database.db.update(plans).set({ headSigns: true }).where(eq(plans.id, 1))])
    expect((await paper()).lines).toContain(asked)
  })

  test("is filled in with what has been done already, so that it can be filed", async () => {
    await done(draftNotice(w))
    await done(onNotice(w, "wang", "acknowledgement"))
    const taken = (await paper()).lines
    expect([beside(taken, "签收人"), beside(taken, "签收时间")]).toEqual(["王联络", "2026年9月21日"])

    await done(onNotice(w, "wang", "answer"))
    expect(beside((await paper()).lines, "办理结果")).toBe("已按要求办理完毕，参加56人。")
    await done(onNotice(w, "lin", "verdict"))
    const { lines } = await paper("wang")
    expect(lines).toContain("（王联络，2026年9月21日反馈）")
    expect(beside(lines, "核查意见")).toBe("情况属实，同意销号。")
    expect(lines).toContain("林督查　2026年9月21日")
  })

  test("an answer that was taken back, or did not pass, does not stand in the receipt", async () => {
    const answer = "已按要求办理完毕，参加56人。"
    await done(draftNotice(w))
    await done(onNotice(w, "wang", "answer"))
    expect((await paper()).text).toContain(answer)
    await done(onNotice(w, "wang", "withdrawal"))
    expect((await paper()).text).not.toContain(answer)

    await done(onNotice(w, "wang", "answer"))
    await done(onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-10-12", remark: "没有签到表。" }))
    const { lines, text } = await paper()
    expect(text).not.toContain(answer)
    expect(text).toContain("请于2026年10月12日前（原定2026年9月30日）书面反馈办理情况。")
    const from = lines.indexOf("二、上次反馈的核查意见")
    expect(lines.slice(from + 1, from + 3)).toEqual(["不通过：没有签到表。", "三、办理要求"])
  })

  test("bears the organisation's name once it has been set, and not twice", async () => {
    await done(draftNotice(w))
    const { db, write } = w.database
    const name = (value: string) => ({ key: "organisation", value })
    await write([db.insert(settings).values(name("清河区信访局"))])
    expect((await paper()).lines[0]).toBe("清河区信访局研究室")
    await write([db.update(settings).set(name("研究"))])
    expect((await paper()).lines[0]).toBe("研究室")
  })

  test("emoji, scripts and any length are words like others", async () => {
    const words = "🙂<script>alert(1)</script>&amp;]]>"
    await done(draftNotice(w, { title: words, basis: words, demand: `${words}${"长".repeat(9000)}` }))
    const { lines, name, text } = await paper()
    expect(text).toContain(`现就“${words}”`)
    expect(lines).toContain(`${words}${"长".repeat(9000)}`)
    expect(name).toBe("督办通知〔2026〕1号 办公室 🙂 script alert(1) scri….docx")
  })
})

describe("a suggestion goes up", () => {
  const suggest = (kind: "interview" | "circular", over: Fields = {}) =>
    draftNotice(w, { kind, facts: "两次催办未报。", demand: "请说明未报原因。", ...over })

  test.each([
    ["interview", "约谈建议书", "进行约谈"],
    ["circular", "通报建议书", "予以通报"],
  ] as const)(
    "%s: to leadership, of the unit in the third person, for approval and without a receipt",
    async (kind, heading, what) => {
      await w.database.write([w.database.db.insert(settings).values({ key: "organisation", value: "清河区信访局" })])
      await done(suggest(kind))
      const { lines, text, heads } = await paper("boss")
      expect(heads).toEqual(["送审稿", "送审稿"])
      expect(lines.slice(0, 5)).toEqual([
        ...["清河区信访局研究室", heading, `编号：${heading.slice(0, 4)}〔2026〕　号\t签发：`, "局领导："],
        `根据普法责任制分工方案，现就“报送三季度落实情况”有关情况，建议对办公室${what}。`,
      ])
      expect(lines).toContain("拟要求办公室于2026年9月30日前书面反馈办理情况。")
      expect(lines.at(-4)).toBe("妥否，请批示。")
      expect(text).not.toMatch(/你单位|回执|办理结果/)
    },
  )

  test("约谈通知书 is there for the office once leadership has agreed, with room for when and where", async () => {
    const summons = async (login: Login, id = 1) => w.as(login).get(`/notices/${id}/paper?as=summons`)
    await done(suggest("interview"))
    expect((await summons("lin")).status).toBe(404)
    await done(onNotice(w, "boss", "approval"))
    const response = await summons("lin")
    expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toContain("约谈通知书 办公室")
    const lines = readDocx(new Uint8Array(await response.arrayBuffer())).paragraphs.filter(Boolean)
    expect(lines.slice(0, 4)).toEqual(["研究室", "约谈通知书", "编号：\t签发：", "办公室："])
    expect(lines).toEqual(expect.arrayContaining(["一、约谈时间", "二、约谈地点", "三、参加人员", "请说明未报原因。"]))
    expect(lines.join("")).toMatch(/决定就“报送三季度落实情况”有关情况对你单位进行约谈。.*请准时参加/)
    expect(lines.join("")).not.toContain("建议")
    expect(await (await w.as("lin").get("/notices/1")).text()).toContain('href="/notices/1/paper?as=summons"')
    expect((await summons("wang")).status).toBe(404)
    await done(suggest("circular", { again: "1" }))
    await done(onNotice(w, "boss", "approval", {}, 2))
    expect((await summons("lin", 2)).status).toBe(404)
  })

  test("the unit is told what was decided, and gets no paper that was written to leadership", async () => {
    await done(suggest("interview"))
    await done(onNotice(w, "boss", "approval"))
    for (const login of ["lin", "boss"] as const) {
      expect((await w.as(login).get("/notices/1/paper")).status, login).toBe(200)
      expect(await (await w.as(login).get("/notices/1")).text(), login).toContain('href="/notices/1/paper"')
    }
    await refused(w, () => w.as("wang").get("/notices/1/paper"), 404)
    const html = await (await w.as("wang").get("/notices/1")).text()
    expect(html).not.toContain("/notices/1/paper")
    expect(html).toMatch(/报经[^<]+审定，拟对办公室进行约谈，时间和地点由召集单位另行通知。/)
  })
})

test("whoever issues is told that the organisation has no name yet; units are not", async () => {
  await done(draftNotice(w))
  const html = async (login: Login) => (await w.as(login).get("/notices/1")).text()
  expect(await html("lin")).toContain("文件的署名只有“研究室”")
  expect(await html("wang")).not.toContain('id="unnamed"')
  await w.database.write([w.database.db.insert(settings).values({ key: "organisation", value: "清河区信访局" })])
  expect(await html("lin")).not.toContain('id="unnamed"')
})

describe("who gets it", () => {
  const STATUS: [NoticeState, { head: string[] }, { wang: number; boss: number }][] = [
    ["draft", { head: ["草稿", "草稿"] }, { wang: 404, boss: 404 }],
    ["approving", { head: ["草稿（待审定）", "草稿（待审定）"] }, { wang: 404, boss: 200 }],
    ["discarded", { head: ["草稿（已作废）", "草稿（已作废）"] }, { wang: 404, boss: 404 }],
    ["issued", { head: [] }, { wang: 200, boss: 200 }],
    ["closed", { head: [] }, { wang: 200, boss: 200 }],
    ["revoked", { head: ["已废止", "已废止"] }, { wang: 200, boss: 200 }],
  ]

  test.each(STATUS)(
    "%s: marked as what it is; the unit and leaders once they see the notice",
    async (state, { head }, others) => {
      await bringNotice(w, state)
      const { heads, lines } = await paper("lin2")
      expect(heads).toEqual(head)
      const isNumbered = !["draft", "approving", "discarded"].includes(state)
      expect(lines[2]).toBe(isNumbered ? "编号：督办通知〔2026〕1号\t签发：" : "编号：督办通知〔2026〕　号\t签发：")
      expect(lines.some((line) => line === (isNumbered ? "2026年9月21日" : "2026年　月　日"))).toBe(true)
      for (const login of ["wang", "boss"] as const) {
        expect((await w.as(login).get("/notices/1/paper")).status, login).toBe(others[login])
        // Whoever sees the page gets the paper, and nobody else.
        expect((await w.as(login).get("/notices/1")).status, login).toBe(others[login])
      }
    },
  )

  test("another unit, an outsider, administrators: there is no such notice; nor one that was never made", async () => {
    await done(draftNotice(w))
    for (const login of ["zhou", "zhao", "admin", "security", "auditor"] as const) {
      await refused(w, () => w.as(login).get("/notices/1/paper"), 404)
    }
    for (const id of ["2", "0", "999999999999999999"])
      await refused(w, () => w.as("lin").get(`/notices/${id}/paper`), 404)
    expect((await w.as(null).get("/notices/1/paper")).status).toBe(401)
  })

  test("twice is the same paper, and reading is no act: like evidence it leaves no event", async () => {
    await done(draftNotice(w))
    const before = await actions(w)
    const [one, other] = [await w.as("wang").get("/notices/1/paper"), await w.as("wang").get("/notices/1/paper")]
    expect(await one.arrayBuffer()).toEqual(await other.arrayBuffer())
    expect(await actions(w)).toEqual(before)
  })

  test("the page of a notice links to it by its name", async () => {
    await done(draftNotice(w, { kind: "rectification", facts: "没有签到表。" }))
    for (const login of ["lin", "wang", "boss"] as const) {
      const html = await (await w.as(login).get("/notices/1")).text()
      expect(html).toMatch(
        /<a class="button" href="\/notices\/1\/paper" hx-boost="false"[^>]*>\s*下载限期整改通知书（Word）/,
      )
    }
  })
})
