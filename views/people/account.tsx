import type { PostKind } from "#db/schema.ts"
import { mayHandOver } from "#src/office/handovers/policy.ts"
import type { HandoverRow } from "#src/office/handovers/queries.ts"
import { canMove } from "#src/office/handovers/workflow.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { PasswordRules } from "#src/office/people/password_policy.ts"
import { awaitsMailbox, endsSoon } from "#src/office/people/policy.ts"
import { mayHaveToken } from "#src/office/tokens/policy.ts"
import type { OwnFeeds } from "#src/outward/agenda/feed_queries.ts"
import { mayHaveFeed } from "#src/outward/agenda/policy.ts"
import { handOverPath, handoverWithdrawalPath, ownLinkRevocationPath, tokensPath } from "#src/paths.ts"
import type { OwnLink } from "#src/reports/links/queries.ts"
import { Feeds } from "../agenda/feeds.tsx"
import { HANDOVER_STATE_LABEL, handoverWords, postOfWords } from "../handovers/words.ts"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { BY_LINK, POST_LABEL } from "../words/roles.ts"
import { dayEndWords, dayWords, momentWords } from "../words.ts"
import { agentWords, passwordHint } from "./words.ts"

export type HeldPost = {
  id: number
  personId: number
  kind: PostKind
  unit: string | null
  fromOn: string
  untilOn: string | null
  standIn: boolean
}
export type OwnSession = {
  lastUsedAt: number
  createdAt: number
  address: string
  agent: string
  current: boolean
  linkId: number | null
}

type Props = {
  actor: Actor
  contact: string
  email: string
  confirmedEmail: string
  version: number
  passwordSetAt: number
  posts: HeldPost[]
  sessions: OwnSession[]
  links: OwnLink[]
  handovers: HandoverRow[]
  feeds: OwnFeeds
  today: string
  flaws?: Flaws | null
}

