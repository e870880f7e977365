import type { OfferedRow } from "#src/outward/ledger/returning/commands.ts"
import { isOpenCell, STALE, seenOf } from "#src/outward/ledger/returning/offering.ts"
import { isScan } from "#src/outward/ledger/returning/policy.ts"
import type { FoundImport } from "#src/outward/ledger/returning/queries.ts"
import type { ElsewhereKey } from "#src/outward/ledger/returning/returned.ts"
import { ledgerImportPath, ledgerImportsPath, newPlanPath, roundsPath, taskPath } from "#src/paths.ts"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { fileSize } from "../parts/file_size.ts"
import { Pages } from "../parts/pages.tsx"
import { brief, momentWords } from "../words.ts"
import { Cell } from "./cells.tsx"
import { FIELD_LABEL, sheetWords, toldRowsWords } from "./words.ts"

type Props = {
  found: FoundImport
  rows: OfferedRow[]
  /** Whoever looks may take. */
  takes: boolean
  refusalWords: (code: string, facts?: Record<string, string>) => string
  today: string
  flaws?: Flaws
}

/** A 台账 that came back, row by row: what it says, what stands here, and what is taken. */
export const ImportPage = (props: Props) => {
  const { found, rows, takes } = props
  const { plan, sheet, page, pages, count } = found
  const path = (act = "") => ledgerImportPath(plan.id, sheet.id, act)
  const isOpen = takes && rows.some(({ isOffered, cells }) => isOffered && cells.some(isOpenCell))
  return (
    <div class="back-page">
      <Head {...props} />
      <Told {...props} />
      {count === 0 ? (
        <p class="empty sheet">台账与系统没有不同，没有可以采用的内容。</p>
      ) : takes ? (
        <form
          method="post"
          action={ledgerImportPath(plan.id, sheet.id, "taking", { page: page === 1 ? null : page })}
          id={`taking-${sheet.version}`}
        >
          <input type="hidden" name="version" value={sheet.version} />
          <Wrong {...props} />
          <Rows {...props} />
          {isOpen && (
            <p class="acts">
              <button type="submit" class="primary" id="take">
                {sheet.asOffice ? "采用勾选的内容（代录）" : "采用勾选的内容（写入草稿）"}
              </button>
              {pages > 1 && <small>只采用本页勾选的，其余各页另行核对</small>}
            </p>
          )}
        </form>
      ) : (
        <Rows {...props} />
      )}
      <Pages
        page={page}
        hasMore={page < pages}
        path={(number) => ledgerImportPath(plan.id, sheet.id, "", { page: number })}
      />
      {takes && (
        <form
          method="post"
          action={path("closing")}
          class="acts"
          id="closing"
          data-confirm="结束后不能恢复，没有采用的不再采用，需要时只能重新上传。确定结束这次回传？"
        >
          <input type="hidden" name="version" value={sheet.version} />
          <button type="submit" class="danger">
            结束这次回传
          </button>
          <small>没有采用的不再采用；文件和记录保留。</small>
        </form>
      )}
    </div>
  )
}

const Head = ({ found: { plan, round, sheet }, today }: Props) => (
  <div class="title">
    <div>
      <h1>核对回传的台账</h1>
      <p>
        {plan.title} · {round.name} · {sheet.unit ?? "多个单位"} · {sheet.broughtBy}{" "}
        {momentWords(sheet.broughtAt, today)}上传
        {sheet.state === "closed" && sheet.closedAt !== null && ` · ${momentWords(sheet.closedAt, today)}已结束`}
      </p>
    </div>
    <div class="acts">
      <a class="button" href={ledgerImportPath(plan.id, sheet.id, "file")} hx-boost="false">
        下载原文件
      </a>
      <a class="button" href={ledgerImportsPath(plan.id)}>
        历次回传
      </a>
    </div>
  </div>
)

