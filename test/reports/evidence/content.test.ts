import fc from "fast-check"
import { expect, test } from "vitest"
import { cleanName, type FileType, fileName, typeOf, zipEntries } from "#src/reports/evidence/content.ts"
import { JPG, OFD, office, PDF, PNG, zip } from "#test/support/files.ts"

test("each kind is told by its bytes", () => {
  expect(typeOf(PDF)).toBe("pdf")
  expect(typeOf(JPG)).toBe("jpg")
  expect(typeOf(PNG)).toBe("png")
  expect(typeOf(OFD)).toBe("ofd")
  expect(typeOf(office("docx"))).toBe("docx")
  expect(typeOf(office("xlsx"))).toBe("xlsx")
})

const bytes = (text: string) => new TextEncoder().encode(text)

test.each<[string, Uint8Array]>([
  ["a program", Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0)],
  ["a Linux program", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46)],
  ["a page", bytes("<!doctype html><script>alert(1)</script>")],
  ["a picture that is a page", bytes("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")],
  ["a text", bytes("落实情况")],
  ["nothing", new Uint8Array()],
  ["an old Word file", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
  ["a gif", bytes("GIF89a")],
  ["a rar", bytes("Rar!\u001a\u0007")],
  ["any zip", zip({ "a.txt": "a" })],
  ["a zip that only says it is Word", zip({ "word/document.xml": "<w/>" })],
  ["a zip that has an OFD's entrance somewhere else", zip({ "Doc_0/OFD.xml": "<ofd:OFD/>" })],
  ["a zip that says it is OFD and Word", zip({ "OFD.xml": "", "[Content_Types].xml": "", "word/document.xml": "" })],
  ["an empty zip", zip({})],
  ["Word with macros", zip({ "[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "" })],
  ["Excel with macros", zip({ "[Content_Types].xml": "", "xl/workbook.xml": "", "xl/VBAPROJECT.BIN": "" })],
  ["PowerPoint", zip({ "[Content_Types].xml": "", "ppt/presentation.xml": "" })],
  ["a broken zip", office("docx").subarray(0, 40)],
  ["a zip whose directory is elsewhere", office("docx").map((byte, i, all) => (i > all.length - 8 ? 0xff : byte))],
  ["a pdf with something before it", bytes(" %PDF-1.7")],
])("%s is not taken", (_, file) => {
  expect(typeOf(file)).toBeNull()
})

test("a zip's names are read with its comment behind them", () => {
  expect(zipEntries(zip({ "a/b.xml": "1", "文.txt": "2" }, "备注"))).toEqual(["a/b.xml", "文.txt"])
})

test("no bytes whatever make the reader fail or run away", () => {
  const start = Uint8Array.of(0x50, 0x4b, 3, 4)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 40 }), (some, more) => {
      const end = Uint8Array.of(0x50, 0x4b, 5, 6, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, ...more, ...new Uint8Array(24))
      expect(typeOf(Uint8Array.of(...start, ...some, ...end))).toBeNull()
    }),
  )
})

test.each([
  ["工作总结.pdf", "工作总结.pdf"],
  ["C:\\用户\\桌面\\总结.docx", "总结.docx"],
  ["../../etc/passwd", "passwd"],
  ["a\u0000b\u0007.pdf", "ab.pdf"],
  ["", "未命名"],
  ["   ", "未命名"],
  [`${"长".repeat(200)}.txt`, "长".repeat(120)],
  ["反\u202efdp.txt", "反fdp.txt"],
])("%j is shown as %j", (name, kept) => {
  expect(cleanName(name)).toBe(kept)
})

test.each<[string, FileType, string]>([
  ["工作总结.pdf", "pdf", "工作总结.pdf"],
  ["总结.PDF", "pdf", "总结.PDF"],
  ["现场.jpeg", "jpg", "现场.jpeg"],
  ["无扩展名", "pdf", "无扩展名.pdf"],
  ["报告.hta", "pdf", "报告.hta.pdf"],
  ["报告.pdf.lnk", "pdf", "报告.pdf.lnk.pdf"],
  ["反\u202efdp.exe", "pdf", "反fdp.exe.pdf"],
  ["反\u2067\u200ffdp.exe.pdf", "pdf", "反fdp.exe.pdf"],
  ["台账.docx", "xlsx", "台账.docx.xlsx"],
  [".pdf", "pdf", "未命名.pdf"],
  ["", "png", "未命名.png"],
  ["C:\\桌面\\总结.docx", "docx", "总结.docx"],
  [`${"长".repeat(300)}.pdf`, "pdf", `${"长".repeat(116)}.pdf`],
  [`${"𠮷".repeat(300)}.docx`, "docx", `${"𠮷".repeat(115)}.docx`],
])("%j, which is a %s, is kept as %j", (name, type, kept) => {
  expect(fileName(name, type)).toBe(kept)
})

test("whatever a file is called, its name ends with what it is, is well-formed, not endless, and keeps the name it got", () => {
  const types: FileType[] = ["pdf", "ofd", "jpg", "png", "docx", "xlsx"]
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.constantFrom(...types), (name, type) => {
      const kept = fileName(name, type)
      expect(kept.toLowerCase()).toMatch(type === "jpg" ? /.\.jpe?g$/ : new RegExp(`.\\.${type}$`))
      expect(kept.isWellFormed()).toBe(true)
      expect([...kept].length).toBeLessThanOrEqual(120)
      expect(kept).not.toMatch(/[\p{Cc}\p{Bidi_Control}/\\]/u)
      expect(fileName(kept, type)).toBe(kept)
    }),
  )
})
