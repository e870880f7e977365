#!/bin/sh
# pdf.js 5: on Node 20 the operators of a page with an embedded font end at that font, as if the page did, without an error.
#
# Seen with unpdf 1.7.0 (pdf.js 5.6.205, the last one that says it runs on Node 20), Node 20.20, Linux x64, a page of 66 pieces
# of text and a ruled table that LibreOffice printed:
#   getTextContent():                            all pieces of text
#   getOperatorList(), as Node 20 is:            10 operators, no text among them, lastChunk true, no error and no warning
#   with ArrayBuffer.prototype.transferToFixedLength: all of them
# Fonts are handed over by ArrayBuffer.prototype.transferToFixedLength, which V8 has since Node 21; what is thrown for want of
# it ends the list. Whoever looks for the rules of tables among the operators sees a page without any.
set -eu
page=$(cd "$(dirname "$0")/.." && pwd)/test/plans/intake/files/fixtures/plan.pdf
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts unpdf@1.7.0
cat > try.mjs <<'JS'
import { readFileSync } from "node:fs"
import { getResolvedPDFJS } from "unpdf"

const { getDocument, OPS } = await getResolvedPDFJS()

async function shown() {
  const document = await getDocument({ data: new Uint8Array(readFileSync(process.argv[2])), verbosity: 0 }).promise
  const page = await document.getPage(1)
  const { items } = await page.getTextContent()
  const { fnArray, lastChunk } = await page.getOperatorList()
  await document.destroy()
  return { text: items.length, operators: fnArray.length, showText: fnArray.includes(OPS.showText), lastChunk }
}

const before = await shown()
const isMissing = ArrayBuffer.prototype.transferToFixedLength === undefined
ArrayBuffer.prototype.transferToFixedLength ??= function (length = this.byteLength) {
  const moved = new ArrayBuffer(length)
  new Uint8Array(moved).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)))
  return moved
}
const behind = await shown()
console.log("as it is:             ", JSON.stringify(before))
console.log("with what it asks for:", JSON.stringify(behind))
const isCut = !before.showText && before.lastChunk && before.text > 0
if (isMissing !== isCut || !behind.showText || behind.operators <= 10) {
  console.error("this has changed")
  process.exit(1)
}
JS
node try.mjs "$page"
