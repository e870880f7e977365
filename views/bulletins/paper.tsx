import { dateOf, yearOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Content, isByHand, missingFigures, type TextBlock } from "#src/outward/bulletins/content.ts"
import { LONGEST_ADDRESSEE } from "#src/outward/bulletins/input.ts"
import { approves, readsWords, seesInside } from "#src/outward/bulletins/policy.ts"
import type { FoundBulletin } from "#src/outward/bulletins/queries.ts"
import { type BulletinMove, canMove, isOutside } from "#src/outward/bulletins/workflow.ts"
import { paperPath, planPapersPath, search, verifyingPath } from "#src/paths.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { isRunning } from "#src/trail/running.ts"
import { AutoSaved, type DraftFlaws, SavedLine } from "../drafting/draft.tsx"
import { KeepOnEnter } from "../parts/evidence.tsx"
import { Area, Choice, Field, Flawed, type Flaws, ofButtons } from "../parts/fields.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { RefusalWord } from "../words/told.tsx"
import { dayWords, momentWords } from "../words.ts"
import { MatterAnnex, RoundTable, UnitAnnex } from "./annexes.tsx"
import { FigureTable, Linked } from "./figures.tsx"
import {
  BULLETIN_FORM_LABEL,
  BULLETIN_KIND_LABEL,
  BULLETIN_MOVE_LABEL,
  BULLETIN_STATE_LABEL,
  bulletinName,
  issueWords,
  listsNote,
} from "./words.ts"

/** The act whose form came back, with what was typed into it. */
export type FlawedAct = DraftFlaws & { act: string }

type Props = {
  found: FoundBulletin
  actor: Actor
  today: string
  /** Of 继续督办事项汇总表. */
  page: number
  flawed?: FlawedAct | null
}

/** One 文稿: its text beside the numbers it stands on, and what may be done with it now. */
export const PaperPage = (props: Props) => {
  const { found, actor, flawed } = props
  const { bulletin, plan, content } = found
  const writes = bulletin.state === "draft" && found.draft !== null && isRunning(plan.state)
  const reads = readsWords(actor, bulletin, plan)
  return (
    <article class="paper-page">
      <Heading {...props} />
      <Notes {...props} />
      {!reads && <p class="sheet padded">{bulletin.title}</p>}
      {content && reads && writes && <Writing {...props} content={content} flaws={of(flawed, "writing")} />}
      {content && reads && !writes && <Reading {...props} content={content} />}
      {(writes || !content) && <Acts {...props} />}
      {reads && <PaperTrail {...props} />}
    </article>
  )
}

const of = (flawed: FlawedAct | null | undefined, act: string): DraftFlaws | null =>
  flawed?.act === act ? flawed : null

const Heading = ({ found, actor, today }: Props) => {
  const { bulletin, plan, content } = found
  return (
    <>
      <p class="crumbs small">
        <a href={planPapersPath(plan.id)}>文件与通报</a> · {plan.title}
      </p>
      <div class="title">
        <div>
          <h1>{bulletinName(bulletin)}</h1>
          <p>
            <span class="tag">{BULLETIN_STATE_LABEL[bulletin.state]}</span>{" "}
            <span class="muted">
              {BULLETIN_FORM_LABEL[bulletin.form]}
              {content && `，数据截至${dayWords(content.asOfOn, today)}（${content.round.name}）`}
            </span>
          </p>
        </div>
        {content && readsWords(actor, bulletin, plan) && (
          <form method="post" action={paperPath(bulletin.id, "document")} hx-boost="false" class="acts no-print">
            <button type="submit" id="take-paper">
              下载{isOutside(bulletin.state) ? "" : "草稿"}（Word）
            </button>
          </form>
        )}
      </div>
    </>
  )
}

