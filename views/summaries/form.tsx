import { taskPath } from "#src/paths.ts"
import { Area, Flawed, type Flaws } from "../parts/fields.tsx"

type Props = { planId: number; ordinal: number; round: number; latest: number; text: string; flaws?: Flaws | null }

/** Writing the 综述 of a task for a round; the versions before it are kept. */
export const SummaryForm = ({ planId, ordinal, round, latest, text, flaws }: Props) => (
  <form method="post" action={`${taskPath(planId, ordinal)}/summary`} class="boxes" id={`summary-${round}-${latest}`}>
    <input type="hidden" name="round" value={round} />
    <input type="hidden" name="latest" value={latest} />
    <Area name="text" id="summary-text" label="综述" rows={4} required value={text} flaws={flaws} />
    <p class="acts">
      <button type="submit">保存综述</button>
    </p>
  </form>
)

export const SummaryAgain = ({
  planId,
  ordinal,
  label,
  flaws,
}: Pick<Props, "planId" | "ordinal"> & { label: string; flaws: Flaws }) => (
  <section class="narrow sheet padded">
    <h1>{label} 综述</h1>
    <Flawed flaws={flaws} text={(flaws.problems.round ?? flaws.problems.latest)?.join("；")} />
    <SummaryForm
      planId={planId}
      ordinal={ordinal}
      round={Number(flaws.typed.round)}
      latest={Number(flaws.typed.latest)}
      text=""
      flaws={flaws}
    />
  </section>
)
