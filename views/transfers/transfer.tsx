import type { Flawed as FlawedForm } from "#src/door/form.ts"
import { isLate } from "#src/owing/owing.ts"
import { deskPath, noticePath, taskPath, transferPath, unitPath } from "#src/paths.ts"
import type { Transfer, TransferNotice, TransferPart } from "#src/supervision/transfers/queries.ts"
import { lateAmong, placeOfBoth } from "#src/supervision/transfers/rules.ts"
import { noticeName } from "../notices/words.ts"
import { Area, Field, Flawed } from "../parts/fields.tsx"
import { ROLE_LABEL } from "../words/roles.ts"
import { ASSIGNMENT_STATE_LABEL, NOTICE_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"
import { openWords, roundWords } from "./words.ts"

type Props = { found: Transfer; today: string; flaws?: FlawedForm | null }

/** 移交: what goes to whom and what becomes of it there, before it is done. */
export const TransferPage = ({ found, today, flaws }: Props) => {
  const { unit, to, parts, notices } = found
  const nothing = parts.length + notices.length === 0
  return (
    <>
      <div class="title">
        <div>
          <h1>移交：{unit.name}</h1>
          <p>
            {nothing
              ? "没有需要移交的事项。"
              : `在办${openWords({ parts: parts.length, notices: notices.length })}。已办结的分工、以往填报期的进展和已销号的督办单留在${unit.name}名下，名称不变。`}
          </p>
        </div>
        <p class="acts">
          <a class="button" href={unit.active ? unitPath(unit.id) : deskPath({ queue: "transfers" })}>
            返回
          </a>
        </p>
      </div>
      {!nothing && <ChooseUnit {...found} flaws={flaws} />}
      {!nothing && to && <Work found={found} to={to} today={today} flaws={flaws} />}
    </>
  )
}

/** Whoever takes over decides what becomes of each part: the page is made anew for another one. */
const ChooseUnit = ({ unit, to, choices, flaws }: Transfer & Pick<Props, "flaws">) => (
  <form method="get" action={transferPath(unit.id)} class="filters" id="choose-unit">
    <label>
      承接单位
      <select name="to" id="to" required aria-describedby={flaws?.problems.to ? "to-problem" : undefined}>
        <option value="">（请选择）</option>
        {choices.map(({ id, name }) => (
          <option value={id} selected={id === to?.id}>
            {name}
            {id === unit.successorId && "（单位名录中的承接单位）"}
          </option>
        ))}
      </select>
    </label>
    <button type="submit" class={to ? undefined : "primary"}>
      {to ? "换成这个单位" : "列出移交内容"}
    </button>
    {flaws?.problems.to && (
      <p class="problem" id="to-problem">
        {flaws.problems.to.join("；")}
      </p>
    )}
  </form>
)

type WorkProps = { found: Transfer; to: NonNullable<Transfer["to"]>; today: string; flaws?: FlawedForm | null }

const Work = ({ found, to, today, flaws }: WorkProps) => {
  const { unit, parts, notices, stays } = found
  const ids = [...new Set([...parts, ...notices].map(({ plan }) => plan.id))].sort((a, b) => a - b)
  const free = { parts: parts.filter(isFree).map(rowOf), notices: notices.filter(isFree).map(demandOf) }
  const late = lateAmong(found, free, today)
  // A unit that is still there gives away what is chosen; one that is no more, everything.
  const isTicked = (name: "parts" | "notices", value: string) =>
    flaws ? [flaws.typed[name] ?? []].flat().includes(value) : !unit.active
  return (
    <form method="post" action={transferPath(unit.id, { to: to.id })} class="boxes" id="transfer">
      <Flawed flaws={flaws} text="还没有移交：请按红字修改后再提交。" />
      <input type="hidden" name="to" value={to.id} />
      {flaws?.problems.parts && <p class="problem">{flaws.problems.parts.join("；")}</p>}
      {ids.map((planId) => {
        const own = parts.filter(({ plan }) => plan.id === planId)
        const demands = notices.filter(({ plan }) => plan.id === planId)
        return (
          <section class="block">
            <h2>
              {[...own, ...demands][0]?.plan.title}
              <small>{openWords({ parts: own.length, notices: demands.length })}</small>
            </h2>
            <ul class="sheet rows transfer">
              {own.map((part) => (
                <Part
                  part={part}
                  from={unit.name}
                  to={to.name}
                  today={today}
                  ticked={isTicked("parts", tickOf(rowOf(part)))}
                />
              ))}
              {demands.map((one) => (
                <Demand one={one} to={to.name} today={today} ticked={isTicked("notices", tickOf(demandOf(one)))} />
              ))}
            </ul>
          </section>
        )
      })}
      <Area
        name="remark"
        label="移交依据和说明"
        value={unit.active ? "" : `${unit.name}已撤销，其承担的工作由${to.name}承接。`}
        rows={2}
        required
        flaws={flaws}
      />
      {(late > 0 || flaws?.problems.answerBy) && (
        <Field
          name="answerBy"
          label="已过期限的督办单、整改，改为何日前"
          type="date"
          tells
          flaws={flaws}
          hint={`有${late}项的期限已过，${to.name}无法按原期限办理；原期限仍可查。`}
        />
      )}
      <p class="note">
        移交在一次操作中完成，经过中记明由谁、何时、移交给谁。移错的，可再由{to.name}移交回来。
        {stays.closed > 0 && `${unit.name}已办结的${stays.closed}项不移交。`}
        {stays.inspections > 0 && `${stays.inspections}次进行中的检查，检查事项仍记在${unit.name}名下。`}
      </p>
      <p class="acts">
        <button type="submit" class="primary" id="transfer-all">
          移交{to.name}
        </button>
      </p>
    </form>
  )
}

type Row = { id: number; version: number }
const rowOf = ({ assignment }: TransferPart): Row => assignment
const demandOf = ({ notice }: TransferNotice): Row => notice
const tickOf = ({ id, version }: Row): string => `${id}.${version}`
const isFree = ({ proposed }: { proposed: boolean }) => !proposed

type PartProps = { part: TransferPart; from: string; to: string; today: string; ticked: boolean }

const Part = ({ part, from, to, today, ticked }: PartProps) => {
  const { assignment, task, plan, rounds, proposed } = part
  return (
    <li>
      <label class="tick">
        <input
          type="checkbox"
          name="parts"
          value={tickOf(assignment)}
          checked={ticked && !proposed}
          disabled={proposed}
        />
        <span>
          <a href={`${taskPath(plan.id, task.ordinal)}#unit-${assignment.unitId}`}>任务{task.label}</a>{" "}
          {brief(task.text, 48)}{" "}
          <small>
            {ROLE_LABEL[assignment.role]}，{ASSIGNMENT_STATE_LABEL[assignment.state]}
          </small>
        </span>
      </label>
      <p class="small">{proposed ? "正在复核，复核后再移交。" : fateWords(part, from, to)}</p>
      {!proposed && (
        <ul class="small muted">
          {rounds.map((one) => (
            <li>{roundWords(one, { from, to, today })}</li>
          ))}
          {assignment.state === "rectifying" && assignment.rectifyBy && (
            <li>
              整改期限：{dayWords(assignment.rectifyBy, today)}前{isLate(assignment.rectifyBy, today) && "，已过期"}
            </li>
          )}
          {part.extensionAsked && <li>延期申请：{part.how === "merged" ? "不再答复" : "一并移交，由督查部门答复"}</li>}
        </ul>
      )}
    </li>
  )
}

/** What becomes of a part, in a sentence. */
function fateWords({ how, own, assignment }: TransferPart, from: string, to: string): string {
  if (how === "moved") return `由${to}接着办理。`
  if (how === "resumed") return `${to}原来承担过这一项，恢复承担。`
  const place = own ? placeOfBoth(own, assignment) : assignment
  const stronger = own && place.role !== own.role ? `，${to}改为${ROLE_LABEL[place.role]}` : ""
  return `并入${to}已承担的这一项${stronger}；${from}的这一项终止。`
}

type DemandProps = { one: TransferNotice; to: string; today: string; ticked: boolean }

const Demand = ({ one: { notice, proposed }, to, today, ticked }: DemandProps) => (
  <li>
    <label class="tick">
      <input type="checkbox" name="notices" value={tickOf(notice)} checked={ticked && !proposed} disabled={proposed} />
      <span>
        <a href={noticePath(notice.id)}>{noticeName(notice)}</a> {brief(notice.title, 48)}{" "}
        <small>
          {NOTICE_STATE_LABEL[notice.state]}，{dayWords(notice.dueBy, today)}前反馈
          {isLate(notice.dueBy, today) && notice.state !== "answered" && "，已过期"}
        </small>
      </span>
    </label>
    <p class="small">{proposed ? "正在复核，复核后再移交。" : `由${to}接着办理，编号不变。`}</p>
  </li>
)
