import type { Child } from "hono/jsx"

type Props = { class?: string; children?: Child }

/** Opens the browser's print dialog. Only a script can, so it stays hidden until app.js is there. */
export const PrintButton = ({ class: name, children = "打印" }: Props) => (
  <button type="button" id="print" class={name} data-print hidden>
    {children}
  </button>
)
