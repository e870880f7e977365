import { roundsPath } from "#src/paths.ts"
import type { AtOnce } from "#src/plans/rounds/rounds.ts"
import { shortTitle } from "../plans/titles.ts"
import { besideWords, openingWords } from "./words.ts"

type Props = { atOnce: AtOnce<{ id: number; title: string }>[]; today: string }

/** 减负: that a round waits for another one, or runs beside it, its supervisors hear where they begin the day. */
export const RoundsAtOnce = ({ atOnce, today }: Props) =>
  atOnce.length === 0 ? null : (
    <section class="note" id="rounds-at-once">
      <ul>
        {atOnce.map(({ plan, heldBack, beside }) => (
          <li>
            <a href={roundsPath(plan.id)}>{shortTitle(plan.title)}</a>：
            {[...(heldBack ? [openingWords(heldBack, today)] : []), ...beside.map(besideWords)].join("")}
          </li>
        ))}
      </ul>
    </section>
  )
