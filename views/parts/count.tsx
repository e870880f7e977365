import type { Child } from "hono/jsx"
import { REPORTED_MEASURE } from "../words/lights.ts"

/** What a number counts: the list it opens has that many of these. */
export type Counts = "tasks" | "parts" | "coming" | "moved" | "asked"

type Props = { n: number; of: Counts; href: string; title?: string; class?: string; children?: Child }

/** A number that opens exactly the list it counts. */
export const Count = ({ n, of, href, title, class: name, children }: Props) => (
  <a href={href} class={name} title={title} data-of={of}>
    {children ?? n}
  </a>
)

/** 已报/应报, each a link; the 口径 stands in the title. */
export const Rate = ({ reported, due, hrefs }: { reported: number; due: number; hrefs: [string, string] }) =>
  due === 0 ? (
    <span class="muted" title="本期没有应报事项">
      –
    </span>
  ) : (
    <span class={reported < due ? "rate short" : "rate"} title={REPORTED_MEASURE}>
      <a href={hrefs[0]} data-of="parts">
        {reported}
      </a>
      /
      <a href={hrefs[1]} data-of="parts">
        {due}
      </a>
    </span>
  )
