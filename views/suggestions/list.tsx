import { SUGGESTION_KINDS, SUGGESTION_STATES, type Suggestion } from "#db/schema.ts"
import { search, suggestionPath, suggestionsPath, yearSuggestionsFilePath, yearSuggestionsPath } from "#src/paths.ts"
import type { DueSuggestion, Picked, SuggestionLine, SuggestionRegister } from "#src/year/suggestions/queries.ts"
import { isLate } from "#src/year/suggestions/workflow.ts"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { KeptTo } from "../parts/on_paper.tsx"
import { Pages } from "../parts/pages.tsx"
import { PickFrom } from "../parts/pick_from.tsx"
import { PrintButton } from "../parts/print_button.tsx"
import { Taking } from "../parts/taking.tsx"
import { brief, dayWords } from "../words.ts"
import { YearHead } from "../years/head.tsx"
import { SATISFACTION_LABEL, SUGGESTION_KIND_LABEL, SUGGESTION_STATE_LABEL } from "./words.ts"

type Props = {
  found: SuggestionRegister
  picked: Picked
  page: number
  today: string
  flaws?: Flaws | undefined
}

const pickedWords = (picked: Picked) => picked && (picked === "late" ? "逾期" : SUGGESTION_STATE_LABEL[picked])

/** 意见建议 of a year, those to be answered first. */
export const SuggestionRegisterPage = ({ found, picked, page, today, flaws }: Props) => {
  const { year, suggestions, keeps, hasMore } = found
  return (
    <>
      <YearHead found={found} tab="suggestions" acts={<PrintButton />} />
      {keeps && (
        <details class="sheet padded no-print" id="new-suggestion" open={flaws !== undefined}>
          <summary>登记意见建议</summary>
          <form method="post" action={yearSuggestionsPath(year.year)}>
            <Flawed flaws={flaws} />
            <SuggestionFields units={found.units} today={today} flaws={flaws} />
            <p class="acts">
              <button type="submit" class="primary" id="enter-suggestion">
                登记
              </button>
            </p>
          </form>
        </details>
      )}
      <section class="block" id="suggestions">
        <h2>意见建议</h2>
        <form method="get" class="filters no-print" action={yearSuggestionsPath(year.year)} data-at-once>
          <PickFrom
            name="state"
            id="suggestion-state"
            label="状态"
            all="全部"
            value={picked}
            options={(["late", ...SUGGESTION_STATES] as const).map((one) => [one, pickedWords(one) ?? ""])}
          />
          <button type="submit">筛选</button>
        </form>
        <KeptTo facts={[pickedWords(picked)]} />
        {suggestions.length === 0 ? (
          <p class="empty sheet">没有这样的意见建议。</p>
        ) : (
          <SuggestionTable suggestions={suggestions} today={today} />
        )}
        <Pages page={page} hasMore={hasMore} path={(page) => yearSuggestionsPath(year.year, { state: picked, page })} />
        <Taking path={(file) => yearSuggestionsFilePath(year.year, file, { state: picked })} />
      </section>
    </>
  )
}

type RatingProps = { suggestions: readonly SuggestionLine[]; hasMore: boolean; page: number; today: string }

/** What was given and has no day yet, and what was answered and of which nobody has said yet whether that is enough. */
export const RatingPage = ({ suggestions, hasMore, page, today }: RatingProps) => (
  <>
    <div class="title">
      <div>
        <h1>意见建议待办</h1>
        <p>外部监督新提、要定答复期限的，和已经答复、等待登记对方评价的。</p>
      </div>
    </div>
    {suggestions.length === 0 ? (
      <p class="empty sheet">没有等待办理的意见建议。</p>
    ) : (
      <SuggestionTable suggestions={suggestions} today={today} />
    )}
    <Pages page={page} hasMore={hasMore} path={(page) => `${suggestionsPath}${search({ page })}`} />
  </>
)

type FieldProps = {
  units: readonly { id: number; name: string }[]
  one?: Suggestion
  today: string
  flaws?: Flaws | null | undefined
}

