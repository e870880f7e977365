import type { Child } from "hono/jsx"

type Props = { path: (file: "xlsx" | "csv") => string; children?: Child }

/** What is on the screen, all pages of it, as a file. Each is pressed, since it stands in the trail who took it. */
export const Taking = ({ path, children }: Props) => (
  <div class="acts no-print">
    {(["xlsx", "csv"] as const).map((file) => (
      <form method="post" action={path(file)} hx-boost="false">
        <button type="submit" id={`take-${file}`}>
          下载 {file === "xlsx" ? "Excel" : "CSV"}
        </button>
      </form>
    ))}
    {children}
  </div>
)
