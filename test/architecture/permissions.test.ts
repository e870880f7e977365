import { count, inArray } from "drizzle-orm"
import { beforeAll, expect, test } from "vitest"
import { events, people } from "#db/schema.ts"
import { createApp } from "#src/app.ts"
import { HOUSE } from "#src/capabilities.ts"
import type { Capability } from "#src/door/house.ts"
import { addressesOf, furnished, routesOf } from "#test/support/routes.ts"
import { CAST, type Login, type World } from "#test/support/world.ts"

/*
 * Who may do what, over every route and every role: made from the route table itself, so that a route without a row
 * fails here, and a row without a route. What one may not see is 404, what one sees but may not do is 403.
 */

type Person = Login | "nobody"

const EVERYBODY = Object.keys(CAST) as Login[]
const OFFICE: Login[] = ["lin", "lin2"]
/** Assignment 1 is 办公室's: its liaison and its head. `jing` works there without a post, and sees nothing. */
const LIAISON: Login[] = ["wang"]
const HEAD: Login[] = ["head"]
const UNIT: Login[] = [...LIAISON, ...HEAD]
const OF_UNITS: Login[] = ["wang", "head", "jing", "zhou", "yan", "zhao"]
/** Who sees plan 1 at all; 外事处 and the three administrators do not. */
const INSIDE: Login[] = ["lin", "lin2", "wang", "head", "zhou", "yan", "boss"]

type Row = {
  /** Not refused: a page, or the act and what it says of an empty form. */
  may: Login[]
  /** See it, and are told 403; everybody else 404. */
  sees: Login[]
  /** Without signing in: 401 unless it is for everybody. */
  open?: boolean
}

const forAll: Row = { may: EVERYBODY, sees: [] }
const open: Row = { ...forAll, open: true }
/** A part of the program that is known to be there: others are told 403. */
const only = (...may: Login[]): Row => ({ may, sees: EVERYBODY })
/** A part of plan 1. */
const ofPlan = (...may: Login[]): Row => ({ may, sees: INSIDE })
/** A notice to 办公室. */
const ofNotice = (...may: Login[]): Row => ({ may, sees: [...OFFICE, ...UNIT, "boss"] })
const ofPaper = (...may: Login[]): Row => ({ may, sees: [...OFFICE, "boss"] })
const ADMINISTRATORS: Login[] = ["admin", "security", "auditor"]
const INSPECTED: Login[] = [...UNIT, "zhou"]
const ofInspection = (...may: Login[]): Row => ({ may, sees: [...OFFICE, ...INSPECTED, "boss"] })
const ofBreakdown = (...may: Login[]): Row => ({ may, sees: [...UNIT, "zhao"] })
/** 办公室 as a 责任单位 of 2026. */
const ofBody = (...may: Login[]): Row => ({ may, sees: [...OFFICE, ...UNIT, "boss"] })
/** Who enters for a unit of that year. */
const OF_YEAR: Login[] = [...UNIT, "zhou", "yan"]
/** 办公室 and 综合指导司 were called to the meeting of that year. */
const CALLED: Login[] = [...UNIT, "zhou"]
const ofMeeting = (...may: Login[]): Row => ({ may, sees: [...OFFICE, ...CALLED, "boss"] })
/** The year itself: all that take part in it see it. */
const ofYear = (...may: Login[]): Row => ({ may, sees: INSIDE })
/** Everybody but the three administrators. */
const BUSINESS = EVERYBODY.filter((login) => !(["admin", "security", "auditor"] as Login[]).includes(login))
const ofBusiness = (...may: Login[]): Row => ({ may, sees: BUSINESS })
const absent: Row = { may: [], sees: [] }
const admin = only("admin")
const security = only("security")
const DESK: Login[] = [...OFFICE, ...HEAD, "boss"]
const onDesk = only(...DESK)
const auditor = only("auditor")
const office = ofPlan(...OFFICE)
const unit = ofPlan(...UNIT)

