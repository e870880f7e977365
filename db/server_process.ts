import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { setTimeout as pause } from "node:timers/promises"

const START_WITHIN_MS = 30_000
const STOP_WITHIN_MS = 5_000
const POLL_MS = 10
const KEPT_OUTPUT = 100_000

/** A server in a process of its own, for tests that kill it and for `npm run dev:edge`. */
export type ServerProcess = {
  /** Of the process that runs now; another one after `restart()`. */
  readonly pid: number
  /** What it wrote, both streams, the last part of it. */
  output(): string
  /** Asks it to end, and insists after five seconds. */
  stop(): Promise<void>
  /** What a crash or the out-of-memory killer does. */
  kill9(): Promise<void>
  /** The same command again, on the same data and port; ends the running process first, if there is one. */
  restart(): Promise<void>
}

export type ServerCommand = {
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** Where it runs; here by default. */
  cwd?: string
  /** The address that answers 2xx once the server is ready. */
  answersAt: string
}

/** Starts a server and waits until it answers. */
export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  const output = { text: "" }
  let running = await answering(server, output)

  return {
    get pid() {
      return running.pid ?? 0
    },
    output: () => output.text,
    stop: () => end(running, "SIGTERM"),
    kill9: () => end(running, "SIGKILL"),
    async restart() {
      await end(running, "SIGTERM")
      running = await answering(server, output)
    },
  }
}

/** A port on loopback that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  probe.close()
  await once(probe, "close")
  if (address === null || typeof address === "string") throw new Error("no free port on loopback")
  return address.port
}

async function answering({ command, args, env, cwd, answersAt }: ServerCommand, output: { text: string }) {
  const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] })
  listen(child, output)
  killWithUs(child)

  const until = Date.now() + START_WITHIN_MS
  while (!(await answers(answersAt))) {
    if (!isRunning(child)) throw new Error(`${command} ended instead of answering at ${answersAt}: ${output.text}`)
    if (Date.now() > until) {
      await end(child, "SIGKILL")
      throw new Error(`${command} did not answer at ${answersAt} within ${START_WITHIN_MS} ms: ${output.text}`)
    }
    await pause(POLL_MS)
  }
  return child
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (!isRunning(child)) return
  const gone = once(child, "exit")
  child.kill(signal)
  const lostPatience = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS)
  await gone
  clearTimeout(lostPatience)
}

const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

function listen(child: ChildProcess, output: { text: string }) {
  const add = (text: string) => {
    output.text = (output.text + text).slice(-KEPT_OUTPUT)
  }
  child.stdout?.setEncoding("utf8").on("data", add)
  child.stderr?.setEncoding("utf8").on("data", add)
  child.on("error", (error) => add(error.message))
}

/** A test run that is cut short leaves no server behind. */
function killWithUs(child: ChildProcess) {
  const orphaned = () => child.kill("SIGKILL")
  process.once("exit", orphaned)
  child.once("exit", () => process.off("exit", orphaned))
}
