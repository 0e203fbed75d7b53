import AtlasCore

/// All results by key, read in one scan and then never changed: any number of tasks may ask at once.
///
/// The keys, outputs and places are here; bodies are here too where the index was loaded with them, and are otherwise
/// read one by one when they are asked for.
package struct ResultIndex: Sendable {
  /// The place of a result in the index.
  package struct Slot: Hashable, Sendable {
    let position: UInt32

    /// The slot as a plain number, for who keeps it without knowing what it is.
    package var number: Int { Int(position) }

    package init(number: Int) { position = UInt32(number) }

    init(position: UInt32) { self.position = position }
  }

  private let entries: [ResultEntry]
  /// Open addressing: the position of an entry plus one, 0 where there is none. At most half full.
  private let table: [UInt32]
  private let bodies: ResultBodies?
  private let reader: BodyReader?

  /// An index without results.
  package init() { self.init([], bodies: nil, reader: nil) }

  init(_ entries: [ResultEntry], bodies: ResultBodies?, reader: BodyReader?) {
    self.entries = entries
    self.bodies = bodies
    self.reader = reader
    table = ResultIndex.table(of: entries, leavingOut: bodies)
  }

  package var count: Int { entries.count - (bodies?.missing ?? 0) }

  /// The result for the key. Where the index was loaded with bodies this is a hit; otherwise it becomes one when its
  /// body has been read, or where nothing but the output is needed.
  package func lookup(_ key: Digest) -> (output: Digest, slot: Slot)? {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: key.low) & mask
    while table[place] != 0 {
      let position = table[place] - 1
      if entries[Int(position)].key == key {
        return (entries[Int(position)].output, Slot(position: position))
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The result's body, or nil where it is gone or not what was written: a miss.
  package func body(_ slot: Slot) -> [UInt8]? {
    guard entries.indices.contains(slot.number) else { return nil }
    if let bodies, let body = bodies.body(at: slot.number) { return body }
    return reader?.body(at: slot.number)
  }

  /// Precondition: a slot of this index.
  package func key(_ slot: Slot) -> Digest { entries[slot.number].key }

  private static func table(of entries: [ResultEntry], leavingOut bodies: ResultBodies?) -> [UInt32] {
    var size = 8
    while size < entries.count * 2 { size *= 2 }
    var table = [UInt32](repeating: 0, count: size)
    let mask = size - 1
    table.withUnsafeMutableBufferPointer { table in
      for position in entries.indices {
        if let bodies, !bodies.isThere(position) { continue }
        let key = entries[position].key
        var place = Int(truncatingIfNeeded: key.low) & mask
        // A key that stands there twice, which only damage brings about, counts as the later one.
        while table[place] != 0, entries[Int(table[place] - 1)].key != key { place = (place + 1) & mask }
        table[place] = UInt32(position + 1)
      }
    }
    return table
  }
}
