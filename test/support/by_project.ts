import { writeFileSync } from "node:fs"
import type { Reporter, SerializedError, TestModule } from "vitest/node"

/** What a project's tests came to, and how long it was from the first file's start to the last one's end. */
type Count = { name: string; passed: number; failed: number; skipped: number; seconds: number }

/** Writes for .ci/run, into the file that COUNTS names, what each project counted, as JSON. */
export default class ByProject implements Reporter {
  private readonly began = new Map<string, number>()
  private readonly ended = new Map<string, number>()

  onTestModuleStart({ project: { name } }: TestModule) {
    if (!this.began.has(name)) this.began.set(name, performance.now())
  }

  onTestModuleEnd({ project: { name } }: TestModule) {
    this.ended.set(name, performance.now())
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]) {
    const names = [...new Set(modules.map(({ project }) => project.name))]
    const projects = names.map((name): Count => {
      const sums = modules.filter(({ project }) => project.name === name).map(counted)
      const sum = (key: "passed" | "failed" | "skipped") => sums.reduce((total, one) => total + one[key], 0)
      const seconds = ((this.ended.get(name) ?? 0) - (this.began.get(name) ?? 0)) / 1000
      return { name, passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), seconds }
    })
    writeFileSync(process.env.COUNTS ?? "/dev/stdout", JSON.stringify({ projects, outside: errors.length }))
  }
}

function counted(module: TestModule) {
  const states = [...module.children.allTests()].map((test) => test.result().state)
  const count = (...kinds: string[]) => states.filter((state) => kinds.includes(state)).length
  const failed = count("failed")
  return {
    passed: count("passed"),
    // A file that cannot be loaded, or whose hooks fail, has no failed test of its own and is a failure all the same.
    failed: module.state() === "failed" && failed === 0 ? 1 : failed,
    skipped: count("skipped", "pending"),
  }
}
