/** Why bytes are no plain text: the sentence is for the person who chose the file. */
export class NotText extends Error {}

const SIGNATURES: [number[], string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "这是 Word、Excel 或压缩文件，请复制正文后粘贴，或另存为纯文本"],
  [[0xd0, 0xcf, 0x11, 0xe0], "这是旧版 Word 或 Excel 文件，请复制正文后粘贴，或另存为纯文本"],
  [[0x25, 0x50, 0x44, 0x46], "这是 PDF 文件，请复制正文后粘贴，或另存为纯文本"],
]

/** The text of a file as offices save it: UTF-8, Unicode with its mark, else GB18030, which holds GBK and GB2312. */
export function decoded(bytes: Uint8Array): string {
  const other = SIGNATURES.find(([signature]) => begins(bytes, signature))
  if (other) throw new NotText(other[1])
  if (begins(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes)
  if (begins(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("gb18030").decode(bytes)
  }
}

function begins(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, place) => bytes[place] === byte)
}
