import type { ExecutionContext } from "hono"
import { type Database, Unavailable } from "#db/database.ts"
import { openDatabase } from "#db/open_edge.ts"
import { ensureSteps, SchemaMismatch } from "#db/schema_steps.ts"
import { STEPS } from "#made/schema_steps.js"
import { NotForUse, refuseDemo } from "#src/bin/demo_mark.ts"
import { type EdgeFiles, edgeAssets, packedByWorkerd } from "#src/door/edge_assets.ts"
import { sendersOf } from "#src/messages/channels/channels.ts"
import { sweep } from "#src/messages/sweep.ts"
import { type Environment, isLoopback, readEnvironment } from "#src/office/system/environment.ts"
import { Unready } from "#views/unready.tsx"
import { createApp } from "./app.ts"

/** `[vars]`, secrets and files of wrangler.toml. DEMO_PASSWORD is bound by `npm run dev:edge` alone. */
type Bindings = Settings & { ASSETS: EdgeFiles }
type Settings = Record<string, string | undefined>
type Program = {
  environment: Environment
  open: () => Database
  app: ReturnType<typeof createApp>
  /** The same pages while the server does not answer: they say so, and keep what was typed. */
  cutOff: ReturnType<typeof createApp>
}

/** A request may read a database server so often, and use so much of a processor: a hundred reads of four megabytes. */
const MOST_ARCHIVED = 400 * 1024 * 1024

/** Asked for without a database: a health check, and what pages of whatever kind are made of. */
const OWN_FILES = /^\/(healthz$|assets\/|api\/openapi\.json$)/

/**
 * The program in workerd, with a libSQL server as its database. Nothing is migrated here: `npm run db:migrate` does
 * that from Node before a new version is deployed.
 */
export default {
  async fetch(request: Request, bindings: Bindings, context: ExecutionContext): Promise<Response> {
    const { hostname, pathname } = new URL(request.url)
    try {
      const { app, cutOff, environment, open } = programOf(bindings)
      if (environment.demo && !isLoopback(hostname)) throw new Unfit("演示模式（DEMO=1）使用公开口令，只能在本机使用。")
      const answers = OWN_FILES.test(pathname) || (await checkSchema(open, environment.demo))
      return await (answers ? app : cutOff).fetch(request, bindings, context)
    } catch (error) {
      return unready(error)
    }
  },

  async scheduled({ scheduledTime }: { scheduledTime: number }, bindings: Bindings): Promise<void> {
    const { environment, open } = programOf(bindings)
    const database = open()
    await ensureSteps(database.client, STEPS)
    const clock = environment.now === null ? Date.now : () => environment.now ?? 0
    const senders = environment.demo ? null : sendersOf(environment, { clock })
    await sweep(
      database,
      environment.now ?? scheduledTime,
      { clock, senders, baseUrl: environment.baseUrl },
      {
        sealKey: environment.sealKey,
        log: console.log,
      },
    )
  },
}

/** The Worker is set up in a way it cannot work with; the words are for those who deploy it. */
class Unfit extends Error {}

let known: Program | undefined

/** Made at the first request: an isolate's bindings do not change. */
function programOf(bindings: Bindings): Program {
  known ??= program(bindings)
  return known
}

function program({ ASSETS, ...bindings }: Bindings): Program {
  const environment = environmentOf(bindings)
  const open = () => openDatabase(environment.databaseUrl, environment.databaseAuthToken)
  const appOn = (database: () => Database) =>
    createApp({
      database,
      clock: environment.now === null ? Date.now : () => environment.now ?? 0,
      assets: edgeAssets(ASSETS),
      mostArchived: MOST_ARCHIVED,
      baseUrl: environment.baseUrl,
      demoPassword: environment.demo ? (bindings.DEMO_PASSWORD ?? null) : null,
      gzip: packedByWorkerd,
      mails: environment.mail !== null && !environment.demo,
      sealKey: environment.sealKey,
      addressOf: (c) => c.req.header("cf-connecting-ip") ?? "",
      afterwards: (c, work) => c.executionCtx.waitUntil(work.catch((error) => console.error(error))),
    })
  const noDatabase = () => {
    throw new Unavailable("unreachable")
  }
  return { environment, open, app: appOn(open), cutOff: appOn(noDatabase) }
}

/** Without a word about it, a Worker is no demo: it has no HOST that could be loopback. */
function environmentOf({ DEMO, ...bindings }: Settings): Environment {
  const { DATABASE_URL } = bindings
  if (!DATABASE_URL || !/^(libsql|https?):/.test(DATABASE_URL)) {
    throw new Unfit("DATABASE_URL 应为 libSQL 服务器的地址（libsql://…），Workers 上没有文件可用。")
  }
  try {
    const { DATABASE_AUTH_TOKEN, BASE_URL, NOW, MAIL_URL, MAIL_FROM, MAIL_TOKEN, SEAL_KEY, SEAL_ALGORITHM } = bindings
    const mail = { MAIL_URL, MAIL_FROM, MAIL_TOKEN }
    const demo = DEMO === "1" ? "1" : "0"
    const environment = readEnvironment({
      DATABASE_URL,
      DATABASE_AUTH_TOKEN,
      BASE_URL,
      NOW,
      ...mail,
      SEAL_KEY,
      SEAL_ALGORITHM,
      DEMO: demo,
    })
    // Mail by SMTP cannot leave a Worker: told now, and not when the first message waits.
    sendersOf(environment, { clock: Date.now })
    return environment
  } catch (error) {
    throw new Unfit(error instanceof Error ? error.message : String(error))
  }
}

let fits = false

/**
 * Once an isolate, and again as long as it does not fit: two round trips more for its first page. False: the server
 * does not answer, and asking it again for the page would double the wait.
 */
async function checkSchema(open: () => Database, demo: boolean): Promise<boolean> {
  if (fits) return true
  try {
    const database = open()
    await ensureSteps(database.client, STEPS)
    if (!demo) await refuseDemo(database)
    fits = true
    return true
  } catch (error) {
    if (error instanceof SchemaMismatch || error instanceof NotForUse) throw error
    console.error(error)
    return false
  }
}

function unready(error: unknown): Response {
  if (!(error instanceof Unfit || error instanceof SchemaMismatch || error instanceof NotForUse)) throw error
  console.error(error.message)
  const page = Unready({ text: error.message })
  return new Response(`<!doctype html>${page}`, {
    status: 503,
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Retry-After": "60" },
  })
}