/** What a reader has to know before anything else: withdrawn, corrected, sent back, changed figures. */
const Notes = ({ found, actor, today }: Props) => {
  const { bulletin, corrects, corrections, round, content, plan } = found
  const lists = content && readsWords(actor, bulletin, plan) ? listsNote(round.cutOffAt, content.asOf) : null
  return (
    <>
      {bulletin.state === "withdrawn" && (
        <p class="returned" role="note">
          <b>已撤回：</b>
          {bulletin.note}
          {bulletin.withdrawnAt !== null && (
            <small>
              {" "}
              {found.withdrawnBy} {momentWords(bulletin.withdrawnAt, today)}
            </small>
          )}
        </p>
      )}
      {corrections.map((one) => (
        <p class="note">
          本件已有更正：
          <a href={paperPath(one.id)}>
            {bulletinName(one)} {one.title}
          </a>
          （{BULLETIN_STATE_LABEL[one.state]}）
        </p>
      ))}
      {found.changed && bulletin.state === "issued" && supervises(actor, plan) && (
        <p class="note" id="results-changed">
          印发以后，{found.changed.year}年有{found.changed.n}项
          <a href={verifyingPath(found.changed.year, "", { view: "verified" })}>督查核实结果</a>
          改动并告知了单位，本件仍是印发时的数字。
          {corrections.length === 0 && "需要更正的，在本页拟写更正，写明改动的事项。"}
        </p>
      )}
      {corrects && (
        <p class="note">
          本件更正：
          <a href={paperPath(corrects.id)}>
            {bulletinName(corrects)} {corrects.title}
          </a>
        </p>
      )}
      {bulletin.opinion && bulletin.state === "draft" && (
        <p class="returned">
          <b>领导发还：</b>
          {bulletin.opinion}
        </p>
      )}
      {lists && (
        <p class="note" id="lists-moved">
          {lists}
        </p>
      )}
      {!isOutside(bulletin.state) && lists && supervises(actor, plan) && (
        <p class="note">
          {round.cutOffAt === null ? <RefusalWord code="round_open_again" /> : <RefusalWord code="figures_moved" />}
        </p>
      )}
    </>
  )
}

const place = ({ bulletin, plan }: FoundBulletin) => ({ bulletinId: bulletin.id, planId: plan.id })

const annexPath =
  ({ bulletin }: FoundBulletin) =>
  (page: number) =>
    `${paperPath(bulletin.id)}${search({ page })}#annex-matters`

/** The text as it stands, every figure a link to its list. */
const Reading = (props: Props & { content: Content }) => {
  const { found, content, page, today } = props
  const { bulletin, plan } = found
  return (
    <>
      <div class="paper-with-figures">
        <section class="sheet paper-text">
          <p class="paper-head">
            {bulletin.form === "organisation" ? (
              <>
                {content.organisation}
                <br />
                <small>发文字号　〔{bulletin.year ?? yearOf(today)}〕　号　　签发人：</small>
              </>
            ) : (
              <>
                {BULLETIN_KIND_LABEL[bulletin.kind]}
                <br />
                <small>
                  {issueWords(bulletin) || "未编期号"}　{content.office}
                </small>
              </>
            )}
          </p>
          <p class="paper-title">{content.title}</p>
          <p>{content.addressee}：</p>
          {content.blocks.map((block) => (
            <ReadBlock block={block} content={content} found={found} />
          ))}
          {content.closing && <p class="indented">{content.closing}</p>}
          <p class="muted small">{content.measure}</p>
        </section>
        <aside class="paper-figures" aria-label="数字">
          <h2>数字</h2>
          <FigureTable content={content} missing={missingFigures(content)} place={place(found)} />
          {bulletin.sha256 && (
            <p class="small muted hash">
              印发时的校验值（SHA-256），{found.isIntact ? "现存文稿与之一致" : <b>现存文稿与之不一致</b>}
              <br />
              <code>{bulletin.sha256}</code>
            </p>
          )}
          {/* Before the annexes: whoever signs on a phone is not sent to their end. */}
          <Acts {...props} />
        </aside>
      </div>
      <RoundTable content={content} planId={plan.id} />
      <UnitAnnex content={content} planId={plan.id} />
      <MatterAnnex content={content} planId={plan.id} page={page} path={annexPath(found)} />
    </>
  )
}

type BlockProps = { block: TextBlock; content: Content; found: FoundBulletin }

const ReadBlock = ({ block, content, found }: BlockProps) => (
  <>
    {block.heading && <h2 class="paper-heading">{block.heading}</h2>}
    {block.text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .map((line) => (
        <p class="indented">
          <Linked text={line} figures={content.figures} place={place(found)} />
        </p>
      ))}
  </>
)

