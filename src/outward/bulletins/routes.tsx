import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { download } from "#src/door/download.ts"
import { typing, withClash } from "#src/door/drafting.tsx"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { DOCX_TYPE, docxOf } from "#src/outward/papers/docx.ts"
import { paperPath, paperRulePath, planPapersPath } from "#src/paths.ts"
import { pageIn, readingOf } from "#src/plans/plan/asked.ts"
import { manages, supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { FigurePage } from "#views/bulletins/figure.tsx"
import { PlanPapersPage, WaitingPapersPage } from "#views/bulletins/list.tsx"
import { PaperPage } from "#views/bulletins/paper.tsx"
import { RulePage } from "#views/bulletins/rule.tsx"
import { bulletinName } from "#views/bulletins/words.ts"
import type { DraftFlaws } from "#views/drafting/draft.tsx"
import { bulletinPaper, bulletinPaperName } from "#views/papers/bulletin.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  APPROVE,
  bulletin,
  CORRECT,
  DISCARD,
  DRAFT,
  ISSUE,
  RECALL,
  REWRITE,
  SAVE,
  SET_RULE,
  SUBMIT,
  TAKE,
  WITHDRAW,
} from "./acts.ts"
import { FIGURES } from "./content.ts"
import { readsWords } from "./policy.ts"
import { bulletinsOfPlan, bulletinsToSee, type FoundBulletin, findFigures, type PlanBulletins } from "./queries.ts"

type C = Context<Env>

const showPlan = (c: C, found: PlanBulletins, flaws?: Flaws) =>
  page(
    c,
    { title: `文件与通报 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <PlanPapersPage
      found={found}
      page={pageIn(c)}
      supervises={supervises(c.var.actor, found.plan)}
      mayWrite={manages(c.var.actor, found.plan)}
      today={c.var.today}
      flaws={flaws}
    />,
  )

const showRule = (c: C, found: PlanBulletins, flaws?: Flaws) =>
  page(
    c,
    { title: `进度分类 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <RulePage found={found} flaws={flaws} />,
  )

/** 文件与通报, mounted below the plans. */
export const planPapers = factory
  .createApp()
  .get("/:plan{[0-9]+}/papers", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await bulletinsOfPlan(database, actor, number("plan"), pageIn(c))
    if (!found) throw missing()
    return showPlan(c, found)
  })
  .post(
    "/:plan{[0-9]+}/papers",
    pressed(DRAFT, {
      again: showPlan,
      onward: ({ plan }, _input, _next, made) => (made === null ? planPapersPath(plan.id) : paperPath(made)),
    }),
  )
  .get("/:plan{[0-9]+}/papers/rule", async (c) => showRule(c, await reached(SET_RULE, askedOf(c))))
  .post(
    "/:plan{[0-9]+}/papers/rule",
    pressed(SET_RULE, { again: showRule, onward: ({ plan }) => paperRulePath(plan.id) }),
  )

/** The page of a paper; after a flawed form with what was typed, in the act that it belongs to. */
const show = (c: C, found: FoundBulletin, act: string | null = null, flaws: DraftFlaws | null = null) =>
  page(
    c,
    {
      title: `${bulletinName(found.bulletin)} ${found.bulletin.title}`,
      status: flaws?.clash ? 409 : flaws ? 422 : 200,
    },
    <PaperPage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      page={pageIn(c)}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

/** The form of one act on the page of the paper, which also shows what was done. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundBulletin, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ bulletin }: FoundBulletin) => paperPath(bulletin.id),
})

const CLASHED = "这份文稿刚在别处改过。本页内容保留在下面，请核对后勾选「以本页内容为准」，再保存或送审。"

/** The words as they were typed. */
const writing = {
  again: (c: C, found: FoundBulletin, flaws: Flawed) => show(c, found, "writing", withClash(c, flaws, CLASHED)),
  onward: ({ bulletin }: FoundBulletin) => paperPath(bulletin.id),
}

const isFigure = (name: string) => FIGURES.some((figure) => figure === name)

/** 文稿: from the draft to 印发, 撤回 and 更正. */
export const papers = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database } = c.var
    if (isAdministrator(actor)) throw missing()
    const rows = await bulletinsToSee(database, actor, pageIn(c))
    return page(
      c,
      { title: "文稿" },
      <WaitingPapersPage {...rows} page={pageIn(c)} actor={actor} today={c.var.today} />,
    )
  })
  .get("/:bulletin{[0-9]+}", async (c) => {
    const found = await bulletin(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .get("/:bulletin{[0-9]+}/figures/:figure{[a-z_]+}", async (c) => {
    const { database, actor, number, word } = askedOf(c)
    const name = word("figure")
    const found = isFigure(name) ? await findFigures(database, actor, number("bulletin"), readingOf(c)) : null
    if (!found?.content) throw missing()
    if (!readsWords(actor, found.bulletin, found.plan)) throw forbidden()
    const figure = found.content.figures.find((one) => one.name === name)
    if (!figure) throw missing()
    return page(
      c,
      { title: `${figure.label} · ${found.bulletin.title}` },
      <FigurePage found={found} figure={figure} actor={actor} today={c.var.today} />,
    )
  })
  .post(
    "/:bulletin{[0-9]+}/document",
    pressed(TAKE, {
      again: (c, found) => show(c, found),
      shows: (c, found, _input, content) => {
        const paper = bulletinPaper({ found, content, today: c.var.today })
        return c.body(docxOf(paper), 200, download(bulletinPaperName(found), DOCX_TYPE))
      },
    }),
  )
  .post("/:bulletin{[0-9]+}/draft", pressed(SAVE, typing(writing)))
  .post("/:bulletin{[0-9]+}/rewriting", pressed(REWRITE, writing))
  .post("/:bulletin{[0-9]+}/submission", pressed(SUBMIT, writing))
  .post("/:bulletin{[0-9]+}/recall", pressed(RECALL, onOne("recall")))
  .post("/:bulletin{[0-9]+}/approval", pressed(APPROVE, onOne("approval")))
  .post("/:bulletin{[0-9]+}/issue", pressed(ISSUE, onOne("issue")))
  .post("/:bulletin{[0-9]+}/withdrawal", pressed(WITHDRAW, onOne("withdrawal")))
  .post("/:bulletin{[0-9]+}/discarding", pressed(DISCARD, onOne("discarding")))
  .post(
    "/:bulletin{[0-9]+}/correction",
    pressed(CORRECT, {
      ...onOne("correction"),
      onward: ({ bulletin }, _input, _next, made) => paperPath(made ?? bulletin.id),
    }),
  )
