import type { Context } from "hono"
import { type Env, factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { isLeader, isSupervisor } from "#src/office/people/actor.ts"
import { monthIn } from "#src/pages/unit/burden.ts"
import { burdensOf } from "#src/pages/unit/burden_queries.ts"
import { comingPath, overviewPath } from "#src/paths.ts"
import { pageIn, readingOf } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import { BurdenPage } from "#views/overview/burden.tsx"
import { ComingPage } from "#views/overview/coming.tsx"
import { HistoryPage } from "#views/overview/history.tsx"
import { AllPlansPage } from "#views/overview/lines.tsx"
import { fromWord, MovedPage, NothingBefore } from "#views/overview/moved.tsx"
import { NoPlan, OverviewPage } from "#views/overview/overview.tsx"
import { monthWords } from "#views/units/asked.tsx"
import { comingPageOf } from "./coming_queries.ts"
import { historyOf, ranked } from "./history.ts"
import { historyPageOf } from "./history_queries.ts"
import { AMOUNT, NEEDS } from "./lines.ts"
import { linesOf, movedPageOf, overviewPageOf } from "./queries.ts"

/** The plan in the address; 0: what is none, null: the one that is shown by itself. */
const planAsked = (c: Context<Env>) => (c.req.query("plan") ? (askedNumber(c, "plan") ?? 0) : null)

const isMine = (c: Context<Env>) => c.req.query("mine") === "1"

/** 总览, for leaders and the supervising office. */
export const overview = factory
  .createApp()
  .get("/", only("leader", "supervisor"), async (c) => {
    const { database, actor, today } = c.var
    const asked = planAsked(c)
    const mine = isMine(c)
    const reading = { ...readingOf(c), approver: c.var.settings.planApprover }
    const found = await overviewPageOf(database, actor, asked, mine, reading)
    const { lines, shown } = found
    if (!shown && asked !== null) throw missing()
    if (!shown)
      return page(
        c,
        { title: "总览" },
        <NoPlan drafts={found.drafts} mayImport={isSupervisor(actor)} isLeader={isLeader(actor)} today={today} />,
      )
    const { plan } = shown.overview.board
    const neediest = lines[0]?.plan.id
    // Which plan that is only the lines can say, and they were read together with the plan that is shown.
    if (asked === null && neediest !== undefined && neediest !== plan.id) {
      return c.redirect(overviewPath({ plan: neediest, mine: mine ? 1 : null }), 303)
    }
    return page(
      c,
      { title: `总览 · ${plan.title}` },
      <OverviewPage {...found} shown={shown} actor={actor} isLeader={isLeader(actor)} today={today} />,
    )
  })
  .get("/plans", only("leader", "supervisor"), async (c) => {
    const need = NEEDS.find((one) => one === c.req.query("need")) ?? null
    const lines = await linesOf(c.var.database, c.var.actor, isMine(c), readingOf(c))
    return page(
      c,
      { title: "全部方案" },
      <AllPlansPage
        lines={need === null ? lines : lines.filter((line) => AMOUNT[need](line) > 0)}
        all={lines}
        need={need}
        page={pageIn(c)}
        mine={isMine(c) ? c.var.actor.id : null}
        isLeader={isLeader(c.var.actor)}
      />,
    )
  })
  .get("/coming", only("leader", "supervisor"), async (c) => {
    const { database, actor, today } = c.var
    const number = pageIn(c)
    const found = await comingPageOf(database, actor, isMine(c), number, today)
    // The list has become shorter, or the address was typed: nobody is told that there is nothing.
    if (number > 1 && found.lines.length === 0) return c.redirect(comingPath({ mine: isMine(c) ? 1 : null }), 303)
    return page(
      c,
      { title: "30天内到期" },
      <ComingPage {...found} page={number} mine={isMine(c) ? actor.id : null} today={today} />,
    )
  })
  .get("/moved", only("leader", "supervisor"), async (c) => {
    const { database, actor, today } = c.var
    const found = await movedPageOf(database, actor, planAsked(c), isMine(c), readingOf(c))
    if (!found) throw missing()
    const { before } = found
    if (!before) return page(c, { title: "与上期相比" }, <NothingBefore board={found.board} />)
    const [from, to] = [c.req.query("from") ?? null, c.req.query("to") ?? null]
    const movements = found.all.filter(
      (one) => (from === null || fromWord(one.from) === from) && (to === null || one.to === to),
    )
    return page(
      c,
      { title: "与上期相比" },
      <MovedPage {...found} before={before} movements={movements} from={from} to={to} page={pageIn(c)} today={today} />,
    )
  })
  .get("/history", only("leader", "supervisor"), async (c) => {
    const { database, actor, settings } = c.var
    const skip = askedNumber(c, "skip") ?? 0
    const found = await historyPageOf(database, actor, planAsked(c), skip, readingOf(c))
    if (!found) throw missing()
    const leader = isMine(c) ? actor.id : null
    const history = historyOf(found.boards, leader)
    const isRanked = settings.ranksUnits && c.req.query("by") === "share"
    return page(
      c,
      { title: "历期走势" },
      <HistoryPage
        plan={found.plan}
        history={history}
        ranking={isRanked ? ranked(history.units) : null}
        mayRank={settings.ranksUnits}
        leader={leader}
        skip={skip}
        older={found.older}
      />,
    )
  })
  .get("/burden", only("leader", "supervisor"), async (c) => {
    const { database, actor, today } = c.var
    const month = monthIn(c.req.query("month"), today)
    const leader = isMine(c) ? actor.id : null
    const units = await burdensOf(database, actor, month, leader)
    return page(c, { title: `${monthWords(month)}报送任务` }, <BurdenPage units={units} month={month} mine={leader} />)
  })
