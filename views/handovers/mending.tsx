import type { Child } from "hono/jsx"
import type { HandoverRow, Mending } from "#src/office/handovers/queries.ts"
import type { EndingPost, KeptPost, LiaisonGap, UnusedAccount } from "#src/office/people/mending_queries.ts"
import { SHOWN_BEFORE_END } from "#src/office/people/policy.ts"
import { endingPath, handoverPath, keepingPath, personPath, personPostsPath, search } from "#src/paths.ts"
import { POST_LABEL } from "../words/roles.ts"
import { dayWords, momentWords } from "../words.ts"
import { HANDOVER_CAUSE_LABEL, handoverWords, postOfWords } from "./words.ts"

type SectionProps = { id: string; title: string; says?: Child; count: number; children: Child }

/** One list of what is to be seen to; not there when nothing is. */
const Section = ({ id, title, says, count, children }: SectionProps) =>
  count === 0 ? null : (
    <section class="block" id={id}>
      <h2>
        {title}（{count}）{says && <small>{says}</small>}
      </h2>
      <ul class="sheet rows">{children}</ul>
    </section>
  )

/** What the 安全管理员 has to see to: what waits, what is missing, what will be. */
export const ToSeeTo = ({ mending, today }: { mending: Mending; today: string }) => {
  const { awaiting, gaps, ending, disabled, kept } = mending
  return (
    <>
      <Section id="handovers" title="待确认的岗位交接" count={awaiting.length} says="确认后生效，确认前一切照旧">
        {awaiting.map((row) => (
          <Awaiting row={row} today={today} />
        ))}
      </Section>
      <Section
        id="kept"
        title="已调整单位、仍任原单位岗位"
        count={kept.length}
        says="仍看得到原单位的材料，能代原单位报送；不再担任的请解除，确需兼任的请确认"
      >
        {kept.map((post) => (
          <Kept post={post} />
        ))}
      </Section>
      <Section
        id="gaps"
        title="没有联络员的单位"
        count={gaps.length}
        says="收不到待办和催办，请授予岗位；没有账号的，请系统管理员先建立"
      >
        <Gaps gaps={gaps} path="/admin/posts" today={today} />
      </Section>
      <Section
        id="ending"
        title={`${SHOWN_BEFORE_END}天内到期的岗位`}
        count={ending.length}
        says="到期后岗位自行失效；需要继续的，请改期或授予接任人"
      >
        {ending.map((post) => (
          <Ending post={post} today={today} />
        ))}
      </Section>
      <Section
        id="disabled"
        title="账号停用、岗位未解除"
        count={disabled.length}
        says="账号停用期间岗位不起作用，重新启用即恢复；不再担任的请解除"
      >
        {disabled.map((post) => (
          <li>
            <p>
              <a href={personPostsPath(post.login)}>{post.name}</a> {heldWords(post)}
            </p>
          </li>
        ))}
      </Section>
    </>
  )
}

const Awaiting = ({ row, today }: { row: HandoverRow; today: string }) => (
  <li>
    <p>
      <a href={handoverPath(row.handover.id)}>
        {postOfWords(row)}：{row.holder.name}
      </a>{" "}
      {handoverWords(row, today)}{" "}
      <small>
        {row.proposedBy} {momentWords(row.handover.proposedAt, today)}提出（{HANDOVER_CAUSE_LABEL[row.handover.cause]}）
      </small>
    </p>
  </li>
)

const heldWords = ({ kind, unit, standIn }: EndingPost) =>
  `${unit ?? ""}${POST_LABEL[kind]}${standIn ? "（代理）" : ""}`

const Ending = ({ post, today }: { post: EndingPost; today: string }) => (
  <li>
    <p>
      <a href={personPostsPath(post.login)}>{post.name}</a> {heldWords(post)}，{dayWords(post.untilOn ?? "", today)}到期{" "}
      {!post.isPassedOn && !post.standIn && <span class="tag">到期后无人担任</span>}
    </p>
  </li>
)

const Kept = ({ post }: { post: KeptPost }) => (
  <li>
    <p>
      <a href={personPostsPath(post.login)}>{post.name}</a> {heldWords(post)}
    </p>
    <form method="post" action={keepingPath(post.login)} class="acts">
      <input type="hidden" name="postId" value={post.id} />
      <input type="hidden" name="version" value={post.version} />
      <a class="button" href={endingPath(post.login, post.id)} aria-label={`解除${post.name}的${heldWords(post)}`}>
        解除
      </a>
      <button type="submit" aria-label={`确认${post.name}继续担任${heldWords(post)}`}>
        继续担任
      </button>
    </form>
  </li>
)

/** Each unit leads to its people. */
const Gaps = ({ gaps, path, today }: { gaps: LiaisonGap[]; path: string; today: string }) => (
  <li>
    <p>
      {gaps.map(({ unit, nextOn }, i) => (
        <>
          {i > 0 && "、"}
          <a href={`${path}${search({ q: unit })}`}>{unit}</a>
          {nextOn !== null && <small>（{dayWords(nextOn, today)}起有人担任）</small>}
        </>
      ))}
    </p>
  </li>
)

/** 账号: what is missing that an account would mend, and accounts that nobody uses. Units and names only. */
export const AccountsMissing = ({
  gaps,
  unnamed,
  unused,
  today,
}: {
  gaps: LiaisonGap[]
  unnamed: HandoverRow[]
  unused: UnusedAccount[]
  today: string
}) => (
  <>
    <Section id="unnamed" title="待建账号的接任人" count={unnamed.length} says="建立账号后，由安全管理员确认交接">
      {unnamed.map((row) => (
        <li>
          <p>
            <a href={`/admin/people/new${search({ name: row.handover.toName, unit: row.post.unitId })}`}>
              {row.handover.toName}
            </a>{" "}
            {postOfWords(row)}
            {handoverWords(row, today)} {row.handover.remark && <span>{row.handover.remark}</span>}{" "}
            <small>{row.proposedBy}提出</small>
          </p>
        </li>
      ))}
    </Section>
    <Section id="gaps" title="没有联络员的单位" count={gaps.length} says="建立账号后，由安全管理员授予岗位">
      <Gaps gaps={gaps} path="/admin/people" today={today} />
    </Section>
    {unused.length > 0 && (
      <details class="block" id="unused">
        <summary>90天没有登录的账号（{unused.length}）</summary>
        <p class="hint block">不再需要的请停用；凭链接填报、不登录的联络员可以保留。</p>
        <ul class="sheet rows">
          {unused.map(({ login, name, unit }) => (
            <li>
              <a href={personPath(login)}>{name}</a> <small>{unit}</small>
            </li>
          ))}
        </ul>
      </details>
    )}
  </>
)
