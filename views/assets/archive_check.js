/*
 * The checker of a package (立卷归档). It stands inside the package's own page, which is opened from a folder without a
 * network: nothing is fetched, the files are those that somebody picks. src/outward/archive puts it there.
 */

const K = new Uint32Array(64)
const FIRST = new Uint32Array(8)
{
  // The first bits of the roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3).
  const bits = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32)
  const primes = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  primes.forEach((prime, i) => {
    K[i] = bits(Math.cbrt(prime))
    if (i < 8) FIRST[i] = bits(Math.sqrt(prime))
  })
}

/** SHA-256 piece by piece: what a browser brings along wants a file whole, and may not be there for a page from a disk. */
export class Sha256 {
  constructor() {
    this.state = FIRST.slice()
    this.block = new Uint8Array(64)
    this.filled = 0
    this.length = 0
    this.words = new Uint32Array(64)
  }

  update(bytes) {
    this.length += bytes.length
    let at = 0
    while (at < bytes.length) {
      const taken = Math.min(64 - this.filled, bytes.length - at)
      this.block.set(bytes.subarray(at, at + taken), this.filled)
      this.filled += taken
      at += taken
      if (this.filled === 64) this.mix()
    }
    return this
  }

  mix() {
    const { words: w, block, state } = this
    for (let i = 0; i < 16; i++) {
      w[i] = (block[4 * i] << 24) | (block[4 * i + 1] << 16) | (block[4 * i + 2] << 8) | block[4 * i + 3]
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]
      const y = w[i - 2]
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      w[i] = w[i - 16] + s0 + w[i - 7] + s1
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] += word
    })
    this.filled = 0
  }

  hex() {
    const bits = this.length * 8
    const end = new Uint8Array(this.filled < 56 ? 64 - this.filled : 128 - this.filled)
    end[0] = 0x80
    const view = new DataView(end.buffer)
    view.setUint32(end.length - 8, Math.floor(bits / 2 ** 32))
    view.setUint32(end.length - 4, bits % 2 ** 32)
    this.update(end)
    return [...this.state].map((word) => word.toString(16).padStart(8, "0")).join("")
  }
}

export const sha256 = (text) => new Sha256().update(new TextEncoder().encode(text)).hex()

/** A megabyte at a time: the largest file is never held whole. */
const PIECE = 1024 * 1024

async function hashOf(file) {
  const hash = new Sha256()
  for (let at = 0; at < file.size; at += PIECE) {
    hash.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()))
  }
  return hash.hex()
}

const OWN = ["index.html", "SHA256SUMS"]

/**
 * The files of a folder against the list in the page: `files` are those picked, each with its path inside the package.
 * The page is no witness for itself; its own hash stands in SHA256SUMS.
 */
export async function filesChecked(listed, files, tell = () => {}) {
  const there = new Map(files.map((one) => [one.path.normalize("NFC"), one.file]))
  const found = { sound: [], changed: [], missing: [], strange: [], sums: null, sumsAgree: false }
  const sums = there.get("SHA256SUMS")
  if (sums) {
    const text = await sums.text()
    found.sums = sha256(text)
    const lines = text.split("\n").filter((line) => line !== "" && !line.endsWith("  index.html"))
    found.sumsAgree = lines.join("\n") === listed.map(({ path, sha256: hash }) => `${hash}  ${path}`).join("\n")
  }
  let done = 0
  for (const { path, sha256: hash } of listed) {
    const file = there.get(path.normalize("NFC"))
    if (!file) found.missing.push(path)
    else found[(await hashOf(file)) === hash ? "sound" : "changed"].push(path)
    tell(++done, listed.length)
  }
  const known = new Set([...OWN, ...listed.map(({ path }) => path.normalize("NFC"))])
  found.strange = [...there.keys()].filter((path) => !known.has(path))
  return found
}

/** Sealed without a key, so that anybody can make the seal anew. */
const OPEN = ["sha-256/1", "sha-256/2"]

/**
 * The seals of the events in the package (`text`: a line of JSON each). An event is as it was sealed when its seal can be made of it anew; seals
 * that follow each other without a gap have to be linked.
 */
