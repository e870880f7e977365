/*
 * What a disk answers when it cannot be written, for whoever reads the page and not the system's manual. Node says it by a
 * code, SQLite by one of its own or only in words.
 */

type Fault = { isIt: RegExp; says: string }

const FAULTS: readonly Fault[] = [
  {
    isIt: /\b(?:ENOSPC|EDQUOT|SQLITE_FULL)\b|database or disk is full|no space left/i,
    says: "磁盘空间不足，没有写完。请信息中心清理磁盘，或备份到另一块盘。",
  },
  {
    isIt: /\b(?:EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM)\b|permission denied|read-?only/i,
    says: "没有写入备份文件夹的权限。请信息中心检查该文件夹的所有者和权限，以及磁盘是否只读。",
  },
  {
    isIt: /\b(?:ENOENT|ENOTDIR|SQLITE_CANTOPEN)\b|unable to open/i,
    says: "打不开备份文件夹或其中的文件。请信息中心检查该文件夹是否存在、能否写入。",
  },
  { isIt: /\b(?:EIO|SQLITE_IOERR\w*)\b|disk I\/O error/i, says: "磁盘读写出错。请信息中心尽快检查磁盘。" },
  { isIt: /\b(?:EMFILE|ENFILE)\b/, says: "打开的文件太多，请稍后再试；多次出现的，请信息中心检查系统限制。" },
]

/** The sentence for it; what is none of these is said as it is. */
export function diskSentence(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  const message = error instanceof Error ? error.message : String(error)
  // A sentence of our own may name a file by any name.
  if (code === "" && /[。！]$/.test(message)) return message
  return FAULTS.find(({ isIt }) => isIt.test(`${code} ${message}`))?.says ?? message
}
