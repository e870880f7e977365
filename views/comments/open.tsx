import type { KeptComment } from "#src/outward/comments/queries.ts"
import { publicPath } from "#src/paths.ts"
import { dayAtWords } from "../public/words.ts"
import { COMMENT_STATE_LABEL } from "./words.ts"

/** What became of a comment, for whoever has its address. */
export const CommentReceipt = ({ found }: { found: KeptComment }) => (
  <article class="sheet padded">
    <h1>意见回执</h1>
    <p class="note">请保存本页网址：答复会显示在这里。本页不公开，也没有记录是谁提的意见。</p>
    {found.title !== null && (
      <p>
        关于：<a href={publicPath(found.releaseId)}>{found.title}</a>
      </p>
    )}
    <h2>{dayAtWords(found.receivedAt)}提交</h2>
    <p class="preserve">{found.text}</p>
    <h2>{found.state === "received" ? "还没有答复" : COMMENT_STATE_LABEL[found.state]}</h2>
    {found.answer && (
      <p class="preserve">
        {found.answer}
        <small class="muted"> {dayAtWords(found.answeredAt)}</small>
      </p>
    )}
  </article>
)