export function sealsChecked(text) {
  const found = { events: 0, sound: 0, keyed: 0, withheld: 0, unsealed: 0, broken: [], last: null }
  let before = null
  for (const line of text.split("\n")) {
    if (line === "") continue
    const { id, event, algorithm, previous, hash, recorded } = JSON.parse(line)
    found.events++
    if (!hash) {
      found.unsealed++
      continue
    }
    const left = algorithm === "sha-256/1" ? "" : `\n${recorded}`
    const isLinked = before === null || before.id + 1 !== id || before.hash === previous
    if (!isLinked) found.broken.push(id)
    else if (event === undefined) found.withheld++
    else if (!OPEN.includes(algorithm)) found.keyed++
    else if (sha256(`${algorithm}\n${previous}\n${event}${left}`) === hash) found.sound++
    else found.broken.push(id)
    before = { id, hash }
    found.last = hash
  }
  return found
}

/** What is said of a package, the worst first; `isSound` decides about the colour. */
export function verdictOf(files, seals) {
  const lines = []
  const some = (paths) => `${paths.slice(0, 20).join("、")}${paths.length > 20 ? ` 等${paths.length}个` : ""}`
  if (files.changed.length > 0) lines.push(`内容已改动：${some(files.changed)}`)
  if (files.missing.length > 0) lines.push(`缺少文件：${some(files.missing)}`)
  if (files.strange.length > 0) lines.push(`多出文件（不在卷内目录）：${some(files.strange)}`)
  if (files.sums === null) lines.push("没有找到 SHA256SUMS，请选择解压出的整个文件夹。")
  else if (!files.sumsAgree) lines.push("SHA256SUMS 与本页的目录不一致。")
  if (seals === null) lines.push("没有找到操作记录，没有核对封存。")
  else if (seals.broken.length > 0) lines.push(`操作记录与封存不符：第 ${some(seals.broken.map(String))} 条`)
  const isSound = lines.length === 0
  lines.unshift(isSound ? `核对通过：${files.sound.length} 个文件与目录一致。` : "核对没有通过。")
  if (seals) {
    lines.push(
      `操作记录 ${seals.events} 条：逐条重算封存相符 ${seals.sound} 条` +
        (seals.keyed > 0 ? `，用密钥封存、须由程序核验 ${seals.keyed} 条` : "") +
        (seals.withheld > 0 ? `，单位内部不随卷、只列封存值 ${seals.withheld} 条` : "") +
        (seals.unsealed > 0 ? `，制作时尚未封存 ${seals.unsealed} 条` : "") +
        "。",
    )
    if (seals.last) lines.push(`卷内最后的封存值：${seals.last}`)
  }
  if (files.sums) lines.push(`本包校验值（SHA256SUMS 的 SHA-256）：${files.sums}`)
  return { isSound, lines }
}

const TRAIL = "操作记录/操作记录.jsonl"

/** Of files as a browser gives them of a folder: their place inside the package. */
export const inside = (files) =>
  [...files].map((file) => ({ path: file.webkitRelativePath.split("/").slice(1).join("/"), file }))

function begin() {
  const picker = document.getElementById("folder")
  const told = document.getElementById("verdict")
  const listed = JSON.parse(document.getElementById("listed").textContent)
  picker.addEventListener("change", async () => {
    const files = inside(picker.files)
    told.className = ""
    const found = await filesChecked(listed, files, (done, of) => {
      told.textContent = `正在核对 ${done}/${of} …`
    })
    const trail = files.find(({ path }) => path.normalize("NFC") === TRAIL)
    const verdict = verdictOf(found, trail ? sealsChecked(await trail.file.text()) : null)
    told.className = verdict.isSound ? "sound" : "unsound"
    told.replaceChildren(
      ...verdict.lines.map((line) => {
        const paragraph = document.createElement("p")
        paragraph.textContent = line
        return paragraph
      }),
    )
  })
}

if (typeof document !== "undefined" && document.getElementById("folder")) begin()
