import { filterOf } from "#src/board/filter.ts"
import { dateOf, timeOf } from "#src/clock.ts"
import type { Asked } from "#src/door/act.ts"
import { workbookInPieces } from "#src/office/spreadsheets/workbook.ts"
import { findBulletin } from "#src/outward/bulletins/queries.ts"
import { STANDARD } from "#src/outward/ledger/layouts.ts"
import { AS_PRINTED } from "#src/outward/ledger/order.ts"
import { detailedRows, wholeLedger } from "#src/outward/ledger/queries.ts"
import { docxOf } from "#src/outward/papers/docx.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { findNoticePaper } from "#src/supervision/notices/queries.ts"
import { allPieces } from "#src/trail/pieces.ts"
import { contentsText, indexPage, type Listed } from "#views/archive/index_page.tsx"
import { component, evidencePath, fileIn, onlyOnce } from "#views/archive/paths.ts"
import { addressesText, reportsText, trailTable, trailText } from "#views/archive/texts.ts"
import { sheetOf, sheetRowsOf } from "#views/ledger/sheet.ts"
import { bulletinPaper, bulletinPaperName } from "#views/papers/bulletin.ts"
import { noticePaper, noticePaperName } from "#views/papers/notice.ts"
import { dayWords, momentWords } from "#views/words.ts"
import { type Made, type PackedFile, packed, sumsOf } from "./packing.ts"
import {
  eventsOfPlan,
  evidenceOf,
  type FiledEvidence,
  filesOf,
  type PlanArchive,
  type PlanFiles,
  reportedVersions,
  turn,
} from "./queries.ts"
import type { Coming, Entry } from "./zip.ts"

/*
 * What goes into a package, in the order of 卷内目录: the document, papers, 台账, what was reported, the trail, evidence; then
 * the index and the hashes. What is written for it is made and packed first, so that its length and hashes are known;
 * evidence, which may be of any size, is read when the package is on its way, and its hash was taken when it came.
 */

/** A file of the package as the index tells of it. */
type Told = Pick<Listed, "title" | "by" | "number" | "on">

type Files = PlanFiles & { evidence: FiledEvidence[] }

type ComingFile = Coming & { sha256: string }
type Item = { file: PackedFile | ComingFile; told: Told }

/** A package before it is on its way. */
export type Assembled = { entries: Entry[]; sums: PackedFile; listed: Listed[]; lastEvent: number }

export async function assembled(asked: Asked, found: PlanArchive, number: number): Promise<Assembled> {
  const files = await filesOf(asked.database, found.plan.id)
  const evidence = await evidenceOf(asked.database, found.plan.id)
  const items: Item[] = []
  for await (const item of inOrder(asked, found, { ...files, evidence })) items.push(item)
  const listed = items.map(({ file, told }): Listed => {
    const { name: path, size, sha256 } = file
    return { path, size, sha256, ...told }
  })
  const contents = await packed("卷内目录.csv", contentsText(listed))
  const own = { title: "卷内目录", by: found.plan.supervisingUnitName, number: "", on: dayWords(asked.today) }
  const all = [{ path: contents.name, size: contents.size, sha256: contents.sha256, ...own }, ...listed]
  const script = asked.runtime.assets.get("archive_check.js")?.body ?? ""
  const page = await packed(
    "index.html",
    indexPage(factsOf(asked, found, { ...files, evidence }, number), all, script, turn),
  )
  const inside = [page, contents, ...items.map(({ file }) => file)]
  const sums = await packed("SHA256SUMS", sumsOf(inside))
  return { entries: [...inside, sums], sums, listed: all, lastEvent: files.lastEvent }
}

async function* inOrder(asked: Asked, found: PlanArchive, files: Files): AsyncGenerator<Item> {
  const once = onlyOnce()
  const make = async (path: string, made: Made, told: Told): Promise<Item> => ({
    file: await packed(once(path), made),
    told,
  })
  yield* documents(asked, found, files, make, once)
  yield* papers(asked, files, make)
  yield* ledgerOf(asked, found, make)
  yield* texts(asked, found, files, make)
  yield* evidenceFiles(asked, files, once)
}

type Make = (path: string, made: Made, told: Told) => Promise<Item>
type Once = (path: string) => string

/** The document as it was read, and its files as they came. */
async function* documents(asked: Asked, { plan }: PlanArchive, files: Files, make: Make, once: Once) {
  const told = { title: plan.title, by: plan.issuer || plan.supervisingUnitName, number: plan.docNumber ?? "" }
  yield await make("文件/方案正文.txt", files.text, { ...told, on: dayWords(plan.issuedOn) })
  for (const { id, name, sha256, size, addedAt } of files.sources) {
    const path = once(`文件/${fileIn(name)}`)
    const file = { name: path, size, sha256, bytes: () => inTurns(allPieces(asked.database, { sourceId: id })) }
    yield { file, told: { ...told, title: `${plan.title}（原文件）`, on: dayWords(dateOf(addedAt)) } }
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
  const events = () => eventsOfPlan(database, plan.id, files.lastEvent)
  yield await make("操作记录/操作记录.csv", trailTable(events(), house), own("操作记录"))
  yield await make("操作记录/操作记录.jsonl", trailText(events(), house), own("操作记录及封存（供核对）"))
  const addresses = files.evidence.filter(({ address }) => address !== null)
  if (addresses.length > 0) {
    yield await make("佐证材料/网址.csv", addressesText(addresses), own("佐证材料中的网址"))
  }
}

async function* evidenceFiles({ database }: Asked, { evidence }: Files, once: Once): AsyncGenerator<Item> {
  for (const one of evidence) {
    if (one.address !== null) continue
    const { id, sha256, size, name, unit, addedAt } = one
    const bytes = () => inTurns(allPieces(database, { attachmentId: id }))
    const told = { title: name, by: unit, number: "", on: dayWords(dateOf(addedAt)) }
    yield { file: { name: once(evidencePath(one)), size, sha256, bytes }, told }
  }
}

/** A file of any size goes out, and others are answered meanwhile. */
async function* inTurns(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    await turn()
  }
}

function factsOf({ actor, by }: Asked, { plan, counts }: PlanArchive, files: Files, number: number) {
  return {
    title: plan.title,
    docNumber: plan.docNumber,
    office: plan.supervisingUnitName,
    issuedOn: dayWords(plan.issuedOn),
    number,
    madeAt: `${dayWords(dateOf(by.at))} ${timeOf(by.at)}`,
    madeBy: actor.name,
    program: "分工督办",
    counts: [
      ["任务", `${counts.tasks} 项`],
      ["填报期", `${counts.rounds} 期，进展 ${counts.reports} 份`],
      ["文书", `督办单 ${files.notices.length} 份，文稿 ${files.bulletins.length} 份`],
      ["佐证材料", `${files.evidence.length} 件`],
      ["操作记录", `${counts.events} 条，截至 ${momentWords(by.at)}`],
    ] as [string, string][],
    lacking: ["各单位内部的草稿、审签意见和分解落实", "尚未报送的进展及其附件、撤下的附件", "未印发的督办单和文稿"],
  }
}
