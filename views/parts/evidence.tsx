import { addressIn, webAddress } from "#src/reports/evidence/address.ts"
import { ACCEPTED, KINDS_TAKEN, LARGEST_FILE } from "#src/reports/evidence/content.ts"
import { type Flaws, firstTyped } from "./fields.tsx"
import { fileSize } from "./file_size.ts"

export type ListedFile = { id: number; name: string; size: number; address: string | null }

type Props = {
  /** Names the fields of this one box on a page that has several. */
  id: string
  label: string
  /** What the files belong to, for those who hear the page. */
  about: string
  files: ListedFile[]
  /** The form that is being written: its buttons take the files along, and those here take its words along. */
  form: string
  /** Where a button here sends the form: its words are kept, and one file more or less. */
  keep: string
  /** Where files go by themselves as soon as they are chosen. */
  action: string
  flaws?: Flaws | null
}

/**
 * 佐证材料 of what is being written: files by picker, by dropping or by pasting, and addresses; each can be taken off
 * again. Choosing is attaching: the file goes at once, or, without JavaScript, with whatever button is pressed, as an
 * address that is typed does.
 */
export const Evidence = ({ id, label, about, files, form, keep, action, flaws }: Props) => {
  const [problem] = flaws?.problems.files ?? []
  return (
    <div
      class="evidence"
      id={`evidence-${id}`}
      data-drop={`files-${id}`}
      hx-post={action}
      hx-encoding="multipart/form-data"
      hx-trigger="change target:[type=file]"
      hx-target="this"
      hx-swap="outerHTML"
      hx-sync="this:queue all"
    >
      <span class="field-label">{label}</span>
      <ul>
        {files.map((file) => (
          <li>
            <FileLink file={file} />
            <button
              type="submit"
              class="quiet"
              form={form}
              formaction={keep}
              formnovalidate
              // Not "remove": as a field of the form that name would hide the form's own method from scripts.
              name="detach"
              value={file.id}
              aria-label={`移除 ${file.name}`}
            >
              移除
            </button>
          </li>
        ))}
      </ul>
      <input type="hidden" name="form" value={form} />
      <div class="choose">
        <label class="picker">
          <span class="sr-only">选择佐证材料（{about}）</span>
          <input
            type="file"
            name="files"
            id={`files-${id}`}
            form={form}
            multiple
            accept={ACCEPTED}
            data-largest={LARGEST_FILE}
            aria-describedby={`kinds-${id} problem-${id}`}
            aria-invalid={problem ? "true" : undefined}
          />
        </label>
        <button type="submit" form={form} formaction={keep} formnovalidate name="upload" value="1" id={`upload-${id}`}>
          上传
        </button>
        <small id={`kinds-${id}`}>{KINDS_TAKEN}，每个不超过 10 MB；可拖入或粘贴。严禁上传涉密文件。</small>
      </div>
      <p class="problem" role="alert" id={`problem-${id}`}>
        {problem}
      </p>
      <AddressLine id={id} files={files} form={form} keep={keep} flaws={flaws} />
      <p class="uploading" role="status"></p>
    </div>
  )
}

/** Beside the files: an address and what it is called. One that is among the evidence already is typed no more. */
const AddressLine = ({ id, files, form, keep, flaws }: Pick<Props, "id" | "files" | "form" | "keep" | "flaws">) => {
  const [address, name] = [firstTyped(flaws, "address") ?? "", firstTyped(flaws, "addressName") ?? ""]
  const asked = addressIn(address, name)
  const isListed = asked !== null && "address" in asked && files.some((file) => file.address === asked.address)
  const [problem] = flaws?.problems.address ?? []
  // The fields of a page on which something came or went are other fields: what was typed in them has been taken.
  const nth = `${id}-${files.at(-1)?.id ?? 0}`
  return (
    <>
      <div class="choose address">
        <label>
          网址
          <input
            type="url"
            name="address"
            id={`address-${nth}`}
            form={form}
            value={isListed ? "" : address}
            placeholder="https://"
            autocomplete="off"
            aria-describedby={`outside-${id} address-problem-${id}`}
            aria-invalid={problem ? "true" : undefined}
          />
        </label>
        <label>
          名称
          <input
            type="text"
            name="addressName"
            id={`address-name-${nth}`}
            form={form}
            value={isListed ? "" : name}
            placeholder="选填"
            autocomplete="off"
          />
        </label>
        <button type="submit" form={form} formaction={keep} formnovalidate name="upload" value="address">
          添加网址
        </button>
        <small id={`outside-${id}`}>{OUTSIDE}，请确认他人能打开。</small>
      </div>
      <p class="problem" role="alert" id={`address-problem-${id}`}>
        {problem}
      </p>
    </>
  )
}

const OUTSIDE = "外部网址，系统不访问"

/** What Enter does in a line of the evidence: what is written is kept, and nothing else happens. Stands first in the form. */
export const KeepOnEnter = ({ keep }: { keep: string }) => (
  <button type="submit" class="sr-only" formaction={keep} formnovalidate tabindex={-1}>
    保存填写的内容
  </button>
)

/** Files as they are read by others. */
export const Files = ({ files }: { files: ListedFile[] }) =>
  files.length === 0 ? null : (
    <ul class="files">
      {files.map((file) => (
        <li>
          <FileLink file={file} />
        </li>
      ))}
    </ul>
  )

/** A file, or an address that opens elsewhere and is told nothing of where it was opened from. */
export const FileLink = ({ file: { id, name, size, address } }: { file: ListedFile }) =>
  address === null ? (
    <>
      <a href={`/attachments/${id}`} hx-boost="false">
        {name}
      </a>{" "}
      <small>{fileSize(size)}</small>
    </>
  ) : (
    <Outside name={name} address={address} />
  )

const Outside = ({ name, address }: { name: string; address: string }) => {
  const url = webAddress(address)
  return (
    <>
      {url ? (
        <a href={url.href} title={url.href} target="_blank" rel="noreferrer noopener" hx-boost="false">
          {name}
        </a>
      ) : (
        name
      )}{" "}
      <small>
        {url?.host}（{OUTSIDE}）
      </small>
      <small class="print-only">{address}</small>
    </>
  )
}

/** As it is named on paper. */
export const onPaper = ({ name, address }: Pick<ListedFile, "name" | "address">): string =>
  address === null ? name : `${name}（${address}）`
