import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { namesAt } from "#src/office/units/names.ts"
import { casePath, caseVersionPath, yearCasesPath } from "#src/paths.ts"
import { doubtKey, doubtsIn, numbersIn, sightingsOf, veiled } from "#src/year/cases/identifiers.ts"
import { decidesCase, isChecked, mayCheck, publishesCase, writesCase } from "#src/year/cases/policy.ts"
import type { FoundCase, FoundVersion } from "#src/year/cases/queries.ts"
import { type CaseText, EMPTY, keywordsIn, LONGEST, lawsNamedIn, PARTS, type PartName } from "#src/year/cases/text.ts"
import { type CaseMove, canMove, isOut, isWithOffice, isWritten } from "#src/year/cases/workflow.ts"
import { shortTitle } from "#src/year/laws/naming.ts"
import { lawWarning } from "#src/year/laws/warning.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { AutoSaved, type DraftFlaws, SavedLine } from "../drafting/draft.tsx"
import { LawName } from "../laws/name.tsx"
import { KeepOnEnter } from "../parts/evidence.tsx"
import { Area, Field, Flawed, type Flaws, firstTyped } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { Marked } from "./marked.tsx"
import {
  CASE_KIND_LABEL,
  CASE_MOVE_LABEL,
  CASE_STATE_LABEL,
  IDENTIFIER_LABEL,
  numberProblem,
  PART_HINT,
  PART_LABEL,
  sightingWords,
} from "./words.ts"

/** The act whose form came back, with what was typed into it. */
export type FlawedAct = DraftFlaws & { act: string }

type Props = { found: FoundCase; actor: Actor; today: string; flawed?: FlawedAct | null }

