import { beforeEach, describe, expect, test } from "vitest"
import { tablesAnswer } from "#src/plans/intake/reading/tables.ts"
import { listRead } from "#src/year/duties/sheet_reading.ts"
import { done, type Fields, onAssignment, openRound, refused, trailOf } from "#test/support/acts.ts"
import { planApprover } from "#test/support/approvals.ts"
import { onDocument, takeBoth } from "#test/support/documents.ts"
import { dutyOf, enterDuty, fileList, LIST_WORDS, newestDuty, onDuty } from "#test/support/duties.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"
import { addLaw, openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const LISTS = "/years/2026/duties"
const page = async (login: Login, path = LISTS) => (await w.as(login).get(path)).text()
const status = async (login: Login, path: string) => (await w.as(login).get(path)).status
const LOGINS = Object.keys(CAST) as Login[]
/** The unit's own people. */
const OWN: Login[] = ["wang", "head"]
const CONTENT = "《信访工作条例》宣传"

describe("添加清单事项", () => {
  test("an item answers the five questions, and the trail says so", async () => {
    const response = await enterDuty(w, { stepBy: ["2026-03-15", ""], stepText: ["印好手册", ""] })
    expect(response.headers.get("location")).toBe(`${LISTS}?unit=1`)
    expect(await dutyOf(w)).toMatchObject({
      year: 2026,
      unitId: 1,
      position: 1,
      latest: 1,
      content: CONTENT,
      laws: ["信访工作条例"],
      applies: true,
      timing: "rhythm",
      rhythm: "quarterly",
      fromOn: "2026-01-01",
      untilOn: "2026-12-31",
      leadIds: [1],
      firstId: 1,
      steps: [{ by: "2026-03-15", text: "印好手册" }],
    })
    expect(await trailOf(w, "duty:1")).toMatchObject([
      { action: "duty_entered", particulars: { unit: "办公室", duty_content: CONTENT } },
    ])
    const list = await page("wang", `${LISTS}?unit=1`)
    for (const words of [CONTENT, "来访群众", "政府网站专栏", "每季度", "秘书处 王五", "问答手册 1册"])
      expect(list).toContain(words)
    expect(await page("wang", "/duties/1")).toContain("3月15日 印好手册")
  })

  test("the form is one's own unit's, which leads it until something else is said", async () => {
    const form = await page("wang", `${LISTS}/new`)
    expect(form).toMatch(/<input type="hidden" name="unit" value="1"/)
    expect(form).toMatch(/name="leads" value="1" checked/)
    expect(form.match(/ required[= >]/g)).toHaveLength(1)
  })

  test("an item may be entered with nothing but its content, and says what it lacks", async () => {
    const bare = { audience: "", ways: "", timing: "", rhythm: "", department: "", person: "", standard: "" }
    await done(enterDuty(w, { ...bare, measures: "", indicator: "", target: "", targetUnit: "", laws: "" }))
    await done(enterDuty(w))
    const list = await page("wang", `${LISTS}?unit=1`)
    expect(list).toContain("缺何时普、对谁普、怎么普、责任科室、责任人、工作标准、具体措施、指标")
    expect(list).toMatch(/id="view-gaps"[^>]*>未填全 1 项/)
    expect((await page("wang", `${LISTS}?unit=1&view=gaps`)).match(/data-row="duty"/g)).toHaveLength(1)
  })

  test("whoever leads is clear, or it is warned of: several and none first, or nobody", async () => {
    await done(enterDuty(w, { leads: ["1", "2"], first: "" }))
    await done(enterDuty(w, { leads: [] }))
    await done(enterDuty(w, { leads: ["1", "2"], first: "2" }))
    const list = await page("wang", `${LISTS}?unit=1`)
    expect(list).toContain("责任划分不明：几个单位牵头，没有第一牵头")
    expect(list).toContain("责任划分不明：没有牵头单位")
    expect(list).toContain("综合指导司（第一牵头）、办公室")
    expect((await page("wang", `${LISTS}?unit=1&view=unclear`)).match(/data-row="duty"/g)).toHaveLength(2)
  })

  test("a law that was repealed is warned of", async () => {
    await done(addLaw(w, { title: "婚姻法", repealedOn: "2021-01-01", successor: "民法典" }))
    await done(enterDuty(w, { laws: "《中华人民共和国婚姻法》" }))
    expect(await page("wang", "/duties/1")).toContain("2021年1月1日起废止，现为《民法典》")
    expect((await page("wang", `${LISTS}?view=repealed`)).match(/data-row="duty"/g)).toHaveLength(1)
  })

  test("what does not apply says why, and nothing is asked of it", async () => {
    await done(enterDuty(w, { applies: "no", why: "没有电子显示屏", audience: "", timing: "", leads: [] }))
    const list = await page("wang", `${LISTS}?unit=1`)
    expect(list).toContain("不适用：没有电子显示屏")
    expect(list).not.toContain("责任划分不明")
    expect(list).not.toContain('class="tag">缺')
  })

  test("不定期 is not never: it ends with the year", async () => {
    await done(enterDuty(w, { timing: "irregular" }))
    expect(await page("wang", `${LISTS}?unit=1`)).toContain("不定期，最迟12月31日")
  })

  test("a 普法节点 has its day of the year", async () => {
    const { rows } = await w.database.client.execute("select id from key_days where name = '国家宪法日'")
    await done(enterDuty(w, { timing: "key_day", keyDay: String(rows[0]?.id) }))
    expect(await dutyOf(w)).toMatchObject({ fromOn: "2026-12-04", untilOn: "2026-12-04", rhythm: null })
    expect(await page("wang", `${LISTS}?unit=1`)).toContain("国家宪法日（12月4日）")
  })

  test.each<[string, Fields, RegExp]>([
    ["no content", { content: " " }, /请填写普法内容/],
    ["nobody said whether it applies", { applies: "" }, /请选择是否适用/],
    ["no reason why not", { applies: "no", why: "" }, /请写明不适用的原因/],
    ["a rhythm that is none", { rhythm: "" }, /请选择多久一次/],
    ["a day that is none", { timing: "date", fromOn: "2026-02-30" }, /没有30日/],
    ["no day", { timing: "date" }, /请填写日期/],
    ["a day of another year", { timing: "date", fromOn: "2025-12-04" }, /请填写2026年的日期/],
    ["a span without its end", { timing: "range", fromOn: "2026-03-01" }, /请填写结束日期/],
    ["an end before its beginning", { timing: "range", fromOn: "2026-03-01", untilOn: "2026-02-01" }, /不能早于/],
    ["a 普法节点 of nobody's list", { timing: "key_day", keyDay: "999" }, /请从本年度的普法节点中选择/],
    ["a lead without a part in the year", { leads: ["1", "4"] }, /请从本年度的责任单位中勾选/],
    ["a first that does not lead", { leads: ["1", "2"], first: "3" }, /请从勾选的牵头单位中选择/],
    ["a step without words", { stepBy: "2026-03-15", stepText: "" }, /请写明内容/],
    ["a step of another year", { stepBy: "2027-03-15", stepText: "印手册" }, /「印手册」的日期请填写2026年的/],
    ["a step on a day that is none", { stepBy: "3月45日", stepText: "印手册" }, /没有看懂步骤的日期/],
    ["another unit", { unit: "2" }, /请选择本单位/],
  ])("%s is said at the field, with the words kept", async (_, over, words) => {
    const response = await enterDuty(w, { measures: "我写的措施", ...over })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toMatch(words)
    expect(text).toContain("我写的措施")
    expect(await newestDuty(w)).toBe(0)
  })

  test("who has no part in the year finds no such page; who sees it without writing for a unit is told so", async () => {
    for (const login of ["zhao", "admin", "security", "auditor"] as const) {
      await refused(w, () => enterDuty(w, {}, login), 404)
      expect(await status(login, LISTS), login).toBe(404)
    }
    for (const login of ["boss", "lin"] as const) await refused(w, () => enterDuty(w, {}, login), 403)
  })
})

describe("who reads what", () => {
  beforeEach(() => done(enterDuty(w)))

  test("what never left its unit is its own alone, on the page of the item and in every list", async () => {
    for (const login of LOGINS) expect(await status(login, "/duties/1"), login).toBe(OWN.includes(login) ? 200 : 404)
    for (const login of ["lin", "boss", "zhou"] as const) expect(await page(login), login).not.toContain(CONTENT)
    expect(await page("head")).toContain(CONTENT)
  })

  test("what was filed is read by the office, leadership and the 行业主管部门, and by nobody else", async () => {
    await w.database.client.execute("update bodies set supervisor_unit_id = 2 where unit_id = 1")
    await fileList(w)
    const readers: Login[] = [...OWN, "lin", "lin2", "boss", "zhou"]
    for (const login of LOGINS)
      expect(await status(login, "/duties/1"), login).toBe(readers.includes(login) ? 200 : 404)
    for (const login of ["lin", "boss", "zhou"] as const) expect(await page(login), login).toContain(CONTENT)
    expect(await page("yan")).not.toContain(CONTENT)
  })

  test("a unit that leads it beside the other reads it once it was filed", async () => {
    await done(enterDuty(w, { content: "联合宣讲", leads: ["1", "2"], first: "1" }))
    expect(await status("zhou", "/duties/2")).toBe(404)
    await fileList(w)
    expect(await status("zhou", "/duties/2")).toBe(200)
    expect(await page("zhou")).toContain("联合宣讲")
    expect(await page("zhou")).not.toContain(CONTENT)
  })

  test("what went to the head and no further is still the unit's", async () => {
    await w.database.client.execute(
      "insert into filing_rules (year, kind, asked, electronic, paper, head, yearly) values (2026, 'duty_list', 1, 1, 1, 1, 1)",
    )
    await fileList(w)
    for (const login of ["lin", "boss"] as const) expect(await status(login, "/duties/1")).toBe(404)
    await done(onDocument(w, "head", "signature"))
    for (const login of ["lin", "boss"] as const) expect(await status(login, "/duties/1")).toBe(200)
  })

  test("while the unit writes on, others read what was filed, and neither its new words nor its trail", async () => {
    await fileList(w)
    await done(onDocument(w, "wang", "recall"))
    await done(onDuty(w, "wang", "revision", { content: "改过的内容", measures: "改过的措施" }))
    for (const login of ["lin", "boss"] as const) {
      const item = await page(login, "/duties/1")
      expect(item).toContain(CONTENT)
      expect(item).not.toContain("改过的")
      expect(item).not.toContain('id="timeline"')
      expect(await page(login)).not.toContain("改过的")
      expect(await page(login, `${LISTS}?unit=1`)).toContain(CONTENT)
    }
    expect(await page("wang")).toContain("改过的内容")
    await done(onDocument(w, "wang", "filing", LIST_WORDS))
    expect(await page("lin")).toContain("改过的内容")
    // The wording before was filed too, and is compared with.
    expect(await page("lin", "/duties/1")).toContain("第1版")
  })

  test("a wording that was tried between two filings is the unit's alone", async () => {
    await done(onDuty(w, "wang", "revision", { measures: "试着写的措施" }))
    await done(onDuty(w, "wang", "revision", { measures: "定下的措施" }))
    await fileList(w)
    expect(await page("wang", "/duties/1")).toContain("试着写的措施")
    const item = await page("lin", "/duties/1")
    expect(item).toContain("定下的措施")
    expect(item).not.toContain("试着写的措施")
    expect(item).not.toContain('id="wordings"')
  })
})

describe("the list is the body of its 报备文件", () => {
  beforeEach(() => done(enterDuty(w)))

  test("items alone are enough to file it, and stand in the copy that was sent", async () => {
    await fileList(w)
    const { rows } = await w.database.client.execute("select * from filed_duties")
    expect(rows).toMatchObject([{ document_id: 1, number: 1, sending: 1, duty_id: 1, text_number: 1, position: 1 }])
    expect(await page("lin", "/filings/1")).toContain(`href="${LISTS}?unit=1"`)
  })

  test("a list without items, text and files is not filed", async () => {
    await done(onDuty(w, "wang", "striking"))
    await done(w.as("wang").post("/years/2026/filings", { kind: "duty_list", unit: "1" }))
    expect((await onDocument(w, "wang", "filing", LIST_WORDS)).status).toBe(422)
  })

  test("nothing in it changes while it is with the office or recorded", async () => {
    await fileList(w)
    const refuse = async () => {
      await refused(w, () => enterDuty(w), 409, /责任清单已经报送/)
      for (const act of ["revision", "striking"]) await refused(w, () => onDuty(w, "wang", act), 409)
    }
    await refuse()
    expect(await page("wang", "/duties/1")).not.toContain('id="revision"')
    await takeBoth(w)
    await done(onDocument(w, "lin", "record"))
    await refuse()
    // 修订: a new version, in which it is written on; 备案 stands meanwhile.
    await done(onDocument(w, "wang", "version"))
    await done(onDuty(w, "wang", "revision", { content: "修订后的内容" }))
    expect(await page("boss")).toContain(CONTENT)
    expect((await onDocument(w, "wang", "filing", LIST_WORDS)).status).toBe(422)
    await done(onDocument(w, "wang", "filing", { ...LIST_WORDS, change: "按新职能修改。" }))
    expect(await page("boss")).toContain("修订后的内容")
  })

  test("an item that is filed while it is written in finds the list shut", async () => {
    const [filing, revision] = await Promise.all([
      (async () => {
        await fileList(w)
        return true
      })(),
      onDuty(w, "wang", "revision", { content: "同时改的" }),
    ])
    expect(filing).toBe(true)
    const { rows } = await w.database.client.execute("select text_number from filed_duties")
    // Whichever came first: what is filed is what stands.
    if (revision.status === 303) expect(rows).toMatchObject([{ text_number: (await dutyOf(w))?.latest }])
    else expect(revision.status).toBe(409)
  })
})

describe("one item", () => {
  beforeEach(() => done(enterDuty(w)))

  test("is revised, and what it said before stays beside it", async () => {
    await done(onDuty(w, "head", "revision", { audience: "社区居民", laws: "宪法" }))
    expect(await dutyOf(w)).toMatchObject({ audience: "社区居民", laws: ["宪法"], latest: 2, version: 2 })
    expect((await trailOf(w, "duty:1")).at(-1)).toMatchObject({
      action: "duty_revised",
      particulars: {
        duty_audience: { before: "来访群众", after: "社区居民" },
        duty_laws: { before: ["信访工作条例"], after: ["宪法"] },
      },
    })
    const item = await page("wang", "/duties/1")
    expect(item).toContain("以前的内容（1版）")
    expect(item).toContain("来访群众")
  })

  test("twice from one page: the second is told that something has changed", async () => {
    await done(onDuty(w, "wang", "revision", { version: "1" }))
    await refused(w, () => onDuty(w, "wang", "revision", { version: "1" }), 409)
    await refused(w, () => onDuty(w, "wang", "striking", { version: "1" }), 409)
  })

  test("is changed by its own unit alone, and by nobody who only reads it", async () => {
    await fileList(w)
    await done(onDocument(w, "wang", "recall"))
    for (const act of ["revision", "striking"]) {
      for (const login of ["lin", "boss"] as const) await refused(w, () => onDuty(w, login, act), 403)
      for (const login of ["zhou", "zhao", "jing", "admin"] as const) await refused(w, () => onDuty(w, login, act), 404)
    }
  })

  test("is taken out with its reason; what was filed keeps it until the list is filed again", async () => {
    await fileList(w)
    await done(onDocument(w, "wang", "recall"))
    await done(enterDuty(w, { content: "留下的一项" }))
    await refused(w, () => onDuty(w, "wang", "striking", { reason: " " }), 422)
    await done(onDuty(w, "wang", "striking"))
    expect(await page("wang", LISTS)).not.toContain(CONTENT)
    expect(await page("wang", "/duties/1")).toContain("移出清单：职能划转。")
    await refused(w, () => onDuty(w, "wang", "revision"), 409)
    const item = await page("lin", "/duties/1")
    expect(item).toContain(CONTENT)
    expect(item).not.toContain("职能划转")
    await done(onDocument(w, "wang", "filing", LIST_WORDS))
    expect(await status("lin", "/duties/1")).toBe(404)
    expect(await page("lin")).toContain("留下的一项")
  })
})

test("the register opens with 责任划分不明, then what is repealed and what lacks something; its numbers open their rows", async () => {
  await done(enterDuty(w, { content: "完整的" }))
  await done(enterDuty(w, { content: "缺标准的", standard: "" }))
  await done(enterDuty(w, { content: "不清的", leads: [] }))
  await fileList(w)
  const list = await page("lin")
  const at = (words: string) => list.indexOf(words)
  expect(at("不清的")).toBeLessThan(at("缺标准的"))
  expect(at("缺标准的")).toBeLessThan(at("完整的"))
  expect(list).toMatch(/id="view-all"[^>]*>全部 3 项/)
  expect((await page("lin", `${LISTS}?unit=1&view=unclear`)).match(/data-row="duty"/g)).toHaveLength(1)
})

test("the register goes out as a file of what one sees, and who took it stands in the trail", async () => {
  await done(enterDuty(w))
  await refused(w, () => w.as("lin").post(`${LISTS}.csv`), 409, /没有可下载的内容/)
  await fileList(w)
  const csv = await (await w.as("lin").post(`${LISTS}.csv?unit=1`)).text()
  expect(csv).toContain("单位,普法内容,法律法规,普法对象,普法方式,普法时间,牵头单位,责任科室,责任人")
  expect(csv).toContain("办公室,《信访工作条例》宣传,《信访工作条例》,来访群众,政府网站专栏,每季度,办公室,秘书处,王五")
  const xlsx = await w.as("wang").post(`${LISTS}.xlsx`)
  expect(xlsx.headers.get("content-type")).toContain("spreadsheetml")
  expect((await w.events()).filter(({ action }) => action === "duties_taken")).toMatchObject([
    { particulars: { year: 2026, file: "csv", picked: "办公室", rows: 1 } },
    { particulars: { file: "xlsx" } },
  ])
})

test("the 任务书 of one unit is a Word document of what one reads, and says what was not recorded", async () => {
  await done(enterDuty(w))
  await refused(w, () => w.as("lin").post(`${LISTS}/1/paper`), 404)
  await fileList(w)
  const paper = async () => {
    const response = await w.as("lin").post(`${LISTS}/1/paper`)
    expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("普法责任任务书"))
    return listRead(tablesAnswer(new Uint8Array(await response.arrayBuffer())), { own: ["办公室"], others: [] })
  }
  expect(await paper()).toMatchObject({
    rows: [{ content: "《信访工作条例》宣传", laws: "《信访工作条例》", when: "每季度", person: "王五" }],
  })
  expect((await w.events()).at(-1)).toMatchObject({ action: "duties_taken", particulars: { file: "docx", rows: 1 } })
})

