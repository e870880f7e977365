import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { promisify } from "node:util"
import { setFlagsFromString } from "node:v8"
import { brotliCompress, gzipSync } from "node:zlib"
import { type ServerType, serve } from "@hono/node-server"
import { getConnInfo } from "@hono/node-server/conninfo"
import { makeFolderOf, openDatabase } from "#db/open_node.ts"
import { SchemaMismatch } from "#db/schema_steps.ts"
import { seedDemo } from "#seeds/demo.ts"
import { DEMO_PASSWORD } from "#seeds/demo_password.ts"
import { seedReference } from "#seeds/reference.ts"
import { bringDemo } from "#src/bin/demo.ts"
import { isDemo, NotForUse, refuseDemo } from "#src/bin/demo_mark.ts"
import { logAsJson } from "#src/bin/operating/log.ts"
import { type TimerStanding, watcher } from "#src/bin/operating/watching.ts"
import { NotUpgraded, upgrade } from "#src/bin/upgrading.ts"
import { assetOf, assetsOf } from "#src/door/assets.ts"
import type { Ports } from "#src/door/env.ts"
import { API_DESCRIBED } from "#src/door/files.ts"
import { packed } from "#src/door/packing.ts"
import { addressBehind, isTrusted, proxiesOf } from "#src/door/proxies.ts"
import { whenAskedToStop } from "#src/door/stopping.ts"
import { watch } from "#src/door/watch.ts"
import { sendersOf } from "#src/messages/channels/channels.ts"
import { sweep } from "#src/messages/sweep.ts"
import { spareSessions } from "#src/office/people/spare.ts"
import { announceSetup } from "#src/office/setup/commands.ts"
import { backupsBeside, scriptsBeside } from "#src/office/system/backups_node.ts"
import { trailWatch, clockWatch as watchOf } from "#src/office/system/clock_watch.ts"
import { type Environment, isLoopback, readEnvironment, WrongSetting } from "#src/office/system/environment.ts"
import { spaceAround } from "#src/office/system/space_node.ts"
import { sheetsElsewhere } from "#src/outward/ledger/returning/sheets_elsewhere.ts"
import { readingElsewhere, tablesElsewhere } from "#src/plans/intake/drafts/elsewhere.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { APART, scriptsOf, stylesOf } from "#views/assets/files.ts"
import { createApp } from "./app.ts"
import { HOUSE } from "./capabilities.ts"

const SWEEP_EVERY_MS = 60_000
/** Running requests have so long to end after the program was asked to stop. */
const STOP_WITHIN_MS = 8_000

/**
 * The heap is tidied once it is half as large again as what was in use the last time. V8 by itself lets it grow to four
 * times that on a machine with much memory, and what pages leave behind is never given back to an office's small one.
 */
const HEAP_GROWS_PERCENT = 50

