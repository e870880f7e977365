import type { BehindPart } from "#src/reports/breakdowns/queries.ts"
import { isSent } from "#src/reports/breakdowns/workflow.ts"
import { Words } from "../reports/said.tsx"
import { momentWords } from "../words.ts"

type Props = { behind: BehindPart[]; roundName: string | null; today: string }

/** To whom a unit has passed its part on, and folded what those have sent to it. The office judges the unit's own report. */
export const Behind = ({ behind, roundName, today }: Props) => {
  const sent = behind.filter(({ standing }) => isSent(standing ?? "none"))
  return (
    <>
      <p>
        已分解到{behind.length}个下级单位或科室：{behind.map(({ body }) => body).join("、")}
      </p>
      {sent.length > 0 && (
        <details>
          <summary>
            {roundName}下级上报的进展（{sent.length}份）
          </summary>
          {sent.map((one) => (
            <section>
              <h4>
                {one.body}
                {one.handler && `（${one.handler}）`} <small>{one.at !== null && momentWords(one.at, today)}</small>
              </h4>
              <Words words={one} />
            </section>
          ))}
        </details>
      )}
    </>
  )
}