describe("沿用上年清单", () => {
  beforeEach(async () => {
    await w.travel("2027-02-01")
    await done(w.as("lin").post("/years", { year: "2027", office: "3", units: ["1", "3"] }))
  })
  const NEXT = "/years/2027/duties"
  const carry = (login: Login | null = "wang", unit = "1") => w.as(login).post(`${NEXT}/carrying`, { unit })

  test("in one act, each with the days of the new year, without those who have left it", async () => {
    const steps = { stepBy: ["2026-03-15"], stepText: ["印好手册"] }
    await done(enterDuty(w, { timing: "date", fromOn: "2026-05-01", leads: ["1", "2"], first: "2", ...steps }))
    const { rows } = await w.database.client.execute("select id from key_days where name = '宪法宣传周'")
    await done(enterDuty(w, { content: "宪法周", timing: "key_day", keyDay: String(rows[0]?.id) }))
    await done(enterDuty(w, { content: "移出的" }))
    await done(onDuty(w, "wang", "striking", {}, 3))
    expect(await page("wang", NEXT)).toContain("沿用上年清单（2项）")
    await done(carry())
    expect(await dutyOf(w, 4)).toMatchObject({
      year: 2027,
      fromId: 1,
      fromOn: "2027-05-01",
      untilOn: "2027-05-01",
      leadIds: [1],
      firstId: 1,
      steps: [{ by: "2027-03-15", text: "印好手册" }],
    })
    expect(await dutyOf(w, 5)).toMatchObject({ fromOn: "2027-11-29", untilOn: "2027-12-05", position: 2 })
    expect(await trailOf(w, "duty:5")).toMatchObject([{ action: "duty_carried" }])
    // Twice: nothing is left to carry.
    expect(await page("wang", NEXT)).not.toContain("沿用上年清单（")
    await refused(w, () => carry(), 409, /没有可沿用的/)
  })

  test("by the unit alone, into a list that was not sent", async () => {
    await done(enterDuty(w))
    await refused(w, () => carry("boss"), 403)
    await refused(w, () => carry("zhou"), 404)
    expect((await carry("yan")).status).toBe(422)
    await done(w.as("wang").post("/years/2027/filings", { kind: "duty_list", unit: "1" }))
    await done(onDocument(w, "wang", "filing", { ...LIST_WORDS, text: "见附件。" }))
    await refused(w, () => carry(), 409, /已经报送/)
  })
})

