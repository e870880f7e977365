import { inspectionPath } from "#src/paths.ts"
import type { ListedInspection, objectionsToDecide } from "#src/supervision/inspections/queries.ts"
import { dayWords } from "../words.ts"
import { INSPECTION_STATE_LABEL, INSPECTION_TYPE_LABEL } from "./words.ts"

type Props = { list: ListedInspection[]; today: string }
type Objections = Awaited<ReturnType<typeof objectionsToDecide>>

export const InspectionsPage = ({ list, objections, today }: Props & { objections: Objections }) => (
  <>
    <div class="title">
      <div>
        <h1>督查</h1>
        <p>抽查、实地核查、调阅资料、听取汇报：检查了什么、发现什么、结论怎样。</p>
      </div>
    </div>
    <ObjectionsToDecide objections={objections} today={today} />
    <InspectionTable list={list} today={today} />
  </>
)

/** What waits for the reader's 复核. */
export const ObjectionsToDecide = ({ objections, today }: { objections: Objections; today: string }) =>
  objections.length === 0 ? null : (
    <section class="note" id="objections">
      <p>
        <b>待您复核的异议 {objections.length} 件</b>
      </p>
      <ul>
        {objections.map(({ id, title, unit, unitId, decideBy }) => (
          <li>
            <a href={`${inspectionPath(id)}#unit-${unitId}`}>
              {unit}：{title}
            </a>{" "}
            {decideBy && (
              <small>
                {dayWords(decideBy, today)}前复核{decideBy < today && "，已逾期"}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  )

export const InspectionTable = ({ list, today }: Props) =>
  list.length === 0 ? (
    <p class="empty sheet">还没有督查。</p>
  ) : (
    <div class="table-frame">
      <table class="list stack">
        <caption class="sr-only">督查</caption>
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">日期</th>
            <th scope="col">组长</th>
            <th scope="col" class="number">
              事项
            </th>
            <th scope="col" class="number">
              发现问题
            </th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {list.map((one) => (
            <tr data-row="inspection">
              <th scope="row">
                <a href={inspectionPath(one.id)} id={`inspection-${one.id}`}>
                  {one.title}
                </a>
                <br />
                <small>{INSPECTION_TYPE_LABEL[one.type]}</small>
              </th>
              <td class="nowrap" data-label="日期">
                {dayWords(one.fromOn, today)}至{dayWords(one.untilOn, today)}
              </td>
              <td class="nowrap" data-label="组长">
                {one.leader}
              </td>
              <td class="number" data-label="事项">
                {one.items}
              </td>
              <td class="number" data-label="发现问题">
                {one.problems}
              </td>
              <td data-label="状态">
                <span class="tag">{INSPECTION_STATE_LABEL[one.state]}</span>
                {one.objected > 0 && <span class="tag">{one.objected} 个单位有异议</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
