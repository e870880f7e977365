import { and, eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { conclusions, deliveries, plans, posts, signInAttempts } from "#db/schema.ts"
import { SETTING_KEYS } from "#src/office/settings/rules.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { NOTICE_VIEWS } from "#src/supervision/notices/lists.ts"
import { enterActivity, onActivity, openItem } from "#test/support/activities.ts"
import {
  addRobot,
  arrange,
  done,
  draftNotice,
  enter,
  instruct,
  multipart,
  noticeOf,
  onAssignment,
  onExtension,
  onInstruction,
  onNotice,
  onReport,
  openRound,
  settings,
} from "#test/support/acts.ts"
import {
  addJuror,
  castBallot,
  drawPanel,
  enterStandard,
  marksTyped,
  onAppraisal,
  onStandard,
  onTarget,
  RECORD,
  startAppraisal,
} from "#test/support/appraisals.ts"
import { decide, planApprover, recall } from "#test/support/approvals.ts"
import { quickBackups } from "#test/support/backups.ts"
import { onBreakdown, onLower, passOn, putBelow, takeUp } from "#test/support/breakdowns.ts"
import { draftPaper, onPaper } from "#test/support/bulletins.ts"
import { bringCase, onCase } from "#test/support/cases.ts"
import { bringComment, onComment } from "#test/support/comments.ts"
import { askOpinions, giveOpinion, onConsultation } from "#test/support/consultations.ts"
import { begin, onDocument, takeBoth } from "#test/support/documents.ts"
import { enterDuty, newestDuty, onDuty } from "#test/support/duties.ts"
import { feedVersion, makeFeed } from "#test/support/feeds.ts"
import { PDF } from "#test/support/files.ts"
import { decideHandover, handOver, POST_OF, takeBackHandover } from "#test/support/handovers.ts"
import { QUEUES } from "#test/support/house.ts"
import { onConclusion, onInspection, planInspection } from "#test/support/inspections.ts"
import { onLayout, saveLayout } from "#test/support/ledger.ts"
import { allowLinks, madeLink, revoke } from "#test/support/links.ts"
import { assignmentFor, onDecision, onMeeting, planMeeting } from "#test/support/meetings.ts"
import { give, invite } from "#test/support/observers.ts"
import { enterOffer, onOffer, onOrder, placeOrder } from "#test/support/orders.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { bringRelease, onRelease, prepareAnnouncement, prepareCase } from "#test/support/releases.ts"
import { enterResource, onResource } from "#test/support/resources.ts"
import { bringResults, onResult } from "#test/support/results.ts"
import { bringLines, partLine, takeOn } from "#test/support/returns.ts"
import { addressesOf, furnished, routesOf } from "#test/support/routes.ts"
import { bringRule, onRule } from "#test/support/rules.ts"
import {
  discardOutcome,
  discardSurvey,
  enterOutcome,
  enterSuggestion,
  enterSurvey,
  onSuggestion,
} from "#test/support/suggestions.ts"
import { askForToken } from "#test/support/tokens.ts"
import { claim, explain, recordList, setDay, tell, UNTRUE, verify, YEARLY } from "#test/support/verifying.ts"
import { CAST, type Login, type World, world } from "#test/support/world.ts"
import { addGroup, addLaw, addSet, onBody, onGroup, onSet, openYear } from "#test/support/years.ts"

/*
 * design.md 10: a page costs at most two round trips to the database, an act at most four. Over the route table, and
 * for the acts once more as they succeed.
 */

type Entry = { method: string; path: string; status: number; trips: number }

/** Fields by which a page says what it has shown. A draft is guarded by its revision; its form has both. */
const shownBy = (path: string, body: Body): string[] =>
  [...new Set(body.keys())].filter(
    (name) => /^(version|revision|latest)$/.test(name) && !(path.endsWith("/draft") && name === "version"),
  )

type Body = URLSearchParams | FormData

/** Sends every form first without each field by which its page says what it has shown, and notes what came of it. */
function strippedFirst(w: World): { path: string; name: string; status: number; events: number }[] {
  const log: { path: string; name: string; status: number; events: number }[] = []
  const ask = w.app.request
  w.app.request = async (input, init, ...rest) => {
    const body = init?.body
    if (body instanceof URLSearchParams || body instanceof FormData) {
      const path = new URL(String(input)).pathname
      for (const name of shownBy(path, body)) {
        const without = body instanceof FormData ? new FormData() : new URLSearchParams()
        for (const [key, value] of body.entries()) if (key !== name) without.append(key, value as string)
        const before = (await w.events()).length
        const { status } = await ask(input, { ...init, body: without }, ...rest)
        if (status < 400) throw new Error(`${path} was done without its ${name}`)
        log.push({ path, name, status, events: (await w.events()).length - before })
      }
    }
    return ask(input, init, ...rest)
  }
  return log
}

/** Notes for every request of a world how many round trips it took. */
function noted(w: World): Entry[] {
  const log: Entry[] = []
  const ask = w.app.request
  w.app.request = async (input, init, ...rest) => {
    const before = w.database.trips()
    const response = await ask(input, init, ...rest)
    const trips = w.database.trips() - before
    log.push({ method: init?.method ?? "GET", path: new URL(String(input)).pathname, status: response.status, trips })
    return response
  }
  return log
}

/** A calendar that a program asks for: whose it is comes after the visit, and that it was asked for is noted once an hour. */
const isForPrograms = ({ path }: Entry): boolean => path.endsWith(".ics")

test("every page takes at most two, whoever asks and whether they may or not", async () => {
  const w = await furnished()
  const log = noted(w)
  for (const { method, path } of routesOf(w.app).flatMap((route) => addressesOf(route, w.places))) {
    if (method !== "GET") continue
    for (const login of [...(Object.keys(CAST) as Login[]), null]) await w.as(login).get(path)
  }
  expect(log.length).toBeGreaterThan(300)
  const [calendars, pages] = [log.filter(isForPrograms), log.filter((entry) => !isForPrograms(entry))]
  expect(pages.filter(({ trips }) => trips > 2)).toEqual([])
  expect(calendars.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(calendars.filter(({ trips }) => trips > 4)).toEqual([])
  // Every page for everybody: more than a minute while others use the machine.
}, 180_000)

test("with every choice that an address offers, too", async () => {
  const w = await furnished()
  const log = noted(w)
  const PAGES = [
    ...QUEUES.map((queue) => `/desk?queue=${queue}&unit=1`),
    "/desk/acceptances?items=2-1-1",
    ...NOTICE_VIEWS.map((view) => `/notices?view=${view}&plan=1&unit=1`),
    "/plans/1/notices/new?round=1",
    "/plans/1/notices/new?instruction=1",
    "/plans/1/instructions/new?part=red",
    "/plans/1/notices/new?task=1",
    "/plans/1/notices/new?assignment=1&assignment=2",
    "/plans/1?round=1",
    "/plans/1?round=1&report=owed",
    "/plans/1/matrix?round=1&open=1-1",
    "/plans/1/ledger?layout=progress&part=red&by=deadline",
    "/plans/1/tasks/1?round=1",
    "/plans/1/rounds/1/reminders?unit=1",
    "/plans/1/ledger/imports?page=2",
    "/plans/1/ledger/imports/1?page=2",
    "/plans/1/rhythm?rhythm=weekly",
    "/calendar?month=2026-12&unit=1&plan=1",
    "/search?q=%E6%99%AE%E6%B3%95&unit=1&plan=1&kind=report&from=2026-01-01&page=2",
    "/plans/1/supervision",
    "/plans/1/silence",
    "/units/1?round=1",
    "/units/1?view=reports&plan=1",
    "/units/1?view=supervision",
    "/units/1?view=rounds",
    "/overview?round=1",
    "/overview/plans?need=late",
    "/overview/coming?mine=1",
    "/overview/moved?plan=1",
    "/overview/burden?month=2026-09&mine=1",
    "/units/1?view=asked&month=2026-09",
    "/overview/history?plan=1&by=share",
  ]
  for (const path of PAGES) {
    await w.as("lin").get(path)
    await w.as("wang").get(path)
  }
  await w.as("wang").get("/todo?item=1-1")
  await w.as("auditor").get("/admin/events?page=1&action=report_sent")
  expect(log.filter(({ trips }) => trips > 2)).toEqual([])
})

test("every form that comes back or is refused takes at most four", async () => {
  const w = await furnished()
  const log = noted(w)
  for (const { method, path } of routesOf(w.app).flatMap((route) => addressesOf(route, w.places))) {
    if (method !== "POST") continue
    for (const login of [...(Object.keys(CAST) as Login[]), null]) await w.as(login).post(path)
  }
  expect(log.length).toBeGreaterThan(300)
  expect(log.filter(({ trips }) => trips > 4)).toEqual([])
})

/** A life in which every act succeeds once. */
async function lived(w: World) {
  const { db, read } = w.database
  const lin = w.as("lin")
  const wang = w.as("wang")
  const admin = w.as("admin")
  const security = w.as("security")
  const auditor = w.as("auditor")

  // While the trail is short: a check reads all of it, part by part.
  expect((await auditor.post("/admin/events/verification")).status).toBe(200)

  await yearKept(w)
  // Before 王 also holds the head's post: then he signs what he sends.
  await documentsFiled(w)

  await givePassword(w, "wang")
  await done(w.as(null).post("/login", { username: "wang", password: PASSWORD }))
  await done(wang.post("/type-size", { next: "/todo" }))
  await done(wang.post("/account/sessions"))
  await done(wang.post("/account/contact", { contact: "8012", email: "wang@office.test", version: "1" }))
  await done(wang.post("/account/mailbox", { version: "2" }))
  await done(handOver(w))
  await done(takeBackHandover(w))
  await done(handOver(w))
  await done(decideHandover(w, { verdict: "refuse", remark: "请另行推荐。" }, "security", 2))
  const beside = { how: "stand_in", person: String(w.actor("wang").id), untilOn: "2026-09-30" }
  await done(handOver(w, beside, "head", POST_OF.head))
  await done(decideHandover(w, {}, "security", 3))
  const password = "Xin-kouling-88"
  await done(
    wang.post("/account/password", { oldPassword: PASSWORD, newPassword: password, newPasswordAgain: password }),
  )

  const submitted = await pasted(w, "关于审定的分工方案")
  await planApprover(w, "leader")
  const as = { title: "关于审定的分工方案", issuedOn: "2026-09-21", supervisingUnitId: "3", confirmed: "1" }
  await submitted("issue", as)
  await done(recall(w, submitted.path))
  await submitted("issue", as)
  await done(decide(w, submitted.path, { agrees: "yes" }))
  await planApprover(w, "none")
  const consulted = await pasted(w, "关于征求意见的分工方案")
  await done(askOpinions(w, consulted.path))
  await done(giveOpinion(w))
  await done(onConsultation(w, "verdict", { unit: "1", item: "1", number: "1", verdict: "adopted" }))
  await done(onConsultation(w, "closing"))
  await done(askOpinions(w, consulted.path))
  await done(onConsultation(w, "recall", {}, "lin", 2))
  const onDraft = await pasted(w)
  await onDraft("corrections", { kind: "facts", title: "普法分工", docNumber: "" })
  await onDraft("undo")
  await onDraft("target", { plan: "" })
  await onDraft("issue", {
    title: "关于普法的分工方案",
    issuedOn: "2026-09-21",
    supervisingUnitId: "3",
    confirmed: "1",
  })
  await (await pasted(w))("removal")
  await done(lin.post("/plans/1/successor", { which: "all" }))

  const schedule = { tasks: ["1", "2", "3"], rhythm: "quarterly", deadline: "", dueBy: "" }
  await done(lin.post("/plans/1/schedule", schedule))
  await done(lin.post("/plans/1/leaders", { tasks: ["1", "2", "3"], leaders: "领导、张三" }))
  await done(lin.post("/plans/1/tasks/1/arrangement/leaders", { version: "3", leaders: "领导" }))
  const staged = { version: "4", id: ["", ""], text: ["调研", "成稿"], dueBy: ["2026-10-10", "2026-11-10"] }
  await done(lin.post("/plans/1/tasks/1/arrangement/stages", staged))
  const marked = { version: String((await w.assignment(1)).version), assignment: "1", stage: "1", reached: "yes" }
  await done(lin.post("/plans/1/tasks/1/arrangement/marks", marked))
  await done(arrange(w))
  await done(openRound(w))
  await done(lin.post("/plans/1/rounds/1", { version: "1", name: "三季度", dueBy: "2026-09-30" }))

  await allowLinks(w)
  const link = await madeLink(w)
  await done(w.as(null).post(link))
  await done(revoke(w))
  await madeLink(w)
  await done(wang.post("/account/links/2/revocation"))
  expect((await makeFeed(w, "wang", "1")).status).toBe(200)
  await done(wang.post("/account/feeds/1/revocation", { version: await feedVersion(w, "wang") }))
  expect((await askForToken(w, "wang")).status).toBe(200)
  await done(wang.post("/account/tokens/1/revocation", { version: "1" }))

  await done(wang.post("/todo/acknowledgement", { ids: ["1", "6"], personInCharge: "王五", confirmed: "2" }))
  await done(onAssignment(w, "wang", 1, "planning"))
  await done(onAssignment(w, "wang", 1, "handler"))
  await passedDown(w)
  await done(onAssignment(w, "zhou", 2, "dispute"))
  await done(onAssignment(w, "lin", 2, "answer"))
  await done(onAssignment(w, "zhou", 2, "acknowledgement"))
  await done(onAssignment(w, "zhou", 5, "dispute"))
  await done(onAssignment(w, "lin", 5, "answer", { answer: "reassign", unitId: "4" }))

  await done(onReport(w, "jing", 1, "draft"))
  const evidence = multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })
  await done(wang.post("/assignments/1/rounds/1/attachments", evidence))
  await done(wang.post("/assignments/1/rounds/1/attachments", { detach: "1" }))
  await done(wang.post("/todo/sending", { items: ["1-1", "6-1"] }))
  await done(onReport(w, "wang", 1, "withdrawal"))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return"))
  await done(onReport(w, "lin", 1, "undoing"))
  await done(onReport(w, "wang", 6, "report", { problems: "" }))
  await done(lin.post("/desk/acceptances", { items: "6-1-1" }))
  await done(onReport(w, "lin", 1, "return"))
  await done(lin.post("/desk/keys", { next: "/desk" }))
  await done(lin.post("/desk/phrases", { kind: "return", text: "请写明人数。" }))
  const writing = { here: "/desk?queue=review", opinion: "请补充佐证。", save: "return" }
  expect((await lin.post("/desk/phrases", writing)).status).toBe(200)
  await done(lin.post("/desk/phrases/1/removal"))
  await done(settings(w, { headSigns: "1" }))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "head", 1, "sending-back"))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "head", 1, "signature"))
  await done(onReport(w, "lin", 1, "acceptance"))
  await done(settings(w))
  await done(enter(w, "lin", 3))
  const arrival = { receivedOn: "2026-09-21", takenBy: "陈督查" }
  const sheet = { name: "签字单.pdf", bytes: PDF }
  const came = multipart({ ...arrival, units: ["1", "2"], signed: "1" }, { "scan-1": [sheet] })
  await done(lin.post("/plans/1/rounds/1/sheets", came))
  const corrected = multipart({ ...arrival, isSigned: "1", isSealed: "1", version: "1" }, { scan: [sheet] })
  await done(lin.post("/plans/1/rounds/1/sheets/2", corrected))
  await done(lin.post("/plans/1/rounds/1/sheets/1/withdrawal", { version: "1", remark: "登记错了单位" }))
  await done(lin.post("/plans/1/rounds/1/reminders", { units: ["1", "3", "4"], kind: "shown", text: "请报送" }))
  await done(draftNotice(w, { assignments: ["1", "2"], send: "" }))
  await done(onNotice(w, "lin", "revision"))
  await done(onNotice(w, "lin", "issue"))
  await done(onNotice(w, "lin", "discarding", {}, 2))
  await done(onNotice(w, "wang", "acknowledgement"))
  await done(onNotice(w, "wang", "draft"))
  await done(wang.post("/notices/1/attachments", multipart({}, { files: [{ name: "b.pdf", bytes: PDF }] })))
  await done(wang.post("/notices/answers", { ids: ["1"] }))
  await done(onNotice(w, "wang", "withdrawal"))
  await done(onNotice(w, "wang", "answer"))
  await done(onNotice(w, "lin", "verdict", { verdict: "fail", answerBy: "2026-10-12" }))
  await done(onNotice(w, "lin", "revocation"))
  await done(settings(w, { noticeApprover: "supervisor" }))
  await done(draftNotice(w, { assignments: ["3"] }))
  await done(onNotice(w, "lin", "recall", {}, 3))
  await done(onNotice(w, "lin", "issue", {}, 3))
  await done(onNotice(w, "lin2", "approval", {}, 3))
  await done(onNotice(w, "yan", "answer", {}, 3))
  await done(onNotice(w, "lin", "verdict", {}, 3))
  await done(onNotice(w, "lin2", "confirmation", {}, 3))
  await done(settings(w))
  await done(wang.post("/plans/1/tasks/1/summary", { round: "1", latest: "0", text: "综述" }))
  await done(onAssignment(w, "lin", 1, "light"))

  await done(lin.post("/plans/1/schedule", { tasks: ["1", "3"], rhythm: "", deadline: "date", dueBy: "2026-10-30" }))
  await done(onAssignment(w, "wang", 1, "extension"))
  await done(onExtension(w, "wang", "withdrawal"))
  await done(onAssignment(w, "wang", 1, "extension"))
  await done(onExtension(w, "lin", "decision", {}, 2))
  await done(onAssignment(w, "yan", 3, "extension"))
  await done(onExtension(w, "lin", "decision", {}, 3))
  await done(onExtension(w, "lin2", "confirmation", {}, 3))
  await done(draftNotice(w, { assignments: ["6"] }))
  const asking = { wantedBy: "2026-11-30", reason: "场地未落实。", progress: "方案已定。" }
  await done(wang.post("/notices/4/extension", { version: String((await noticeOf(w, 4)).version), ...asking }))
  await done(planInspection(w))
  await done(onInspection(w, "lin", "scope"))
  await done(onInspection(w, "lin", "draw", { size: "1" }))
  await done(onInspection(w, "lin", "revision"))
  await done(onInspection(w, "lin", "cancellation"))
  await done(planInspection(w))
  await done(onInspection(w, "lin", "scope", {}, 2))
  await done(onInspection(w, "lin", "opening", {}, 2))
  await done(onInspection(w, "lin", "finding", {}, 2))
  const scan = multipart({}, { files: [{ name: "签到表.pdf", bytes: PDF }] })
  await done(lin.post("/inspections/2/items/1/attachments", scan))
  await done(onInspection(w, "lin", "finding", { assignment: "2" }, 2))
  await done(onInspection(w, "lin", "conclusion", {}, 2))
  await done(onConclusion(w, "zhou", "reading", {}, 2, 2))
  await done(onConclusion(w, "wang", "objection", {}, 1, 2))
  await done(onConclusion(w, "lin2", "decision", {}, 1, 2))
  await w.database.write([db.update(conclusions).set({ objectBy: "2026-09-20" })])
  await done(onInspection(w, "lin", "ending", {}, 2))
  await done(instruct(w))
  await done(onInstruction(w, "lin", "reply"))
  await done(onInstruction(w, "boss", "settlement"))
  await done(onInstruction(w, "boss", "reopening"))
  await done(onAssignment(w, "lin", 6, "suspension"))
  await done(onAssignment(w, "lin", 6, "prolongation"))
  await done(onAssignment(w, "lin", 6, "resumption"))
  await done(onAssignment(w, "lin", 6, "termination"))
  await done(onAssignment(w, "lin", 2, "reassignment"))
  await done(onAssignment(w, "wang", 1, "claim"))
  await done(onAssignment(w, "wang", 1, "withdrawal"))
  await done(onAssignment(w, "wang", 1, "claim"))
  await done(onAssignment(w, "lin", 1, "verdict"))
  await done(onAssignment(w, "lin", 1, "reopening"))
  await done(onAssignment(w, "yan", 4, "acknowledgement"))
  await done(onAssignment(w, "yan", 3, "claim"))
  await done(onAssignment(w, "lin", 3, "verdict"))
  await done(onAssignment(w, "lin2", 3, "confirmation"))
  await done(lin.post("/plans/1/rounds/1/cut-off", { version: "2" }))
  await done(lin.post("/plans/1/rounds/1/cut-off/undoing", { version: "3" }))
  await done(lin.post("/plans/1/rounds/1/cut-off", { version: "4" }))
  const counting = { version: "0", yellow: "behind", grey: "other", byPace: "1" }
  await done(lin.post("/plans/1/papers/rule", counting))
  await done(draftPaper(w, { kind: "yearly_bulletin" }))
  await done(onPaper(w, "lin", "discarding"))
  await done(draftPaper(w))
  await done(onPaper(w, "lin", "draft", {}, 2))
  await done(onPaper(w, "lin", "rewriting", {}, 2))
  await done(onPaper(w, "lin", "submission", {}, 2))
  await done(onPaper(w, "lin", "recall", {}, 2))
  await done(onPaper(w, "lin", "submission", {}, 2))
  await done(onPaper(w, "boss", "approval", {}, 2))
  await done(onPaper(w, "lin", "issue", {}, 2))
  expect((await onPaper(w, "lin", "document", {}, 2)).status).toBe(200)
  await done(onPaper(w, "lin", "correction", {}, 2))
  await done(onPaper(w, "lin", "withdrawal", {}, 2))
  await done(onAssignment(w, "lin", 1, "suspension"))
  await done(openRound(w, { name: "四季度", opensOn: "2026-09-21", dueBy: "2026-12-31" }))
  await done(onAssignment(w, "lin", 1, "resumption"))
  await done(lin.post("/plans/1/rounds/2/additions", { parts: ["1"] }))
  const back = await bringLines(w, "lin", [partLine(1, { round: 2, achieved: "已制定计划。", coordination: "是" })])
  await done(takeOn(w, "lin", back))
  await done(lin.post(`${back}/closing`, { version: "2" }))
  await done(onReport(w, "yan", 4, "report", {}, 2))
  await done(onReport(w, "lin", 4, "acceptance", {}, 2))
  await done(onReport(w, "lin2", 4, "confirmation", {}, 2))

  const ends = async (plan: number, act: string, fields: Record<string, string> = {}) => {
    const [[row]] = await read([db.select({ version: plans.version }).from(plans).where(eq(plans.id, plan))])
    await done(lin.post(`/plans/${plan}/${act}`, { version: String(row?.version), ...fields }))
  }
  await ends(2, "withdrawal", { remark: "误发" })
  await ends(1, "archiving", { anyway: "1" })
  await ends(1, "restoration", { remark: "还有一项要办" })

  await activitiesHeld(w)
  await dutiesWritten(w)
  await releasesKept(w)
  await meetingsHeld(w)
  await voicesHeard(w)
  await resourcesKept(w)
  await ordersPlaced(w)
  await resultsBrought(w)
  await verified(w)
  await done(w.as("wang").post("/filings/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })))

  const unit = { name: "督查室", shortName: "", aliases: "", kind: "internal" }
  await done(admin.post("/units", unit))
  await done(admin.post("/units/1/edit", { ...unit, name: "办公室", version: "1", position: "1", active: "yes" }))
  const added = await admin.post("/admin/people", { name: "钱新人", login: "qian", unitId: "1", contact: "" })
  expect(added.status).toBe(200)
  await done(admin.post("/admin/people/zhou", { version: "1", name: "周联络", contact: "8002" }))
  expect((await admin.post("/admin/people/zhou/password", { version: "2" })).status).toBe(200)
  for (const id of [1, 2, 3]) {
    await done(admin.post("/admin/people/boss/reset", { version: "1" }))
    if (id === 1) await done(admin.post("/admin/resets/1/withdrawal", { version: "1" }))
    if (id === 2) await done(security.post("/admin/resets/2/refusal", { version: "1", opinion: "本人没有要求。" }))
  }
  const confirmed = await security.post("/admin/resets/3/confirmation", { version: "1" })
  const code = /id="secret">\s*([A-Z0-9-]+)/.exec(await confirmed.text())?.[1] ?? ""
  const chosen = { newPassword: "Xiaomai-2026-hao", newPasswordAgain: "Xiaomai-2026-hao" }
  await done(w.as(null).post("/reset", { username: "boss", code, ...chosen }))
  await done(admin.post("/admin/people/zhou/disabling", { version: "3", "heir-5": "vacant" }))
  await done(admin.post("/admin/people/zhou/enabling", { version: "4" }))
  await done(admin.post("/admin/people/jing/moving", { version: "1", unitId: "2" }))
  await done(admin.post("/admin/people/yan/sessions", { version: "1" }))
  const tries = Array.from({ length: DEFAULTS.lockAfterFailures }, () => ({ login: "yan", address: "10.0.0.9" }))
  const failed = tries.map((one) => ({ ...one, at: w.now(), failed: true }))
  await w.database.write([db.insert(signInAttempts).values(failed)])
  await done(admin.post("/admin/locks/release", { login: "yan", address: "10.0.0.9" }))
  await done(addRobot(w))
  const robot = { name: "督办群", kind: "dingtalk", unitId: "1", url: "", secret: "SEC1", active: "1", version: "1" }
  await done(admin.post("/admin/channels/robots/1", robot))
  await done(admin.post("/admin/channels/robots/1/test"))
  await done(admin.post("/admin/channels/test"))
  await w.database.write([db.update(deliveries).set({ outcome: "failed", doneAt: w.now(), reason: "timeout" })])
  await done(admin.post("/admin/channels/resend", { version: "0" }))
  const year = { year: "2027", source: "国办发明电", version: "0", table: "2027-01-01 休" }
  expect((await admin.post("/admin/calendar/preview", year)).status).toBe(200)
  await done(admin.post("/admin/calendar", year))

  await done(security.post("/admin/posts/jing", { kind: "liaison", unitId: "1", fromOn: "2026-09-21", untilOn: "" }))
  const [[post]] = await read([
    db
      .select({ id: posts.id })
      .from(posts)
      .where(and(eq(posts.personId, w.actor("jing").id), eq(posts.kind, "liaison"))),
  ])
  const ending = { postId: String(post?.id), version: "1", lastDay: "2026-09-21" }
  await done(security.post("/admin/posts/jing/ending", ending))
  await done(admin.post("/admin/people/zhou/moving", { version: "5", unitId: "1", "heir-5": "kept" }))
  await done(security.post("/admin/posts/zhou/keeping", { postId: "5", version: "1" }))
  const shown = SETTING_KEYS.flatMap((key) => [
    [key, key === "dueSoonDays" ? "5" : String(DEFAULTS[key])],
    [`shown.${key}`, String(DEFAULTS[key])],
    [`version.${key}`, "0"],
  ])
  expect((await security.post("/admin/settings/preview", Object.fromEntries(shown))).status).toBe(200)
  await done(security.post("/admin/settings", Object.fromEntries(shown)))
  // A unit that is no more, and its open work.
  const gone = { name: "办公室", shortName: "", aliases: "", kind: "internal", position: "1" }
  await done(admin.post("/units/1/edit", { ...gone, version: "2", successorId: "4", known: "yes" }))
  const page = await (await lin.get("/units/1/transfer?to=4")).text()
  const ticked = (name: string) =>
    [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)"(?![^>]*disabled)`, "g"))].map(([, key = ""]) => key)
  const parts = { parts: ticked("parts"), notices: ticked("notices") }
  await done(
    lin.post("/units/1/transfer?to=4", { to: "4", ...parts, remark: "机构改革方案。", answerBy: "2026-12-31" }),
  )

  // Of the rest nothing is said for months, and it is talked over.
  await w.travel("2027-03-01")
  const quiet = (await (await lin.get("/plans/1/silence")).text()).match(/name="parts" value="(\d+)"/)?.[1] ?? ""
  await done(lin.post("/plans/1/silence", { parts: quiet, heldOn: "2027-02-26", text: "已电话了解。" }))

  // What is behind the newest act is in doubt until somebody says that it is right.
  await w.travel("2027-02-20")
  await done(admin.post("/admin/system/clock", { version: "0" }))
  await done(admin.post("/admin/system/backup", { version: "0" }))
  expect((await lin.post("/plans/1/archive")).status).toBe(200)

  expect((await auditor.post("/admin/events/export")).status).toBe(200)
  await done(saveLayout(w))
  await done(onLayout(w, "", { name: "改名" }))
  await done(onLayout(w, "removal"))
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`/plans/1/ledger.${file}`)).status).toBe(200)
  await done(w.as("zhao").post("/logout"))
  const paper = multipart({ title: "规划", filedOn: "2026-09-18" }, { scan: [{ name: "a.pdf", bytes: PDF }] })
  await done(w.as("lin").post("/years/2026/filings/entry?unit=2&kind=programme", paper))
}

