#!/bin/sh
# SheetJS: a text of more than 255 characters written as .xls (BIFF8) loses what lies behind them, without an error.
#
# Seen with @e965/xlsx 0.20.3 (SheetJS 0.20.3 on the registry), Node 20, Linux x64, one cell of 300 characters:
#   as .xlsx: 300 characters read again
#   as .xls:  255 characters read again, no error
# BIFF8 itself keeps 32,767 characters in a cell, and LibreOffice writes all 300. A long task in a 台账 that is handed out as
# .xls by such a program ends in the middle of a sentence: whoever reads it back must not take it for a correction.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @e965/xlsx@0.20.3
cat > try.mjs <<'JS'
import XLSX from "@e965/xlsx"

const text = "督".repeat(300)

function readAgain(bookType) {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[text]]), "台账")
  const read = XLSX.read(XLSX.write(book, { type: "buffer", bookType }), { type: "buffer" })
  return read.Sheets["台账"].A1.v.length
}

const seen = { xlsx: readAgain("xlsx"), xls: readAgain("biff8") }
console.log("as .xlsx:", seen.xlsx, "characters read again")
console.log("as .xls: ", seen.xls, "characters read again")
if (seen.xlsx !== 300 || seen.xls !== 255) {
  console.error("this has changed")
  process.exit(1)
}
JS
node try.mjs
