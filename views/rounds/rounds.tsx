import { RHYTHMS } from "#db/schema.ts"
import { dateOf, endOf, timeOf } from "#src/clock.ts"
import { type Calendar, isKnown } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { PlanRounds } from "#src/pages/rounds/queries.ts"
import {
  arrivalsPath,
  leadersPath,
  planPath,
  planSettingsPath,
  rhythmPath,
  roundPath,
  roundsPath,
  taskPath,
} from "#src/paths.ts"
import { type Arrangement, automaticCutOff, type SelfOpening, standingCutOff } from "#src/plans/rounds/rounds.ts"
import { UNDO_FOR } from "#src/reports/report/undo.ts"
import { isAutomatic, undoingCutOff } from "#src/supervision/undoing/undo.ts"
import { WithoutLiaison } from "../handovers/gaps.tsx"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PlanHead } from "../plans/head.tsx"
import { comingYears, RHYTHM_LABEL } from "../plans/words.ts"
import { LeadersField } from "../tasks/arrangement.tsx"
import { DEADLINE_LABEL } from "../tasks/words.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { ComingRounds } from "./coming.tsx"
import { movedWords, openingWords, rollWords, ruleWords, spanWords } from "./words.ts"

type Props = {
  actor: Actor
  found: PlanRounds
  now: number
  today: string
  calendar: Calendar
  arrangement: Arrangement
  /** Of each open round, by its number: how many parts it would usually ask for and does not. */
  gaps: Map<number, number>
  /** The round that is to open by itself today, as long as it has not. */
  opening: SelfOpening | null
  rules: Pick<Settings, "cutOffDays" | "lastPeriodDays">
  supervises: boolean
  /** Supervises, and the plan runs. */
  mayManage: boolean
  flaws?: Flaws & { form: string }
}

/** 填报期: the rounds of a plan, how they go on, dates and rhythm in bulk. */
export const RoundsPage = (props: Props) => {
  const { found, today, supervises, mayManage, flaws } = props
  const { plan, rounds } = found
  const of = (form: string) => (flaws?.form === form ? flaws : null)
  return (
    <>
      <PlanHead plan={{ ...plan, supervisingUnitName: found.supervisingUnit }} tab="rounds" supervises={supervises} />
      {mayManage && <WithoutLiaison gaps={found.gaps} actor={props.actor} today={today} />}
      {rounds.length === 0 ? (
        <p class="empty sheet">还没有填报期。{mayManage ? "请在下面开启第一个填报期，各单位的待办会随之出现。" : ""}</p>
      ) : (
        <RoundList {...props} />
      )}
      {mayManage && rounds.length > 0 && !plan.allowsLinks && plan.handling !== "work_secret" && (
        <p class="hint">
          联络员不便登录的，可以凭链接填报：先在<a href={planSettingsPath(plan.id)}>设置</a>
          中勾选「允许凭链接填报」，再回到本页给各单位生成链接。
        </p>
      )}
      {mayManage && <OpenRound {...props} flaws={of("open")} />}
      <Coming {...props} />
      <Schedule found={found} today={today} mayManage={mayManage} flaws={of("schedule")} />
    </>
  )
}

