import { BlockList, isIP } from "node:net"
import { WrongSetting } from "#src/office/system/environment.ts"

/** Always ours: a proxy on this machine. */
const OWN = ["127.0.0.0/8", "::1"]

/** `::ffff:10.0.0.1` is what a server that listens for both kinds says of 10.0.0.1. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, "")

const family = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4")

const wrong = (text: string) =>
  new WrongSetting(`TRUSTED_PROXIES 应为反向代理的地址或网段，用逗号隔开，如 10.1.2.3,10.8.0.0/16，现为 ${text}`)

/** Addresses and networks (`10.1.2.3`, `10.1.0.0/16`, `fd00::/8`), by comma. Throws a sentence when one is none. */
export function proxiesOf(text: string): BlockList {
  const list = new BlockList()
  for (const entry of [...OWN, ...text.split(/[,，\s]+/).filter(Boolean)]) {
    const [address = "", bits, ...more] = entry.split("/")
    const longest = isIP(address) === 6 ? 128 : 32
    if (isIP(address) === 0 || more.length > 0) throw wrong(text)
    if (bits === undefined) list.addAddress(address, family(address))
    else if (/^\d{1,3}$/.test(bits) && Number(bits) <= longest) list.addSubnet(address, Number(bits), family(address))
    else throw wrong(text)
  }
  return list
}

export function isTrusted(proxies: BlockList, address: string): boolean {
  const one = plain(address)
  return isIP(one) !== 0 && proxies.check(one, family(one))
}

/**
 * The browser's address: that of the connection, or, where that is a proxy of ours, the last one in X-Forwarded-For that
 * is none. What stands before it was written by whoever it belongs to and proves nothing.
 */
export function addressBehind(proxies: BlockList, direct: string, forwarded: string | undefined): string {
  if (!isTrusted(proxies, direct)) return plain(direct)
  const hops = (forwarded ?? "").split(",").map(plain).filter(Boolean)
  return hops.findLast((address) => !isTrusted(proxies, address)) ?? hops[0] ?? plain(direct)
}
