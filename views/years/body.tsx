import { BODY_CATEGORIES, BODY_DUTIES } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodyPath, yearPath } from "#src/paths.ts"
import { entersFor, keepsYear } from "#src/year/years/policy.ts"
import type { FoundBody } from "#src/year/years/queries.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { dayWords } from "../words.ts"
import { BODY_CATEGORY_LABEL, BODY_DUTY_LABEL, moneyWords, NAME_LABEL, POWER_LABEL, yearTitle } from "./words.ts"

type Props = {
  found: FoundBody
  actor: Actor
  today: string
  flaws?: Flaws
  /** The form that came back; else the one of the body itself. */
  act?: "leaving"
}

/** One 责任单位 of a year: what the office or the unit itself sets, or how it stands. */
export const BodyPage = ({ found, actor, today, flaws, act }: Props) => {
  const { body, unit, year } = found
  const keeps = keepsYear(actor, year)
  const takesPart = body.leftOn === null
  const mayWrite = takesPart && (keeps || entersFor(actor, body.unitId))
  return (
    <>
      <section class="narrow sheet padded">
        <div class="title">
          <div>
            <h1>{unit.name}</h1>
            <p>
              <a href={yearPath(year.year)}>{yearTitle(year.year)}</a> 责任单位
            </p>
          </div>
        </div>
        {mayWrite ? (
          <BodyForm found={found} keeps={keeps} flaws={act ? null : flaws} />
        ) : (
          <Facts found={found} today={today} />
        )}
        {keeps && !takesPart && (
          <form method="post" action={bodyPath(body.id, "rejoining")}>
            <input type="hidden" name="version" value={body.version} />
            <p class="acts">
              <button type="submit">恢复参加本年度</button>
            </p>
          </form>
        )}
      </section>
      {keeps && takesPart && <Leaving found={found} today={today} flaws={act === "leaving" ? flaws : null} />}
    </>
  )
}

const yuan = (cents: number | null) => (cents === null ? "" : String(cents / 100))

const BodyForm = ({ found, keeps, flaws }: { found: FoundBody; keeps: boolean; flaws?: Flaws | null }) => {
  const { body, year } = found
  return (
    <form
      method="post"
      action={bodyPath(body.id, keeps ? "" : "naming")}
      id={`body-${body.id}-${body.version}`}
      class="boxes"
    >
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={body.version} />
      {keeps ? <Standing found={found} flaws={flaws} /> : <StandingFacts found={found} />}
      <div class="fields">
        <Field name="leader" label={NAME_LABEL.leader} value={body.leader} flaws={flaws} hint="姓名和职务" />
        <Field
          name="department"
          label={NAME_LABEL.department}
          value={body.department}
          flaws={flaws}
          hint="承担普法工作的内设机构"
        />
        <Field name="person" label={NAME_LABEL.person} value={body.person} flaws={flaws} hint="不填身份证号码" />
        <Field
          name="budget"
          label="普法经费（元）"
          value={yuan(body.budget)}
          inputmode="text"
          flaws={flaws}
          hint="本年度预算，如 12000 或 1.2万元"
        />
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          保存
        </button>
        <a class="button" href={yearPath(year.year)}>
          返回
        </a>
      </p>
    </form>
  )
}

/** How the unit stands in the year, which the office sets. */
const Standing = ({ found: { body, units, supervisor }, flaws }: { found: FoundBody; flaws?: Flaws | null }) => {
  const others = units.filter(({ id }) => id !== body.unitId).map(({ id, name }) => [String(id), name] as const)
  const isGone = body.supervisorUnitId !== null && !units.some(({ id }) => id === body.supervisorUnitId)
  const options = isGone ? [...others, [String(body.supervisorUnitId), supervisor ?? ""] as const] : others
  return (
    <div class="fields">
      <Choice
        name="duty"
        label="责任类型"
        value={body.duty}
        options={BODY_DUTIES.map((duty) => [duty, BODY_DUTY_LABEL[duty]] as const)}
        flaws={flaws}
      />
      <Choice
        name="category"
        label="单位类别"
        value={body.category}
        options={BODY_CATEGORIES.map((category) => [category, BODY_CATEGORY_LABEL[category]] as const)}
        flaws={flaws}
      />
      <Choice
        name="supervisorUnitId"
        label="行业主管部门"
        value={body.supervisorUnitId}
        options={options}
        empty="无"
        flaws={flaws}
        hint="督促该单位普法，看得到它的情况"
      />
      <fieldset class="ticks field full">
        <legend>履职评议分类</legend>
        {(["enforces", "judges", "serves"] as const).map((power) => (
          <label class="tick">
            <input
              type="checkbox"
              name={power}
              value="yes"
              checked={flaws ? flaws.typed[power] !== undefined : body[power]}
            />{" "}
            {POWER_LABEL[power]}
          </label>
        ))}
      </fieldset>
    </div>
  )
}

const StandingFacts = ({ found: { body, supervisor } }: { found: Pick<FoundBody, "body" | "supervisor"> }) => {
  const powers = (["enforces", "judges", "serves"] as const).filter((power) => body[power])
  return (
    <dl class="facts">
      <dt>责任类型</dt>
      <dd>{BODY_DUTY_LABEL[body.duty]}</dd>
      <dt>单位类别</dt>
      <dd>{BODY_CATEGORY_LABEL[body.category]}</dd>
      <dt>行业主管部门</dt>
      <dd>{supervisor ?? "无"}</dd>
      {powers.length > 0 && (
        <>
          <dt>履职评议分类</dt>
          <dd>{powers.map((power) => POWER_LABEL[power]).join("、")}</dd>
        </>
      )}
    </dl>
  )
}

const Facts = ({ found, today }: { found: FoundBody; today: string }) => {
  const { body, year } = found
  return (
    <>
      {body.leftOn !== null && (
        <p class="note">
          {dayWords(body.leftOn, today)}退出本年度：{body.leftWhy}
        </p>
      )}
      <StandingFacts found={found} />
      <dl class="facts">
        {(["leader", "department", "person"] as const).map((name) => (
          <>
            <dt>{NAME_LABEL[name]}</dt>
            <dd>{body[name] || "未填"}</dd>
          </>
        ))}
        <dt>普法经费</dt>
        <dd>{body.budget === null ? "未填" : moneyWords(body.budget)}</dd>
      </dl>
      <p class="acts">
        <a class="button" href={yearPath(year.year)}>
          返回
        </a>
      </p>
    </>
  )
}

const Leaving = ({ found: { body }, today, flaws }: { found: FoundBody; today: string; flaws?: Flaws | null }) => (
  <section class="narrow sheet padded" id="leaving">
    <h2>退出本年度</h2>
    <p class="small">机构撤并等原因不再参加的，写明原因和日期；仍列在登记表中，以前报送的不变。</p>
    <form method="post" action={bodyPath(body.id, "leaving")}>
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={body.version} />
      <div class="fields">
        <Field name="leftOn" id="left-on" label="退出日期" type="date" value={today} required flaws={flaws} />
        <Field name="leftWhy" id="left-why" label="原因" required flaws={flaws} hint="如：并入督查室" />
      </div>
      <p class="acts">
        <button type="submit" class="danger">
          退出本年度
        </button>
      </p>
    </form>
  </section>
)