/** By capability; what stands before all of them with `program`. */
const TABLE: Record<string, Record<string, Row>> = {
  program: {
    "GET /healthz": open,
    "GET /readyz": open,
    "GET /assets/:hash/:name": open,
    "GET /api/openapi.json": open,
  },
  people: {
    "GET /": open,
    "GET /login": open,
    "POST /login": open,
    "GET /session": forAll,
    "POST /logout": open,
    "POST /type-size": open,
    "GET /account": forAll,
    "POST /account/sessions": forAll,
    "GET /account/contact": forAll,
    "POST /account/contact": forAll,
    "GET /account/mailbox": forAll,
    "POST /account/mailbox": forAll,
    "POST /account/links/:link{[0-9]+}/revocation": { may: ["wang"], sees: [] },
    "GET /account/password": forAll,
    "POST /account/password": forAll,
    "GET /admin/people": admin,
    "GET /admin/people/new": admin,
    "POST /admin/people": admin,
    "GET /admin/people/:login": admin,
    "POST /admin/people/:login": admin,
    "GET /admin/people/:login/password": admin,
    "GET /admin/people/:login/disabling": admin,
    "GET /admin/people/:login/moving": admin,
    "POST /admin/people/:login/moving": admin,
    "GET /admin/people/:login/enabling": admin,
    "GET /admin/people/:login/sessions": admin,
    "POST /admin/people/:login/password": admin,
    "POST /admin/people/:login/disabling": admin,
    "POST /admin/people/:login/enabling": admin,
    "POST /admin/people/:login/sessions": admin,
    "GET /admin/posts": security,
    "GET /admin/posts/:login": security,
    "POST /admin/posts/:login": security,
    "GET /admin/posts/:login/keeping": security,
    "POST /admin/posts/:login/keeping": security,
    "GET /admin/posts/:login/ending": security,
    "POST /admin/posts/:login/ending": security,
  },
  setup: {
    // Once the office is set up there is no such page, for anybody.
    "GET /setup": { ...absent, open: true },
    "POST /setup": { ...absent, open: true },
  },
  resets: {
    // Whoever has a code sets a new password by it.
    "GET /reset": open,
    "POST /reset": open,
    "GET /admin/people/:login/reset": admin,
    "POST /admin/people/:login/reset": admin,
    "GET /admin/resets/:reset{[0-9]+}": only("admin", "security", "auditor"),
    "GET /admin/resets/:reset{[0-9]+}/confirmation": only("admin", "security", "auditor"),
    "GET /admin/resets/:reset{[0-9]+}/refusal": only("admin", "security", "auditor"),
    "GET /admin/resets/:reset{[0-9]+}/withdrawal": only("admin", "security", "auditor"),
    // 领导's password: asked for by the 系统管理员, confirmed by the 安全管理员.
    "POST /admin/resets/:reset{[0-9]+}/confirmation": security,
    "POST /admin/resets/:reset{[0-9]+}/refusal": security,
    "POST /admin/resets/:reset{[0-9]+}/withdrawal": admin,
  },
  links: {
    // Whoever has the key may look and may open it.
    "GET /link/:key": open,
    "POST /link/:key": open,
    "GET /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/links": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/links": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/links/:link{[0-9]+}/revocation": office,
  },
  handovers: {
    // 王's own post, and what he proposed for it.
    "GET /account/posts/:post{[0-9]+}/handover": { may: ["wang"], sees: [] },
    "POST /account/posts/:post{[0-9]+}/handover": { may: ["wang"], sees: [] },
    "POST /account/handovers/:handover{[0-9]+}/withdrawal": { may: ["wang"], sees: [] },
    "GET /admin/posts/handovers/:handover{[0-9]+}": security,
    "POST /admin/posts/handovers/:handover{[0-9]+}/decision": security,
  },
  calendar: {
    "GET /day": forAll,
    "GET /admin/calendar": admin,
    "GET /admin/calendar/preview": admin,
    "POST /admin/calendar/preview": admin,
    "POST /admin/calendar": admin,
  },
  documents: {
    "GET /years/:year{[0-9]+}/filings": ofYear(...INSIDE),
    // Whoever speaks for one of its bodies; another's is not there, and is said so by the act itself.
    "POST /years/:year{[0-9]+}/filings": ofYear("wang", "head", "zhou", "yan"),
    "POST /years/:year{[0-9]+}/filings.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/filings.csv": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/filings/requirements": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/filings/requirements": ofYear(...OFFICE),
    // Of no unit and no kind.
    "GET /years/:year{[0-9]+}/filings/entry": absent,
    "POST /years/:year{[0-9]+}/filings/entry": absent,
    "GET /years/:year{[0-9]+}/filings/reminders": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/filings/reminders": ofYear(...OFFICE),
    "GET /years/:year{[0-9]+}/liaisons": ofYear(...INSIDE),
    "GET /filings": ofBusiness(...BUSINESS),
    // 办公室's, filed by its liaison and recorded.
    "GET /filings/:document{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "GET /filings/:document{[0-9]+}/comparison": absent,
    "GET /filings/:document{[0-9]+}/slip": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /filings/:document{[0-9]+}/draft": ofBody(...UNIT),
    "POST /filings/:document{[0-9]+}/filing": ofBody(...UNIT),
    "POST /filings/:document{[0-9]+}/attachments": ofBody(...UNIT),
    "POST /filings/:document{[0-9]+}/signature": ofBody(...HEAD),
    "POST /filings/:document{[0-9]+}/sending-back": ofBody(...HEAD),
    "POST /filings/:document{[0-9]+}/recall": ofBody(...UNIT),
    "POST /filings/:document{[0-9]+}/version": ofBody(...UNIT),
    "POST /filings/:document{[0-9]+}/return": ofBody(...OFFICE),
    "POST /filings/:document{[0-9]+}/receipt": ofBody(...OFFICE),
    "POST /filings/:document{[0-9]+}/record": ofBody(...OFFICE),
    "POST /filings/:document{[0-9]+}/release": ofBody(...OFFICE),
    "POST /filings/:document{[0-9]+}/withdrawal": ofBody(...OFFICE),
  },
  help: {
    "GET /help": forAll,
    "GET /help/:topic": forAll,
  },
  units: {
    "GET /units": forAll,
    "GET /units/new": admin,
    "POST /units": admin,
    "GET /units/:id/edit": admin,
    "POST /units/:id/edit": admin,
    "GET /units/:unit{[0-9]+}": { may: [...INSIDE, "jing", "zhao"], sees: [] },
  },
  transfers: {
    "GET /units/:unit{[0-9]+}/transfer": only(...OFFICE),
    "POST /units/:unit{[0-9]+}/transfer": only(...OFFICE),
  },
  assignments: {
    "POST /todo/acknowledgement": only(...OF_UNITS),
    "POST /assignments/:assignment/acknowledgement": unit,
    "POST /assignments/:assignment/planning": unit,
    "POST /assignments/:assignment/handler": unit,
    "POST /assignments/:assignment/dispute": unit,
    "POST /assignments/:assignment/claim": unit,
    "POST /assignments/:assignment/withdrawal": unit,
    "POST /assignments/:assignment/answer": office,
    "POST /assignments/:assignment/verdict": office,
    "POST /assignments/:assignment/confirmation": office,
    "POST /assignments/:assignment/light": office,
    "GET /assignments/:assignment/suspension": office,
    "GET /assignments/:assignment/prolongation": office,
    "GET /assignments/:assignment/termination": office,
    "GET /assignments/:assignment/reassignment": office,
    "GET /assignments/:assignment/reopening": office,
    "POST /assignments/:assignment/reassignment": office,
    "POST /assignments/:assignment/suspension": office,
    "POST /assignments/:assignment/prolongation": office,
    "POST /assignments/:assignment/resumption": office,
    "POST /assignments/:assignment/termination": office,
    "POST /assignments/:assignment/reopening": office,
  },
  reports: {
    "GET /todo": only(...OF_UNITS),
    "POST /todo/sending": only(...OF_UNITS),
    "POST /assignments/:assignment/rounds/:round/draft": unit,
    "POST /assignments/:assignment/rounds/:round/report": ofPlan(...LIAISON),
    "POST /assignments/:assignment/rounds/:round/signature": ofPlan(...HEAD),
    "POST /assignments/:assignment/rounds/:round/sending-back": ofPlan(...HEAD),
    "POST /assignments/:assignment/rounds/:round/withdrawal": ofPlan(...LIAISON),
    "GET /assignments/:assignment/rounds/:round/entry": office,
    "POST /assignments/:assignment/rounds/:round/entry": office,
    "POST /assignments/:assignment/rounds/:round/attachments": unit,
  },
  sheets: {
    "GET /todo/sheet": only(...OF_UNITS),
    "GET /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets": office,
    // What one unit has reported: its own people, the office and leaders.
    "GET /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}": {
      may: [...OFFICE, ...UNIT, "boss"],
      sees: [],
    },
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/sheets/:unit{[0-9]+}/withdrawal": office,
  },
  bulletins: {
    "GET /plans/:plan{[0-9]+}/papers": ofPlan(...INSIDE),
    "POST /plans/:plan{[0-9]+}/papers": office,
    "GET /plans/:plan{[0-9]+}/papers/rule": office,
    "POST /plans/:plan{[0-9]+}/papers/rule": office,
    "GET /papers": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    // It waits for any leader.
    "GET /papers/:bulletin{[0-9]+}": ofPaper(...OFFICE, "boss"),
    "GET /papers/:bulletin{[0-9]+}/figures/:figure{[a-z_]+}": ofPaper(...OFFICE, "boss"),
    "POST /papers/:bulletin{[0-9]+}/document": ofPaper(...OFFICE, "boss"),
    "POST /papers/:bulletin{[0-9]+}/draft": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/rewriting": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/submission": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/recall": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/approval": ofPaper("boss"),
    "POST /papers/:bulletin{[0-9]+}/issue": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/withdrawal": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/discarding": ofPaper(...OFFICE),
    "POST /papers/:bulletin{[0-9]+}/correction": ofPaper(...OFFICE),
  },
  desk: {
    "POST /assignments/:assignment/rounds/:round/acceptance": office,
    "POST /assignments/:assignment/rounds/:round/return": office,
    "POST /assignments/:assignment/rounds/:round/confirmation": office,
    "POST /assignments/:assignment/rounds/:round/undoing": office,
    "GET /desk": onDesk,
    "POST /desk/keys": onDesk,
    "GET /desk/phrases": onDesk,
    "POST /desk/phrases": onDesk,
    // Her own: to others there is none.
    "POST /desk/phrases/:phrase{[0-9]+}/removal": { may: ["lin"], sees: [] },
    "GET /desk/acceptances": only(...OFFICE),
    "POST /desk/acceptances": only(...OFFICE),
  },
  evidence: {
    // Evidence: the unit, the office, leaders; co-units of the task are not told that it is there.
    // Not sent yet: the leader does not see it.
    "GET /attachments/:attachment": { may: [...OFFICE, ...UNIT], sees: [] },
  },
  summaries: {
    "POST /plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/summary": ofPlan(...OFFICE, ...UNIT),
  },
  notices: {
    "GET /notices": { may: [...INSIDE, "jing", "zhao"], sees: [] },
    "GET /plans/:plan{[0-9]+}/notices/new": office,
    "POST /plans/:plan{[0-9]+}/notices": office,
    "POST /notices/answers": only(...OF_UNITS),
    // Issued to 办公室: the unit, the office and leaders; co-units of the task are not told that there is one.
    "GET /notices/:notice{[0-9]+}": { may: [...OFFICE, ...UNIT, "boss"], sees: [] },
    "GET /notices/:notice{[0-9]+}/paper": { may: [...OFFICE, ...UNIT, "boss"], sees: [] },
    "POST /notices/:notice{[0-9]+}/revision": ofNotice(...OFFICE),
    "POST /notices/:notice{[0-9]+}/issue": ofNotice(...OFFICE),
    // The plan asks nobody to approve.
    "POST /notices/:notice{[0-9]+}/approval": ofNotice(),
    "POST /notices/:notice{[0-9]+}/recall": ofNotice(...OFFICE),
    "POST /notices/:notice{[0-9]+}/discarding": ofNotice(...OFFICE),
    "POST /notices/:notice{[0-9]+}/revocation": ofNotice(...OFFICE),
    "POST /notices/:notice{[0-9]+}/acknowledgement": ofNotice(...UNIT),
    "POST /notices/:notice{[0-9]+}/draft": ofNotice(...UNIT),
    "POST /notices/:notice{[0-9]+}/answer": ofNotice(...UNIT),
    "POST /notices/:notice{[0-9]+}/withdrawal": ofNotice(...UNIT),
    "POST /notices/:notice{[0-9]+}/attachments": ofNotice(...UNIT),
    "POST /notices/:notice{[0-9]+}/verdict": ofNotice(...OFFICE),
    "POST /notices/:notice{[0-9]+}/confirmation": ofNotice(...OFFICE),
  },
  extensions: {
    "GET /assignments/:assignment/extension": unit,
    "POST /assignments/:assignment/extension": unit,
    "GET /notices/:notice{[0-9]+}/extension": ofNotice(...UNIT),
    "POST /notices/:notice{[0-9]+}/extension": ofNotice(...UNIT),
    // Asked for by 办公室, like a notice to it.
    "GET /extensions/:extension": { may: [...OFFICE, ...UNIT, "boss"], sees: [] },
    "POST /extensions/:extension/withdrawal": ofNotice(...UNIT),
    "POST /extensions/:extension/decision": ofNotice(...OFFICE),
    "POST /extensions/:extension/confirmation": ofNotice(...OFFICE),
  },
  breakdowns: {
    "GET /assignments/:assignment/below": unit,
    "POST /assignments/:assignment/below": unit,
    // Passed on by 办公室 to 外事处: the two units, and neither the office nor anybody else.
    "GET /breakdowns/:breakdown": { may: [...UNIT, "zhao"], sees: [] },
    "GET /breakdowns/:breakdown/below": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/below": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/acceptance": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/declining": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/revision": ofBreakdown(...UNIT),
    "POST /breakdowns/:breakdown/withdrawal": ofBreakdown(...UNIT),
    "POST /breakdowns/:breakdown/urging": ofBreakdown(...UNIT),
    "POST /breakdowns/:breakdown/rounds/:round/draft": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/rounds/:round/report": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/rounds/:round/retraction": ofBreakdown("zhao"),
    "POST /breakdowns/:breakdown/rounds/:round/return": ofBreakdown(...UNIT),
  },
  instructions: {
    "GET /plans/:plan{[0-9]+}/instructions/new": ofPlan(...OFFICE, "boss"),
    "POST /plans/:plan{[0-9]+}/instructions": ofPlan(...OFFICE, "boss"),
    // Between leadership and the office; units are not told that there is one.
    "GET /instructions/:instruction{[0-9]+}": { may: [...OFFICE, "boss"], sees: [] },
    "POST /instructions/:instruction{[0-9]+}/reply": { may: OFFICE, sees: ["boss"] },
    "POST /instructions/:instruction{[0-9]+}/settlement": { may: ["boss"], sees: OFFICE },
    "POST /instructions/:instruction{[0-9]+}/reopening": { may: ["boss"], sees: OFFICE },
  },
  inspections: {
    "GET /inspections": { may: [...INSIDE, "jing", "zhao"], sees: [] },
    "GET /plans/:plan{[0-9]+}/inspections/new": office,
    "POST /plans/:plan{[0-9]+}/inspections": office,
    // 林 inspected 办公室's and 综合指导司's part; each of them sees its own.
    "GET /inspections/:inspection{[0-9]+}": { may: [...OFFICE, ...INSPECTED, "boss"], sees: [] },
    "POST /inspections/:inspection{[0-9]+}/revision": ofInspection(...OFFICE),
    "POST /inspections/:inspection{[0-9]+}/scope": ofInspection(...OFFICE),
    "POST /inspections/:inspection{[0-9]+}/draw": ofInspection(...OFFICE),
    "POST /inspections/:inspection{[0-9]+}/opening": ofInspection(...OFFICE),
    "POST /inspections/:inspection{[0-9]+}/cancellation": ofInspection(...OFFICE),
    "POST /inspections/:inspection{[0-9]+}/ending": ofInspection(...OFFICE),
    "POST /inspections/:inspection{[0-9]+}/finding": ofInspection("lin"),
    "POST /inspections/:inspection{[0-9]+}/conclusion": ofInspection("lin"),
    // Of what is inspected a unit sees its own part.
    "POST /inspections/:inspection{[0-9]+}/items/:assignment{[0-9]+}/attachments": ofNotice("lin"),
    "POST /inspections/:inspection{[0-9]+}/units/:unit{[0-9]+}/reading": ofNotice(...UNIT),
    "POST /inspections/:inspection{[0-9]+}/units/:unit{[0-9]+}/objection": ofNotice(...UNIT),
    // Neither whoever inspected nor whoever objects.
    "POST /inspections/:inspection{[0-9]+}/units/:unit{[0-9]+}/decision": ofNotice("lin2", "boss"),
  },
  tokens: {
    "GET /account/tokens": { may: [...INSIDE, "zhao"], sees: ["jing", "admin", "security", "auditor"] },
    "POST /account/tokens": { may: [...INSIDE, "zhao"], sees: ["jing", "admin", "security", "auditor"] },
    "GET /account/tokens/:token{[0-9]+}/revocation": forAll,
    "POST /account/tokens/:token{[0-9]+}/revocation": { may: ["wang"], sees: [] },
    "GET /api/v1/me": forAll,
    "GET /api/v1/units": forAll,
    "GET /api/v1/plans": forAll,
    "GET /api/v1/plans/:plan": ofPlan(...INSIDE),
    "GET /api/v1/plans/:plan/assignments": ofPlan(...INSIDE),
    "GET /api/v1/assignments/:assignment/reports": ofPlan(...INSIDE),
    "GET /api/v1/years/:year/activities": forAll,
    "GET /api/v1/changes": forAll,
    "POST /api/v1/assignments/:assignment/acknowledgement": ofPlan(...UNIT),
    "POST /api/v1/assignments/:assignment/rounds/:round/report": ofPlan(...LIAISON),
    "POST /api/v1/assignments/:assignment/rounds/:round/signature": ofPlan(...HEAD),
    "POST /api/v1/assignments/:assignment/rounds/:round/withdrawal": ofPlan(...LIAISON),
    "POST /api/v1/assignments/:assignment/rounds/:round/acceptance": office,
    "POST /api/v1/assignments/:assignment/rounds/:round/return": office,
    "POST /api/v1/plans/drafts": only(...OFFICE),
    "POST /api/v1/activities": ofYear(...OFFICE, "wang", "head", "zhou", "yan"),
    "POST /api/v1/activities/:activity/holding": ofBody(...OFFICE, ...UNIT),
    "POST /api/v1/filings/:document/filing": ofBody(...UNIT),
  },
  agenda: {
    // Whoever has the address.
    "GET /calendar/:file{[A-Za-z0-9_-]+\\.ics}": open,
    "POST /account/feeds": { may: [...INSIDE, "zhao"], sees: ["jing", "admin", "security", "auditor"] },
    "POST /account/feeds/:feed{[0-9]+}/revocation": { may: ["wang"], sees: [] },
    "GET /calendar": { may: [...INSIDE, "jing", "zhao"], sees: [] },
  },
  search: {
    "GET /search": { may: [...INSIDE, "jing", "zhao"], sees: [] },
  },
  overview: {
    "GET /overview": only(...OFFICE, "boss"),
    "GET /overview/plans": only(...OFFICE, "boss"),
    "GET /overview/coming": only(...OFFICE, "boss"),
    "GET /overview/burden": only(...OFFICE, "boss"),
    "GET /overview/history": only(...OFFICE, "boss"),
    "GET /overview/moved": only(...OFFICE, "boss"),
  },
  plans: {
    "GET /plans": { may: [...INSIDE, "jing", "zhao"], sees: [] },
    "GET /plans/:plan{[0-9]+}": ofPlan(...INSIDE),
    "GET /plans/:plan{[0-9]+}/matrix": ofPlan(...INSIDE),
    "GET /plans/:plan{[0-9]+}/settings": office,
    "POST /plans/:plan{[0-9]+}/settings": office,
  },
  archive: {
    "GET /plans/:plan{[0-9]+}/archive": office,
    "POST /plans/:plan{[0-9]+}/archive": office,
    "GET /years/:year{[0-9]+}/archive": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/archive": ofYear(...OFFICE),
  },
  ledger: {
    "GET /plans/:plan{[0-9]+}/ledger": ofPlan(...INSIDE),
    "POST /plans/:plan{[0-9]+}/ledger.xlsx": ofPlan(...INSIDE),
    "POST /plans/:plan{[0-9]+}/ledger.csv": ofPlan(...INSIDE),
    "GET /plans/:plan{[0-9]+}/ledger/layouts": office,
    "POST /plans/:plan{[0-9]+}/ledger/layouts": office,
    "GET /plans/:plan{[0-9]+}/ledger/layouts/:layout{[0-9]+}": office,
    "POST /plans/:plan{[0-9]+}/ledger/layouts/:layout{[0-9]+}": office,
    "POST /plans/:plan{[0-9]+}/ledger/layouts/:layout{[0-9]+}/removal": office,
  },
  returns: {
    // The office for all units, a unit's liaison and head for its own drafts.
    "GET /plans/:plan{[0-9]+}/ledger/imports": ofPlan(...OFFICE, ...UNIT, "zhou", "yan"),
    "POST /plans/:plan{[0-9]+}/ledger/imports": ofPlan(...OFFICE, ...UNIT, "zhou", "yan"),
    // 林 brought it; others learn of none.
    "GET /plans/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}": { may: OFFICE, sees: [] },
    "GET /plans/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}/file": { may: OFFICE, sees: [] },
    "POST /plans/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}/taking": { may: OFFICE, sees: [] },
    "POST /plans/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}/closing": { may: OFFICE, sees: [] },
  },
  intake: {
    "GET /plans/new": only(...OFFICE),
    "GET /plans/new/template": only(...OFFICE),
    "POST /plans/new": only(...OFFICE),
    "GET /plans/drafts/:draft": only(...OFFICE),
    "POST /plans/drafts/:draft/corrections": only(...OFFICE),
    "POST /plans/drafts/:draft/undo": only(...OFFICE),
    "POST /plans/drafts/:draft/target": only(...OFFICE),
    "POST /plans/drafts/:draft/removal": only(...OFFICE),
    "POST /plans/drafts/:draft/issue": only(...OFFICE),
    // The draft of the test world is with nobody, and the office asks nobody to approve.
    "GET /plans/drafts/:draft/approval": only(...OFFICE),
    "POST /plans/drafts/:draft/approval": only(),
    "POST /plans/drafts/:draft/recall": only(...OFFICE),
    // Plan 1 of the test world has neither a file nor a plan before it.
    "GET /plans/:plan{[0-9]+}/source": absent,
    "GET /plans/:plan{[0-9]+}/comparison": absent,
    "GET /plans/:plan{[0-9]+}/successor": office,
    "POST /plans/:plan{[0-9]+}/successor": office,
  },
  consultations: {
    "GET /plans/drafts/:draft/consultations/new": only(...OFFICE),
    "POST /plans/drafts/:draft/consultations": only(...OFFICE),
    // 办公室 was asked; its people read it, its liaison and head speak.
    "GET /consultations/:consultation{[0-9]+}": { may: [...OFFICE, ...UNIT], sees: [] },
    "GET /consultations/:consultation{[0-9]+}/opinion": { may: [...OFFICE, ...UNIT], sees: [] },
    "POST /consultations/:consultation{[0-9]+}/opinion": { may: UNIT, sees: OFFICE },
    "POST /consultations/:consultation{[0-9]+}/verdict": { may: OFFICE, sees: UNIT },
    "POST /consultations/:consultation{[0-9]+}/closing": { may: OFFICE, sees: UNIT },
    "POST /consultations/:consultation{[0-9]+}/recall": { may: OFFICE, sees: UNIT },
  },
  tasks: {
    "GET /plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}": ofPlan(...INSIDE),
    "GET /plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement": office,
    "POST /plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/leaders": office,
    "POST /plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/stages": office,
    "POST /plans/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/marks": office,
  },
  rounds: {
    "GET /plans/:plan{[0-9]+}/rounds": ofPlan(...INSIDE),
    "POST /plans/:plan{[0-9]+}/rounds": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}": office,
    "GET /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/additions": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/additions": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/cut-off": office,
    // 林 cut nothing off: what may be undone is asked of what the round's trail says.
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/cut-off/undoing": office,
    "POST /plans/:plan{[0-9]+}/schedule": office,
    "POST /plans/:plan{[0-9]+}/leaders": office,
    "GET /plans/:plan{[0-9]+}/rhythm": office,
    "POST /plans/:plan{[0-9]+}/rhythm": office,
  },
  supervision: {
    "GET /plans/:plan{[0-9]+}/supervision": ofPlan(...INSIDE),
  },
  silence: {
    "GET /plans/:plan{[0-9]+}/silence": ofPlan(...OFFICE, "boss"),
    "POST /plans/:plan{[0-9]+}/silence": office,
  },
  groups: {
    "GET /years/:year{[0-9]+}/groups/new": ofYear(...OFFICE, ...UNIT, "zhou", "yan"),
    "POST /years/:year{[0-9]+}/groups": ofYear(...OFFICE, ...UNIT, "zhou", "yan"),
    // Of the whole office: everybody in the year reads it.
    "GET /groups/:group{[0-9]+}": ofYear(...INSIDE),
    "POST /groups/:group{[0-9]+}": ofYear(...OFFICE),
    "POST /groups/:group{[0-9]+}/removal": ofYear(...OFFICE),
    "GET /addressees": ofBusiness(...BUSINESS),
    "POST /addressees": ofBusiness(...OFFICE),
    "GET /addressees/:set{[0-9]+}": ofBusiness(...OFFICE),
    "POST /addressees/:set{[0-9]+}": ofBusiness(...OFFICE),
    "POST /addressees/:set{[0-9]+}/removal": ofBusiness(...OFFICE),
  },
  laws: {
    "GET /laws": ofBusiness(...BUSINESS),
    "GET /laws/new": ofBusiness(...OFFICE),
    "POST /laws": ofBusiness(...OFFICE),
    "POST /laws/common": ofBusiness(...OFFICE),
    "GET /laws/:law{[0-9]+}": ofBusiness(...BUSINESS),
    "POST /laws/:law{[0-9]+}": ofBusiness(...OFFICE),
  },
  cases: {
    "GET /years/:year{[0-9]+}/cases": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/cases/new": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/cases": ofYear(...OF_YEAR),
    "GET /years/:year{[0-9]+}/cases/rule": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/cases/rule": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/cases.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/cases.csv": ofYear(...INSIDE),
    "GET /cases": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    // It was sent by 办公室, and is not published.
    "GET /cases/:case{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    // Its first text never went to 领导.
    "GET /cases/:case{[0-9]+}/versions/:number{[0-9]+}": { may: [...OFFICE, ...UNIT], sees: [...OFFICE, ...UNIT] },
    "POST /cases/:case{[0-9]+}/document": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /cases/:case{[0-9]+}/draft": ofBody(...UNIT),
    "POST /cases/:case{[0-9]+}/edition": ofBody(...UNIT),
    "POST /cases/:case{[0-9]+}/study": ofBody(...UNIT),
    "POST /cases/:case{[0-9]+}/report": ofBody(...UNIT),
    "POST /cases/:case{[0-9]+}/recall": ofBody(...UNIT),
    "POST /cases/:case{[0-9]+}/discarding": ofBody(...UNIT),
    // 王联络 wrote it.
    "POST /cases/:case{[0-9]+}/check": ofBody(...OFFICE, "head"),
    "POST /cases/:case{[0-9]+}/approval": ofBody(...OFFICE),
    "POST /cases/:case{[0-9]+}/return": ofBody(...OFFICE),
    "POST /cases/:case{[0-9]+}/publication": ofBody(...OFFICE),
    "POST /cases/:case{[0-9]+}/retraction": ofBody(...OFFICE),
  },
  rules: {
    "GET /years/:year{[0-9]+}/rules": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/rules": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/rules.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/rules.csv": ofYear(...INSIDE),
    "GET /rules/:rule{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /rules/:rule{[0-9]+}/consultation": ofBody(...UNIT),
    "POST /rules/:rule{[0-9]+}/telling": ofBody(...UNIT),
    "POST /rules/:rule{[0-9]+}/exemption": ofBody(...UNIT),
    "POST /rules/:rule{[0-9]+}/enactment": ofBody(...UNIT),
    "POST /rules/:rule{[0-9]+}/explanation": ofBody(...UNIT),
    "POST /rules/:rule{[0-9]+}/stopping": ofBody(...UNIT),
  },
  meetings: {
    "GET /years/:year{[0-9]+}/meetings": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/meetings/new": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/meetings": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/meetings.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/meetings.csv": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/decisions": ofYear(...INSIDE),
    "GET /meetings/:meeting{[0-9]+}": ofMeeting(...OFFICE, ...CALLED, "boss"),
    "POST /meetings/:meeting{[0-9]+}/revision": ofMeeting(...OFFICE),
    "POST /meetings/:meeting{[0-9]+}/call": ofMeeting(...OFFICE),
    "POST /meetings/:meeting{[0-9]+}/reply": ofMeeting(...CALLED),
    "POST /meetings/:meeting{[0-9]+}/holding": ofMeeting(...OFFICE),
    "POST /meetings/:meeting{[0-9]+}/decisions": ofMeeting(...OFFICE),
    "POST /meetings/:meeting{[0-9]+}/issue": ofMeeting(...OFFICE),
    "POST /meetings/:meeting{[0-9]+}/cancellation": ofMeeting(...OFFICE),
    "POST /meetings/:meeting{[0-9]+}/attachments": ofMeeting(...OFFICE),
    // Its minutes were issued.
    "POST /meetings/:meeting{[0-9]+}/document": ofMeeting(...OFFICE, ...CALLED, "boss"),
    "GET /decisions": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    // 办公室 answers for it; 综合指导司 was called, and reads the minutes.
    "GET /decisions/:decision{[0-9]+}": ofMeeting(...OFFICE, ...CALLED, "boss"),
    "POST /decisions/:decision{[0-9]+}/revision": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/striking": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/assignment": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/notice": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/answer": ofMeeting(...UNIT),
    "POST /decisions/:decision{[0-9]+}/attachments": ofMeeting(...UNIT),
    "POST /decisions/:decision{[0-9]+}/closing": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/return": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/dropping": ofMeeting(...OFFICE),
    "POST /decisions/:decision{[0-9]+}/reopening": ofMeeting(...OFFICE),
  },
  suggestions: {
    "GET /years/:year{[0-9]+}/suggestions": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/suggestions": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/suggestions.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/suggestions.csv": ofYear(...INSIDE),
    "GET /suggestions": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    "GET /suggestions/:suggestion{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /suggestions/:suggestion{[0-9]+}/revision": ofBody(...OFFICE),
    "POST /suggestions/:suggestion{[0-9]+}/answer": ofBody(...OFFICE, ...UNIT),
    "POST /suggestions/:suggestion{[0-9]+}/rating": ofBody(...OFFICE),
    "POST /suggestions/:suggestion{[0-9]+}/discarding": ofBody(...OFFICE),
  },
  observing: {
    // Whoever is invited from outside (test/outward/observing), and nobody of the house.
    "GET /observing": only(),
    "POST /observing/suggestions": only(),
    "GET /observing/filings/:document{[0-9]+}": only(),
  },
  surveys: {
    "GET /years/:year{[0-9]+}/surveys": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/surveys": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/surveys.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/surveys.csv": ofYear(...INSIDE),
    // About all: whoever sees the year reads it.
    "POST /surveys/:survey{[0-9]+}/discarding": ofYear(...OFFICE),
  },
  appraisals: {
    // Whoever has the key scores what was drawn.
    "GET /panel/:panel": open,
    "GET /panel/:panel/:target{[0-9]+}": open,
    "POST /panel/:panel/:target{[0-9]+}": open,
    "GET /years/:year{[0-9]+}/appraisal": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/appraisal": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/appraisal/rules": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/appraisal/stage": ofYear(...OFFICE),
    "GET /appraisals": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    "GET /appraisals/:target{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /appraisals/:target{[0-9]+}": ofBody(...UNIT),
    "POST /appraisals/:target{[0-9]+}/submission": ofBody(...UNIT),
    "POST /appraisals/:target{[0-9]+}/return": ofBody(...OFFICE),
    "POST /appraisals/:target{[0-9]+}/audit": ofBody(...OFFICE),
    "POST /years/:year{[0-9]+}/appraisal/draw": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/appraisal/hearing": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/appraisal/jurors": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/appraisal/papers/:yearPaper{[a-z]+}": ofYear(...INSIDE),
    "POST /appraisals/:target{[0-9]+}/papers/:targetPaper{[a-z]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    // Whoever must not know jurors finds none.
    "POST /jurors/:juror{[0-9]+}/link": { may: OFFICE, sees: [] },
    "POST /jurors/:juror{[0-9]+}/revocation": { may: OFFICE, sees: [] },
    "POST /appraisals/:target{[0-9]+}/ballots": ofBody(...OFFICE),
    "POST /appraisals/:target{[0-9]+}/records": ofBody(...OFFICE),
    "POST /appraisals/:target{[0-9]+}/rulings": ofBody(...OFFICE),
    "POST /appraisals/:target{[0-9]+}/rectification": ofBody(...OFFICE),
    "POST /appraisals/:target{[0-9]+}/objection": ofBody(...UNIT),
    "POST /appraisals/records/:record{[0-9]+}": ofBody(...OFFICE),
    "GET /years/:year{[0-9]+}/standards/reading": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/standards/reading": ofYear(...OFFICE),
    "GET /years/:year{[0-9]+}/standards/new": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/standards": ofYear(...OFFICE),
    "GET /standards/:standard{[0-9]+}": ofYear(...INSIDE),
    "POST /standards/:standard{[0-9]+}": ofYear(...OFFICE),
    "POST /standards/:standard{[0-9]+}/opening": ofYear(...OFFICE),
    "POST /standards/:standard{[0-9]+}/edition": ofYear(...OFFICE),
  },
  outcomes: {
    "GET /years/:year{[0-9]+}/outcomes": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/outcomes": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/outcomes.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/outcomes.csv": ofYear(...INSIDE),
    "POST /outcomes/:outcome{[0-9]+}/discarding": ofBody(...OFFICE),
  },
  results: {
    // Leaders read totals, and no name.
    "GET /years/:year{[0-9]+}/results": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/results/reading": ofYear(...OFFICE, ...OF_YEAR),
    "POST /years/:year{[0-9]+}/results/reading": ofYear(...OFFICE, ...OF_YEAR),
    "POST /years/:year{[0-9]+}/results/bringing": ofYear(...OFFICE, ...OF_YEAR),
    "POST /years/:year{[0-9]+}/results.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/results.csv": ofYear(...INSIDE),
    "GET /results/:result{[0-9]+}": { may: [...OFFICE, ...UNIT], sees: [...OFFICE, ...UNIT] },
    "POST /results/:result{[0-9]+}/revision": { may: [...OFFICE, ...UNIT], sees: [...OFFICE, ...UNIT] },
    "POST /results/:result{[0-9]+}/paper": { may: [...OFFICE, ...UNIT], sees: [...OFFICE, ...UNIT] },
    "POST /results/:result{[0-9]+}/removal": { may: [...OFFICE, ...UNIT], sees: [...OFFICE, ...UNIT] },
  },
  orders: {
    "GET /years/:year{[0-9]+}/offers": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/offers": ofYear(...OFFICE, ...OF_YEAR),
    "POST /years/:year{[0-9]+}/offers.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/offers.csv": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/orders": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/orders.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/orders.csv": ofYear(...INSIDE),
    "GET /offers/:offer{[0-9]+}": ofYear(...INSIDE),
    "POST /offers/:offer{[0-9]+}/revision": ofYear(...OFFICE, ...UNIT),
    "POST /offers/:offer{[0-9]+}/closing": ofYear(...OFFICE, ...UNIT),
    "POST /offers/:offer{[0-9]+}/reopening": ofYear(...OFFICE, ...UNIT),
    // 办公室 offers it.
    "POST /offers/:offer{[0-9]+}/orders": ofYear(...OFFICE, "zhou", "yan"),
    // 综合指导司 ordered it.
    "GET /orders": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    "GET /orders/:order{[0-9]+}": ofMeeting(...OFFICE, ...CALLED, "boss"),
    "POST /orders/:order{[0-9]+}/acceptance": ofMeeting(...OFFICE, ...UNIT),
    "POST /orders/:order{[0-9]+}/declining": ofMeeting(...OFFICE, ...UNIT),
    "POST /orders/:order{[0-9]+}/cancellation": ofMeeting(...OFFICE, ...CALLED),
    "POST /orders/:order{[0-9]+}/completion": ofMeeting(...OFFICE, ...UNIT),
  },
  resources: {
    "GET /years/:year{[0-9]+}/resources": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/resources": ofYear(...OFFICE, ...OF_YEAR),
    // Others see none of it, and have nothing to take.
    "POST /years/:year{[0-9]+}/resources.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/resources.csv": ofYear(...INSIDE),
    "GET /resources/:resource{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /resources/:resource{[0-9]+}/revision": ofBody(...OFFICE, ...UNIT),
    "POST /resources/:resource{[0-9]+}/ending": ofBody(...OFFICE, ...UNIT),
    "POST /resources/:resource{[0-9]+}/resuming": ofBody(...OFFICE, ...UNIT),
  },
  verifying: {
    "GET /years/:year{[0-9]+}/verification": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/verification": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/verification/telling": ofYear(...OFFICE),
    // For a unit that the address names: here none.
    "POST /years/:year{[0-9]+}/verification/claims": ofYear(),
    "POST /years/:year{[0-9]+}/verification/day": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/verification.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/verification.csv": ofYear(...INSIDE),
    "GET /verifications": { may: EVERYBODY.filter((login) => !ADMINISTRATORS.includes(login)), sees: [] },
    "GET /verifications/:duty{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /verifications/:duty{[0-9]+}/explanation": ofBody(...UNIT),
  },
  years: {
    "GET /years": ofBusiness(...BUSINESS),
    "GET /years/new": only(...OFFICE),
    "POST /years": only(...OFFICE),
    "GET /years/:year{[0-9]+}": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/bodies.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/bodies.csv": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/bodies/new": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/bodies": ofYear(...OFFICE),
    "GET /bodies/:body{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /bodies/:body{[0-9]+}": ofBody(...OFFICE),
    "POST /bodies/:body{[0-9]+}/naming": ofBody(...UNIT),
    "POST /bodies/:body{[0-9]+}/leaving": ofBody(...OFFICE),
    "POST /bodies/:body{[0-9]+}/rejoining": ofBody(...OFFICE),
  },
  comments: {
    "POST /public/:release{[0-9]+}/comments": open,
    "GET /public/comments/:receipt": open,
    "GET /comments": ofBusiness(...BUSINESS),
    "GET /comments/:comment{[0-9]+}": ofPaper(...OFFICE, "boss"),
    "POST /comments/:comment{[0-9]+}/answer": ofPaper(...OFFICE),
    "POST /comments/:comment{[0-9]+}/dismissal": ofPaper(...OFFICE),
    // 林督查 answered it.
    "POST /comments/:comment{[0-9]+}/showing": ofPaper("lin2"),
    "POST /comments/:comment{[0-9]+}/hiding": ofPaper(...OFFICE),
  },
  public: {
    "GET /public": open,
    "GET /public/:release{[0-9]+}": open,
    "GET /public/:sheet{[0-9]+\\.csv}": open,
    "GET /public/:paper{[0-9]+\\.docx}": open,
    "GET /years/:year{[0-9]+}/publication": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/publication/announcement": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/publication/announcement": ofYear(...OFFICE),
    // They are not announced.
    "GET /years/:year{[0-9]+}/publication/appraisal": absent,
    "POST /years/:year{[0-9]+}/publication/appraisal": absent,
    "GET /years/:year{[0-9]+}/publication/lists/:unit{[0-9]+}": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/publication/lists/:unit{[0-9]+}": ofYear(...OFFICE),
    // It is not published.
    "GET /years/:year{[0-9]+}/publication/cases/:case{[0-9]+}": absent,
    "POST /years/:year{[0-9]+}/publication/cases/:case{[0-9]+}": absent,
    "GET /plans/:plan{[0-9]+}/publication": ofPlan(...OFFICE, "boss"),
    "POST /plans/:plan{[0-9]+}/publication": office,
    "GET /releases": ofBusiness(...BUSINESS),
    // Prepared by 林督查, and released.
    "GET /releases/:release{[0-9]+}/:number{[0-9]+}": ofYear(...INSIDE),
    "POST /releases/:release{[0-9]+}/:number{[0-9]+}/check": ofYear("lin2"),
    "POST /releases/:release{[0-9]+}/:number{[0-9]+}/release": ofYear(...OFFICE),
    "POST /releases/:release{[0-9]+}/:number{[0-9]+}/dropping": ofYear(...OFFICE),
    "POST /releases/:release{[0-9]+}/:number{[0-9]+}/withdrawal": ofYear(...OFFICE),
  },
  activities: {
    "GET /activities/new": ofYear(...OFFICE, "wang", "head", "zhou", "yan"),
    "POST /activities": ofYear(...OFFICE, "wang", "head", "zhou", "yan"),
    "GET /activities/:activity{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /activities/:activity{[0-9]+}/revision": ofBody(...OFFICE, ...UNIT),
    "POST /activities/:activity{[0-9]+}/holding": ofBody(...OFFICE, ...UNIT),
    "POST /activities/:activity{[0-9]+}/cancellation": ofBody(...OFFICE, ...UNIT),
    "POST /activities/:activity{[0-9]+}/discarding": ofBody(...OFFICE, ...UNIT),
    "POST /activities/:activity{[0-9]+}/telling": ofBody(...UNIT),
    "POST /activities/:activity{[0-9]+}/effect": ofBody(...OFFICE, ...UNIT),
    "POST /activities/:activity{[0-9]+}/attachments": ofBody(...OFFICE, ...UNIT),
    "GET /years/:year{[0-9]+}/activities": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/activities.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/activities.csv": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/activities/figures": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/activities/lists": ofYear(...OFFICE),
    "POST /years/:year{[0-9]+}/activities/lists": ofYear(...OFFICE),
  },
  duties: {
    "GET /years/:year{[0-9]+}/duties": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/duties/new": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/duties": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/duties/carrying": ofYear(...OF_YEAR),
    "GET /years/:year{[0-9]+}/duties/reading": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/duties/reading": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/duties/bringing": ofYear(...OF_YEAR),
    "POST /years/:year{[0-9]+}/duties.xlsx": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/duties/:unit{[0-9]+}/paper": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /years/:year{[0-9]+}/duties.csv": ofYear(...INSIDE),
    "GET /years/:year{[0-9]+}/duties/:unit{[0-9]+}/comparison": ofBody(...OFFICE, ...UNIT, "boss"),
    "GET /duties/:duty{[0-9]+}": ofBody(...OFFICE, ...UNIT, "boss"),
    "POST /duties/:duty{[0-9]+}/revision": ofBody(...UNIT),
    "POST /duties/:duty{[0-9]+}/striking": ofBody(...UNIT),
    "POST /duties/:duty{[0-9]+}/restoring": ofBody(...UNIT),
    "POST /duties/:duty{[0-9]+}/moving": ofBody(...UNIT),
    "POST /duties/:duty{[0-9]+}/adoption": ofBody(...UNIT),
    "POST /duties/:duty{[0-9]+}/placing": ofBody(...OFFICE),
    "POST /duties/:duty{[0-9]+}/dropping": ofBody(...UNIT),
  },
  key_days: {
    "GET /years/:year{[0-9]+}/days": ofYear(...INSIDE),
    "POST /years/:year{[0-9]+}/days": ofYear(...OFFICE, "wang", "head", "zhou", "yan"),
    "POST /years/:year{[0-9]+}/days/:day{[0-9]+}/ending": ofYear(...OFFICE),
  },
  reminders: {
    "GET /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders": office,
    "POST /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders": office,
    "GET /plans/:plan{[0-9]+}/rounds/:round{[0-9]+}/reminders/:unit{[0-9]+}/paper": office,
  },
  ending: {
    "GET /plans/:plan{[0-9]+}/withdrawal": office,
    "GET /plans/:plan{[0-9]+}/archiving": office,
    "GET /plans/:plan{[0-9]+}/restoration": office,
    "POST /plans/:plan{[0-9]+}/withdrawal": office,
    "POST /plans/:plan{[0-9]+}/archiving": office,
    "POST /plans/:plan{[0-9]+}/restoration": office,
  },
  attempts: {
    "GET /admin/locks": only("admin", "security"),
    "GET /admin/locks/release": only("admin", "security"),
    "POST /admin/locks/release": only("admin", "security"),
  },
  system: {
    "GET /admin/system": admin,
    "POST /admin/system/backup": admin,
    "POST /admin/system/clock": admin,
  },
  messages: {
    "GET /admin/channels": admin,
    "POST /admin/channels/robots": admin,
    "GET /admin/channels/robots/:robot{[0-9]+}": admin,
    "POST /admin/channels/robots/:robot{[0-9]+}": admin,
    "POST /admin/channels/robots/:robot{[0-9]+}/test": admin,
    "POST /admin/channels/test": admin,
    "POST /admin/channels/resend": admin,
  },
  settings: {
    "GET /admin/settings": security,
    "GET /admin/settings/preview": security,
    "POST /admin/settings/preview": security,
    "POST /admin/settings": security,
  },
  log: {
    "GET /admin/events": auditor,
    "POST /admin/events/export": auditor,
    "GET /admin/events/verification": auditor,
    "POST /admin/events/verification": auditor,
  },
}