/** A 普法年度 with its 责任单位. */
async function yearKept(w: World) {
  const lin = w.as("lin")
  await openYear(w, { units: ["1", "2"] })
  await done(lin.post("/years/2026/bodies", { units: "3", version: "1" }))
  await done(onBody(w, "wang", "naming"))
  await done(onBody(w, "lin", ""))
  await done(onBody(w, "lin", "leaving"))
  await done(onBody(w, "lin", "rejoining"))
  await done(addGroup(w))
  await done(onGroup(w, "lin", ""))
  await done(onGroup(w, "lin", "removal"))
  await done(addSet(w))
  await done(onSet(w, "lin", ""))
  await done(onSet(w, "lin", "removal"))
  await done(addLaw(w))
  await done(addLaw(w, { version: "1", title: "民法典" }, "lin", "/laws/1"))
  await done(lin.post("/laws/common"))
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`/years/2026/bodies.${file}`)).status).toBe(200)
  expect((await lin.post("/years/2026/archive")).status).toBe(200)
  await casesKept(w)
  await rulesKept(w)
}

/** 案例, each act of theirs once. */
async function casesKept(w: World) {
  const lin = w.as("lin")
  await bringCase(w, "retracted")
  await bringCase(w, "returned", {}, 2)
  await done(onCase(w, "wang", "draft", { gist: "改过的要点。" }, 2))
  await done(onCase(w, "wang", "report", {}, 2))
  await done(onCase(w, "wang", "recall", {}, 2))
  await done(onCase(w, "wang", "discarding", {}, 2))
  expect((await lin.post("/cases/1/document")).status).toBe(200)
  await done(lin.post("/years/2026/cases/rule", { version: "0", target: "3" }))
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`/years/2026/cases.${file}`)).status).toBe(200)
}