export const AccountPage = ({
  actor,
  contact,
  email,
  confirmedEmail,
  version,
  passwordSetAt,
  posts,
  sessions,
  links,
  handovers,
  feeds,
  today,
  flaws,
}: Props) => (
  <>
    <div class="title">
      <div>
        <h1>我的账户</h1>
        <p>姓名、单位有误请联系系统管理员，岗位有误请联系安全管理员。</p>
      </div>
      <div class="acts">
        {mayHaveToken(actor) && (
          <a class="button" href={tokensPath}>
            接口令牌
          </a>
        )}
        <a class="button" href="/account/password">
          修改口令
        </a>
      </div>
    </div>
    <section class="sheet padded">
      <dl class="facts">
        <dt>姓名</dt>
        <dd>{actor.name}</dd>
        <dt>用户名</dt>
        <dd>{actor.login}</dd>
        <dt>单位</dt>
        <dd>{actor.unitName ?? "未填"}</dd>
        <dt>口令</dt>
        <dd>{momentWords(passwordSetAt, today)} 设置</dd>
      </dl>
    </section>
    <section class="block">
      <h2>联系方式</h2>
      {awaitsMailbox({ email, confirmedEmail }) && (
        <form method="post" action="/account/mailbox" class="note" id="mailbox">
          <input type="hidden" name="version" value={version} />
          <p>
            邮箱 <b>{email}</b> 待本人确认，确认前邮件不附填报链接。不是您的邮箱请改正，并告知安全管理员。
          </p>
          <p class="acts">
            <button type="submit">确认是本人邮箱</button>
          </p>
        </form>
      )}
      <form method="post" action="/account/contact" class="sheet padded" id={`contact-${version}`}>
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={version} />
        <div class="fields">
          <Field
            label="联系电话"
            name="contact"
            autocomplete="tel"
            value={contact}
            flaws={flaws}
            hint="办公电话即可；督查部门、领导和本单位看得到，用于电话联系"
          />
          <Field
            label="邮箱"
            name="email"
            type="email"
            autocomplete="email"
            value={email}
            flaws={flaws}
            hint="催办和督办单的提醒发到这里，只写数量和日期；留空则不发"
          />
        </div>
        <p class="acts">
          <button type="submit">保存</button>
        </p>
      </form>
    </section>
    <section class="block">
      <h2>岗位</h2>
      {posts.length === 0 ? (
        <p class="empty sheet">还没有岗位。本单位联络员可以把具体事项交给您办理，届时显示在「我的待办」。</p>
      ) : (
        <div class="table-frame">
          <table class="list stack">
            <thead>
              <tr>
                <th scope="col">岗位</th>
                <th scope="col">单位</th>
                <th scope="col">起止</th>
                <th scope="col">交接</th>
              </tr>
            </thead>
            <tbody>
              {posts.map((post) => (
                <tr class={isOver(post, today) ? "off" : undefined}>
                  <th scope="row">
                    {POST_LABEL[post.kind]} {post.standIn && <span class="tag">代理（AB角）</span>}
                  </th>
                  <td data-label="单位">{post.unit ?? "—"}</td>
                  <td data-label="起止">
                    {periodWords(post, today)} {endsSoon(post, today) && <span class="tag">即将到期</span>}
                  </td>
                  <td>
                    {mayHandOver(actor, post, today) && (
                      <a
                        href={handOverPath(post.id)}
                        aria-label={`交接、代理：${post.unit ?? ""}${POST_LABEL[post.kind]}`}
                      >
                        交接、代理
                      </a>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
    {handovers.length > 0 && <OwnHandovers handovers={handovers} actor={actor} today={today} />}
    {mayHaveFeed(actor) && <Feeds own={feeds} name={actor.name} units={unitsHeld(actor)} today={today} />}
    {links.length > 0 && <OwnLinks links={links} today={today} />}
    <section class="block">
      <h2>登录中的设备</h2>
      <div class="table-frame">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col">设备</th>
              <th scope="col">地址</th>
              <th scope="col">登录时间</th>
              <th scope="col">最近使用</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr>
                <th scope="row">
                  {agentWords(session.agent)} {session.current && <span class="tag">当前</span>}
                  {session.linkId !== null && <span class="tag">{BY_LINK}</span>}
                </th>
                <td data-label="地址">{session.address || "—"}</td>
                <td data-label="登录">{momentWords(session.createdAt, today)}</td>
                <td data-label="最近使用">{momentWords(session.lastUsedAt, today)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sessions.length > 1 && (
        <form method="post" action="/account/sessions" class="acts">
          <button type="submit">退出其他 {sessions.length - 1} 处登录</button>
          <span class="muted small">有不认识的设备，请退出后立即修改口令。</span>
        </form>
      )}
    </section>
  </>
)

/** Each unit in which the actor holds a post, once. */
const unitsHeld = ({ posts }: Actor) => [
  ...new Map(
    posts.flatMap(({ unitId, unitName }) =>
      unitId === null ? [] : [[unitId, { id: unitId, name: unitName ?? "" }] as const],
    ),
  ).values(),
]

type OwnHandoversProps = { handovers: HandoverRow[]; actor: Actor; today: string }

/** 岗位交接 of one's own posts, or to oneself: where each stands. */
const OwnHandovers = ({ handovers, actor, today }: OwnHandoversProps) => (
  <section class="block" id="handovers">
    <h2>
      岗位交接<small>确认前一切照旧</small>
    </h2>
    <ul class="sheet rows">
      {handovers.map((row) => (
        <li>
          {row.post.personId === actor.id ? "" : `${row.holder.name}：`}
          {postOfWords(row)}
          {handoverWords(row, today)} <span class="tag">{HANDOVER_STATE_LABEL[row.handover.state]}</span>{" "}
          {row.handover.opinion && <span>{row.handover.opinion}</span>}{" "}
          <small>
            {row.handover.decidedAt === null
              ? `${row.proposedBy} ${momentWords(row.handover.proposedAt, today)}提出`
              : `${row.decidedBy} ${momentWords(row.handover.decidedAt, today)}`}
          </small>
          {row.post.personId === actor.id && canMove(row.handover.state, "withdraw") && (
            <form method="post" action={handoverWithdrawalPath(row.handover.id)} class="inline">
              <input type="hidden" name="version" value={row.handover.version} />
              <button type="submit" class="quiet" aria-label={`撤回${postOfWords(row)}的交接`}>
                撤回
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </section>
)

/** 填报链接 in one's own name: whoever lost one, or never asked for it, ends it. */
const OwnLinks = ({ links, today }: { links: OwnLink[]; today: string }) => (
  <section class="block" id="links">
    <h2>
      我的填报链接<small>拿到链接的人可以用您的名义填报；丢失或误发的请作废</small>
    </h2>
    <ul class="sheet rows">
      {links.map(({ link, title, round, unit }) => (
        <li>
          {unit} · {round} <small>{title}</small>{" "}
          <small>
            至{dayEndWords(link.expiresAt, today)}，
            {link.lastUsedAt === null
              ? "还没有打开过"
              : `打开 ${link.uses} 次，最近 ${momentWords(link.lastUsedAt, today)}`}
          </small>
          <form method="post" action={ownLinkRevocationPath(link.id)} class="inline">
            <button type="submit" class="quiet" aria-label={`作废 ${unit} ${round} 的填报链接`}>
              作废
            </button>
          </form>
        </li>
      ))}
    </ul>
  </section>
)

export const isOver = (post: { untilOn: string | null }, today: string) => post.untilOn !== null && post.untilOn < today

/** 「2026年1月5日起」, 「…至…」, and 「已结束」 when it is over. */
export function periodWords(post: { fromOn: string; untilOn: string | null }, today: string): string {
  const until = post.untilOn === null ? "起" : `至${dayWords(post.untilOn)}`
  const state = isOver(post, today) ? "（已结束）" : post.fromOn > today ? "（未开始）" : ""
  return `${dayWords(post.fromOn)}${until}${state}`
}

type PasswordProps = { forced: boolean; rules: PasswordRules; login: string; flaws?: Flaws | null }

export const PasswordPage = ({ forced, rules, login, flaws }: PasswordProps) => (
  <section class="narrow sheet padded">
    <h1>修改口令</h1>
    {forced && (
      <p class="note">您正在使用初始口令，或者口令已到更换期限。请先改成只有您自己知道的新口令，再开始使用。</p>
    )}
    <form method="post" action="/account/password" id="password-form">
      <Flawed flaws={flaws} text="口令没有修改：请按红字重新填写。" />
      <input type="hidden" name="username" value={login} autocomplete="username" />
      <div class="fields">
        <Field
          label="现用口令"
          name="oldPassword"
          type="password"
          autocomplete="current-password"
          required
          full
          flaws={flaws}
        />
        <Field
          label="新口令"
          name="newPassword"
          type="password"
          autocomplete="new-password"
          required
          full
          hint={passwordHint(rules)}
          flaws={flaws}
        />
        <Field
          label="再填一次新口令"
          name="newPasswordAgain"
          type="password"
          autocomplete="new-password"
          required
          full
          flaws={flaws}
        />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          修改口令
        </button>
        {!forced && (
          <a class="button" href="/account">
            不改了
          </a>
        )}
      </p>
      <p class="hint">修改后，您在其他设备上的登录全部退出。</p>
    </form>
  </section>
)
