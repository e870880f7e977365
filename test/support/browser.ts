import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { access, constants, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises"
import { createRequire } from "node:module"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { type Browser, chromium, type LaunchOptions } from "playwright-core"

/** A host name that is not loopback to the browser, yet reaches 127.0.0.1: plain HTTP as an office network has it. */
export const OFFICE_HOST = "fengong.test"

const SYSTEM_NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]

const ARGS = [
  "--no-sandbox", // CI runs as root, where Chromium's sandbox refuses to start
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  `--host-resolver-rules=MAP ${OFFICE_HOST} 127.0.0.1`,
]

/**
 * A headless Chromium: the one CHROME_PATH names, else one the system has, else the one npm brought.
 * `FENGONG_BROWSER=bundled` insists on the last. There is always one, so no browser test may be skipped.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env.CHROME_PATH
  if (process.env.FENGONG_BROWSER !== "bundled") {
    if (named) return launch({ executablePath: named })
    for (const executablePath of await systemBrowsers()) {
      try {
        return await launch({ executablePath })
      } catch (error) {
        // Ubuntu's chromium-browser is a script that only tells people to install a snap.
        console.warn(`${executablePath} does not start, trying the next: ${firstLine(error)}`)
      }
    }
  }
  return launch(await bundledBrowser())
}

let shared: Promise<Browser> | undefined

/** The browser of all test files of a worker, whose windows each close for themselves. It ends with the worker. */
export async function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser()
  const browser = await shared
  if (browser.isConnected()) return browser
  shared = launchBrowser()
  return shared
}

/** The address of a local server as a browser on another machine would write it. */
export const asOffice = (url: string) => url.replace("127.0.0.1", OFFICE_HOST).replace("localhost", OFFICE_HOST)

/**
 * Unpacks the Chromium of `@sparticuz/chromium` (60 MB of brotli) once per version and says how to start it: with its own
 * fonts and none of the machine's, which may have none. Chinese is boxes there, so no test may lean on a glyph's width.
 * The place is replaced in one rename, so that two processes doing it at once both find a whole browser.
 */
export async function bundledBrowser(): Promise<LaunchOptions> {
  const home = await unpackedHome()
  if (!existsSync(home)) await unpackInto(home)
  return {
    executablePath: join(home, "chromium"),
    env: {
      ...process.env,
      HOME: home,
      FONTCONFIG_FILE: fileURLToPath(new URL("fonts.conf", import.meta.url)),
      LD_LIBRARY_PATH: join(home, "al2023", "lib"),
    },
  }
}

const launch = (options: LaunchOptions) => chromium.launch({ ...options, headless: true, args: ARGS })

async function systemBrowsers(): Promise<string[]> {
  const directories = new Set([...(process.env.PATH ?? "").split(delimiter), "/usr/bin"])
  const places = [...directories].flatMap((directory) => SYSTEM_NAMES.map((name) => join(directory, name)))
  const found = await Promise.all(places.map((place) => isExecutable(place)))
  return places.filter((_, index) => found[index])
}

const isExecutable = (file: string) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  )

async function unpackedHome(): Promise<string> {
  const packageFile = join(packageRoot(), "package.json")
  const { version } = JSON.parse(await readFile(packageFile, "utf8")) as { version: string }
  // Inside node_modules: `npm ci` clears it away together with the version it belongs to.
  return join(packageRoot(), "..", "..", ".cache", `fengong-chromium-${version}-${process.arch}`)
}

const packageRoot = () => join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "..")

async function unpackInto(home: string): Promise<void> {
  await mkdir(dirname(home), { recursive: true })
  const half = await mkdtemp(`${home}-`)
  try {
    await unpack(half)
    await rename(half, home)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    if (!existsSync(home)) throw error // else another process was first
  }
}

/** In a process of its own: the package changes LD_LIBRARY_PATH of whoever imports it, for all that starts later. */
const unpack = (directory: string) =>
  promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", 'await (await import("@sparticuz/chromium")).default.executablePath()'],
    {
      cwd: packageRoot(),
      env: {
        ...process.env,
        TMPDIR: directory,
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
      },
    },
  )

const firstLine = (error: unknown) => String(error).split("\n", 1)[0]
