import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { apiAnswers, apiTokens, people, posts, sessions } from "#db/schema.ts"
import { MOST_TOKENS } from "#src/office/tokens/policy.ts"
import { done, trailOf } from "#test/support/acts.ts"
import { askForToken, byToken, makeToken } from "#test/support/tokens.ts"
import { type Login, ORIGIN, type World, world } from "#test/support/world.ts"
import { actingAsWords } from "#views/words/roles.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const rows = async () => (await w.database.read([w.database.db.select().from(apiTokens)]))[0]
const PLANNING = { version: 1, office: "综合处", personInCharge: "王五", measures: "举办培训班。" }
const ACKNOWLEDGEMENT = "/assignments/1/acknowledgement"

describe("接口令牌", () => {
  test("is made by oneself, shown once, kept as a hash, and asked by without signing in", async () => {
    const token = await makeToken(w, "wang")
    expect((await byToken(w, token, "/me")).body).toMatchObject({ login: "wang", posts: [{ kind: "liaison" }] })
    expect(JSON.stringify(await rows())).not.toContain(token)
    const page = await (await w.as("wang").get("/account/tokens")).text()
    expect(page).toContain("OA 待办同步")
    expect(page).not.toContain(token)
    const trail = await trailOf(w, "api_token:1")
    expect(trail).toMatchObject([{ action: "api_token_made", particulars: { scope: "act", endsOn: "2026-12-31" } }])
    expect(JSON.stringify(trail)).not.toContain(token)
  })

  test("is revoked by its owner, at once, and by nobody else", async () => {
    const token = await makeToken(w, "wang")
    const revoke = (login: Login | null, fields = {}) => w.as(login).post("/account/tokens/1/revocation", fields)
    expect((await revoke("zhou", { version: "1" })).status).toBe(404)
    expect((await revoke(null, { version: "1" })).status).toBe(401)
    expect((await revoke("wang")).status).toBe(422)
    expect((await revoke("wang", { version: "7" })).status).toBe(409)
    expect((await byToken(w, token, "/me")).status).toBe(200)
    await done(revoke("wang", { version: "1" }))
    expect((await byToken(w, token, "/me")).status).toBe(401)
    expect((await revoke("wang", { version: "2" })).status).toBe(404)
  })

  test("is not made by the three administrators, nor by whoever has no post", async () => {
    for (const login of ["admin", "security", "auditor", "jing"] as const) {
      expect((await askForToken(w, login)).status).toBe(403)
      expect((await w.as(login).get("/account/tokens")).status).toBe(403)
      expect(await (await w.as(login).get("/account")).text()).not.toContain("/account/tokens")
    }
    expect((await askForToken(w, "wang")).status).toBe(200)
    expect(await (await w.as("wang").get("/account")).text()).toContain("/account/tokens")
  })

  test.each([
    ["name", { name: "" }, "请填写用途"],
    ["scope", { scope: "all" }, "请选择权限"],
    ["endsOn", { endsOn: "2026-09-20" }, "有效期须在今天至"],
    ["endsOn", { endsOn: "2028-01-01" }, "有效期须在今天至"],
    ["endsOn", { endsOn: "明年" }, "没有看懂"],
  ])("%s that cannot be is told at its field, with what was typed kept", async (field, over, sentence) => {
    const response = await askForToken(w, "wang", over)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html.split(`id="${field}-problem"`)[1]).toContain(sentence)
    if (field !== "name") expect(html).toContain('value="OA 待办同步"')
    expect(await rows()).toEqual([])
  })

  test("so many and no more", async () => {
    for (let n = 0; n < MOST_TOKENS; n++) await makeToken(w, "wang")
    const response = await askForToken(w, "wang")
    expect(response.status).toBe(409)
    expect(await response.text()).toContain(`在用的接口令牌已满${MOST_TOKENS}个`)
    await makeToken(w, "zhou")
  })
})

