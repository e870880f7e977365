import { EXAM_RESULTS, STATEMENT_FORMS, STATEMENT_GRADES } from "#db/schema.ts"
import { activitiesPath, resultPath, yearResultsPath } from "#src/paths.ts"
import type { FoundResult } from "#src/year/results/queries.ts"
import { ActForm, Why } from "../parts/act_form.tsx"
import { Choice, Field, type Flaws, flawsOf } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { dayWords } from "../words.ts"
import { EXAM_LABEL, factsOf, GRADE_LABEL, STATEMENT_LABEL } from "./words.ts"

type Props = { found: FoundResult; today: string; flawed: (Flaws & { act: string }) | null }

/** One person's page for 述职: what they took and said, and their unit's year in figures. */
export const ResultPage = (props: Props) => {
  const { found, today } = props
  const { result, unit, year } = found
  const [taken = [], ofUnit = []] = factsOf(found, today)
  const held = activitiesPath(year.year, { unit: result.unitId, state: "held" })
  return (
    <article>
      <p class="crumbs small no-print">
        <a href={yearResultsPath(year.year)}>{year.year}年学法述法</a>
      </p>
      <div class="title">
        <div>
          <h1>{result.name}</h1>
          <p>
            {unit}，{result.post}
          </p>
        </div>
        <div class="acts">
          <PrintButton />
          <form method="post" action={resultPath(result.id, "paper")} hx-boost="false" class="no-print">
            <button type="submit">下载文稿</button>
          </form>
        </div>
      </div>
      <section class="block">
        <h2>{year.year}年学法述法情况</h2>
        <dl class="facts sheet padded">
          {taken.map(([term, words]) => (
            <>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </>
          ))}
        </dl>
      </section>
      <section class="block" id="unit-year">
        <h2>
          {unit}本年普法工作<small>截至{dayWords(today)}，由活动台账、案例和报备得出</small>
        </h2>
        <dl class="facts sheet padded">
          {ofUnit.map(([term, words], i) => (
            <>
              <dt>{term}</dt>
              <dd>
                {i === 0 ? (
                  <a href={held} data-of="activities">
                    {words}
                  </a>
                ) : (
                  words
                )}
              </dd>
            </>
          ))}
        </dl>
      </section>
      <Revise {...props} />
      <Remove {...props} />
      <div class="no-print">
        <Trail lines={found.trail} today={today}>
          {({ particulars }) => <Remarks words={[particulars.remark]} />}
        </Trail>
      </div>
    </article>
  )
}

const optionsOf = <Key extends string>(keys: readonly Key[], labels: Record<Key, string>) =>
  keys.map((key) => [key, labels[key]] as const)

const Revise = ({ found: { result }, flawed }: Props) => {
  const flaws = flawsOf(flawed, "revision")
  return (
    <ActForm
      id="revision"
      title="更正"
      action={resultPath(result.id, "revision")}
      version={result.version}
      flaws={flaws}
    >
      <div class="fields">
        <Field name="name" label="姓名" required value={result.name} flaws={flaws} />
        <Field name="post" label="职务" required value={result.post} flaws={flaws} />
        <Field name="score" label="考试成绩" value={result.score === null ? "" : result.score / 10} flaws={flaws} />
        <Choice
          name="exam"
          label="考试结果"
          empty="没有"
          value={result.exam}
          options={optionsOf(EXAM_RESULTS, EXAM_LABEL)}
          flaws={flaws}
        />
        <Choice
          name="statement"
          label="述法形式"
          empty="没有"
          value={result.statement}
          options={optionsOf(STATEMENT_FORMS, STATEMENT_LABEL)}
          flaws={flaws}
        />
        <Choice
          name="grade"
          label="述法评议"
          empty="没有"
          value={result.grade}
          options={optionsOf(STATEMENT_GRADES, GRADE_LABEL)}
          flaws={flaws}
        />
        <Field name="happenedOn" label="日期" type="date" value={result.happenedOn} flaws={flaws} />
      </div>
      <Why id="revision-why" label="更正原因" flaws={flaws} hint="会长期留存，不要写姓名" />
    </ActForm>
  )
}

const Remove = ({ found: { result }, flawed }: Props) => {
  const flaws = flawsOf(flawed, "removal")
  return (
    <ActForm
      id="removal"
      title="删除"
      kind="danger"
      action={resultPath(result.id, "removal")}
      version={result.version}
      flaws={flaws}
    >
      <Why id="removal-why" label="删除原因" flaws={flaws} hint="姓名和职务不再留存；原因会留存，不要写姓名" />
    </ActForm>
  )
}