/** The paper being written: it saves itself; every block can be written anew by the program. */
const Writing = ({
  found,
  content,
  actor,
  today,
  page,
  flaws,
}: Props & { content: Content; flaws: DraftFlaws | null }) => {
  const { bulletin, draft, plan } = found
  const key = `paper-${bulletin.id}`
  const keep = paperPath(bulletin.id, "draft")
  return (
    <form
      method="post"
      action={paperPath(bulletin.id, "submission")}
      id={`write-${bulletin.id}-${draft?.revision ?? 0}`}
      class="report"
    >
      <KeepOnEnter keep={keep} />
      <input type="hidden" name="version" value={bulletin.version} />
      <AutoSaved id={key} keep={keep}>
        <div class="paper-with-figures">
          <section class="sheet padded boxes">
            <Field name="title" label="标题" required full value={content.title} flaws={flaws} />
            <Area
              name="addressee"
              label="主送"
              rows={2}
              required
              longest={LONGEST_ADDRESSEE}
              value={content.addressee}
              flaws={flaws}
            />
            {content.blocks.map((block) => (
              <WriteBlock block={block} bulletinId={bulletin.id} flaws={flaws} />
            ))}
            <Field name="closing" label="结束语" full value={content.closing} flaws={flaws} />
            <p class="muted small">{content.measure}</p>
          </section>
          <aside class="paper-figures" aria-label="数字">
            <h2>数字</h2>
            <p class="hint">取自封账时的记录，点开是它所数的清单。保存后核对正文。</p>
            <FigureTable content={content} missing={missingFigures(content)} place={place(found)} />
            <SavedLine id={key} draft={draft} today={today} flaws={flaws} />
            <section class="sheet padded" id="submit-paper">
              <h2>送审</h2>
              <Choice
                name="leaderId"
                label="送审领导"
                value={bulletin.leaderId ?? ""}
                empty="任一领导"
                options={found.leaders
                  .filter(({ id }) => id !== actor.id)
                  .map(({ id, name }) => [String(id), name] as const)}
                flaws={flaws}
              />
              <p class="acts">
                <button type="submit" class="primary" id="send-paper">
                  {BULLETIN_MOVE_LABEL.submit}
                </button>
                <button type="submit" formaction={keep} formnovalidate id="save-paper">
                  保存草稿
                </button>
              </p>
            </section>
          </aside>
        </div>
        <RoundTable content={content} planId={plan.id} />
        <UnitAnnex content={content} planId={plan.id} />
        <MatterAnnex content={content} planId={plan.id} writes flaws={flaws} page={page} path={annexPath(found)} />
      </AutoSaved>
    </form>
  )
}

const WriteBlock = ({ block, bulletinId, flaws }: { block: TextBlock; bulletinId: number; flaws: Flaws | null }) => {
  const name = `text-${block.name}`
  const asked = flaws?.problems[name] !== undefined
  const heading = block.heading || "开头（数字）"
  return (
    <div class="write-block">
      <Area
        name={name}
        label={heading}
        rows={Math.min(24, Math.max(4, block.text.split("\n").length + Math.round(block.text.length / 48)))}
        bare
        value={block.text}
        flaws={flaws}
      />
      <p class="acts small">
        {asked && (
          <label class="tick">
            <input type="checkbox" name={`replace-${block.name}`} value="1" /> 替换手工内容
          </label>
        )}
        <button
          type="submit"
          formaction={paperPath(bulletinId, "rewriting")}
          formnovalidate
          name="block"
          value={block.name}
          id={`rewrite-${block.name}`}
          aria-label={`重新生成：${heading}`}
        >
          重新生成
        </button>
        {isByHand(block) && <span class="muted">已手工修改</span>}
      </p>
    </div>
  )
}

