import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { mayShow } from "#src/outward/comments/policy.ts"
import type { CommentLine, FoundComment } from "#src/outward/comments/queries.ts"
import { canMove } from "#src/outward/comments/workflow.ts"
import { publishes } from "#src/outward/public/policy.ts"
import { commentPath, commentsPath, releasePath } from "#src/paths.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { RefusalWord } from "../words/told.tsx"
import { brief, dayWords, momentWords } from "../words.ts"
import { COMMENT_STATE_LABEL } from "./words.ts"

type ListProps = {
  found: { comments: CommentLine[]; hasMore: boolean; waiting: number }
  page: number
  today: string
}

/** 公众意见: what waits for an answer first. */
export const CommentsPage = ({ found: { comments, hasMore, waiting }, page, today }: ListProps) => (
  <>
    <div class="title">
      <div>
        <h1>公众意见</h1>
        <p>{waiting > 0 ? `有${waiting}条等待答复，排在最前。` : "没有等待答复的意见。"}</p>
      </div>
    </div>
    {comments.length === 0 ? (
      <p class="empty sheet">还没有收到意见。</p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">公众意见</caption>
          <thead>
            <tr>
              <th scope="col">意见</th>
              <th scope="col">关于</th>
              <th scope="col">状态</th>
              <th scope="col">收到</th>
            </tr>
          </thead>
          <tbody>
            {comments.map(({ comment, title }) => (
              <tr data-row="comment">
                <th scope="row">
                  <a href={commentPath(comment.id)}>{brief(comment.text)}</a>
                </th>
                <td data-label="关于">{title}</td>
                <td class="nowrap" data-label="状态">
                  <span class="tag">{COMMENT_STATE_LABEL[comment.state]}</span>
                </td>
                <td class="nowrap" data-label="收到">
                  {dayWords(dateOf(comment.receivedAt), today)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => commentsPath({ page })} />
  </>
)

type Props = { found: FoundComment; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null | "" }

/** One comment with its answer, and what the office does with it. */
export const CommentPage = ({ found, actor, today, flawed }: Props) => {
  const { comment, title, number } = found
  const of = (act: string): Flaws | null => (flawed && flawed.act === act ? flawed : null)
  return (
    <article class="paper-page">
      <p class="crumbs small no-print">
        <a href={commentsPath()}>公众意见</a>
      </p>
      <div class="title">
        <div>
          <h1>公众意见</h1>
          <p>
            <span class="tag">{COMMENT_STATE_LABEL[comment.state]}</span>{" "}
            <span class="muted">
              {momentWords(comment.receivedAt, today)}收到，关于
              <a href={releasePath(comment.releaseId, number)}>{title}</a>
            </span>
          </p>
        </div>
      </div>
      <p class="sheet padded preserve">{comment.text}</p>
      {comment.answer && (
        <section class="block">
          <h2>{comment.state === "dismissed" ? "不予办理的原因" : "答复"}</h2>
          <p class="preserve">{comment.answer}</p>
        </section>
      )}
      {publishes(actor, found) && (
        <>
          {canMove(comment.state, "answer") && (
            <>
              <Reply found={found} act="answer" label="答复" flaws={of("answer")} primary />
              <details open={of("dismissal") !== null}>
                <summary>不予办理</summary>
                <Reply found={found} act="dismissal" label="不予办理的原因" flaws={of("dismissal")} />
              </details>
            </>
          )}
          {canMove(comment.state, "show") &&
            (mayShow(actor, found, comment) ? (
              <Decide found={found} act="showing" label="公开意见和答复" />
            ) : (
              <p class="muted">
                <RefusalWord code="own_answer" />
              </p>
            ))}
          {canMove(comment.state, "hide") && <Decide found={found} act="hiding" label="取消公开" />}
        </>
      )}
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

type ActProps = { found: FoundComment; act: string; label: string }

const Reply = ({ found, act, label, flaws, primary }: ActProps & { flaws: Flaws | null; primary?: boolean }) => (
  <form method="post" action={commentPath(found.comment.id, act)} class="sheet padded boxes" id={`act-${act}`}>
    <Flawed flaws={flaws} />
    <input type="hidden" name="version" value={found.comment.version} />
    <Area id={`${act}-answer`} name="answer" label={label} rows={4} required longest={2000} flaws={flaws} />
    <p class="acts">
      <button type="submit" class={primary ? "primary" : "danger"}>
        {primary ? "答复" : "不予办理"}
      </button>
    </p>
  </form>
)

const Decide = ({ found, act, label }: ActProps) => (
  <form method="post" action={commentPath(found.comment.id, act)} class="acts" id={`act-${act}`}>
    <input type="hidden" name="version" value={found.comment.version} />
    <button type="submit" class="primary">
      {label}
    </button>
  </form>
)