const RoundList = ({
  actor,
  found,
  now,
  today,
  calendar,
  rules,
  gaps,
  mayManage,
  flaws,
}: Omit<Props, "supervises">) => (
  <div class="table-frame">
    <table class="list stack round-list">
      <thead>
        <tr>
          <th scope="col">填报期</th>
          <th scope="col">报送期限</th>
          <th scope="col" class="number" title="口径：开启时确定的应报分工，不含挂起、终止的；已封账的以封账时为准">
            应报
          </th>
          <th scope="col" class="number" title="口径：已报送且未被退回的分工；已封账的以封账时为准">
            已报
          </th>
          {mayManage && (
            <th scope="col" class="number" title="纸质签字单：已收单位／应交单位">
              签字单
            </th>
          )}
          <th scope="col">统计封账</th>
        </tr>
      </thead>
      {found.rounds.map((row, i) => {
        const { round, owed, reported, units, sheets } = row
        const takesReports = i === 0 || round.cutOffAt === null
        const list = (report: string) => planPath(found.plan.id, { round: round.number, report })
        const span = spanWords(found.plan.rhythm, round.period, today)
        const moved = movedWords(round, calendar, today)
        const undoable = undoingCutOff(row.lastWord, { by: actor.id, at: now, followed: row.rested }) === null
        return (
          <tbody id={`round-${round.number}`}>
            <tr>
              <th scope="row">
                <a href={planPath(found.plan.id, { round: round.number })}>{round.name}</a>
                {span && <small> {span}</small>}
                {row.openedItself === 1 && <small> {dayWords(round.opensOn, today)}自动开启</small>}
                {round.evidenceRequired && <span class="tag">须附佐证</span>}
              </th>
              <td data-label="报送期限">
                <span class="nowrap">{dayWords(round.dueBy, today)}</span>
                {moved && <small>（{moved}）</small>}
                {round.cutOffAt === null && !isKnown(calendar, round.dueBy) && (
                  <small>（暂按周末和法定节假日推算）</small>
                )}
              </td>
              <td class="number" data-label="应报">
                <a href={list("due")}>{owed}</a>
                {row.added > 0 && <small>（含补列{row.added}项）</small>}
              </td>
              <td class="number" data-label="已报">
                <a href={list("reported")}>{reported}</a>
              </td>
              {mayManage && (
                <td class="number" data-label="签字单">
                  {round.opensOn <= today && units > 0 && (
                    <a href={arrivalsPath(found.plan.id, round.number)}>
                      {sheets}/{units}
                    </a>
                  )}
                </td>
              )}
              <td data-label="统计封账">{closingWords(row, { today, calendar, rules })}</td>
            </tr>
            {mayManage && takesReports && (round.cutOffAt === null || found.plan.allowsLinks || undoable) && (
              <tr class="below no-print">
                <td colspan={6}>
                  <RoundActs
                    plan={found.plan}
                    round={round}
                    today={today}
                    gaps={gaps.get(round.number) ?? 0}
                    undoableUntil={undoable && !isAutomatic(row.lastWord) ? row.lastWord.at + UNDO_FOR : null}
                    undoesAutomatic={undoable && isAutomatic(row.lastWord)}
                    flaws={flaws?.form === `round-${round.number}` ? flaws : null}
                    undoingFlaws={flaws?.form === `undoing-${round.number}` ? flaws : null}
                  />
                </td>
              </tr>
            )}
          </tbody>
        )
      })}
    </table>
  </div>
)

type Round = PlanRounds["rounds"][number]["round"]

/** When the round's figures freeze, or froze. */
function closingWords(
  { round, lastWord }: PlanRounds["rounds"][number],
  { today, calendar, rules }: Pick<Props, "today" | "calendar" | "rules">,
): string {
  if (round.cutOffAt !== null) return `${closedWords(round.cutOffAt, today)}已封账，数字不再变化`
  const undoneAt = lastWord.action === "round_cut_off_undone" ? lastWord.at : null
  const automatic = standingCutOff(automaticCutOff(calendar, round.dueBy, rules.cutOffDays), undoneAt)
  const when = automatic ? `${dayWords(dateOf(automatic), today)}24时自动封账` : "由督查人员封账"
  return round.dueBy < today ? `待封账，${when}` : when
}

/** A day ends at 24:00: the automatic cut-off comes with its last instant. */
const closedWords = (at: number, today: string): string =>
  at === endOf(dateOf(at)) ? `${dayWords(dateOf(at), today)}24时` : momentWords(at, today)

/** What is done with one round, each by a control of its own. */
const RoundActs = ({
  plan,
  round,
  today,
  gaps,
  undoableUntil,
  undoesAutomatic,
  flaws,
  undoingFlaws,
}: {
  plan: PlanRounds["plan"]
  round: Round
  today: string
  gaps: number
  undoableUntil: number | null
  undoesAutomatic: boolean
  flaws: Flaws | null
  undoingFlaws: Flaws | null
}) => (
  <div class="acts round-acts">
    {round.cutOffAt === null && (
      <a class="button" href={roundPath(plan.id, round.number, "reminders")}>
        催办
      </a>
    )}
    {plan.allowsLinks && (
      <a class="button" href={roundPath(plan.id, round.number, "links")}>
        填报链接
      </a>
    )}
    {round.cutOffAt === null && (
      <a class="button" href={roundPath(plan.id, round.number, "additions")}>
        补列{gaps > 0 && `（${gaps}项未列入）`}
      </a>
    )}
    {round.cutOffAt === null && (
      <details open={flaws !== null}>
        <summary class="button">{round.opensOn <= today ? "修改、封账" : "修改本期"}</summary>
        <Reschedule planId={plan.id} round={round} flaws={flaws} />
        {round.opensOn <= today && (
          <form
            method="post"
            action={roundPath(plan.id, round.number, "cut-off")}
            data-confirm="封账后本期数字不再变化，之后报送的标为迟报。现在封账吗？"
          >
            <input type="hidden" name="version" value={round.version} />
            <button type="submit" class="danger">
              现在封账
            </button>
          </form>
        )}
      </details>
    )}
    {undoesAutomatic && (
      <details open={undoingFlaws !== null}>
        <summary class="button">撤销自动封账</summary>
        <form method="post" action={roundPath(plan.id, round.number, "cut-off/undoing")} class="boxes">
          <Flawed flaws={undoingFlaws} />
          <input type="hidden" name="version" value={round.version} />
          <Area
            id={`undoing-${round.number}`}
            name="remark"
            label="撤销封账的理由"
            rows={2}
            required
            flaws={undoingFlaws}
          />
          <p class="hint">撤销后本期恢复收报。已过自动封账时点的，由督查人员另行封账。</p>
          <button type="submit">撤销自动封账</button>
        </form>
      </details>
    )}
    {undoableUntil !== null && (
      <form method="post" action={roundPath(plan.id, round.number, "cut-off/undoing")}>
        <input type="hidden" name="version" value={round.version} />
        <button type="submit">撤销封账</button> <small>{timeOf(undoableUntil)} 前可撤销</small>
      </form>
    )}
  </div>
)

