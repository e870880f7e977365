import { linkPath } from "#src/paths.ts"
import type { FoundLink } from "#src/reports/links/queries.ts"
import { dayEndWords, dayWords } from "../words.ts"

type Props = {
  keyText: string
  found: FoundLink
  today: string
  /** Whoever is signed in at this browser; their session ends when the link is opened. */
  present: { name: string; unitName: string | null; byLink: boolean } | null
}

/** What a link is for, before anything is opened: mail scanners and the previews of chats fetch it too. */
export const LinkPage = ({ keyText, found: { title, round, unit, link }, today, present }: Props) => (
  <section class="narrow sheet padded boxes" id="link">
    <h1>凭链接填报</h1>
    <dl class="facts">
      <dt>填报单位</dt>
      <dd>{unit.name}</dd>
      <dt>方案</dt>
      <dd>{title}</dd>
      <dt>填报期</dt>
      <dd>
        {round.name}，{dayWords(round.dueBy, today)}前报送
      </dd>
      <dt>链接有效期</dt>
      <dd>至{dayEndWords(link.expiresAt, today)}</dd>
    </dl>
    <p>
      点下面的按钮，不用登录就能填报本单位本期的进展；看不到其他内容。通过链接填报的，操作记录中注明「凭链接」，由链接的持有人负责，请勿转发。
    </p>
    {present && !present.byLink && (
      <p class="note">
        本机现在以「{[present.unitName, present.name].filter(Boolean).join(" · ")}
        」登录。打开后原来的登录随即退出；如果您就是本人，也可以不用链接，直接<a href="/todo">进入我的待办</a>。
      </p>
    )}
    {present?.byLink && <p class="note">本机正凭链接填报。打开后改用这条链接。</p>}
    <form method="post" action={linkPath(keyText)} hx-boost="false" class="acts">
      <button type="submit" class="primary">
        开始填报
      </button>
    </form>
  </section>
)

/** The same for a wrong, an expired and a revoked link and for one whose holder has left: a thief learns nothing. */
export const LinkGone = ({ minutes }: { minutes: number | null }) => (
  <section class="narrow sheet padded boxes" id="link">
    <h1>链接不能使用</h1>
    {minutes === null ? (
      <p>这条链接已经不能使用，或者没有复制完整。请用账号登录后填报，或者向督查部门要一条新的链接。</p>
    ) : (
      <p>尝试次数过多，请 {minutes} 分钟后再试，或者用账号登录。</p>
    )}
    <p class="acts">
      <a class="button primary" href="/login">
        登录
      </a>
    </p>
  </section>
)
