import { expect, test } from "vitest"
import { isInside } from "#src/office/system/inside.ts"

test.each([
  ["localhost", true],
  ["mail", true],
  ["127.0.0.1", true],
  ["10.255.0.1", true],
  ["192.168.3.4", true],
  ["172.16.0.1", true],
  ["172.31.255.255", true],
  ["[::1]", true],
  ["[fd12:3456::1]", true],
  ["172.15.0.1", false],
  ["172.32.0.1", false],
  ["192.169.0.1", false],
  ["11.0.0.1", false],
  ["110.1.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["[2001:db8::1]", false],
  ["[fe80::1]", false],
  ["[::ffff:a00:1]", false],
  ["mail.example.gov.cn", false],
  ["10.example.org", false],
  ["mail.", false],
  ["", false],
])("%s lies inside an office's network: %s", (host, inside) => {
  expect(isInside(host)).toBe(inside)
})

test("however an address is written, URL gives the form that is judged here", () => {
  for (const written of ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[0:0::1]/"])
    expect(isInside(new URL(written).hostname), written).toBe(true)
  expect(isInside(new URL("http://0xa9fea9fe/").hostname)).toBe(false)
})
