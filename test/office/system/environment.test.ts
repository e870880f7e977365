import { expect, test } from "vitest"
import { isLoopback, readEnvironment, WrongSetting } from "#src/office/system/environment.ts"
import { canSealBy } from "#src/trail/seal_key.ts"

test("without a word about it, the program is a demo on loopback with a file", () => {
  expect(readEnvironment({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    databaseUrl: "file:data/fengong.db",
    databaseAuthToken: undefined,
    baseUrl: null,
    demo: true,
    now: null,
    trustedProxies: "",
    mail: null,
    reading: { seconds: 10, megabytes: 64 },
    sealKey: null,
    jsonLog: false,
    metricsToken: null,
    backup: { key: null, copyTo: null, rotation: { days: 14, months: 12 } },
  })
})

test("what reading a document may take is for the keeper of the machine to say", () => {
  const { reading } = readEnvironment({ READING_SECONDS: "30", READING_MEMORY_MB: "256" })
  expect(reading).toEqual({ seconds: 30, megabytes: 256 })
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
  ["no time at all for reading", { READING_SECONDS: "0" }, "READING_SECONDS 应为 1 到 600 的整数"],
  ["memory that is no number", { READING_MEMORY_MB: "much" }, "READING_MEMORY_MB 应为 32 到 4096 的整数"],
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

const MAIL_FROM = "分工督办 <noreply@example.gov.cn>"
const from = { name: "分工督办", address: "noreply@example.gov.cn" }
const smtp = { kind: "smtp", host: "mail.example.gov.cn", port: 587, secure: false, tls: "starttls", login: null }

test.each([
  ["smtp://mail.example.gov.cn", smtp],
  ["smtp://mail.example.gov.cn:25/", { ...smtp, port: 25 }],
  ["smtp://mail.example.gov.cn?tls=starttls", smtp],
  ["smtp://mail.example.gov.cn?tls=required", { ...smtp, tls: "required" }],
  ["smtp://mail.example.gov.cn?tls=off", { ...smtp, tls: "off" }],
  ["smtps://mail.example.gov.cn", { ...smtp, port: 465, secure: true }],
  ["smtp://[::1]:2525", { ...smtp, host: "::1", port: 2525 }],
  [
    "smtp://du%40example.gov.cn:%E5%8F%A3%E4%BB%A4%3Ap%40ss%2F%25@mail.example.gov.cn",
    { ...smtp, login: { user: "du@example.gov.cn", pass: "口令:p@ss/%" } },
  ],
  [
    "https://gateway.example.gov.cn/mail?app=1",
    { kind: "gateway", url: "https://gateway.example.gov.cn/mail?app=1", token: null },
  ],
  ["http://10.0.0.8:8080/mail", { kind: "gateway", url: "http://10.0.0.8:8080/mail", token: null }],
])("MAIL_URL=%s says by what mail goes out", (MAIL_URL, server) => {
  expect(readEnvironment({ MAIL_URL, MAIL_FROM }).mail).toEqual({ server, from })
})

test("a gateway has its token, and without MAIL_URL nobody is mailed", () => {
  const gateway = { MAIL_URL: "https://gateway.example.gov.cn/", MAIL_TOKEN: "t0ken-/+=" }
  expect(readEnvironment({ ...gateway, MAIL_FROM }).mail?.server).toMatchObject({ token: "t0ken-/+=" })
  expect(readEnvironment({ MAIL_URL: "", MAIL_TOKEN: "t", MAIL_FROM }).mail).toBeNull()
})

test.each([
  ["something else", { MAIL_URL: "imap://s3cret@mail.example.gov.cn" }, "MAIL_URL 应为"],
  ["no address at all", { MAIL_URL: "mail.example.gov.cn/s3cret" }, "MAIL_URL 应为"],
  ["an address that is none", { MAIL_URL: "https://s3cret:x" }, "MAIL_URL 应为"],
  ["no server", { MAIL_URL: "smtp://?tls=off" }, "MAIL_URL 应形如"],
  ["a path", { MAIL_URL: "smtp://mail.example.gov.cn/s3cret" }, "MAIL_URL 应形如"],
  ["an unknown parameter", { MAIL_URL: "smtp://mail.example.gov.cn?TLS=s3cret" }, "MAIL_URL 应形如"],
  ["an unknown tls", { MAIL_URL: "smtp://mail.example.gov.cn?tls=s3cret" }, "tls 应为 off、starttls 或 required"],
  ["smtps without TLS", { MAIL_URL: "smtps://u:s3cret@mail.example.gov.cn?tls=off" }, "不能写 tls=off"],
  ["a user without a password", { MAIL_URL: "smtp://s3cret@mail.example.gov.cn" }, "应成对填写"],
  ["a password without a user", { MAIL_URL: "smtp://:s3cret@mail.example.gov.cn" }, "应成对填写"],
  ["a bare % in a password", { MAIL_URL: "smtp://u:s3cret%@mail.example.gov.cn" }, "% 写作 %25"],
  [
    "SMTP with a gateway's token",
    { MAIL_URL: "smtp://mail.example.gov.cn", MAIL_TOKEN: "s3cret" },
    "MAIL_TOKEN 只用于邮件网关",
  ],
  ["a gateway with a password", { MAIL_URL: "https://u:s3cret@gateway.example.gov.cn" }, "请改用 MAIL_TOKEN"],
  ["a gateway with a user", { MAIL_URL: "https://s3cret@gateway.example.gov.cn" }, "请改用 MAIL_TOKEN"],
  ["a gateway elsewhere without TLS", { MAIL_URL: "http://gateway.example.gov.cn/s3cret" }, "应以 https:// 开头"],
  [
    "a token of several lines",
    { MAIL_URL: "https://gateway.example.gov.cn", MAIL_TOKEN: "s3cret\r\nx: y" },
    "MAIL_TOKEN 只能由",
  ],
  [
    "no sender",
    { MAIL_URL: "https://gateway.example.gov.cn/s3cret", MAIL_FROM: "" },
    "MAIL_FROM 应为发件人，如 分工督办 <noreply@example.gov.cn>，现为 空",
  ],
  [
    "a sender that is none",
    { MAIL_URL: "smtp://u:s3cret@mail.example.gov.cn", MAIL_FROM: "分工督办" },
    "现为 分工督办",
  ],
])("mail by %s is refused in words, and the words keep what is secret", (_, variables, words) => {
  const reading = () => readEnvironment({ MAIL_FROM, ...variables })
  expect(reading).toThrow(words)
  expect(reading).toThrow(WrongSetting)
  expect(reading).not.toThrow("s3cret")
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

test("SEAL_KEY is long and has its algorithm, and no sentence repeats it", () => {
  const SEAL_KEY = "k".repeat(32)
  expect(readEnvironment({ SEAL_KEY }).sealKey).toEqual({ algorithm: "hmac-sha-256/2", key: SEAL_KEY })
  expect(() => readEnvironment({ SEAL_KEY: "short-secret" })).toThrow(/SEAL_KEY 应为至少 32 个/)
  expect(() => readEnvironment({ SEAL_KEY: "short-secret" })).not.toThrow(/short-secret/)
  expect(() => readEnvironment({ SEAL_KEY, SEAL_ALGORITHM: "md5" })).toThrow(/SEAL_ALGORITHM 应为 sha-256 或 sm3/)
  const sm3 = () => readEnvironment({ SEAL_KEY, SEAL_ALGORITHM: "sm3" }).sealKey
  if (canSealBy("hmac-sm3/2")) expect(sm3()).toEqual({ algorithm: "hmac-sm3/2", key: SEAL_KEY })
  else expect(sm3).toThrow(/不支持 SM3/)
})

test("LOG is json or text, and METRICS_TOKEN is long and in no sentence", () => {
  expect(readEnvironment({ LOG: "json" }).jsonLog).toBe(true)
  expect(readEnvironment({ LOG: "text" }).jsonLog).toBe(false)
  expect(() => readEnvironment({ LOG: "xml" })).toThrow("LOG 应为 json 或 text，现为 xml")
  expect(readEnvironment({ METRICS_TOKEN: "m".repeat(24) }).metricsToken).toBe("m".repeat(24))
  expect(() => readEnvironment({ METRICS_TOKEN: "short-secret" })).toThrow(/METRICS_TOKEN 应为至少 24 个/)
  expect(() => readEnvironment({ METRICS_TOKEN: "short-secret" })).not.toThrow(/short-secret/)
})

test("how backups are kept: a key of 32 bytes that stands in no sentence, a second folder, how many stay", () => {
  const BACKUP_KEY = "0a".repeat(32)
  const settings = { BACKUP_KEY, BACKUP_COPY_TO: "/mnt/backup", BACKUP_DAYS: "30", BACKUP_MONTHS: "0" }
  expect(readEnvironment(settings).backup).toEqual({
    key: Buffer.alloc(32, 10),
    copyTo: "/mnt/backup",
    rotation: { days: 30, months: 0 },
  })
  expect(() => readEnvironment({ BACKUP_KEY: "0abc" })).toThrow(/BACKUP_KEY 应为 64 个十六进制字符/)
  expect(() => readEnvironment({ BACKUP_KEY: "0abc" })).not.toThrow(/0abc/)
  expect(() => readEnvironment({ BACKUP_DAYS: "0" })).toThrow(/BACKUP_DAYS 应为 1 到 3650 的整数/)
  expect(() => readEnvironment({ BACKUP_MONTHS: "x" })).toThrow(/BACKUP_MONTHS 应为 0 到 600 的整数/)
})
