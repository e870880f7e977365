import type { PropsWithChildren } from "hono/jsx"

/** The way to a task; for a 经办人 without a post, who sees the part alone, only its words. */
export const ToTask = ({ to, children }: PropsWithChildren<{ to: string | null }>) =>
  to === null ? <span>{children}</span> : <a href={to}>{children}</a>
