/** The sign of the program beside the title of a page: so small that it stands in the page itself. */
const SIGN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>分工督办</title><rect width="32" height="32" rx="5" fill="#b3261e"/><path d="M7 9h18M7 16h18M7 23h11" stroke="#fff" stroke-width="3"/></svg>`

export const ICON = `data:image/svg+xml,${encodeURIComponent(SIGN)}`
