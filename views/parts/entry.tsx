import { Field, type Flaws } from "./fields.tsx"

/** How a form of 代录 ends: with the scan of the paper, called `scan`, and with the way back. */
export const EntryEnd = ({ scan, back, flaws }: { scan: string; back: string; flaws: Flaws | null | undefined }) => (
  <>
    <Field
      name="scan"
      type="file"
      required
      label={scan}
      hint="pdf、ofd、jpg、png，不超过 10 MB，严禁上传涉密文件"
      flaws={flaws}
    />
    <p class="acts">
      <button type="submit" class="primary">
        代录
      </button>
      <a class="button" href={back}>
        返回
      </a>
    </p>
  </>
)
