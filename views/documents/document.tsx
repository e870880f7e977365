import type { DocumentKind } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { dutiesPath, filingPath, filingsPath, publicPath } from "#src/paths.ts"
import { isLine, PARTS } from "#src/year/documents/parts.ts"
import { signsFor, writesFor } from "#src/year/documents/policy.ts"
import type { FoundDocument, VersionRow } from "#src/year/documents/queries.ts"
import { filesNow, textOf } from "#src/year/documents/versions.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { AutoSaved, type DraftFlaws, SavedLine } from "../drafting/draft.tsx"
import { Evidence, Files, KeepOnEnter } from "../parts/evidence.tsx"
import { Area, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Remarks, Trail } from "../parts/trail.tsx"
import { dayWords, momentWords } from "../words.ts"
import { OfficeActs } from "./office_acts.tsx"
import { ReceiptTable } from "./receipts.tsx"
import {
  copiesWords,
  DOCUMENT_KIND_LABEL,
  DOCUMENT_MOVE_LABEL,
  DOCUMENT_STATE_LABEL,
  dueWords,
  PART_LABEL,
  sendingWords,
  serialWords,
  spanWords,
  standingWords,
} from "./words.ts"

/** The act whose form came back, with what was typed into it. */
export type FlawedAct = DraftFlaws & { act: string }

export type Props = {
  found: FoundDocument
  actor: Actor
  today: string
  /** The version that is read, where it is not the newest. */
  number?: number | null
  flawed?: FlawedAct | null
}

export const flawsOf = (flawed: FlawedAct | null | undefined, act: string): DraftFlaws | null =>
  flawed?.act === act ? flawed : null

/** One 报备文件: its text, its copies, and what may be done with it now. */
export const DocumentPage = (props: Props) => {
  const { found, actor, today, number, flawed } = props
  const { version, mine, body } = found
  const earlier = number ? (found.versions.find((one) => one.number === number) ?? null) : null
  const shown = earlier ?? version
  const writes = earlier === null && version.state === "draft" && mine !== null && writesFor(actor, body)
  return (
    <article class="document-page">
      <Heading {...props} shown={shown} />
      <Notes found={found} shown={shown} today={today} />
      {found.document.kind === "duty_list" && <ItemsNote found={found} writes={writes} />}
      {writes && mine ? (
        <Writing {...props} mine={mine} flaws={flawsOf(flawed, "writing")} />
      ) : (
        <Reading found={found} shown={shown} />
      )}
      <ReceiptTable {...props} shown={shown} />
      <UnitActs {...props} />
      {keepsYear(actor, found.year) && <OfficeActs {...props} shown={shown} />}
      <Versions found={found} today={today} />
      <Trail lines={found.trail} today={today}>
        {({ particulars }) => <Remarks words={[particulars.remark]} />}
      </Trail>
    </article>
  )
}

/** The last sending of the version was the office's, for the unit. */
const isEntered = ({ document, trail }: FoundDocument, { number }: VersionRow): boolean =>
  trail.find(
    ({ action, subject }) =>
      subject === `filing:${document.id}/${number}` &&
      ["document_entered", "document_filed", "document_sent_to_head"].includes(action),
  )?.action === "document_entered"

type ShownProps = { found: FoundDocument; shown: VersionRow; today: string }

