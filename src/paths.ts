/** Addresses of pages, written in one place. */

export type Query = Record<string, string | number | null | undefined>

/** `?a=1&b=2`, without what is empty. */
export function search(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return pairs.length > 0 ? `?${pairs.join("&")}` : ""
}

export const plansPath = (query: Query = {}) => `/plans${search(query)}`
/** 撤回下达, 归档, 恢复. */
export const planLifePath = (planId: number, act: "withdrawal" | "archiving" | "restoration") =>
  `/plans/${planId}/${act}`
export const newPlanPath = "/plans/new"
export const templatePath = "/plans/new/template"
export const draftPath = (key: string, query: Query = {}) => `/plans/drafts/${key}${search(query)}`
export const draftActPath = (key: string, act: string) => `/plans/drafts/${key}/${act}`
/** 征求意见稿: of the office, or of a unit with what it says. */
export const consultationPath = (consultationId: number, act = "") =>
  `/consultations/${consultationId}${act ? `/${act}` : ""}`
export const successorPath = (planId: number) => `/plans/${planId}/successor`
export const comparisonPath = (planId: number) => `/plans/${planId}/comparison`
export const planSourcePath = (planId: number) => `/plans/${planId}/source`
export const planPath = (planId: number, query: Query = {}) => `/plans/${planId}${search(query)}`
export const matrixPath = (planId: number, round?: number | null, open?: string | null) =>
  `/plans/${planId}/matrix${search({ round, open })}`
/** 台账 of a plan. */
export const ledgerPath = (planId: number, query: Query = {}) => `/plans/${planId}/ledger${search(query)}`
/** 版式 of the office, one of them, or an act on it. */
export const ledgerLayoutsPath = (planId: number, layout: number | string = "", act = "", query: Query = {}) =>
  `/plans/${planId}/ledger/layouts${layout === "" ? "" : `/${layout}`}${act ? `/${act}` : ""}${search(query)}`