describe("found and dated", () => {
  const search = async (login: Login, words: string) => page(login, `/search?q=${encodeURIComponent(words)}`)
  const month = async (login: Login) => page(login, "/calendar?month=2026-10")

  test("by its words, in the wording that one reads", async () => {
    await done(enterDuty(w, { measures: "先写的措施" }))
    expect(await search("wang", "先写的措施")).toContain("/duties/1")
    expect(await search("lin", "先写的措施")).not.toContain("/duties/1")
    await fileList(w)
    await done(onDocument(w, "wang", "recall"))
    await done(onDuty(w, "wang", "revision", { measures: "后写的措施" }))
    expect(await search("lin", "先写的措施")).toContain("/duties/1")
    expect(await search("lin", "后写的措施")).not.toContain("/duties/1")
    expect(await search("lin", "先写的措施")).not.toContain("后写的措施")
    expect(await search("wang", "后写的措施")).toContain("/duties/1")
    expect(await search("zhou", "先写的措施")).not.toContain("/duties/1")
  })

  test("its day and its steps stand in the calendar of whoever reads it", async () => {
    const steps = { stepBy: ["2026-10-08", ""], stepText: ["印好手册", "没有日期的一步"] }
    await done(enterDuty(w, { content: "十月的宣传", timing: "date", fromOn: "2026-10-15", ...steps }))
    await done(enterDuty(w, { content: "每季度的", timing: "rhythm" }))
    const own = await month("wang")
    expect(own).toContain("十月的宣传")
    expect(own).toContain("印好手册")
    expect(own).not.toContain("每季度的")
    expect(await month("lin")).not.toContain("十月的宣传")
    await fileList(w)
    expect(await month("boss")).toContain("十月的宣传")
  })

  test("不定期 stands on the last day of its year", async () => {
    await done(enterDuty(w, { content: "随时可做的", timing: "irregular" }))
    expect(await page("wang", "/calendar?month=2026-12")).toContain("随时可做的")
  })
})

