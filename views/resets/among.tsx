import type { AmongTheThree } from "#src/office/resets/queries.ts"
import { hasLapsed } from "#src/office/resets/workflow.ts"
import { resetPath } from "#src/paths.ts"
import { POST_LABEL } from "../words/roles.ts"
import { ActionWord } from "../words/told.tsx"
import { momentWords } from "../words.ts"
import { RESET_STATE_LABEL } from "./words.ts"

/** 三员之间: on the first page of each of the three, what one of them did to the account of another, and what waits. */
export const Among = ({ among: { open, told }, now, today }: { among: AmongTheThree; now: number; today: string }) => {
  const waiting = open.filter(({ reset }) => !hasLapsed(reset, now))
  if (waiting.length + told.length === 0) return null
  return (
    <section class="block no-print" id="among-the-three">
      <h2>
        三员之间<small>近两周三员账号上的办理情况，三员都能看到</small>
      </h2>
      <ul class="sheet rows">
        {waiting.map(({ reset, person, askedBy }) => (
          <li>
            <span class="tag">{RESET_STATE_LABEL[reset.state]}</span>{" "}
            <a href={resetPath(reset.id)}>重置{person.name}的口令</a>{" "}
            <small>
              {askedBy ? `${askedBy}申请` : "在服务器上发出"} · {momentWords(reset.askedAt, today)}
            </small>
          </li>
        ))}
        {told.map(({ at, action, by, name, kind }) => (
          <li>
            <ActionWord action={action} />：{POST_LABEL[kind]}
            {name}{" "}
            <small>
              {by || "服务器"} · {momentWords(at, today)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
