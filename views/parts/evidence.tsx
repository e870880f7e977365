import { ACCEPTED, KINDS_TAKEN, LARGEST_FILE } from "#src/attachments/content.ts"
import { fileSize } from "./file_size.ts"

export type ListedFile = { id: number; name: string; size: number }

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
  problem?: string | null
}

/**
 * 佐证材料 of what is being written: files by picker, by dropping or by pasting; each can be taken off again. Choosing is
 * attaching: the file goes at once, or, without JavaScript, with whatever button is pressed.
 */
export const Evidence = ({ id, label, about, files, form, keep, action, problem }: Props) => (
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
    <p class="uploading" role="status"></p>
  </div>
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

const FileLink = ({ file: { id, name, size } }: { file: ListedFile }) => (
  <>
    <a href={`/attachments/${id}`} hx-boost="false">
      {name}
    </a>{" "}
    <small>{fileSize(size)}</small>
  </>
)