describe("落实到分工", () => {
  beforeEach(() => done(enterDuty(w)))
  const adopt = (login: Login = "wang", assignment = "1") => onDuty(w, login, "adoption", { assignment })

  test("an item adopts an assignment of its unit in one click, and each page leads to the other", async () => {
    await done(adopt())
    expect(await page("wang", "/duties/1")).toContain('href="/plans/1/tasks/1"')
    expect(await page("wang", "/plans/1/tasks/1")).toMatch(/id="duties">落实普法责任清单：<a href="\/duties\/1">/)
    expect(await trailOf(w, "duty:1")).toMatchObject([{}, { action: "duty_adopted", particulars: { unit: "办公室" } }])
    // Twice, or another unit's: there is nothing to adopt.
    expect((await adopt()).status).toBe(422)
    expect((await adopt("wang", "2")).status).toBe(422)
    await done(onDuty(w, "wang", "dropping", { assignment: "1" }))
    expect(await page("wang", "/plans/1/tasks/1")).not.toContain('id="duties"')
    await refused(w, () => onDuty(w, "wang", "dropping", { assignment: "1" }), 409)
  })

  test("on the page of the task it is read by those who read the item, in their wording", async () => {
    await done(adopt())
    for (const login of ["lin", "zhou", "boss"] as const)
      expect(await page(login, "/plans/1/tasks/1"), login).not.toContain('id="duties"')
    await fileList(w)
    for (const login of ["lin", "boss"] as const)
      expect(await page(login, "/plans/1/tasks/1"), login).toContain('id="duties"')
    expect(await page("zhou", "/plans/1/tasks/1")).not.toContain('id="duties"')
    await refused(w, () => adopt("lin"), 403)
    await refused(w, () => adopt("zhou"), 404)
    // Also of a list that was sent.
    await done(onDuty(w, "wang", "dropping", { assignment: "1" }))
    await done(adopt())
  })
})

