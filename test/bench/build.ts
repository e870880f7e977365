import { readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** What the bench uses of a build, this one or another: each makes its own databases, which the other may refuse. */
export type Build = Awaited<ReturnType<typeof buildAt>>

/** Loads a build from the folder it lies in. */
export async function buildAt(root: string) {
  const from = (path: string): Promise<unknown> => import(pathToFileURL(join(root, path)).href)
  const { createApp } = (await from("src/app.ts")) as typeof import("#src/app.ts")
  const { assetsOf } = (await from("src/door/assets.ts")) as typeof import("#src/door/assets.ts")
  const { bringDemo } = (await from("src/bin/demo.ts")) as typeof import("#src/bin/demo.ts")
  const { hashToken } = (await from("src/office/people/sessions.ts")) as typeof import("#src/office/people/sessions.ts")
  const { sealEvents } = (await from("src/trail/seal.ts")) as typeof import("#src/trail/seal.ts")
  const { database } = (await from("db/database.ts")) as typeof import("#db/database.ts")
  const { openDatabase } = (await from("db/open_node.ts")) as typeof import("#db/open_node.ts")
  return { createApp, assetsOf, bringDemo, hashToken, sealEvents, database, openDatabase }
}

/** What a build needs to run in workerd. */
export async function edgeBuildAt(root: string) {
  const from = (path: string): Promise<unknown> => import(pathToFileURL(join(root, path)).href)
  const { startWorker } = (await from("src/bin/dev_edge/worker.ts")) as typeof import("#src/bin/dev_edge/worker.ts")
  const { copyDatabase } = (await from("db/copy.ts")) as typeof import("#db/copy.ts")
  return { startWorker, copyDatabase }
}

/** The arguments of Node with which a build is started, as its package.json has them. */
export function startArguments(root: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } }
  const [, ...args] = scripts.start.split(" ")
  return args
}
