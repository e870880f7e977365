/** A stylesheet or script as browsers get it; the words stand in lean.mjs. */
export function lean(name: string, text: string): string
