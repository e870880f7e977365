import type { ReleaseBody } from "#src/outward/public/body.ts"
import type { AnnouncementLine, AnnouncementToPrepare, CaseToPrepare } from "#src/outward/public/queries.ts"
import { keywordsIn, PARTS } from "#src/year/cases/text.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import { spanWords } from "../activities/words.ts"
import { CASE_KIND_LABEL, PART_LABEL } from "../cases/words.ts"
import { dayWords } from "../words.ts"

/* What is said to the public of each kind, made of what the program has at that moment; it is frozen as it is then. */

/** The columns that 中山's rule of 2017 names, and nothing else. */
export const ANNOUNCED = ["部门", "普法内容", "普法对象", "活动方式", "实施时间"]

const NONE = "—"

const lineOf = ({ unit, joint, title, laws, audience, kind, channels, ...days }: AnnouncementLine): string[] => [
  joint.length > 0 ? `${unit}（联合${joint.join("、")}）` : unit,
  laws.length > 0 ? `${title}：${laws.map(citedLaw).join("")}` : title,
  audience || NONE,
  [kind, ...channels].join("、"),
  spanWords(days),
]

/** 责任公告 of a year. */
export const announcementBody = ({ year, office, lines }: AnnouncementToPrepare): ReleaseBody => ({
  title: `${year}年度普法责任公告`,
  opening: `按照“谁执法谁普法”普法责任制，现将各责任单位${year}年度主要普法活动公告如下，请社会各界监督。`,
  office,
  blocks: [
    { is: "table", caption: `${year}年度主要普法活动`, columns: ANNOUNCED, rows: lines.map((line) => lineOf(line)) },
  ],
})

/** 案例 as it was published. */
export const caseBody = ({ text, unit, office, caseKind, publishedOn }: CaseToPrepare): ReleaseBody => ({
  title: text.title,
  opening: `${CASE_KIND_LABEL[caseKind]}案例，${unit}报送${publishedOn === null ? "" : `，${dayWords(publishedOn)}发布`}。`,
  office,
  blocks: PARTS.filter((part) => part !== "title" && text[part].trim() !== "").map((part) => ({
    is: "text" as const,
    heading: PART_LABEL[part],
    text: part === "keywords" ? keywordsIn(text.keywords).join("　") : text[part],
  })),
})
