import { fileSize } from "./file_size.ts"

type File = { id: number; name: string; size: number }
type Props = {
  /** Names the fields of this one box on a page that has several. */
  id: string
  label: string
  /** What the files belong to, for those who hear the page. */
  about: string
  files: File[]
  action: string
}

/** 佐证材料 of what is being written: files by picker, by dropping or by pasting; each can be taken off again. */
export const Evidence = ({ id, label, about, files, action }: Props) => (
  <div class="evidence" data-drop={`files-${id}`}>
    <span class="field-label">{label}</span>
    <ul>
      {files.map((file) => (
        <li>
          <FileLink file={file} />
          <form method="post" action={`/attachments/${file.id}/removal`}>
            <button type="submit" class="quiet" aria-label={`移除 ${file.name}`}>
              移除
            </button>
          </form>
        </li>
      ))}
    </ul>
    <form method="post" action={action} enctype="multipart/form-data" id={`attach-${id}`}>
      <label class="picker">
        <span class="sr-only">选择佐证材料（{about}）</span>
        <input type="file" name="files" id={`files-${id}`} multiple accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx" />
      </label>
      <button type="submit" id={`upload-${id}`}>
        上传
      </button>
      <small>pdf、jpg、png、docx、xlsx，每个不超过 10 MB；可拖入或粘贴。严禁上传涉密文件。</small>
    </form>
  </div>
)

/** Files as they are read by others. */
export const Files = ({ files }: { files: File[] }) =>
  files.length === 0 ? null : (
    <ul class="files">
      {files.map((file) => (
        <li>
          <FileLink file={file} />
        </li>
      ))}
    </ul>
  )

const FileLink = ({ file: { id, name, size } }: { file: File }) => (
  <>
    <a href={`/attachments/${id}`} hx-boost="false">
      {name}
    </a>{" "}
    <small>{fileSize(size)}</small>
  </>
)