const Told = ({ found: { plan, sheet, before, count }, takes, today }: Props) => (
  <section class="sheet padded told" id="told">
    <p>
      <b>{sheet.name}</b> <small>{fileSize(sheet.size)}</small>
    </p>
    <ul class="plain-list">
      {before && (
        <li>
          这份文件{momentWords(before.broughtAt, today)}已由{before.broughtBy}上传过，当时采用 {before.taken} 处，见
          <a href={ledgerImportPath(plan.id, before.id)}>那次回传</a>。
        </li>
      )}
      {sheetWords(sheet.told).map((sentence) => (
        <li>{sentence}</li>
      ))}
      {sheet.told.unmatched.map((rows) => (
        <li>{toldRowsWords(rows)}。</li>
      ))}
      {takes && count > 0 && (
        <li>
          {sheet.asOffice
            ? `采用的内容按代录记入进展，永久标明，${isScan(sheet) ? "原文件作为扫描件附在进展上" : "原文件随这次回传保存"}；录入人不参与核查。`
            : "采用的内容写入本单位草稿，到「我的待办」核对后报送；需要审签的仍送负责人审签。"}
        </li>
      )}
    </ul>
  </section>
)

const Wrong = ({ flaws }: Props) => {
  const stale = flaws?.problems[STALE]?.[0]
  return <Flawed flaws={flaws} text={stale ?? flaws?.problems.take?.[0] ?? "还没有采用：请按红字选择后再采用。"} />
}

const Rows = ({ found, rows, takes, refusalWords, today, flaws }: Props) => (
  <div class="back-rows">
    {rows.map((row) => (
      <Row found={found} row={row} takes={takes} refusalWords={refusalWords} today={today} flaws={flaws} />
    ))}
  </div>
)

type RowProps = Omit<Props, "rows"> & { row: OfferedRow }

const Row = ({ found: { plan, sheet }, row, takes, refusalWords, today, flaws }: RowProps) => {
  const { position, found, cells, hindrance } = row
  const { kept, task, unit } = found
  const isPending = cells.some(isOpenCell)
  return (
    <article class="sheet padded back-row" id={`row-${position}`}>
      <h2>
        {sheet.told.sheets.length > 1 && `「${sheet.told.sheets[kept.sheet] ?? ""}」`}第 {kept.row} 行 ·{" "}
        {unit.shortName} · <a href={taskPath(plan.id, task.ordinal)}>{task.label || `第 ${task.ordinal} 项`}</a>
      </h2>
      {takes && <input type="hidden" name="seen" value={seenOf(position, found)} />}
      <p class="muted small">{brief(task.text, 80)}</p>
      {hindrance && isPending && (
        <p class="returned">这一行不能采用：{refusalWords(hindrance.code, hindrance.facts)}</p>
      )}
      {cells.map((offered) => (
        <Cell
          position={position}
          offered={offered}
          copies={kept.copies}
          isOffered={takes && row.isOffered}
          reasonOf={({ reason }) => (reason ? refusalWords(reason.code, reason.facts) : "")}
          today={today}
          flaws={flaws}
        />
      ))}
      {kept.elsewhere.length > 0 && (
        <div class="note">
          <p>台账上改了，系统不从台账更新：</p>
          <ul>
            {kept.elsewhere.map(({ key, typed, now }) => (
              <li>
                {FIELD_LABEL[key]}：台账上是「{brief(typed, 80)}」，系统是「{brief(now, 80) || "空"}」，需要修改请到
                <a href={PLACE[key].href(plan.id, task.ordinal)}>{PLACE[key].word}</a>。
              </li>
            ))}
          </ul>
        </div>
      )}
    </article>
  )
}

type Place = { word: string; href: (planId: number, ordinal: number) => string }
const onTask: Place = { word: "任务页", href: taskPath }

/** Where that is changed. */
const PLACE: Record<ElsewhereKey, Place> = {
  task: { word: "导入（按新文件更新方案）", href: () => newPlanPath },
  office: onTask,
  person: onTask,
  measures: onTask,
  deadline: { word: "填报期页的完成时限", href: roundsPath },
}
