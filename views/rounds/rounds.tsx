import { RHYTHMS } from "#db/schema.ts"
import { addWorkingDays, type Calendar, isKnown, workingDayFrom } from "#src/calendar/working_days.ts"
import { addMonths, dateOf, endOf, parts } from "#src/clock.ts"
import { planPath, roundPath, roundsPath, taskPath } from "#src/paths.ts"
import type { PlanRounds } from "#src/rounds/queries.ts"
import { automaticCutOff, monthsBetweenRounds, periodOf, roundName } from "#src/rounds/rounds.ts"
import type { Settings } from "#src/settings/settings.ts"
import { DEADLINE_LABEL, RHYTHM_LABEL } from "../labels.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PlanHead } from "../plans/head.tsx"
import { comingYears } from "../plans/words.ts"
import { brief, dayWords, momentWords } from "../words.ts"

type Props = {
  found: PlanRounds
  today: string
  calendar: Calendar
  rules: Pick<Settings, "cutOffDays" | "lastPeriodDays" | "roundDays">
  mayManage: boolean
  flaws?: Flaws & { form: string }
}

/** 填报期: the rounds of a plan, dates and rhythm in bulk. */
export const RoundsPage = ({ found, today, calendar, rules, mayManage, flaws }: Props) => {
  const { plan, rounds } = found
  return (
    <>
      <PlanHead plan={{ ...plan, supervisingUnitName: found.supervisingUnit }} tab="rounds" supervises={mayManage} />
      {rounds.length === 0 ? (
        <p class="empty sheet">还没有填报期。{mayManage ? "请在下面开启第一个填报期，各单位的待办会随之出现。" : ""}</p>
      ) : (
        <RoundList found={found} today={today} calendar={calendar} rules={rules} mayManage={mayManage} flaws={flaws} />
      )}
      {mayManage && (
        <OpenRound
          found={found}
          today={today}
          calendar={calendar}
          rules={rules}
          flaws={flaws?.form === "open" ? flaws : null}
        />
      )}
      <Schedule found={found} today={today} mayManage={mayManage} flaws={flaws?.form === "schedule" ? flaws : null} />
    </>
  )
}

