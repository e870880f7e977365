/*
 * Figures in the text format that Prometheus reads (version 0.0.4). No library: the format is a line a figure, and what
 * is counted here is little.
 */

type Labels = Record<string, string>
type Figure = { labels?: Labels; value: number }
type Kind = "counter" | "gauge" | "histogram"

/** A name with what it means, and its figures. */
export type Metric = { name: string; kind: Kind; help: string; figures: readonly (Figure & { suffix?: string })[] }

const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"')

const labelled = (labels: Labels = {}) => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(",")}}` : ""
}

/** One figure without labels; null, which is unknown, is left out. */
export const gauge = (name: string, help: string, value: number | null): Metric => ({
  name,
  kind: "gauge",
  help,
  figures: value === null ? [] : [{ value }],
})

/** The whole answer to a scraper. */
export const textOf = (metrics: readonly Metric[]): string =>
  metrics
    .filter(({ figures }) => figures.length > 0)
    .flatMap(({ name, kind, help, figures }) => [
      `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
      `# TYPE ${name} ${kind}`,
      ...figures.map(({ suffix = "", labels, value }) => `${name}${suffix}${labelled(labels)} ${value}`),
    ])
    .join("\n")
    .concat("\n")

/** In seconds: a page is made in some thousandths, a document is read in some seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts requests by method, route and status; their durations all together. */
export function requestCounts() {
  const counts = new Map<string, Figure & { labels: Labels }>()
  const within = BUCKETS.map(() => 0)
  let total = 0
  let seconds = 0
  let underway = 0
  return {
    began() {
      underway++
    },
    ended(labels: { method: string; route: string; status: string }, ms: number) {
      underway--
      total++
      seconds += ms / 1000
      BUCKETS.forEach((bound, i) => {
        if (ms <= bound * 1000) within[i] = (within[i] ?? 0) + 1
      })
      const key = Object.values(labels).join(" ")
      const counted = counts.get(key) ?? { labels, value: 0 }
      counts.set(key, { labels, value: counted.value + 1 })
    },
    metrics: (): Metric[] => [
      {
        name: "fengong_http_requests_total",
        kind: "counter",
        help: "Requests answered, by method, route pattern and status.",
        figures: [...counts.values()],
      },
      {
        name: "fengong_http_request_duration_seconds",
        kind: "histogram",
        help: "From a request to the head of its answer.",
        figures: [
          ...BUCKETS.map((bound, i) => ({ suffix: "_bucket", labels: { le: String(bound) }, value: within[i] ?? 0 })),
          { suffix: "_bucket", labels: { le: "+Inf" }, value: total },
          { suffix: "_sum", value: seconds },
          { suffix: "_count", value: total },
        ],
      },
      gauge("fengong_http_requests_underway", "Requests that have come and are not answered yet.", underway),
    ],
  }
}