const Reschedule = ({ planId, round, flaws }: { planId: number; round: Round; flaws: Flaws | null }) => (
  <form method="post" action={roundPath(planId, round.number)} class="boxes">
    <Flawed flaws={flaws} />
    <input type="hidden" name="version" value={round.version} />
    <Field id={`name-${round.number}`} name="name" label="名称" value={round.name} required flaws={flaws} />
    <Field
      id={`due-${round.number}`}
      name="dueBy"
      type="date"
      label="报送期限（含当日）"
      value={round.dueBy}
      required
      tells
      flaws={flaws}
    />
    <label class="tick">
      <input
        type="checkbox"
        name="evidenceRequired"
        value="1"
        checked={flaws ? Boolean(flaws.typed.evidenceRequired) : round.evidenceRequired}
      />{" "}
      本期须附佐证材料
    </label>
    <button type="submit" class="primary">
      保存
    </button>
  </form>
)

/** What the due day says of the period where none is named. */
const periodHint = ({ isSet }: Arrangement, days: number) => {
  const begin = "据此确定本期该报的任务；不填的按报送期限确定"
  return isSet || days === 0 ? begin : `${begin}：季后${days}日内到期的算上一季度，其他周期同理`
}

const OpenRound = ({ found, today, arrangement, rules, flaws }: Omit<Props, "flaws"> & { flaws: Flaws | null }) => {
  const { next } = arrangement
  const { plan, rounds } = found
  const open = rounds.find(({ round }) => round.cutOffAt === null)
  const collecting = rounds.some(({ round }) => round.cutOffAt === null && round.dueBy >= today)
  const isNeeded = rounds.length === 0 || (next.opensOn <= today && !collecting)
  return (
    <section class="block no-print">
      <h2>
        开启填报期<small>按任务的报送周期确定本期应报项，已办结、挂起、终止的不报</small>
      </h2>
      <details open={isNeeded || flaws !== null} class="sheet padded" id="open-round">
        <summary>
          下一期：{next.name}，报送期限{dayWords(next.dueBy, today)}
        </summary>
        <form method="post" action={roundsPath(plan.id)}>
          <Flawed flaws={flaws} />
          <div class="fields">
            <Field name="name" label="名称" value={next.name} required flaws={flaws} />
            <Field
              name="opensOn"
              type="date"
              tells
              label="开启日期"
              value={next.opensOn > today ? next.opensOn : today}
              required
              flaws={flaws}
            />
            <Field
              name="dueBy"
              type="date"
              label="报送期限（含当日）"
              value={next.dueBy}
              required
              tells
              flaws={flaws}
            />
            <Field
              name="period"
              type={plan.rhythm === "weekly" ? "date" : "month"}
              label={plan.rhythm === "weekly" ? "所属周（其中任一日）" : "所属时期（截至月份）"}
              hint={periodHint(arrangement, rules.lastPeriodDays)}
              flaws={flaws}
            />
          </div>
          <p class="acts">
            <label class="tick">
              <input
                type="checkbox"
                name="evidenceRequired"
                value="1"
                checked={Boolean(flaws?.typed.evidenceRequired)}
              />{" "}
              须附佐证材料
            </label>
            {open && (
              <label class="tick">
                <input type="checkbox" name="inside" value="1" checked={Boolean(flaws?.typed.inside)} /> 「
                {open.round.name}」尚未封账，仍要另开一期（会增加基层负担）
              </label>
            )}
            <button type="submit" class="primary">
              开启
            </button>
          </p>
        </form>
      </details>
    </section>
  )
}

/** Rounds shown ahead; the page of the arrangement has those of a whole year. */
const SHOWN_AHEAD = 4

