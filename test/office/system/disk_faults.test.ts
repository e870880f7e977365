import { mkdir } from "node:fs/promises"
import { expect, test } from "vitest"
import { diskSentence } from "#src/office/system/disk_faults.ts"

const coded = (code: string, message: string) => Object.assign(new Error(message), { code })

test.each([
  [coded("ENOSPC", "ENOSPC: no space left on device, write"), "磁盘空间不足"],
  [coded("SQLITE_FULL", "SQLITE_FULL: database or disk is full"), "磁盘空间不足"],
  [new Error("database or disk is full"), "磁盘空间不足"],
  [coded("EACCES", "EACCES: permission denied, mkdir '/srv/backups'"), "没有写入备份文件夹的权限"],
  [coded("EROFS", "EROFS: read-only file system, open"), "没有写入备份文件夹的权限"],
  [coded("SQLITE_READONLY", "attempt to write a readonly database"), "没有写入备份文件夹的权限"],
  [coded("SQLITE_CANTOPEN", "SQLITE_CANTOPEN: unable to open database: /srv/x.part"), "打不开备份文件夹"],
  [coded("EIO", "EIO: i/o error, fsync"), "磁盘读写出错"],
  [coded("SQLITE_IOERR_WRITE", "disk I/O error"), "磁盘读写出错"],
])("%s is said in Chinese, without the system's words", (error, says) => {
  expect(diskSentence(error)).toContain(says)
  expect(diskSentence(error)).not.toMatch(/[A-Za-z]/)
})

test("a sentence of ours stays, whatever file it names; what nobody knows is said as it is", () => {
  expect(diskSentence(new Error("/srv/EACCES.db 已存在，备份不覆盖任何文件。"))).toContain("已存在")
  expect(diskSentence(new Error("something else"))).toBe("something else")
  expect(diskSentence("no error at all")).toBe("no error at all")
})

test("what a disk really answers is among them", async () => {
  const error = await mkdir("/dev/null/backups").catch((one: unknown) => one)
  expect(diskSentence(error)).toContain("打不开备份文件夹")
})
