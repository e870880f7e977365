/** What is on the screen, all pages of it, as a file. Each is pressed, since it stands in the trail who took it. */
export const Taking = ({ path }: { path: (file: "xlsx" | "csv") => string }) => (
  <div class="acts no-print">
    {(["xlsx", "csv"] as const).map((file) => (
      <form method="post" action={path(file)} hx-boost="false">
        <button type="submit" id={`take-${file}`}>
          下载{file === "xlsx" ? "Excel" : "CSV"}
        </button>
      </form>
    ))}
  </div>
)
