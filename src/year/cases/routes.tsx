import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { typing, withClash } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { casePath, caseRulePath, yearCasesPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import { CasePage, CaseVersionPage } from "#views/cases/case.tsx"
import { CaseRegisterPage, WaitingCasesPage } from "#views/cases/list.tsx"
import { CaseRulePage, NewCasePage } from "#views/cases/new.tsx"
import { casesFile } from "#views/cases/sheet.ts"
import type { DraftFlaws } from "#views/drafting/draft.tsx"
import { casePaper, casePaperName } from "#views/papers/case.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  APPROVE,
  CHECK,
  COLLECT,
  DISCARD,
  EDIT,
  PUBLISH,
  RECALL,
  REPORT,
  RETRACT,
  RETURN,
  SAVE,
  SET_RULE,
  STUDY,
  TAKE,
  TAKE_CSV,
  TAKE_XLSX,
  theRule,
  theYearsOffice,
} from "./acts.ts"
import { pickedIn } from "./asked.ts"
import {
  type CasesToTake,
  casesOfYear,
  casesToSee,
  type FoundCase,
  findCase,
  findVersion,
  type YearToCollect,
  type YearToRule,
} from "./queries.ts"

type C = Context<Env>

const showNew = (c: C, found: YearToCollect, flaws?: Flaws) =>
  page(c, { title: "收集案例", status: flaws ? 422 : 200 }, <NewCasePage found={found} flaws={flaws} />)

const showRule = (c: C, found: YearToRule, flaws?: Flaws) =>
  page(c, { title: "每年案例数", status: flaws ? 422 : 200 }, <CaseRulePage found={found} flaws={flaws} />)

const takenAs = (kind: "xlsx" | "csv") => ({
  again: nothingTyped,
  shows: (c: C, found: CasesToTake) => registerSent(c, casesFile(found), found.cases, kind),
})

/** 案例 of a year, mounted below the years. */
export const yearCases = factory
  .createApp()
  .get("/:year{[0-9]+}/cases", async (c) => {
    const { database, actor, number } = askedOf(c)
    const picked = pickedIn(c.req.query())
    const found = await casesOfYear(database, actor, number("year"), picked, pageIn(c))
    if (!found) throw missing()
    return page(
      c,
      { title: `${found.year.year}年以案释法案例` },
      <CaseRegisterPage
        found={found}
        picked={picked}
        page={pageIn(c)}
        keeps={keepsYear(actor, found.year)}
        collects={found.units.some(({ id, leftOn }) => leftOn === null && entersFor(actor, id))}
        today={c.var.today}
      />,
    )
  })
  .get("/:year{[0-9]+}/cases/new", async (c) => showNew(c, await reached(COLLECT, askedOf(c))))
  .post(
    "/:year{[0-9]+}/cases",
    pressed(COLLECT, {
      again: showNew,
      onward: ({ year }, _input, _next, made) => (made === null ? yearCasesPath(year.year) : casePath(made)),
    }),
  )
  .get("/:year{[0-9]+}/cases/rule", async (c) =>
    showRule(c, await reached({ find: theRule, may: theYearsOffice }, askedOf(c))),
  )
  .post(
    "/:year{[0-9]+}/cases/rule",
    pressed(SET_RULE, { again: showRule, onward: ({ year }) => caseRulePath(year.year) }),
  )
  .post("/:year{[0-9]+}/cases.xlsx", pressed(TAKE_XLSX, takenAs("xlsx")))
  .post("/:year{[0-9]+}/cases.csv", pressed(TAKE_CSV, takenAs("csv")))

/** The page of a case; after a flawed form with what was typed, in the act that it belongs to. */
const show = (c: C, found: FoundCase, act: string | null = null, flaws: DraftFlaws | null = null) =>
  page(
    c,
    { title: found.one.title, status: flaws?.clash ? 409 : flaws ? 422 : 200 },
    <CasePage found={found} actor={c.var.actor} today={c.var.today} flawed={flaws && act ? { ...flaws, act } : null} />,
  )

/** The form of one act on the page of the case, which also shows what was done. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundCase, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ one }: FoundCase) => casePath(one.id),
})

const CLASHED = "这个案例刚在别处改过。本页内容保留在下面，请核对后勾选「以本页内容为准」，再保存。"

/** The words as they were typed. */
const writing = {
  again: (c: C, found: FoundCase, flaws: Flawed) => show(c, found, "writing", withClash(c, flaws, CLASHED)),
  onward: ({ one }: FoundCase) => casePath(one.id),
}

/** 案例: from 收集 to 发布 and 撤回. */
export const caseRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database } = c.var
    if (isAdministrator(actor)) throw missing()
    const rows = await casesToSee(database, actor, pageIn(c))
    return page(c, { title: "案例" }, <WaitingCasesPage {...rows} page={pageIn(c)} actor={actor} today={c.var.today} />)
  })
  .get("/:case{[0-9]+}", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await findCase(database, actor, number("case"))
    if (!found) throw missing()
    return show(c, found)
  })
  .get("/:case{[0-9]+}/versions/:number{[0-9]+}", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await findVersion(database, actor, number("case"), number("number"))
    if (!found) throw missing()
    return page(c, { title: `第${found.version.number}稿 · ${found.one.title}` }, <CaseVersionPage found={found} />)
  })
  .post(
    "/:case{[0-9]+}/document",
    pressed(TAKE, {
      again: nothingTyped,
      shows: (c, found, _input, text) => {
        const { today, settings } = c.var
        const paper = casePaper({ found, text, organisation: settings?.organisation ?? "", today })
        return c.body(docxOf(paper), 200, download(casePaperName(found), DOCX_TYPE))
      },
    }),
  )
  .post("/:case{[0-9]+}/draft", pressed(SAVE, typing(writing)))
  .post("/:case{[0-9]+}/edition", pressed(EDIT, writing))
  .post("/:case{[0-9]+}/study", pressed(STUDY, writing))
  .post("/:case{[0-9]+}/report", pressed(REPORT, writing))
  .post("/:case{[0-9]+}/recall", pressed(RECALL, onOne("recall")))
  .post("/:case{[0-9]+}/discarding", pressed(DISCARD, onOne("discarding")))
  .post("/:case{[0-9]+}/check", pressed(CHECK, onOne("check")))
  .post("/:case{[0-9]+}/approval", pressed(APPROVE, onOne("approval")))
  .post("/:case{[0-9]+}/return", pressed(RETURN, onOne("return")))
  .post("/:case{[0-9]+}/publication", pressed(PUBLISH, onOne("publication")))
  .post("/:case{[0-9]+}/retraction", pressed(RETRACT, onOne("retraction")))
