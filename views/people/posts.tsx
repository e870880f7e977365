import type { Person } from "#db/schema.ts"
import type { Mending } from "#src/office/handovers/queries.ts"
import { GRANTABLE, needsUnit, standsAlone } from "#src/office/people/policy.ts"
import type { PersonFile, PersonRow, UnitChoice } from "#src/office/people/queries.ts"
import type { AmongTheThree } from "#src/office/resets/queries.ts"
import { endingPath, personPostsPath } from "#src/paths.ts"
import { ToSeeTo } from "../handovers/mending.tsx"
import { Choice, Field, Flawed, type Flaws, Pages } from "../parts/fields.tsx"
import { Among } from "../resets/among.tsx"
import { POST_LABEL } from "../words/roles.ts"
import { isOver, periodWords } from "./account.tsx"
import { postWords, Search, unitOptions } from "./directory.tsx"
import { POST_MEANS } from "./words.ts"

type ListProps = {
  rows: PersonRow[]
  total: number
  page: number
  pageRows: number
  search: string
  today: string
  mending: Mending
  among: AmongTheThree
  now: number
}

/** 岗位授权: what is to be seen to, and who may do what. */
export const PostsPage = ({ rows, total, page, pageRows, search, today, now, mending, among }: ListProps) => (
  <>
    <div class="title">
      <div>
        <h1>岗位授权</h1>
        <p>三员须由不同的人担任，且不兼任业务岗位；不能为自己授权。改动即时生效。</p>
      </div>
    </div>
    {search === "" && page === 1 && <ToSeeTo mending={mending} today={today} />}
    {search === "" && page === 1 && <Among among={among} now={now} today={today} />}
    <Search action="/admin/posts" search={search} />
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">用户名</th>
            <th scope="col">所在单位</th>
            <th scope="col">岗位</th>
            <th scope="col">起止</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr class={row.active ? undefined : "off"}>
              <th scope="row">
                <a href={`/admin/posts/${row.login}`}>{row.name}</a>
                {!row.active && <span class="muted">（已停用）</span>}
              </th>
              <td data-label="用户名">{row.login}</td>
              <td data-label="所在单位">{row.unit ?? "—"}</td>
              <td data-label="岗位">
                {row.posts.length === 0 ? <span class="muted">没有岗位</span> : null}
                {row.posts.map((post) => (
                  <div>{postWords(post)}</div>
                ))}
              </td>
              <td data-label="起止">
                {row.posts.map((post) => (
                  <div>{periodWords(post, today)}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">没有找到「{search}」。账号由系统管理员建立。</p>}
    </div>
    <Pages
      page={page}
      total={total}
      rows={pageRows}
      href={(n) => `/admin/posts?${new URLSearchParams({ q: search, page: String(n) })}`}
    />
  </>
)

type Props = {
  person: Person
  posts: PersonFile["posts"]
  units: UnitChoice[]
  today: string
  own: boolean
  /** Which post the form is for. */
  kind: Grantable
  flaws?: Flaws | null
}

type Grantable = (typeof GRANTABLE)[number]

export const PersonPostsPage = ({ person, posts, units, today, own, kind, flaws }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>{person.name}的岗位</h1>
        <p>
          用户名 {person.login} · {units.find(({ id }) => id === person.unitId)?.name ?? "不属于任何单位"}
        </p>
      </div>
      <div class="acts">
        <a class="button" href="/admin/posts">
          全部岗位
        </a>
      </div>
    </div>
    <div class="table-frame">
      <table class="list stack">
        <thead>
          <tr>
            <th scope="col">岗位</th>
            <th scope="col">起止</th>
            <th scope="col">分片</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {posts.map((post) => (
            <tr class={isOver(post, today) ? "off" : undefined}>
              <th scope="row">{postWords(post)}</th>
              <td data-label="起止">{periodWords(post, today)}</td>
              <td data-label="分片">{beatWords(post.beat, units)}</td>
              <td>
                {!own && !isOver(post, today) && (
                  <a href={endingPath(person.login, post.id)} aria-label={`解除、改期：${postWords(post)}`}>
                    解除、改期
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {posts.length === 0 && <p class="empty">还没有岗位。</p>}
    </div>
    {own ? (
      <p class="note block">不能为自己授予或解除岗位，请另一名安全管理员办理。</p>
    ) : !person.active ? (
      <p class="note block">账号已停用。请系统管理员启用后再授予岗位。</p>
    ) : (
      <Granting person={person} units={units} kind={kind} today={today} flaws={flaws} version={posts.length} />
    )}
  </>
)

const beatWords = (beat: number[], units: UnitChoice[]) =>
  beat.map((id) => units.find((unit) => unit.id === id)?.shortName ?? "").join("、") || "—"

type GrantingProps = {
  person: Person
  units: UnitChoice[]
  kind: Grantable
  today: string
  flaws?: Flaws | null
  version: number
}

/** The post is chosen first, by a link each; the form then asks what fits it and nothing else. */
const Granting = ({ person, units, kind, today, flaws, version }: GrantingProps) => (
  <section class="block" id="granting">
    <h2>授予岗位</h2>
    <nav class="tabs" aria-label="授予哪个岗位">
      {GRANTABLE.map((one) => (
        <a
          href={`${personPostsPath(person.login)}?kind=${one}#granting`}
          aria-current={one === kind ? "page" : undefined}
        >
          {POST_LABEL[one]}
        </a>
      ))}
    </nav>
    <form method="post" action={personPostsPath(person.login)} class="sheet padded" id={`granting-${kind}-${version}`}>
      <Flawed flaws={flaws} text="岗位没有授予：请按红字修改后再提交。" />
      <input type="hidden" name="kind" value={kind} />
      <p class="hint">
        {POST_LABEL[kind]}：{POST_MEANS[kind]}
      </p>
      {flaws?.problems.kind && <p class="problem">{flaws.problems.kind.join("；")}</p>}
      <div class="fields">
        {needsUnit(kind) && (
          <Choice
            label={kind === "observer" ? "邀请的普法办" : "单位"}
            name="unitId"
            required
            options={unitOptions(units)}
            value={kind === "observer" ? null : person.unitId}
            empty="请选择"
            flaws={flaws}
          />
        )}
        <Field label="从" name="fromOn" type="date" value={today} required flaws={flaws} />
        <Field
          label="至"
          name="untilOn"
          type="date"
          flaws={flaws}
          hint={kind === "observer" ? "含当日" : "含当日；不填为长期"}
        />
        {!standsAlone(kind) && (
          <div class="field full">
            <label class="tick">
              <input type="checkbox" name="standIn" value="yes" checked={flaws?.typed.standIn !== undefined} />
              代理（AB角）：在起止日期内代行，须填结束日期
            </label>
          </div>
        )}
        {kind === "supervisor" && (
          <fieldset class="field full">
            <legend class="field-label">分片（优先负责的单位，不选为全部）</legend>
            {units
              .filter(({ active }) => active)
              .map(({ id, shortName }) => (
                <label class="tick">
                  <input type="checkbox" name="beat" value={String(id)} checked={isTicked(flaws, id)} />
                  {shortName}　
                </label>
              ))}
          </fieldset>
        )}
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          授予
        </button>
      </p>
    </form>
  </section>
)

const isTicked = (flaws: Flaws | null | undefined, id: number) => [flaws?.typed.beat].flat().includes(String(id))
