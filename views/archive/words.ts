import type { about } from "#src/outward/archive/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  archive_made: "制作归档包",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  archive_too_large: ({ most = "" }) =>
    `佐证材料超过 ${most} MB，这里不能制作归档包。请在本机（Node）部署的程序上制作，或由信息中心用备份在本机恢复后制作。`,
}

export const DONE_LABEL: Words["DONE_LABEL"] = {}

/** What the trail calls it. */
export const SUBJECT_LABEL = { archive: "归档包", year_archive: "普法年度归档包" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { files: "文件数", bytes: "字节数", sums: "校验值", lastEvent: "最后一条操作记录" }
