import type { Notice, NoticeDraft } from "#db/schema.ts"
import type { Light } from "#src/board/lights/light.ts"
import { noticePath, todoItemPath, todoPath } from "#src/paths.ts"
import type { AwaitedNotice, NoticeFile } from "#src/supervision/notices/queries.ts"
import { AutoSaved, type DraftFlaws, SavedLine } from "../drafting/draft.tsx"
import { Evidence, KeepOnEnter, type ListedFile } from "../parts/evidence.tsx"
import { Area, type Flaws } from "../parts/fields.tsx"
import { LightMark } from "../parts/light.tsx"
import { brief, clockWords, dayWords, firstLine } from "../words.ts"
import { Items } from "./parts.tsx"
import { NOTICE_MOVE_LABEL, noticeName } from "./words.ts"

export const noticeKey = ({ id }: Pick<Notice, "id">) => `notice-${id}`

export type TodoNotice = AwaitedNotice & {
  light: Light
  files: NoticeFile[]
  /** May send the answer: the head alone where the plan asks for the head's signature. */
  mayAnswer: boolean
}

type Props = {
  item: TodoNotice
  level: "h2" | "h3"
  open: boolean
  today: string
  flaws?: DraftFlaws | null
}

/** One 督办单 in 我的待办: the demand, and the box for the answer beside it. */
export const DueNotice = ({ item, level: Heading, open, today, flaws }: Props) => {
  const { notice, unit, items, light, draft } = item
  const key = noticeKey(notice)
  return (
    <article class={`due sheet ${light.colour}`} id={`item-${key}`}>
      <header>
        <Heading>
          <a href={noticePath(notice.id)}>{notice.title}</a>
        </Heading>
        <LightMark light={light} />
      </header>
      <p class="whose">
        {unit.shortName} · {noticeName(notice)} · <b class="nowrap">{dayWords(notice.dueBy, today)}前反馈</b>
      </p>
      {notice.state === "failed" && (
        <p class="returned">
          <b>核查不通过：</b>
          {notice.opinion}（请于{dayWords(notice.dueBy, today)}前重新反馈）
        </p>
      )}
      {notice.facts && (
        <p class="preserve">
          <b>存在的问题：</b>
          {notice.facts}
        </p>
      )}
      <p class="preserve wording">{notice.demand}</p>
      <Items items={items} planId={notice.planId} unitId={notice.unitId} />
      {open ? (
        <AnswerForm {...item} text={draft?.text ?? item.answered ?? ""} today={today} flaws={flaws} />
      ) : (
        <>
          {draft?.text.trim() && (
            <p class="written">
              <span class="tag">草稿 {clockWords(draft.savedAt, today)}</span> {brief(firstLine(draft.text), 60)}
            </p>
          )}
          <div class="acts">
            <a class="button" id={`open-${key}`} href={todoItemPath(key)}>
              {draft?.text.trim() ? "继续填写反馈" : "填写反馈"}
            </a>
            {notice.state === "issued" && <Acknowledge notice={notice} />}
          </div>
        </>
      )}
    </article>
  )
}

/** 签收 by itself; answering does it too. */
const Acknowledge = ({ notice }: { notice: Notice }) => (
  <form method="post" action={noticePath(notice.id, "acknowledgement")}>
    <input type="hidden" name="version" value={notice.version} />
    <input type="hidden" name="next" value={todoPath()} />
    <button type="submit" id={`take-${noticeKey(notice)}`}>
      {NOTICE_MOVE_LABEL.acknowledge}
    </button>
  </form>
)

type FormProps = {
  notice: Notice
  draft: NoticeDraft | null
  text: string
  files: NoticeFile[]
  mayAnswer: boolean
  today: string
  flaws?: DraftFlaws | null
}

/** 办理情况: saved while typing, with its evidence; the same in 我的待办 and on the notice's own page. */
export const AnswerForm = ({ notice, draft, text, files, mayAnswer, today, flaws }: FormProps) => {
  const key = noticeKey(notice)
  const draftPath = noticePath(notice.id, "draft")
  const form = `answer-${notice.id}-${draft?.revision ?? 0}`
  return (
    <>
      <form
        method="post"
        action={noticePath(notice.id, "answer")}
        id={form}
        class="report"
        enctype="multipart/form-data"
      >
        <KeepOnEnter keep={draftPath} />
        <input type="hidden" name="version" value={notice.version} />
        <AutoSaved id={key} keep={draftPath}>
          <Area
            id={`write-${key}`}
            name="text"
            label="办理情况"
            rows={5}
            required
            value={text}
            flaws={flaws}
            hint="写明做了什么、结果如何；未办结的写明原因和预计完成时间"
          />
        </AutoSaved>
        <SavedLine id={key} draft={draft} today={today} flaws={flaws} />
      </form>
      <NoticeEvidence notice={notice} files={files} form={form} flaws={flaws} />
      <div class="acts">
        <button type="submit" form={form} formaction={draftPath} formnovalidate id={`save-${key}`}>
          保存草稿
        </button>
        {mayAnswer ? (
          <button type="submit" form={form} class="primary" id={`send-${key}`}>
            {NOTICE_MOVE_LABEL.answer}
          </button>
        ) : (
          <small>保存后请单位负责人登录审签并反馈</small>
        )}
      </div>
    </>
  )
}

type EvidenceProps = {
  notice: Pick<Notice, "id" | "title">
  files: ListedFile[]
  form: string
  flaws?: Flaws | null
}

export const NoticeEvidence = ({ notice, files, form, flaws }: EvidenceProps) => (
  <Evidence
    id={noticeKey(notice)}
    label="佐证材料（选填）"
    about={notice.title}
    files={files}
    form={form}
    keep={noticePath(notice.id, "draft")}
    action={noticePath(notice.id, "attachments")}
    flaws={flaws}
  />
)
