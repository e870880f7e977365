import { describe, expect, test } from "vitest"
import { plans } from "#db/schema.ts"
import { type World, world } from "#test/support/world.ts"
import { imported, issue } from "./support.ts"

const DOCUMENT = `关于加强普法的分工方案

一、加强学习
（一）制定学法计划。（牵头单位：办公室、综合指导司；配合单位：外事处）
（二）组织考试。（牵头单位：研究室、办公室）
（三）旁听庭审。（牵头单位：网络办）
`

const count = async (w: World) => {
  const { db, read } = w.database
  const [rows] = await read([db.select({ id: plans.id }).from(plans)])
  return rows.length
}

describe("下达 is looked at once more", () => {
  test("how much, for whom, who will see it and how far it can be taken back; nothing is issued yet", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    await draft.correct({ kind: "match_all" })
    const response = await issue(w, draft, { confirmed: "", title: "改过的名称", docNumber: "〔2026〕9号" })
    expect(response.status).toBe(200)
    const html = await response.text()
    for (const words of [
      "<b>3项任务、5个单位、6项分工</b>",
      "办公室2项、综合指导司1项、研究室1项、外事处1项、网络办1项",
      "改过的名称",
      "〔2026〕9号",
      "名录将新增1个单位：网络办",
      "3项未定时限",
      "下达后还没有填报期",
      "有单位报送进展之前",
      "「我的待办」随即出现待签收",
    ])
      expect(html).toContain(words)
    expect(await count(w)).toBe(1)
    expect((await issue(w, draft)).status).toBe(303)
    expect(await count(w)).toBe(2)
  })

  test("by when it is to be done, what comes first, and what has no day", async () => {
    const w = await world()
    const source = `方案
一、任务
（一）甲。（办公室负责，2027年6月底前完成）
（二）乙。（办公室负责，2027年3月31日前完成）
（三）丙。（研究室负责，长期坚持）
（四）丁。（研究室负责）`
    const draft = await imported(w, { source })
    const html = await (await issue(w, draft, { confirmed: "" })).text()
    expect(html).toContain("2项限期完成，最早2027年3月31日（（二））；1项长期坚持；1项未定时限")
  })

  test("it leads back to the draft with what was typed", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    await draft.correct({ kind: "match_all" })
    const response = await issue(w, draft, { confirmed: "", revise: "1", title: "改过的名称" })
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain('value="改过的名称"')
    expect(html).not.toContain('role="alert"')
    expect(await count(w)).toBe(1)
  })

  test("what is not complete is asked for before it is looked at", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    const response = await issue(w, draft, { confirmed: "" })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain("请先为网络办选择对应单位")
  })

  test("from an old page it is refused at the last step too", async () => {
    const w = await world()
    const draft = await imported(w, { source: DOCUMENT })
    await draft.correct({ kind: "match_all" })
    expect((await issue(w, { ...draft, revision: 1 })).status).toBe(409)
    expect(await count(w)).toBe(1)
  })
})

describe("the same document again", () => {
  const primaries = (html: string) =>
    [...html.matchAll(/<button type="submit" class="primary"[^>]*id="([^"]+)"/g)].map(([, id]) => id)

  test("only one button looks like the thing to do: to update what there is", async () => {
    const w = await world()
    const first = await imported(w, { source: DOCUMENT })
    await first.correct({ kind: "match_all" })
    expect(primaries(await first.html())).toEqual(["issue-top", "issue-button"])
    await issue(w, first)
    const again = await imported(w, { source: DOCUMENT })
    expect(primaries(await again.html())).toEqual(["update-2"])
    await again.correct({ plan: "2" }, "target")
    expect(primaries(await again.html())).toEqual(["issue-top", "issue-button"])
    const html = await (await issue(w, again, { confirmed: "" })).text()
    expect(html).toContain("更新后方案共<b>3项任务、5个单位、6项分工</b>。")
    expect(html).toContain("更新不能撤回")
  })

  test("issued as another plan, the last look says that it is there already", async () => {
    const w = await world()
    const first = await imported(w, { source: DOCUMENT })
    await first.correct({ kind: "match_all" })
    await issue(w, first)
    const again = await imported(w, { source: DOCUMENT })
    const html = await (await issue(w, again, { confirmed: "", target: "new" })).text()
    expect(html).toContain("已经下达，现在另行下达为一个新方案")
    expect((await issue(w, again, { target: "new" })).status).toBe(303)
    expect(await count(w)).toBe(3)
  })
})
