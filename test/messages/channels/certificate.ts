import { generateKeyPairSync, sign } from "node:crypto"

/*
 * A self-signed certificate (RFC 5280) without openssl: a handful of DER structures, each a tag, a length and what is
 * in it. Valid until 9999, so that no test fails on a date.
 */

const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const UTF8 = 0x0c
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18

const COMMON_NAME = Buffer.from("0603550403", "hex")
const ALTERNATIVE_NAME = Buffer.from("0603551d11", "hex")
const BASIC_CONSTRAINTS = Buffer.from("0603551d13", "hex")
const TRUE = Buffer.from("0101ff", "hex")

export type Certificate = { key: string; cert: string }

/** Made out to one IPv4 address. */
export function certificateFor(address: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const ecdsaWithSha256 = der(SEQUENCE, Buffer.from("06082a8648ce3d040302", "hex"))
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, Buffer.from("test")))))
  const names = der(SEQUENCE, der(0x87, Buffer.from(address.split(".").map(Number))))
  const content = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))), // version 3
    der(INTEGER, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    der(SEQUENCE, der(UTC_TIME, Buffer.from("000101000000Z")), der(GENERALIZED_TIME, Buffer.from("99991231235959Z"))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      der(
        SEQUENCE,
        der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(OCTET_STRING, der(SEQUENCE, TRUE))),
        der(SEQUENCE, ALTERNATIVE_NAME, der(OCTET_STRING, names)),
      ),
    ),
  )
  const signature = der(BIT_STRING, Buffer.from([0]), sign("sha256", content, privateKey))
  return {
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    cert: pem(der(SEQUENCE, content, ecdsaWithSha256, signature)),
  }
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const long = length > 0xff ? [0x82, length >> 8, length & 0xff] : [0x81, length]
  return Buffer.concat([Buffer.from([tag, ...(length < 0x80 ? [length] : long)]), content])
}

const pem = (bytes: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`
