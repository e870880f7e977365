/** Several numbers behind one code: `63-2`. */
export const counts = (n: string): string[] => n.split("-")
