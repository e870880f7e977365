import type { AppraisalRules } from "#db/schema.ts"
import { appraisalPath, appraisalTargetPath, publicationPath, standardPath, yearStandardsPath } from "#src/paths.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import type { AppraisalOfYear, Cycle } from "#src/year/appraisals/queries.ts"
import { objectsUntil } from "#src/year/appraisals/ruling.ts"
import { sheetScore } from "#src/year/appraisals/scoring.ts"
import {
  hasYearPaper,
  isChanged,
  isOut,
  NEXT,
  readsResults,
  USUAL,
  USUAL_STAGES,
} from "#src/year/appraisals/workflow.ts"
import { YEAR_PAPERS } from "../papers/appraisal.ts"
import { Choice, Flawed, type Flaws, flawsOf } from "../parts/fields.tsx"
import { Pages } from "../parts/pages.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { PanelBlock } from "./panel.tsx"
import { Papers } from "./papers.tsx"
import { RulesFields } from "./rules.tsx"
import {
  APPRAISAL_STATE_LABEL,
  basisWords,
  classWords,
  resultWords,
  rulesWords,
  STANDARD_STATE_LABEL,
  standardWords,
  submittedMarks,
  TARGET_STATE_LABEL,
} from "./words.ts"

type Props = { found: AppraisalOfYear; today: string; flawed: (Flaws & { act: string }) | null }

/** 履职评议 of a year: how far it is, its units, and what is done with it. */
export const AppraisalPage = (props: Props) => {
  const { found } = props
  const { cycle, keeps } = found
  return (
    <>
      <YearHead
        found={found}
        tab="appraisal"
        acts={
          <>
            {keeps && (
              <a class="button" href={yearStandardsPath(found.year.year, "reading")} id="read">
                导入评估标准
              </a>
            )}
            {keeps && cycle && isOut(cycle.appraisal.state) && (
              <a class="button" href={publicationPath({ year: found.year.year }, "appraisal")} id="to-public">
                向社会公布
              </a>
            )}
            <PrintButton />
          </>
        }
      />
      {cycle ? (
        <CycleBlock {...props} cycle={cycle} />
      ) : (
        <p class="empty sheet">
          本年度还没有启动评议。
          {keeps &&
            found.standards.every(({ state }) => state !== "open") &&
            "先导入评估标准，核对并启用，再启动评议。"}
        </p>
      )}
      {cycle && <PanelBlock {...props} found={{ ...found, cycle }} />}
      {cycle && <Targets {...props} cycle={cycle} />}
      {cycle && (
        <Papers
          papers={YEAR_PAPERS}
          shown={(kind) => (keeps || kind === "draw") && hasYearPaper(kind, cycle.appraisal, found.draws)}
          path={(kind) => appraisalPath(found.year.year, `papers/${kind}`)}
        />
      )}
      {!cycle && keeps && found.standards.some(({ state }) => state === "open") && <StartForm {...props} />}
      {(keeps || cycle) && <Standards found={found} />}
    </>
  )
}

const CycleBlock = ({ found, today, flawed, cycle }: Props & { cycle: Cycle }) => {
  const { year, keeps } = found
  const { appraisal, standard } = cycle
  const { rules, state } = appraisal
  const next = NEXT[state]
  const until = objectsUntil(appraisal)
  const flaws = flawsOf(flawed, "rules")
  return (
    <section class="block" id="cycle">
      <h2>
        {APPRAISAL_STATE_LABEL[state]}{" "}
        <small>{rules.stages.map(({ name, until }) => `${name}至${dayWords(until, today)}`).join("，")}</small>
      </h2>
      <p class="sheet padded">
        按<a href={standardPath(standard.id)}>{standard.title}</a>（{standardWords(standard)}）评分。{rulesWords(rules)}
      </p>
      {keeps && next && until && today <= until && (
        <p class="hint no-print">{dayWords(until, today)}（含）前单位可以提出异议，期满、异议都已复核后可以办结。</p>
      )}
      {keeps && next && (until === null || today > until) && (
        <form method="post" action={appraisalPath(year.year, "stage")} class="acts no-print" id="stage">
          <input type="hidden" name="version" value={appraisal.version} />
          <button type="submit" class="primary">
            进入「{APPRAISAL_STATE_LABEL[next]}」
          </button>
          <small>
            {state === "panel" && found.draws.length === 0 && "还没有抽取，现在进入后各单位都按核定的自评定等次。"}
            不能退回上一阶段{state === "scoring" && "；进入集中评议后自评锁定"}。
          </small>
        </form>
      )}
      {keeps && isChanged(state) && (
        <details class="block no-print" open={flaws !== null} id="rules">
          <summary>修改评议规则</summary>
          <form method="post" action={appraisalPath(year.year, "rules")} class="sheet padded boxes">
            <Flawed flaws={flaws} />
            <input type="hidden" name="version" value={appraisal.version} />
            <RulesFields rules={rules} flaws={flaws} />
            <p class="acts">
              <button type="submit">保存规则</button>
            </p>
          </form>
        </details>
      )}
    </section>
  )
}