/** What may be done with a paper besides writing it. */
const Acts = (props: Props) => {
  const { found, actor, flawed } = props
  const { bulletin, plan } = found
  const can = (move: BulletinMove) => canMove(bulletin.state, move)
  const office = supervises(actor, plan)
  if (!isRunning(plan.state)) return null
  return (
    <div class="paper-acts no-print">
      {can("approve") && <Approve {...props} flaws={of(flawed, "approval")} />}
      {office && can("issue") && (
        <section class="sheet padded" id="issue">
          <h2>印发</h2>
          <p class="hint">
            印发后编上期号，文字、数字和单位名称不再变动；需要改正的另发更正。
            {found.approvedBy &&
              bulletin.approvedAt !== null &&
              `审定：${found.approvedBy}，${dayWords(dateOf(bulletin.approvedAt))}。`}
          </p>
          <Plain
            found={found}
            act="issue"
            move="issue"
            primary
            confirm="印发后编上期号，不能再改，只能更正或撤回。确定印发这份文稿？"
          />
        </section>
      )}
      {office && can("recall") && <Plain found={found} act="recall" move="recall" />}
      {office && can("discard") && (
        <form
          method="post"
          action={paperPath(bulletin.id, "discarding")}
          data-confirm="作废后不能恢复，确定作废这份文稿？"
          class="acts"
        >
          <Version found={found} />
          <button type="submit" class="danger">
            {BULLETIN_MOVE_LABEL.discard}
          </button>
        </form>
      )}
      {office && isOutside(bulletin.state) && (
        <form method="post" action={paperPath(bulletin.id, "correction")} class="acts" id="act-correction">
          <Version found={found} />
          <button type="submit">拟写更正</button>
          <small>另拟一份新稿，写明更正的是哪一份，两份互相链接。</small>
        </form>
      )}
      {office && can("withdraw") && <Withdraw {...props} flaws={of(flawed, "withdrawal")} />}
    </div>
  )
}

type ActProps = Props & { flaws: Flaws | null }

const Version = ({ found: { bulletin } }: Pick<Props, "found">) => (
  <input type="hidden" name="version" value={bulletin.version} />
)

type PlainProps = Pick<Props, "found"> & { act: string; move: BulletinMove; primary?: boolean; confirm?: string }

/** An act without words. */
const Plain = ({ found, act, move, primary, confirm }: PlainProps) => (
  <form method="post" action={paperPath(found.bulletin.id, act)} class="acts" id={`act-${act}`} data-confirm={confirm}>
    <Version found={found} />
    <button type="submit" class={primary ? "primary" : undefined}>
      {BULLETIN_MOVE_LABEL[move]}
    </button>
  </form>
)

const Approve = ({ found, actor, flaws }: ActProps) => {
  const { bulletin, plan } = found
  const own = bulletin.draftedById === actor.id || bulletin.sentById === actor.id
  return (
    <section class="sheet padded" id="approve">
      <h2>审定</h2>
      {approves(actor, bulletin) ? (
        <form method="post" action={paperPath(bulletin.id, "approval")} class="boxes">
          <Flawed flaws={flaws} text={ofButtons(flaws)} />
          <Version found={found} />
          <Area name="remark" label="审定意见" rows={2} hint="发还修改时必填" flaws={flaws} />
          <p class="acts">
            <button type="submit" class="primary" name="agrees" value="yes">
              {BULLETIN_MOVE_LABEL.approve}
            </button>
            <button type="submit" name="agrees" value="no">
              {BULLETIN_MOVE_LABEL.decline}
            </button>
          </p>
        </form>
      ) : (
        <p class="muted">
          {own && !supervises(actor, plan) ? (
            <RefusalWord code="own_bulletin" />
          ) : (
            `等待${found.leader ?? "领导"}审定。`
          )}
        </p>
      )}
    </section>
  )
}

const Withdraw = ({ found, flaws }: ActProps) => (
  <details class="revoke" open={flaws !== null}>
    <summary>{BULLETIN_MOVE_LABEL.withdraw}</summary>
    <form method="post" action={paperPath(found.bulletin.id, "withdrawal")} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <Version found={found} />
      <Area
        name="remark"
        label="撤回说明"
        rows={2}
        required
        hint="说明对看得到这份文稿的人公开；撤回后期号保留，不再使用"
        flaws={flaws}
      />
      <p class="acts">
        <button type="submit" class="danger">
          {BULLETIN_MOVE_LABEL.withdraw}
        </button>
      </p>
    </form>
  </details>
)

/** Who reads a 通报 in a unit learns when it was issued and withdrawn; the rest is between the office and leaders. */
const PaperTrail = ({ found, actor, today }: Props) => {
  const { plan, trail } = found
  const inside = seesInside(actor, plan)
  const shown = trail.filter(({ action }) => inside || action === "bulletin_issued" || action === "bulletin_withdrawn")
  return (
    <Trail lines={shown} today={today}>
      {({ particulars }) => <Remarks words={[particulars.remark]} />}
    </Trail>
  )
}
