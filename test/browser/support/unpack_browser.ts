import { launchBrowser } from "#test/support/browser.ts"

/** Once before the browser tests: unpacks the browser if it comes from npm, and fails at once if none starts. */
export default async function unpackBrowser() {
  const browser = await launchBrowser()
  await browser.close()
}
