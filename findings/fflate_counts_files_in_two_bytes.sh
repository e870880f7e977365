#!/bin/sh
# fflate: a .zip of more than 65,535 files is written without ZIP64 and without an error, and most of them are lost.
#
# Seen with fflate 0.8.3, Node 20, Linux x64, 66,000 files of one byte each:
#   streamed by Zip:  no error, its end record counts 464 files, read again by unzipSync: 464
#   by zipSync:       no error, its end record counts 464 files, read again by unzipSync: 464
# The end record of a .zip has two bytes for the number of files; fflate writes the number modulo 65,536 (66,000 - 65,536 =
# 464) instead of the ZIP64 records that say the whole. Its own reader then believes the record. Whoever packs with it has to
# refuse more than 65,535 files (and, by the same two-and-four-byte records, 4 GB) by himself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fflate@0.8.3
cat > try.mjs <<'JS'
import { unzipSync, Zip, ZipPassThrough, zipSync } from "fflate"

const FILES = 66_000
const names = Array.from({ length: FILES }, (_, i) => `${i}.txt`)
const byte = new Uint8Array([120])

function streamed() {
  const pieces = []
  let failed = null
  const zip = new Zip((error, piece) => {
    failed ??= error
    if (piece) pieces.push(piece)
  })
  for (const name of names) {
    const file = new ZipPassThrough(name)
    zip.add(file)
    file.push(byte, true)
  }
  zip.end()
  if (failed) throw failed
  return Buffer.concat(pieces)
}

const atOnce = () => Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, byte])), { level: 0 }))

function tried(pack) {
  try {
    const bytes = pack()
    const end = bytes.length - 22
    if (bytes.readUInt32LE(end) !== 0x06054b50) return "no end record where one without a comment stands"
    const has64 = bytes.includes(Buffer.from([0x50, 0x4b, 6, 6])) || bytes.includes(Buffer.from([0x50, 0x4b, 6, 7]))
    const counted = `its end record counts ${bytes.readUInt16LE(end + 10)} files${has64 ? ", with ZIP64" : ""}`
    return `no error, ${counted}, read again by unzipSync: ${Object.keys(unzipSync(bytes)).length}`
  } catch (error) {
    return error.message
  }
}

const seen = [tried(streamed), tried(atOnce)]
console.log("streamed by Zip: ", seen[0])
console.log("by zipSync:      ", seen[1])
const expected = "no error, its end record counts 464 files, read again by unzipSync: 464"
if (seen.some((one) => one !== expected)) {
  console.error("this has changed")
  process.exitCode = 1
}
JS
node try.mjs