/** 公开, each act of it once. */
async function releasesKept(w: World) {
  await bringRelease(w, "withdrawn")
  await done(prepareAnnouncement(w))
  await done(onRelease(w, "lin", "dropping", {}, 1, 2))
  await done(prepareAnnouncement(w))
  await done(onRelease(w, "lin2", "check", {}, 1, 3))
  await done(onRelease(w, "lin", "release", {}, 1, 3))
  await bringComment(w, "shown")
  await done(onComment(w, "lin", "hiding"))
  await bringComment(w, "dismissed", 2)
  await bringCase(w, "published", {}, 3)
  await done(prepareCase(w, 3))
  await done(settings(w, { handling: "public" }))
  await done(w.as("lin").post("/plans/1/publication", { version: "0" }))
}

/** 草案, each act of theirs once. */
async function rulesKept(w: World) {
  await bringRule(w, "explained")
  await bringRule(w, "exempt", 2)
  await done(onRule(w, "wang", "stopping", {}, 2))
  for (const file of ["xlsx", "csv"]) expect((await w.as("lin").post(`/years/2026/rules.${file}`)).status).toBe(200)
}

/** 清单事项 of the year: each act once, on a list that was filed and taken back. */
async function dutiesWritten(w: World) {
  await done(enterDuty(w))
  await done(onDuty(w, "wang", "revision"))
  for (const file of ["xlsx", "csv"]) expect((await w.as("wang").post(`/years/2026/duties.${file}`)).status).toBe(200)
  expect((await w.as("wang").post("/years/2026/duties/1/paper")).status).toBe(200)
  await done(onDuty(w, "wang", "adoption", { assignment: "1" }))
  await done(onDuty(w, "wang", "dropping", { assignment: "1" }))
  await done(onDuty(w, "wang", "striking"))
  await done(onDuty(w, "wang", "restoring"))
  await done(enterDuty(w))
  await done(onDuty(w, "wang", "moving", { towards: "down" }))
  await done(onDuty(w, "wang", "striking"))
  const pasted = "普法内容\t普法对象\n宪法宣传\t干部"
  expect((await w.as("wang").post("/years/2026/duties/reading", { unit: "1", pasted })).status).toBe(200)
  const brought = { unit: "1", take: "0", "row-content": "宪法宣传" }
  await done(w.as("wang").post("/years/2026/duties/bringing", brought))
  await done(enterDuty(w))
  await w.database.client.execute("insert into years (year, office_id, opened_by_id, opened_at) values (2025, 3, 1, 0)")
  await w.database.client.execute("update duties set year = 2025 where id = 3")
  await done(w.as("wang").post("/years/2026/duties/carrying", { unit: "1" }))
  // Of her own unit she reads it unfiled.
  await w.database.client.execute("update duties set unit_id = 3 where id = 2")
  await done(onDuty(w, "lin", "placing", { plan: "1", listed: "1" }, 2))
}