/** 报送安排: the rule, and the days that follow from it. */
const Coming = ({ found, today, calendar, arrangement, opening, mayManage }: Props) => {
  const { rule, isSet, coming } = arrangement
  const { plan } = found
  if (!isSet && !mayManage) return null
  return (
    <section class="block" id="coming">
      <h2>
        报送安排
        <small>{isSet ? `${ruleWords(rule)}，${rollWords(rule)}` : "尚未设定"}</small>
      </h2>
      {!isSet && (
        <p class="hint">
          {plan.rhythm === "none" ? "本方案不定期报送。" : `下一期暂按以往各期推算（${ruleWords(rule)}）。`}
          设定后，全年各期的日期一次排定，并可到日自动开启。
        </p>
      )}
      {opening && mayManage && <p class="note">{openingWords(opening, today)}</p>}
      {isSet && (
        <ComingRounds
          planId={plan.id}
          arrangement={arrangement}
          first={SHOWN_AHEAD}
          opensItself={plan.opensItself}
          calendar={calendar}
          today={today}
        />
      )}
      {mayManage && (
        <p class="acts">
          <a class="button" href={rhythmPath(plan.id)}>
            {isSet ? "修改报送安排" : "设定报送安排"}
          </a>
          {isSet && coming.length > SHOWN_AHEAD && <span class="hint">全年日期见修改报送安排</span>}
        </p>
      )}
    </section>
  )
}

const Schedule = ({
  found,
  today,
  mayManage,
  flaws,
}: {
  found: PlanRounds
  today: string
  mayManage: boolean
  flaws: Flaws | null
}) => {
  const { plan, tasks, accounts } = found
  const led = tasks.some(({ leaders }) => leaders.length > 0)
  const chosen = new Set([flaws?.typed.tasks ?? []].flat().map(Number))
  return (
    <section class="block" id="schedule">
      <h2>报送周期、完成时限与责任领导{mayManage && <small class="no-print">勾选任务，成批设置</small>}</h2>
      <form method="post" action={`/plans/${plan.id}/schedule`} class="on-paper">
        <Flawed flaws={flaws} />
        {mayManage && (
          <div class="sheet padded fields no-print">
            <Choice
              name="rhythm"
              label="报送周期"
              empty="不改动"
              options={[
                ["plan", `随方案（${RHYTHM_LABEL[plan.rhythm]}）`],
                ...RHYTHMS.map((rhythm) => [rhythm, RHYTHM_LABEL[rhythm]] as const),
              ]}
              flaws={flaws}
            />
            <Choice
              name="deadline"
              label="完成时限"
              empty="不改动"
              options={(["date", "yearly", "continuing", "none"] as const).map(
                (kind) => [kind, DEADLINE_LABEL[kind]] as const,
              )}
              flaws={flaws}
            />
            <Field
              name="dueBy"
              id="schedule-due"
              type="date"
              label="完成日期"
              hint="限期或每年完成时填写"
              tells
              flaws={flaws}
            />
            <p class="acts">
              <button type="submit" class="primary">
                应用到勾选的任务
              </button>
            </p>
            <LeadersField accounts={accounts} hint="代替所选任务原来的责任领导" flaws={flaws} />
            <p class="acts">
              <button type="submit" formaction={leadersPath(plan.id)}>
                设置勾选任务的责任领导
              </button>
            </p>
            {flaws?.problems.tasks && <p class="problem full">{flaws.problems.tasks[0]}</p>}
          </div>
        )}
        <div class="table-frame">
          <table class="list stack">
            <thead>
              <tr>
                {mayManage && (
                  <th scope="col" class="no-print">
                    <label class="tick">
                      <input type="checkbox" data-check-all="tasks" aria-label="全选任务" />
                    </label>
                  </th>
                )}
                <th scope="col">任务</th>
                <th scope="col">报送周期</th>
                <th scope="col">完成时限</th>
                {led && <th scope="col">责任领导</th>}
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr>
                  {mayManage && (
                    <td class="no-print">
                      <input
                        type="checkbox"
                        name="tasks"
                        value={task.ordinal}
                        checked={chosen.has(task.ordinal)}
                        aria-label={`选择${task.label}`}
                      />
                    </td>
                  )}
                  <th scope="row">
                    <a href={taskPath(plan.id, task.ordinal)}>
                      {task.label} {brief(task.text, 44)}
                    </a>
                  </th>
                  <td class="nowrap">
                    {task.rhythm ? RHYTHM_LABEL[task.rhythm] : `随方案（${RHYTHM_LABEL[plan.rhythm]}）`}
                  </td>
                  <td class="nowrap" data-label="完成时限">
                    {task.deadlineText ?? DEADLINE_LABEL[task.deadline]}
                    {task.dueBy && task.deadline !== "yearly" && ` ${dayWords(task.dueBy, today)}`}
                    {task.dueBy && task.deadline === "yearly" && <small> {comingYears(task.dueBy, today)}</small>}
                  </td>
                  {led && (
                    <td class="nowrap" data-label="责任领导">
                      {task.leaders.map(({ name }) => name).join("、")}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </form>
    </section>
  )
}
