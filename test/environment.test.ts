import { expect, test } from "vitest"
import { isLoopback, readEnvironment } from "#src/environment.ts"

test("without a word about it, the program is a demo on loopback with a file", () => {
  expect(readEnvironment({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    databaseUrl: "file:data/fengong.db",
    databaseAuthToken: undefined,
    baseUrl: null,
    demo: true,
    now: null,
  })
})

test.each([
  ["another host", { HOST: "0.0.0.0" }, false],
  ["a public origin", { BASE_URL: "https://db.example.gov.cn" }, false],
  ["DEMO=0", { DEMO: "0" }, false],
  ["a public origin on loopback and DEMO=1", { BASE_URL: "https://db.example.gov.cn", DEMO: "1" }, true],
  ["another name of loopback", { HOST: "localhost" }, true],
  ["an empty DEMO", { DEMO: "" }, true],
])("with %s it is a demo: %o → %s", (_, variables, demo) => {
  expect(readEnvironment(variables).demo).toBe(demo)
})

test.each([
  ["a demo that others could reach", { DEMO: "1", HOST: "0.0.0.0" }, "只能监听本机"],
  ["a port that is none", { PORT: "http" }, "PORT 应为"],
  ["a port beyond the last", { PORT: "65536" }, "PORT 应为"],
  ["an origin that is none", { BASE_URL: "db.example.gov.cn" }, "BASE_URL 应为网址"],
  ["an origin of another kind", { BASE_URL: "ftp://db.example.gov.cn" }, "BASE_URL 应为网址"],
  ["a database without a deadline", { DATABASE_URL: "ws://127.0.0.1:8080" }, "DATABASE_URL 应以"],
  ["a database that is a path", { DATABASE_URL: "data/fengong.db" }, "DATABASE_URL 应以"],
  ["a standing clock outside a demo", { NOW: "2026-09-28T09:00+08:00", DEMO: "0" }, "NOW 只能与 DEMO=1 同用"],
  ["an instant without an offset", { NOW: "2026-09-28T09:00" }, "NOW 应为带时区的时刻"],
  ["an instant that is none", { NOW: "2026-13-40T09:00Z" }, "NOW 应为带时区的时刻"],
])("%s is refused in words", (_, variables, words) => {
  expect(() => readEnvironment(variables)).toThrow(words)
})

test("what is set is taken: of BASE_URL the origin, of NOW the instant, of PORT also 0", () => {
  const found = readEnvironment({
    PORT: "0",
    BASE_URL: "https://db.example.gov.cn/fengong/",
    DEMO: "1",
    NOW: "2026-09-28T09:00+08:00",
    DATABASE_URL: "libsql://db.example.org",
    DATABASE_AUTH_TOKEN: "t",
  })
  expect(found).toMatchObject({
    port: 0,
    baseUrl: "https://db.example.gov.cn",
    now: Date.UTC(2026, 8, 28, 1),
    databaseUrl: "libsql://db.example.org",
    databaseAuthToken: "t",
  })
})

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["::1", true],
  ["[::1]", true],
  ["localhost", true],
  ["127.example.org", false],
  ["0.0.0.0", false],
  ["10.0.0.1", false],
])("%s is loopback: %s", (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback)
})