/** 普法资源, each act of theirs once. */
async function resourcesKept(w: World) {
  await done(enterResource(w))
  for (const act of ["revision", "ending", "resuming"]) await done(onResource(w, "wang", act))
  for (const file of ["xlsx", "csv"])
    expect((await w.as("wang").post(`/years/2026/resources.${file}`)).status).toBe(200)
}

/** 菜单 and 点单, each act of theirs once. */
async function ordersPlaced(w: World) {
  await done(enterOffer(w))
  for (const act of ["revision", "closing", "reopening"]) await done(onOffer(w, "wang", act))
  for (let i = 0; i < 3; i++) await done(placeOrder(w))
  await done(onOrder(w, "wang", "acceptance"))
  await done(onOrder(w, "wang", "completion"))
  await done(onOrder(w, "wang", "declining", {}, 2))
  await done(onOrder(w, "zhou", "cancellation", {}, 3))
  for (const file of ["offers.xlsx", "offers.csv", "orders.xlsx", "orders.csv"]) {
    expect((await w.as("wang").post(`/years/2026/${file}`)).status).toBe(200)
  }
}

/** 学法 and 述法, each act of theirs once. */
async function resultsBrought(w: World) {
  const wang = w.as("wang")
  expect((await wang.post("/years/2026/results/reading", { pasted: "姓名\t成绩\n李四\t92" })).status).toBe(200)
  await done(bringResults(w))
  await done(onResult(w, "wang", "revision"))
  expect((await wang.post("/results/1/paper")).status).toBe(200)
  for (const file of ["xlsx", "csv"]) expect((await wang.post(`/years/2026/results.${file}`)).status).toBe(200)
  await done(onResult(w, "wang", "removal"))
}