export const SuggestionFields = ({ units, one, today, flaws }: FieldProps) => (
  <>
    {one?.observerId ? <AsGiven one={one} /> : null}
    <div class="fields">
      {one?.observerId ? null : (
        <>
          <Choice
            name="kind"
            label="类型"
            required
            empty="请选择"
            value={one?.kind}
            options={SUGGESTION_KINDS.map((kind) => [kind, SUGGESTION_KIND_LABEL[kind]] as const)}
            flaws={flaws}
          />
          <Field
            name="source"
            label="提出的单位或机构"
            required
            value={one?.source}
            placeholder="市人大监察司法委员会"
            flaws={flaws}
          />
          <Field name="number" label="编号" value={one?.number} flaws={flaws} />
          <Field
            name="receivedOn"
            label="收到日期"
            type="date"
            required
            value={one?.receivedOn ?? today}
            flaws={flaws}
          />
        </>
      )}
      <Choice
        name="unit"
        label="承办单位"
        required
        empty="请选择"
        value={one?.unitId}
        options={units.map(({ id, name }) => [String(id), name] as const)}
        flaws={flaws}
      />
      <Field name="dueBy" label="答复期限" type="date" value={one?.dueBy} flaws={flaws} />
    </div>
    {one?.observerId ? null : (
      <Area
        id="suggestion-text"
        name="text"
        label="内容"
        rows={4}
        longest={5000}
        required
        value={one?.text}
        flaws={flaws}
      />
    )}
  </>
)

/** What an 外部监督 has given stays as it is. */
const AsGiven = ({ one }: { one: Suggestion }) => (
  <>
    {(["kind", "source", "number", "receivedOn", "text"] as const).map((name) => (
      <input type="hidden" name={name} value={one[name]} />
    ))}
    <p class="hint">外部监督提出的内容不能改，可以改派承办单位、定答复期限。</p>
  </>
)

/** How it stands, late for ever once late. */
export const SuggestionStanding = ({ suggestion, today }: { suggestion: Suggestion; today: string }) => (
  <>
    <span class="tag">{SUGGESTION_STATE_LABEL[suggestion.state]}</span>{" "}
    {isLate(suggestion, today) && <span class={suggestion.state === "open" ? "light red" : "tag"}>逾期</span>}
  </>
)

export const SuggestionTable = ({ suggestions, today }: { suggestions: readonly SuggestionLine[]; today: string }) => (
  <div class="table-frame">
    <table class="list stack">
      <caption class="sr-only">意见建议</caption>
      <thead>
        <tr>
          <th scope="col">内容</th>
          <th scope="col">提出单位</th>
          <th scope="col">收到</th>
          <th scope="col">承办单位</th>
          <th scope="col">答复期限</th>
          <th scope="col">状态</th>
          <th scope="col">评价</th>
        </tr>
      </thead>
      <tbody>
        {suggestions.map(({ suggestion, unit }) => (
          <tr data-row="suggestion">
            <th scope="row">
              <a href={suggestionPath(suggestion.id)} id={`suggestion-${suggestion.id}`}>
                {brief(suggestion.text, 60)}
              </a>
              <br />
              <small>
                {SUGGESTION_KIND_LABEL[suggestion.kind]}
                {suggestion.number && ` ${suggestion.number}`}
              </small>
            </th>
            <td data-label="提出单位">{suggestion.source}</td>
            <td class="nowrap" data-label="收到">
              {dayWords(suggestion.receivedOn, today)}
            </td>
            <td class="nowrap" data-label="承办单位">
              {unit}
            </td>
            <td class="nowrap" data-label="答复期限">
              {suggestion.dueBy === null ? "未定" : dayWords(suggestion.dueBy, today)}
            </td>
            <td class="nowrap" data-label="状态">
              <SuggestionStanding suggestion={suggestion} today={today} />
            </td>
            <td class="nowrap" data-label="评价">
              {suggestion.satisfaction === null ? "–" : SATISFACTION_LABEL[suggestion.satisfaction]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** What a unit has still to answer, in 我的待办. */
export const SuggestionsDue = ({ suggestions, today }: { suggestions: readonly DueSuggestion[]; today: string }) =>
  suggestions.length === 0 ? null : (
    <section class="block" id="suggestions-due">
      <h2>人大、政协的意见建议（{suggestions.length}）</h2>
      <ul class="rows sheet padded">
        {suggestions.map((one) => (
          <li data-row="suggestion">
            {one.dueBy !== null && one.dueBy < today && <span class="light red">逾期</span>}{" "}
            <a href={suggestionPath(one.id)}>{brief(one.text, 60)}</a>{" "}
            <small>
              {one.unit} · {one.source}
              {one.dueBy !== null && ` · ${dayWords(one.dueBy, today)}前答复`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
