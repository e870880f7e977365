import type { FiledEvidence } from "#src/outward/archive/queries.ts"
import type { YearEvidence } from "#src/outward/archive/year_queries.ts"
import { nounOf } from "#src/trail/about.ts"
import { DOCUMENT_KIND_LABEL } from "../documents/words.ts"
import { noticeName } from "../notices/words.ts"

/*
 * Where each file lies in the package. Folders and names are Chinese and short: unpacked by the file manager of an office
 * they have to fit into a path of 260 characters.
 */

const LONGEST = 40

/** A name that every file system takes. */
export function component(text: string, longest = LONGEST): string {
  const name = text
    .normalize("NFC")
    .replace(/[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+/, "")
  const kept = [...name].slice(0, longest).join("")
  return kept.replace(/[. ]+$/, "") || "未命名"
}

/** A file name keeps its ending. */
export function fileIn(name: string): string {
  const { stem, ending } = parted(name)
  return component(stem) + ending
}

/** The ending by which a program knows a file, and what stands before it. */
function parted(name: string): { stem: string; ending: string } {
  const at = name.lastIndexOf(".")
  const ending = at > 0 ? name.slice(at) : ""
  return /^\.[A-Za-z0-9]{1,5}$/.test(ending) ? { stem: name.slice(0, at), ending } : { stem: name, ending: "" }
}

const FOLDER_OF: Record<string, (file: FiledEvidence) => string[]> = {
  report: ({ round, task, unit }) => ["进展", component(round ?? "", 20), component(`${task ?? ""}${unit}`)],
  notice: (file) => ["督办单", component(noticeOf(file))],
  inspection: ({ inspection, task, unit }) => [
    "督查",
    component(inspection ?? "", 24),
    component(`${task ?? ""}${unit}`),
  ],
  signed_sheet: ({ round, unit }) => ["签字单", component(round ?? "", 20), component(unit)],
}

const noticeOf = ({ noticeKind, noticeYear: year, noticeNumber: number }: FiledEvidence): string =>
  noticeKind === null ? "" : noticeName({ kind: noticeKind, year, number })

/** 「佐证材料/进展/第三季度/（一）办公室/签到表.pdf」 */
export function evidencePath(file: FiledEvidence): string {
  const folder = FOLDER_OF[nounOf(file.subject)]?.(file) ?? []
  return ["佐证材料", ...folder, fileIn(file.name)].join("/")
}

const YEAR_FOLDER_OF: Record<string, (file: YearEvidence) => string[]> = {
  filing: ({ document, number, unit }) => [
    "报备文件",
    component(unit),
    component(`${document === null ? "" : DOCUMENT_KIND_LABEL[document]}第${number ?? 1}版`),
  ],
  activity: ({ activity, unit }) => ["活动", component(unit), component(activity ?? "")],
  meeting: ({ meeting }) => ["会议", component(meeting ?? "")],
  decision: ({ meeting, unit }) => ["会议", component(meeting ?? ""), component(unit)],
}

/** 「报备文件」, 「办公室」, 「年度普法计划第1版」 */
export const yearFolder = (file: YearEvidence): string[] => YEAR_FOLDER_OF[nounOf(file.subject)]?.(file) ?? ["附件"]

/** 「报备文件/办公室/年度普法计划第1版/计划.pdf」 */
export const yearEvidencePath = (file: YearEvidence): string => [...yearFolder(file), fileIn(file.name)].join("/")

/** Gives each path once: of two alike the second is called 「签到表（2）.pdf」. */
export function onlyOnce(): (path: string) => string {
  const given = new Set<string>()
  return (path) => {
    const { stem, ending } = parted(path)
    let own = path
    // File systems of offices do not tell capitals from small letters.
    for (let n = 2; given.has(own.toLowerCase()); n++) own = `${stem}（${n}）${ending}`
    given.add(own.toLowerCase())
    return own
  }
}
