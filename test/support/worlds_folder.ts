import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the run in which the files of its test worlds lie. */
    worlds: string
  }
}

/** One folder for the worlds of all workers: a worker is ended without a word, so what it leaves is taken away here. */
export default async function worldsFolder(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "fengong-worlds-"))
  project.provide("worlds", folder)
  return () => rm(folder, { recursive: true, force: true })
}
