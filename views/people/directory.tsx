import type { Person, sessions as sessionsTable } from "#db/schema.ts"
import type { HandoverRow } from "#src/office/handovers/queries.ts"
import type { LiaisonGap, UnusedAccount } from "#src/office/people/mending_queries.ts"
import { hasOutlivedDay } from "#src/office/people/password_policy.ts"
import { awaitsMailbox } from "#src/office/people/policy.ts"
import type { PersonRow, PostRow, UnitChoice } from "#src/office/people/queries.ts"
import { needsSecond } from "#src/office/resets/policy.ts"
import type { AmongTheThree, ResetRow } from "#src/office/resets/queries.ts"
import { hasLapsed } from "#src/office/resets/workflow.ts"
import { disablingPath, movingPath, resetPath } from "#src/paths.ts"
import { AccountsMissing } from "../handovers/mending.tsx"
import { handoverWords, postOfWords } from "../handovers/words.ts"
import { Choice, Field, Flawed, type Flaws, Pages } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Among } from "../resets/among.tsx"
import { RESET_STATE_LABEL } from "../resets/words.ts"
import { POST_LABEL } from "../words/roles.ts"
import { momentWords } from "../words.ts"
import { isOver, periodWords } from "./account.tsx"
import { agentWords } from "./words.ts"

type ListProps = {
  rows: PersonRow[]
  total: number
  page: number
  pageRows: number
  search: string
  today: string
  gaps: LiaisonGap[]
  unnamed: HandoverRow[]
  unused: UnusedAccount[]
  among: AmongTheThree
  now: number
}