/** 意见建议, 测评 and 表彰经验, each act of theirs once. */
async function voicesHeard(w: World) {
  const lin = w.as("lin")
  await done(enterSuggestion(w))
  await done(onSuggestion(w, "lin", "revision"))
  await done(onSuggestion(w, "wang", "answer"))
  await done(onSuggestion(w, "lin", "rating", { satisfaction: "unsatisfied" }))
  await done(onSuggestion(w, "lin", "discarding"))
  await done(give((await invite(w)).visitor))
  await done(enterSurvey(w))
  await done(discardSurvey(w, "lin"))
  await done(enterOutcome(w))
  await done(discardOutcome(w, "lin"))
  await appraised(w)
  for (const register of ["suggestions", "surveys", "outcomes"]) {
    for (const file of ["xlsx", "csv"]) expect((await lin.post(`/years/2026/${register}.${file}`)).status).toBe(200)
  }
}

/** 督查核实, each act once. */
async function verified(w: World) {
  const lin = w.as("lin")
  await recordList(w, 1)
  await done(w.as("lin").post("/years/2026/publication/lists/1", { version: "0" }))
  const item = await newestDuty(w)
  await done(setDay(w))
  await done(claim(w, { [item]: "已开展6场。" }))
  await done(verify(w, [item], UNTRUE))
  await done(tell(w))
  await done(explain(w, {}, "wang", item))
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`${YEARLY}.${file}`)).status).toBe(200)
}

