import type { BoardAssignment } from "#src/board/standing.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Detail, TaskView } from "#src/pages/task/queries.ts"
import { unitPath } from "#src/paths.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"
import { AssignmentActs } from "../assignments/acts.tsx"
import { roleWords } from "../plans/words.ts"
import { EndedTag } from "../units/parts.tsx"
import { nameWords } from "../units/words.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"
import { momentWords } from "../words.ts"
import { Files, LightWithReason, Opinion, officeWords, PartDetail, StateWords, Words } from "./part.tsx"

type Props = { view: TaskView; actor: Actor; today: string }

/**
 * 各单位分工: a row a unit, so that seven stand on one screen, its own first for whoever speaks for one. What all units
 * say alike stands once above. A phone shows each row as a card.
 */
export const UnitParts = ({ view, actor, today }: Props) => {
  const { board, task, details } = view
  const own = task.assignments.filter(({ unitId }) => speaksFor(actor, unitId))
  const others = task.assignments.filter((part) => !own.includes(part))
  const shared = sharedMeasures(task.assignments, details)
  return (
    <section class="block" id="units">
      <h2>
        各单位分工 <small>{own.length > 0 ? "本单位在前，其余按文件所列顺序" : "按文件所列顺序"}</small>
      </h2>
      {shared && (
        <p class="preserve shared-measures">
          <span class="muted">各单位具体措施相同：</span>
          {shared}
        </p>
      )}
      <div class="table-frame">
        <table class="list unit-parts">
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">{board.round ? `${board.round.name}进展` : "进展"}</th>
              <th scope="col">下步打算</th>
              <th scope="col">状态</th>
              <th scope="col">报送时间</th>
            </tr>
          </thead>
          {[...own, ...others].map((part) => (
            <UnitPart view={view} part={part} isShared={shared !== null} actor={actor} today={today} />
          ))}
        </table>
      </div>
    </section>
  )
}

/** The measures that every unit has, word for word; null where there is one unit or they differ. */
function sharedMeasures(parts: BoardAssignment[], details: ReadonlyMap<number, Detail>): string | null {
  const measures = new Set(parts.map(({ id }) => details.get(id)?.measures ?? ""))
  const [only = ""] = measures
  return parts.length > 1 && measures.size === 1 && only !== "" ? only : null
}

type PartProps = Props & { part: BoardAssignment; isShared: boolean }

/** The row of a unit, and below it what only some units have, and what can be done. */
const UnitPart = ({ view, part, isShared, actor, today }: PartProps) => {
  const { board, task, details, behind, files, notices, extensions } = view
  const { plan, round, units } = board
  const detail = details.get(part.id)
  const unit = units.find(({ id }) => id === part.unitId)
  const words = detail?.words
  const office = officeWords(part)
  return (
    <tbody class="unit-part" id={`unit-${part.unitId}`}>
      <tr>
        <th scope="row">
          <a href={unitPath(part.unitId)}>{unit && nameWords(unit.name, unit.nowName)}</a>{" "}
          <small>{roleWords(part)}</small> <EndedTag unit={unit} />
        </th>
        <td data-label="进展">
          {words ? (
            <Words words={words} next={false} />
          ) : (
            <span class="muted">{isReported(part) ? "内容尚不能查看" : "—"}</span>
          )}
          {detail && <Opinion detail={detail} today={today} />}
          <Files files={files.filter(({ assignmentId }) => assignmentId === part.id)} />
        </td>
        <td data-label="下步打算" class="preserve">
          {words?.nextSteps || <span class="muted">—</span>}
        </td>
        <td data-label="状态">
          <div class="standing">
            <LightWithReason part={part} />
            <span>{detail && <StateWords part={part} detail={detail} today={today} />}</span>
            {round && (
              <span class="muted">
                {part.owed || part.standing !== "none" ? REPORT_STATE_LABEL[part.standing] : "本期不需报送"}
              </span>
            )}
          </div>
        </td>
        <td data-label="报送时间">
          {words ? (
            <>
              {momentWords(words.at, today)}{" "}
              <small>
                {words.byName}
                {words.isEntered && "（代录）"}
              </small>
            </>
          ) : (
            <span class="muted">—</span>
          )}
        </td>
      </tr>
      <tr class="besides">
        <td colspan={5}>
          {detail && (
            <PartDetail
              part={part}
              detail={isShared ? { ...detail, measures: "" } : detail}
              files={[]}
              behind={behind.filter(({ assignmentId }) => assignmentId === part.id)}
              notices={notices.filter(({ unitId }) => unitId === part.unitId)}
              extensions={extensions.filter(({ unitId }) => unitId === part.unitId)}
              roundName={round?.name ?? null}
              today={today}
              isBelowRow
            />
          )}
          {office && <small class="office">{office}</small>}
          <AssignmentActs
            actor={actor}
            plan={plan}
            task={task}
            assignment={{ ...part, measures: detail?.measures, claimJudged: detail?.claimJudged }}
            round={round?.number}
            today={today}
          />
        </td>
      </tr>
    </tbody>
  )
}

const isReported = ({ standing }: BoardAssignment) => standing === "submitted" || standing === "accepted"
