import { about as confirmingAbout } from "#src/confirming/about.ts"
import { about as programAbout } from "#src/door/about.ts"
import { houseOf, mount } from "#src/door/house.ts"
import { about as messagesAbout } from "#src/messages/about.ts"
import { channelsAdmin } from "#src/messages/routes.tsx"
import { about as attemptsAbout } from "#src/office/attempts/about.ts"
import { locks } from "#src/office/attempts/routes.tsx"
import { about as calendarAbout } from "#src/office/calendar/about.ts"
import { dayTelling } from "#src/office/calendar/day_routes.tsx"
import { calendarAdmin } from "#src/office/calendar/routes.tsx"
import { about as handoversAbout } from "#src/office/handovers/about.ts"
import { handoverDecisions, ownHandovers } from "#src/office/handovers/routes.tsx"
import { about as peopleAbout } from "#src/office/people/about.ts"
import { account } from "#src/office/people/account_routes.tsx"
import {
  type Actor,
  decides,
  isAdmin,
  isAdministrator,
  isAuditor,
  isLeader,
  isObserver,
  isOfUnit,
  isSecurity,
  isSupervisor,
  overlooks,
} from "#src/office/people/actor.ts"
import { peopleDirectory } from "#src/office/people/directory_routes.tsx"
import { postGrants } from "#src/office/people/posts_routes.tsx"
import { signingIn } from "#src/office/people/routes.tsx"
import { about as phrasesAbout } from "#src/office/phrases/about.ts"
import { about as resetsAbout } from "#src/office/resets/about.ts"
import { askingForResets, resetDecisions, usingResets } from "#src/office/resets/routes.tsx"
import { about as settingsAbout } from "#src/office/settings/about.ts"
import { settingsPage } from "#src/office/settings/routes.tsx"
import { about as setupAbout } from "#src/office/setup/about.ts"
import { setup } from "#src/office/setup/routes.tsx"
import { about as systemAbout } from "#src/office/system/about.ts"
import { system } from "#src/office/system/routes.tsx"
import { about as tokensAbout } from "#src/office/tokens/about.ts"
import { ownTokenActs } from "#src/office/tokens/routes.tsx"
import { about as unitsAbout } from "#src/office/units/about.ts"
import { unitDirectory } from "#src/office/units/directory_routes.tsx"
import { unitsSought } from "#src/office/units/search_queries.ts"
import { about as agendaAbout } from "#src/outward/agenda/about.ts"
import { feedReading, ownFeedActs } from "#src/outward/agenda/feed_routes.tsx"
import { agenda } from "#src/outward/agenda/routes.tsx"
import { apiRoutes } from "#src/outward/api/routes.tsx"
import { about as archiveAbout } from "#src/outward/archive/about.ts"
import { archive, yearArchive } from "#src/outward/archive/routes.tsx"
import { about as bulletinsAbout } from "#src/outward/bulletins/about.ts"
import { bulletinsWaiting } from "#src/outward/bulletins/desk_queries.ts"
import { papers, planPapers } from "#src/outward/bulletins/routes.tsx"
import { bulletinsSought } from "#src/outward/bulletins/search_queries.ts"
import { about as commentsAbout } from "#src/outward/comments/about.ts"
import { commentsWaiting } from "#src/outward/comments/desk_queries.ts"
import { openComments } from "#src/outward/comments/open_routes.tsx"
import { commentRoutes } from "#src/outward/comments/routes.tsx"
import { commentsSought } from "#src/outward/comments/search_queries.ts"
import { about as ledgerAbout } from "#src/outward/ledger/about.ts"
import { about as returnsAbout } from "#src/outward/ledger/returning/about.ts"
import { returns } from "#src/outward/ledger/returning/routes.tsx"
import { ledger } from "#src/outward/ledger/routes.tsx"
import { observing } from "#src/outward/observing/routes.tsx"
import { about as publicAbout } from "#src/outward/public/about.ts"
import { releasesWaiting } from "#src/outward/public/desk_queries.ts"
import { openReading } from "#src/outward/public/open_routes.tsx"
import { planPublication, releaseRoutes, yearPublication } from "#src/outward/public/routes.tsx"
import { releasesSought } from "#src/outward/public/search_queries.ts"
import { leavings } from "#src/owing/leaving/leaving_routes.tsx"
import { about as deskAbout } from "#src/pages/desk/about.ts"
import { desk } from "#src/pages/desk/routes.tsx"
import { help } from "#src/pages/help/routes.tsx"
import { about as logAbout } from "#src/pages/log/about.ts"
import { trail } from "#src/pages/log/routes.tsx"
import { overview } from "#src/pages/overview/routes.tsx"
import { search } from "#src/pages/search/routes.tsx"
import { tasks } from "#src/pages/task/routes.tsx"
import { unitReading } from "#src/pages/unit/unit_routes.tsx"
import {
  casesPath,
  commentsPath,
  decisionsPath,
  objectionsPath,
  observingPath,
  ordersPath,
  papersPath,
  releasesPath,
  suggestionsPath,
  toRecordPath,
  verificationsPath,
  yearsPath,
} from "#src/paths.ts"
import { about as assignmentsAbout } from "#src/plans/assignments/about.ts"
import { suspensionsDated } from "#src/plans/assignments/agenda_queries.ts"
import { assignmentsWaiting } from "#src/plans/assignments/desk_queries.ts"
import { assignments } from "#src/plans/assignments/routes.tsx"
import { partsSought } from "#src/plans/assignments/search_queries.ts"
import { about as consultationsAbout } from "#src/plans/consultations/about.ts"
import { consultationsOfUnits, draftConsultations } from "#src/plans/consultations/routes.tsx"
import { about as intakeAbout } from "#src/plans/intake/drafts/about.ts"
import { draftApproval } from "#src/plans/intake/drafts/approval_routes.tsx"
import { intake } from "#src/plans/intake/drafts/routes.tsx"
import { about as plansAbout } from "#src/plans/plan/about.ts"
import { plans } from "#src/plans/plan/routes.tsx"
import { plansSought } from "#src/plans/plan/search_queries.ts"
import { planSettings } from "#src/plans/plan/settings_routes.tsx"
import { about as roundsAbout } from "#src/plans/rounds/about.ts"
import { cutOffsDated, roundsDated } from "#src/plans/rounds/agenda_queries.ts"
import { rounds } from "#src/plans/rounds/routes.tsx"
import { about as summariesAbout } from "#src/plans/summaries/about.ts"
import { summaries } from "#src/plans/summaries/routes.tsx"
import { summariesSought } from "#src/plans/summaries/search_queries.ts"
import { about as tasksAbout } from "#src/plans/tasks/about.ts"
import { arrangement } from "#src/plans/tasks/arrangement_routes.tsx"
import { tasksSought } from "#src/plans/tasks/search_queries.ts"
import { about as breakdownsAbout } from "#src/reports/breakdowns/about.ts"
import { breakdowns } from "#src/reports/breakdowns/routes.tsx"
import { breakdownsSought } from "#src/reports/breakdowns/search_queries.ts"
import { about as evidenceAbout } from "#src/reports/evidence/about.ts"
import { attachments } from "#src/reports/evidence/routes.tsx"
import { about as linksAbout } from "#src/reports/links/about.ts"
import { openingLinks, planLinks } from "#src/reports/links/routes.tsx"
import { about as reportsAbout } from "#src/reports/report/about.ts"
import { reportsWaiting } from "#src/reports/report/desk_queries.ts"
import { reportEvidence } from "#src/reports/report/evidence_queries.ts"
import { reports } from "#src/reports/report/routes.tsx"
import { reportFilesSought, reportsSought } from "#src/reports/report/search_queries.ts"
import { undoEnds } from "#src/reports/report/undo_queries.ts"
import { about as sheetsAbout } from "#src/reports/sheets/about.ts"
import { arrivals } from "#src/reports/sheets/arrival_routes.tsx"
import { sheetEvidence } from "#src/reports/sheets/evidence_queries.ts"
import { sheets } from "#src/reports/sheets/routes.tsx"
import { sheetFilesSought } from "#src/reports/sheets/search_queries.ts"
import { about as endingAbout } from "#src/supervision/ending/about.ts"
import { planLife } from "#src/supervision/ending/life_routes.tsx"
import { about as extensionsAbout } from "#src/supervision/extensions/about.ts"
import { extensionsWaiting } from "#src/supervision/extensions/desk_queries.ts"
import { extensions } from "#src/supervision/extensions/routes.tsx"
import { extensionsSought } from "#src/supervision/extensions/search_queries.ts"
import { about as inspectionsAbout } from "#src/supervision/inspections/about.ts"
import { inspectionsDated, objectionsDated } from "#src/supervision/inspections/agenda_queries.ts"
import { findingEvidence } from "#src/supervision/inspections/evidence_queries.ts"
import { inspections, planInspections } from "#src/supervision/inspections/routes.tsx"
import {
  conclusionsSought,
  findingFilesSought,
  findingsSought,
  inspectionsSought,
} from "#src/supervision/inspections/search_queries.ts"
import { about as instructionsAbout } from "#src/supervision/instructions/about.ts"
import { instructionsDated } from "#src/supervision/instructions/agenda_queries.ts"
import { instructionsWaiting } from "#src/supervision/instructions/desk_queries.ts"
import { instructions, planInstructions } from "#src/supervision/instructions/routes.tsx"
import { instructionsSought } from "#src/supervision/instructions/search_queries.ts"
import { supervision } from "#src/supervision/log/routes.tsx"
import { about as noticesAbout } from "#src/supervision/notices/about.ts"
import { noticesWaiting } from "#src/supervision/notices/desk_queries.ts"
import { noticeEvidence } from "#src/supervision/notices/evidence_queries.ts"
import { notices, planNotices } from "#src/supervision/notices/routes.tsx"
import { answersSought, noticeFilesSought, noticesSought } from "#src/supervision/notices/search_queries.ts"
import { about as remindersAbout } from "#src/supervision/reminders/about.ts"
import { reminders } from "#src/supervision/reminders/routes.tsx"
import { remindersSought } from "#src/supervision/reminders/search_queries.ts"
import { about as silenceAbout } from "#src/supervision/silence/about.ts"
import { silence } from "#src/supervision/silence/routes.tsx"
import { about as transfersAbout } from "#src/supervision/transfers/about.ts"
import { transfersWaiting } from "#src/supervision/transfers/desk_queries.ts"
import { unitTransfers } from "#src/supervision/transfers/routes.tsx"
import { about as activitiesAbout } from "#src/year/activities/about.ts"
import { activitiesDated } from "#src/year/activities/agenda_queries.ts"
import { activityEvidence } from "#src/year/activities/evidence_queries.ts"
import { activities, yearActivities } from "#src/year/activities/routes.tsx"
import { activitiesSought } from "#src/year/activities/search_queries.ts"
import { about as appraisalsAbout } from "#src/year/appraisals/about.ts"
import { resultObjectionsDated, stagesDated } from "#src/year/appraisals/agenda_queries.ts"
import { objectionsWaiting } from "#src/year/appraisals/desk_queries.ts"
import { ballotEvidence } from "#src/year/appraisals/evidence_queries.ts"
import {
  appraisalTargetRoutes,
  jurorRoutes,
  panelPages,
  targetPanel,
  targetPapers,
  yearAppraisal,
  yearPanel,
  yearPapers,
} from "#src/year/appraisals/routes.tsx"
import { recordsSought, standardsSought } from "#src/year/appraisals/search_queries.ts"
import { standardRoutes, yearStandards } from "#src/year/appraisals/standard_routes.tsx"
import { about as casesAbout } from "#src/year/cases/about.ts"
import { casesWaiting } from "#src/year/cases/desk_queries.ts"
import { caseRoutes, yearCases } from "#src/year/cases/routes.tsx"
import { casesSought } from "#src/year/cases/search_queries.ts"
import { about as documentsAbout } from "#src/year/documents/about.ts"
import { filingsDated, internalFilingsDated } from "#src/year/documents/agenda_queries.ts"
import { documentsWaiting } from "#src/year/documents/desk_queries.ts"
import { documentEvidence } from "#src/year/documents/evidence_queries.ts"
import { filings, filingsOfYear } from "#src/year/documents/routes.tsx"
import { documentDraftsSought, documentFilesSought, documentsSought } from "#src/year/documents/search_queries.ts"
import { about as dutiesAbout } from "#src/year/duties/about.ts"
import { dutiesDated, dutyStepsDated } from "#src/year/duties/agenda_queries.ts"
import { dutyPages, yearDuties } from "#src/year/duties/routes.tsx"
import { dutiesSought } from "#src/year/duties/search_queries.ts"
import { about as groupsAbout } from "#src/year/groups/about.ts"
import { addresseePages, groupPages, yearGroups } from "#src/year/groups/routes.tsx"
import { groupsSought } from "#src/year/groups/search_queries.ts"
import { about as keyDaysAbout } from "#src/year/key_days/about.ts"
import { yearKeyDays } from "#src/year/key_days/routes.tsx"
import { about as lawsAbout } from "#src/year/laws/about.ts"
import { lawPages } from "#src/year/laws/routes.tsx"
import { lawsSought } from "#src/year/laws/search_queries.ts"
import { about as meetingsAbout } from "#src/year/meetings/about.ts"
import { decisionsDated, meetingsDated } from "#src/year/meetings/agenda_queries.ts"
import { decisionsInDesk } from "#src/year/meetings/desk_queries.ts"
import { decisionEvidence, meetingEvidence } from "#src/year/meetings/evidence_queries.ts"
import { decisionRoutes, meetingRoutes, yearMeetings } from "#src/year/meetings/routes.tsx"
import {
  decisionFilesSought,
  decisionsSought,
  meetingFilesSought,
  meetingsSought,
} from "#src/year/meetings/search_queries.ts"
import { about as ordersAbout } from "#src/year/orders/about.ts"
import { ordersDated } from "#src/year/orders/agenda_queries.ts"
import { ordersInDesk } from "#src/year/orders/desk_queries.ts"
import { offerRoutes, orderRoutes, yearOrders } from "#src/year/orders/routes.tsx"
import { offersSought } from "#src/year/orders/search_queries.ts"
import { about as outcomesAbout } from "#src/year/outcomes/about.ts"
import { outcomeRoutes, yearOutcomes } from "#src/year/outcomes/routes.tsx"
import { outcomesSought } from "#src/year/outcomes/search_queries.ts"
import { about as resourcesAbout } from "#src/year/resources/about.ts"
import { resourceRoutes, yearResources } from "#src/year/resources/routes.tsx"
import { resourcesSought } from "#src/year/resources/search_queries.ts"
import { about as resultsAbout } from "#src/year/results/about.ts"
import { resultRoutes, yearResults } from "#src/year/results/routes.tsx"
import { resultsSought } from "#src/year/results/search_queries.ts"
import { about as rulesAbout } from "#src/year/rules/about.ts"
import { rulesDated } from "#src/year/rules/agenda_queries.ts"
import { ruleRoutes, yearRules } from "#src/year/rules/routes.tsx"
import { about as suggestionsAbout } from "#src/year/suggestions/about.ts"
import { suggestionsDated } from "#src/year/suggestions/agenda_queries.ts"
import { suggestionsInDesk } from "#src/year/suggestions/desk_queries.ts"
import { suggestionRoutes, yearSuggestions } from "#src/year/suggestions/routes.tsx"
import { suggestionsSought } from "#src/year/suggestions/search_queries.ts"
import { about as surveysAbout } from "#src/year/surveys/about.ts"
import { surveyRoutes, yearSurveys } from "#src/year/surveys/routes.tsx"
import { surveysSought } from "#src/year/surveys/search_queries.ts"
import { about as verifyingAbout } from "#src/year/verifying/about.ts"
import { verifyingDated } from "#src/year/verifying/agenda_queries.ts"
import { verificationsWaiting } from "#src/year/verifying/desk_queries.ts"
import { verificationPages, yearVerifying } from "#src/year/verifying/routes.tsx"
import { verificationsSought } from "#src/year/verifying/search_queries.ts"
import { about as yearsAbout } from "#src/year/years/about.ts"
import { bodyPages, yearPages } from "#src/year/years/routes.tsx"
import { help as activitiesHelp } from "#views/activities/help.ts"
import * as activitiesWords from "#views/activities/words.ts"
import { help as agendaHelp } from "#views/agenda/help.ts"
import * as agendaWords from "#views/agenda/words.ts"
import { help as appraisalsHelp } from "#views/appraisals/help.ts"
import * as appraisalsWords from "#views/appraisals/words.ts"
import { help as archiveHelp } from "#views/archive/help.ts"
import * as archiveWords from "#views/archive/words.ts"
import { help as assignmentsHelp } from "#views/assignments/help.ts"
import * as assignmentsWords from "#views/assignments/words.ts"
import { help as attemptsHelp } from "#views/attempts/help.ts"
import * as attemptsWords from "#views/attempts/words.ts"
import { help as breakdownsHelp } from "#views/breakdowns/help.ts"
import * as breakdownsWords from "#views/breakdowns/words.ts"
import { help as bulletinsHelp } from "#views/bulletins/help.ts"
import * as bulletinsWords from "#views/bulletins/words.ts"
import { help as calendarHelp } from "#views/calendar/help.tsx"
import * as calendarWords from "#views/calendar/words.ts"
import { help as casesHelp } from "#views/cases/help.ts"
import * as casesWords from "#views/cases/words.ts"
import { help as commentsHelp } from "#views/comments/help.ts"
import * as commentsWords from "#views/comments/words.ts"
import { help as confirmingHelp } from "#views/confirming/help.ts"
import * as confirmingWords from "#views/confirming/words.ts"
import { help as consultationsHelp } from "#views/consultations/help.ts"
import * as consultationsWords from "#views/consultations/words.ts"
import { help as messagesHelp } from "#views/deliveries/help.tsx"
import * as messagesWords from "#views/deliveries/words.ts"
import { help as deskHelp } from "#views/desk/help.tsx"
import * as deskWords from "#views/desk/words.ts"
import { help as documentsHelp } from "#views/documents/help.ts"
import * as documentsWords from "#views/documents/words.ts"
import { help as dutiesHelp } from "#views/duties/help.ts"
import * as dutiesWords from "#views/duties/words.ts"
import { help as endingHelp } from "#views/ending/help.ts"
import * as endingWords from "#views/ending/words.ts"
import { help as logHelp } from "#views/events/help.tsx"
import * as logWords from "#views/events/words.ts"
import { help as evidenceHelp } from "#views/evidence/help.ts"
import * as evidenceWords from "#views/evidence/words.ts"
import { help as extensionsHelp } from "#views/extensions/help.ts"
import * as extensionsWords from "#views/extensions/words.ts"
import { help as groupsHelp } from "#views/groups/help.ts"
import * as groupsWords from "#views/groups/words.ts"
import { help as handoversHelp } from "#views/handovers/help.ts"
import * as handoversWords from "#views/handovers/words.ts"
import { help as inspectionsHelp } from "#views/inspections/help.ts"
import * as inspectionsWords from "#views/inspections/words.ts"
import { help as instructionsHelp } from "#views/instructions/help.ts"
import * as instructionsWords from "#views/instructions/words.ts"
import { help as intakeHelp } from "#views/intake/help.tsx"
import * as intakeWords from "#views/intake/words.ts"
import { help as keyDaysHelp } from "#views/key_days/help.ts"
import * as keyDaysWords from "#views/key_days/words.ts"
import { help as lawsHelp } from "#views/laws/help.tsx"
import * as lawsWords from "#views/laws/words.ts"
import { help as ledgerHelp } from "#views/ledger/help.ts"
import * as ledgerWords from "#views/ledger/words.ts"
import { help as linksHelp } from "#views/links/help.ts"
import * as linksWords from "#views/links/words.ts"
import { help as meetingsHelp } from "#views/meetings/help.ts"
import * as meetingsWords from "#views/meetings/words.ts"
import { help as noticesHelp } from "#views/notices/help.tsx"
import * as noticesWords from "#views/notices/words.ts"
import { help as observingHelp } from "#views/observing/help.ts"
import { help as ordersHelp } from "#views/orders/help.ts"
import * as ordersWords from "#views/orders/words.ts"
import { help as outcomesHelp } from "#views/outcomes/help.ts"
import * as outcomesWords from "#views/outcomes/words.ts"
import { help as overviewHelp } from "#views/overview/help.tsx"
import { help as peopleHelp } from "#views/people/help.tsx"
import * as peopleWords from "#views/people/words.ts"
import { help as phrasesHelp } from "#views/phrases/help.ts"
import * as phrasesWords from "#views/phrases/words.ts"
import { help as plansHelp } from "#views/plans/help.ts"
import * as plansWords from "#views/plans/words.ts"
import { help as publicHelp } from "#views/public/help.ts"
import * as publicWords from "#views/public/words.ts"
import { help as remindersHelp } from "#views/reminders/help.ts"
import * as remindersWords from "#views/reminders/words.ts"
import { help as reportsHelp } from "#views/reports/help.tsx"
import * as reportsWords from "#views/reports/words.ts"
import { help as resetsHelp } from "#views/resets/help.ts"
import * as resetsWords from "#views/resets/words.ts"
import { help as resourcesHelp } from "#views/resources/help.ts"
import * as resourcesWords from "#views/resources/words.ts"
import { help as resultsHelp } from "#views/results/help.ts"
import * as resultsWords from "#views/results/words.ts"
import { help as returnsHelp } from "#views/returns/help.ts"
import * as returnsWords from "#views/returns/words.ts"
import { help as roundsHelp } from "#views/rounds/help.ts"
import * as roundsWords from "#views/rounds/words.ts"
import { help as rulesHelp } from "#views/rules/help.ts"
import * as rulesWords from "#views/rules/words.ts"
import { help as searchHelp } from "#views/search/help.ts"
import { help as settingsHelp } from "#views/settings/help.tsx"
import * as settingsWords from "#views/settings/words.ts"
import * as setupWords from "#views/setup/words.ts"
import { help as sheetsHelp } from "#views/sheets/help.ts"
import * as sheetsWords from "#views/sheets/words.ts"
import * as silenceWords from "#views/silence/words.ts"
import { help as suggestionsHelp } from "#views/suggestions/help.ts"
import * as suggestionsWords from "#views/suggestions/words.ts"
import * as summariesWords from "#views/summaries/words.ts"
import { help as surveysHelp } from "#views/surveys/help.ts"
import * as surveysWords from "#views/surveys/words.ts"
import { help as systemHelp } from "#views/system/help.tsx"
import * as systemWords from "#views/system/words.ts"
import * as tasksWords from "#views/tasks/words.ts"
import { help as tokensHelp } from "#views/tokens/help.ts"
import * as tokensWords from "#views/tokens/words.ts"
import { help as transfersHelp } from "#views/transfers/help.ts"
import * as transfersWords from "#views/transfers/words.ts"
import { help as unitsHelp } from "#views/units/help.tsx"
import * as unitsWords from "#views/units/words.ts"
import { help as verifyingHelp } from "#views/verifying/help.ts"
import * as verifyingWords from "#views/verifying/words.ts"
import * as programWords from "#views/words/program.ts"
import { help as yearsHelp } from "#views/years/help.tsx"
import * as yearsWords from "#views/years/words.ts"