describe("whoever asks by a token", () => {
  test("ends with its last day, the account and the posts", async () => {
    const { db, write } = w.database
    const token = await makeToken(w, "wang", { endsOn: "2026-09-22" })
    const { id } = w.actor("wang")
    await write([db.update(people).set({ active: false }).where(eq(people.id, id))])
    expect((await byToken(w, token, "/me")).status).toBe(401)
    await write([db.update(people).set({ active: true }).where(eq(people.id, id))])
    await write([db.update(posts).set({ untilOn: "2026-09-20" }).where(eq(posts.personId, id))])
    expect((await byToken(w, token, "/plans/1")).status).toBe(404)
    await w.travel("2026-09-22", 23)
    expect((await byToken(w, token, "/me")).status).toBe(200)
    await w.travel("2026-09-23", 0)
    expect(await byToken(w, token, "/me")).toMatchObject({ status: 401, body: { code: "signed_out" } })
  })

  test.each(["", "fg_", "x".repeat(5000), "wang"])("and has none is told to sign in: %s", async (token) => {
    const { status, headers, body } = await byToken(w, token, "/me")
    expect(status).toBe(401)
    expect(headers.get("www-authenticate")).toBe("Bearer")
    expect(body).toMatchObject({ status: 401, code: "signed_out" })
  })

  test("has no session by it: no page is opened", async () => {
    const token = await makeToken(w, "wang")
    const sent: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie: `__Host-sid=${token}` }]
    for (const headers of sent) expect((await w.app.request(`${ORIGIN}/plans`, { headers })).status).toBe(401)
  })

  test("does what the person may, and the trail says by what", async () => {
    const token = await makeToken(w, "wang")
    // Another site's page has no token to send along.
    const headers = { origin: "https://elsewhere.test" }
    const answer = await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers })
    expect(answer).toMatchObject({ status: 200, body: { done: "acknowledged" } })
    const [last] = (await w.events()).slice(-1)
    expect(last).toMatchObject({ actorName: "王联络", actingAs: expect.stringMatching(/^liaison .* \/ api_token 1$/) })
    expect(actingAsWords(last?.actingAs ?? "")).toMatch(/联络员、经接口$/)
  })

  test("does nothing by one that only reads", async () => {
    const token = await makeToken(w, "wang", { scope: "read" })
    expect((await byToken(w, token, "/plans/1")).status).toBe(200)
    expect(await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING })).toMatchObject({
      status: 403,
      body: { code: "token_reads" },
    })
    expect((await w.assignment(1)).state).toBe("awaiting")
  })

  test("does nothing by one that is revoked while it is being done", async () => {
    const token = await makeToken(w, "wang")
    const { db, write } = w.database
    // The session of the browser has ended as well: the token alone carries the act.
    await write([db.delete(sessions)])
    expect((await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING })).status).toBe(200)
  })

  test("too often is told to wait", async () => {
    const token = await makeToken(w, "wang")
    let last = 0
    for (let n = 0; n < 601 && last !== 429; n++) last = (await byToken(w, token, "/me")).status
    expect(last).toBe(429)
    const { headers, body } = await byToken(w, token, "/me")
    expect([headers.get("retry-after"), body.code]).toEqual(["60", "too_many"])
    expect((await byToken(w, await makeToken(w, "zhou"), "/me")).status).toBe(200)
  })
})

describe("Idempotency-Key", () => {
  const headers = { "idempotency-key": "a1" }

  test("the same asked again is not done again, and is answered as it was", async () => {
    const token = await makeToken(w, "wang")
    const first = await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers })
    const again = await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers })
    expect(first).toMatchObject({ status: 200 })
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(again.headers.get("idempotency-replayed")).toBe("true")
    // Without a key, or under another, it is asked anew.
    expect((await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING })).status).toBe(409)
    const other = { "idempotency-key": "a2" }
    const refused = await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers: other })
    expect(refused.status).toBe(409)
    expect((await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers: other })).body).toEqual(refused.body)
  })

  test("of something else is refused, and is another's own", async () => {
    const token = await makeToken(w, "wang")
    await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers })
    const otherwise = await byToken(w, token, ACKNOWLEDGEMENT, { input: { ...PLANNING, office: "二处" }, headers })
    expect(otherwise).toMatchObject({ status: 409, body: { code: "token_asked_otherwise" } })
    const zhou = await makeToken(w, "zhou")
    const own = await byToken(w, zhou, "/assignments/2/acknowledgement", { input: PLANNING, headers })
    expect(own.status).toBe(200)
    expect(
      (await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers: { "idempotency-key": "" } })).status,
    ).toBe(400)
  })

  test("is kept a day; what was begun and never ended is asked anew after a minute", async () => {
    const { db, read, write } = w.database
    const token = await makeToken(w, "wang")
    await write([
      db.insert(apiAnswers).values({ tokenId: 1, key: "a1", askedHash: "", at: w.now() }),
      db
        .insert(apiAnswers)
        .values({ tokenId: 1, key: "old", askedHash: "", at: w.now() - 25 * 3_600_000, status: 200 }),
    ])
    const refused = await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers })
    expect(refused.body).toMatchObject({ code: "token_asked_otherwise" })
    await write([
      db
        .update(apiAnswers)
        .set({ at: w.now() - 61_000 })
        .where(eq(apiAnswers.key, "a1")),
    ])
    expect((await byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers })).status).toBe(200)
    const [kept] = await read([db.select({ key: apiAnswers.key }).from(apiAnswers)])
    expect(kept.map(({ key }) => key)).toEqual(["a1"])
  })

  test("two at once: one does it, the other is told that it is being done", async () => {
    const token = await makeToken(w, "wang")
    const both = await Promise.all([
      byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers }),
      byToken(w, token, ACKNOWLEDGEMENT, { input: PLANNING, headers }),
    ])
    const [one, other] = both.map(({ status }) => status).sort()
    expect(one).toBe(200)
    expect([200, 409]).toContain(other)
    expect((await w.assignment(1)).version).toBe(2)
  })
})
