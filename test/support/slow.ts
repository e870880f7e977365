import type { Fields } from "./acts.ts"
import { type Login, ORIGIN, type World } from "./world.ts"

/**
 * A form of which half arrives, then what others do meanwhile is done, and then the rest arrives: the program has asked
 * who it is before the body, and reads on after the world has changed.
 */
export async function slowly(
  w: World,
  login: Login | null,
  path: string,
  fields: Fields | FormData,
  meanwhile: () => Promise<unknown>,
) {
  const form =
    fields instanceof FormData ? fields : new URLSearchParams(Object.entries(fields).map(([k, v]) => [k, String(v)]))
  const whole = new Response(form)
  const bytes = new Uint8Array(await whole.arrayBuffer())
  const half = bytes.length >> 1
  let asked = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        asked++
        if (asked === 1) return controller.enqueue(bytes.slice(0, half))
        await meanwhile()
        controller.enqueue(bytes.slice(half))
        controller.close()
      },
    },
    // Nothing is made before it is read.
    { highWaterMark: 0 },
  )
  const headers = {
    origin: ORIGIN,
    "content-type": whole.headers.get("content-type") ?? "",
    ...(login ? { cookie: `__Host-sid=${login}` } : {}),
  }
  const request = { method: "POST", headers, body, duplex: "half" } as RequestInit
  return w.app.request(ORIGIN + path, request)
}
