import type { Asked } from "#src/door/act.ts"
import { workbook, workbookInPieces } from "#src/office/spreadsheets/workbook.ts"
import { TAKE_XLSX as ACTIVITIES } from "#src/year/activities/acts.ts"
import { activitiesInGroups } from "#src/year/activities/queries.ts"
import { appraisalOfYear } from "#src/year/appraisals/queries.ts"
import { isOut } from "#src/year/appraisals/workflow.ts"
import { TAKE_XLSX as CASES } from "#src/year/cases/acts.ts"
import { TAKE_XLSX as FILINGS } from "#src/year/documents/acts.ts"
import { chosenIn } from "#src/year/documents/choice.ts"
import { filedRegister } from "#src/year/duties/queries.ts"
import { keyDaysOf } from "#src/year/key_days/queries.ts"
import { TAKE_XLSX as MEETINGS } from "#src/year/meetings/acts.ts"
import { taking as ORDERS } from "#src/year/orders/acts.ts"
import { TAKE_XLSX as OUTCOMES } from "#src/year/outcomes/acts.ts"
import { taking as RESOURCES } from "#src/year/resources/acts.ts"
import { resourcesToTake } from "#src/year/resources/queries.ts"
import { TAKE_XLSX as RULES } from "#src/year/rules/acts.ts"
import { TAKE_XLSX as SUGGESTIONS } from "#src/year/suggestions/acts.ts"
import { TAKE_XLSX as SURVEYS } from "#src/year/surveys/acts.ts"
import { taking as VERIFYING } from "#src/year/verifying/acts.ts"
import { TAKE_XLSX as BODIES } from "#src/year/years/acts.ts"
import { bodiesOfYear } from "#src/year/years/queries.ts"
import { fileNameOf as activitiesName, sheetOf as activitiesSheet, sheetRowsOf } from "#views/activities/sheet.ts"
import { resultsFile } from "#views/appraisals/sheet.ts"
import { component, yearEvidencePath, yearFolder } from "#views/archive/paths.ts"
import { addressesText, filedTextsTable, heardTable, shownTable, trailTable, trailText } from "#views/archive/texts.ts"
import { casesFile } from "#views/cases/sheet.ts"
import {
  registerName as filingsName,
  registerRows as filingsRows,
  registerSheet as filingsSheet,
} from "#views/documents/sheet.ts"
import { fileNameOf as dutiesName, sheetRows as dutiesRows, sheetOf as dutiesSheet } from "#views/duties/sheet.ts"
import { groupsFile } from "#views/groups/sheet.ts"
import { keyDaysFile } from "#views/key_days/sheet.ts"
import { meetingRows, meetingsFile } from "#views/meetings/sheet.ts"
import { offersFile, ordersFile } from "#views/orders/sheet.ts"
import { outcomesFile } from "#views/outcomes/sheet.ts"
import { type RegisterFile, workbookOf } from "#views/parts/register_file.ts"
import { resourcesFile } from "#views/resources/sheet.ts"
import { rulesFile } from "#views/rules/sheet.ts"
import { suggestionsFile } from "#views/suggestions/sheet.ts"
import { surveysFile } from "#views/surveys/sheet.ts"
import { verifyingFile } from "#views/verifying/sheet.ts"
import { dayWords, momentWords } from "#views/words.ts"
import { registerName, registerRows, registerSheet } from "#views/years/register.ts"
import { yearTitle } from "#views/years/words.ts"
import { type Binder, evidenceFiles, isAddress, type Told } from "./assembling.ts"
import type { Made } from "./packing.ts"
import { eventsUntil, nextOf, sealedEvents } from "./queries.ts"
import { evidenceOfYear, filedTexts, heardComments, isOfYear, shownVersions, type YearArchive } from "./year_queries.ts"

/* What goes into the package of a 普法年度: its registers as their buttons give them, filings, the trail, files. */

/** What a register is called, and its file. */
type Kept = [name: string, made: Made]
type Register = (asked: Asked) => Promise<Kept | null>

/** A register is found as its own button finds it: whole, for the address names nothing but the year. */
const register =
  <Found>(
    { find }: { find: (asked: Asked) => Promise<Found | null> },
    keptOf: (found: Found, asked: Asked) => Kept,
  ): Register =>
  async (asked) => {
    const found = await find(asked)
    return found && keptOf(found, asked)
  }

/** Of the registers that are told column by column. */
const told = <Row>(file: RegisterFile<Row>, rows: readonly Row[]): Kept => [file.title, workbookOf(file, rows)]

const WHOLE = chosenIn({})

const filed = ({ database, actor, number }: Asked) => filedRegister(database, actor, number("year"))

/** The register's own button gives those in use. */
async function endedResources({ database, actor, number }: Asked) {
  const found = await resourcesToTake(database, actor, number("year"), { kind: null, unit: null, ended: true })
  return found && found.rows.length > 0 ? found : null
}

/** Whole, once the results are announced: until then they are no results. */
async function appraised({ database, actor, number }: Asked) {
  const found = await appraisalOfYear(database, actor, number("year"), null)
  const cycle = found?.cycle
  return cycle && isOut(cycle.appraisal.state) ? { ...found, cycle } : null
}