/** How a person is refused, or null. */
function refusal({ may, sees, open }: Row, person: Person): number | null {
  if (person === "nobody") return !open ? 401 : may.length === 0 ? 404 : null
  if (may.includes(person)) return null
  return sees.includes(person) ? 403 : 404
}

const everyAddress = ({ app, places }: Pick<Awaited<ReturnType<typeof furnished>>, "app" | "places">) =>
  routesOf(app).flatMap((route) => addressesOf(route, places))

/** One world for all that is only looked at or refused: it stays as it is, which each row checks. */
let refusing: Awaited<ReturnType<typeof furnished>>
let addresses: Map<string, string>
beforeAll(async () => {
  refusing = await furnished()
  addresses = new Map(everyAddress(refusing).map(({ route, path }) => [route, path]))
})

const ROWS: Record<string, Row> = Object.assign({}, ...Object.values(TABLE))

const eventsIn = async ({ database }: World) =>
  (await database.read([database.db.select({ n: count() }).from(events)]))[0][0]?.n

test("every route has its row and every row its route", () => {
  const rows = [...addresses.keys()]
  expect(rows.filter((route) => !(route in ROWS))).toEqual([])
  expect(Object.keys(ROWS).filter((route) => !rows.includes(route))).toEqual([])
})

test.each(HOUSE.map(({ name }) => name))("the rows of %s are those of its routes", (name) => {
  const ownOf = (capabilities: readonly Capability[]) =>
    everyAddress({ app: createApp(refusing.ports, capabilities), places: refusing.places }).map(({ route }) => route)
  const before = name === "program" ? [] : ownOf([])
  const own = ownOf(HOUSE.filter((one) => one.name === name)).filter((route) => !before.includes(route))
  expect(Object.keys(TABLE[name] ?? {}).sort()).toEqual(own.sort())
})

