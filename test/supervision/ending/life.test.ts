import { eq, sql } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { type Plan, plans } from "#db/schema.ts"
import { sweep } from "#src/messages/sweep.ts"
import { issuePlan } from "#src/plans/plan/commands.ts"
import { acting } from "#src/trail/record.ts"
import {
  askForExtension,
  bring,
  done,
  draftNotice,
  type Fields,
  instruct,
  onAssignment,
  onExtension,
  onInstruction,
  onlyOne,
  onNotice,
  onReport,
  openRound,
  refused,
  settings,
  trailOf,
} from "#test/support/acts.ts"
import { discrepancies } from "#test/support/house.ts"
import { bringInspection, onConclusion } from "#test/support/inspections.ts"
import { addressesOf, furnished, routesOf } from "#test/support/routes.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"

const LOGINS = Object.keys(CAST) as Login[]

const planOf = async (w: World, id = 1): Promise<Plan> => {
  const { db, read } = w.database
  const [[row]] = await read([db.select().from(plans).where(eq(plans.id, id))])
  if (!row) throw new Error(`no plan ${id}`)
  return row
}

/** A form on the plan, made of what is there now. */
const onPlan = async (w: World, login: Login | null, act: string, over: Fields = {}) =>
  w.as(login).post(`/plans/1/${act}`, {
    version: String((await planOf(w)).version),
    remark: act === "archiving" ? "" : "理由如下。",
    ...(act === "archiving" ? { anyway: "1" } : {}),
    ...over,
  })

const page = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()

let w: World
beforeEach(async () => {
  w = await world()
})

const ACTS = ["withdrawal", "archiving", "restoration"]

describe("who may", () => {
  const SEES: Login[] = ["wang", "head", "zhou", "yan", "boss"]
  test.each(ACTS)("%s is the supervising office's; others are told, an outsider knows of no such plan", async (act) => {
    for (const login of LOGINS.filter((one) => one !== "lin" && one !== "lin2")) {
      await refused(w, () => onPlan(w, login, act), SEES.includes(login) ? 403 : 404)
      expect((await w.as(login).get(`/plans/1/${act}`)).status).toBe(SEES.includes(login) ? 403 : 404)
    }
    expect((await planOf(w)).state).toBe("issued")
  })

  test("without a reason it is asked for again; from an old page, or twice, it is refused", async () => {
    const html = await refused(w, () => onPlan(w, "lin", "withdrawal", { remark: "  " }), 422, "请填写理由")
    expect(html).toContain('id="do-withdrawal"')
    await refused(w, () => onPlan(w, "lin", "withdrawal", { version: "7" }), 409)
    await onlyOne(
      w,
      () => w.as("lin").post("/plans/1/withdrawal", { version: "1", remark: "误发" }),
      () => w.as("lin2").post("/plans/1/archiving", { version: "1", anyway: "1" }),
    )
    await refused(w, () => onPlan(w, "lin", "withdrawal"), 409, /已撤回下达|已归档/)
  })

  test("what is not archived is not restored, and what was withdrawn neither", async () => {
    await refused(w, () => onPlan(w, "lin", "restoration"), 409, "正在运行")
    await done(onPlan(w, "lin", "withdrawal"))
    await refused(w, () => onPlan(w, "lin", "restoration"), 409, "已撤回下达")
    await refused(w, () => onPlan(w, "lin", "archiving"), 409, "已撤回下达")
  })
})

