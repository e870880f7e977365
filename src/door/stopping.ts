const SIGNALS = ["SIGINT", "SIGTERM"] as const

/**
 * Ends the program in order when it is asked to. Ctrl-C reaches npm, tsx and the program alike, and each passes it on:
 * only the first signal counts, the others must not cut short what it began.
 */
export function whenAskedToStop(end: () => Promise<unknown>) {
  let asked = false
  const stop = async () => {
    if (asked) return
    asked = true
    try {
      await end()
      process.exit(0)
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  }
  for (const signal of SIGNALS) process.on(signal, stop)
}