const WHOLE_YEAR = { view: "all", page: 1 } as const

/** 领导小组 stand on the page of 责任单位, whichever of those it shows. */
async function led({ database, actor, number }: Asked) {
  const found = await bodiesOfYear(database, actor, { year: number("year"), ...WHOLE_YEAR })
  return found && found.groups.length > 0 ? found : null
}

const days = ({ database, actor, number }: Asked) => keyDaysOf(database, actor, number("year"))

const REGISTERS: readonly Register[] = [
  register(BODIES, (found, { today }) => [
    registerName(found),
    workbook(registerSheet(found, today), registerRows(found)),
  ]),
  register({ find: led }, ({ year, groups }) => told(groupsFile(year.year), groups)),
  register(FILINGS, (found, { today }) => [
    filingsName(found),
    workbook(filingsSheet(found, WHOLE, today), filingsRows(found, WHOLE)),
  ]),
  // Its own button gives the office's own unit what it has not sent yet.
  register({ find: filed }, (found) => [dutiesName(found), workbook(dutiesSheet(found), dutiesRows(found))]),
  register(ACTIVITIES, (found, { database, actor }) => {
    const groups = activitiesInGroups(database, actor, found.choices.year, found.filter)
    return [activitiesName(found), workbookInPieces(activitiesSheet(found), sheetRowsOf(groups))]
  }),
  register({ find: days }, (found) => told(keyDaysFile(found), found.choices.days)),
  register(RESOURCES("xlsx"), ({ year, rows }) => told(resourcesFile(year.year), rows)),
  register({ find: endedResources }, ({ year, rows }) => {
    const file = resourcesFile(year.year)
    return told({ ...file, title: `${file.title}（停用）` }, rows)
  }),
  register(ORDERS("offers", "xlsx"), ({ year, offers }) => told(offersFile(year), offers)),
  register(ORDERS("orders", "xlsx"), ({ year, orders }) => told(ordersFile(year), orders)),
  register(VERIFYING("xlsx"), (found) => told(verifyingFile(found), found.rows)),
  register(CASES, (found) => told(casesFile(found), found.cases)),
  register(RULES, (found, { today }) => told(rulesFile(found, today), found.rules)),
  register(MEETINGS, (found, { today }) => told(meetingsFile(found, today), meetingRows(found))),
  register(SUGGESTIONS, (found, { today }) => told(suggestionsFile(found, today), found.suggestions)),
  register({ find: appraised }, ({ cycle, targets }) => told(resultsFile(cycle), targets)),
  register(SURVEYS, (found) => told(surveysFile(found), found.surveys)),
  register(OUTCOMES, (found) => told(outcomesFile(found), found.outcomes)),
]

export async function yearBinder(asked: Asked, found: YearArchive): Promise<Binder> {
  const { database, told: house, today, by } = asked
  const { office, counts, made } = found
  const { year } = found.year
  const own = (title: string): Told => ({ title, by: office, number: "", on: dayWords(today) })
  const [evidence, events] = await Promise.all([
    evidenceOfYear(database, year),
    eventsUntil(database, isOfYear(year), counts.lastEvent),
  ])
  const addresses = evidence.filter(isAddress)
  return {
    by: office,
    lastEvent: counts.lastEvent,
    facts: {
      title: yearTitle(year),
      number: nextOf(made),
      counts: [
        ["普法办", office],
        ["责任单位", `${counts.bodies} 个`],
        ["活动", `${counts.activities} 项`],
        ["附件", `${evidence.length} 件`],
        ["操作记录", `${events.length} 条，截至 ${momentWords(by.at)}`],
      ],
      lacking: [
        "尚未报送的报备文件和清单",
        "撤下的附件",
        "学法述法成绩（个人信息，不入卷）",
        "报备文件和清单的操作记录原文（只有封存值）",
      ],
    },
    items: async function* (make, once) {
      // What the office has picked on its page shapes no package.
      const whole = { ...asked, query: new URLSearchParams(), asks: () => null }
      for (const one of REGISTERS) {
        const kept = await one(whole)
        if (kept) yield await make(`台账/${component(kept[0], 60)}.xlsx`, kept[1], own(kept[0]))
      }
      yield await make("报备文件/正文.csv", filedTextsTable(filedTexts(database, year)), own("报备文件正文"))
      yield await make("公开/公布的内容.csv", shownTable(shownVersions(database, year)), own("公布的内容"))
      yield await make("公开/公众意见.csv", heardTable(heardComments(database, year)), own("公众意见和答复"))
      yield await make("操作记录/操作记录.csv", trailTable(sealedEvents(database, events), house), own("操作记录"))
      yield await make(
        "操作记录/操作记录.jsonl",
        trailText(sealedEvents(database, events), house),
        own("操作记录及封存（供核对）"),
      )
      if (addresses.length > 0) {
        const text = addressesText(addresses, ["所属"], (one) => [yearFolder(one).join("/")])
        yield await make("附件/网址.csv", text, own("附件中的网址"))
      }
      yield* evidenceFiles(asked, evidence, yearEvidencePath, once)
    },
  }
}
