import { viewOf } from "./compound.ts"

/** A stretch of bytes that is read from the front; what lies behind its end reads as nothing. */
export class Bytes {
  readonly bytes: Uint8Array
  at: number
  private readonly view: DataView

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
    this.view = viewOf(bytes)
  }

  get left(): number {
    return Math.max(0, this.bytes.length - this.at)
  }

  skip(count: number): this {
    this.at += count
    return this
  }

  u8(): number {
    return this.left < 1 ? 0 : this.view.getUint8(this.at++)
  }

  u16(): number {
    return this.number(2, () => this.view.getUint16(this.at, true))
  }

  i16(): number {
    return this.number(2, () => this.view.getInt16(this.at, true))
  }

  u32(): number {
    return this.number(4, () => this.view.getUint32(this.at, true))
  }

  i32(): number {
    return this.number(4, () => this.view.getInt32(this.at, true))
  }

  f64(): number {
    return this.number(8, () => this.view.getFloat64(this.at, true))
  }

  take(count: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, this.at + Math.max(0, count))
    this.at += taken.length
    return taken
  }

  private number(size: number, read: () => number): number {
    const value = this.left < size ? 0 : read()
    this.at += size
    return value
  }
}
