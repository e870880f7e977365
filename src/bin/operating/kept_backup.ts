import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { beside, flush, moveToFree, removeDatabase } from "#db/files.ts"
import type { MadeBackup } from "#src/office/system/backups.ts"
import type { BackupSetting } from "#src/office/system/environment.ts"
import { outlived } from "#src/office/system/rotation.ts"
import { backUp, type Source } from "../backing_up.ts"
import { rehearse } from "../rehearsing.ts"
import { decryptFile, encryptFile, isEncrypted } from "./encrypted_file.ts"

/**
 * A backup as an office keeps it, whoever asked for it: the button of the page, or the timer of the system.
 *
 * 1. A whole, checked copy of the database gets its name; with a key it is encrypted first, and nothing else stays.
 * 2. It is copied to the second folder.
 * 3. The copy that is farthest away is brought back and restored for trial: what counts is that this can be read.
 * 4. Only then do those that have outlived their use go, here and there.
 */
export async function keepBackup(source: Source, file: string, setting: BackupSetting): Promise<MadeBackup> {
  const { key, copyTo, rotation } = setting
  const plain = resolve(file)
  mkdirSync(dirname(plain), { recursive: true, mode: 0o700 })
  const target = key ? `${plain}.enc` : plain
  const { kilobytes, events } = key ? await encrypted(source, target, key) : await backUp(source, plain)
  const copy = copyTo === null ? null : copied(target, copyTo)
  await rehearseAny(copy ?? target, dirname(target), setting, source.sealKey ?? null)
  for (const folder of [dirname(target), ...(copyTo === null ? [] : [copyTo])]) clear(folder, rotation)
  return {
    kilobytes,
    events,
    file: basename(target),
    secondCopy: copy === null ? "none" : isSameDisk(target, copy) ? "same_disk" : "elsewhere",
  }
}

async function encrypted(source: Source, target: string, key: Buffer) {
  const plain = beside(target, "plain")
  const part = beside(target, "part")
  try {
    const made = await backUp(source, plain)
    await encryptFile(plain, part, key)
    flush(part)
    moveToFree(part, target)
    return made
  } finally {
    rmSync(part, { force: true })
    removeDatabase(plain)
  }
}

/** A folder that is not there is a disk that is not mounted: making it would write onto the one that is to be survived. */
function copied(target: string, folder: string): string {
  if (!existsSync(folder)) throw new Error(`没有找到第二存放位置 ${folder}：请检查是否已挂载。本机的备份已经完成。`)
  const copy = join(folder, basename(target))
  const part = beside(copy, "part")
  try {
    copyFileSync(target, part)
    flush(part)
    moveToFree(part, copy)
    return copy
  } finally {
    rmSync(part, { force: true })
  }
}

const isSameDisk = (one: string, other: string) => statSync(one).dev === statSync(other).dev

async function rehearseAny(
  copy: string,
  folder: string,
  { key }: BackupSetting,
  sealKey: (Source["sealKey"] & object) | null,
) {
  const near = beside(join(folder, basename(copy)), "trial")
  try {
    if (isEncrypted(copy)) await decryptFile(copy, near, key)
    else copyFileSync(copy, near)
    await rehearse(near, sealKey, () => {})
  } finally {
    removeDatabase(near)
  }
}

function clear(folder: string, rotation: BackupSetting["rotation"]) {
  for (const name of outlived(readdirSync(folder), rotation)) rmSync(join(folder, name), { force: true })
}
