import { createServer } from "node:http"
import { monitorEventLoopDelay } from "node:perf_hooks"

/* `--import`ed before the program: watches its event loop, and tells the longest delay since it was last asked, in ms. */
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
createServer((_, response) => {
  response.end(String(delay.max / 1e6))
  delay.reset()
})
  .listen(Number(process.env.BENCH_LOOP_PORT), "127.0.0.1")
  .unref()
