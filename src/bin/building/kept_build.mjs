import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { sourcesOf } from "./sources.mjs"

const SETTINGS = ["package.json", "tsconfig.json"]
/** So many further builds stay in a place: a program that still runs may want one more part of its own. */
const OTHERS_KEPT = 4
/** A build that was begun so long ago was killed. */
const BUILT_WITHIN_MS = 600_000

/**
 * The file of the build that is to run in place of a source. Null, and said in a line, where there can be no build.
 *
 * 1. A build is found by the bytes of all it is made of, so one of other sources is never used.
 * 2. It is made beside its place and takes its name in one step: whoever is killed leaves none, and of two that start at
 *    once the second uses the first one's.
 * 3. A build of which the system has cleared files away is made again.
 * 4. What runs here must not have been written by anybody who may not change the sources, or whom we do not trust anyway.
 *
 * @param {string} root
 * @param {string} source
 * @returns {string | null}
 */
export function keptBuild(root, source) {
  const key = keyOf(root)
  const places = placesOf(root)
  const isOurs = trusting(root)
  const isBuild = (/** @type {string} */ folder) => isOurs(folder) && isWhole(folder)
  try {
    const kept = places.filter(isOurs).map((place) => join(place, key))
    const folder = kept.find(isBuild) ?? made(root, openedOf(places, key, isOurs), isBuild)
    const file = join(folder, `${basename(source, ".ts")}.js`)
    return existsSync(file) ? file : null
  } catch (error) {
    console.error(`没有可用的编译结果，直接从源文件启动，会慢一些：${error instanceof Error ? error.message : error}`)
    return null
  }
}

/**
 * A name that only this build has. Bytes and not dates: an unpacked release often bears the same dates as the one before.
 *
 * @param {string} root
 */
function keyOf(root) {
  const installed = ["node_modules/.package-lock.json", "package-lock.json"].find((path) =>
    existsSync(join(root, path)),
  )
  const hash = createHash("sha256").update(`${process.version} ${root}`)
  for (const path of [...SETTINGS, ...(installed ? [installed] : []), ...sourcesOf(root)]) {
    const bytes = readFileSync(join(root, path))
    hash.update(`\0${path} ${bytes.length}\0`).update(bytes)
  }
  return hash.digest("hex").slice(0, 32)
}

/**
 * Where builds are kept, best first: where systemd says, else beside the packages, from where `npm ci` clears them away;
 * and where there is always a place.
 *
 * @param {string} root
 */
const placesOf = (root) => [
  join(process.env.CACHE_DIRECTORY ?? join(root, "node_modules", ".cache"), "fengong"),
  join(tmpdir(), `fengong-${process.getuid?.() ?? "build"}`),
]

/**
 * Whether a folder belongs to us, to root or to whom the sources belong, and nobody else may write in it.
 *
 * @param {string} root
 */
function trusting(root) {
  const owners = [process.getuid?.(), 0, lstatSync(join(root, "src")).uid]
  /** @param {string} folder */
  return (folder) => {
    try {
      const found = lstatSync(folder)
      if (!found.isDirectory()) return false
      return process.getuid === undefined || (owners.includes(found.uid) && (found.mode & 0o022) === 0)
    } catch {
      return false
    }
  }
}

/** Names the files of a build. */
const CONTENTS = "files.json"

/** @param {string} folder */
function isWhole(folder) {
  try {
    const names = JSON.parse(readFileSync(join(folder, CONTENTS), "utf8"))
    return names.every((/** @type {string} */ name) => existsSync(join(folder, name)))
  } catch {
    return false
  }
}

/**
 * The first place in which we may write, with a folder in it for what is being made.
 *
 * @param {string[]} places
 * @param {string} key
 * @param {(folder: string) => boolean} isOurs
 */
function openedOf(places, key, isOurs) {
  const reasons = []
  for (const place of places) {
    const folder = join(place, key)
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 })
      const isFree = !existsSync(folder) || isOurs(folder)
      if (isOurs(place) && isFree) return { place, folder, part: mkdtempSync(join(place, "part-")) }
      reasons.push(`${place} 属于别的用户，或别人可写`)
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error))
    }
  }
  throw new Error(reasons.join("；"))
}

/**
 * @param {string} root
 * @param {{ place: string, folder: string, part: string }} opened
 * @param {(folder: string) => boolean} isBuild
 */
function made(root, { place, folder, part }, isBuild) {
  try {
    build(root, part)
    if (keyOf(root) !== basename(folder)) throw new Error("编译期间源文件有变化")
    chmodSync(part, 0o755)
    if (!isBuild(folder)) rmSync(folder, { recursive: true, force: true })
    renameSync(part, folder)
  } catch (error) {
    // Another program that started at the same time was first.
    if (!isBuild(folder)) throw error
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
  clear(place, basename(folder))
  return folder
}

/**
 * In a process of its own, whose memory goes with it. What it wrote is on the medium before it gets its name: after a
 * power cut half a program would be found under it.
 *
 * @param {string} root
 * @param {string} folder
 */
function build(root, folder) {
  const code = `import { buildInto } from ${JSON.stringify(new URL("build.mjs", import.meta.url).href)}
    process.umask(0o022)
    await buildInto(...process.argv.slice(1)).catch((error) => { console.error(error.message); process.exit(1) })`
  const builder = ["--input-type=module", "--eval", code, root, folder]
  // esbuild tidies its memory less often, for it soon ends: a sixth faster, for some ten megabytes.
  const env = { ...process.env, GOGC: "400" }
  const { status, stderr, error } = spawnSync(process.execPath, builder, { encoding: "utf8", env })
  if (error) throw error
  if (status !== 0) throw new Error(stderr.trim())
  const names = readdirSync(folder)
  writeFileSync(join(folder, CONTENTS), JSON.stringify(names.filter((name) => !name.endsWith(".map"))))
  for (const name of [...names, CONTENTS]) {
    const file = openSync(join(folder, name), "r+")
    fsyncSync(file)
    closeSync(file)
  }
}

/**
 * Takes away what nobody will start any more. Failing in it is no reason not to start.
 *
 * @param {string} place
 * @param {string} key
 */
function clear(place, key) {
  try {
    const others = readdirSync(place)
      .filter((name) => name !== key)
      .map((name) => ({
        path: join(place, name),
        isPart: name.startsWith("part-"),
        at: lstatSync(join(place, name)).mtimeMs,
      }))
      .sort((a, b) => b.at - a.at)
    const builds = others.filter(({ isPart }) => !isPart).slice(OTHERS_KEPT)
    const dead = others.filter(({ isPart, at }) => isPart && at < Date.now() - BUILT_WITHIN_MS)
    for (const { path } of [...builds, ...dead]) rmSync(path, { recursive: true, force: true })
  } catch {
    // Somebody else clears at the same time.
  }
}
