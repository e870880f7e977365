import { RULING_KINDS } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { appraisalRecordPath, appraisalTargetPath, suggestionPath } from "#src/paths.ts"
import { LEAST_TO_TRIM, scoreWords } from "#src/year/appraisals/grading.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import type { FoundTarget } from "#src/year/appraisals/queries.ts"
import { mayObject, objectsUntil } from "#src/year/appraisals/ruling.ts"
import { criteriaOf } from "#src/year/appraisals/standard.ts"
import { isDecided, isOut, REVIEW_DAYS, readsResults } from "#src/year/appraisals/workflow.ts"
import { entersFor } from "#src/year/years/policy.ts"
import { Area, Choice, Field, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { SUGGESTION_STATE_LABEL } from "../suggestions/words.ts"
import { dayWords } from "../words.ts"
import { basisWords, GRADE_LABEL, JUROR_LABEL, ROUNDING_LABEL, RULING_LABEL, resultWords } from "./words.ts"

type Props = { found: FoundTarget; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

/** The result with how it came about, what jurors said, and what was ruled of it. */
export const ResultBlock = (props: Props) => {
  const { found, today } = props
  const { result, ballots, rulings, keeps, appraisal, target } = found
  const isRuled = isDecided(appraisal.state)
  return (
    <>
      {readsResults(found) && (
        <section class="block" id="result">
          <h2>评议结果</h2>
          <p class="sheet padded">{result ? explained(found) : "还没有可以计算的评分。"}</p>
        </section>
      )}
      {readsResults(found) && ballots.length > 0 && (
        <section class="block" id="ballots">
          <h2>评议员评分</h2>
          <ul class="rows sheet padded">
            {ballots.map(({ ballot, kind, name }) => (
              <li data-row="ballot">
                {keeps ? `${name}（${JUROR_LABEL[kind]}）` : JUROR_LABEL[kind]} {pointsWords(ballot.score)}分
                {ballot.enteredById !== null && <span class="tag">代录</span>}
                {ballot.comment && <p class="preserve">{ballot.comment}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Records {...props} />
      {rulings.length > 0 && (
        <section class="block" id="rulings">
          <h2>异议、复核和决定</h2>
          <ul class="rows sheet padded">
            {rulings.map(({ kind, decidedOn, document, text, points }) => (
              <li data-row="ruling">
                <span class="tag">{RULING_LABEL[kind]}</span> {dayWords(decidedOn, today)} {document}
                {points !== null && `，更正为${pointsWords(points)}分`}
                <p class="preserve">{text}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Rectifications {...props} />
      {isRuled && keeps && <RuleForm {...props} />}
      {isRuled && entersFor(props.actor, target.unitId) && <ObjectForm {...props} />}
    </>
  )
}

/** One paragraph that says how it came about; each figure stands in the page below it. */
function explained({ result, ballots, records, appraisal }: FoundTarget) {
  if (!result) return ""
  const { rules } = appraisal
  const outside = records.filter(({ kind, discardWhy }) => kind === "outside" && discardWhy === "").length
  if (result.basis !== "panel") {
    return (
      <>
        没有抽中集中评议（<a href="#sheet-table">{basisWords(result)}</a>）：{resultWords(result)}。
      </>
    )
  }
  const isTrimmed = rules.aggregation === "trimmed" && ballots.length >= LEAST_TO_TRIM
  return (
    <>
      抽中集中评议，<a href="#ballots">{ballots.length}名评议员</a>评分
      {isTrimmed && "，去掉最高分、最低分后"}平均{result.panel ? scoreWords(result.panel) : "–"}分
      {result.outside && (
        <>
          ，<a href="#records">社会评议{outside}次</a>平均{scoreWords(result.outside)}分，按{rules.panel}%、
          {100 - rules.panel}%加权
        </>
      )}
      ，得{scoreWords(result.original)}分（显示时截取两位小数，{ROUNDING_LABEL[rules.rounding]}）
      {result.score !== result.original && `，复核更正为${scoreWords(result.score)}分`}。
      {result.isFalsified ? "经查实弄虚作假，定为不合格，原得分留存。" : `评定为${GRADE_LABEL[result.grade]}。`}
    </>
  )
}

const Records = ({ found, today, flawed }: Props) => {
  const { records, keeps, target, standard, appraisal } = found
  const flaws = flawsOf(flawed, "record")
  const isOpen = keeps && !isOut(appraisal.state)
  if (records.length === 0 && !isOpen) return null
  return (
    <section class="block" id="records">
      <h2>平时记录和社会评议</h2>
      <ul class="rows sheet padded">
        {records.map(({ id, kind, criterion, happenedOn, points, text, discardWhy, version }) => (
          <li data-row="record">
            {dayWords(happenedOn, today)} {kind === "note" ? `评分点${criterion} ` : "社会评议 "}
            {pointsWords(points)}分：{text}
            {discardWhy && `（已作废：${discardWhy}）`}
            {isOpen && discardWhy === "" && (
              <form method="post" action={appraisalRecordPath(id)} class="acts no-print">
                <input type="hidden" name="version" value={version} />
                <input name="remark" aria-label="作废原因" placeholder="作废原因" required />
                <button type="submit">作废</button>
              </form>
            )}
          </li>
        ))}
        {records.length === 0 && <li>没有记录。</li>}
      </ul>
      {isOpen && (
        <details open={flaws !== null} class="no-print" id="record">
          <summary>登记</summary>
          <form method="post" action={appraisalTargetPath(target.id, "records")} class="sheet padded boxes">
            <Flawed flaws={flaws} />
            <div class="fields">
              <Choice
                name="kind"
                label="类别"
                required
                options={[
                  ["note", "平时记录、普法办查证"],
                  ["outside", "社会评议、第三方评分"],
                ]}
                flaws={flaws}
              />
              <Choice
                name="criterion"
                label="评分点"
                empty="（社会评议不选）"
                options={criteriaOf(standard.blocks).map(
                  ({ key, criterion }) => [key, `${key} ${criterion.text.slice(0, 20)}`] as const,
                )}
                flaws={flaws}
              />
              <Field name="happenedOn" label="日期" type="date" required value={today} flaws={flaws} />
              <Field name="points" label="分数" required hint="平时记录扣分的写 -2；社会评议写0至100" flaws={flaws} />
            </div>
            <Area
              name="text"
              label="内容"
              rows={2}
              longest={2000}
              required
              hint="社会评议写明方法、对象和样本"
              flaws={flaws}
            />
            <p class="acts">
              <button type="submit">登记</button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}

/** 限期整改 that came of the result, and for the office where more are handed out. */
const Rectifications = ({ found, today, flawed }: Props) => {
  const { rectifications, ballots, keeps, target, appraisal } = found
  const flaws = flawsOf(flawed, "rectification")
  const mayAdd = keeps && isOut(appraisal.state)
  if (rectifications.length === 0 && !mayAdd) return null
  const said = ballots.flatMap(({ ballot: { comment } }) => (comment === "" ? [] : [comment]))
  return (
    <section class="block" id="rectifications">
      <h2>限期整改</h2>
      {rectifications.length > 0 && (
        <ul class="rows sheet padded">
          {rectifications.map(({ id, state, text, dueBy }) => (
            <li data-row="rectification">
              <a href={suggestionPath(id)}>{text.slice(0, 60)}</a>{" "}
              <span class="tag">{SUGGESTION_STATE_LABEL[state]}</span>{" "}
              <small>{dueBy && `${dayWords(dueBy, today)}前`}</small>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <details open={flaws !== null} class="no-print" id="rectification">
          <summary>转为限期整改</summary>
          <form method="post" action={appraisalTargetPath(target.id, "rectification")} class="sheet padded boxes">
            <Flawed flaws={flaws} />
            <input type="hidden" name="version" value={rectifications.length} />
            <Area
              name="text"
              label="整改要求"
              rows={4}
              longest={5000}
              required
              value={said.join("\n")}
              hint="已列出评议员的点评意见，可以修改；单位在「我的待办」里收到，按期答复整改情况，由普法办评价"
              flaws={flaws}
            />
            <Field name="dueBy" label="整改期限" type="date" required flaws={flaws} />
            <p class="acts">
              <button type="submit">转为限期整改</button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}

const RuleForm = ({ found, today, flawed }: Props) => {
  const flaws = flawsOf(flawed, "ruling")
  return (
    <details open={flaws !== null} class="block no-print" id="ruling">
      <summary>决定和结果运用</summary>
      <form method="post" action={appraisalTargetPath(found.target.id, "rulings")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={found.rulings.length} />
        <div class="fields">
          <Choice
            name="kind"
            label="事项"
            required
            options={RULING_KINDS.filter((kind) => kind !== "objected").map(
              (kind) => [kind, RULING_LABEL[kind]] as const,
            )}
            flaws={flaws}
          />
          <Field name="decidedOn" label="日期" type="date" required value={today} flaws={flaws} />
          <Field
            name="document"
            label="文书或去向"
            required
            hint="决定文书的名称、文号；结果运用写送给哪个部门"
            flaws={flaws}
          />
          <Field name="points" label="更正后的分数" hint="只有复核更正填写" flaws={flaws} />
        </div>
        <Area name="text" label="内容" rows={2} longest={2000} required flaws={flaws} />
        <p class="acts">
          <button type="submit">登记</button>
        </p>
      </form>
    </details>
  )
}

const ObjectForm = ({ found, today, flawed }: Props) => {
  const until = objectsUntil(found.appraisal)
  const flaws = flawsOf(flawed, "objection")
  if (until === null || !mayObject(found, today)) return null
  return (
    <details open={flaws !== null} class="block no-print" id="objection">
      <summary>对结果有异议</summary>
      <form method="post" action={appraisalTargetPath(found.target.id, "objection")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={found.rulings.length} />
        <Area
          name="text"
          label="异议"
          rows={3}
          longest={2000}
          required
          hint={`${dayWords(until, today)}前提出，普法办${REVIEW_DAYS}日内复核`}
          flaws={flaws}
        />
        <p class="acts">
          <button type="submit">提出异议</button>
        </p>
      </form>
    </details>
  )
}