const Heading = ({ found, shown, today }: Props & { shown: VersionRow }) => {
  const { document, body, year, asked, standing } = found
  const serial = serialWords(document.kind, shown)
  return (
    <>
      <p class="crumbs small">
        <a href={filingsPath(year.year)}>{year.year}年文件报备</a> · {body.unit}
      </p>
      <div class="title">
        <div>
          <h1>
            {DOCUMENT_KIND_LABEL[document.kind]}（{spanWords(document)}）
          </h1>
          <p>
            <span class="tag">{DOCUMENT_STATE_LABEL[shown.state]}</span>{" "}
            {isEntered(found, shown) && <span class="tag">代录</span>}{" "}
            <span class={`light ${standing.colour}`}>{standingWords(standing)}</span>{" "}
            <span class="muted">
              {[
                found.versions.length > 1 && `第${shown.number}版`,
                serial,
                asked.asked ? `${dueWords(asked, today)}报送` : "本年不要求",
                `要求${copiesWords(asked)}`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </p>
        </div>
        <div class="acts no-print">
          {shown.serial !== null && (
            <a class="button" href={filingPath(document.id, "slip", { number: shown.number })}>
              备案回执（打印）
            </a>
          )}
          <PrintButton />
        </div>
      </div>
    </>
  )
}

/** It stands on the public pages of this program. */
const isOurs = (address: string): boolean => address.startsWith(publicPath(0).slice(0, -1))

/** What a reader has to know before anything else. */
const Notes = ({ found, shown, today }: ShownProps) => {
  const { version, document } = found
  const inForce = found.versions.find(({ recordedOn, number }) => recordedOn !== null && number > shown.number)
  const earlierReleased = found.versions.find(
    ({ state, number }) => state === "released" && number < version.number && version.state === "released",
  )
  return (
    <>
      {version.opinion !== "" && version.state === "draft" && (found.mine !== null || isOfOffice(found)) && (
        <p class="returned">
          <b>{isOfOffice(found) ? "退回：" : "负责人发还："}</b>
          {version.opinion}
          {version.againBy !== null && `（请于${dayWords(version.againBy, today)}前重新报送）`}
        </p>
      )}
      {shown.state === "released" && (
        <p class="note">
          {shown.releasedOn && dayWords(shown.releasedOn, today)}公布：
          {isOurs(shown.address) ? <a href={shown.address}>公开页面</a> : shown.address}
        </p>
      )}
      {shown.state === "withdrawn" && (
        <p class="returned" role="note">
          <b>{shown.withdrawnOn && dayWords(shown.withdrawnOn, today)}撤下：</b>
          {shown.note}
        </p>
      )}
      {shown.number !== version.number && (
        <p class="note">
          这是第{shown.number}版{inForce && `，已由第${inForce.number}版替代`}。
          <a href={filingPath(document.id)}>看最新一版</a>
        </p>
      )}
      {earlierReleased && (
        <p class="note">
          第{earlierReleased.number}版仍登记为公布中，如已由新版替代，请
          <a href={filingPath(document.id, "", { number: earlierReleased.number })}>登记撤下</a>。
        </p>
      )}
    </>
  )
}

/** A 责任清单 is a table of items: they stand on a page of their own, and are sent with it. */
const ItemsNote = ({ found: { year, body, duties }, writes }: { found: FoundDocument; writes: boolean }) => (
  <p class="note">
    {writes ? `清单事项${duties}项，报送时一并报送并留底。` : "清单事项逐项列在责任清单里。"}
    <a href={dutiesPath(year.year, { unit: body.unitId })} id="duty-items">
      {writes ? "逐项编制" : "查看清单事项"}
    </a>
  </p>
)

/** What the newest version came back with last is the office's word, and not the head's. */
const isOfOffice = ({ trail }: FoundDocument): boolean =>
  trail.find(({ action }) => action === "document_returned" || action === "document_sent_back")?.action ===
  "document_returned"

/** The text as it was sent last; what is being written is the unit's alone. */
const Reading = ({ found, shown }: { found: FoundDocument; shown: VersionRow }) => {
  const text = textOf(found, shown.number)
  if (!text) return <p class="empty sheet">单位正在起草，报送后可以查看。</p>
  const files = found.files.filter(({ number }) => number === shown.number)
  return <Filed kind={found.document.kind} content={text.content} files={files} />
}

type FiledProps = {
  kind: DocumentKind
  content: FoundDocument["texts"][number]["content"]
  files: Parameters<typeof Files>[0]["files"]
}

/** What a document says, as it was filed, with its files. */
export const Filed = ({ kind, content, files }: FiledProps) => (
  <section class="sheet padded" id="text">
    <h2>{content.title}</h2>
    {content.change !== "" && (
      <p class="preserve">
        <b>变更说明：</b>
        {content.change}
      </p>
    )}
    {PARTS[kind].map((part) => (
      <div>
        <h3>{PART_LABEL[part]}</h3>
        <p class="preserve">{content.parts[part]}</p>
      </div>
    ))}
    {content.text !== "" && (
      <>
        {PARTS[kind].length > 0 && <h3>其他内容</h3>}
        <p class="preserve">{content.text}</p>
      </>
    )}
    <Files files={files} />
  </section>
)

type WritingProps = Props & { mine: NonNullable<FoundDocument["mine"]>; flaws: DraftFlaws | null }

export const formOf = ({ document, draft }: Pick<FoundDocument, "document" | "draft">) =>
  `write-${document.id}-${draft?.revision ?? 0}`

const textHint = (kind: FoundDocument["document"]["kind"]) =>
  kind === "duty_list" ? "可以不写：正文、文件和清单事项至少有一样" : "可从 Word、WPS 粘贴；正文和文件至少有一样"

/** The document being written: it saves itself. */
const Writing = ({ found, mine, today, flaws, actor }: WritingProps) => {
  const { document, version, draft, asked, body } = found
  const key = `document-${document.id}`
  const keep = filingPath(document.id, "draft")
  const form = formOf(found)
  const toHead = asked.head && !signsFor(actor, body)
  return (
    <>
      <form
        method="post"
        action={filingPath(document.id, "filing")}
        id={form}
        class="report sheet padded"
        enctype="multipart/form-data"
      >
        <KeepOnEnter keep={keep} />
        <Flawed flaws={flaws?.clash ? null : flaws} text="还没有报送：请按红字补齐后再报送。写下的内容已保留。" />
        <input type="hidden" name="version" value={version.version} />
        <AutoSaved id={key} keep={keep}>
          <Field name="title" label="标题" required full value={mine.title} flaws={flaws} />
          {document.kind === "programme" && (
            <div class="fields">
              <Field
                name="fromYear"
                label="起始年份"
                inputmode="numeric"
                required
                value={mine.fromYear}
                flaws={flaws}
              />
              <Field
                name="untilYear"
                label="终止年份"
                inputmode="numeric"
                required
                value={mine.untilYear}
                flaws={flaws}
              />
            </div>
          )}
          {version.number > 1 && (
            <Area
              name="change"
              label="变更说明"
              rows={2}
              required
              value={mine.change}
              hint="写明改了什么、为什么改"
              flaws={flaws}
            />
          )}
          {PARTS[document.kind].map((part) =>
            isLine(part) ? (
              <Field name={`part-${part}`} label={PART_LABEL[part]} required value={mine.parts[part]} flaws={flaws} />
            ) : (
              <Area
                name={`part-${part}`}
                label={PART_LABEL[part]}
                rows={4}
                required
                value={mine.parts[part]}
                flaws={flaws}
              />
            ),
          )}
          <Area
            name="text"
            label={PARTS[document.kind].length > 0 ? "其他内容" : "正文"}
            rows={PARTS[document.kind].length > 0 ? 5 : 14}
            value={mine.text}
            hint={PARTS[document.kind].length > 0 ? undefined : textHint(document.kind)}
            flaws={flaws}
          />
        </AutoSaved>
        <SavedLine id={key} draft={draft} today={today} flaws={flaws} />
      </form>
      <DocumentFiles found={found} flaws={flaws} />
      <p class="acts">
        <button type="submit" form={form} formaction={keep} formnovalidate id="save-document">
          保存草稿
        </button>
        <button type="submit" form={form} class="primary" id="send-document">
          {toHead ? DOCUMENT_MOVE_LABEL.send_to_head : DOCUMENT_MOVE_LABEL.file}
        </button>
        {toHead && <small>本年要求单位负责人审签后报送。</small>}
      </p>
    </>
  )
}

/** The electronic copy: files of the version that is being written. */
export const DocumentFiles = ({
  found,
  form,
  flaws,
}: {
  found: FoundDocument
  form?: string
  flaws?: Flaws | null
}) => (
  <Evidence
    id={`document-${found.document.id}`}
    label="电子版文件"
    about={DOCUMENT_KIND_LABEL[found.document.kind]}
    files={filesNow(found)}
    form={form ?? formOf(found)}
    keep={filingPath(found.document.id, "draft")}
    action={filingPath(found.document.id, "attachments")}
    flaws={flaws}
  />
)

/** What the unit may do besides writing: sign, take back, begin a new version. */
const UnitActs = ({ found, actor, flawed }: Props) => {
  const { document, version, body } = found
  const mayWrite = writesFor(actor, body)
  const isRecorded = version.recordedOn !== null
  return (
    <div class="no-print">
      {version.state === "signing" && signsFor(actor, body) && (
        <Signing found={found} flaws={flawsOf(flawed, "sending-back")} />
      )}
      {mayWrite && (version.state === "signing" || version.state === "filed") && (
        <form method="post" action={filingPath(document.id, "recall")} class="acts" id="act-recall">
          <input type="hidden" name="version" value={version.version} />
          <button type="submit">{DOCUMENT_MOVE_LABEL.recall}</button>
          <small>备案或退回以前可以撤回修改。</small>
        </form>
      )}
      {mayWrite && isRecorded && body.leftOn === null && (
        <form method="post" action={filingPath(document.id, "version")} class="acts" id="act-version">
          <input type="hidden" name="version" value={version.version} />
          <button type="submit">变更：起草新的一版</button>
          <small>原来的一版保留；新的一版写明变更说明，再次报送备案。</small>
        </form>
      )}
    </div>
  )
}

const Signing = ({ found: { document, version }, flaws }: { found: FoundDocument; flaws: Flaws | null }) => (
  <section class="sheet padded" id="signing">
    <h2>审签</h2>
    <form method="post" action={filingPath(document.id, "signature")} class="acts">
      <input type="hidden" name="version" value={version.version} />
      <button type="submit" class="primary">
        {DOCUMENT_MOVE_LABEL.sign}
      </button>
    </form>
    <form method="post" action={filingPath(document.id, "sending-back")} class="boxes">
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={version.version} />
      <Area name="remark" label="发还理由" rows={2} required flaws={flaws} />
      <p class="acts">
        <button type="submit">{DOCUMENT_MOVE_LABEL.send_back}</button>
      </p>
    </form>
  </section>
)

/** All versions and what was sent of each; any two can be laid side by side. */
const Versions = ({ found, today }: { found: FoundDocument; today: string }) => {
  const { document, versions, texts } = found
  const [newest, second] = texts
  if (!newest) return null
  const keyOf = ({ number, sending }: { number: number; sending: number }) => `${number}.${sending}`
  return (
    <section class="block" id="versions">
      <h2>版本</h2>
      <div class="table-frame">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col">版本</th>
              <th scope="col">报送</th>
              <th scope="col">状态</th>
              <th scope="col">变更说明</th>
              <th scope="col">比较</th>
            </tr>
          </thead>
          <tbody>
            {texts.map((text, i) => {
              const version = versions.find(({ number }) => number === text.number)
              const earlier = texts[i + 1]
              const isLast = version?.sendings === text.sending
              return (
                <tr data-row="text">
                  <th scope="row">
                    <a href={filingPath(document.id, "", { number: text.number })}>第{text.number}版</a>
                    {text.sending > 1 && <small>（第{text.sending}次报送）</small>}
                  </th>
                  <td data-label="报送">{momentWords(text.at, today)}</td>
                  <td data-label="状态">
                    {version && isLast ? (
                      <>
                        {DOCUMENT_STATE_LABEL[version.state]} {serialWords(document.kind, version)}
                      </>
                    ) : (
                      "未备案，已由后来的一次替代"
                    )}
                  </td>
                  <td data-label="变更说明">{text.change || "–"}</td>
                  <td data-label="比较">
                    {earlier ? (
                      <a href={filingPath(document.id, "comparison", { from: keyOf(earlier), to: keyOf(text) })}>
                        与前一次比较
                      </a>
                    ) : (
                      "–"
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {second && texts.length > 2 && (
        <form method="get" action={filingPath(document.id, "comparison")} class="filters no-print">
          {(["from", "to"] as const).map((name) => (
            <label>
              {name === "from" ? "从" : "到"}
              <select name={name}>
                {texts.map((text) => (
                  <option value={keyOf(text)} selected={name === "to" ? text === newest : text === texts.at(-1)}>
                    {sendingWords(text)}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <button type="submit">并排比较</button>
        </form>
      )}
    </section>
  )
}
