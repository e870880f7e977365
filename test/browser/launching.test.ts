import type { Page } from "playwright-core"
import { afterEach, expect, test, vi } from "vitest"
import { asOffice, launchBrowser } from "#test/support/browser.ts"
import { serve } from "#test/support/serve.ts"

const page = `<!doctype html><meta charset="utf-8"><title>分工督办</title>
  <form method="post"><button>报送</button></form>`

afterEach(() => vi.unstubAllEnvs())

test.each(["", "bundled"])("a browser renders, clicks and paints (FENGONG_BROWSER=%s)", async (which) => {
  vi.stubEnv("FENGONG_BROWSER", which)
  await using browser = await launchBrowser()
  await using site = await form()
  const tab = await browser.newPage()

  await tab.goto(site.url)
  await tab.getByRole("button", { name: "报送" }).click()

  expect(await tab.title()).toBe("分工督办")
  expect(site.posts).toEqual([{ host: new URL(site.url).host, origin: site.url, site: "same-origin" }])
  expect((await tab.screenshot()).subarray(1, 4).toString()).toBe("PNG")
})

// A machine may have no font and no /etc/fonts: what depends on neither runs the same on both.
test("the browser from npm writes with the font it brings, whatever fonts the machine has", async () => {
  vi.stubEnv("FENGONG_BROWSER", "bundled")
  await using browser = await launchBrowser()
  const tab = await browser.newPage()

  await tab.setContent("<p style='font-family: DejaVu Sans, Noto Sans CJK SC'>Assignments 分工督办</p>")

  expect(await fontsOf(tab, "p")).toEqual(["Open Sans"])
})

test("a form posted over plain HTTP to an office host carries an origin and no Sec-Fetch-Site", async () => {
  await using browser = await launchBrowser()
  await using site = await form()
  const office = asOffice(site.url)
  const tab = await browser.newPage()

  await tab.goto(office)
  await tab.getByRole("button", { name: "报送" }).click()
  await tab.waitForURL(office)

  expect(site.posts).toEqual([{ host: new URL(office).host, origin: office, site: undefined }])
})

/** The fonts that an element's characters are really painted with. */
async function fontsOf(tab: Page, selector: string) {
  const inspector = await tab.context().newCDPSession(tab)
  await inspector.send("DOM.enable")
  await inspector.send("CSS.enable")
  const { root } = await inspector.send("DOM.getDocument")
  const { nodeId } = await inspector.send("DOM.querySelector", { nodeId: root.nodeId, selector })
  const { fonts } = await inspector.send("CSS.getPlatformFontsForNode", { nodeId })
  return fonts.map((font) => font.familyName)
}

/** A page with one form that remembers under which headers it was posted. */
async function form() {
  const posts: { host?: string; origin?: string; site?: string }[] = []
  const header = (request: Request, name: string) => request.headers.get(name) ?? undefined
  const served = await serve(() => ({
    fetch(request) {
      if (request.method === "POST") {
        posts.push({
          host: header(request, "host"),
          origin: header(request, "origin"),
          site: header(request, "sec-fetch-site"),
        })
      }
      return new Response(page, { headers: { "content-type": "text/html", "referrer-policy": "same-origin" } })
    },
  }))
  return { ...served, posts, [Symbol.asyncDispose]: served.stop }
}
