import { monitorEventLoopDelay } from "node:perf_hooks"
import type { Database } from "#db/database.ts"
import type { Watcher } from "#src/door/watch.ts"
import { operatingFacts } from "#src/messages/metrics_queries.ts"
import type { Space } from "#src/office/system/space.ts"
import program from "../../../package.json" with { type: "json" }
import { during, lineOf } from "./log.ts"
import { gauge, type Metric, requestCounts, textOf } from "./metrics.ts"

/** When the timer last came through, and how often it did not. */
export type TimerStanding = { lastAt: number | null; failures: number }

export type Watching = {
  /** Null: nobody may ask for metrics. */
  metricsToken: string | null
  database: Database
  clock: () => number
  space: () => Promise<Space | null>
  timer: TimerStanding
  /** Takes a line for each request; null: none is written. */
  print: ((line: string) => void) | null
}

/** Looks on at requests for the log, and for whoever reads metrics. */
export function watcher(watching: Watching): Watcher {
  const { metricsToken: token, print } = watching
  const counts = requestCounts()
  const delay = monitorEventLoopDelay()
  delay.enable()

  async function text() {
    const late = delay.percentile(99)
    // Since it was last asked.
    delay.reset()
    return textOf([...ofProcess(late), ...counts.metrics(), ...(await ofProgram(watching))])
  }
  return {
    during(id, work) {
      counts.began()
      return during(id, work)
    },
    answered({ method, route, status, ms }) {
      counts.ended({ method, route, status: String(status) }, ms)
      print?.(lineOf(status >= 500 ? "error" : "info", { method, route, status, ms }))
    },
    metrics: token === null ? null : { token, text },
  }
}

function ofProcess(delayed: number): Metric[] {
  const { user, system } = process.cpuUsage()
  return [
    {
      name: "fengong_build_info",
      kind: "gauge",
      help: "Always 1; which version runs on which Node.",
      figures: [{ labels: { version: program.version, node: process.versions.node }, value: 1 }],
    },
    gauge("process_start_time_seconds", "When the process began.", performance.timeOrigin / 1000),
    gauge("process_resident_memory_bytes", "Memory of the process.", process.memoryUsage.rss()),
    {
      name: "process_cpu_seconds_total",
      kind: "counter",
      help: "Processor time of the process.",
      figures: [{ value: (user + system) / 1e6 }],
    },
    gauge("nodejs_eventloop_lag_p99_seconds", "How late the event loop comes, 99 of 100 times.", delayed / 1e9),
  ]
}

/** Its figures without a database that answers are those of the process, and that it does not. */
async function ofProgram({ database, clock, space, timer }: Watching): Promise<Metric[]> {
  const facts = await operatingFacts(database, clock()).catch((error: unknown) => {
    console.error(error)
    return null
  })
  const disk = await space().catch(() => null)
  const seconds = (at: number | null | undefined) => (at ? at / 1000 : null)
  return [
    gauge("fengong_database_up", "1 while the database answers.", facts ? 1 : 0),
    gauge("fengong_timer_last_success_timestamp_seconds", "When the timer last came through.", seconds(timer.lastAt)),
    {
      name: "fengong_timer_failures_total",
      kind: "counter",
      help: "Runs of the timer that did not come through.",
      figures: [{ value: timer.failures }],
    },
    gauge("fengong_events", "Acts in the trail.", facts?.events ?? null),
    gauge("fengong_events_unsealed", "Acts at its end without a seal yet.", facts?.unsealed ?? null),
    gauge("fengong_sessions", "Sessions that are open.", facts?.sessions ?? null),
    gauge("fengong_deliveries_waiting", "Messages that wait to be sent.", facts?.waiting ?? null),
    gauge("fengong_deliveries_late", "Those that should have gone ten minutes ago.", facts?.late ?? null),
    gauge("fengong_deliveries_failed", "Messages that a receiver refused for good.", facts?.failed ?? null),
    gauge("fengong_backup_last_timestamp_seconds", "When a backup was last made.", seconds(facts?.backedUpAt)),
    gauge("fengong_backup_failed_timestamp_seconds", "When one last failed.", seconds(facts?.backupFailedAt)),
    gauge(
      "fengong_restore_last_timestamp_seconds",
      "When one was last restored in earnest.",
      seconds(facts?.restoredAt),
    ),
    gauge("fengong_disk_free_bytes", "Room left where the database lies.", disk?.free ?? null),
    gauge("fengong_database_bytes", "Size of the database.", disk?.database ?? null),
  ]
}