const everybody = () => true
const isBusiness = (actor: Actor) => !isAdministrator(actor)
const unlocks = (actor: Actor) => isAdmin(actor) || isSecurity(actor)
const seesUnits = (actor: Actor) => isBusiness(actor) || isAdmin(actor)
const confirms = (actor: Actor) => isLeader(actor) && !isSupervisor(actor)

/*
 * The table of contents: all that the house can do, an entry each. The program, the trail, the course of a task, the
 * check of the trail, the navigation, the desk, the help and the stylesheet take their parts from here; what the trail can
 * say and why an act is refused are types made of it.
 *
 * Routes are mounted in the order in which they stand: where two could answer one address, the first does. `rank` is the
 * place among those of other capabilities. Routes are given by a function, so that the types made of this array do not
 * rest on them.
 */
export const HOUSE = [
  { name: "program", about: programAbout, words: programWords },
  { name: "setup", about: setupAbout, words: setupWords, open: () => [mount("/setup", setup)] },
  {
    name: "people",
    about: peopleAbout,
    words: peopleWords,
    open: () => [mount("/", signingIn)],
    routes: () => [
      mount("/account", account),
      mount("/admin/people", leavings),
      mount("/admin/people", peopleDirectory),
      mount("/admin/posts", postGrants),
    ],
    links: [
      { rank: 70, href: "/admin/people", label: "账号", forWhom: isAdmin },
      { rank: 120, href: "/admin/posts", label: "岗位授权", forWhom: isSecurity },
    ],
    styles: [{ rank: 10, file: "admin.css" }],
    scripts: [{ rank: 60, file: "session.js" }],
    help: peopleHelp,
  },
  {
    name: "attempts",
    about: attemptsAbout,
    words: attemptsWords,
    routes: () => [mount("/admin/locks", locks)],
    links: [{ rank: 130, href: "/admin/locks", label: "登录锁定", forWhom: unlocks }],
    help: attemptsHelp,
  },
  {
    name: "resets",
    about: resetsAbout,
    words: resetsWords,
    open: () => [mount("/reset", usingResets)],
    routes: () => [mount("/admin/people", askingForResets), mount("/admin/resets", resetDecisions)],
    help: resetsHelp,
  },
  {
    name: "handovers",
    about: handoversAbout,
    words: handoversWords,
    routes: () => [mount("/account", ownHandovers), mount("/admin/posts", handoverDecisions)],
    help: handoversHelp,
  },
  {
    name: "units",
    about: unitsAbout,
    words: unitsWords,
    routes: () => [mount("/units", unitDirectory), mount("/units", unitReading)],
    links: [{ rank: 90, href: "/units", label: "单位", forWhom: seesUnits }],
    searched: () => [{ ...unitsSought, label: "单位", parts: ["", "简称", "别名"] }],
    styles: [{ rank: 90, file: "units.css" }],
    help: unitsHelp,
  },
  {
    name: "transfers",
    about: transfersAbout,
    words: transfersWords,
    routes: () => [mount("/units", unitTransfers)],
    help: transfersHelp,
    queues: [{ rank: 120, name: "transfers", label: "待移交", forWhom: isSupervisor, occasional: everybody }],
    waiting: () => transfersWaiting,
  },
  {
    name: "settings",
    about: settingsAbout,
    words: settingsWords,
    routes: () => [mount("/admin/settings", settingsPage)],
    links: [{ rank: 140, href: "/admin/settings", label: "安全与规则", forWhom: isSecurity }],
    help: settingsHelp,
  },
  {
    name: "calendar",
    about: calendarAbout,
    words: calendarWords,
    routes: () => [mount("/day", dayTelling), mount("/admin/calendar", calendarAdmin)],
    links: [{ rank: 100, href: "/admin/calendar", label: "工作日", forWhom: isAdmin }],
    help: calendarHelp,
  },
  {
    name: "consultations",
    about: consultationsAbout,
    words: consultationsWords,
    routes: () => [mount("/plans", draftConsultations), mount("/consultations", consultationsOfUnits)],
    help: consultationsHelp,
  },
  {
    name: "intake",
    about: intakeAbout,
    words: intakeWords,
    routes: () => [mount("/plans", intake), mount("/plans", draftApproval)],
    styles: [{ rank: 80, file: "intake.css" }],
    scripts: [{ rank: 70, file: "intake.js" }],
    help: intakeHelp,
  },
  {
    name: "plans",
    about: plansAbout,
    words: plansWords,
    routes: () => [mount("/plans", planSettings), mount("/plans", plans)],
    links: [{ rank: 30, href: "/plans", label: "方案", forWhom: isBusiness }],
    searched: () => [{ ...plansSought, label: "方案", parts: ["", "文号", "引言", "结尾"] }],
    styles: [
      { rank: 20, file: "plans.css" },
      { rank: 30, file: "matrix.css" },
    ],
    scripts: [{ rank: 20, file: "matrix.js" }],
    help: plansHelp,
  },
  {
    name: "ledger",
    about: ledgerAbout,
    words: ledgerWords,
    routes: () => [mount("/plans", ledger)],
    styles: [{ rank: 35, file: "ledger.css" }],
    help: ledgerHelp,
  },
  {
    name: "archive",
    about: archiveAbout,
    words: archiveWords,
    routes: () => [mount("/plans", archive), mount("/years", yearArchive)],
    help: archiveHelp,
  },
  {
    name: "returns",
    about: returnsAbout,
    words: returnsWords,
    routes: () => [mount("/plans", returns)],
    styles: [{ rank: 36, file: "returns.css" }],
    help: returnsHelp,
  },
  {
    name: "ending",
    about: endingAbout,
    words: endingWords,
    routes: () => [mount("/plans", planLife)],
    help: endingHelp,
  },
  {
    name: "tasks",
    about: tasksAbout,
    words: tasksWords,
    routes: () => [mount("/plans", tasks), mount("/plans", arrangement)],
    searched: () => [{ ...tasksSought, label: "任务" }],
  },
  {
    name: "assignments",
    about: assignmentsAbout,
    words: assignmentsWords,
    dated: () => [{ ...suspensionsDated, label: "预计恢复" }],
    routes: () => [mount("/", assignments)],
    searched: () => [{ ...partsSought, label: "分工", parts: ["具体措施", "责任科室", "责任人"] }],
    help: assignmentsHelp,
    queues: [
      {
        rank: 30,
        name: "claims",
        label: "办结申请",
        forWhom: isSupervisor,
        keys: [
          ["r", "写核查意见"],
          ["a", "销号"],
        ],
      },
      {
        rank: 90,
        name: "disputes",
        label: "异议",
        forWhom: isSupervisor,
        keys: [
          ["r", "写答复"],
          ["a", "维持分工"],
        ],
      },
      {
        rank: 100,
        name: "resumptions",
        label: "挂起到期",
        forWhom: isSupervisor,
        occasional: everybody,
        keys: [
          ["r", "写说明"],
          ["a", "恢复"],
        ],
      },
      { rank: 110, name: "unacknowledged", label: "未签收", forWhom: isSupervisor, occasional: everybody },
    ],
    waiting: () => assignmentsWaiting,
  },
  {
    name: "confirming",
    about: confirmingAbout,
    words: confirmingWords,
    help: confirmingHelp,
    queues: [
      {
        rank: 20,
        name: "confirm",
        label: "待复核",
        forWhom: decides,
        keys: [
          ["a", "同意"],
          ["r", "写复核意见"],
          ["p", "常用语"],
          ["u", "撤销"],
        ],
      },
    ],
  },
  {
    name: "rounds",
    about: roundsAbout,
    words: roundsWords,
    dated: () => [
      { ...roundsDated, label: "报送期限" },
      { ...cutOffsDated, label: "统计封账" },
    ],
    routes: () => [mount("/plans", rounds)],
    help: roundsHelp,
  },
  {
    name: "reports",
    about: reportsAbout,
    words: reportsWords,
    routes: () => [mount("/", reports)],
    evidence: () => reportEvidence,
    searched: () => [
      { ...reportsSought, label: "进展", parts: ["落实情况", "存在问题", "下步打算"] },
      { ...reportFilesSought, label: "佐证材料", parts: ["", "网址"] },
    ],
    turns: [undoEnds],
    links: [{ rank: 20, href: "/todo", label: "我的待办", forWhom: isOfUnit }],
    styles: [{ rank: 50, file: "reports.css" }],
    scripts: [{ rank: 40, file: "reports.js" }],
    help: reportsHelp,
    queues: [
      {
        rank: 10,
        name: "review",
        label: "待审核",
        forWhom: isSupervisor,
        keys: [
          ["a", "采纳"],
          ["o", "附采纳意见"],
          ["r", "写意见退回"],
          ["p", "常用语"],
          ["u", "撤销"],
        ],
      },
      { rank: 80, name: "overdue", label: "逾期未报", forWhom: isSupervisor, isLate: true },
    ],
    waiting: () => reportsWaiting,
  },
  { name: "phrases", about: phrasesAbout, words: phrasesWords, help: phrasesHelp },
  {
    name: "sheets",
    about: sheetsAbout,
    words: sheetsWords,
    routes: () => [mount("/", sheets), mount("/plans", arrivals)],
    evidence: () => sheetEvidence,
    searched: () => [{ ...sheetFilesSought, label: "佐证材料" }],
    help: sheetsHelp,
  },
  {
    name: "evidence",
    about: evidenceAbout,
    words: evidenceWords,
    routes: () => [mount("/attachments", attachments)],
    scripts: [{ rank: 30, file: "evidence.js" }],
    help: evidenceHelp,
  },
  {
    name: "summaries",
    about: summariesAbout,
    words: summariesWords,
    routes: () => [mount("/", summaries)],
    searched: () => [{ ...summariesSought, label: "综述" }],
  },
  {
    name: "links",
    about: linksAbout,
    words: linksWords,
    open: () => [mount("/link", openingLinks)],
    routes: () => [mount("/plans", planLinks)],
    help: linksHelp,
  },
  {
    name: "reminders",
    about: remindersAbout,
    words: remindersWords,
    routes: () => [mount("/plans", reminders)],
    searched: () => [{ ...remindersSought, label: "催办" }],
    help: remindersHelp,
  },
  { name: "silence", about: silenceAbout, words: silenceWords, routes: () => [mount("/plans", silence)] },
  { name: "supervision", routes: () => [mount("/plans", supervision)] },
  {
    name: "messages",
    about: messagesAbout,
    words: messagesWords,
    routes: () => [mount("/admin/channels", channelsAdmin)],
    links: [{ rank: 80, href: "/admin/channels", label: "消息通道", forWhom: isAdmin }],
    help: messagesHelp,
  },
  {
    name: "extensions",
    about: extensionsAbout,
    words: extensionsWords,
    routes: () => [mount("/", extensions)],
    searched: () => [{ ...extensionsSought, label: "延期", parts: ["延期原因", "目前进展", "批复意见"] }],
    help: extensionsHelp,
    queues: [{ rank: 50, name: "extensions", label: "延期申请", forWhom: isSupervisor, keys: [["a", "同意"]] }],
    waiting: () => extensionsWaiting,
  },
  {
    name: "breakdowns",
    about: breakdownsAbout,
    words: breakdownsWords,
    routes: () => [mount("/", breakdowns)],
    searched: () => [{ ...breakdownsSought, label: "分解落实", parts: ["落实情况", "存在问题", "下步打算"] }],
    help: breakdownsHelp,
  },
  {
    name: "instructions",
    about: instructionsAbout,
    words: instructionsWords,
    dated: () => [{ ...instructionsDated, label: "批示回复" }],
    routes: () => [mount("/instructions", instructions), mount("/plans", planInstructions)],
    searched: () => [{ ...instructionsSought, label: "批示", parts: ["", "再批示", "办理回复"] }],
    help: instructionsHelp,
    queues: [{ rank: 60, name: "instructions", label: "领导批示", forWhom: isSupervisor }],
    waiting: () => instructionsWaiting,
  },
  {
    name: "inspections",
    about: inspectionsAbout,
    words: inspectionsWords,
    dated: () => [
      { ...inspectionsDated, label: "督查" },
      { ...objectionsDated, label: "结论异议期限" },
    ],
    routes: () => [mount("/inspections", inspections), mount("/plans", planInspections)],
    evidence: () => findingEvidence,
    searched: () => [
      { ...inspectionsSought, label: "督查", parts: ["", "内容和要求", "总体结论"] },
      { ...findingsSought, label: "核查情况", parts: ["", "依据和证据"] },
      { ...conclusionsSought, label: "督查结论", parts: ["", "变更后", "异议", "复核"] },
      { ...findingFilesSought, label: "佐证材料", parts: ["", "网址"] },
    ],
    help: inspectionsHelp,
  },
  {
    name: "notices",
    about: noticesAbout,
    words: noticesWords,
    routes: () => [mount("/notices", notices), mount("/plans", planNotices)],
    evidence: () => noticeEvidence,
    searched: () => [
      {
        ...noticesSought(noticesWords.NOTICE_KIND_LABEL),
        label: "督办单",
        parts: ["", "办理要求", "存在问题", "任务依据"],
      },
      { ...answersSought(noticesWords.NOTICE_KIND_LABEL), label: "督办反馈" },
      { ...noticeFilesSought, label: "佐证材料", parts: ["", "网址"] },
    ],
    links: [{ rank: 40, href: "/notices", label: "督办单", forWhom: isBusiness }],
    styles: [{ rank: 70, file: "notices.css" }],
    help: noticesHelp,
    queues: [
      {
        rank: 40,
        name: "answers",
        label: "督办反馈",
        forWhom: isSupervisor,
        keys: [
          ["r", "写核查意见"],
          ["a", "销号"],
        ],
      },
      { rank: 70, name: "approvals", label: "待审定", forWhom: decides, occasional: isSupervisor },
    ],
    waiting: () => noticesWaiting,
  },
  {
    name: "years",
    about: yearsAbout,
    words: yearsWords,
    routes: () => [mount("/years", yearPages), mount("/bodies", bodyPages)],
    links: [{ rank: 35, href: yearsPath, label: "普法", forWhom: isBusiness }],
    help: yearsHelp,
  },
  {
    name: "groups",
    about: groupsAbout,
    words: groupsWords,
    routes: () => [mount("/years", yearGroups), mount("/groups", groupPages), mount("/addressees", addresseePages)],
    searched: () => [{ ...groupsSought, label: "领导小组", parts: ["", "组长", "副组长", "成员"] }],
    help: groupsHelp,
  },
  {
    name: "laws",
    about: lawsAbout,
    words: lawsWords,
    routes: () => [mount("/laws", lawPages)],
    searched: () => [{ ...lawsSought, label: "法律法规" }],
    help: lawsHelp,
  },
  {
    name: "bulletins",
    about: bulletinsAbout,
    words: bulletinsWords,
    routes: () => [mount("/papers", papers), mount("/plans", planPapers)],
    styles: [{ rank: 72, file: "bulletins.css" }],
    help: bulletinsHelp,
    queues: [
      {
        rank: 72,
        name: "papers",
        label: "待审文稿",
        forWhom: overlooks,
        occasional: everybody,
        href: papersPath(),
      },
    ],
    waiting: () => bulletinsWaiting,
    searched: () => [{ ...bulletinsSought(bulletinsWords.BULLETIN_KIND_LABEL), label: "文稿", parts: ["", "正文"] }],
  },
  {
    name: "cases",
    about: casesAbout,
    words: casesWords,
    routes: () => [mount("/years", yearCases), mount("/cases", caseRoutes)],
    help: casesHelp,
    queues: [
      {
        rank: 73,
        name: "cases",
        label: "待审案例",
        forWhom: isSupervisor,
        occasional: everybody,
        href: casesPath(),
      },
    ],
    waiting: () => casesWaiting,
    searched: () => [
      {
        ...casesSought,
        label: "案例",
        parts: ["", "要点", "相关法条", "基本案情", "处理结果", "释法说理"],
      },
    ],
  },
  {
    name: "rules",
    about: rulesAbout,
    words: rulesWords,
    routes: () => [mount("/years", yearRules), mount("/rules", ruleRoutes)],
    dated: () => [{ ...rulesDated, label: "草案征求意见期满" }],
    help: rulesHelp,
  },
  {
    name: "duties",
    about: dutiesAbout,
    words: dutiesWords,
    routes: () => [mount("/years", yearDuties), mount("/duties", dutyPages)],
    dated: () => [
      { ...dutiesDated, label: "清单事项" },
      { ...dutyStepsDated, label: "清单步骤" },
    ],
    searched: () => [
      {
        ...dutiesSought,
        label: "清单事项",
        parts: ["", "法律法规", "普法对象", "普法方式", "工作标准", "具体措施", "指标"],
      },
    ],
    help: dutiesHelp,
  },
  {
    name: "verifying",
    about: verifyingAbout,
    words: verifyingWords,
    routes: () => [mount("/years", yearVerifying), mount("/verifications", verificationPages)],
    dated: () => [{ ...verifyingDated, label: "督查核实" }],
    searched: () => [{ ...verificationsSought, label: "督查核实", parts: ["自报", "核实情况", "单位说明"] }],
    queues: [
      {
        rank: 74,
        name: "verifications",
        label: "待核实",
        forWhom: isSupervisor,
        occasional: everybody,
        href: verificationsPath,
      },
    ],
    waiting: () => verificationsWaiting,
    help: verifyingHelp,
  },
  {
    name: "activities",
    about: activitiesAbout,
    words: activitiesWords,
    routes: () => [mount("/activities", activities), mount("/years", yearActivities)],
    evidence: () => activityEvidence,
    dated: () => [{ ...activitiesDated, label: "拟开展活动" }],
    searched: () => [
      { ...activitiesSought, label: "活动", parts: ["", "地点", "对象", "备注", "普法效果", "法律法规"] },
    ],
    help: activitiesHelp,
  },
  {
    name: "resources",
    about: resourcesAbout,
    words: resourcesWords,
    routes: () => [mount("/years", yearResources), mount("/resources", resourceRoutes)],
    searched: () => [{ ...resourcesSought, label: "普法资源", parts: ["", "地址、账号", "内容"] }],
    help: resourcesHelp,
  },
  {
    name: "results",
    about: resultsAbout,
    words: resultsWords,
    routes: () => [mount("/years", yearResults), mount("/results", resultRoutes)],
    searched: () => [{ ...resultsSought, label: "学法述法", parts: [""] }],
    help: resultsHelp,
  },
  {
    name: "orders",
    about: ordersAbout,
    words: ordersWords,
    routes: () => [mount("/years", yearOrders), mount("/offers", offerRoutes), mount("/orders", orderRoutes)],
    dated: () => [{ ...ordersDated, label: "菜单点单" }],
    queues: [
      { rank: 81, name: "orders", label: "待办点单", forWhom: isSupervisor, occasional: everybody, href: ordersPath },
    ],
    waiting: () => ordersInDesk,
    searched: () => [{ ...offersSought, label: "普法菜单", parts: ["", "法律法规", "对象", "说明"] }],
    help: ordersHelp,
  },
  {
    name: "key_days",
    about: keyDaysAbout,
    words: keyDaysWords,
    routes: () => [mount("/years", yearKeyDays)],
    help: keyDaysHelp,
  },
  {
    name: "meetings",
    about: meetingsAbout,
    words: meetingsWords,
    routes: () => [
      mount("/years", yearMeetings),
      mount("/meetings", meetingRoutes),
      mount("/decisions", decisionRoutes),
    ],
    evidence: () => [meetingEvidence, decisionEvidence],
    dated: () => [
      { ...meetingsDated, label: "会议" },
      { ...decisionsDated, label: "议定事项时限" },
    ],
    searched: () => [
      { ...meetingsSought, label: "会议", parts: ["", "议程", "会同单位、受邀人员", "纪要"] },
      { ...decisionsSought, label: "议定事项", parts: ["", "落实情况"] },
      { ...meetingFilesSought, label: "会议材料", parts: ["", "网址"] },
      { ...decisionFilesSought, label: "议定事项佐证", parts: ["", "网址"] },
    ],
    queues: [
      {
        rank: 76,
        name: "decisions",
        label: "待办结议定事项",
        forWhom: isSupervisor,
        occasional: everybody,
        href: decisionsPath(),
      },
    ],
    waiting: () => decisionsInDesk,
    help: meetingsHelp,
  },
  {
    name: "suggestions",
    about: suggestionsAbout,
    words: suggestionsWords,
    routes: () => [mount("/years", yearSuggestions), mount("/suggestions", suggestionRoutes)],
    dated: () => [{ ...suggestionsDated, label: "意见建议答复期限" }],
    searched: () => [{ ...suggestionsSought, label: "意见建议", parts: ["", "答复"] }],
    queues: [
      {
        rank: 77,
        name: "suggestions",
        label: "意见建议待办",
        forWhom: isSupervisor,
        occasional: everybody,
        href: suggestionsPath,
      },
    ],
    waiting: () => suggestionsInDesk,
    help: suggestionsHelp,
  },
  {
    name: "observing",
    routes: () => [mount("/observing", observing)],
    links: [{ rank: 1, href: observingPath(), label: "外部监督", forWhom: isObserver }],
    help: observingHelp,
  },
  {
    name: "surveys",
    about: surveysAbout,
    words: surveysWords,
    routes: () => [mount("/years", yearSurveys), mount("/surveys", surveyRoutes)],
    searched: () => [
      { ...surveysSought(surveysWords.SURVEY_KIND_LABEL), label: "测评", parts: ["", "方法", "调查单位", "说明"] },
    ],
    help: surveysHelp,
  },
  {
    name: "appraisals",
    about: appraisalsAbout,
    words: appraisalsWords,
    open: () => [mount("/panel", panelPages)],
    routes: () => [
      mount("/years", yearAppraisal),
      mount("/years", yearPanel),
      mount("/years", yearStandards),
      mount("/standards", standardRoutes),
      mount("/appraisals", appraisalTargetRoutes),
      mount("/appraisals", targetPanel),
      mount("/jurors", jurorRoutes),
      mount("/years", yearPapers),
      mount("/appraisals", targetPapers),
    ],
    evidence: () => ballotEvidence,
    dated: () => [
      { ...stagesDated, label: "履职评议" },
      { ...resultObjectionsDated, label: "评议结果异议期满" },
    ],
    searched: () => [
      { ...standardsSought, label: "评估标准", parts: ["", "评分点"] },
      { ...recordsSought, label: "评议记录", parts: [""] },
    ],
    queues: [
      {
        rank: 82,
        name: "objections",
        label: "待复核评议异议",
        forWhom: isSupervisor,
        occasional: everybody,
        href: objectionsPath,
      },
    ],
    waiting: () => objectionsWaiting,
    help: appraisalsHelp,
    styles: [{ rank: 74, file: "appraisals.css" }],
  },
  {
    name: "outcomes",
    about: outcomesAbout,
    words: outcomesWords,
    routes: () => [mount("/years", yearOutcomes), mount("/outcomes", outcomeRoutes)],
    searched: () => [{ ...outcomesSought, label: "表彰经验", parts: ["", "内容"] }],
    help: outcomesHelp,
  },
  {
    name: "documents",
    about: documentsAbout,
    words: documentsWords,
    routes: () => [mount("/years", filingsOfYear), mount("/filings", filings)],
    evidence: () => documentEvidence,
    dated: () => [
      { ...filingsDated(documentsWords.DOCUMENT_KIND_LABEL), label: "报备期限" },
      { ...internalFilingsDated(documentsWords.DOCUMENT_KIND_LABEL), label: "报备内部期限" },
    ],
    searched: () => [
      {
        ...documentsSought(documentsWords.DOCUMENT_KIND_LABEL),
        label: "报备文件",
        parts: ["", "", "", "变更说明", "种类"],
      },
      {
        ...documentDraftsSought(documentsWords.DOCUMENT_KIND_LABEL),
        label: "报备文件草稿",
        parts: ["", "", "", "变更说明", "种类"],
      },
      { ...documentFilesSought, label: "报备文件的附件", parts: ["", "网址"] },
    ],
    queues: [
      { rank: 75, name: "filings", label: "待备案", forWhom: isSupervisor, occasional: everybody, href: toRecordPath },
    ],
    waiting: () => documentsWaiting,
    help: documentsHelp,
  },
  {
    name: "comments",
    about: commentsAbout,
    words: commentsWords,
    outside: () => [mount("/public", openComments)],
    routes: () => [mount("/comments", commentRoutes)],
    searched: () => [{ ...commentsSought, label: "公众意见", parts: ["", "答复"] }],
    queues: [
      {
        rank: 79,
        name: "comments",
        label: "公众意见",
        forWhom: isSupervisor,
        occasional: everybody,
        href: commentsPath(),
      },
    ],
    waiting: () => commentsWaiting,
    help: commentsHelp,
  },
  {
    name: "public",
    about: publicAbout,
    words: publicWords,
    outside: () => [mount("/public", openReading)],
    routes: () => [
      mount("/years", yearPublication),
      mount("/plans", planPublication),
      mount("/releases", releaseRoutes),
    ],
    searched: () => [{ ...releasesSought, label: "公开内容" }],
    queues: [
      {
        rank: 78,
        name: "releases",
        label: "待核对公开",
        forWhom: isSupervisor,
        occasional: everybody,
        href: releasesPath(),
      },
    ],
    waiting: () => releasesWaiting,
    help: publicHelp,
  },
  {
    name: "desk",
    about: deskAbout,
    words: deskWords,
    routes: () => [mount("/", desk)],
    links: [
      { rank: 10, href: "/desk", label: "督查工作台", forWhom: isSupervisor },
      { rank: 60, href: "/desk", label: "待复核、审定", forWhom: confirms },
    ],
    styles: [{ rank: 60, file: "desk.css" }],
    scripts: [{ rank: 50, file: "desk.js" }],
    help: deskHelp,
  },
  {
    name: "overview",
    routes: () => [mount("/overview", overview)],
    links: [{ rank: 50, href: "/overview", label: "总览", forWhom: overlooks }],
    styles: [{ rank: 40, file: "overview.css" }],
    help: overviewHelp,
  },
  {
    name: "agenda",
    about: agendaAbout,
    words: agendaWords,
    open: () => [mount("/calendar", feedReading)],
    routes: () => [mount("/calendar", agenda), mount("/account", ownFeedActs)],
    links: [{ rank: 95, href: "/calendar", label: "日历", forWhom: isBusiness }],
    styles: [{ rank: 96, file: "agenda.css" }],
    help: agendaHelp,
  },
  {
    name: "tokens",
    about: tokensAbout,
    words: tokensWords,
    routes: () => [mount("/account", ownTokenActs)],
    told: () => [mount("/", apiRoutes())],
    help: tokensHelp,
  },
  {
    name: "search",
    routes: () => [mount("/search", search)],
    styles: [{ rank: 95, file: "search.css" }],
    scripts: [{ rank: 80, file: "search.js" }],
    help: searchHelp,
  },
  {
    name: "help",
    routes: () => [mount("/help", help)],
    links: [{ rank: 160, href: "/help", label: "帮助", forWhom: everybody }],
  },
  {
    name: "system",
    about: systemAbout,
    words: systemWords,
    routes: () => [mount("/admin/system", system)],
    links: [{ rank: 110, href: "/admin/system", label: "系统", forWhom: isAdmin }],
    help: systemHelp,
  },
  {
    name: "log",
    about: logAbout,
    words: logWords,
    routes: () => [mount("/admin/events", trail)],
    links: [{ rank: 150, href: "/admin/events", label: "审计", forWhom: isAuditor }],
    help: logHelp,
  },
] as const

export const house = houseOf(HOUSE)
