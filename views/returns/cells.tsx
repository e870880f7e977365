import { differenceOf } from "#src/outward/ledger/returning/difference.ts"
import { cellKey, isOpenCell, type OfferedCell, USE } from "#src/outward/ledger/returning/offering.ts"
import type { Flaws } from "../parts/fields.tsx"
import { momentWords } from "../words.ts"
import { cellRefusalWords, doubtWords, FIELD_LABEL, SIDE_LABEL } from "./words.ts"

type Props = {
  position: number
  offered: OfferedCell
  copies: readonly number[]
  /** It can be chosen here. */
  isOffered: boolean
  reasonOf: (decided: NonNullable<OfferedCell["decided"]>) => string
  today: string
  flaws?: Flaws
}

/** One cell that came back: the texts side by side with what differs marked, and the choice. */
export const Cell = ({ position, offered, copies, isOffered, reasonOf, today, flaws }: Props) => {
  const { field, cell, side, decided } = offered
  const key = cellKey(position, field)
  return (
    <fieldset class="cell" id={`cell-${key}`}>
      <legend>
        {FIELD_LABEL[field]} {side && !cell.refused && <span class="tag">{SIDE_LABEL[side]}</span>}{" "}
        <Outcome offered={offered} today={today} />
      </legend>
      <Texts offered={offered} />
      {decided?.outcome === "refused" && side && <p class="problem">上次没有采用：{reasonOf(decided)}</p>}
      {cell.refused ? (
        <p class="problem">{cellRefusalWords(cell.refused, cell)}</p>
      ) : (
        isOffered && isOpenCell(offered) && <Choice name={key} offered={offered} copies={copies} flaws={flaws} />
      )}
    </fieldset>
  )
}

const Outcome = ({ offered: { side, decided, cell }, today }: Pick<Props, "offered" | "today">) => {
  if (decided?.outcome === "taken") return <span class="tag">已采用 {momentWords(decided.at, today)}</span>
  if (decided?.outcome === "left") return <span class="tag">保留系统内容 {momentWords(decided.at, today)}</span>
  return side === null && !cell.refused ? <span class="tag">与系统相同</span> : null
}

/** Texts longer than this are shown by their beginning: of what is typed all is shown. */
const MOST_SHOWN = 3000
const shown = (text: string) =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}……（共${text.length}字）` : text

const Texts = ({ offered: { cell, side, now, before } }: Pick<Props, "offered">) => {
  const base = before ?? now
  return (
    <div class={side === "both" ? "texts three" : "texts"}>
      {side === "both" && <Text title="导出时" text={before} />}
      <Text
        title={side === "theirs" ? "系统现在（与导出时相同）" : "系统现在"}
        text={now}
        base={side === "both" ? before : null}
      />
      <Text title="台账上" text={cell.text} base={base} />
    </div>
  )
}

/** A text; what is not in `base` is marked, and what of it is gone is struck through. */
const Text = ({ title, text, base = null }: { title: string; text: string | null; base?: string | null }) => (
  <div class="text">
    <h4>{title}</h4>
    <p class="preserve">
      {text === null ? (
        <span class="muted">（导出时的文字没有报送过，系统里没有）</span>
      ) : text === "" && !base ? (
        <span class="muted">（空）</span>
      ) : base === null || base === "" ? (
        shown(text)
      ) : (
        differenceOf(base.slice(0, MOST_SHOWN), text).map(({ kind, text: piece }) =>
          kind === "same" ? piece : kind === "new" ? <ins>{piece}</ins> : <del>{piece}</del>,
        )
      )}
    </p>
  </div>
)

type ChoiceProps = Pick<Props, "offered" | "copies" | "flaws"> & { name: string }

const isAmong = (flaws: Flaws, field: string, value: string) => [flaws.typed[field] ?? []].flat().includes(value)

const Choice = ({ name, offered, copies, flaws }: ChoiceProps) => {
  const { side, cell, isTicked } = offered
  const problems = flaws?.problems[name]
  const described = problems ? `${name}-problem` : undefined
  const doubts = doubtWords(cell, copies)
  return (
    <div class="choice">
      {doubts.map((sentence) => (
        <p class="note">{sentence}</p>
      ))}
      {side === "both" ? (
        <label>
          以哪边为准
          <select
            name="decide"
            id={`decide-${name}`}
            aria-invalid={problems ? "true" : undefined}
            aria-describedby={described}
          >
            <option value="">请选择（不选则留待以后）</option>
            {(
              [
                [USE.sheet, "用台账上的"],
                [USE.here, "保留系统现在的"],
              ] as const
            ).map(([use, word]) => (
              <option value={`${name}-${use}`} selected={flaws ? isAmong(flaws, "decide", `${name}-${use}`) : false}>
                {word}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <label class="tick">
          <input
            type="checkbox"
            name="take"
            value={name}
            id={`take-${name}`}
            checked={flaws ? isAmong(flaws, "take", name) : isTicked}
            aria-invalid={problems ? "true" : undefined}
            aria-describedby={described}
          />{" "}
          采用台账上的
        </label>
      )}
      {problems && (
        <p class="problem" id={`${name}-problem`}>
          {problems.join("；")}
        </p>
      )}
    </div>
  )
}
