import { configDefaults, defineConfig } from "vitest/config"

const BROWSER = "test/browser/**/*.test.{ts,tsx}"
const EDGE = "test/{edge,storm}/**/*.test.{ts,tsx}"

// `npm test` runs all three, one after the other; `npx vitest --project program` is the quick one while writing.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    // Lists, here and below: a project's list comes on top of this one, a single name would take its place.
    setupFiles: ["test/support/end_with_vitest.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "program",
          testTimeout: 60_000,
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, BROWSER, EDGE],
          globalSetup: ["test/support/worlds_folder.ts"],
          setupFiles: ["test/support/end_worlds.ts"],
          // Files share loaded modules: nothing of ours keeps state in a module, and loading costs more than testing.
          isolate: false,
          // As many as there are cores in CI; by itself vitest would leave one of two idle.
          maxWorkers: 2,
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
          globalSetup: ["test/browser/support/unpack_browser.ts", "test/browser/support/seed_demo.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "edge",
          include: [EDGE],
          // Servers are killed and raced here: a second file on the same two cores would only blur what is measured.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
