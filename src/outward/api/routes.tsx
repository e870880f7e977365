import type { Hono } from "hono"
import { type Env, factory } from "#src/door/env.ts"
import { shown, told } from "#src/door/json.ts"
import { LINES } from "./line_acts.ts"

/** 接口, below /api/v1. */
export function apiRoutes(): Hono<Env> {
  const routes = factory.createApp()
  for (const { method, path, row } of LINES) {
    if (method === "GET") routes.get(path, shown(row))
    else routes.post(path, told(row))
  }
  return routes
}
