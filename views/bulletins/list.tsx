import { BULLETIN_FORMS, BULLETIN_KINDS } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { type Actor, isSupervisor, overlooks } from "#src/office/people/actor.ts"
import type { BulletinLine, PlanBulletins } from "#src/outward/bulletins/queries.ts"
import { paperPath, paperRulePath, papersPath, planArchivePath, planPapersPath, roundsPath } from "#src/paths.ts"
import { Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { PlanHead } from "../plans/head.tsx"
import { dayWords } from "../words.ts"
import {
  BULLETIN_FORM_LABEL,
  BULLETIN_KIND_HINT,
  BULLETIN_KIND_LABEL,
  BULLETIN_STATE_LABEL,
  CATEGORY_LABEL,
  issueWords,
} from "./words.ts"

type Props = {
  found: PlanBulletins
  page: number
  supervises: boolean
  /** Supervises, and the plan runs. */
  mayWrite: boolean
  today: string
  flaws?: Flaws
}

/** 文件与通报 of a plan: its papers by 期号, and where a new one begins. */
export const PlanPapersPage = ({ found, page, supervises, mayWrite, today, flaws }: Props) => {
  const { plan, papers, hasMore } = found
  return (
    <>
      <PlanHead plan={plan} tab="papers" supervises={supervises} />
      {mayWrite && <DraftForm found={found} today={today} flaws={flaws} />}
      <section class="block" id="papers">
        <h2>文稿</h2>
        {papers.length === 0 ? (
          <p class="empty sheet">{supervises ? "还没有文稿。" : "还没有印发给各单位的通报。"}</p>
        ) : (
          <PaperTable papers={papers} inside={supervises} today={today} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => planPapersPath(plan.id, { page })} />
      </section>
      {supervises && <RuleLine found={found} mayWrite={mayWrite} />}
      {supervises && (
        <p class="no-print">
          <a href={planArchivePath(plan.id)}>立卷归档：把全部材料做成一个归档包</a>
        </p>
      )}
    </>
  )
}

type DraftProps = Pick<Props, "found" | "today" | "flaws">

/** 拟稿: of a round that is cut off, for only then its figures stand. */
const DraftForm = ({ found: { plan, rounds }, today, flaws }: DraftProps) =>
  rounds.length === 0 ? (
    <p class="note">
      文稿以封账后的数据为准：还没有已封账的填报期。请先在
      <a href={roundsPath(plan.id)}>填报期</a>统计封账，再来拟稿。
    </p>
  ) : (
    <details class="sheet padded" id="new-paper" open={flaws !== undefined}>
      <summary>拟写文稿</summary>
      <form method="post" action={planPapersPath(plan.id)}>
        <Flawed flaws={flaws} />
        <div class="fields">
          <Choice
            name="kind"
            label="文种"
            value="bulletin"
            options={BULLETIN_KINDS.map(
              (kind) => [kind, `${BULLETIN_KIND_LABEL[kind]}（${BULLETIN_KIND_HINT[kind]}）`] as const,
            )}
            flaws={flaws}
          />
          <Choice
            name="round"
            label="依据的填报期"
            value={rounds[0]?.number}
            options={rounds.map(
              ({ number, name, cutOffAt }) =>
                [String(number), `${name}（${dayWords(dateOf(cutOffAt), today)}封账）`] as const,
            )}
            hint="数字和文字以封账时为准；年度文稿汇总该期所在年份的各期"
            flaws={flaws}
          />
          <Choice
            name="manner"
            label="行文形式"
            value="internal"
            options={BULLETIN_FORMS.map((form) => [form, BULLETIN_FORM_LABEL[form]] as const)}
            hint="内设机构不对外正式行文：在单位内用内部形式（不套红），或用红色刊名、期号的内部刊头；以单位名义的，发文字号、签发人、印章留空，按公文程序办理"
            flaws={flaws}
          />
        </div>
        <p class="acts">
          <button type="submit" class="primary" id="draft-paper">
            生成文稿
          </button>
        </p>
      </form>
    </details>
  )

type TableProps = { papers: BulletinLine[]; inside: boolean; today: string; plans?: boolean }

const PaperTable = ({ papers, inside, today, plans = false }: TableProps) => (
  <div class="table-frame">
    <table class="list stack papers">
      <caption class="sr-only">文稿</caption>
      <thead>
        <tr>
          <th scope="col">文种、期号</th>
          <th scope="col">标题</th>
          <th scope="col">数据截至</th>
          <th scope="col">状态</th>
          {inside && <th scope="col">下载</th>}
        </tr>
      </thead>
      <tbody>
        {papers.map((paper) => (
          <tr data-row="paper">
            <td class="nowrap" data-label="文种、期号">
              {BULLETIN_KIND_LABEL[paper.kind]}
              <br />
              <small>{issueWords(paper) || "未编期号"}</small>
            </td>
            <th scope="row">
              <a href={paperPath(paper.id)} id={`paper-${paper.id}`}>
                {paper.title}
              </a>
              {plans && (
                <>
                  <br />
                  <small>{paper.plan}</small>
                </>
              )}
            </th>
            <td class="nowrap" data-label="数据截至">
              {paper.cutOffAt === null ? "已撤销封账" : dayWords(dateOf(paper.cutOffAt), today)}
              <br />
              <small>{paper.round}</small>
            </td>
            <td data-label="状态">
              <span class="tag">{BULLETIN_STATE_LABEL[paper.state]}</span>
              {paper.issuedAt !== null && (
                <>
                  <br />
                  <small>{dayWords(dateOf(paper.issuedAt), today)}印发</small>
                </>
              )}
              {inside && paper.sha256 && (
                <>
                  <br />
                  <small class="hash" title={`SHA-256 ${paper.sha256}`}>
                    校验值 {paper.sha256.slice(0, 8)}
                  </small>
                </>
              )}
            </td>
            {inside && (
              <td class="nowrap" data-label="下载">
                {paper.taken === 0 ? "–" : `${paper.taken}次`}
                {paper.lastTaker && (
                  <>
                    <br />
                    <small>最近：{paper.lastTaker}</small>
                  </>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const RuleLine = ({ found: { plan, rule }, mayWrite }: Pick<Props, "found" | "mayWrite">) => (
  <p class="muted small" id="paper-rule">
    进度分类：关注计入{CATEGORY_LABEL[rule.yellow]}，未到期计入{CATEGORY_LABEL[rule.grey]}，
    {rule.byPace ? "设有阶段的任务对照序时进度" : "不对照序时进度"}，单位按{rule.ranked ? "报送率" : "单位排序"}排列。
    {mayWrite && <a href={paperRulePath(plan.id)}>修改</a>}
  </p>
)

type WaitingProps = {
  papers: BulletinLine[]
  hasMore: boolean
  waiting: number
  page: number
  actor: Actor
  today: string
}

/** The papers of all plans: what waits for the reader stands first. */
export const WaitingPapersPage = ({ papers, hasMore, waiting, page, actor, today }: WaitingProps) => (
  <>
    <div class="title">
      <div>
        <h1>文稿</h1>
        <p>
          {waiting > 0
            ? `有${waiting}份等待您审定，排在最前。`
            : isSupervisor(actor)
              ? "各方案的督查通报、专报、报告和年度文稿。"
              : "没有等待您审定的文稿。"}
        </p>
      </div>
    </div>
    {papers.length === 0 ? (
      <p class="empty sheet">还没有文稿。</p>
    ) : (
      <PaperTable papers={papers} inside={overlooks(actor)} today={today} plans />
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => papersPath({ page })} />
  </>
)
