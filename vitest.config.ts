import { configDefaults, defineConfig } from "vitest/config"

const BROWSER = "test/browser/**/*.test.{ts,tsx}"
const EDGE = "test/edge/**/*.test.{ts,tsx}"
const STORM = "test/storm/**/*.test.{ts,tsx}"

// As many as there are cores in CI; by itself vitest would leave one of two idle.
const WORKERS = 2

// `npm test` runs all five; `npx vitest --project program` is the quick one while writing.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    // Lists, here and below: a project's list comes on top of this one, a single name would take its place.
    setupFiles: ["test/support/end_with_vitest.ts"],
    // Files share loaded modules: nothing of ours keeps state in a module, and loading costs more than testing.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "program",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, BROWSER, EDGE, STORM],
          globalSetup: ["test/support/worlds_folder.ts"],
          setupFiles: ["test/support/end_worlds.ts"],
          maxWorkers: WORKERS,
          restoreMocks: true,
          unstubEnvs: true,
          unstubGlobals: true,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: [BROWSER],
          globalSetup: ["test/support/prepare.ts", "test/browser/support/unpack_browser.ts"],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Once more with the browser from npm, which is all that a machine with nothing but Node has: it sees its own
        // font only (test/support/fonts.conf), so neither a system's browser nor its fonts help here.
        extends: true,
        test: {
          name: "bundled",
          include: ["test/browser/main_path.test.ts"],
          env: { FENGONG_BROWSER: "bundled" },
          globalSetup: ["test/support/prepare.ts"],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "edge",
          include: [EDGE],
          globalSetup: ["test/support/prepare.ts", "test/support/worlds_folder.ts"],
          setupFiles: ["test/support/end_worlds.ts"],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "storm",
          include: [STORM],
          globalSetup: ["test/support/prepare.ts"],
          // Servers are killed and raced here: a second file on the same two cores would only blur what is measured.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