/** Everything that may wait for somebody, and no report. */
async function busy() {
  await done(openRound(w))
  await bring(w, 1, "active")
  await done(onAssignment(w, "zhou", 2, "dispute"))
  await done(onReport(w, "wang", 1, "draft"))
  await done(w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1", "3"], kind: "sent", text: "请报送" }))
  await done(draftNotice(w))
  await done(draftNotice(w, { assignments: ["3"], send: "" }))
  await askForExtension(w)
  await done(instruct(w))
}

describe("撤回下达", () => {
  test("says what follows and how far it has come, and what stands against it", async () => {
    await busy()
    const html = await page(w, "lin", "/plans/1/withdrawal")
    expect(html).toContain("3个单位、6项分工，已签收1项")
    expect(html).toContain("撤回不能恢复")
    await done(onReport(w, "wang", 1, "report"))
    const then = await page(w, "lin", "/plans/1/withdrawal")
    expect(then).toContain("1项进展已报送")
    expect(then).not.toContain("do-withdrawal")
  })

  test("the plan is withdrawn with its reason, the trail says so, and the states agree with it", async () => {
    await busy()
    const response = await done(onPlan(w, "lin2", "withdrawal", { remark: "误发，以重新下达的为准。" }))
    expect(response.headers.get("location")).toBe("/plans/1")
    expect(await planOf(w)).toMatchObject({ state: "withdrawn", remark: "误发，以重新下达的为准。", movedById: 2 })
    expect((await trailOf(w, "plan:1")).at(-1)).toMatchObject({
      action: "plan_withdrawn",
      actorId: 2,
      particulars: { from: "issued", to: "withdrawn", remark: "误发，以重新下达的为准。" },
    })
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("a unit finds that it was withdrawn and why, and none of its words anywhere", async () => {
    await busy()
    await done(onPlan(w, "lin", "withdrawal", { remark: "误发，以重新下达的为准。" }))
    for (const login of ["wang", "head", "zhou", "yan"] as const) {
      const html = await page(w, login, "/plans/1")
      expect(html).toContain("方案已撤回下达")
      expect(html).toContain("误发，以重新下达的为准。")
      expect(html).not.toContain("把普法纳入")
      for (const path of ["tasks/1", "matrix", "rounds", "supervision", "source"])
        expect((await w.as(login).get(`/plans/1/${path}`)).status, path).toBe(404)
      expect(await page(w, login, "/plans?view=withdrawn")).toContain("误发，以重新下达的为准。")
      expect(await page(w, login, "/plans")).not.toContain('id="plan-1"')
      for (const path of ["/notices/1", "/extensions/1"]) expect((await w.as(login).get(path)).status).toBe(404)
    }
    for (const login of ["zhao", "jing", "admin"] as const) {
      expect((await w.as(login).get("/plans/1")).status).toBe(404)
      expect(await page(w, login, "/plans?view=withdrawn")).not.toContain("误发")
    }
  })

  test("the office and the leader read it on, marked, without a button", async () => {
    await busy()
    await done(onPlan(w, "lin", "withdrawal"))
    for (const login of ["lin", "lin2", "boss"] as const) {
      for (const path of ["/plans/1", "/plans/1/tasks/1", "/plans/1/matrix?open=1-1"]) {
        const html = await page(w, login, path)
        expect(html, path).toContain("把普法纳入")
        expect(acts(html), path).toEqual([])
      }
      const html = await page(w, login, "/plans/1")
      expect(html).toContain("已撤回")
      expect(html).toContain("理由：理由如下。")
    }
  })

  test.each<[string, () => Promise<unknown>]>([
    ["a report is sent", () => done(onReport(w, "wang", 1, "report"))],
    ["a report is judged", () => reported("acceptance")],
    ["a report was returned, and lies with the unit", () => reported("return")],
    ["completion is claimed", () => bring(w, 1, "claimed")],
    ["a rectification is demanded", () => bring(w, 1, "rectifying")],
    ["a notice is answered", () => answered()],
  ])("nobody withdraws what units have worked on: %s", async (_, act) => {
    await done(openRound(w))
    await act()
    await refused(w, () => onPlan(w, "lin", "withdrawal"), 409, "方案不能撤回")
    expect((await planOf(w)).state).toBe("issued")
  })

  const reported = async (act: string) => {
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "lin", 1, act))
  }
  const answered = async () => {
    await done(draftNotice(w))
    await done(onNotice(w, "wang", "answer"))
  }

  test("what the unit took back before anybody judged it has not been made", async () => {
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 1, "withdrawal"))
    await bring(w, 6, "claimed")
    await done(onAssignment(w, "wang", 6, "withdrawal"))
    await done(onPlan(w, "lin", "withdrawal"))
  })

  test("a report and the withdrawal at once: whichever is first, the other is told", async () => {
    await done(openRound(w))
    const form = { achieved: "已办", problems: "", nextSteps: "", revision: "0", version: "0" }
    const both = await Promise.all([
      w.as("wang").post("/assignments/1/rounds/1/report", form),
      w.as("lin").post("/plans/1/withdrawal", { version: "1", remark: "误发" }),
    ])
    const [report, withdrawal] = both.map(({ status }) => status)
    expect([report, withdrawal].filter((status) => status === 303)).toHaveLength(1)
    expect([404, 409]).toContain(report === 303 ? withdrawal : report)
  })

  test("the document may be issued anew, and is not offered as an update of what was withdrawn", async () => {
    await done(onPlan(w, "lin", "withdrawal"))
    const source = "普法责任制分工方案\n\n（一）把普法纳入总体布局。（牵头单位：办公室）\n"
    const draft = (await done(w.as("lin").post("/plans/new", { source }))).headers.get("location") ?? ""
    expect(await page(w, "lin", draft)).not.toContain('id="same"')
  })
})

