import { namesAt } from "#src/office/units/names.ts"
import type { Sheet, SheetItem } from "#src/pages/sheet/queries.ts"
import { attachmentPath, sheetPath, todoPath } from "#src/paths.ts"
import { isReturned, saysSomething, standingWords } from "#src/reports/report/words.ts"
import { isWritable, sheetKeyOf } from "#src/reports/sheets/sheet.ts"
import { noticeName } from "../notices/words.ts"
import { onPaper } from "../parts/evidence.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { contactWords } from "../people/contacts.ts"
import { planNames, shortTitle } from "../plans/titles.ts"
import { roleWords } from "../plans/words.ts"
import { Words } from "../reports/said.tsx"
import { nameThen } from "../units/words.ts"
import { REPORT_STATE_LABEL } from "../words/states.ts"
import { cited, dayWords, momentWords } from "../words.ts"
import { arrivalWords } from "./words.ts"

type Props = { sheet: Sheet; today: string }

/** Of a round that was cut off, by the name of its day. */
const unitName = ({ unit, round }: Pick<Sheet, "unit" | "round">): string =>
  round.cutOffAt === null ? unit.name : namesAt(unit, round.cutOffAt).name

/** 签字单 of one plan, round and unit: the words as they stand now, for the head's signature and for the file. */
export const SheetPage = ({ sheet, today }: Props) => (
  <section class="signsheet">
    <div class="title">
      <div>
        <h1>{unitName(sheet)}落实情况报送签字单</h1>
      </div>
      <div class="acts">
        <PrintButton class="primary" />
        <a class="button" href={todoPath()}>
          返回
        </a>
      </div>
    </div>
    <Choice sheet={sheet} />
    {sheet.arrived && (
      <p class="no-print">
        纸质签字单{arrivalWords(sheet.arrived, today)}。
        {sheet.arrived.scanId !== null && (
          <a href={attachmentPath(sheet.arrived.scanId)} hx-boost="false">
            扫描件
          </a>
        )}
      </p>
    )}
    <Facts sheet={sheet} today={today} />
    {sheet.items.length === 0 ? (
      <p class="empty sheet">本期没有需要报送的事项。</p>
    ) : (
      <table class="list ruled">
        <Columns />
        <thead>
          {/* Repeated on every sheet of paper: a page that got loose says whose it is. */}
          <tr class="print-row">
            <th colspan={2}>
              {unitName(sheet)} · {sheet.round.name} · {shortTitle(sheet.plan.title)}
            </th>
          </tr>
          <tr>
            <th scope="col">任务</th>
            <th scope="col">落实情况、存在问题、下步打算</th>
          </tr>
        </thead>
        <tbody>
          {sheet.items.map((item) => (
            <Item item={item} today={today} />
          ))}
        </tbody>
      </table>
    )}
    {sheet.notices.length > 0 && <Notices sheet={sheet} today={today} />}
    <Signature />
  </section>
)

/** Nobody asks this person's unit for anything. */
export const NoSheet = () => (
  <section class="signsheet">
    <div class="title">
      <h1>签字单</h1>
    </div>
    <p class="empty sheet">还没有填报期要求本单位报送，没有可打印的签字单。</p>
    <p class="acts">
      <a class="button" href={todoPath()}>
        返回
      </a>
    </p>
  </section>
)

/** Which sheet: any round, the running ones first; the plan and the unit are named where there are several. */
const Choice = ({ sheet: { plan, round, unit, others } }: Pick<Props, "sheet">) => {
  const own: Sheet["others"][number] = { plan, round, unit }
  const keyOf = (one: typeof own) => sheetKeyOf({ planId: one.plan.id, round: one.round.number, unitId: one.unit.id })
  const all = others.some((one) => keyOf(one) === keyOf(own)) ? others : [own, ...others]
  if (all.length < 2) return null
  const names = planNames([...new Map(all.map((one) => [one.plan.id, one.plan])).values()])
  const units = new Set(all.map((one) => one.unit.id))
  return (
    <form method="get" action={sheetPath()} class="choice no-print" id="choose-sheet">
      <label for="sheet-of">填报期</label>
      <select name="of" id="sheet-of">
        {all.map((one) => (
          <option value={keyOf(one)} selected={keyOf(one) === keyOf(own)}>
            {[one.round.name, names.size > 1 && names.get(one.plan.id), units.size > 1 && one.unit.name]
              .filter(Boolean)
              .join(" · ")}
          </option>
        ))}
      </select>
      <button type="submit">查看</button>
    </form>
  )
}

