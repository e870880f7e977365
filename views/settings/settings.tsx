import type { SettingRow } from "#src/office/settings/queries.ts"
import { RANGES } from "#src/office/settings/rules.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { rangeWords, SETTING_LABEL, SETTING_SOURCE, settingValueWords } from "./words.ts"

export const SettingsPage = ({ rows, flaws }: { rows: SettingRow[]; flaws?: Flaws | null }) => (
  <>
    <div class="title">
      <div>
        <h1>安全与规则</h1>
        <p>全系统通用的数字。先核对影响，确认后立即生效，修改前后的值记入审计。</p>
      </div>
    </div>
    <form
      method="post"
      action="/admin/settings/preview"
      class="on-paper"
      id={`settings-${rows.reduce((sum, { version }) => sum + version, 0)}`}
    >
      <Flawed flaws={flaws} text={hasProblems(flaws) ? undefined : "还没有保存：下面是刚才填的，改好后再核对。"} />
      <div class="table-frame">
        <table class="list settings stack">
          <thead>
            <tr>
              <th scope="col">设置</th>
              <th scope="col">现值</th>
              <th scope="col">默认</th>
              <th scope="col">可填</th>
              <th scope="col">依据</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row row={row} flaws={flaws} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="acts">
        <button type="submit" class="primary">
          核对影响
        </button>
        <span class="hint">下一步列出改动对已有记录的影响，确认后才保存。</span>
      </p>
    </form>
  </>
)

const hasProblems = (flaws?: Flaws | null) => Object.keys(flaws?.problems ?? {}).length > 0

const Row = ({ row: { key, value, version }, flaws }: { row: SettingRow; flaws?: Flaws | null }) => {
  const typed = flaws?.typed[key]
  const problems = flaws?.problems[key]
  const range = RANGES[key]
  return (
    <tr>
      <th scope="row">
        <label for={key}>{SETTING_LABEL[key]}</label>
      </th>
      <td data-label="现值" class={range.kind === "line" || range.kind === "days" ? "text" : undefined}>
        {range.kind === "switch" || range.kind === "choice" ? (
          <select id={key} name={key}>
            {(range.kind === "switch" ? [true, false] : range.options).map((one) => (
              <option value={String(one)} selected={(typed ?? String(value)) === String(one)}>
                {settingValueWords(key, one)}
              </option>
            ))}
          </select>
        ) : (
          <input
            id={key}
            name={key}
            value={typeof typed === "string" ? typed : String(value)}
            inputmode={range.kind === "number" ? "numeric" : undefined}
            aria-invalid={problems ? "true" : undefined}
            aria-describedby={problems ? `${key}-problem` : undefined}
          />
        )}
        <span class="print-only">{settingValueWords(key, value)}</span>
        <input type="hidden" name={`shown.${key}`} value={String(value)} />
        <input type="hidden" name={`version.${key}`} value={version} />
        {problems && (
          <p class="problem" id={`${key}-problem`}>
            {problems.join("；")}
          </p>
        )}
      </td>
      <td data-label="默认">{settingValueWords(key, DEFAULTS[key])}</td>
      <td data-label="可填" class="nowrap">
        {rangeWords(range)}
      </td>
      <td data-label="依据" class="muted">
        {SETTING_SOURCE[key]}
      </td>
    </tr>
  )
}
