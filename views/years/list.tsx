import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import { addresseesPath, lawsPath, yearPath } from "#src/paths.ts"
import type { SeenYear } from "#src/year/years/queries.ts"

/** 普法: the years that one has to do with, newest first. */
export const YearsPage = ({ years, actor }: { years: SeenYear[]; actor: Actor }) => (
  <>
    <div class="title">
      <div>
        <h1>普法</h1>
        <p>按年度管理普法责任制：哪些单位承担责任，报送了什么，做了什么。</p>
      </div>
      <div class="acts">
        <a class="button" href={lawsPath()} id="laws">
          法律法规
        </a>
        <a class="button" href={addresseesPath()} id="addressees">
          主送范围
        </a>
        {isSupervisor(actor) && (
          <a class={years.length === 0 ? "button primary" : "button"} href="/years/new" id="open-year">
            设立年度
          </a>
        )}
      </div>
    </div>
    {years.length === 0 ? (
      <p class="empty sheet">
        {isSupervisor(actor)
          ? "还没有普法年度。设立年度后，把承担普法责任的单位列入，各单位即可报送。"
          : "您的单位还没有列入普法年度。"}
      </p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">普法年度</caption>
          <thead>
            <tr>
              <th scope="col">年度</th>
              <th scope="col">主管单位（普法办）</th>
              <th scope="col" class="number">
                责任单位
              </th>
              <th scope="col" class="number">
                未填全
              </th>
            </tr>
          </thead>
          <tbody>
            {years.map(({ year: { year }, office, bodies, gaps }) => (
              <tr>
                <th scope="row">
                  <a href={yearPath(year)} id={`year-${year}`}>
                    {year}年度
                  </a>
                </th>
                <td data-label="主管单位">{office}</td>
                <td class="number" data-label="责任单位">
                  <a href={yearPath(year, "", { view: "present" })}>{bodies}</a>
                </td>
                <td class="number" data-label="未填全">
                  {gaps === 0 ? "0" : <a href={yearPath(year, "", { view: "gaps" })}>{gaps}</a>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </>
)
