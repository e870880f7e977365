/** Ranges of RFC 1918 and loopback. The URL standard has brought every way of writing an IPv4 address to this one. */
const PRIVATE_IPV4 = /^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./
/** ::1 and fc00::/7 (RFC 4193). */
const PRIVATE_IPV6 = /^\[(?:::1|f[cd][\da-f]{2}:.*)\]$/

/**
 * True for a host, as `URL` gives it, that can only lie inside an office's own network: loopback, a private address, or
 * a name without a dot. Only there may plain HTTP carry a secret.
 */
export function isInside(hostname: string): boolean {
  if (/^[\d.]+$/.test(hostname)) return PRIVATE_IPV4.test(hostname)
  if (hostname.startsWith("[")) return PRIVATE_IPV6.test(hostname)
  return hostname !== "" && !hostname.includes(".")
}
