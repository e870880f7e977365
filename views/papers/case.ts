import { dateOf, yearOf } from "#src/clock.ts"
import { namesAt } from "#src/office/units/names.ts"
import { type Block, type Paper, paperName } from "#src/outward/papers/paper.ts"
import type { FoundCase } from "#src/year/cases/queries.ts"
import { type CaseText, keywordsIn, PARTS } from "#src/year/cases/text.ts"
import { CASE_KIND_LABEL, CASE_STATE_LABEL, PART_LABEL } from "../cases/words.ts"
import { brief, dayWords } from "../words.ts"
import { issuerOf } from "./parts.ts"

/*
 * 案例 as a paper: the seven parts of 最高人民法院关于编写报送指导性案例体例的意见 (2012), each under its heading. What is not
 * published says so at the head of every page.
 */

type Given = { found: FoundCase; text: CaseText; organisation: string; today: string }

export function casePaper({ found, text, organisation, today }: Given): Paper {
  const { one, unit } = found
  const name = one.reportedAt === null ? unit.name : namesAt(unit, one.reportedAt).name
  const issuer = issuerOf(organisation, name)
  const on = one.publishedOn ?? (one.reportedAt === null ? null : dateOf(one.reportedAt))
  return {
    title: text.title,
    issuer,
    head: {
      is: "slip",
      issuer,
      kind: "以案释法案例",
      line: [`${CASE_KIND_LABEL[one.kind]}案例`, on === null ? `${yearOf(today)}年　月　日` : dayWords(on)],
    },
    mark: markOf(one.state),
    heading: text.title,
    addressee: "",
    blocks: PARTS.filter((part) => part !== "title" && text[part].trim() !== "").flatMap((part): Block[] => [
      { is: "heading", text: PART_LABEL[part] },
      { is: "text", text: part === "keywords" ? keywordsIn(text.keywords).join("　") : text[part] },
    ]),
    closing: "",
    signed: null,
    note: "",
  }
}

const markOf = (state: FoundCase["one"]["state"]): string | null =>
  state === "published" ? null : state === "retracted" ? "已撤回" : `底稿（${CASE_STATE_LABEL[state]}，未发布）`

export const casePaperName = ({ one }: FoundCase): string =>
  paperName("以案释法案例", one.state === "published" ? "" : CASE_STATE_LABEL[one.state], brief(one.title, 40))
