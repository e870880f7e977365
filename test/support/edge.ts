import { createClient } from "@libsql/client"
import { inject } from "vitest"
import { copyDatabase } from "#db/copy.ts"
import type { Database } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { type Sqld, startSqld } from "#db/sqld.ts"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { seedReference } from "#seeds/reference.ts"
import { type RunningWorker, startWorker } from "#src/bin/dev_edge/worker.ts"

/** The program in workerd against a libSQL server, as it is deployed; `database` is another way to that server. */
export type Edge = { server: Sqld; worker: RunningWorker; database: Database; stop(): Promise<void> }

export async function startEdge({ demo }: { demo: boolean }): Promise<Edge> {
  const server = await startSqld()
  const database = await openDatabase(server.url)
  const worker = await startWorker({
    after: demo ? bringDemo(database) : migrate(database.client).then(() => seedReference(database)),
    bindings: { DATABASE_URL: server.url, DEMO: demo ? "1" : "0", ...(demo ? { DEMO_PASSWORD } : {}) },
  })
  return {
    server,
    worker,
    database,
    async stop() {
      await worker.stop()
      database.client.close()
      await server.stop()
    },
  }
}

/** The demo of test/support/prepare.ts, as the program itself would bring it. */
async function bringDemo(database: Database) {
  const lived = createClient({ url: `file:${inject("todaysDemo")}` })
  await copyDatabase(lived, database.client)
  lived.close()
}