/** 账号: everybody who can sign in. */
export const PeoplePage = ({
  rows,
  total,
  page,
  pageRows,
  search,
  today,
  now,
  gaps,
  unnamed,
  unused,
  among,
}: ListProps) => (
  <>
    <div class="title">
      <div>
        <h1>账号</h1>
        <p>系统管理员建立和停用账号；能做什么由安全管理员授予岗位。共 {total} 个账号。</p>
      </div>
      <div class="acts">
        <a class="button primary" href="/admin/people/new">
          新建账号
        </a>
      </div>
    </div>
    {search === "" && page === 1 && <AccountsMissing gaps={gaps} unnamed={unnamed} unused={unused} today={today} />}
    {search === "" && page === 1 && <Among among={among} now={now} today={today} />}
    <Search action="/admin/people" search={search} />
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">用户名</th>
            <th scope="col">单位</th>
            <th scope="col">岗位</th>
            <th scope="col">联系电话</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr class={row.active ? undefined : "off"}>
              <th scope="row">
                <a href={`/admin/people/${row.login}`}>{row.name}</a>
              </th>
              <td data-label="用户名">{row.login}</td>
              <td data-label="单位">{row.unit ?? "—"}</td>
              <td data-label="岗位">{row.posts.map(postWords).join("、") || "—"}</td>
              <td data-label="联系电话">{row.contact}</td>
              <td data-label="状态">{standing(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">没有找到「{search}」。可以用姓名、用户名或单位名称中的几个字查找。</p>}
    </div>
    <Pages
      page={page}
      total={total}
      rows={pageRows}
      href={(n) => `/admin/people?${new URLSearchParams({ q: search, page: String(n) })}`}
    />
  </>
)

export const Search = ({ action, search }: { action: string; search: string }) => (
  <>
    <form method="get" action={action} class="filter block">
      <div class="field wide">
        <label for="q">姓名、用户名或单位</label>
        <input type="search" name="q" id="q" value={search} />
      </div>
      <button type="submit">查找</button>
      {search && <a href={action}>全部</a>}
    </form>
    <KeptTo facts={[search]} />
  </>
)

export const postWords = ({ kind, unit, standIn }: Pick<PostRow, "kind" | "unit" | "standIn">): string =>
  `${unit ?? ""}${POST_LABEL[kind]}${standIn ? "（代理）" : ""}`

const standing = ({ active, mustChangePassword, sessions }: PersonRow) =>
  !active ? "已停用" : mustChangePassword ? "未改初始口令" : sessions > 0 ? "登录中" : "在用"

const TELEPHONE_HINT = "办公电话即可，不要填写身份证号等；本人也可以在「我的账户」中填写"

type FormProps = { units: UnitChoice[]; proposed?: { name: string; unitId: number | null }; flaws?: Flaws | null }

export const NewPersonPage = ({ units, proposed, flaws }: FormProps) => (
  <section class="narrow sheet padded">
    <h1>新建账号</h1>
    <form method="post" action="/admin/people" id="new-person">
      <Flawed flaws={flaws} />
      <div class="fields">
        <Field label="姓名" name="name" required value={proposed?.name} flaws={flaws} />
        <Field
          label="用户名"
          name="login"
          required
          autocomplete="off"
          flaws={flaws}
          hint="小写字母开头，可含数字、点、横线；建成后不再更改，也不重复使用"
        />
        <Choice
          label="所在单位"
          name="unitId"
          options={unitOptions(units)}
          value={proposed?.unitId}
          empty="不属于任何单位"
          flaws={flaws}
        />
        <Field label="联系电话" name="contact" flaws={flaws} hint={TELEPHONE_HINT} />
        <Field
          label="邮箱"
          name="email"
          type="email"
          autocomplete="off"
          flaws={flaws}
          hint="催办和督办单的提醒发到这里；可留空"
        />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          建立账号
        </button>
        <a class="button" href="/admin/people">
          返回
        </a>
      </p>
      <p class="hint">初始口令由系统随机生成，建成后只显示一次，24小时内有效，首次登录必须修改。</p>
    </form>
  </section>
)

export const unitOptions = (units: UnitChoice[], ...kept: (number | null)[]) =>
  units
    .filter(({ active, id }) => active || kept.includes(id))
    .map(({ id, name, active }) => [String(id), active ? name : `${name}（已停用）`] as const)

/** The only time a first password is seen. */
export const SecretPage = ({
  person,
  secret,
  made,
}: {
  person: Pick<Person, "login" | "name">
  secret: string
  made: boolean
}) => (
  <section class="narrow sheet padded">
    <h1>{made ? "账号已创建" : "口令已重置"}</h1>
    <p>
      {person.name}（用户名 <code>{person.login}</code>）的初始口令：
    </p>
    <p class="secret" id="secret">
      {secret}
    </p>
    <p class="note">只显示这一次，离开本页后无法再查。请当面或电话告知本人；24小时内有效，本人首次登录时必须修改。</p>
    <p class="acts">
      <a class="button primary" href={`/admin/people/${person.login}`}>
        已记下，继续
      </a>
      <a class="button" href="/admin/people/new">
        再建一个
      </a>
    </p>
    {made && <p class="hint">账号还没有岗位，请安全管理员在「岗位授权」中授予。</p>}
  </section>
)

type PersonProps = {
  person: Person
  posts: { kind: PostRow["kind"]; unit: string | null; fromOn: string; untilOn: string | null; standIn: boolean }[]
  sessions: (typeof sessionsTable.$inferSelect)[]
  handovers: HandoverRow[]
  units: UnitChoice[]
  /** 口令重置 that is open. */
  reset: ResetRow | null
  today: string
  now: number
  /** One's own account is not disabled or reset from here. */
  own: boolean
  flaws?: Flaws | null
}

export const PersonPage = ({
  person,
  posts,
  sessions,
  handovers,
  units,
  reset,
  today,
  now,
  own,
  flaws,
}: PersonProps) => {
  const second = needsSecond(posts.filter((post) => !isOver(post, today)).map(({ kind }) => kind))
  return (
    <>
      <div class="title">
        <div>
          <h1>{person.name}</h1>
          <p>
            用户名 {person.login} · {units.find(({ id }) => id === person.unitId)?.name ?? "不属于任何单位"} ·{" "}
            {person.active ? "在用" : "已停用"}
            {person.mustChangePassword &&
              (hasOutlivedDay(person, now) ? " · 初始口令已超过24小时失效，请重置" : " · 还没有修改初始口令")}
            {awaitsMailbox(person) && " · 邮箱待本人确认，暂不附填报链接"}
          </p>
        </div>
        <div class="acts">
          <a class="button" href={movingPath(person.login)}>
            调整单位
          </a>
          <a class="button" href="/admin/people">
            全部账号
          </a>
        </div>
      </div>
      <section class="sheet padded">
        <form method="post" action={`/admin/people/${person.login}`} id={`person-${person.login}-${person.version}`}>
          <Flawed flaws={flaws} />
          <input type="hidden" name="version" value={person.version} />
          <div class="fields">
            <Field label="姓名" name="name" required value={person.name} flaws={flaws} />
            <Field label="联系电话" name="contact" value={person.contact} flaws={flaws} hint={TELEPHONE_HINT} />
            <Field
              label="邮箱"
              name="email"
              type="email"
              autocomplete="off"
              value={person.email}
              flaws={flaws}
              hint="催办和督办单的提醒发到这里；可留空"
            />
          </div>
          <p class="acts">
            <button type="submit" class="primary">
              保存
            </button>
          </p>
        </form>
      </section>
      <section class="block">
        <h2>
          岗位<small>由安全管理员授予</small>
        </h2>
        <div class="sheet padded">
          {posts.length === 0 ? (
            <p class="muted">没有岗位。</p>
          ) : (
            <ul>
              {posts.map((post) => (
                <li>
                  {postWords(post)} <span class="muted">{periodWords(post, today)}</span>
                  {!person.active && !isOver(post, today) && <span class="muted">，账号停用期间不起作用</span>}
                </li>
              ))}
            </ul>
          )}
          {handovers.map((row) => (
            <p class="note calm">
              {postOfWords(row)}
              {handoverWords(row, today)}，待安全管理员确认
              {!person.active && row.handover.cause === "left" && "；重新启用账号则撤回"}。
            </p>
          ))}
        </div>
      </section>
      <section class="block">
        <h2>登录</h2>
        <div class="sheet padded">
          {sessions.length === 0 ? (
            <p class="muted">现在没有登录。</p>
          ) : (
            <ul>
              {sessions.map((session) => (
                <li>
                  {agentWords(session.agent)}{" "}
                  <span class="muted">
                    {session.address} · 最近使用 {momentWords(session.lastUsedAt, today)}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {reset && !hasLapsed(reset.reset, now) && (
            <p class="note calm">
              <a href={resetPath(reset.reset.id)}>口令重置：{RESET_STATE_LABEL[reset.reset.state]}</a>
            </p>
          )}
          {own ? (
            <p class="hint">自己的口令和登录在「我的账户」中办理。</p>
          ) : (
            <div class="acts">
              {sessions.length > 0 && (
                <Act login={person.login} act="sessions" version={person.version} word="退出其全部登录" />
              )}
              {person.active && second && (!reset || hasLapsed(reset.reset, now)) && (
                <Act login={person.login} act="reset" version={person.version} word="申请重置口令" />
              )}
              {person.active && !second && (
                <Act
                  login={person.login}
                  act="password"
                  version={person.version}
                  word="重置口令"
                  confirm={`重置${person.name}的口令？其登录将全部退出，新的初始口令只显示一次。`}
                />
              )}
              {person.active ? (
                <a class="button" href={disablingPath(person.login)}>
                  停用账号
                </a>
              ) : (
                <Act login={person.login} act="enabling" version={person.version} word="启用账号" />
              )}
            </div>
          )}
        </div>
      </section>
    </>
  )
}

type ActProps = { login: string; act: string; version: number; word: string; confirm?: string }

const Act = ({ login, act, version, word, confirm }: ActProps) => (
  <form method="post" action={`/admin/people/${login}/${act}`} data-confirm={confirm}>
    <input type="hidden" name="version" value={version} />
    <button type="submit">{word}</button>
  </form>
)
