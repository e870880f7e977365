import type { Child } from "hono/jsx"
import type { Action } from "#src/trail/actions.ts"
import { actingAsWords } from "../words/roles.ts"
import { ActionWord } from "../words/told.tsx"
import { momentWords } from "../words.ts"

export type TrailLine = {
  at: number
  action: Action
  actorName: string
  actingAs: string
  particulars: Record<string, unknown>
}

/** 经过 of one thing: who did what when; `children` says what of the words belongs on the page. */
export const Trail = <Line extends TrailLine>({
  lines,
  today,
  children,
}: {
  lines: Line[]
  today: string
  children: (line: Line) => Child
}) => (
  <section class="block" id="timeline">
    <h2>
      经过 <small>新的在前</small>
    </h2>
    <ol class="timeline">
      {lines.map((line) => (
        <li>
          <time datetime={new Date(line.at).toISOString()}>{momentWords(line.at, today)}</time>
          <div>
            <p>
              <b>
                <ActionWord action={line.action} />
              </b>
              <small>
                {" "}
                {line.actorName}
                {line.actingAs && `（${actingAsWords(line.actingAs)}）`}
              </small>
            </p>
            {children(line)}
          </div>
        </li>
      ))}
    </ol>
  </section>
)

/** Those of the words that are there, each a paragraph. */
export const Remarks = ({ words }: { words: unknown[] }) => (
  <>
    {words
      .filter((text) => typeof text === "string" && text !== "")
      .map((text) => (
        <p class="remark preserve">{String(text)}</p>
      ))}
  </>
)
