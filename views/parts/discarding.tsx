import { Area, Flawed, type Flaws } from "./fields.tsx"

type Props = { row: { id: number; version: number }; action: string; flaws: Flaws | undefined }

/** 作废 of a row of a register, with its reason; what was entered stays in the trail. */
export const Discarding = ({ row, action, flaws }: Props) => (
  <details open={flaws !== undefined}>
    <summary>作废</summary>
    <form method="post" action={action}>
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={row.version} />
      <Area id={`discard-${row.id}`} name="remark" label="作废原因" rows={2} longest={2000} required flaws={flaws} />
      <button type="submit" class="danger">
        作废
      </button>
    </form>
  </details>
)