test.each(Object.entries(ROWS))("%s", async (route, row) => {
  const path = addresses.get(route)
  if (!path) throw new Error(`no such route: ${route}`)
  const isAct = route.startsWith("POST")
  const wrong: unknown[] = []
  let events = await eventsIn(refusing)
  for (const person of [...EVERYBODY, "nobody"] as Person[]) {
    const expected = refusal(row, person)
    // An act by somebody who may would change what the others find. Every furnished world has the same places.
    const w = isAct && expected === null ? await furnished() : refusing
    const as = w.as(person === "nobody" ? null : person)
    const press = path.startsWith("/api/") ? as.tell : as.post
    const { status } = isAct ? await press(path) : await as.get(path)
    const right = expected === null ? ![401, 403, 404].includes(status) && status < 500 : status === expected
    const before = events
    if (w === refusing) events = await eventsIn(refusing)
    const touched = expected !== null && events !== before
    if (!right || touched) wrong.push({ person, expected, status, touched })
  }
  expect(wrong).toEqual([])
})

test("an administrator who works in one of the plan's units sees no more of it than the others", async () => {
  const w = await furnished()
  const { db, write } = w.database
  await write([
    db
      .update(people)
      .set({ unitId: 1 })
      .where(inArray(people.login, ["admin", "security", "auditor"])),
  ])
  for (const login of ["admin", "security", "auditor"] as const) {
    for (const path of ["/plans/1", "/plans/1/tasks/1", "/attachments/1", "/units/1", "/plans/1/rounds"]) {
      expect((await w.as(login).get(path)).status, `${login} ${path}`).toBe(404)
    }
    expect((await w.as(login).post("/assignments/1/acknowledgement")).status).toBe(404)
    expect((await w.as(login).get("/plans")).status).toBe(404)
  }
})
