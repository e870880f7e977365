import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { PlanPublication } from "#src/outward/public/acts.ts"
import { mayCheck, publishes } from "#src/outward/public/policy.ts"
import type { ReleaseLine, YearPublication } from "#src/outward/public/queries.ts"
import { isOpen } from "#src/outward/public/workflow.ts"
import { planSettingsPath, publicationPath, publicPath, releasePath, releasesPath, yearPath } from "#src/paths.ts"
import { Pages } from "../parts/pages.tsx"
import { PlanHead } from "../plans/head.tsx"
import { HANDLING_LABEL } from "../plans/words.ts"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { Preview } from "./prepare.tsx"
import { OUTDATED, RELEASE_KIND_LABEL, RELEASE_STATE_LABEL } from "./words.ts"

type YearProps = { found: YearPublication; page: number; actor: Actor; keeps: boolean; today: string }

/** 公开 of a year: what is out, what waits for a second person, and what could be prepared. */
export const YearPublicationPage = ({ found, page, actor, keeps, today }: YearProps) => {
  const { year, announced, lists, ready, versions, hasMore } = found
  return (
    <>
      <YearHead
        found={found}
        tab="publication"
        acts={
          <>
            {keeps && <a href={yearPath(year.year, "archive")}>立卷归档</a>}
            <a class="button" href={publicPath()} id="open-public">
              查看公开页面
            </a>
          </>
        }
      />
      <p class="muted">一人拟公布，另一人核对，再公布；公布的是拟公布时的文字，以后的改动不会自动公开。</p>
      {keeps && (
        <Ready year={year.year} announced={announced} lists={lists} ready={ready} hasResults={found.hasResults} />
      )}
      <section class="block" id="releases">
        <h2>公开内容</h2>
        {versions.length === 0 ? (
          <p class="empty sheet">还没有公开的内容。</p>
        ) : (
          <ReleaseTable versions={versions} actor={actor} today={today} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => publicationPath({ year: year.year }, "", { page })} />
      </section>
    </>
  )
}

type ReadyProps = Pick<YearPublication, "announced" | "lists" | "ready" | "hasResults"> & { year: number }

const Ready = ({ year, announced, lists, ready, hasResults }: ReadyProps) => (
  <section class="block no-print" id="ready">
    <h2>可以公布</h2>
    <ul>
      <li>
        {announced && isOpen(announced.state) ? (
          <a href={releasePath(announced.id, announced.number)}>责任公告正在等待核对或公布</a>
        ) : (
          <a href={publicationPath({ year }, "announcement")} id="prepare-announcement">
            {announced ? "重新拟公布责任公告" : "拟公布责任公告"}
          </a>
        )}
        <small class="muted"> 由已备案的责任清单和年度计划已备案单位的活动生成</small>
      </li>
      {hasResults && (
        <li>
          <a href={publicationPath({ year }, "appraisal")} id="prepare-appraisal">
            拟公布履职评议结果
          </a>
          <small class="muted"> 由本年已公布的评议结果生成</small>
        </li>
      )}
      {lists.map(({ unitId, unit }) => (
        <li>
          <a href={publicationPath({ year }, `lists/${unitId}`)} id={`prepare-list-${unitId}`}>
            拟公布责任清单：{unit}
          </a>
        </li>
      ))}
      {ready.map(({ id, title, unit }) => (
        <li>
          <a href={publicationPath({ year }, `cases/${id}`)} id={`prepare-case-${id}`}>
            拟公布案例：{title}
          </a>
          <small class="muted"> {unit}</small>
        </li>
      ))}
    </ul>
  </section>
)

type PlanProps = { found: PlanPublication; page: number; actor: Actor; today: string }

/** 公开 of a plan: how it would read now, and what has been released of it. One that is not 公开 has nothing to show. */
export const PlanPublicationPage = ({ found, page, actor, today }: PlanProps) => {
  const { board, isPublic, versions, hasMore } = found
  const { plan } = board
  const supervises = publishes(actor, found)
  return (
    <>
      <PlanHead plan={plan} tab="publication" supervises={supervises} />
      {!isPublic && (
        <p class="note" id="not-public">
          这个方案的处理方式是{HANDLING_LABEL[plan.handling]}或已不在下达状态，不能向社会公布。
          {supervises && (
            <>
              确需公布的，先在<a href={planSettingsPath(plan.id)}>设置</a>中改为公开。
            </>
          )}
        </p>
      )}
      {isPublic && supervises && (
        <>
          <p class="muted">下面就是现在公布后社会公众看到的内容。</p>
          <Preview found={found} action={publicationPath({ plan: plan.id })} />
        </>
      )}
      <section class="block" id="releases">
        <h2>公开内容</h2>
        {versions.length === 0 ? (
          <p class="empty sheet">还没有公开的内容。</p>
        ) : (
          <ReleaseTable versions={versions} actor={actor} today={today} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => publicationPath({ plan: plan.id }, "", { page })} />
      </section>
    </>
  )
}

type TableProps = { versions: ReleaseLine[]; actor: Actor; today: string }

/** What the state alone does not say. */
const noteOf = (one: ReleaseLine, actor: Actor): string => {
  if (one.isOutdated) return OUTDATED
  if (one.state === "prepared") return mayCheck(actor, one, one) ? "等待您核对" : "待另一人核对"
  if (one.state === "checked") return "待公布"
  return one.state === "released" && !one.shown ? "已不能公开，公开页面已停止显示" : ""
}

export const ReleaseTable = ({ versions, actor, today }: TableProps) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">公开内容</caption>
      <thead>
        <tr>
          <th scope="col">标题</th>
          <th scope="col">类别</th>
          <th scope="col">版次</th>
          <th scope="col">状态</th>
          <th scope="col">拟公布</th>
          <th scope="col">公布</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((one) => (
          <tr data-row="release">
            <th scope="row">
              <a href={releasePath(one.releaseId, one.number)}>{one.title}</a>
            </th>
            <td class="nowrap" data-label="类别">
              {RELEASE_KIND_LABEL[one.kind]}
            </td>
            <td class="nowrap" data-label="版次">
              第{one.number}版
            </td>
            <td data-label="状态">
              <span class="tag">{RELEASE_STATE_LABEL[one.state]}</span> <small>{noteOf(one, actor)}</small>
            </td>
            <td class="nowrap" data-label="拟公布">
              {one.preparedBy} {dayWords(dateOf(one.preparedAt), today)}
            </td>
            <td class="nowrap" data-label="公布">
              {one.releasedAt !== null && (
                <a href={publicPath(one.releaseId)}>{dayWords(dateOf(one.releasedAt), today)}</a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

type WaitingProps = {
  found: { versions: ReleaseLine[]; hasMore: boolean; waiting: number }
  page: number
  actor: Actor
  today: string
}

/** 公开 of all years and plans: what waits for the reader stands first. */
export const WaitingReleasesPage = ({ found: { versions, hasMore, waiting }, page, actor, today }: WaitingProps) => (
  <>
    <div class="title">
      <div>
        <h1>公开内容</h1>
        <p>{waiting > 0 ? `有${waiting}项等待您核对，排在最前。` : "没有等待您核对的内容。"}</p>
      </div>
    </div>
    {versions.length === 0 ? (
      <p class="empty sheet">还没有公开的内容。</p>
    ) : (
      <ReleaseTable versions={versions} actor={actor} today={today} />
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => releasesPath({ page })} />
  </>
)