describe("追加为分工", () => {
  const place = (login: Login = "lin", over: Fields = {}) =>
    onDuty(w, login, "placing", { plan: "1", listed: "1", ...over })
  const newest = async () => {
    const { rows } =
      await w.database.client.execute(`select a.id, a.unit_id, a.role, a.state, t.ordinal, t.text, t.deadline,
      t.due_by, (select count(*) from dues d where d.assignment_id = a.id) as dues from assignments a
      join tasks t on t.id = a.task_id where t.ordinal = 4 order by a.id`)
    return rows
  }

  test("the office of the year makes an assignment of an item that was filed, and the item shows its state", async () => {
    await done(openRound(w))
    await done(enterDuty(w, { leads: ["1", "2"], first: "2" }))
    await refused(w, () => place(), 404)
    await fileList(w)
    expect(await page("lin", "/duties/1")).toContain('id="placing"')
    for (const login of ["wang", "boss"] as const) expect(await page(login, "/duties/1")).not.toContain('id="placing"')
    await done(place())
    const task = {
      ordinal: 4,
      text: "《信访工作条例》宣传；对象：来访群众；方式：政府网站专栏；标准：讲清受理范围；指标：问答手册1册",
      deadline: "date",
      due_by: "2026-12-31",
      dues: 1,
    }
    expect(await newest()).toMatchObject([
      { unit_id: 2, role: "lead", state: "awaiting", ...task },
      { unit_id: 1, role: "lead", state: "awaiting", ...task },
    ])
    for (const login of ["lin", "wang", "boss"] as const) {
      const item = await page(login, "/duties/1")
      expect(item).toContain('href="/plans/1/tasks/4"')
      expect(item).toContain('<span class="tag">待签收</span>')
    }
    expect(await page("wang", "/plans/1/tasks/4")).toContain('href="/duties/1"')
    expect((await trailOf(w, "duty:1")).at(-1)).toMatchObject({ action: "duty_placed", particulars: { task: "4" } })
    expect(await trailOf(w, "task:1/4")).toMatchObject([{ action: "task_added" }])
    // Twice.
    const again = await place()
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining("已有分工落实这一事项")])
  })

  test("an assignment that was ended does not keep the item from another", async () => {
    await done(enterDuty(w))
    await fileList(w)
    await done(place("lin", { listed: "" }))
    const placed = Number((await newest())[0]?.id)
    await done(onAssignment(w, "wang", placed, "acknowledgement"))
    await done(onAssignment(w, "lin", placed, "termination"))
    await done(place("lin", { listed: "" }))
    const { rows } = await w.database.client.execute("select ordinal from tasks where plan_id = 1 and ordinal > 3")
    expect(rows.map(({ ordinal }) => ordinal)).toEqual([4, 5])
  })

  test("not into a round unless it is said so, and a day that is over is asked about first", async () => {
    await done(openRound(w))
    await done(enterDuty(w, { timing: "date", fromOn: "2026-02-01" }))
    await fileList(w)
    const asked = await place("lin", { listed: "" })
    expect([asked.status, await asked.text()]).toEqual([422, expect.stringContaining("完成时限")])
    await done(place("lin", { listed: "", daysAsked: "plan=2026-02-01" }))
    expect(await newest()).toMatchObject([{ unit_id: 1, due_by: "2026-02-01", dues: 0 }])
  })

  test("what stands in the way is said at the field: the plan of nobody, the approver of plans", async () => {
    await done(enterDuty(w))
    await fileList(w)
    expect(await (await place("lin", { plan: "9" })).text()).toContain("请选择本部门一个在办的方案")
    await planApprover(w, "leader")
    const refusal = await place()
    expect([refusal.status, await refusal.text()]).toEqual([422, expect.stringContaining("方案的改动须经审定")])
    expect(await newest()).toEqual([])
  })

  test("by the year's office alone, and not of what does not apply or was taken out", async () => {
    await done(enterDuty(w, { applies: "no", why: "没有大厅" }))
    await fileList(w)
    await refused(w, () => place(), 409)
    await refused(w, () => place("wang"), 403)
    await refused(w, () => place("boss"), 403)
    await refused(w, () => place("zhou"), 404)
  })
})

