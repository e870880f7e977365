import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { startSqld } from "#db/sqld.ts"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { seedReference } from "#seeds/reference.ts"
import { type RunningWorker, startWorker } from "#src/bin/dev_edge/worker.ts"
import { whenAskedToStop } from "#src/door/stopping.ts"
import { announceSetup } from "#src/office/setup/commands.ts"
import { readEnvironment } from "#src/office/system/environment.ts"
import { bringDemo } from "./demo.ts"

const SWEEP_EVERY_MS = 60_000

/**
 * `npm run dev:edge`: the program as it runs on Workers, in workerd on loopback, against a libSQL server of its own.
 * Its data live as long as it runs.
 */
async function main() {
  const { PORT = "8787", DEMO = "1", NOW } = process.env
  const { port, demo, now } = readEnvironment({ PORT, DEMO, NOW })
  const server = await startSqld()
  const running: { worker?: RunningWorker } = {}
  whenAskedToStop(async () => {
    await running.worker?.stop()
    await server.stop()
  })
  try {
    running.worker = await startWorker({
      port,
      after: fill(server.url, demo, now ?? Date.now()),
      bindings: {
        DATABASE_URL: server.url,
        DEMO: demo ? "1" : "0",
        ...(demo ? { DEMO_PASSWORD } : {}),
        ...(demo && NOW ? { NOW } : {}),
      },
    })
  } catch (error) {
    await server.stop()
    throw error
  }
  const { worker } = running
  setInterval(() => worker.scheduled().catch((error) => console.error(error)), SWEEP_EVERY_MS).unref()
  console.log(`分工督办（workerd）已启动：${worker.url}`)
  if (demo) console.log(`演示口令: ${DEMO_PASSWORD}`)
}

async function fill(url: string, demo: boolean, now: number) {
  if (demo) return bringDemo(url, undefined, now)
  const database = await openDatabase(url)
  await migrate(database.client)
  await seedReference(database)
  await announceSetup(database, console.log, now)
}

await main()
