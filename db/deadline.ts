/** With its primary down a libSQL replica answers reads and lets writes hang for ever; nobody waits longer than this. */
const SERVER_DEADLINE = 5000

/** `fetch` that gives up on a database server after 5 seconds. */
export const withDeadline = (request: Request | string, init?: RequestInit) =>
  fetch(request, { ...init, signal: AbortSignal.timeout(SERVER_DEADLINE) })