export const ledgerFilePath = (planId: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/plans/${planId}/ledger.${file}${search(query)}`
/** 台账回传: sheets that were filled outside; one of them, with an act. */
export const ledgerImportsPath = (planId: number, query: Query = {}) =>
  `/plans/${planId}/ledger/imports${search(query)}`
export const ledgerImportPath = (planId: number, importId: number, act = "", query: Query = {}) =>
  `/plans/${planId}/ledger/imports/${importId}${act ? `/${act}` : ""}${search(query)}`
export const supervisionPath = (planId: number, query: Query = {}) => `/plans/${planId}/supervision${search(query)}`
/** 久无进展 of a plan. */
export const silencePath = (planId: number) => `/plans/${planId}/silence`
export const roundsPath = (planId: number) => `/plans/${planId}/rounds`
/** 报送安排: by which day each round of a plan is to be reported. */
export const rhythmPath = (planId: number, query: Query = {}) => `/plans/${planId}/rhythm${search(query)}`
export const planSettingsPath = (planId: number) => `/plans/${planId}/settings`
export const taskPath = (planId: number, ordinal: number, query: Query = {}) =>
  `/plans/${planId}/tasks/${ordinal}${search(query)}`
/** 责任领导 and 阶段 of a task, where the office sets them; those of many tasks at once. */
export const arrangementPath = (planId: number, ordinal: number, act = "") =>
  `${taskPath(planId, ordinal)}/arrangement${act ? `/${act}` : ""}`
export const leadersPath = (planId: number) => `/plans/${planId}/leaders`
export const unitPath = (unitId: number, query: Query = {}) => `/units/${unitId}${search(query)}`
/** 移交 of a unit's open work. */
export const transferPath = (unitId: number, query: Query = {}) => `/units/${unitId}/transfer${search(query)}`
export const overviewPath = (query: Query = {}) => `/overview${search(query)}`
/** All plans, one line each. */
export const allPlansPath = (query: Query = {}) => `/overview/plans${search(query)}`
/** 30天内到期, of all plans. */
export const comingPath = (query: Query = {}) => `/overview/coming${search(query)}`
/** 历期走势 of a plan. */
export const historyPath = (query: Query = {}) => `/overview/history${search(query)}`
/** How many reports are asked of each unit in a month. */
export const burdenPath = (query: Query = {}) => `/overview/burden${search(query)}`
/** What moved in a plan since the last round. */
export const movedPath = (query: Query = {}) => `/overview/moved${search(query)}`
export const attachmentPath = (attachmentId: number) => `/attachments/${attachmentId}`
export const assignmentPath = (assignmentId: number, act: string) => `/assignments/${assignmentId}/${act}`
export const reportPath = (assignmentId: number, roundNumber: number, act: string) =>
  `/assignments/${assignmentId}/rounds/${roundNumber}/${act}`
export const roundPath = (planId: number, roundNumber: number, act = "") =>
  `/plans/${planId}/rounds/${roundNumber}${act ? `/${act}` : ""}`
/** 签字单 of a round as they came on paper; of one unit with an act. */
export const arrivalsPath = (planId: number, roundNumber: number, unitId: number | null = null, act = "") =>
  roundPath(planId, roundNumber, ["sheets", unitId ?? "", act].filter(Boolean).join("/"))
/** What one unit has reported in a round, on one sheet. */
export const unitSheetPath = (planId: number, roundNumber: number, unitId: number) =>
  arrivalsPath(planId, roundNumber, unitId)
export const linkPath = (key: string) => `/link/${key}`
export const linkRevocationPath = (planId: number, roundNumber: number, linkId: number) =>
  roundPath(planId, roundNumber, `links/${linkId}/revocation`)
export const ownLinkRevocationPath = (linkId: number) => `/account/links/${linkId}/revocation`
export const locksPath = () => "/admin/locks"
export const personPath = (login: string) => `/admin/people/${login}`
export const disablingPath = (login: string) => `/admin/people/${login}/disabling`
export const movingPath = (login: string) => `/admin/people/${login}/moving`
export const postGrantsPath = "/admin/posts"
export const personPostsPath = (login: string) => `/admin/posts/${login}`
export const keepingPath = (login: string) => `/admin/posts/${login}/keeping`
export const endingPath = (login: string, postId: number | null = null) =>
  `/admin/posts/${login}/ending${search({ post: postId })}`
/** 岗位交接: proposed for one's own post; decided by the 安全管理员. */
export const resetPath = (resetId: number) => `/admin/resets/${resetId}`
export const resetActPath = (resetId: number, act: "confirmation" | "refusal" | "withdrawal") =>
  `/admin/resets/${resetId}/${act}`
export const handOverPath = (postId: number) => `/account/posts/${postId}/handover`
export const handoverWithdrawalPath = (handoverId: number) => `/account/handovers/${handoverId}/withdrawal`
export const handoverPath = (handoverId: number) => `/admin/posts/handovers/${handoverId}`
export const handoverDecisionPath = (handoverId: number) => `/admin/posts/handovers/${handoverId}/decision`
export const todoPath = (query: Query = {}) => `/todo${search(query)}`
/** One item of 我的待办, open, where the writing begins. */
export const todoItemPath = (item: string) => `${todoPath({ item })}#write-${item}`
/** 签字单: of one plan, round and unit (src/reports/sheets/sheet.ts), or the one that is next. */
export const sheetPath = (of: string | null = null) => `/todo/sheet${search({ of })}`
export const deskPath = (query: Query = {}) => `/desk${search(query)}`
/** 成批采纳. */
export const togetherPath = (query: Query = {}) => `/desk/acceptances${search(query)}`
export const phrasesPath = "/desk/phrases"
export const extensionPath = (extensionId: number, act = "") => `/extensions/${extensionId}${act ? `/${act}` : ""}`
/** 分解落实: to whom a unit's part of a task is passed on; from a breakdown, what a lower unit passes on itself. */
export const belowPath = (below: { assignmentId: number } | { upperId: number }) =>
  "upperId" in below ? `/breakdowns/${below.upperId}/below` : `/assignments/${below.assignmentId}/below`
export const breakdownPath = (breakdownId: number, act = "") => `/breakdowns/${breakdownId}${act ? `/${act}` : ""}`
export const lowerReportPath = (breakdownId: number, roundNumber: number, act: string) =>
  `/breakdowns/${breakdownId}/rounds/${roundNumber}/${act}`
export const instructionPath = (instructionId: number, act = "") =>
  `/instructions/${instructionId}${act ? `/${act}` : ""}`
export const planInstructionsPath = (planId: number, query: Query = {}) =>
  `/plans/${planId}/instructions${search(query)}`
export const newInstructionPath = (planId: number, query: Query = {}) =>
  `/plans/${planId}/instructions/new${search(query)}`
export const inspectionsPath = (query: Query = {}) => `/inspections${search(query)}`
export const inspectionPath = (inspectionId: number, act = "") => `/inspections/${inspectionId}${act ? `/${act}` : ""}`
export const conclusionPath = (inspectionId: number, unitId: number, act: string) =>
  `/inspections/${inspectionId}/units/${unitId}/${act}`
export const planInspectionsPath = (planId: number) => `/plans/${planId}/inspections`
export const noticesPath = (query: Query = {}) => `/notices${search(query)}`
export const noticePath = (noticeId: number, act = "") => `/notices/${noticeId}${act ? `/${act}` : ""}`
/** The .docx of a 催办单: what one unit owes in a round. */
export const reminderPaperPath = (planId: number, roundNumber: number, unitId: number) =>
  roundPath(planId, roundNumber, `reminders/${unitId}/paper`)
/** 拟办督办单: about chosen assignments, a task, or what is late in a round. */
export const newNoticePath = (
  planId: number,
  about: {
    kind?: "rectification"
    assignment?: number
    task?: number
    round?: number
    instruction?: number
    inspection?: number
  } = {},
) => `/plans/${planId}/notices/new${search(about)}`
export const planNoticesPath = (planId: number) => `/plans/${planId}/notices`
/** 日历: a month of days. */
export const calendarPath = (query: Query = {}) => `/calendar${search(query)}`
/** A calendar to be subscribed to; whoever has the address has it. */
export const feedPath = (secret: string) => `/calendar/${secret}.ics`
export const feedsPath = "/account/feeds"
export const feedRevocationPath = (feedId: number) => `${feedsPath}/${feedId}/revocation`
export const tokensPath = "/account/tokens"
export const tokenRevocationPath = (tokenId: number) => `${tokensPath}/${tokenId}/revocation`
export const accountPath = (anchor: string) => `/account#${anchor}`
/** What was found, by words and filters. */
export const searchPath = (query: Query = {}) => `/search${search(query)}`
/** 文件与通报 of a plan; by which rule its papers count. */
export const planArchivePath = (planId: number) => `/plans/${planId}/archive`
export const planPapersPath = (planId: number, query: Query = {}) => `/plans/${planId}/papers${search(query)}`
export const paperRulePath = (planId: number) => `/plans/${planId}/papers/rule`
/** 文稿: those of all plans that wait, and one of them. */
export const papersPath = (query: Query = {}) => `/papers${search(query)}`
export const paperPath = (bulletinId: number, act = "") => `/papers/${bulletinId}${act ? `/${act}` : ""}`
/** The list behind a figure of a paper. */
export const paperFigurePath = (bulletinId: number, name: string) => paperPath(bulletinId, `figures/${name}`)
/** 普法: the years; one of them, and what stands below it. */
export const yearsPath = "/years"
export const yearPath = (year: number, below = "", query: Query = {}) =>
  `/years/${year}${below ? `/${below}` : ""}${search(query)}`
export const bodyPath = (bodyId: number, act = "") => `/bodies/${bodyId}${act ? `/${act}` : ""}`
/** 法律法规; one of them. */
export const lawsPath = (query: Query = {}) => `/laws${search(query)}`
export const lawPath = (lawId: number) => `/laws/${lawId}`
/** 领导小组 of a year. */
export const groupPath = (groupId: number, act = "") => `/groups/${groupId}${act ? `/${act}` : ""}`
/** 主送范围; one of them. */
export const addresseesPath = (setId: number | null = null, act = "") =>
  `/addressees${setId === null ? "" : `/${setId}`}${act ? `/${act}` : ""}`
/** 案例 of a year, a new one, how many it asks for, and as a file; those of all years that wait; one of them. */
export const yearCasesPath = (year: number, query: Query = {}) => `/years/${year}/cases${search(query)}`
export const newCasePath = (year: number) => `/years/${year}/cases/new`
export const caseRulePath = (year: number) => `/years/${year}/cases/rule`
export const yearCasesFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/cases.${file}${search(query)}`
export const casesPath = (query: Query = {}) => `/cases${search(query)}`
export const casePath = (caseId: number, act = "") => `/cases/${caseId}${act ? `/${act}` : ""}`
/** Its words as they were at a step. */
export const caseVersionPath = (caseId: number, number: number) => casePath(caseId, `versions/${number}`)
/** 法规规章草案 of a year, and as a file; one of them. */
export const yearRulesPath = (year: number, query: Query = {}) => `/years/${year}/rules${search(query)}`
export const yearRulesFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/rules.${file}${search(query)}`
export const draftRulePath = (ruleId: number, act = "") => `/rules/${ruleId}${act ? `/${act}` : ""}`
/** 活动台账 of a 普法年度, its files and lists. */
export const activitiesPath = (year: number, query: Query = {}) => `/years/${year}/activities${search(query)}`
export const activitiesFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/activities.${file}${search(query)}`
export const activityListsPath = (year: number) => `/years/${year}/activities/lists`
/** 活动统计 of a year. */
export const activityFiguresPath = (year: number) => `/years/${year}/activities/figures`
export const newActivityPath = (query: Query = {}) => `/activities/new${search(query)}`
export const enterActivityPath = "/activities"
export const activityPath = (activityId: number, act = "") => `/activities/${activityId}${act ? `/${act}` : ""}`
/** 责任清单 of a 普法年度, a new item of it, and as a file; one item. */
export const dutiesPath = (year: number, query: Query = {}) => `/years/${year}/duties${search(query)}`
export const newDutyPath = (year: number, query: Query = {}) => `/years/${year}/duties/new${search(query)}`
export const carryDutiesPath = (year: number) => `/years/${year}/duties/carrying`
export const readDutiesPath = (year: number, query: Query = {}) => `/years/${year}/duties/reading${search(query)}`
export const bringDutiesPath = (year: number) => `/years/${year}/duties/bringing`
export const dutiesPaperPath = (year: number, unitId: number) => `/years/${year}/duties/${unitId}/paper`
export const compareDutiesPath = (year: number, unitId: number) => `/years/${year}/duties/${unitId}/comparison`
export const dutiesFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/duties.${file}${search(query)}`
export const dutyPath = (dutyId: number, act = "") => `/duties/${dutyId}${act ? `/${act}` : ""}`
/** 普法节点 of a year. */
export const keyDaysPath = (year: number, day: number | null = null, act = "") =>
  `/years/${year}/days${day === null ? "" : `/${day}`}${act ? `/${act}` : ""}`
/** 报备文件 of a 普法年度: the register, or an act in it. */
export const filingsPath = (year: number, act = "", query: Query = {}) =>
  `/years/${year}/filings${act ? `/${act}` : ""}${search(query)}`
export const filingsFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/filings.${file}${search(query)}`
/** One of them, or an act on it. */
export const filingPath = (documentId: number, act = "", query: Query = {}) =>
  `/filings/${documentId}${act ? `/${act}` : ""}${search(query)}`
/** 联络员登记表 of a 普法年度. */
export const liaisonsPath = (year: number) => `/years/${year}/liaisons`
/** 待备案: what waits for the office of a year. */
export const toRecordPath = "/filings"
/** 公开: of a year or a plan, what is prepared there, all that waits, and one version of one thing. */
export const publicationPath = (of: { year: number } | { plan: number }, below = "", query: Query = {}) =>
  `${"year" in of ? `/years/${of.year}` : `/plans/${of.plan}`}/publication${below ? `/${below}` : ""}${search(query)}`
export const releasesPath = (query: Query = {}) => `/releases${search(query)}`
export const releasePath = (releaseId: number, number: number, act = "") =>
  `/releases/${releaseId}/${number}${act ? `/${act}` : ""}`
/** What everybody reads without signing in: the list, and one thing. */
export const publicPath = (releaseId: number | null = null, query: Query = {}) =>
  `/public${releaseId === null ? "" : `/${releaseId}`}${search(query)}`
export const publicFilePath = (releaseId: number, file: "docx" | "csv") => `/public/${releaseId}.${file}`
/** 公众意见: of the office, one of them; where they are sent, and where whoever wrote one reads the answer. */
export const commentsPath = (query: Query = {}) => `/comments${search(query)}`
export const commentPath = (commentId: number, act = "") => `/comments/${commentId}${act ? `/${act}` : ""}`
export const commentFormPath = (releaseId: number) => `/public/${releaseId}/comments`
export const commentReceiptPath = (key: string) => `/public/comments/${key}`
/** 会议、视察和跟踪调查 of a year, a new one, and as a file; one of them. */
export const yearMeetingsPath = (year: number, query: Query = {}) => `/years/${year}/meetings${search(query)}`
export const newMeetingPath = (year: number, query: Query = {}) => `/years/${year}/meetings/new${search(query)}`
export const yearMeetingsFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/meetings.${file}${search(query)}`
export const meetingPath = (meetingId: number, act = "") => `/meetings/${meetingId}${act ? `/${act}` : ""}`
/** 议定事项 of a year; those that wait for the office; one of them. */
export const yearDecisionsPath = (year: number, query: Query = {}) => `/years/${year}/decisions${search(query)}`
export const decisionsPath = (query: Query = {}) => `/decisions${search(query)}`
export const decisionPath = (decisionId: number, act = "") => `/decisions/${decisionId}${act ? `/${act}` : ""}`
/** 意见建议 of a year, and as a file; one of them. */
export const yearSuggestionsPath = (year: number, query: Query = {}) => `/years/${year}/suggestions${search(query)}`
export const yearSuggestionsFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/suggestions.${file}${search(query)}`
/** 待评价: answers of which nobody has said yet whether they are enough. */
export const suggestionsPath = "/suggestions"
export const suggestionPath = (suggestionId: number, act = "") => `/suggestions/${suggestionId}${act ? `/${act}` : ""}`
/** What an invited 外部监督 sees: a year, one document of it, and where they suggest something. */
export const observingPath = (query: Query = {}) => `/observing${search(query)}`
export const observedPath = (documentId: number) => `/observing/filings/${documentId}`
export const givingPath = "/observing/suggestions"
/** 测评 of a year, and as a file; an act on one of them. */
export const yearSurveysPath = (year: number) => `/years/${year}/surveys`
export const yearSurveysFilePath = (year: number, file: "xlsx" | "csv") => `/years/${year}/surveys.${file}`
export const surveyPath = (surveyId: number, act: string) => `/surveys/${surveyId}/${act}`
/** 阵地资源 of a year, and as a file; one of them. */
export const yearResourcesPath = (year: number, query: Query = {}) => `/years/${year}/resources${search(query)}`
export const yearResourcesFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/resources.${file}${search(query)}`
export const resourcePath = (resourceId: number, act = "") => `/resources/${resourceId}${act ? `/${act}` : ""}`
/** 菜单 and 点单 of a year, and as files; one of each. */
export const yearOffersPath = (year: number, query: Query = {}) => `/years/${year}/offers${search(query)}`
export const yearOrdersPath = (year: number, query: Query = {}) => `/years/${year}/orders${search(query)}`
export const ordersFilePath = (year: number, what: "offers" | "orders", file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/${what}.${file}${search(query)}`
export const offerPath = (offerId: number, act = "") => `/offers/${offerId}${act ? `/${act}` : ""}`
/** What waits for somebody. */
export const ordersPath = "/orders"
export const orderPath = (orderId: number, act = "") => `/orders/${orderId}${act ? `/${act}` : ""}`
/** 学法 and 述法 of a year, a table that is brought, and as a file; one person's. */
export const yearResultsPath = (year: number, query: Query = {}) => `/years/${year}/results${search(query)}`
export const readResultsPath = (year: number) => `/years/${year}/results/reading`
export const bringResultsPath = (year: number) => `/years/${year}/results/bringing`
export const resultsFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/results.${file}${search(query)}`
export const resultPath = (resultId: number, act = "") => `/results/${resultId}${act ? `/${act}` : ""}`
/** 督查核实 of a year, and as a file; what waits; that of one 清单事项. */
export const verifyingPath = (year: number, below = "", query: Query = {}) =>
  `/years/${year}/verification${below ? `/${below}` : ""}${search(query)}`
export const verifyingFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/verification.${file}${search(query)}`
export const verificationsPath = "/verifications"
export const verificationPath = (dutyId: number, act = "") => `/verifications/${dutyId}${act ? `/${act}` : ""}`
/** 履职评议 of a year and what is done there; 评估标准 that are brought into it; one of them. */
export const appraisalPath = (year: number, below = "") => `/years/${year}/appraisal${below ? `/${below}` : ""}`
export const appraisalTargetPath = (targetId: number, act = "") => `/appraisals/${targetId}${act ? `/${act}` : ""}`
/** 异议 that wait to be decided. */
export const objectionsPath = "/appraisals"
export const appraisalRecordPath = (recordId: number) => `/appraisals/records/${recordId}`
/** 评议员, and by their links what they score. */
export const jurorPath = (jurorId: number, act: string) => `/jurors/${jurorId}/${act}`
export const panelPath = (key: string, targetId: number | "" = "") =>
  `/panel/${key}${targetId === "" ? "" : `/${targetId}`}`
export const yearStandardsPath = (year: number, below = "") => `/years/${year}/standards${below ? `/${below}` : ""}`
export const standardPath = (standardId: number, act = "") => `/standards/${standardId}${act ? `/${act}` : ""}`
/** 表彰、经验和结果运用 of a year, and as a file; an act on one of them. */
export const yearOutcomesPath = (year: number, query: Query = {}) => `/years/${year}/outcomes${search(query)}`
export const yearOutcomesFilePath = (year: number, file: "xlsx" | "csv", query: Query = {}) =>
  `/years/${year}/outcomes.${file}${search(query)}`
export const outcomePath = (outcomeId: number, act: string) => `/outcomes/${outcomeId}/${act}`