const Facts = ({ sheet: { plan, round, unit, contacts }, today }: Props) => {
  const liaisons = contacts.filter(({ kind }) => kind === "liaison")
  return (
    <dl class="facts">
      <dt>方案</dt>
      <dd>{cited(plan)}</dd>
      <dt>填报期</dt>
      <dd>
        {round.name}，{dayWords(round.dueBy, today)}前报送
      </dd>
      <dt>报送单位</dt>
      <dd>{nameThen(unit, round.cutOffAt)}</dd>
      <dt>联络员</dt>
      <dd>{liaisons.length > 0 ? liaisons.map(contactWords).join("、") : "＿＿＿＿＿＿"}</dd>
    </dl>
  )
}

/** One task of the sheet: the words with how far they have come, or room to write by hand. */
const Item = ({ item, today }: { item: SheetItem; today: string }) => {
  const { assignment, isFirstLead, task, report, files } = item
  const words = standingWords(item)
  const isWritten = words !== null && saysSomething(words)
  return (
    <tr>
      <th scope="row">
        <p>
          {task.label} {task.text}
        </p>
        <p>
          {roleWords({ role: assignment.role, isFirstLead: isFirstLead === 1 })}{" "}
          <span class="tag">{howFar(item, isWritten, today)}</span>
        </p>
      </th>
      <td>
        {report !== null && isReturned(report) && (
          <p class="preserve">
            <b>退回意见：</b>
            {report.opinion}
          </p>
        )}
        {isWritten ? <Words words={words} /> : isWritable(item) ? <Room /> : <p>本期未报送。</p>}
        {files.length > 0 && (
          <p>
            <b>佐证材料：</b>
            {files.map(onPaper).join("、")}
          </p>
        )}
      </td>
    </tr>
  )
}

/** How far it has come: what is signed before 报送 looks the same as what is filed after it, and is not. */
function howFar({ report }: SheetItem, isWritten: boolean, today: string): string {
  const state = report?.state ?? "none"
  if (state === "submitted" || state === "accepted") {
    const at = report?.submittedAt
    return `${REPORT_STATE_LABEL[state]}${at ? `，${momentWords(at, today)}报送` : ""}`
  }
  if (state === "signing" || state === "returned") return state === "signing" ? "待审签" : "退回，待重报"
  return isWritten ? "草稿，未报送" : "未报送"
}

/** The boxes of the form on paper. */
const Room = () => (
  <div class="by-hand">
    <p>落实情况：</p>
    <p>存在问题：</p>
    <p>下步打算：</p>
    <p>□ 需要协调</p>
  </div>
)

/** In both tables the same, whatever their first rows span. */
const Columns = () => (
  <colgroup>
    <col class="asked" />
    <col />
  </colgroup>
)

/** 督办单 of the same plan that wait for this unit's answer. */
const Notices = ({ sheet: { notices }, today }: Props) => (
  <table class="list ruled">
    <Columns />
    <thead>
      <tr>
        <th scope="col">督办单</th>
        <th scope="col">办理情况</th>
      </tr>
    </thead>
    <tbody>
      {notices.map(({ notice, draft, answered, files }) => {
        const text = draft?.text ?? answered ?? ""
        return (
          <tr>
            <th scope="row">
              <p>
                {noticeName(notice)} {notice.title}
              </p>
              <p class="preserve">{notice.demand}</p>
              <p>
                {dayWords(notice.dueBy, today)}前反馈 <span class="tag">{text.trim() ? "草稿，未反馈" : "未反馈"}</span>
              </p>
            </th>
            <td>
              {text.trim() ? (
                <p class="preserve">{text}</p>
              ) : (
                <div class="by-hand">
                  <p>办理情况：</p>
                </div>
              )}
              {files.length > 0 && (
                <p>
                  <b>佐证材料：</b>
                  {files.map(onPaper).join("、")}
                </p>
              )}
            </td>
          </tr>
        )
      })}
    </tbody>
  </table>
)

const Signature = () => (
  <div class="signature keep">
    <p>单位负责人（签字）：＿＿＿＿＿＿＿＿</p>
    <p>单位（公章）</p>
    <p>　　　　年　　月　　日</p>
  </div>
)
