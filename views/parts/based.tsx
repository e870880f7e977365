/** What the act is based on, and where to go on. */
export const Based = ({ version, next }: { version: number; next: string }) => (
  <>
    <input type="hidden" name="version" value={version} />
    <input type="hidden" name="next" value={next} />
  </>
)
