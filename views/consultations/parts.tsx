import type { Child } from "hono/jsx"
import { dateOf } from "#src/clock.ts"
import { consultationPath, draftActPath } from "#src/paths.ts"
import type { ListedConsultation } from "#src/plans/consultations/queries.ts"
import { dayWords } from "../words.ts"
import { CONSULTATION_STATE_LABEL } from "./words.ts"

/** What the draft or the plan was shown to units as, with how many have answered. Nobody is chased. */
export const Consultations = ({
  rows,
  today,
  children,
}: {
  rows: ListedConsultation[]
  today?: string
  children?: Child
}) =>
  rows.length === 0 && !children ? null : (
    <section class="block" id="consultations">
      <h2>征求意见</h2>
      {rows.length > 0 && (
        <ul class="waiting">
          {rows.map(({ id, edition, openedAt, answerBy, asked, answered, state }) => (
            <li class="row">
              <span>
                <a href={consultationPath(id)}>
                  {dayWords(dateOf(openedAt), today)}第{edition}稿
                </a>{" "}
                <span class="tag">{CONSULTATION_STATE_LABEL[state]}</span> {asked}个单位，{answered}个已答复
                {state === "open" && `，请于${dayWords(answerBy, today)}前提意见`}
              </span>
              <a class="button" href={consultationPath(id)}>
                查看意见
              </a>
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  )

export const askingPath = (key: string) => draftActPath(key, "consultations/new")

type ToRead = {
  id: number
  title: string
  answerBy: string
  office: string
  unit: string
  answered: number
}

/** 我的待办: something to read. It is owed by nobody. */
export const ConsultationsToRead = ({ rows, today }: { rows: ToRead[]; today: string }) => (
  <>
    {rows.map(({ id, title, answerBy, office, unit, answered }) => (
      <p class="note calm">
        <a href={consultationPath(id, "opinion")}>
          征求意见稿：{title}（{unit}）
        </a>{" "}
        <small>
          {office}征求意见，
          {answered ? "已答复，结束之前可以修改" : `有意见的，可在${dayWords(answerBy, today)}前提出；不提的不催办`}
        </small>
      </p>
    ))}
  </>
)
