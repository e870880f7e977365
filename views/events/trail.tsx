import type { EventRow } from "#db/schema.ts"
import { dateOf, timeOf } from "#src/clock.ts"
import type { AmongTheThree } from "#src/office/resets/queries.ts"
import type { TrailFilter, TrailRow } from "#src/pages/log/queries.ts"
import type { TrailVerdict } from "#src/trail/seal.ts"
import { Choice, Field } from "../parts/fields.tsx"
import { KeptTo, NotPrinted } from "../parts/on_paper.tsx"
import { Among } from "../resets/among.tsx"
import { actingAsWords } from "../words/roles.ts"
import { ActionWord, type Told, useTold } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { TRAIL_FAULT_LABEL } from "./values.ts"
import { particularsShown, subjectWords } from "./words.ts"

type Props = {
  rows: TrailRow[]
  older: number | null
  isFirst: boolean
  sealed: number
  /** The newest link of the chain, to be kept on paper. */
  seal: string | null
  tail: number
  filter: TrailFilter
  among: AmongTheThree
  /** What the trail can say, in words. */
  told: Told
  now: number
  today: string
}

/** 审计: the trail, newest first. */
export const TrailPage = ({ rows, older, isFirst, sealed, seal, tail, filter, among, told, now, today }: Props) => (
  <div class="trail-page">
    <div class="title">
      <div>
        <h1>审计</h1>
        <p>
          操作记录只增不改。已封存至第 {sealed} 条{tail > 0 && `，最新 ${tail} 条待封存`}
          。涉及方案的只显示动作和状态，不显示业务内容。
        </p>
        {seal && (
          <p>
            最新封存值 <span class="fingerprint">{seal}</span>（请定期抄存，日后可核对有无改动）
          </p>
        )}
      </div>
      <div class="acts">
        <form method="post" action="/admin/events/verification">
          <button type="submit">核验完整性</button>
        </form>
        <form method="post" action="/admin/events/export" hx-boost="false">
          {fieldsOf(filter).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit">导出（CSV）</button>
        </form>
      </div>
    </div>
    {isFirst && <Among among={among} now={now} today={today} />}
    <form method="get" action="/admin/events" class="filter" id="filter">
      <Field label="人员" name="person" value={filter.person} placeholder="姓名或用户名" bare />
      <Choice
        label="操作"
        name="action"
        empty="全部"
        value={filter.actions[0]}
        options={told.actions.map((action) => [action, told.actionWords(action)] as const)}
      />
      <Field label="对象" name="subject" value={filter.subject} placeholder="如 person:3" bare />
      <Field label="从" name="fromOn" type="date" value={filter.fromOn} bare />
      <Field label="至" name="untilOn" type="date" value={filter.untilOn} bare />
      <button type="submit">筛选</button>
      {fieldsOf(filter).length > 0 && <a href="/admin/events">全部</a>}
    </form>
    <KeptTo
      facts={[
        filter.person && `人员 ${filter.person}`,
        filter.actions.length > 0 && `操作 ${filter.actions.map((action) => told.actionWords(action)).join("、")}`,
        filter.subject && `对象 ${filter.subject}`,
        filter.fromOn && `从${dayWords(filter.fromOn)}`,
        filter.untilOn && `至${dayWords(filter.untilOn)}`,
      ]}
    />
    <div class="table-frame">
      <table class="list trail stack">
        <thead>
          <tr>
            <th scope="col" class="number">
              序号
            </th>
            <th scope="col">时间</th>
            <th scope="col">人员</th>
            <th scope="col">身份</th>
            <th scope="col">地址</th>
            <th scope="col">操作</th>
            <th scope="col">对象</th>
            <th scope="col">内容</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((event) => (
            <tr>
              <td class="number" data-label="序号">
                {event.id}
              </td>
              <td class="nowrap" data-label="时间">
                <time datetime={new Date(event.at).toISOString()}>{`${dateOf(event.at)} ${timeOf(event.at)}`}</time>
              </td>
              <td class="word" data-label="人员">
                {event.actorName}
              </td>
              <td class="word" data-label="身份">
                {actingAsWords(event.actingAs) || "—"}
              </td>
              <td class="word extra" data-label="地址">
                {event.address || "—"}
              </td>
              <td class="word" data-label="操作">
                <ActionWord action={event.action} />
              </td>
              <td data-label="对象">
                <a href={`/admin/events?${new URLSearchParams({ subject: event.subject })}`}>
                  {subjectWords(event.subject, told)}
                </a>{" "}
                {event.about}
              </td>
              <td class="what">
                <What event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">没有符合条件的记录。</p>}
    </div>
    <nav class="pages" aria-label="分页">
      {!isFirst && <a href={address(filter)}>最新</a>}
      {older !== null && <a href={address(filter, older)}>更早</a>}
      {older !== null && <NotPrinted what="更早的记录" />}
    </nav>
  </div>
)

const What = ({ event }: { event: EventRow }) => {
  const lines = particularsShown(event, useTold())
  return lines.length === 0 ? null : (
    <dl>
      {lines.map(({ name, before, after }) => (
        <>
          <dt>{name}</dt>
          <dd>
            {before !== null && (
              <>
                <del>{before}</del> →{" "}
              </>
            )}
            <ins>{after}</ins>
          </dd>
        </>
      ))}
    </dl>
  )
}

const fieldsOf = ({ person, actions, subject, fromOn, untilOn }: TrailFilter): [string, string][] =>
  (
    [
      ["person", person],
      ["action", actions[0] ?? ""],
      ["subject", subject],
      ["fromOn", fromOn ?? ""],
      ["untilOn", untilOn ?? ""],
    ] as [string, string][]
  ).filter(([, value]) => value !== "")

const address = (filter: TrailFilter, before?: number) => {
  const query = new URLSearchParams([...fieldsOf(filter), ...(before ? [["before", String(before)]] : [])])
  return `/admin/events${query.size > 0 ? `?${query}` : ""}`
}

export const VerdictPage = ({ verdict, now }: { verdict: TrailVerdict; now: number }) => (
  <section class={`narrow sheet padded ${verdict.ok ? "sound" : "fault"}`}>
    <h1>{verdict.ok ? "操作记录完整" : "操作记录有问题"}</h1>
    <p role={verdict.ok ? "status" : "alert"}>
      {verdict.ok
        ? `从第 1 条到第 ${verdict.sealed} 条逐条重算，与封存值一致。`
        : `${TRAIL_FAULT_LABEL[verdict.fault](verdict.at)}请立即保全数据库文件，并与备份核对。`}
    </p>
    <dl class="facts block">
      <dt>核验时间</dt>
      <dd>{momentWords(now)}</dd>
      <dt>已核记录</dt>
      <dd>{verdict.events} 条</dd>
      <dt>已封存</dt>
      <dd>{verdict.sealed} 条</dd>
      <dt>待封存</dt>
      <dd>{verdict.tail} 条（新近产生，封存前不在核验范围）</dd>
    </dl>
    <p class="acts">
      <a class="button" href="/admin/events">
        返回审计
      </a>
    </p>
  </section>
)
