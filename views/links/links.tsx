import { awaitsMailbox } from "#src/office/people/policy.ts"
import { linkRevocationPath, planSettingsPath, roundPath, roundsPath } from "#src/paths.ts"
import { type LinkStanding, standingOf } from "#src/reports/links/link.ts"
import type { LinkHolder, MadeLink, RoundLinks } from "#src/reports/links/queries.ts"
import { ShownOnce } from "../parts/shown_once.tsx"
import { nameThen } from "../units/words.ts"
import { dayEndWords, dayWords, momentWords } from "../words.ts"
import { LINK_STANDING_LABEL } from "./words.ts"

type Props = { found: RoundLinks; allowed: boolean; now: number; today: string }

/** 填报链接 of a round: who could report by one, who has one, what has become of it. */
export const LinksPage = ({ found, allowed, now, today }: Props) => {
  const { plan, round, roundTaken, holders, links } = found
  const newest = (holder: LinkHolder) =>
    links.find(({ unit, person }) => unit.id === holder.unit.id && person.id === holder.person.id) ?? null
  const shown = holders.map((holder) => ({ holder, made: newest(holder) }))
  const current = new Set(shown.map(({ made }) => made?.link.id))
  const past = links.filter(({ link }) => !current.has(link.id))
  return (
    <>
      <div class="title">
        <div>
          <h1>填报链接 {round.name}</h1>
          <p>
            {plan.title} · {dayWords(round.dueBy, today)}前报送
          </p>
        </div>
        <div class="acts">
          <a class="button" href={roundsPath(plan.id)}>
            返回填报期
          </a>
        </div>
      </div>
      {!allowed && (
        <p class="note">
          本方案没有允许凭链接填报，已有的链接也不能使用。需要时请在
          <a href={planSettingsPath(plan.id)}>方案设置</a>中打开；工作秘密方案不能打开。
        </p>
      )}
      {!roundTaken && <p class="note">本期已经封账，并且有了新的填报期，链接不再有效。</p>}
      <p class="muted">
        链接只给联络员本人，只能填报该单位本期的进展，到期自动失效，可以随时作废。系统发给联络员本人的催办邮件会自动附上；群机器人的消息不带。
      </p>
      {shown.length === 0 ? (
        <p class="empty sheet">本期应报单位还没有联络员。请安全管理员授予岗位。</p>
      ) : (
        <div class="table-frame block">
          <table class="list stack">
            <thead>
              <tr>
                <th scope="col">联络员</th>
                <th scope="col">本期已报</th>
                <th scope="col">链接</th>
                <th scope="col">使用</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ holder, made }) => (
                <Row
                  found={found}
                  holder={holder}
                  made={made}
                  mayMake={allowed && roundTaken}
                  now={now}
                  today={today}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {past.length > 0 && <Past links={past} now={now} today={today} />}
    </>
  )
}

type RowProps = {
  found: RoundLinks
  holder: LinkHolder
  made: MadeLink | null
  mayMake: boolean
  now: number
  today: string
}

const standing = ({ link, ...facts }: MadeLink, now: number): LinkStanding => standingOf({ ...facts, ...link }, now)

const Row = ({ found: { plan, round }, holder, made, mayMake, now, today }: RowProps) => {
  const { unit, person, owed, reported } = holder
  const state = made && standing(made, now)
  const isOpen = state === "live" || state === "suspended"
  return (
    <tr>
      <th scope="row">
        {unit.name} · {person.name}
        {awaitsMailbox(person) && <p class="muted small">邮箱待本人确认，邮件暂不附链接</p>}
      </th>
      <td class="nowrap" data-label="本期已报">
        {reported}/{owed}
      </td>
      <td data-label="链接">{made ? <Standing made={made} now={now} today={today} /> : "没有"}</td>
      <td data-label="使用">{made ? usesWords(made, today) : "—"}</td>
      <td>
        {mayMake && unit.active && (
          <form
            method="post"
            action={roundPath(plan.id, round.number, "links")}
            data-confirm={isOpen ? "重新生成后，原来的链接立即失效，正在用它填报的会退出。继续吗？" : undefined}
          >
            <input type="hidden" name="holder" value={`${unit.id}-${person.id}`} />
            <input type="hidden" name="version" value={made?.link.version ?? 0} />
            <button type="submit" aria-label={`${isOpen ? "重新生成" : "生成链接"}：${unit.name}${person.name}`}>
              {isOpen ? "重新生成" : "生成链接"}
            </button>
          </form>
        )}
        {made && isOpen && (
          <details id={`revoke-${made.link.id}`}>
            <summary>作废</summary>
            <form method="post" action={linkRevocationPath(plan.id, round.number, made.link.id)} class="inline">
              <input type="hidden" name="version" value={made.link.version} />
              <label>
                <span class="sr-only">
                  作废原因（{unit.name}
                  {person.name}）
                </span>
                <input name="reason" placeholder="原因（选填）" maxlength={200} />
              </label>
              <button type="submit" class="danger">
                作废链接
              </button>
            </form>
          </details>
        )}
      </td>
    </tr>
  )
}

const Standing = ({ made, now, today }: { made: MadeLink; now: number; today: string }) => {
  const { link, maker, revoker } = made
  const state = standing(made, now)
  return (
    <>
      <span class="tag">{LINK_STANDING_LABEL[state]}</span>{" "}
      {state === "revoked"
        ? `${momentWords(link.revokedAt ?? 0, today)} ${revoker ?? "系统"}作废${link.reason && `：${link.reason}`}`
        : `至${dayEndWords(link.expiresAt, today)}`}{" "}
      <small>
        {maker ?? "随催办邮件"} {momentWords(link.createdAt, today)} 生成
      </small>
    </>
  )
}

const usesWords = ({ link }: MadeLink, today: string): string =>
  link.lastUsedAt === null ? "还没有打开过" : `打开 ${link.uses} 次，最近 ${momentWords(link.lastUsedAt, today)}`

const Past = ({ links, now, today }: { links: MadeLink[]; now: number; today: string }) => (
  <details class="block">
    <summary>以前的链接（{links.length} 条）</summary>
    <ul class="sheet rows">
      {links.map((made) => (
        <li>
          {nameThen(made.unit, made.link.createdAt)} · {made.person.name}{" "}
          <Standing made={made} now={now} today={today} /> <small>{usesWords(made, today)}</small>
        </li>
      ))}
    </ul>
  </details>
)

type MadeProps = { found: RoundLinks; holder: LinkHolder; link: string; expiresAt: number; today: string }

/** The one time that a link is shown, with the words to be pasted into 微信 or a text message. */
export const LinkMade = ({ found: { plan, round }, holder: { unit, person }, link, expiresAt, today }: MadeProps) => (
  <ShownOnce
    title="链接已生成"
    text={`${person.name}同志：${askedWords(unit.name, round, today)}点开链接即可填报，不用登录：${link} （仅供您本人使用，请勿转发）`}
    id="link-words"
    label="发给本人的话（微信、短信）"
    rows={8}
    note="只显示这一次，离开本页后无法再查。请单独发给本人，不要发到群里；发错了请马上作废。"
    back={{ href: roundPath(plan.id, round.number, "links"), word: "已发出，返回" }}
  >
    <p>
      {unit.name} · {person.name}，{round.name}，有效期至{dayEndWords(expiresAt, today)}。
    </p>
  </ShownOnce>
)

const askedWords = (unit: string, round: RoundLinks["round"], today: string): string =>
  round.dueBy < today
    ? `${unit}「${round.name}」落实情况的报送期限是${dayWords(round.dueBy)}，现已逾期，请尽快报送。`
    : `请于${dayWords(round.dueBy)}前报送${unit}「${round.name}」落实情况。`