/** 会议 and 议定事项, each act of theirs once. */
async function meetingsHeld(w: World) {
  const lin = w.as("lin")
  await done(planMeeting(w, { call: "" }))
  await done(onMeeting(w, "lin", "revision"))
  await done(onMeeting(w, "lin", "call"))
  await done(onMeeting(w, "wang", "reply"))
  await done(lin.post("/meetings/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })))
  await done(onMeeting(w, "lin", "holding"))
  for (const text of ["一", "二", "三"]) await done(onMeeting(w, "lin", "decisions", { text, unit: "1" }))
  await done(onDecision(w, "lin", "revision"))
  await done(onDecision(w, "lin", "striking", {}, 2))
  await done(onMeeting(w, "lin", "issue"))
  await done(onDecision(w, "lin", "notice", { assignment: await assignmentFor(w) }))
  await done(onDecision(w, "lin", "assignment", { assignment: await assignmentFor(w) }))
  await done(w.as("wang").post("/decisions/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })))
  await done(onDecision(w, "wang", "answer"))
  await done(onDecision(w, "lin", "return"))
  await done(onDecision(w, "lin", "closing"))
  await done(onDecision(w, "lin", "reopening"))
  await done(onDecision(w, "lin", "dropping", {}, 3))
  await done(planMeeting(w))
  await done(onMeeting(w, "lin", "cancellation", {}, 2))
  expect((await lin.post("/meetings/1/document")).status).toBe(200)
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`/years/2026/meetings.${file}`)).status).toBe(200)
}

/** 普法活动 and 普法节点 of the year: each act once. */
async function activitiesHeld(w: World) {
  const lin = w.as("lin")
  const planned = { state: "planned", fromOn: "2026-12-04", joint: "2" }
  await done(enterActivity(w, { keyDay: "1" }))
  await done(onActivity(w, "wang", "revision"))
  await done(onActivity(w, "wang", "effect"))
  // Every report that was asked for until now is sent.
  await done(openRound(w, { name: "年末", opensOn: "2026-09-21", dueBy: "2026-12-30", inside: "1" }))
  await done(onActivity(w, "wang", "telling", { item: await openItem(w) }))
  await done(w.as("wang").post("/activities/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })))
  await done(onActivity(w, "wang", "discarding"))
  await done(enterActivity(w, planned))
  await done(onActivity(w, "wang", "holding", {}, 2))
  await done(enterActivity(w, planned))
  await done(onActivity(w, "wang", "cancellation", {}, 3))
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`/years/2026/activities.${file}`)).status).toBe(200)
  await done(lin.post("/years/2026/activities/lists", { version: "0", kinds: "主题宣传" }))
  await done(lin.post("/years/2026/days", { name: "政务公开日", rule: "fixed", dayOn: "2026-10-01" }))
  await done(lin.post("/years/2026/days/1/ending", { version: "1" }))
}

