import { factory } from "#src/http/env.ts"
import { only } from "#src/http/guard.ts"
import { page } from "#src/http/respond.tsx"
import { SystemPage } from "#views/system/system.tsx"
import program from "../../package.json" with { type: "json" }
import { systemFacts } from "./queries.ts"

const runtime = (): string =>
  typeof navigator !== "undefined" && navigator.userAgent === "Cloudflare-Workers"
    ? "Workers（workerd）"
    : `Node.js ${process.versions.node}`

/** 系统: how the program stands, without a word of what it holds. */
export const system = factory
  .createApp()
  .use(only("admin"))
  .get("/", async (c) => {
    const { database, now, today, settings } = c.var
    const facts = await systemFacts(database, now, settings.idleMinutes)
    return page(
      c,
      { title: "系统" },
      <SystemPage
        facts={facts}
        space={(await c.var.ports.space?.()) ?? null}
        version={program.version}
        runtime={runtime()}
        isFile={database.client.protocol === "file"}
        baseUrl={c.var.ports.baseUrl}
        today={today}
      />,
    )
  })
