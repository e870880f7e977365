import { readFileSync } from "node:fs"
import { serve } from "@hono/node-server"
import { createClient, type InStatement } from "@libsql/client"
import { Hono } from "hono"

/**
 * The ceiling: a bare Hono server that runs the very queries the program runs, through @libsql/client, and sends HTML
 * that is ready. Nobody could serve these pages from this database faster without caching.
 */
export type Recorded = {
  pages: Record<string, { batches: InStatement[][]; html: string }>
  posts: Record<string, InStatement[][][]>
}

const { pages, posts } = JSON.parse(readFileSync(process.env.RECORDED ?? "", "utf8"), revived) as Recorded
const client = createClient({ url: process.env.DATABASE_URL ?? "", timeout: 25 })
await client.execute("pragma journal_mode = wal")

const app = new Hono()
app.get("/healthz", (c) => c.text("ok"))
for (const [path, { batches, html }] of Object.entries(pages)) {
  app.get(path, async (c) => {
    for (const batch of batches) await client.batch(batch, "deferred")
    return c.html(html)
  })
}
for (const [path, [reads, writes]] of Object.entries(posts)) {
  app.post(path, async (c) => {
    for (const batch of reads ?? []) await client.batch(batch, "deferred")
    for (const batch of writes ?? []) await client.batch(batch, "write")
    return c.redirect("/", 303)
  })
}
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" })

function revived(_: string, value: unknown) {
  return value !== null && typeof value === "object" && "type" in value && value.type === "Buffer"
    ? Buffer.from((value as unknown as { data: number[] }).data)
    : value
}