const RoundList = ({ found, today, calendar, rules, mayManage, flaws }: Props) => (
  <div class="table-frame">
    <table class="list stack">
      <thead>
        <tr>
          <th scope="col">填报期</th>
          <th scope="col">报送截止</th>
          <th scope="col" class="number" title="口径：开启时确定的应报分工，不含挂起、终止的；已截止的以截止时为准">
            应报
          </th>
          <th scope="col" class="number" title="口径：已报送且未被退回的分工；已截止的以截止时为准">
            已报
          </th>
          <th scope="col">统计截止</th>
          {mayManage && <th scope="col">操作</th>}
        </tr>
      </thead>
      <tbody>
        {found.rounds.map(({ round, owed, reported }, i) => {
          const takesReports = i === 0 || round.cutOffAt === null
          const automatic = automaticCutOff(calendar, round.dueBy, rules.cutOffDays)
          const list = (report: string) => planPath(found.plan.id, { round: round.number, report })
          return (
            <tr>
              <th scope="row">
                <a href={planPath(found.plan.id, { round: round.number })}>{round.name}</a>
                {round.evidenceRequired && <span class="tag">须附佐证</span>}
              </th>
              <td class="nowrap" data-label="报送截止">
                {dayWords(round.dueBy, today)}
                {!isKnown(calendar, round.dueBy) && <small>（暂按周末和法定节假日推算）</small>}
              </td>
              <td class="number" data-label="应报">
                <a href={list("due")}>{owed}</a>
              </td>
              <td class="number" data-label="已报">
                <a href={list("reported")}>{reported}</a>
              </td>
              <td>
                {round.cutOffAt !== null
                  ? `${cutOffWords(round.cutOffAt, today)}已截止，数字不再变化`
                  : automatic
                    ? `${dayWords(dateOf(automatic), today)}24时自动截止`
                    : "由督查人员截止"}
              </td>
              {mayManage && (
                <td>
                  {takesReports && found.plan.allowsLinks && (
                    <a class="act" href={roundPath(found.plan.id, round.number, "links")}>
                      填报链接
                    </a>
                  )}{" "}
                  {round.cutOffAt === null && (
                    <>
                      <a class="act" href={roundPath(found.plan.id, round.number, "reminders")}>
                        催办
                      </a>
                      <details open={flaws?.form === `round-${round.number}`} id={`round-${round.number}`}>
                        <summary>修改、截止</summary>
                        <Reschedule
                          planId={found.plan.id}
                          round={round}
                          flaws={flaws?.form === `round-${round.number}` ? flaws : null}
                        />
                        {round.opensOn <= today && (
                          <form
                            method="post"
                            action={roundPath(found.plan.id, round.number, "cut-off")}
                            data-confirm="截止后本期数字不再变化，之后报送的标为迟报。现在截止吗？"
                          >
                            <input type="hidden" name="version" value={round.version} />
                            <button type="submit" class="danger">
                              现在截止
                            </button>
                          </form>
                        )}
                      </details>
                    </>
                  )}
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  </div>
)

/** A day ends at 24:00: the automatic cut-off comes with its last instant. */
const cutOffWords = (at: number, today: string): string =>
  at === endOf(dateOf(at)) ? `${dayWords(dateOf(at), today)}24时` : momentWords(at, today)

const Reschedule = ({
  planId,
  round,
  flaws,
}: {
  planId: number
  round: PlanRounds["rounds"][number]["round"]
  flaws: Flaws | null
}) => (
  <form method="post" action={roundPath(planId, round.number)} class="boxes">
    <input type="hidden" name="version" value={round.version} />
    <Field id={`name-${round.number}`} name="name" label="名称" value={round.name} required flaws={flaws} />
    <Field
      id={`due-${round.number}`}
      name="dueBy"
      type="date"
      label="报送截止"
      value={round.dueBy}
      required
      flaws={flaws}
    />
    <label class="tick">
      <input type="checkbox" name="evidenceRequired" value="1" checked={round.evidenceRequired} /> 本期须附佐证材料
    </label>
    <button type="submit">保存</button>
  </form>
)

/** The next round as it would usually be: a rhythm after the last one, or at the end of this quarter. */
function proposal({ plan, rounds }: PlanRounds, today: string, calendar: Calendar, rules: Props["rules"]) {
  const [newest] = rounds
  const [year, month] = parts(today)
  const quarterEnd = addMonths(`${year}-${String(Math.ceil(month / 3) * 3).padStart(2, "0")}-01`, 0).replace(
    /01$/,
    "25",
  )
  const usual = newest ? addMonths(newest.round.dueBy, monthsBetweenRounds(plan.rhythm)) : quarterEnd
  const dueBy = workingDayFrom(calendar, usual > today ? usual : addWorkingDays(calendar, today, rules.roundDays))
  return { dueBy, opensOn: today, name: roundName(plan.rhythm, periodOf(plan.rhythm, dueBy, rules.lastPeriodDays)) }
}

const periodHint = (days: number) =>
  days === 0
    ? "据此确定本期该报的任务；不填的按截止日期所在月份确定"
    : `据此确定本期该报的任务；不填的按截止日期确定：季后${days}日内截止的算上一季度，其他周期同理`

const OpenRound = ({
  found,
  today,
  calendar,
  rules,
  flaws,
}: {
  found: PlanRounds
  today: string
  calendar: Calendar
  rules: Props["rules"]
  flaws: Flaws | null
}) => {
  const usual = proposal(found, today, calendar, rules)
  const open = found.rounds.find(({ round }) => round.cutOffAt === null)
  return (
    <section class="block">
      <h2>
        开启填报期<small>按任务的报送周期确定本期应报项，已办结、挂起、终止的不报</small>
      </h2>
      <form method="post" action={roundsPath(found.plan.id)} class="sheet padded" id="open-round">
        <Flawed flaws={flaws} />
        <div class="fields">
          <Field name="name" label="名称" value={usual.name} required flaws={flaws} />
          <Field name="opensOn" type="date" label="开启日期" value={usual.opensOn} required flaws={flaws} />
          <Field name="dueBy" type="date" label="报送截止（含当日）" value={usual.dueBy} required flaws={flaws} />
          <Field
            name="period"
            type="month"
            label="所属时期（截至月份）"
            hint={periodHint(rules.lastPeriodDays)}
            flaws={flaws}
          />
        </div>
        <p class="acts">
          <label class="tick">
            <input type="checkbox" name="evidenceRequired" value="1" /> 须附佐证材料
          </label>
          {open && (
            <label class="tick">
              <input type="checkbox" name="inside" value="1" /> 「{open.round.name}
              」尚未截止，仍要另开一期（会增加基层负担）
            </label>
          )}
          <button type="submit" class="primary">
            开启
          </button>
        </p>
      </form>
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
  const { plan, tasks } = found
  const chosen = new Set([flaws?.typed.tasks ?? []].flat().map(Number))
  return (
    <section class="block" id="schedule">
      <h2>报送周期与完成时限{mayManage && <small>勾选任务，成批设置</small>}</h2>
      <form method="post" action={`/plans/${plan.id}/schedule`}>
        <Flawed flaws={flaws} />
        {mayManage && (
          <div class="sheet padded fields">
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
            <Field name="dueBy" type="date" label="完成日期" hint="限期或每年完成时填写" flaws={flaws} />
            <p class="acts">
              <button type="submit" class="primary">
                应用到勾选的任务
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
                  <th scope="col">
                    <label class="tick">
                      <input type="checkbox" data-check-all="tasks" aria-label="全选任务" />
                    </label>
                  </th>
                )}
                <th scope="col">任务</th>
                <th scope="col">报送周期</th>
                <th scope="col">完成时限</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr>
                  {mayManage && (
                    <td>
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
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </form>
    </section>
  )
}