/** Forms by which something would be done; those that stand on every page are none. */
const acts = (html: string) =>
  [...html.matchAll(/<form method="post" action="([^"]+)".*?<\/form>/gs)]
    .filter(([form]) => form.includes('type="submit"'))
    .map(([, action = ""]) => action)
    .filter((action) => !/^\/(logout|type-size)/.test(action))

/** What each person is asked for, on every page that asks. */
async function askedOf(w: World) {
  const places = [
    "/todo",
    ...["review", "confirm", "claims", "answers", "extensions", "instructions", "approvals", "overdue", "disputes"].map(
      (queue) => `/desk?queue=${queue}`,
    ),
    "/notices",
    "/notices?view=overdue",
    "/notices?view=answered",
    "/notices?view=drafting",
    "/inspections",
    "/overview",
    "/units/1",
    "/units/2",
    "/plans",
  ]
  const found: string[] = []
  for (const login of ["lin", "lin2", "wang", "head", "jing", "zhou", "yan", "boss"] as const)
    for (const path of places) {
      const html = await page(w, login, path)
      const named = /普法责任制分工方案|把普法纳入|第三季度|\/plans\/1["/?#]|\/assignments\/\d/.exec(html)
      if (named) found.push(`${login} ${path}: ${named[0]}`)
    }
  return found
}

describe.each([
  ["withdrawn", "withdrawal"],
  ["archived", "archiving"],
])("a plan that is %s asks nobody for anything", (state, act) => {
  test("on no page, by no message, not by itself", async () => {
    await busy()
    expect(await askedOf(w)).not.toEqual([])
    await done(onPlan(w, "lin", act))
    expect((await planOf(w)).state).toBe(state)
    expect(await askedOf(w)).toEqual([])
    const before = (await w.events()).length
    // Past every day that was set: nothing is cut off, nobody is reminded, nothing is sent.
    await w.travel("2026-11-02")
    expect(await sweep(w.database, w.now())).toMatchObject({ cutOff: 0, digests: 0 })
    expect((await w.events()).length).toBe(before)
    expect(await askedOf(w)).toEqual([])
  })
})

describe("归档", () => {
  test("says what is still open, and asks twice", async () => {
    await busy()
    const html = await page(w, "lin", "/plans/1/archiving")
    for (const words of [
      "6项分工未办结",
      "1个填报期未封账",
      "1件督办单未销号",
      "1项延期申请未批复",
      "1件批示待落实或待阅",
    ])
      expect(html).toContain(words)
    await refused(w, () => onPlan(w, "lin", "archiving", { anyway: [] }), 409, "仍要归档")
    await done(onPlan(w, "lin", "archiving", { remark: "年度结束" }))
    expect((await trailOf(w, "plan:1")).at(-1)).toMatchObject({
      action: "plan_archived",
      particulars: { from: "issued", to: "archived", remark: "年度结束", left: { parts: 6, rounds: 1, notices: 1 } },
    })
    expect(await discrepancies(w.database)).toEqual([])
  })

  test("what is done needs no second asking; 长期坚持 never ends", async () => {
    await done(
      w.as("lin").post("/plans/1/schedule", { tasks: ["1", "2"], rhythm: "", deadline: "continuing", dueBy: "" }),
    )
    for (const [assignment, unit] of [
      [5, "zhou"],
      [6, "wang"],
    ] as const)
      await bring(w, assignment, "closed", { unit, office: "lin" })
    expect(await page(w, "lin", "/plans/1/archiving")).not.toContain("仍要归档")
    await done(onPlan(w, "lin", "archiving", { anyway: [] }))
  })

  test("everybody who saw it finds it among the archived, reads it, and is offered nothing to do", async () => {
    await busy()
    await done(onPlan(w, "lin", "archiving"))
    for (const login of ["lin", "boss", "wang", "zhou"] as const) {
      expect(await page(w, login, "/plans")).not.toContain('id="plan-1"')
      expect(await page(w, login, "/plans?view=archived")).toContain('id="plan-1"')
      for (const path of [
        "/plans/1",
        "/plans/1/matrix?open=1-1",
        "/plans/1/tasks/1",
        "/plans/1/rounds",
        "/plans/1/supervision",
        ...(login === "zhou" ? [] : ["/notices/1", "/extensions/1"]),
        ...(login === "lin" || login === "boss" ? ["/instructions/1"] : []),
        ...(login === "lin" ? ["/plans/1/settings"] : []),
      ]) {
        const response = await w.as(login).get(path)
        const html = await response.text()
        expect({ login, path, status: response.status, acts: acts(html) }).toEqual({
          login,
          path,
          status: 200,
          acts: [],
        })
      }
      expect(await page(w, login, "/plans/1/tasks/1")).not.toMatch(/\/extension"|\/notices\/new/)
    }
    expect(await page(w, "lin", "/plans/1")).toContain("已归档")
    expect(await page(w, "lin", "/plans/1")).toContain("/plans/1/restoration")
    expect(await page(w, "wang", "/plans/1")).not.toContain("/plans/1/restoration")
  })

  test("its lights stay as on the day it was archived", async () => {
    await done(openRound(w))
    await done(onPlan(w, "lin", "archiving"))
    const before = await page(w, "lin", "/plans/1/matrix")
    await w.travel("2026-11-02")
    const after = await page(w, "lin", "/plans/1/matrix")
    expect(after).not.toMatch(/class="c red|超时限|逾期\d/)
    expect(lightsOf(after)).toEqual(lightsOf(before))
  })
  const lightsOf = (html: string) => [...html.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label).sort()

  test("restored with a reason, it goes on where it stood", async () => {
    await busy()
    const asked = await askedOf(w)
    await done(onPlan(w, "lin", "archiving"))
    await refused(w, () => onPlan(w, "lin", "restoration", { remark: "" }), 422, "请填写理由")
    await done(onPlan(w, "lin2", "restoration", { remark: "还有一项要办" }))
    expect(await planOf(w)).toMatchObject({ state: "issued", remark: "还有一项要办", movedById: 2 })
    expect(await askedOf(w)).toEqual(asked)
    expect(await discrepancies(w.database)).toEqual([])
    await done(onReport(w, "wang", 1, "report"))
  })
})

describe("every act on a plan that has ended is refused with a sentence", () => {
  const ACT: [string, (w: World) => Promise<Response> | Response][] = [
    ["签收", (w) => onAssignment(w, "wang", 6, "acknowledgement")],
    ["异议", (w) => onAssignment(w, "wang", 6, "dispute")],
    ["具体措施", (w) => onAssignment(w, "wang", 1, "planning")],
    ["交办", (w) => onAssignment(w, "wang", 1, "handler")],
    ["终止", (w) => onAssignment(w, "lin", 6, "termination")],
    ["改派", (w) => onAssignment(w, "lin", 6, "reassignment")],
    ["调整灯色", (w) => onAssignment(w, "lin", 6, "light")],
    ["草稿", (w) => onReport(w, "wang", 1, "draft")],
    ["报送", (w) => onReport(w, "wang", 1, "report")],
    ["采纳", (w) => onReport(w, "lin", 2, "acceptance")],
    ["退回", (w) => onReport(w, "lin", 2, "return")],
    ["拟办", (w) => draftNotice(w, { assignments: ["2"] })],
    ["签收督办单", (w) => onNotice(w, "wang", "acknowledgement")],
    ["反馈草稿", (w) => onNotice(w, "wang", "draft")],
    ["反馈", (w) => onNotice(w, "wang", "answer")],
    ["废止督办单", (w) => onNotice(w, "lin", "revocation")],
    ["批复延期", (w) => onExtension(w, "lin", "decision")],
    ["撤回延期", (w) => onExtension(w, "wang", "withdrawal")],
    ["批示", (w) => instruct(w)],
    ["回复批示", (w) => onInstruction(w, "lin", "reply")],
    ["复核异议", (w) => onConclusion(w, "lin2", "decision")],
    ["开启填报期", (w) => openRound(w, { name: "第四季度", dueBy: "2026-12-31", inside: "1" })],
    ["封账", (w) => w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" })],
    [
      "成批设置",
      (w) => w.as("lin").post("/plans/1/schedule", { tasks: ["1"], rhythm: "monthly", deadline: "", dueBy: "" }),
    ],
    ["催办", (w) => w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "shown", text: "请报送" })],
    ["方案设置", (w) => settings(w, { headSigns: "1" })],
    ["综述", (w) => w.as("wang").post("/plans/1/tasks/1/summary", { round: "1", latest: "0", text: "综述" })],
  ]

  test.each(ACT)("%s", async (_, act) => {
    const w = await furnished()
    await done(onAssignment(w, "wang", 1, "acknowledgement"))
    await done(onPlan(w, "lin", "archiving"))
    await refused(w, () => act(w), 409, "本方案已归档")
  })

  test("and whatever else is tried, by anybody, leaves no trace in it", async () => {
    const w = await furnished()
    await done(onPlan(w, "lin", "archiving"))
    const { db, read } = w.database
    const traces = async () => {
      const [[row]] = await read([
        db
          .select({ n: sql<number>`count(*)` })
          .from(sql`events`)
          .where(sql`plan_id = 1
          and action not in ('link_revoked', 'bulletin_taken', 'ledger_taken', 'archive_made')`),
      ])
      return row?.n
    }
    const before = await traces()
    for (const { method, path, route } of routesOf(w.app).flatMap((one) => addressesOf(one, w.places))) {
      if (method !== "POST" || /restoration|drafts|logout|login|admin|account|link/.test(route)) continue
      for (const login of LOGINS)
        await w.as(login).post(path, { version: "1", remark: "理由", text: "话", revision: "0" })
      expect(await traces(), route).toBe(before)
    }
  })

  test.each([
    ["lin", "/assignments/1/suspension"],
    ["lin", "/assignments/1/reassignment"],
    ["wang", "/assignments/1/extension"],
    ["lin", "/plans/1/notices/new?task=1"],
    ["lin", "/plans/1/rounds/1/reminders"],
    ["lin", "/plans/1/instructions/new"],
    ["lin", "/plans/1/inspections/new"],
    ["lin", "/assignments/1/rounds/1/entry"],
  ] as const)("nor does %s type in vain: %s", async (login, path) => {
    const w = await furnished()
    await done(onPlan(w, "lin", "archiving"))
    const response = await w.as(login).get(path)
    expect(response.status).toBe(409)
    expect(await response.text()).toContain("本方案已归档")
  })

  test("a link of it opens nothing, and can still be revoked", async () => {
    const w = await furnished()
    await done(onPlan(w, "lin", "archiving"))
    const response = await w.as(null).post(`/link/${w.places.key}`)
    expect(response.status).not.toBe(303)
    await done(w.as("wang").post("/account/links/1/revocation"))
  })

  test("the next year's plan may come from it", async () => {
    await done(onPlan(w, "lin", "archiving"))
    await done(w.as("lin").post("/plans/1/successor", { which: "all" }))
  })

  test("another plan is not touched", async () => {
    const by = acting(w.actor("lin"), w.now())
    const words = { docNumber: null, issuer: "", basis: null, basisDocNumber: null, preamble: null, closing: null }
    await issuePlan(
      w.database,
      {
        ...words,
        title: "第二个方案",
        issuedOn: "2026-09-21",
        supervisingUnitId: 3,
        source: "",
        sourceName: "",
        sections: [],
        tasks: [
          { label: "（一）", text: "办班。", section: null, deadlineText: null, units: [{ unitId: 1, role: "lead" }] },
        ],
      },
      by,
    )
    await done(onPlan(w, "lin", "archiving"))
    await done(onAssignment(w, "wang", 7, "acknowledgement"))
  })
})

describe("督查 of a plan that was withdrawn", () => {
  test("is not a unit's to read any more", async () => {
    await bringInspection(w, "objected")
    await done(onPlan(w, "lin", "withdrawal"))
    for (const login of ["wang", "zhou"] as const) {
      expect((await w.as(login).get("/inspections/1")).status).toBe(404)
      expect(await page(w, login, "/inspections")).not.toContain("第三季度抽查")
    }
    expect((await w.as("lin").get("/inspections/1")).status).toBe(200)
  })
})
