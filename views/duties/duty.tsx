import type { Child } from "hono/jsx"
import type { DutyText } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { dutiesPath, dutyPath, filingPath, taskPath } from "#src/paths.ts"
import { unclearIn } from "#src/year/duties/gaps.ts"
import { isOpenList, writesList } from "#src/year/duties/policy.ts"
import type { FoundDuty } from "#src/year/duties/queries.ts"
import { DOCUMENT_STATE_LABEL } from "../documents/words.ts"
import { Area, Choice, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { ASSIGNMENT_STATE_LABEL } from "../words/states.ts"
import { brief, dayWords, momentWords } from "../words.ts"
import { DutyFields } from "./fields.tsx"
import { LawNames } from "./law_names.tsx"
import { gapWords, indicatorWords, leadWords, timingWords, UNCLEAR_LABEL } from "./words.ts"

type Props = {
  found: FoundDuty
  actor: Actor
  today: string
  flawed: (Flaws & { act: string }) | null
}

/** One 清单事项: its five answers, what it lacks, and what its unit may still do. */
export const DutyPage = (props: Props) => {
  const { found, actor, today } = props
  const { duty, text, unit, list, isOwn } = found
  const writes = writesList(actor, duty.unitId) && duty.struckOn === null
  const isOpen = isOpenList(list?.state ?? null)
  return (
    <article>
      <p class="crumbs small">
        <a href={dutiesPath(duty.year)}>{duty.year}年普法责任清单</a> ·{" "}
        <a href={dutiesPath(duty.year, { unit: duty.unitId })}>{unit.shortName}</a>
      </p>
      <div class="title">
        <div>
          <h1>{text.content}</h1>
          <p>
            <Marks text={text} />
          </p>
        </div>
      </div>
      {isOwn && duty.struckOn !== null && (
        <form method="post" action={dutyPath(duty.id, "restoring")} class="note acts">
          {dayWords(duty.struckOn, today)}移出清单：{duty.struckWhy}
          {writesList(actor, duty.unitId) && isOpen && (
            <>
              <Version found={found} />
              <button type="submit">恢复到清单</button>
            </>
          )}
        </form>
      )}
      {writes && !isOpen && <SentNote {...props} />}
      <section class="sheet padded">
        <Facts found={found} text={text} today={today} />
      </section>
      <Parts {...props} writes={writes} />
      {writes && isOpen && <Revise {...props} />}
      {writes && isOpen && <Strike {...props} />}
      <Wordings {...props} />
      {isOwn && (
        <Trail lines={found.trail} today={today}>
          {({ particulars }) => <Remarks words={[particulars.remark]} />}
        </Trail>
      )}
    </article>
  )
}

/** What has to be put right first. */
export const Marks = ({ text }: { text: DutyText }) => {
  const unclear = unclearIn(text)
  const gaps = gapWords(text)
  return (
    <>
      {!text.applies && <span class="tag">不适用</span>}
      {unclear && <span class="tag warn">{UNCLEAR_LABEL[unclear]}</span>}
      {gaps && <span class="tag">{gaps}</span>}
    </>
  )
}

const SentNote = ({ found: { list } }: Pick<Props, "found">) =>
  list && (
    <p class="note">
      责任清单{DOCUMENT_STATE_LABEL[list.state]}，现在不能改动。要改的，在
      <a href={filingPath(list.documentId)}>文件报备</a>里撤回，已备案的在那里修订。
    </p>
  )

type FactsProps = { found: FoundDuty; text: DutyText; today: string }

const Facts = ({ found, text, today }: FactsProps) => {
  const { choices, keyDay } = found
  const day = choices.rules.find(({ id }) => id === text.keyDayId)?.name ?? keyDay
  return (
    <dl class="facts">
      <Fact term="不适用的原因">{!text.applies && text.why}</Fact>
      <Fact term="普法内容">
        <span class="preserve">{text.content}</span>
      </Fact>
      <Fact term="法律法规">
        {text.laws.length > 0 && <LawNames titles={text.laws} laws={choices.laws} today={today} />}
      </Fact>
      <Fact term="对谁普">{text.audience}</Fact>
      <Fact term="怎么普">{text.ways && <span class="preserve">{text.ways}</span>}</Fact>
      <Fact term="何时普">{timingWords(text, day, today)}</Fact>
      <Fact term="牵头单位">{leadWords(text, choices)}</Fact>
      <Fact term="谁去普">{[text.department, text.person].filter(Boolean).join(" ")}</Fact>
      <Fact term="工作标准">{text.standard && <span class="preserve">{text.standard}</span>}</Fact>
      <Fact term="具体措施">{text.measures && <span class="preserve">{text.measures}</span>}</Fact>
      <Fact term="指标">{indicatorWords(text)}</Fact>
      <Fact term="步骤">{text.steps.length > 0 && <Steps text={text} today={today} />}</Fact>
    </dl>
  )
}

const Fact = ({ term, children }: { term: string; children?: Child }) =>
  children ? (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  ) : null

const Steps = ({ text: { steps }, today }: { text: DutyText; today: string }) => (
  <>
    {steps.map(({ text, by }) => (
      <p>
        {by !== null && `${dayWords(by, today)} `}
        {text}
      </p>
    ))}
  </>
)

/** 落实到分工: the assignments by which it is carried out, and one click for another. */
const Parts = ({ found, flawed, writes }: Props & { writes: boolean }) => {
  const { duty, parts, adoptable } = found
  const flaws = flawsOf(flawed, "adoption")
  const takers = duty.struckOn === null && found.text.applies ? found.takers : []
  if (parts.length + takers.length === 0 && (!writes || adoptable.length === 0)) return null
  return (
    <section class="block" id="parts">
      <h2>落实到分工</h2>
      <div class="sheet padded boxes">
        {parts.map((part) => (
          <form method="post" action={dutyPath(duty.id, "dropping")} class="acts">
            <a href={`${taskPath(part.planId, part.ordinal)}`}>
              {part.plan} 任务{part.label} {brief(part.text, 30)}（{part.unit}）
            </a>
            <span class="tag">{ASSIGNMENT_STATE_LABEL[part.state]}</span>
            {writes && (
              <>
                <Version found={found} />
                <input type="hidden" name="assignment" value={part.assignmentId} />
                <button type="submit" class="quiet">
                  解除关联
                </button>
              </>
            )}
          </form>
        ))}
        {writes && adoptable.length > 0 && (
          <form method="post" action={dutyPath(duty.id, "adoption")} id="adoption">
            <Flawed flaws={flaws} />
            <Version found={found} />
            <Choice
              name="assignment"
              label="由本单位的哪项分工落实"
              required
              empty={adoptable.length > 1 ? "请选择" : undefined}
              options={adoptable.map(
                ({ assignmentId, label, text }) => [String(assignmentId), `${label}${brief(text, 30)}`] as const,
              )}
              flaws={flaws}
            />
            <p class="acts">
              <button type="submit">落实到这项分工</button>
            </p>
          </form>
        )}
        {takers.length > 0 && <Place found={found} flaws={flawsOf(flawed, "placing")} />}
      </div>
    </section>
  )
}

/** 追加为分工, by the office of the year. */
const Place = ({ found, flaws }: Pick<Props, "found"> & { flaws: Flaws | null }) => (
  <form method="post" action={dutyPath(found.duty.id, "placing")} id="placing">
    <Flawed flaws={flaws} />
    <Version found={found} />
    <Choice
      name="plan"
      label="追加为哪个方案的新任务"
      required
      empty={found.takers.length > 1 ? "请选择" : undefined}
      options={found.takers.map(({ plan }) => [String(plan.id), plan.title] as const)}
      flaws={flaws}
      hint="由报清单的单位和清单上的牵头单位牵头，时限取何时普的最后一天；方案原文不变"
    />
    <label class="tick">
      <input type="checkbox" name="listed" value="1" checked={flaws ? Boolean(flaws.typed.listed) : true} />{" "}
      列入正在填报的一期
    </label>
    <p class="acts">
      <button type="submit">追加为分工</button>
    </p>
  </form>
)

const Version = ({ found }: Pick<Props, "found">) => <input type="hidden" name="version" value={found.duty.version} />

const Revise = ({ found, today, flawed }: Props) => {
  const { duty, text, choices } = found
  const flaws = flawsOf(flawed, "revision")
  return (
    <details class="block" open={flaws !== null} id="revision">
      <summary>修改</summary>
      <form method="post" action={dutyPath(duty.id, "revision")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <DutyFields year={choices} words={text} today={today} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            保存修改
          </button>
        </p>
      </form>
    </details>
  )
}

const Strike = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "striking")
  return (
    <details class="block" open={flaws !== null} id="striking">
      <summary>移出清单</summary>
      <form method="post" action={dutyPath(found.duty.id, "striking")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <Version found={found} />
        <Area
          name="reason"
          label="移出原因"
          rows={2}
          longest={2000}
          required
          flaws={flaws}
          hint="本单位没有条件做的不必移出，请在「修改」里选「不适用」；已经报送过的清单不变"
        />
        <p class="acts">
          <button type="submit" class="danger">
            移出
          </button>
        </p>
      </form>
    </details>
  )
}

/** Earlier wordings, the newest first; others than the unit see those that were filed. */
const Wordings = ({ found, today }: Props) => {
  const earlier = found.texts.filter(({ text }) => text.number < found.text.number)
  return earlier.length === 0 ? null : (
    <details class="block" id="wordings">
      <summary>以前的内容（{earlier.length}版）</summary>
      {earlier.map(({ text, by, wasFiled }) => (
        <section class="sheet padded">
          <h3>
            第{text.number}版
            <small>
              {momentWords(text.at, today)}
              {found.isOwn && ` ${by}`}
              {wasFiled && "，报送过"}
            </small>
          </h3>
          <Facts found={found} text={text} today={today} />
        </section>
      ))}
    </details>
  )
}