/** Starts the program on Node: an embedded libSQL file by default, or a libSQL server. */
async function start() {
  const environment = readEnvironment(process.env)
  if (environment.jsonLog) logAsJson()
  const proxies = proxiesOf(environment.trustedProxies)
  makeFolderOf(environment.databaseUrl)
  const clock = environment.now === null ? Date.now : () => environment.now ?? 0
  if (environment.demo) await bringDemo(environment.databaseUrl, environment.databaseAuthToken, clock())
  const database = await openDatabase(environment.databaseUrl, environment.databaseAuthToken)
  await upgrade({ client: database.client, url: environment.databaseUrl, at: clock(), print: console.log })
  await seedReference(database)
  if (environment.demo) await seedDemo(database, clock())
  else await refuseDemo(database)
  // A real database that is started without a word about it stays real: no demo's banner, no demo's password.
  const demo = environment.demo && (await isDemo(database))
  if (environment.now !== null && !demo) throw new NotForUse("NOW 只能用于演示数据库：正式使用时时钟不能固定。")
  await announceSetup(database, console.log, clock())

  // A demo's clock may stand still.
  const clockWatch = environment.now === null ? watchOf(Date.now, () => performance.now()) : trailWatch

  const timer: TimerStanding = { lastAt: null, failures: 0 }
  const space = () => spaceAround(environment.databaseUrl)
  const watched = watch(
    watcher({
      metricsToken: environment.metricsToken,
      database,
      clock,
      space,
      timer,
      print: environment.jsonLog ? (line) => process.stdout.write(`${line}\n`) : null,
    }),
  )
  const ports: Ports = {
    database: () => database,
    clock,
    clockWatch,
    assets: readAssets(),
    baseUrl: environment.baseUrl,
    demoPassword: demo ? DEMO_PASSWORD : null,
    mails: environment.mail !== null && !demo,
    sealKey: environment.sealKey,
    addressOf: (c) => addressBehind(proxies, getConnInfo(c).remote.address ?? "", c.req.header("x-forwarded-for")),
    isProxy: (address) => isTrusted(proxies, address),
    gzip: packed,
    spare: spareSessions(),
    space,
    backups: backupsBeside(environment.databaseUrl, scriptsBeside(process.argv[1] ?? "")),
    reader: readingElsewhere(environment.reading),
    sheetReader: sheetsElsewhere(environment.reading),
    tableReader: tablesElsewhere(environment.reading),
    afterwards: (_, work) => void work.catch((error) => console.error(error)),
  }
  const app = createApp(ports, HOUSE, watched)
  // A demo's people are invented, and nobody's mailbox is to be tried.
  const senders = demo ? null : sendersOf(environment, { clock, smtp: await smtpFor(environment) })
  const outbox = { clock, senders, baseUrl: environment.baseUrl }
  const sweeping = regularly(
    () => sweep(database, clock(), outbox, { sealKey: environment.sealKey, log: console.log, clockWatch }),
    timer,
  )
  const server = serve({ fetch: app.fetch, port: environment.port, hostname: environment.host }, ({ port }) => {
    console.log(`分工督办已启动：${environment.baseUrl ?? `http://${environment.host}:${port}`}`)
    if (demo) console.log(`演示口令: ${DEMO_PASSWORD}`)
    warn(environment)
    sweeping.begin()
  })
  server.on("error", (error: NodeJS.ErrnoException) =>
    explain(
      error.code === "EADDRINUSE"
        ? new WrongSetting(`端口 ${environment.port} 已被占用：请停止占用它的程序，或用 PORT 指定其他端口。`)
        : error,
    ),
  )
  whenAskedToStop(async () => {
    await finished(server)
    await sweeping.end()
    // What was done since the last minute, so that the file can be verified as it is left.
    await sealEvents(database, environment.sealKey)
    // After an orderly end the file is whole by itself; libSQL leaves the last pages in the -wal when it closes.
    if (database.client.protocol === "file") await database.client.execute("pragma wal_checkpoint(truncate)")
    database.close()
    console.log("分工督办已停止")
  })
}

/** An eighth of all code, which only those load who mail by SMTP. */
const smtpFor = async ({ mail }: Environment) =>
  mail?.server.kind === "smtp" ? (await import("#src/messages/channels/smtp.ts")).smtpMail : undefined

/** Work that repeats every minute, never twice at once, and does not keep the process alive. */
function regularly(work: () => Promise<unknown>, standing: TimerStanding) {
  let running: Promise<unknown> | null = null
  let timer: NodeJS.Timeout | undefined
  const once = () => {
    running ??= work()
      .then(() => {
        standing.lastAt = Date.now()
      })
      .catch((error) => {
        standing.failures++
        console.error("定时任务没有完成：", error)
      })
      .finally(() => {
        running = null
      })
  }
  return {
    begin() {
      once()
      timer = setInterval(once, SWEEP_EVERY_MS).unref()
    },
    async end() {
      clearInterval(timer)
      await running
    },
  }
}

/** Takes no new requests and lets the running ones end: whoever sees 「已报送」 was told the truth. */
async function finished(server: ServerType) {
  const closed = new Promise((resolve) => server.close(resolve))
  if ("closeIdleConnections" in server) {
    // Browsers keep a connection open after its answer.
    setInterval(() => server.closeIdleConnections(), 50).unref()
    setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS).unref()
  }
  await closed
}

function warn({ baseUrl, host }: Environment) {
  if (baseUrl?.startsWith("http://") || (!baseUrl && !isLoopback(host))) {
    console.warn(
      "注意：以明文 HTTP 提供服务，登录凭据可能被窃听，Cookie 不带 Secure。请在前面配置 TLS 代理，并设置 BASE_URL=https://…",
    )
  }
}

function readAssets(): Ports["assets"] {
  const part = (name: string) => {
    // Beside a build they lie lean (src/bin/building/build.mjs), beside the sources as they are written.
    const built = join(import.meta.dirname, `assets.${name}`)
    return readFileSync(existsSync(built) ? built : new URL(`../views/assets/${name}`, import.meta.url), "utf8")
  }
  const htmx = createRequire(import.meta.url).resolve("htmx.org/dist/htmx.min.js")
  const packers = { gzip: (text: string) => gzipSync(text, { level: 9 }), brotli: promisify(brotliCompress) }
  const described = async () => JSON.stringify((await import("#src/outward/api/openapi.ts")).openapi())
  const files = assetsOf(
    {
      "style.css": stylesOf(HOUSE).map(part).join("\n"),
      "app.js": scriptsOf(HOUSE).map(part).join("\n"),
      "htmx.js": readFileSync(htmx, "utf8"),
      ...Object.fromEntries(APART.map((name) => [name, part(name)])),
    },
    packers,
  )
  return new Map([...files, [API_DESCRIBED, assetOf(API_DESCRIBED, "described", described, packers)]])
}

/** A wrong setting is told in one sentence; whatever else goes wrong, with all that is known about it. */
function explain(error: unknown) {
  const told =
    error instanceof WrongSetting ||
    error instanceof SchemaMismatch ||
    error instanceof NotUpgraded ||
    error instanceof NotForUse
  console.error(told ? error.message : error)
  process.exit(1)
}

// The database has people's contacts and hashes of passwords: files of it are its owner's alone.
process.umask(0o077)
setFlagsFromString(`--heap-growing-percent=${HEAP_GROWS_PERCENT}`)
// What a page leaves behind is gone with the page: twice the room for it, which V8 would take, makes nothing faster.
setFlagsFromString("--semi-space-growth-factor=1")
await start().catch(explain)
