import type { Marks } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import {
  activityPath,
  appraisalPath,
  appraisalTargetPath,
  bodyPath,
  casePath,
  filingPath,
  resourcePath,
  standardPath,
  yearOutcomesPath,
  yearResultsPath,
} from "#src/paths.ts"
import { pointsWords } from "#src/year/appraisals/points.ts"
import { type Proof, proving } from "#src/year/appraisals/proofs.ts"
import type { ShownTarget } from "#src/year/appraisals/queries.ts"
import { proposed, sheetScore } from "#src/year/appraisals/scoring.ts"
import { criteriaOf, EVIDENCE_WORD, MEASURES, MODE_WORD, type Mode } from "#src/year/appraisals/standard.ts"
import {
  hasTargetPaper,
  isAuditing,
  isPanel,
  isReturnable,
  isWriting,
  readsResults,
} from "#src/year/appraisals/workflow.ts"
import { entersFor } from "#src/year/years/policy.ts"
import { DOCUMENT_KIND_LABEL } from "../documents/words.ts"
import { TARGET_PAPERS } from "../papers/appraisal.ts"
import { EntryEnd } from "../parts/entry.tsx"
import { Area, Choice, Field, Flawed, type Flaws, firstTyped, flawsOf } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { dayWords } from "../words.ts"
import { Papers } from "./papers.tsx"
import { ResultBlock } from "./result.tsx"
import {
  APPRAISAL_STATE_LABEL,
  classWords,
  rulesWords,
  standardWords,
  submittedMarks,
  TARGET_STATE_LABEL,
} from "./words.ts"

type Props = { found: ShownTarget; actor: Actor; today: string; flawed: (Flaws & { act: string }) | null }

/** The sheet of one unit: what it says of itself beside what the year's records prove, and the audit of the office. */
export const TargetPage = (props: Props) => {
  const { found, actor, today, flawed } = props
  const { target, appraisal, standard, unit, year, keeps } = found
  const writes = entersFor(actor, target.unitId) && isWriting(found)
  const audits = keeps && isAuditing(found)
  const flaws = flawsOf(flawed, "sheet")
  return (
    <article>
      <p class="crumbs small">
        <a href={appraisalPath(year.year)}>{year.year}年履职评议</a>
      </p>
      <div class="title">
        <div>
          <h1>{unit}履职评议</h1>
          <p>
            {classWords(target)} · {APPRAISAL_STATE_LABEL[appraisal.state]} · {TARGET_STATE_LABEL[target.state]}
            {target.signedBy && ` · 签审：${target.signedBy}`}
          </p>
        </div>
        <div class="acts">
          <PrintButton />
        </div>
      </div>
      {target.returnWhy && <p class="returned preserve">退回原因：{target.returnWhy}</p>}
      <p class="sheet padded">
        按<a href={standardPath(standard.id)}>{standard.title}</a>（{standardWords(standard)}）评分。
        {rulesWords(appraisal.rules)}
      </p>
      {writes || audits ? (
        <form method="post" action={appraisalTargetPath(target.id, audits ? "audit" : "")} id="sheet">
          <Flawed flaws={flaws} />
          <input type="hidden" name="version" value={target.version} />
          {audits && target.state !== "submitted" && (
            <p class="note">单位没有提交自评：按本年已有的记录核定，结果注明未提交自评。</p>
          )}
          <SheetTable
            found={found}
            today={today}
            box={{ shown: shownIn(found, audits), flaws }}
            told={audits ? ["marks"] : []}
          />
          {writes && (
            <Field
              name="signedBy"
              label="签审人"
              value={target.signedBy}
              hint="提交时填写单位负责人姓名"
              flaws={flaws}
            />
          )}
          <p class="acts">
            {audits ? (
              <button type="submit" class="primary">
                保存核定
              </button>
            ) : (
              <>
                <button type="submit" class="primary" formaction={appraisalTargetPath(target.id, "submission")}>
                  提交自评
                </button>
                <button type="submit">只保存</button>
              </>
            )}
          </p>
        </form>
      ) : (
        <SheetTable found={found} today={today} told={readsResults(found) ? ["marks", "audited"] : ["marks"]} />
      )}
      <ResultBlock {...props} />
      <Papers
        papers={TARGET_PAPERS}
        shown={(kind) => hasTargetPaper(kind, found, entersFor(actor, target.unitId))}
        path={(kind) => appraisalTargetPath(target.id, `papers/${kind}`)}
      />
      {keeps && isPanel(appraisal.state) && found.isDrawn && <BallotEntry {...props} />}
      {keeps && isReturnable(found) && <ReturnForm found={found} flaws={flawsOf(flawed, "return")} />}
    </article>
  )
}

