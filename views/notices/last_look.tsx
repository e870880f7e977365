import type { Notice } from "#db/schema.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import { otherDay } from "#src/supervision/notices/days.ts"
import { audiencesOf } from "#src/supervision/notices/policy.ts"
import type { IssuingFacts } from "#src/supervision/notices/queries.ts"
import { Hidden } from "../errors.tsx"
import { AUDIENCE_LABEL } from "../words/roles.ts"
import { brief, dayWords } from "../words.ts"
import { NOTICE_KIND_LABEL, NOTICE_MOVE_LABEL, noticeName } from "./words.ts"

/** What is about to be issued, one a unit, with the number of the first. */
export type Last = {
  facts: IssuingFacts
  to: { unitId: number; unit: string; items: { label: string; text: string }[] }[]
  words: Pick<Notice, "kind" | "title" | "demand" | "dueBy">
}

type Props = {
  last: Last
  action: string
  typed: Typed
  /** Somebody else has issued meanwhile, so that the numbers are others than those shown before. */
  moved: boolean
  /** Where the draft stands, if it is kept; else the words go back into the form. */
  back?: string
  today: string
}

/** 核对并发出: which numbers will be spent and whom each goes to, before they are. */
export const LastLook = ({ last: { facts, to, words }, action, typed, moved, back, today }: Props) => {
  const { numbered: _, revise: __, ...kept } = typed
  const strayDay = otherDay(words.demand, words.dueBy)
  return (
    <section>
      <div class="title">
        <h1>核对并发出督办单</h1>
      </div>
      <p id="numbers">
        将编号<b>{numbersWords(facts, to.length)}</b>，发给{to.map(({ unit }) => unit).join("、")}
        。编号发出后不能收回，废止的也不再使用。
      </p>
      {moved && (
        <p class="note" role="alert">
          其间有别的督办单发出，编号已经变化，请再核对。
        </p>
      )}
      {strayDay && (
        <p class="note" id="stray-day">
          办理要求中写有{dayWords(strayDay, today)}，与反馈期限{dayWords(words.dueBy, today)}不同，请核对。
        </p>
      )}
      <dl class="facts sheet padded block">
        <dt>类别</dt>
        <dd>{NOTICE_KIND_LABEL[words.kind]}</dd>
        <dt>事项名称</dt>
        <dd>{words.title}</dd>
        <dt>办理要求</dt>
        <dd class="preserve">{words.demand}</dd>
        <dt>反馈期限</dt>
        <dd>{dayWords(words.dueBy, today)}</dd>
      </dl>
      <div class="table-frame block">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col">编号</th>
              <th scope="col">承办单位</th>
              <th scope="col">事项</th>
              <th scope="col">接收人</th>
            </tr>
          </thead>
          <tbody>
            {to.map(({ unitId, unit, items }, i) => (
              <tr>
                <td data-label="编号">{noticeName({ ...facts, number: facts.next + i })}</td>
                <th scope="row">{unit}</th>
                <td data-label="事项">
                  {items.map(({ label, text }) => (
                    <p>
                      {label} {brief(text, 40)}
                    </p>
                  ))}
                </td>
                <td data-label="接收人">{receiversWords(facts, unitId, words.kind)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <form method="post" action={action} class="acts" id="last-look">
        <Hidden typed={kept} />
        <button type="submit" class="primary" name="numbered" value={facts.next}>
          {NOTICE_MOVE_LABEL.issue} {to.length} 份
        </button>
        {back ? (
          <a class="button" href={back}>
            返回
          </a>
        ) : (
          <button type="submit" name="revise" value="1">
            返回修改
          </button>
        )}
      </form>
    </section>
  )
}

/** 「督办通知〔2026〕5号」, 「督办通知〔2026〕5–7号」. */
const numbersWords = ({ kind, year, next }: IssuingFacts, count: number): string =>
  count === 1
    ? noticeName({ kind, year, number: next })
    : `${NOTICE_KIND_LABEL[kind]}〔${year}〕${next}–${next + count - 1}号`

/** 「王五（联络员）、赵六（单位负责人）」 */
function receiversWords({ receivers }: IssuingFacts, unitId: number, kind: Notice["kind"]): string {
  const names = audiencesOf(kind).flatMap((audience) =>
    receivers
      .filter((one) => one.kind === audience && one.unitId === unitId)
      .map(({ name }) => `${name}（${AUDIENCE_LABEL[audience]}）`),
  )
  return names.length > 0 ? names.join("、") : "还没有联络员，请另行送达纸质件"
}
