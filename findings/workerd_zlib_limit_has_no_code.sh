#!/bin/sh
# workerd: node:zlib keeps `maxOutputLength`, but the error that says so has neither Node's code nor its words.
#
# Seen with miniflare 4.20260426.0 (workerd 1.20260426.1), Node 20, Linux x64, 1,000,000 equal bytes packed by deflateRawSync
# and unpacked by inflateRawSync with maxOutputLength 999,999:
#   Node:    RangeError ERR_BUFFER_TOO_LARGE "Cannot create a Buffer larger than 999999 bytes"
#   workerd: RangeError, no code,            "Memory limit exceeded"
# Broken and cut-off data are told alike by both ("invalid block type", "unexpected end of file"), but by workerd again
# without Z_DATA_ERROR and Z_BUF_ERROR. Whoever asks for the code takes a file that is too large for one that is broken; that
# it is a RangeError is the one thing that both say.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts miniflare@4.20260426.0
cat > try.mjs <<'JS'
import * as zlib from "node:zlib"
import { Miniflare } from "miniflare"

const tried = `
const packed = zlib.deflateRawSync(new Uint8Array(1_000_000).fill(65))
const told = (unpack) => {
  try {
    return String(unpack().length)
  } catch (error) {
    return [error.name, error.code ?? "no code", error.message].join("; ")
  }
}
const found = {
  whole: told(() => zlib.inflateRawSync(packed, { maxOutputLength: 1_000_000 })),
  larger: told(() => zlib.inflateRawSync(packed, { maxOutputLength: 999_999 })),
  cut: told(() => zlib.inflateRawSync(packed.subarray(0, 20))),
}`
const here = new Function("zlib", `${tried}; return found`)(zlib)
const worker = new Miniflare({
  modules: true,
  cf: false,
  compatibilityDate: "2026-04-26",
  compatibilityFlags: ["nodejs_compat"],
  script: `import * as zlib from "node:zlib"; ${tried}; export default { fetch: () => Response.json(found) }`,
})
const there = await (await worker.dispatchFetch("http://localhost/")).json()
await worker.dispose()
console.log({ here, there })

const expected = {
  here: {
    whole: "1000000",
    larger: "RangeError; ERR_BUFFER_TOO_LARGE; Cannot create a Buffer larger than 999999 bytes",
    cut: "Error; Z_BUF_ERROR; unexpected end of file",
  },
  there: {
    whole: "1000000",
    larger: "RangeError; no code; Memory limit exceeded",
    cut: "Error; no code; unexpected end of file",
  },
}
if (JSON.stringify({ here, there }) !== JSON.stringify(expected)) {
  console.error("it behaves otherwise now")
  process.exit(1)
}
JS
node try.mjs
