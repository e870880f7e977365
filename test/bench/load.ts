import { Agent, request } from "node:http"

/** What one connection count gave: requests a second, latencies in milliseconds, bytes of one answer. */
export type Figures = { rps: number; p50: number; p99: number; bytes: number }

type Target = { url: string; cookie: string }
type Post = { url: string; cookie: string; body: string; origin: string }

/** Asks for one page again and again over so many connections, for so many milliseconds, after a warm-up in which the program is compiled. */
export async function load(target: Target, connections: number, duration: number): Promise<Figures> {
  await run(connections, Math.max(1000, duration / 2), () => get(target))
  return run(connections, duration, () => get(target))
}

/** Posts every form once, over so many connections. */
export async function post(posts: Post[], connections: number): Promise<Figures> {
  const queue = [...posts]
  return run(connections, Number.POSITIVE_INFINITY, (agent) => {
    const next = queue.pop()
    return next ? send(next)(agent) : null
  })
}

type Shot = (agent: Agent) => Promise<number> | null

async function run(connections: number, duration: number, shot: Shot | (() => Shot)): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  let bytes = 0
  const started = performance.now()
  const until = started + duration
  const one = async () => {
    while (performance.now() < until) {
      const from = performance.now()
      const made = shot(agent)
      const asked = typeof made === "function" ? made(agent) : made
      if (asked === null) return
      bytes = (await asked) || bytes
      latencies.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { rps: latencies.length / seconds, p50: at(0.5), p99: at(0.99), bytes }
}

const get =
  ({ url, cookie }: Target): Shot =>
  (agent) =>
    answered(url, { agent, headers: { cookie } }, undefined, 200)

const send =
  ({ url, cookie, body, origin }: Post): Shot =>
  (agent) =>
    answered(
      url,
      { agent, method: "POST", headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded" } },
      body,
      303,
    )

function answered(
  url: string,
  options: Parameters<typeof request>[1] & object,
  body: string | undefined,
  status: number,
) {
  return new Promise<number>((resolve, reject) => {
    const sent = request(url, options, (response) => {
      let bytes = 0
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on("end", () => {
        if (response.statusCode === status) resolve(bytes)
        else reject(new Error(`${url} answered ${response.statusCode}`))
      })
      response.on("error", reject)
    })
    sent.on("error", reject)
    sent.end(body)
  })
}
