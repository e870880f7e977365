import { panelPath } from "#src/paths.ts"
import type { HeldTarget } from "#src/year/appraisals/panel_acts.ts"
import type { FoundJuror } from "#src/year/appraisals/panel_queries.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import { criteriaOf, MODE_WORD } from "#src/year/appraisals/standard.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"
import { Boxes, pointsTold } from "./target.tsx"
import { JUROR_LABEL, rulesWords, submittedMarks } from "./words.ts"

/** What a juror's link opens: the units that were drawn and are not their own. */
export const JurorPage = ({ found: { juror, appraisal, rows }, keyText }: { found: FoundJuror; keyText: string }) => (
  <section class="narrow">
    <div class="title">
      <h1>{appraisal.id}年履职评议评分</h1>
    </div>
    <p class="block">
      {juror.name}（{JUROR_LABEL[juror.kind]}）。{rulesWords(appraisal.rules)}
    </p>
    <ul class="rows sheet padded">
      {rows.map(({ target, unit, ballot }) => (
        <li data-row="unit">
          <a href={panelPath(keyText, target.id)}>{unit}</a>{" "}
          <small>{ballot ? `已评${pointsWords(ballot.score)}分` : "待评"}</small>
        </li>
      ))}
      {rows.length === 0 && <li>还没有抽取集中评议对象。</li>}
    </ul>
  </section>
)

/** The sheet of one unit, as a juror fills it in. */
export const JurorSheet = ({ found, flaws }: { found: HeldTarget; flaws: Flaws | null }) => {
  const { row, standard, keyText } = found
  return (
    <section class="narrow">
      <p class="crumbs small">
        <a href={panelPath(keyText)}>返回单位列表</a>
      </p>
      <div class="title">
        <h1>{row.unit}</h1>
      </div>
      <form method="post" action={panelPath(keyText, row.target.id)} class="boxes" id="ballot">
        <Flawed flaws={flaws} text="还没有保存：请按红字修改后再提交。" />
        <input type="hidden" name="version" value={row.ballot?.version ?? 0} />
        {criteriaOf(standard.blocks).map(({ block, criterion, key }) => {
          const own = submittedMarks(row.target)?.[key]
          return (
            <div class="sheet padded" data-row="criterion">
              <p>
                <small>
                  {block.name} · {pointsWords(criterion.max)}分，{MODE_WORD[block.mode]}
                </small>
                <br />
                {criterion.text}
                {own && (
                  <small>
                    <br />
                    单位自评{pointsTold(block.mode, own.points)}
                    {own.note && `：${own.note}`}
                  </small>
                )}
              </p>
              <Boxes name={key} label={MODE_WORD[block.mode]} shown={row.ballot?.marks ?? {}} flaws={flaws} />
            </div>
          )
        })}
        <Area
          name="comment"
          label="点评意见"
          rows={3}
          longest={2000}
          value={row.ballot?.comment ?? ""}
          flaws={flaws}
          hint="反馈给该单位"
        />
        <p class="acts">
          <button type="submit" class="primary">
            保存评分
          </button>
        </p>
      </form>
    </section>
  )
}
