import { expect, test } from "vitest"
import { addressBehind, isTrusted, proxiesOf } from "#src/door/proxies.ts"
import { WrongSetting } from "#src/office/system/environment.ts"

const OWN = proxiesOf("")
const OFFICE = proxiesOf("10.1.2.3, 10.8.0.0/16，fd00::/8")

test.each<[string, string, string | undefined, string]>([
  ["nobody in between", "10.9.9.9", undefined, "10.9.9.9"],
  ["a stranger's header is nobody's word", "10.9.9.9", "1.1.1.1", "10.9.9.9"],
  ["a proxy on this machine", "127.0.0.1", "10.9.9.9", "10.9.9.9"],
  ["… as a server for both kinds says it", "::ffff:127.0.0.1", "10.9.9.9", "10.9.9.9"],
  ["… that passes on what a stranger wrote before", "::1", "1.1.1.1, 10.9.9.9", "10.9.9.9"],
  ["a browser on this machine", "127.0.0.1", undefined, "127.0.0.1"],
  ["a proxy's address in another notation", "127.0.0.1", "::ffff:10.9.9.9", "10.9.9.9"],
])("%s", (_, direct, forwarded, address) => {
  expect(addressBehind(OWN, direct, forwarded)).toBe(address)
})

test("proxies on other machines, one behind the other, are passed over from the right", () => {
  expect(addressBehind(OFFICE, "10.1.2.3", "192.0.2.7")).toBe("192.0.2.7")
  expect(addressBehind(OFFICE, "10.1.2.3", "6.6.6.6, 192.0.2.7, 10.8.4.4")).toBe("192.0.2.7")
  expect(addressBehind(OFFICE, "10.1.2.3", "10.8.4.4, 10.8.4.5")).toBe("10.8.4.4")
  expect(addressBehind(OFFICE, "10.1.2.3", undefined)).toBe("10.1.2.3")
  expect(addressBehind(OFFICE, "10.1.2.4", "192.0.2.7")).toBe("10.1.2.4")
  expect(addressBehind(OFFICE, "fd12::1", "192.0.2.7")).toBe("192.0.2.7")
})

test("who is trusted", () => {
  expect(
    ["10.1.2.3", "10.8.255.1", "::ffff:10.8.0.1", "fd00::1", "127.0.0.9"].map((one) => isTrusted(OFFICE, one)),
  ).toEqual(Array(5).fill(true))
  expect(["10.1.2.4", "10.9.0.1", "fe80::1", "", "unknown"].map((one) => isTrusted(OFFICE, one))).toEqual(
    Array(5).fill(false),
  )
})

test.each(["proxy.example", "10.1.2", "10.1.2.3/33", "fd00::/129", "10.0.0.0/8/8", "10.0.0.0/x"])(
  "%s is told to be no address",
  (text) => {
    expect(() => proxiesOf(text)).toThrow(WrongSetting)
    expect(() => proxiesOf(text)).toThrow(/TRUSTED_PROXIES 应为/)
  },
)
