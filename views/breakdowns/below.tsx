import { isLate } from "#src/owing/owing.ts"
import { breakdownPath } from "#src/paths.ts"
import type { RolledUp } from "#src/reports/breakdowns/queries.ts"
import { isSent, isTakenUp } from "#src/reports/breakdowns/workflow.ts"
import { Words } from "../reports/said.tsx"
import { dayWords, momentWords } from "../words.ts"
import { BREAKDOWN_STATE_LABEL, LOWER_STANDING_LABEL } from "./words.ts"

const isIn = ({ standing }: Pick<RolledUp, "standing">): boolean => isSent(standing ?? "none")
const isBehind = (one: RolledUp, today: string): boolean => !isIn(one) && isLate(one.by, today)

/** How many of the lower bodies have sent theirs, on the folded item. */
export const BelowCount = ({ below, today }: { below: RolledUp[]; today: string }) => {
  if (below.length === 0) return null
  const late = below.filter((one) => isBehind(one, today)).length
  return (
    <p class="small muted">
      已分解到{below.length}个下级单位或科室，{below.filter(isIn).length}个已上报
      {late > 0 && `，${late}个超过内部期限`}
    </p>
  )
}

type Props = {
  below: RolledUp[]
  /** The form that is being written, whose words go along, and where its draft is kept. */
  form: string
  keep: string
  at: { round: { number: number } }
  today: string
}

/** 下级上报 beside the unit's own boxes: who has sent what, and one press puts it below what is typed. */
export const Below = ({ below, form, keep, at, today }: Props) => {
  if (below.length === 0) return null
  const fresh = below.filter((one) => isIn(one) && !isTakenUp(one))
  return (
    <section class="below" aria-label="下级上报">
      <h3>
        下级上报{" "}
        <small>
          {below.filter(isIn).length}/{below.length}
        </small>
      </h3>
      <ul class="plain">
        {below.map((one) => (
          <li>
            <p>
              <a href={breakdownPath(one.id)}>{one.body}</a>
              {one.handler && `（${one.handler}）`} <span class="tag">{standingWords(one)}</span>
              {isTakenUp(one) && <span class="tag">已汇入</span>}{" "}
              <small>
                {isIn(one) && one.at !== null
                  ? momentWords(one.at, today)
                  : `内部期限${dayWords(one.by, today)}${isBehind(one, today) ? "，已超过" : ""}`}
              </small>
            </p>
            {isIn(one) && (
              <>
                <details open={!isTakenUp(one)}>
                  <summary>所报内容</summary>
                  <Words words={one} />
                </details>
                <p class="acts">
                  <TakeUp form={form} keep={keep} ids={[one.id]} round={at.round.number}>
                    {isTakenUp(one) ? "再次汇入" : "汇入本单位进展"}
                  </TakeUp>
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
      {fresh.length > 1 && (
        <p class="acts">
          <TakeUp form={form} keep={keep} ids={fresh.map(({ id }) => id)} round={at.round.number}>
            全部汇入（{fresh.length}个）
          </TakeUp>
        </p>
      )}
    </section>
  )
}

/** Where a lower body stands for the round: what was sent back or not signed for says so first. */
const standingWords = ({ state, standing }: RolledUp): string =>
  standing === null && state !== "accepted" ? BREAKDOWN_STATE_LABEL[state] : LOWER_STANDING_LABEL[standing ?? "none"]

type TakeUpProps = Pick<Props, "form" | "keep"> & { ids: number[]; round: number; children?: unknown }

const TakeUp = ({ form, keep, ids, round, children }: TakeUpProps) => (
  <button
    type="submit"
    form={form}
    formaction={keep}
    formnovalidate
    name="below"
    value={ids.join(",")}
    id={`take-up-${ids.join("-")}-${round}`}
  >
    {children}
  </button>
)
