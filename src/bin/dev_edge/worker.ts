import { readFile } from "node:fs/promises"
import type { Readable } from "node:stream"
import { type Json, Log, LogLevel, Miniflare, type Request, Response } from "miniflare"
import { HOUSE } from "#src/capabilities.ts"
import { bundle } from "./bundle.ts"
import { edgeFiles } from "./edge_files.ts"

const SCHEDULED = "/cdn-cgi/handler/scheduled"

/** A Worker in real workerd, on a port of loopback. */
export type RunningWorker = {
  readonly url: string
  /** What the Worker wrote to its console, and what workerd complained about. */
  output(): string
  /** Runs the `scheduled` handler to its end as a cron trigger would; `at` is the moment the trigger was due. */
  scheduled(at?: Date): Promise<void>
  stop(): Promise<void>
}

export type WorkerOptions = {
  /** From the root of the project; what is deployed by default. */
  entry?: string
  /** What `[vars]` and secrets are in production. */
  bindings?: Record<string, Json>
  /** A free one by default. */
  port?: number
  /** Awaited when the Worker is bundled and before it answers. */
  after?: Promise<unknown>
}

/** Bundles the Worker and runs it under the compatibility settings of `wrangler.toml`. */
export async function startWorker({ entry, bindings, port = 0, after }: WorkerOptions = {}): Promise<RunningWorker> {
  const config = await readWranglerConfig()
  const [script, files] = await Promise.all([bundle(entry), edgeFiles(HOUSE), after])
  const console = new Console()
  const workerd = new Miniflare({
    name: "fengong",
    modules: [{ type: "ESModule", path: "worker.mjs", contents: script }],
    compatibilityDate: config.compatibilityDate,
    compatibilityFlags: config.compatibilityFlags,
    bindings,
    // As the platform answers it: behind miniflare's own `assets` no `scheduled` handler is reached.
    serviceBindings: { ASSETS: ({ url }: Request) => fileOf(files, new URL(url).pathname) },
    host: "127.0.0.1",
    port,
    cf: false, // else it asks a server of Cloudflare's where this machine is
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => console.listenTo(stdout, stderr),
    unsafeTriggerHandlers: true, // answers SCHEDULED; only here, never in production
  })
  const url = await workerd.ready.catch(async (error) => {
    await workerd.dispose()
    throw new Error(`the Worker does not start: ${console.text}`, { cause: error })
  })

  return {
    url: url.origin,
    output: () => console.text,
    async scheduled(at = new Date()) {
      const due = new URLSearchParams({ time: String(at.getTime()), cron: config.crons[0] ?? "" })
      const response = await fetch(`${url.origin}${SCHEDULED}?${due}`)
      if (!response.ok) throw new Error(`the scheduled handler failed: ${await response.text()} ${console.text}`)
    },
    stop: () => workerd.dispose(),
  }
}

function fileOf(files: Record<string, string>, path: string): Response {
  const text = files[path.slice(1)]
  return text === undefined ? new Response(null, { status: 404 }) : new Response(text)
}

/** The few lines of `wrangler.toml` that matter here; wrangler itself would take a second to load. */
async function readWranglerConfig() {
  const toml = await readFile(new URL("../../../wrangler.toml", import.meta.url), "utf8")
  const value = (key: string) => {
    const text = toml.match(new RegExp(`^${key} = (.+)$`, "m"))?.[1]
    if (text === undefined) throw new Error(`wrangler.toml has no ${key}`)
    return JSON.parse(text)
  }
  return {
    compatibilityDate: value("compatibility_date") as string,
    compatibilityFlags: value("compatibility_flags") as string[],
    crons: value("crons") as string[],
  }
}

class Console {
  text = ""

  listenTo(...streams: Readable[]) {
    for (const stream of streams) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.text += text
      })
    }
  }
}
