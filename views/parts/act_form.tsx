import type { Child } from "hono/jsx"
import { Area, Flawed, type Flaws } from "./fields.tsx"

type Props = {
  /** Of the place on the page. */
  id: string
  title: Child
  action: string
  version: number
  flaws: Flaws | null
  /** Of the button; without it the title. */
  button?: string
  kind?: "primary" | "danger"
  open?: boolean
  children?: Child
}

/** One act on the page of a thing, folded until it is asked for or came back. */
export const ActForm = ({ id, title, action, version, flaws, button, kind, open, children }: Props) => (
  <details class="block no-print" open={open || flaws !== null} id={id}>
    <summary>{title}</summary>
    <form method="post" action={action} class="sheet padded boxes">
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={version} />
      {children}
      <p class="acts">
        <button type="submit" class={kind}>
          {button ?? title}
        </button>
      </p>
    </form>
  </details>
)

/** Why something is done, in a field of that form. */
export const Why = ({ id, label, flaws, hint }: { id: string; label: string; flaws: Flaws | null; hint?: string }) => (
  <Area id={id} name="remark" label={label} rows={2} longest={2000} required flaws={flaws} hint={hint} />
)