describe("恢复, 上移, 下移", () => {
  const order = async () => {
    const { rows } = await w.database.client.execute("select id from duties order by position, id")
    return rows.map(({ id }) => id)
  }
  const move = (login: Login, id: number, towards: string) => onDuty(w, login, "moving", { towards }, id)

  test("what was taken out is found again and comes back to its place", async () => {
    await done(enterDuty(w))
    await done(enterDuty(w, { content: "第二项" }))
    await refused(w, () => onDuty(w, "wang", "restoring"), 409)
    await done(onDuty(w, "wang", "striking"))
    expect(await page("wang", `${LISTS}?unit=1&view=struck`)).toContain(CONTENT)
    expect(await page("wang", `${LISTS}?unit=1`)).toMatch(/id="view-struck"[^>]*>已移出 1 项/)
    expect(await page("lin", `${LISTS}?view=struck`)).not.toContain(CONTENT)
    expect(await page("wang", "/duties/1")).toContain("恢复到清单")
    await refused(w, () => onDuty(w, "lin", "restoring"), 404)
    await done(onDuty(w, "wang", "restoring"))
    expect(await dutyOf(w)).toMatchObject({ struckOn: null, struckWhy: "", position: 1 })
    expect((await trailOf(w, "duty:1")).at(-1)).toMatchObject({ action: "duty_restored" })
    await done(onDuty(w, "wang", "striking"))
    await fileList(w)
    await refused(w, () => onDuty(w, "wang", "restoring"), 409, /已经报送/)
  })

  test("two neighbours change places, past what was taken out; the ends go no further", async () => {
    for (const content of ["第一项", "第二项", "第三项"]) await done(enterDuty(w, { content }))
    await done(onDuty(w, "wang", "striking", {}, 2))
    await done(move("wang", 3, "up"))
    expect(await order()).toEqual([3, 2, 1])
    await refused(w, () => move("wang", 3, "up"), 409)
    await done(move("wang", 3, "down"))
    expect(await order()).toEqual([1, 2, 3])
    const list = await page("wang", `${LISTS}?unit=1`)
    expect([list.match(/>上移</g)?.length, list.match(/>下移</g)?.length]).toEqual([1, 1])
    expect((await move("wang", 1, "sideways")).status).toBe(422)
    await refused(w, () => move("lin", 1, "down"), 404)
    await fileList(w)
    await refused(w, () => move("wang", 1, "down"), 409, /已经报送/)
    expect(await page("wang", `${LISTS}?unit=1`)).not.toContain(">上移<")
    await refused(w, () => move("lin", 1, "down"), 403)
  })
})