/** 报备文件 of the year: each act once; the head signs before it is filed. */
async function documentsFiled(w: World) {
  const lin = w.as("lin")
  const asked = {
    asked: "1",
    yearly: "1",
    electronic: "1",
    paper: "1",
    head: "1",
    publicBy: "2026-03-31",
    internalBy: "",
  }
  await done(lin.post("/years/2026/filings/requirements", { kind: "year_plan", version: "0", ...asked }))
  await done(lin.post("/years/2026/filings/reminders", { units: "2", kind: "shown", text: "请尽快报送。" }))
  await done(begin(w))
  await done(onDocument(w, "wang", "draft"))
  await done(onDocument(w, "wang", "filing"))
  await done(onDocument(w, "head", "sending-back"))
  await done(onDocument(w, "wang", "filing"))
  await done(onDocument(w, "wang", "recall"))
  for (const act of ["return", "record"]) {
    await done(onDocument(w, "wang", "filing"))
    await done(onDocument(w, "head", "signature"))
    if (act === "record") await takeBoth(w)
    await done(onDocument(w, "lin", act))
  }
  await done(onDocument(w, "lin", "release"))
  await done(onDocument(w, "lin", "withdrawal"))
  await done(onDocument(w, "wang", "version"))
  for (const file of ["xlsx", "csv"]) expect((await lin.post(`/years/2026/filings.${file}`)).status).toBe(200)
}

