import AtlasCore

/// What one action came to, as it is kept under the digest of all that the action read.
package struct StoredResult: Equatable, Sendable {
  package var key: Digest
  /// What the keys of later actions read.
  package var output: Digest
  package var body: [UInt8]
  /// What the key was made of, for explanations.
  package var manifest: [UInt8]
  /// The number of the run that made it.
  package var run: Int
  /// The microseconds it took.
  package var cost: Int

  package init(
    key: Digest, output: Digest, body: [UInt8], manifest: [UInt8] = [], run: Int = 0, cost: Int = 0
  ) {
    self.key = key
    self.output = output
    self.body = body
    self.manifest = manifest
    self.run = run
    self.cost = cost
  }

  /// Bodies of up to this many bytes stand in the database, larger ones are files of their own.
  package static let largestInline = 16_384

  var isInline: Bool { body.count <= StoredResult.largestInline }
}

/// The narrow row of a result: what decides about a hit.
struct ResultEntry {
  var id: Int64
  var key: Digest
  var output: Digest
  /// Of the body's bytes; the name of its file where it has one.
  var body: Digest

  /// Reads the columns `id, key, value`; nil where they are not what was written.
  @inline(__always)
  init?(_ row: borrowing Statement) {
    let key = row.unownedBytes(1)
    let value = row.unownedBytes(2)
    guard key.count == 16, value.count == ResultEntry.valueSize else { return nil }
    id = row.integer(0)
    self.key = Digest(blob: key, at: 0)
    output = Digest(blob: value, at: 0)
    body = Digest(blob: value, at: 16)
    let seal = UInt64(bigEndian: value.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
    guard seal == Seal.result(key: self.key, output: output, body: body) else { return nil }
  }

  /// The column `value` of a result.
  static func value(key: Digest, output: Digest, body: Digest) -> [UInt8] {
    let seal = Seal.result(key: key, output: output, body: body)
    return output.blob + body.blob + withUnsafeBytes(of: seal.bigEndian) { Array($0) }
  }

  /// The seal of the row in `body`, which decides about nothing but explanations.
  static func bodySeal(key: Digest, run: Int64, cost: Int64, size: Int64, manifest: UnsafeRawBufferPointer)
    -> Int64
  {
    Seal(2).adding(key).adding(run).adding(cost).adding(size).adding(manifest).value
  }

  private static let valueSize = 40
}
