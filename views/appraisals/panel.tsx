import { JUROR_KINDS } from "#db/schema.ts"
import { appraisalPath, jurorPath } from "#src/paths.ts"
import { drawsVersion, frameOf } from "#src/year/appraisals/frame.ts"
import type { WithCycle } from "#src/year/appraisals/queries.ts"
import { isOut } from "#src/year/appraisals/workflow.ts"
import { Area, Choice, Field, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { ShownOnce } from "../parts/shown_once.tsx"
import { drawWords } from "../words/draw.ts"
import { dayWords, momentWords } from "../words.ts"
import { JUROR_LABEL } from "./words.ts"

type Props = { found: WithCycle; today: string; flawed: (Flaws & { act: string }) | null }

/** The draw with its record, the order of the hearing, and the panel. */
export const PanelBlock = (props: Props) => {
  const { found } = props
  const isPanel = found.cycle.appraisal.state === "panel"
  if (!isPanel && found.draws.length === 0) return null
  return (
    <section class="block" id="panel">
      <h2>抽取和评议组</h2>
      <Draws {...props} />
      {found.keeps && isPanel && <DrawForm {...props} />}
      {found.keeps && isPanel && found.draws.length > 0 && <HearingForm {...props} />}
      {found.keeps && <Jurors {...props} />}
    </section>
  )
}

const namesOf = ({ named }: WithCycle, ids: readonly number[]) =>
  ids.map((id) => named.find((one) => one.id === id)?.name ?? id).join("、")

/** 09:00 and so many minutes. */
function timeAfter(from: string, minutes: number): string {
  const [hours = 0, rest = 0] = from.split(":").map(Number)
  const at = hours * 60 + rest + minutes
  return `${String(Math.floor(at / 60) % 24).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`
}

const Draws = ({ found, today }: Props) => {
  const [last, ...before] = found.draws
  if (!last) return <p class="empty sheet">还没有抽取。</p>
  const { hearing } = last
  return (
    <div class="sheet padded" id="draw">
      <p>
        {momentWords(last.at, today)}从{last.frame.length}个评议对象中{last.seed ? "随机抽取" : "指定"}
        {last.drawn.length}个（不低于{last.ratio}%）：
      </p>
      <ol>
        {last.drawn.map((id, i) => (
          <li>
            {namesOf(found, [id])}
            {hearing && (
              <small>
                {" "}
                {dayWords(hearing.on, today)} {timeAfter(hearing.from, i * hearing.minutes)}，{hearing.minutes}分钟
              </small>
            )}
          </li>
        ))}
      </ol>
      {hearing?.brings && <p>携带：{hearing.brings}</p>}
      {last.excluded.length > 0 && <p class="small">上年抽中，本年不抽：{namesOf(found, last.excluded)}</p>}
      {last.why && <p class="small">原因：{last.why}</p>}
      {last.seed && (
        <details class="small">
          <summary>重算抽取</summary>
          <p>
            随机数 {last.seed}。{drawWords(last.drawn.length)}。单位编号：
            {last.frame.map((id) => `${namesOf(found, [id])}${id}`).join("、")}
          </p>
        </details>
      )}
      {before.map((one) => (
        <p class="small">
          第{one.number}次抽取（已由后一次代替）：{namesOf(found, one.drawn)}
        </p>
      ))}
    </div>
  )
}

const DrawForm = ({ found, flawed }: Props) => {
  const { frame, least } = frameOf(found)
  const flaws = flawsOf(flawed, "draw")
  if (found.jurors.some(({ sheets }) => sheets > 0)) return null
  return (
    <details open={flaws !== null || found.draws.length === 0} class="block no-print">
      <summary>{found.draws.length > 0 ? "重新抽取" : "抽取"}</summary>
      <form method="post" action={appraisalPath(found.year.year, "draw")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={found.draws.length} />
        <Field
          name="size"
          label="抽取个数"
          required
          inputmode="numeric"
          value={least}
          hint={`${frame.length}个单位在抽取范围内，至少${least}个；随机数在范围确定后由系统生成`}
          flaws={flaws}
        />
        <details>
          <summary>不随机抽取，指定单位</summary>
          {found.named.map(({ id, name }) =>
            frame.includes(id) ? (
              <label class="tick">
                <input type="checkbox" name="chosen" value={id} /> {name}
              </label>
            ) : null,
          )}
          {flaws?.problems.chosen && <p class="problem">{flaws.problems.chosen.join("；")}</p>}
        </details>
        <Area name="why" label="原因" rows={2} longest={500} hint="指定单位或者重新抽取的必填" flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            抽取
          </button>
        </p>
      </form>
    </details>
  )
}

const HearingForm = ({ found, flawed }: Props) => {
  const flaws = flawsOf(flawed, "hearing")
  const [last] = found.draws
  const { hearing } = last ?? {}
  return (
    <details open={flaws !== null} class="block no-print">
      <summary>安排汇报</summary>
      <form method="post" action={appraisalPath(found.year.year, "hearing")} class="sheet padded boxes">
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={drawsVersion(found.draws)} />
        <div class="fields">
          <Field name="on" label="汇报日期" type="date" required value={hearing?.on ?? ""} flaws={flaws} />
          <Field name="from" label="开始时间" required value={hearing?.from ?? "09:00"} flaws={flaws} />
          <Field name="minutes" label="每个单位分钟数" required value={hearing?.minutes ?? 15} flaws={flaws} />
          <Field name="brings" label="携带材料" value={hearing?.brings ?? ""} flaws={flaws} />
        </div>
        <p class="acts">
          <button type="submit">保存安排</button>
        </p>
      </form>
    </details>
  )
}

const Jurors = ({ found, flawed }: Props) => {
  const { jurors, named, year, cycle } = found
  const flaws = flawsOf(flawed, "juror")
  const isOver = isOut(cycle.appraisal.state)
  const acts = isOver ? (["revocation"] as const) : (["link", "revocation"] as const)
  return (
    <section class="block">
      <h3>评议组</h3>
      <ul class="rows sheet padded" id="jurors">
        {jurors.map(({ juror, sheets }) => (
          <li data-row="juror">
            {juror.name} <span class="tag">{JUROR_LABEL[juror.kind]}</span> 已评{sheets}个单位
            {juror.conflicts.length > 0 && `，回避${namesOf(found, juror.conflicts)}`}
            {juror.keyHash === null && "，没有有效链接"}
            {acts.map((act) => (
              <form method="post" action={jurorPath(juror.id, act)} class="no-print">
                <input type="hidden" name="version" value={juror.version} />
                <button type="submit">{act === "link" ? "重发链接" : "作废链接"}</button>
              </form>
            ))}
          </li>
        ))}
        {jurors.length === 0 && <li>还没有评议员。</li>}
      </ul>
      {!isOver && (
        <details open={flaws !== null} class="block no-print" id="add-juror">
          <summary>登记评议员</summary>
          <form method="post" action={appraisalPath(year.year, "jurors")} class="sheet padded boxes">
            <Flawed flaws={flaws} />
            <div class="fields">
              <Field name="name" label="姓名" required flaws={flaws} />
              <Choice
                name="kind"
                label="类别"
                required
                options={JUROR_KINDS.map((kind) => [kind, JUROR_LABEL[kind]] as const)}
                flaws={flaws}
              />
            </div>
            <fieldset>
              <legend>回避单位（本人所在单位，不评）</legend>
              {named.map(({ id, name }) => (
                <label class="tick">
                  <input type="checkbox" name="conflicts" value={id} /> {name}
                </label>
              ))}
            </fieldset>
            <p class="acts">
              <button type="submit">登记并生成链接</button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}

/** The link of a juror, which is shown this once. */
export const JurorLink = ({ year, name, link }: { year: number; name: string; link: string }) => (
  <ShownOnce
    title="评分链接已生成"
    text={`${name}同志：请在手机或电脑上打开链接，为${year}年履职评议抽中的单位评分，不用登录：${link} （仅供您本人使用，请勿转发）`}
    id="link-words"
    label="发给本人的话（微信、短信）"
    rows={6}
    note="只显示这一次，离开本页后无法再查。集中评议期间有效；发错了请马上作废。"
    back={{ href: appraisalPath(year), word: "已发出，返回" }}
  />
)