/** 分解落实 from 办公室 to 外事处, and from there to a 科室. */
async function passedDown(w: World) {
  await putBelow(w)
  await done(passOn(w))
  await done(onBreakdown(w, "zhao", "declining"))
  await done(onBreakdown(w, "wang", "revision"))
  await done(onBreakdown(w, "zhao", "acceptance"))
  const toOffice = { units: [], office: "联络科", handlerId: String(w.actor("zhao").id), internalBy: "2026-09-22" }
  await done(passOn(w, toOffice, "zhao", "/breakdowns/1/below"))
  await done(onLower(w, "zhao", "report", {}, 2))
  await done(onLower(w, "zhao", "draft", { below: "2" }))
  await done(onBreakdown(w, "wang", "urging"))
  await done(onLower(w, "zhao", "report"))
  await done(onLower(w, "zhao", "retraction"))
  await done(onLower(w, "zhao", "report"))
  await done(onLower(w, "wang", "return"))
  await done(onLower(w, "zhao", "report"))
  await done(takeUp(w))
  await done(onBreakdown(w, "wang", "withdrawal"))
}

/** A document that waits to be issued, and what may be done with it. */
async function pasted(w: World, title = "关于普法的分工方案") {
  const lin = w.as("lin")
  const source = `${title}\n\n一、学习\n（一）制定计划。（牵头单位：办公室）\n`
  const draft = (await done(lin.post("/plans/new", { source }))).headers.get("location") ?? ""
  const act = async (act: string, fields: Record<string, string> = {}) => {
    const html = await (await lin.get(draft)).text()
    const revision = html.match(/name="revision" value="(\d+)"/)?.[1] ?? ""
    return done(lin.post(`${draft}/${act}`, { revision, ...fields }))
  }
  return Object.assign(act, { path: draft })
}

/** 履职评议 from its standard to a decision on its result. */
async function appraised(w: World) {
  const lin = w.as("lin")
  expect((await lin.post("/years/2026/standards/reading", { pasted: "甲（2分）\t1.做到（2分）\t材料" })).status).toBe(
    200,
  )
  await done(enterStandard(w))
  await done(onStandard(w, "lin", ""))
  await done(onStandard(w, "lin", "opening"))
  await done(onStandard(w, "lin", "edition"))
  await done(startAppraisal(w))
  await done(onAppraisal(w, "lin", "rules"))
  await done(onAppraisal(w, "lin", "stage"))
  await done(onTarget(w, "wang", ""))
  await done(onTarget(w, "wang", "submission"))
  await done(onTarget(w, "lin", "return"))
  await done(onTarget(w, "wang", "submission"))
  await done(lin.post("/appraisals/1/records", RECORD))
  await done(lin.post("/appraisals/records/1", { version: "1", remark: "登记错了" }))
  await done(onAppraisal(w, "lin", "stage"))
  await done(drawPanel(w))
  const hearing = { version: "1", on: "2026-12-10", from: "09:00", minutes: "15" }
  await done(lin.post("/years/2026/appraisal/hearing", hearing))
  const link = await addJuror(w, "张代表")
  await addJuror(w, "李委员")
  await done(castBallot(w, link, 1))
  const scan = { scan: [{ name: "评分表.pdf", bytes: PDF }] }
  await done(lin.post("/appraisals/1/ballots", multipart({ version: "0", juror: "2", ...marksTyped() }, scan)))
  expect((await lin.post("/jurors/2/link", { version: "1" })).status).toBe(200)
  await done(lin.post("/jurors/2/revocation", { version: "2" }))
  await done(onTarget(w, "lin", "audit"))
  await done(castBallot(w, link, 2))
  for (const paper of ["/appraisals/1/papers/self", "/years/2026/appraisal/papers/draw"]) {
    expect((await lin.post(paper)).status).toBe(200)
  }
  await done(onAppraisal(w, "lin", "stage"))
  await done(onAppraisal(w, "lin", "stage"))
  await done(lin.post("/years/2026/publication/appraisal", { version: "0" }))
  await done(w.as("wang").post("/appraisals/1/objection", { version: "0", text: "请复核" }))
  const ruling = { version: "1", kind: "upheld", decidedOn: "2026-09-21", document: "普办〔2026〕3号", text: "维持" }
  await done(lin.post("/appraisals/1/rulings", ruling))
  await done(lin.post("/appraisals/1/rectification", { version: "0", text: "请补案例", dueBy: "2026-12-01" }))
}

test("every act that succeeds takes at most four", async () => {
  const w = await world(undefined, { backups: quickBackups() })
  const log = noted(w)
  await lived(w)
  const acts = log.filter(({ method, status }) => method === "POST" && status < 400)
  // A package is a whole plan or year, read before its length can be said.
  expect(acts.filter(({ path, trips }) => trips > 4 && !path.endsWith("/archive"))).toEqual([])

  // And no act is missing here: setting up happens once, on an empty database (test/setup).
  const patterns = routesOf(w.app)
    .flatMap((route) => addressesOf(route, { draft: "any", key: "any" }))
    // By the second door the same rows are told.
    .filter(({ method, route }) => method === "POST" && route !== "POST /setup" && !route.startsWith("POST /api/v1/"))
    .map(({ route }) => ({
      route,
      pattern: new RegExp(`^${(route.split(" ")[1] ?? "").replaceAll(/:\w+(\{[^}]*\})?/g, "[^/]+")}$`),
    }))
  expect(
    patterns.filter(({ pattern }) => !acts.some(({ path }) => pattern.test(path))).map(({ route }) => route),
  ).toEqual([])
})

test("whoever does not say what the page has shown is told so, and nothing is done", async () => {
  const w = await world(undefined, { backups: quickBackups() })
  const log = strippedFirst(w)
  await lived(w)
  expect(new Set(log.map(({ path }) => path)).size).toBeGreaterThan(60)
  expect(log.filter(({ status, events }) => status !== 422 || events > 0)).toEqual([])
})