const Targets = ({ found, cycle }: Props & { cycle: Cycle }) => {
  const { targets, year, page, hasMore } = found
  const { standard, appraisal } = cycle
  const isTold = readsResults({ appraisal, keeps: found.keeps })
  const worth = (marks: AppraisalOfYear["targets"][number]["target"]["marks"]) =>
    marks === null ? "–" : pointsWords(sheetScore(standard.blocks, marks, appraisal.rules.floor))
  return (
    <section class="block" id="targets">
      <h2>评议单位</h2>
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">各单位评议情况</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">类别</th>
              <th scope="col">自评</th>
              <th scope="col" class="number">
                自评分
              </th>
              {isTold && (
                <>
                  <th scope="col" class="number">
                    核定分
                  </th>
                  <th scope="col">评议结果</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {targets.map(({ target, unit, result }) => (
              <tr data-row="target">
                <th scope="row" class="nowrap">
                  <a href={appraisalTargetPath(target.id)}>{unit}</a>
                </th>
                <td data-label="类别">{classWords(target)}</td>
                <td data-label="自评">{TARGET_STATE_LABEL[target.state]}</td>
                <td class="number" data-label="自评分">
                  {worth(submittedMarks(target))}
                </td>
                {isTold && (
                  <>
                    <td class="number" data-label="核定分">
                      {worth(target.audited)}
                    </td>
                    <td data-label="评议结果">{result ? `${resultWords(result)}（${basisWords(result)}）` : "–"}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages page={page} hasMore={hasMore} path={(page) => `${appraisalPath(year.year)}?page=${page}`} />
    </section>
  )
}

const StartForm = ({ found, flawed }: Props) => {
  const { year, office, standards, present } = found
  const flaws = flawsOf(flawed, "start")
  const open = standards.filter(({ state }) => state === "open")
  const rules: AppraisalRules = {
    ...USUAL,
    convener: office,
    stages: USUAL_STAGES.map(([name, day]) => ({ name, until: `${year.year}-${day}` })),
  }
  const isTicked = (id: number, duty: string) =>
    flaws ? [flaws.typed.objects ?? []].flat().includes(String(id)) : duty === "primary"
  return (
    <form method="post" action={appraisalPath(year.year)} class="sheet padded boxes no-print" id="start">
      <h2>启动{year.year}年履职评议</h2>
      <Flawed flaws={flaws} />
      <Choice
        name="standard"
        label="评估标准"
        required
        empty="请选择"
        value={open.length === 1 ? (open[0]?.id ?? null) : null}
        options={open.map((one) => [String(one.id), `${one.title}（第${one.edition}版）`] as const)}
        hint="只列出已启用的标准"
        flaws={flaws}
      />
      <RulesFields rules={rules} flaws={flaws} />
      <fieldset>
        <legend>评议对象（没有勾选的责任单位参照评议）</legend>
        {present.map(({ id, name, duty }) => (
          <label class="tick">
            <input type="checkbox" name="objects" value={id} checked={isTicked(id, duty)} /> {name}
          </label>
        ))}
        {flaws?.problems.objects && <p class="problem">{flaws.problems.objects.join("；")}</p>}
      </fieldset>
      <p class="acts">
        <button type="submit" class="primary">
          启动评议
        </button>
      </p>
    </form>
  )
}

const Standards = ({ found: { standards } }: { found: AppraisalOfYear }) => (
  <section class="block" id="standards">
    <h2>评估标准</h2>
    {standards.length === 0 ? (
      <p class="empty sheet">还没有评估标准。</p>
    ) : (
      <ul class="rows sheet padded">
        {standards.map(({ id, title, edition, state }) => (
          <li data-row="standard">
            <a href={standardPath(id)}>{title}</a>{" "}
            <small>
              第{edition}版 · {STANDARD_STATE_LABEL[state]}
            </small>
          </li>
        ))}
      </ul>
    )}
  </section>
)
