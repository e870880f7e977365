import { expect, onTestFinished, test } from "vitest"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { deliveries } from "#db/schema.ts"
import { startSqld } from "#db/sqld.ts"
import { seedReference } from "#seeds/reference.ts"
import { startWorker } from "#src/bin/dev_edge/worker.ts"
import { answers, receiver } from "#test/messages/channels/receiver.ts"
import { putMessages } from "#test/support/outbox.ts"

const MESSAGES = 23
const MAIL_FROM = "fengong@d.cn"

test("the scheduled handlers of two Workers send what waits by a gateway, each message once", async () => {
  const server = await startSqld()
  onTestFinished(server.stop)
  const database = await openDatabase(server.url)
  onTestFinished(() => database.client.close())
  await migrate(database.client)
  await seedReference(database)
  await putMessages(database, MESSAGES)
  const gateway = await receiver(answers(202))
  const start = async () => {
    const bindings = { DATABASE_URL: server.url, DEMO: "0", MAIL_URL: gateway.url, MAIL_FROM, MAIL_TOKEN: "t0ken" }
    const worker = await startWorker({ bindings })
    onTestFinished(worker.stop)
    return worker
  }

  const [one, two] = await Promise.all([start(), start()])
  await Promise.all([one.scheduled(), two.scheduled()])

  const keys = gateway.heard.map(({ headers }) => headers["idempotency-key"])
  expect(keys.toSorted()).toEqual(Array.from({ length: MESSAGES }, (_, i) => `key-${i + 1}`).toSorted())
  const [rows] = await database.read([database.db.select().from(deliveries)])
  expect(new Set(rows.map(({ outcome, attempts }) => `${outcome} ${attempts}`))).toEqual(new Set(["sent 1"]))
})

test("a Worker that is told to send by SMTP says on its page that it cannot", async () => {
  const bindings = { DATABASE_URL: "http://127.0.0.1:1", DEMO: "0", MAIL_URL: "smtp://mail.d.cn", MAIL_FROM }
  const worker = await startWorker({ bindings })
  onTestFinished(worker.stop)
  const page = await fetch(`${worker.url}/login`)
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("Workers 上不能用")])
})
