import { filterOf } from "#src/board/filter.ts"
import { dateOf } from "#src/clock.ts"
import type { Asked } from "#src/door/act.ts"
import { workbookInPieces } from "#src/office/spreadsheets/workbook.ts"
import { findBulletin } from "#src/outward/bulletins/queries.ts"
import { STANDARD } from "#src/outward/ledger/layouts.ts"
import { AS_PRINTED } from "#src/outward/ledger/order.ts"
import { detailedRows, wholeLedger } from "#src/outward/ledger/queries.ts"
import { docxOf } from "#src/outward/papers/docx.ts"
import { turn } from "#src/plans/intake/files/steps.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { findNoticePaper } from "#src/supervision/notices/queries.ts"
import { component, evidencePath, fileIn } from "#views/archive/paths.ts"
import { addressesText, reportsText, trailTable, trailText } from "#views/archive/texts.ts"
import { sheetOf, sheetRowsOf } from "#views/ledger/sheet.ts"
import { bulletinPaper, bulletinPaperName } from "#views/papers/bulletin.ts"
import { noticePaper, noticePaperName } from "#views/papers/notice.ts"
import { dayWords, momentWords } from "#views/words.ts"
import { asKept, type Binder, evidenceFiles, isAddress, type Make, type Once, type Told } from "./assembling.ts"
import {
  eventsUntil,
  evidenceOf,
  type FiledEvidence,
  filesOf,
  isOfPlan,
  nextOf,
  type PlanArchive,
  type PlanFiles,
  reportedVersions,
  sealedEvents,
} from "./queries.ts"

/* What goes into the package of a plan: the document, papers, 台账, what was reported, the trail, evidence. */

type Files = PlanFiles & { evidence: FiledEvidence[]; events: number[] }

export async function planBinder(asked: Asked, found: PlanArchive): Promise<Binder> {
  const { database } = asked
  const { id } = found.plan
  const [own, evidence] = await Promise.all([filesOf(database, id), evidenceOf(database, id)])
  const files = { ...own, evidence, events: await eventsUntil(database, isOfPlan(id), own.lastEvent) }
  return {
    by: found.plan.supervisingUnitName,
    lastEvent: files.lastEvent,
    facts: factsOf(asked, found, files),
    items: async function* (make, once) {
      yield* documents(asked, found, files, make, once)
      yield* papers(asked, files, make)
      yield* ledgerOf(asked, found, make)
      yield* texts(asked, found, files, make)
      yield* evidenceFiles(asked, evidence, evidencePath, once)
    },
  }
}

/** The document as it was read, and its files as they came. */
async function* documents(asked: Asked, { plan }: PlanArchive, files: Files, make: Make, once: Once) {
  const told = { title: plan.title, by: plan.issuer || plan.supervisingUnitName, number: plan.docNumber ?? "" }
  yield await make("文件/方案正文.txt", files.text, { ...told, on: dayWords(plan.issuedOn) })
  for (const { id, name, sha256, size, addedAt } of files.sources) {
    const kept = { sourceId: id, sha256, size }
    yield asKept(asked, once(`文件/${fileIn(name)}`), kept, {
      ...told,
      title: `${plan.title}（原文件）`,
      on: dayWords(dateOf(addedAt)),
    })
  }
}

/** 督办单 and 文稿 that left the office, as they are downloaded. */
async function* papers({ database, actor, settings, today }: Asked, files: Files, make: Make) {
  const { organisation } = settings
  for (const id of files.notices) {
    await turn()
    const found = await findNoticePaper(database, actor, id)
    if (!found) continue
    const paper = noticePaper(found, organisation, today)
    const on = found.notice.issuedAt === null ? "" : dayWords(dateOf(found.notice.issuedAt))
    const number = paper.head.is === "slip" ? paper.head.line[0].replace(/^编号：/, "") : ""
    const told = { title: paper.title, by: paper.issuer, number, on }
    yield await make(
      `文书/督办单/${component(noticePaperName(found).replace(/\.docx$/, ""), 60)}.docx`,
      docxOf(paper),
      told,
    )
  }
  for (const id of files.bulletins) {
    await turn()
    const found = await findBulletin(database, actor, id, today)
    if (!found?.content) continue
    const paper = bulletinPaper({ found, content: found.content, today })
    const on = found.bulletin.issuedAt === null ? "" : dayWords(dateOf(found.bulletin.issuedAt))
    const told = {
      title: paper.title,
      by: paper.issuer,
      number: paper.head.is === "series" ? paper.head.issue : "",
      on,
    }
    yield await make(
      `文书/文稿/${component(bulletinPaperName(found).replace(/\.docx$/, ""), 60)}.docx`,
      docxOf(paper),
      told,
    )
  }
}

async function* ledgerOf(asked: Asked, { plan }: PlanArchive, make: Make) {
  const { database, actor, today } = asked
  const filter = { ...filterOf({}, actor.id), byUrgency: false, proposed: false }
  const wanted = { planId: plan.id, filter, ordering: AS_PRINTED }
  const ledger = await wholeLedger(database, actor, wanted, readingAs(asked))
  if (!ledger || ledger.rows.length === 0) return
  const groups = detailedRows(database, actor, ledger, wanted, readingAs(asked))
  const sheet = sheetOf(ledger, { filter, layout: STANDARD }, today)
  const told = { title: `${plan.title}台账`, by: plan.supervisingUnitName, number: "", on: dayWords(today) }
  yield await make("台账/台账.xlsx", workbookInPieces(sheet, sheetRowsOf(ledger, STANDARD, groups)), told)
}

/** What was reported, and the trail. */
async function* texts({ database, told: house, today }: Asked, { plan }: PlanArchive, files: Files, make: Make) {
  const by = plan.supervisingUnitName
  const own = (title: string): Told => ({ title, by, number: "", on: dayWords(today) })
  yield await make("进展/各期进展.csv", reportsText(reportedVersions(database, plan.id)), own("各填报期进展"))
  yield await make("操作记录/操作记录.csv", trailTable(sealedEvents(database, files.events), house), own("操作记录"))
  yield await make(
    "操作记录/操作记录.jsonl",
    trailText(sealedEvents(database, files.events), house),
    own("操作记录及封存（供核对）"),
  )
  const addresses = files.evidence.filter(isAddress)
  if (addresses.length > 0) {
    const text = addressesText(addresses, ["任务", "填报期"], ({ task, round }) => [task, round])
    yield await make("佐证材料/网址.csv", text, own("佐证材料中的网址"))
  }
}

function factsOf({ by }: Asked, { plan, counts, made }: PlanArchive, files: Files): Binder["facts"] {
  return {
    title: plan.title,
    number: nextOf(made),
    counts: [
      ["文号", plan.docNumber ?? "—"],
      ["印发日期", dayWords(plan.issuedOn)],
      ["督办单位", plan.supervisingUnitName],
      ["任务", `${counts.tasks} 项`],
      ["填报期", `${counts.rounds} 期，进展 ${counts.reports} 份`],
      ["文书", `督办单 ${files.notices.length} 份，文稿 ${files.bulletins.length} 份`],
      ["佐证材料", `${files.evidence.length} 件`],
      ["操作记录", `${counts.events} 条，截至 ${momentWords(by.at)}`],
    ],
    lacking: ["各单位内部的草稿、审签意见和分解落实", "尚未报送的进展及其附件、撤下的附件", "未印发的督办单和文稿"],
  }
}