/** One 案例: its seven parts, what looks as if somebody could be known by it, and what may be done now. */
export const CasePage = (props: Props) => {
  const { found, flawed } = props
  const writes = isWritten(found.one.state) && found.draft !== null
  return (
    <article class="paper-page">
      <Heading {...props} />
      <Notes {...props} />
      {writes ? <Writing {...props} flaws={of(flawed, "writing")} /> : <Reading {...props} />}
      <Versions found={found} today={props.today} />
      <Trail lines={found.trail} today={props.today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

const of = (flawed: FlawedAct | null | undefined, act: string): DraftFlaws | null =>
  flawed?.act === act ? flawed : null

const Heading = ({ found }: Props) => {
  const { one, unit, year } = found
  const name = one.reportedAt === null ? unit.name : namesAt(unit, one.reportedAt).name
  return (
    <>
      <p class="crumbs small no-print">
        <a href={yearCasesPath(year.year)}>{year.year}年以案释法案例</a>
      </p>
      <div class="title">
        <div>
          <h1>{one.title}</h1>
          <p>
            <span class="tag">{CASE_STATE_LABEL[one.state]}</span>{" "}
            <span class="muted">
              {name}，{CASE_KIND_LABEL[one.kind]}案例
            </span>
          </p>
        </div>
        <div class="acts no-print">
          <form method="post" action={casePath(one.id, "document")} hx-boost="false">
            <button type="submit" id="take-case">
              下载{isOut(one.state) ? "" : "底稿"}（Word）
            </button>
          </form>
          <PrintButton />
        </div>
      </div>
    </>
  )
}

/** What a reader has to know before anything else. */
const Notes = ({ found, today }: Props) => {
  const { one, laws } = found
  return (
    <>
      {one.state === "retracted" && (
        <p class="returned" role="note">
          <b>已撤回：</b>
          {one.note}
          {one.retractedAt !== null && (
            <small>
              {" "}
              {found.retractedBy} {momentWords(one.retractedAt, today)}
            </small>
          )}
        </p>
      )}
      {one.state === "returned" && (
        <p class="returned">
          <b>退回：</b>
          {one.opinion}
        </p>
      )}
      {one.publishedOn !== null && (
        <p class="note">
          {dayWords(one.publishedOn)}发布于{one.publishedIn}
          {one.address && (
            <>
              ：
              <a href={one.address} rel="noopener noreferrer nofollow" target="_blank">
                {one.address}
              </a>
            </>
          )}
        </p>
      )}
      {laws.map((law) => (
        <LawNote law={law} today={today} />
      ))}
    </>
  )
}

type Law = FoundCase["laws"][number]

/** What was repealed, or is not yet in force, is said before anything is read. */
const LawNote = ({ law, today }: { law: Law; today: string }) =>
  lawWarning(law, today) === null ? null : (
    <p class="note" role="note">
      相关法条：
      <LawName law={law} today={today} />
    </p>
  )

/** Named in 《》, and nowhere in the register: misspelled, or not entered yet. */
const unknownLaws = (text: CaseText, laws: readonly Law[]): string[] => {
  const known = new Set(laws.map(({ title }) => shortTitle(title)))
  return lawsNamedIn(text.laws).filter((title) => !known.has(shortTitle(title)))
}

/** The text as it stands, with all that is marked in it. */
const Reading = (props: Props) => {
  const { found } = props
  const { text } = found
  return (
    <div class="paper-with-figures">
      <CaseWords text={text} />
      <aside class="paper-figures no-print" aria-label="办理">
        <Sightings text={text} />
        <Signature {...props} />
        <Acts {...props} />
      </aside>
    </div>
  )
}

const CaseWords = ({ text }: { text: CaseText }) => (
  <section class="sheet paper-text">
    {PARTS.filter((part) => text[part].trim() !== "").map((part) => (
      <Part part={part} text={text} />
    ))}
  </section>
)

const Part = ({ part, text }: { part: PartName; text: CaseText }) =>
  part === "title" ? (
    <Marked text={text.title} class="paper-title" />
  ) : (
    <>
      <h2 class="paper-heading">{PART_LABEL[part]}</h2>
      <Marked text={part === "keywords" ? keywordsIn(text.keywords).join("　") : text[part]} />
    </>
  )

/** 脱敏: what the program found, and that it cannot find all. */
const Sightings = ({ text }: { text: CaseText }) => {
  const all = sightingsOf(text)
  return (
    <section id="sightings">
      <h2>脱敏</h2>
      {all.length === 0 ? (
        <p class="hint">没有发现身份证号、电话、车牌、银行卡号。</p>
      ) : (
        <ul>
          {all.map((one) => (
            <li>
              {sightingWords(one)}：<mark>{one.text}</mark>
            </li>
          ))}
        </ul>
      )}
      <p class="hint">程序只认号码和明显的姓名写法，住址、单位、职务等能识别到人的内容要由人看。</p>
    </section>
  )
}

const Signature = ({ found, today }: Props) => {
  const { one } = found
  if (one.checkedAt === null) return null
  return (
    <p class="small" id="signature">
      {isChecked(one) ? "已核签：" : "文字在核签后改过，须重新核签。上次核签："}
      {found.checkedBy}，{momentWords(one.checkedAt, today)}
      <br />
      <span class="muted hash">
        这一稿的校验值（SHA-256）<code>{one.sha256}</code>
      </span>
    </p>
  )
}

/** The seven parts being written: they save themselves. */
const Writing = (props: Props & { flaws: DraftFlaws | null }) => {
  const { found, today, flaws } = props
  const { one, draft, text, laws } = found
  const key = `case-${one.id}`
  const keep = casePath(one.id, "draft")
  const unknown = unknownLaws(text, laws)
  return (
    <form method="post" action={keep} id={`write-${one.id}-${draft?.revision ?? 0}`} class="report">
      <KeepOnEnter keep={keep} />
      <input type="hidden" name="version" value={one.version} />
      <AutoSaved id={key} keep={keep}>
        <div class="paper-with-figures">
          <section class="sheet padded boxes">
            {PARTS.map((part) => (
              <Box part={part} text={text} flaws={flaws} />
            ))}
            {unknown.length > 0 && (
              <p class="hint">
                法律法规中没有{unknown.map((title) => `《${title}》`).join("、")}，请核对名称，或请督查人员先添加。
              </p>
            )}
          </section>
          <aside class="paper-figures" aria-label="办理">
            <Sightings text={text} />
            <SavedLine id={key} draft={draft} today={today} flaws={flaws} />
            <StepButtons found={found} keep={keep} />
          </aside>
        </div>
      </AutoSaved>
    </form>
  )
}

const ROWS: Record<PartName, number> = { title: 1, keywords: 1, gist: 3, laws: 3, facts: 8, result: 5, reasoning: 8 }

const Box = ({ part, text, flaws }: { part: PartName; text: CaseText; flaws: Flaws | null }) => {
  const shared = { name: part, label: PART_LABEL[part], value: text[part], flaws, hint: PART_HINT[part], full: true }
  const found = sightingsOf({ ...EMPTY, [part]: firstTyped(flaws, part) ?? text[part] })
  return (
    <div>
      {part === "title" || part === "keywords" ? (
        <Field {...shared} bare={part === "keywords"} required={part === "title"} />
      ) : (
        <Area {...shared} bare rows={ROWS[part]} longest={LONGEST[part]} />
      )}
      {found.length > 0 && flaws?.problems[part] === undefined && (
        <ul class="small">
          {found.map((one) => (
            <li>
              第{one.paragraph}段疑似{IDENTIFIER_LABEL[one.kind]}：<mark>{one.text}</mark>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const STEP_ACTS = [
  ["edit", "edition"],
  ["study", "study"],
  ["report", "report"],
] as const

const StepButtons = ({ found, keep }: { found: FoundCase; keep: string }) => {
  const { one } = found
  const [first] = STEP_ACTS.filter(([move]) => canMove(one.state, move)).reverse()
  return (
    <section class="sheet padded" id="steps">
      <p class="hint">收集 → 整理 → 研究 → 报送，每步保存一个版本。报送前七个部分都要写明。</p>
      <p class="acts">
        {STEP_ACTS.filter(([move]) => canMove(one.state, move)).map(([move, act]) => (
          <button
            type="submit"
            class={move === first?.[0] ? "primary" : undefined}
            formaction={casePath(one.id, act)}
            id={`step-${move}`}
          >
            {CASE_MOVE_LABEL[move]}
          </button>
        ))}
        <button type="submit" formaction={keep} formnovalidate id="save-case">
          保存草稿
        </button>
        {canMove(one.state, "discard") && (
          <button
            type="submit"
            class="danger"
            formaction={casePath(one.id, "discarding")}
            formnovalidate
            data-confirm="作废后不能恢复，确定作废这个案例？"
            id="discard-case"
          >
            {CASE_MOVE_LABEL.discard}
          </button>
        )}
      </p>
    </section>
  )
}

/** What may be done with a case besides writing it. */
const Acts = (props: Props) => {
  const { found, actor, flawed } = props
  const { one, year, writers } = found
  const keeps = keepsYear(actor, year)
  const can = (move: CaseMove) => canMove(one.state, move)
  const own = keeps && !decidesCase(actor, year, found)
  return (
    <div class="paper-acts">
      {isWithOffice(one.state) && !isChecked(one) && <Check {...props} flaws={of(flawed, "check")} />}
      {own && isWithOffice(one.state) && (
        <p class="muted">
          <RefusalWord code="own_case" />
        </p>
      )}
      {keeps && !own && can("approve") && (
        <section class="sheet padded" id="approve">
          <h2>审核</h2>
          <Plain found={found} act="approval" move="approve" primary />
        </section>
      )}
      {keeps &&
        !own &&
        can("publish") &&
        isChecked(one) &&
        (publishesCase(actor, year, { writers, checkedById: one.checkedById }) ? (
          <Publish {...props} flaws={of(flawed, "publication")} />
        ) : (
          <p class="muted">
            <RefusalWord code="case_signed_by_you" />
          </p>
        ))}
      {keeps && !own && can("return") && (
        <Reasoned {...props} act="return" move="return" label="退回原因" flaws={of(flawed, "return")} />
      )}
      {writesCase(actor, one) && can("recall") && <Plain found={found} act="recall" move="recall" />}
      {keeps && can("retract") && (
        <Reasoned {...props} act="retraction" move="retract" label="撤回原因" flaws={of(flawed, "retraction")} />
      )}
    </div>
  )
}

type ActProps = Props & { flaws: Flaws | null }

const Version = ({ found: { one } }: Pick<Props, "found">) => <input type="hidden" name="version" value={one.version} />

type PlainProps = Pick<Props, "found"> & { act: string; move: CaseMove; primary?: boolean }

/** An act without words. */
const Plain = ({ found, act, move, primary }: PlainProps) => (
  <form method="post" action={casePath(found.one.id, act)} class="acts" id={`act-${act}`}>
    <Version found={found} />
    <button type="submit" class={primary ? "primary" : undefined}>
      {CASE_MOVE_LABEL[move]}
    </button>
  </form>
)

type ReasonedProps = ActProps & { act: string; move: CaseMove; label: string }

/** An act that needs its reason. */
const Reasoned = ({ found, act, move, label, flaws }: ReasonedProps) => (
  <details open={flaws !== null} id={`act-${act}`}>
    <summary>{CASE_MOVE_LABEL[move]}</summary>
    <form method="post" action={casePath(found.one.id, act)} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <Version found={found} />
      <Area name="remark" label={label} rows={3} required flaws={flaws} />
      <p class="acts">
        <button type="submit" class="danger">
          {CASE_MOVE_LABEL[move]}
        </button>
      </p>
    </form>
  </details>
)

/** 脱敏核签: every doubt is looked at by somebody who wrote none of it. */
const Check = ({ found, actor, flaws }: ActProps) => {
  const { one, year, writers, latest } = found
  if (!keepsYear(actor, year) && !writesCase(actor, one)) return <p class="muted">等待脱敏核签。</p>
  const numbers = numbersIn(latest.text)
  const doubts = doubtsIn(latest.text)
  const ticked = [flaws?.typed.cleared ?? []].flat()
  return (
    <section class="sheet padded" id="check">
      <h2>脱敏核签</h2>
      {!mayCheck(actor, year, { ...one, writers }) ? (
        <p class="muted">您执笔过这个案例，请另一人核签。</p>
      ) : numbers.length > 0 ? (
        <ul>
          {numbers.map((number) => (
            <li>
              {PART_LABEL[number.part]}
              {numberProblem(number)}
            </li>
          ))}
        </ul>
      ) : (
        <form method="post" action={casePath(one.id, "check")} class="boxes">
          <Version found={found} />
          <p class="hint">请通读全文，确认从文字里识别不到具体的人。核签只对这一稿有效，文字改动后须重新核签。</p>
          {doubts.map((doubt) => (
            <label class="tick">
              <input
                type="checkbox"
                name="cleared"
                value={doubtKey(doubt)}
                checked={ticked.includes(doubtKey(doubt))}
              />{" "}
              {sightingWords(doubt)}「{doubt.kind === "digits" ? veiled(doubt.text) : doubt.text}」不能识别到人
            </label>
          ))}
          {flaws?.problems.cleared && <p class="problem">{flaws.problems.cleared.join("；")}</p>}
          <p class="acts">
            <button type="submit" class="primary" id="check-case">
              核签
            </button>
          </p>
        </form>
      )}
    </section>
  )
}

const Publish = ({ found, today, flaws }: ActProps) => (
  <section class="sheet padded" id="publish">
    <h2>发布</h2>
    <form method="post" action={casePath(found.one.id, "publication")} class="boxes">
      <Flawed flaws={flaws} />
      <Version found={found} />
      <Field name="publishedOn" label="发布日期" type="date" required value={today} max={undefined} flaws={flaws} />
      <Field name="publishedIn" label="发布载体" required hint="网站、公众号、报刊、宣传栏等" flaws={flaws} />
      <Field name="address" label="网址" type="url" placeholder="https://" flaws={flaws} />
      <p class="acts">
        <button type="submit" class="primary">
          {CASE_MOVE_LABEL.publish}
        </button>
      </p>
    </form>
  </section>
)

/** Each step with its words. */
const Versions = ({ found, today }: Pick<Props, "found" | "today">) => (
  <details class="block no-print" id="versions">
    <summary>各步版本（{found.versions.length}）</summary>
    <ul>
      {found.versions.map(({ number, state, at, savedBy }) => (
        <li>
          <a href={caseVersionPath(found.one.id, number)}>
            第{number}稿 {CASE_STATE_LABEL[state]}
          </a>{" "}
          <small>
            {savedBy} {momentWords(at, today)}
          </small>
        </li>
      ))}
    </ul>
  </details>
)

/** The words as they were at one step. */
export const CaseVersionPage = ({ found }: { found: FoundVersion }) => {
  const { one, version, savedBy, text } = found
  return (
    <article class="paper-page">
      <p class="crumbs small">
        <a href={casePath(one.id)}>{one.title}</a>
      </p>
      <div class="title">
        <div>
          <h1>
            第{version.number}稿 <span class="tag">{CASE_STATE_LABEL[version.state]}</span>
          </h1>
          <p class="muted">
            {savedBy}，{dayWords(dateOf(version.at))}
            {version.number === one.latest && "，最新一稿"}
          </p>
        </div>
      </div>
      <CaseWords text={text} />
    </article>
  )
}
