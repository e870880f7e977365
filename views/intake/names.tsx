import { draftActPath, draftPath } from "#src/paths.ts"
import type { Review } from "#src/plans/intake/drafts/review.ts"
import type { Match } from "#src/plans/intake/drafts/unit_names.ts"
import { UNIT_KIND_LABEL } from "../words/roles.ts"
import type { DraftUnits } from "./draft.tsx"
import { Hidden, type Made } from "./fix.tsx"

type Props = {
  review: Review
  units: DraftUnits
  made: Made
  /** The name whose meaning is being changed. */
  open: string | null
}

/** A plan names some dozens; hundreds are a list of something else. */
const MOST_SHOWN = 200

/** 单位对应: every name of the document and what it means in the directory. */
export const Names = ({ review: { matches }, units, made, open }: Props) => {
  const shown = matches.filter(({ name }, i) => i < MOST_SHOWN || name === open)
  const isOpen = matches.some(({ name, by }) => by === "remembered" || name === open)
  return (
    <details class="block names" id="units" open={isOpen}>
      <summary>
        <b>单位对应</b> {matches.length}个名称，{matches.filter(({ answer }) => answer !== null).length}
        个已对应到单位名录
      </summary>
      <ul class="sheet rows">
        {shown.map((match) => (
          <Name match={match} units={units} made={made} isOpen={match.name === open || match.by === "remembered"} />
        ))}
      </ul>
      {matches.length > shown.length && (
        <p class="muted small">
          另有{matches.length - shown.length}个名称未列出；其中没有对应到单位的，在疑问中逐一列出。
        </p>
      )}
    </details>
  )
}

type NameProps = { match: Match; units: DraftUnits; made: Made; isOpen: boolean }

/** Only an open name lists the directory: a long document times a long directory would be a page of options. */
const Name = ({ match, units, made, isOpen }: NameProps) => (
  <li class={match.answer === null ? "name open" : "name"} id={`name-${nameId(match.name)}`}>
    <p>
      {match.name}
      <small>{meaningWords(match, units)}</small>
    </p>
    {isOpen ? (
      <Answering match={match} units={units} made={made} place="name" />
    ) : (
      <a
        class="change"
        href={`${draftPath(made.key, { name: match.name })}#name-${nameId(match.name)}`}
        aria-label={`修改「${match.name}」的对应单位`}
      >
        修改
      </a>
    )}
  </li>
)

/** What a name may be said to mean: one unit, a new one, or several. `place` keeps the ids of two places apart. */
export const Answering = ({
  match: { name, answer, isCollective },
  units,
  made,
  place,
}: {
  match: Match
  units: DraftUnits
  made: Made
  place: "name" | "doubt"
}) => {
  const id = `${place}-${nameId(name)}`
  const chosen = answer?.kind === "unit" ? `unit:${answer.unitId}` : answer?.kind === "new" ? `new:${answer.as}` : ""
  const ticked = answer?.kind === "units" ? answer.unitIds : []
  return (
    <>
      <form
        method="post"
        action={draftActPath(made.key, "corrections")}
        class="match-form"
        id={`match-${id}-${made.revision}`}
      >
        <Hidden made={made} fields={{ kind: "match", name }} />
        <select name="answer" aria-label={`「${name}」对应的单位`}>
          {chosen === "" && <option value="">请选择</option>}
          {(["internal", "affiliated", "outside", "collective"] as const).map((kind) => (
            <option value={`new:${kind}`} selected={chosen === `new:${kind}`}>
              新增「{name}」（{UNIT_KIND_LABEL[kind]}）
            </option>
          ))}
          {isCollective && (
            <option value="leads" selected={answer?.kind === "leads"}>
              本方案全部牵头单位
            </option>
          )}
          {units.map((unit) => (
            <option value={`unit:${unit.id}`} selected={chosen === `unit:${unit.id}`}>
              {unit.name}
            </option>
          ))}
        </select>
        <button type="submit" id={`match-${id}`}>
          对应
        </button>
      </form>
      {isCollective && (
        <details class="several" open={ticked.length > 0 || place === "doubt"}>
          <summary>展开为几个单位</summary>
          <form method="post" action={draftActPath(made.key, "corrections")} id={`several-${id}-${made.revision}`}>
            <Hidden made={made} fields={{ kind: "match", name, answer: "units" }} />
            <div class="ticks">
              {units.map((unit) => (
                <label class="tick">
                  <input type="checkbox" name="units" value={unit.id} checked={ticked.includes(unit.id)} />
                  {unit.name}
                </label>
              ))}
            </div>
            <button type="submit" id={`several-${id}`}>
              展开为所选单位
            </button>
          </form>
        </details>
      )}
    </>
  )
}

function meaningWords({ answer, by }: Match, units: DraftUnits): string {
  const names = new Map(units.map((unit) => [unit.id, unit.name]))
  const source = by === "remembered" ? "（上次这样选，请核对）" : ""
  if (answer === null) return "单位名录中未找到"
  if (answer.kind === "unit") return `→ ${names.get(answer.unitId) ?? ""}${source}`
  if (answer.kind === "units") return `→ ${answer.unitIds.map((id) => names.get(id)).join("、")}${source}`
  if (answer.kind === "leads") return `→ 本方案全部牵头单位${source}`
  return `→ 下达时新增（${UNIT_KIND_LABEL[answer.as]}）`
}

/** A name as part of an element's id. */
export const nameId = (name: string): string => encodeURIComponent(name).replaceAll("%", "")