/** What stands in the boxes first: what was saved, otherwise what the year's records propose. */
function shownIn(found: ShownTarget, audits: boolean): Marks {
  const { target, standard, proofs } = found
  const saved = audits ? (target.audited ?? submittedMarks(target)) : target.marks
  if (saved) return saved
  return Object.fromEntries(
    criteriaOf(standard.blocks).flatMap(({ block, criterion, key }) =>
      criterion.measure === null
        ? []
        : [[key, { points: proposed(block, criterion, proving(criterion.measure, proofs).length), note: "" }]],
    ),
  )
}

/** 扣0.5, 加2: what the figure of a sheet does, without the heading of its block. */
export const pointsTold = (mode: Mode, points: number): string => {
  const verb = mode === "deduct" ? "扣" : "加"
  return points === 0 ? `不${verb}` : `${verb}${pointsWords(points)}`
}

type Box = { shown: Marks; flaws: Flaws | null }

const worth = ({ standard, appraisal }: ShownTarget, marks: Marks | null) =>
  marks === null ? "–" : pointsWords(sheetScore(standard.blocks, marks, appraisal.rules.floor))

/** Which marks of a sheet are told, beside what is written into the boxes. */
type ToldMarks = "marks" | "audited"
const MARKS_LABEL: Record<ToldMarks, string> = { marks: "自评", audited: "核定" }

type SheetProps = { found: ShownTarget; today: string; box?: Box; told: readonly ToldMarks[] }

