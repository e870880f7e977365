import type { Context } from "hono"
import type { Env } from "#src/door/env.ts"
import type { Place } from "./scope.ts"

/** From where somebody is at the door: at a proxy's own address anybody may be, so nobody is shut out for its sake. */
export function placeIn(c: Context<Env>): Omit<Place, "login"> {
  const address = c.var.ports.addressOf(c)
  return { address, shared: c.var.ports.isProxy?.(address) ?? false, now: c.var.now }
}