describe("清单比较", () => {
  const COMPARED = `${LISTS}/1/comparison`
  const between = (login: Login, from: string, to: string) => page(login, `${COMPARED}?from=${from}&to=${to}`)

  test("two lists as they were filed, item by item: what changed, came and went is marked", async () => {
    await done(enterDuty(w, { content: "会改的", measures: "先写的措施" }))
    await done(enterDuty(w, { content: "会走的" }))
    await done(enterDuty(w, { content: "不变的" }))
    await fileList(w)
    await done(onDocument(w, "wang", "recall"))
    await done(onDuty(w, "wang", "revision", { content: "会改的", measures: "后写的措施" }))
    await done(onDuty(w, "wang", "striking", {}, 2))
    await done(enterDuty(w, { content: "新来的" }))
    await done(enterDuty(w, { content: "还没报的" }))
    await done(onDuty(w, "wang", "striking", {}, 5))
    await done(onDocument(w, "wang", "filing", LIST_WORDS))
    for (const login of ["wang", "lin", "boss"] as const) {
      const shown = await between(login, "1.1.1", "1.1.2")
      expect(shown).toContain("共4项，有变化的3项")
      expect(shown).toMatch(/会改的[\s\S]*有改动[\s\S]*<del>先<\/del>[\s\S]*<ins>后<\/ins>/)
      expect(shown).toMatch(/新来的 <span class="tag">新增<\/span>/)
      expect(shown).toMatch(/会走的 <span class="tag">移出<\/span>/)
      expect(shown).toMatch(/不变的 <\/th>/)
      expect(shown).not.toContain("还没报的")
    }
    // Without a choice the last two are ready to be chosen.
    expect(await page("lin", COMPARED)).toMatch(/value="1\.1\.1" selected[\s\S]*value="1\.1\.2" selected/)
  })

  test("last year's beside this year's: an item that was carried over is the same one", async () => {
    await done(enterDuty(w, { content: "沿用的", timing: "date", fromOn: "2026-05-01" }))
    await fileList(w)
    await openYear(w, { year: "2027" })
    await done(w.as("wang").post("/years/2027/duties/carrying", { unit: "1" }))
    await done(w.as("wang").post("/years/2027/filings", { kind: "duty_list", unit: "1" }))
    await done(onDocument(w, "wang", "filing", LIST_WORDS, 2))
    const shown = await between("lin", "1.1.1", "2.1.1")
    expect(shown).toContain("共1项，有变化的1项")
    expect(shown).toContain("<ins>")
  })

  test("nothing that did not leave its unit, and nobody who does not see the unit", async () => {
    await done(enterDuty(w))
    for (const login of LOGINS) expect(await status(login, COMPARED), login).toBe(404)
    expect(await page("wang", `${LISTS}?unit=1`)).not.toContain(COMPARED)
    await fileList(w)
    expect(await page("lin", `${LISTS}?unit=1`)).toContain(COMPARED)
    expect(await page("lin", COMPARED)).toContain("只报送过一次")
    for (const login of ["zhou", "zhao", "admin", "auditor"] as const)
      expect(await status(login, COMPARED), login).toBe(404)
    expect(await between("lin", "9.1.1", "1.1.1")).toContain("共1项")
  })
})