const SheetTable = ({ found, today, box, told }: SheetProps) => {
  const { standard, target, proofs, year, records } = found
  const notesOf = (key: string) =>
    records.filter(({ kind, criterion, discardWhy }) => kind === "note" && criterion === key && discardWhy === "")
  const given = { marks: submittedMarks(target), audited: target.audited }
  return (
    <div class="table-frame" id="sheet-table">
      <table class="list stack">
        <caption class="sr-only">评分表</caption>
        <thead>
          <tr>
            <th scope="col">评估内容</th>
            <th scope="col">本年已有</th>
            {told.map((one) => (
              <th scope="col">{MARKS_LABEL[one]}</th>
            ))}
            {box && <th scope="col">填写</th>}
          </tr>
        </thead>
        <tbody>
          {criteriaOf(standard.blocks).map(({ block, item, criterion, key }) => (
            <tr data-row="criterion">
              <th scope="row">
                <small>
                  {block.name} · {key} · {pointsWords(criterion.max)}分，{MODE_WORD[block.mode]}
                </small>
                <br />
                {criterion.text}
                {item.by !== "unit" && (
                  <>
                    <br />
                    <small>{EVIDENCE_WORD[item.by]}举证：自评只是陈述，以普法办查证的为准</small>
                  </>
                )}
              </th>
              <td data-label="本年已有">
                {criterion.measure !== null && (
                  <Proven
                    what={`${MEASURES[criterion.measure]}${proving(criterion.measure, proofs).length}，要求${criterion.least}`}
                    proofs={proving(criterion.measure, proofs)}
                    year={year.year}
                  />
                )}
                <Notes notes={notesOf(key)} today={today} />
                {criterion.measure === null && notesOf(key).length === 0 && "–"}
              </td>
              {told.map((one) => {
                const mark = given[one]?.[key]
                return (
                  <td data-label={MARKS_LABEL[one]}>
                    {mark ? pointsTold(block.mode, mark.points) : "–"}
                    {mark?.note && (
                      <>
                        <br />
                        <small class="preserve">{mark.note}</small>
                      </>
                    )}
                  </td>
                )
              })}
              {box && (
                <td>
                  <Boxes name={key} label={`${key}${MODE_WORD[block.mode]}`} {...box} />
                </td>
              )}
            </tr>
          ))}
          <tr>
            <th scope="row">得分</th>
            <td />
            {told.map((one) => (
              <td data-label={MARKS_LABEL[one]}>{worth(found, given[one])}</td>
            ))}
            {box && <td />}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** Points and what is said of them. */
export const Boxes = ({ name, label, shown, flaws }: Box & { name: string; label: string }) => {
  const problems = flaws?.problems[`points-${name}`]
  const mark = shown[name]
  return (
    <div class="marks">
      <label>
        {label}{" "}
        <input
          name={`points-${name}`}
          size={5}
          inputmode="decimal"
          value={firstTyped(flaws, `points-${name}`) ?? (mark ? pointsWords(mark.points) : "")}
          aria-invalid={problems ? "true" : undefined}
        />
      </label>
      {problems && <p class="problem">{problems.join("；")}</p>}
      <input
        name={`note-${name}`}
        aria-label={`${name}说明`}
        placeholder="说明"
        value={firstTyped(flaws, `note-${name}`) ?? mark?.note ?? ""}
      />
    </div>
  )
}

const hrefOf = (year: number, { what, id }: Proof): string => {
  if (what === "document") return filingPath(id)
  if (what === "activity") return activityPath(id)
  if (what === "case") return casePath(id)
  if (what === "resource") return resourcePath(id)
  if (what === "outcome") return yearOutcomesPath(year)
  return what === "statement" ? yearResultsPath(year) : bodyPath(id)
}

const titleOf = ({ what, kind, title }: Proof): string => {
  if (what === "document") return DOCUMENT_KIND_LABEL[kind as keyof typeof DOCUMENT_KIND_LABEL]
  if (what === "statement") return "述法一人"
  return title || "已填报经费"
}

/** 平时记录 of a criterion. */
const Notes = ({ notes, today }: { notes: ShownTarget["records"]; today: string }) =>
  notes.length === 0 ? null : (
    <ul class="small" data-row="notes">
      {notes.map(({ happenedOn, points, text }) => (
        <li>
          平时记录{points !== 0 && ` ${pointsWords(points)}分`}，{dayWords(happenedOn, today)}：{text}
        </li>
      ))}
    </ul>
  )

/** So many are listed at a criterion, the newest first; all are counted. */
const MOST_LISTED = 20

const Proven = ({ what, proofs, year }: { what: string; proofs: readonly Proof[]; year: number }) => (
  <details>
    <summary>{what}</summary>
    <ul class="small">
      {proofs.slice(0, MOST_LISTED).map((one) => (
        <li>
          <a href={hrefOf(year, one)}>{titleOf(one)}</a>
        </li>
      ))}
      {proofs.length > MOST_LISTED && (
        <li>
          等{proofs.length}项，只列最近{MOST_LISTED}项
        </li>
      )}
    </ul>
  </details>
)

/** 代录 of a juror's sheet of paper. */
const BallotEntry = ({ found, flawed }: Props) => {
  const { target, panel, ballots, standard } = found
  const flaws = flawsOf(flawed, "ballot")
  const waiting = panel.filter(
    ({ id, conflicts }) => !conflicts.includes(target.unitId) && !ballots.some(({ ballot }) => ballot.jurorId === id),
  )
  return (
    <details class="block no-print" open={flaws !== null} id="ballot-entry">
      <summary>代录纸质评分表</summary>
      <form
        method="post"
        action={appraisalTargetPath(target.id, "ballots")}
        enctype="multipart/form-data"
        class="sheet padded boxes"
      >
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={0} />
        <Choice
          name="juror"
          label="评议员"
          required
          options={waiting.map(({ id, name }) => [String(id), name] as const)}
          hint="回避本单位的、已经评过的不列出"
          flaws={flaws}
        />
        {criteriaOf(standard.blocks).map(({ block, criterion, key }) => (
          <div>
            {criterion.text}（{pointsWords(criterion.max)}分）
            <Boxes name={key} label={MODE_WORD[block.mode]} shown={{}} flaws={flaws} />
          </div>
        ))}
        <Area name="comment" label="点评意见" rows={2} longest={2000} flaws={flaws} />
        <EntryEnd scan="评分表扫描件" back={appraisalTargetPath(target.id)} flaws={flaws} />
      </form>
    </details>
  )
}

const ReturnForm = ({ found: { target }, flaws }: { found: ShownTarget; flaws: Flaws | null }) => (
  <form method="post" action={appraisalTargetPath(target.id, "return")} class="sheet padded no-print" id="return">
    <Flawed flaws={flaws} />
    <input type="hidden" name="version" value={target.version} />
    <Area name="remark" label="退回原因" rows={2} longest={500} required flaws={flaws} />
    <p class="acts">
      <button type="submit">退回自评</button>
    </p>
  </form>
)
