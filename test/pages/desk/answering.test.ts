import { expect, test } from "vitest"
import { done, enter, onReport, openRound, refused, reportOf } from "#test/support/acts.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/** Three reports wait: 1 and 6 of 办公室, 2 of 综合指导司, in this order. */
async function waiting() {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await w.travel("2026-09-21", 10)
  await done(onReport(w, "zhou", 2, "report"))
  await w.travel("2026-09-21", 11)
  await done(onReport(w, "wang", 6, "report"))
  return w
}

const desk = async (w: World, query = "", login: Login = "lin") => (await w.as(login).get(`/desk${query}`)).text()
const NEXT = { next: "/desk?queue=review&item=2-1" }

/** What is open and what was loaded ahead: the address, version and next step of every form in each. */
function parts(html: string) {
  const [, item = "", ahead = ""] =
    html.match(/<article[^>]*id="item"[^>]*>(.*)<\/article>(?:<template[^>]*>(.*)<\/template>)?/s) ?? []
  const forms = (text: string) =>
    [
      ...text.matchAll(
        /<form method="post" action="([^"]*)"[^>]*><input type="hidden" name="version" value="(\d+)"\/><input type="hidden" name="next" value="([^"]*)"/g,
      ),
    ].map(([, action, version, next]) => ({ action, version, next: next?.replaceAll("&amp;", "&") }))
  return { item: forms(item), ahead: forms(ahead) }
}

test("the page carries the next report, each form with its own address, version and next step", async () => {
  const w = await waiting()
  const { item, ahead } = parts(await desk(w))
  const of = (assignment: number, next: string) =>
    ["acceptance", "return"].map((act) => ({
      action: `/assignments/${assignment}/rounds/1/${act}`,
      version: "1",
      next: `/desk?queue=review&item=${next}`,
    }))
  expect(item).toEqual(of(1, "2-1"))
  expect(ahead).toEqual(of(2, "6-1"))
  // From the last one it goes back up, and a single one has nothing ahead.
  const last = parts(await desk(w, "?item=6-1"))
  expect([last.item, last.ahead]).toEqual([of(6, "2-1"), of(2, "1-1")])
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(onReport(w, "lin", 2, "acceptance"))
  const single = parts(await desk(w))
  expect(single.item.map(({ next }) => next)).toEqual(["/desk?queue=review", "/desk?queue=review"])
  expect(single.ahead).toEqual([])
})

test.each(["acceptance", "return"])(
  "%s of what somebody else answered meanwhile: refused, said by whom, the next one shown",
  async (act) => {
    const w = await waiting()
    await done(onReport(w, "lin2", 1, "return"))
    const own = { opinion: "我写的意见要留着", resubmitBy: "2026-09-24" }
    const html = await refused(w, () => onReport(w, "lin", 1, act, { version: "1", ...own, ...NEXT }), 409)
    expect(html).toMatch(/没有提交：办公室（一）已由凌督查「退回进展」（9月21日 11:00）/)
    expect(html).toContain("我写的意见要留着")
    expect(parts(html).item[0]?.action).toBe("/assignments/2/rounds/1/acceptance")
    expect(await reportOf(w, 1)).toMatchObject({ state: "returned", judgedById: 2 })
  },
)

test("what the unit took back or sent anew since the page was made is not answered unread", async () => {
  const w = await waiting()
  await done(onReport(w, "wang", 1, "withdrawal"))
  await done(onReport(w, "wang", 1, "report", { achieved: "改过的内容" }))
  const html = await refused(w, () => onReport(w, "lin", 1, "acceptance", { version: "1", ...NEXT }), 409)
  expect(html).toMatch(/已由王联络「报送进展」/)
  expect(await reportOf(w, 1)).toMatchObject({ state: "submitted" })
})

test("of two at the desk at once one is done, and the other is shown the next one", async () => {
  const w = await waiting()
  const press = (login: Login) => onReport(w, login, 1, "acceptance", { version: "1", ...NEXT })
  const responses = await Promise.all([press("lin"), press("lin2")])
  expect(responses.map(({ status }) => status).sort()).toEqual([303, 409])
  const loser = await responses.find(({ status }) => status === 409)?.text()
  expect(loser).toMatch(/没有提交：办公室（一）已由(林|凌)督查「采纳进展」/)
})

test("复核 that somebody has given already is told likewise; other refusals keep their own page", async () => {
  const w = await waiting()
  await done(onReport(w, "yan", 4, "report"))
  await done(onReport(w, "lin", 4, "acceptance"))
  await done(onReport(w, "lin2", 4, "confirmation"))
  const next = { next: "/desk?queue=confirm" }
  await refused(
    w,
    () => onReport(w, "lin2", 4, "confirmation", { version: "2", ...next }),
    409,
    /已由您本人「采纳进展」/,
  )
  await done(onReport(w, "wang", 6, "withdrawal"))
  await done(enter(w, "lin", 6))
  const html = await refused(w, () => onReport(w, "lin", 6, "acceptance", NEXT), 403, /须由其他督查人员核查/)
  expect(html).not.toContain('id="queue"')
})

test("single keys are switched off and on again in this browser, and are listed while they act", async () => {
  const w = await waiting()
  expect(await desk(w)).toMatch(/id="keys" data-on="yes".*<kbd>a<\/kbd>采纳/s)
  const off = await done(w.as("lin").post("/desk/keys", { next: "/desk?queue=review&item=2-1" }))
  expect(off.headers.get("location")).toBe("/desk?queue=review&item=2-1")
  expect(off.headers.getSetCookie().join()).toMatch(/keys=off/)
  const cookie = "__Host-sid=lin; keys=off"
  const page = await w.app.request("http://127.0.0.1:3000/desk", { headers: { cookie } })
  const html = await page.text()
  expect(html).toContain("单键快捷键已关闭。")
  expect(html).not.toContain("data-on")
  const on = await w.app.request("http://127.0.0.1:3000/desk/keys", {
    method: "POST",
    headers: { cookie, origin: "http://127.0.0.1:3000" },
    body: new URLSearchParams({ next: "//elsewhere" }),
  })
  expect(on.headers.get("location")).toBe("/desk")
  expect(on.headers.getSetCookie().join()).toMatch(/keys=;/)
})
