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
  private let store: Store?

  /// An index without results.
  package init() { self.init([], bodies: nil, store: nil) }

  init(_ entries: [ResultEntry], bodies: ResultBodies?, store: Store?) {
    self.entries = entries
    self.bodies = bodies
    self.store = store
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
    let entry = entries[Int(slot.position)]
    if let bodies, let body = bodies.body(at: Int(slot.position)) { return body }
    return store?.body(of: entry)
  }

  package func key(_ slot: Slot) -> Digest { entries[Int(slot.position)].key }

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

/// The bodies of an index, in large pieces of memory that are filled to their end.
struct ResultBodies: Sendable {
  private struct Place {
    var piece: Int32
    var offset: Int32
    var count: Int32
  }

  private var pieces: [[UInt8]] = []
  private var places: [Place] = []
  /// Entries whose body is gone or wrong.
  private(set) var missing = 0

  /// The number of bodies added so far.
  var count: Int { places.count }

  init(capacity: Int) { places.reserveCapacity(capacity) }

  mutating func add(_ body: UnsafeRawBufferPointer) {
    if pieces.isEmpty || pieces[pieces.count - 1].count + body.count > ResultBodies.pieceSize {
      var piece: [UInt8] = []
      piece.reserveCapacity(ResultBodies.pieceSize)
      pieces.append(piece)
    }
    let last = pieces.count - 1
    places.append(Place(piece: Int32(last), offset: Int32(pieces[last].count), count: Int32(body.count)))
    pieces[last].append(contentsOf: body)
  }

  /// The body is right, and is read from its file when it is asked for.
  mutating func addOutside() { places.append(Place(piece: -1, offset: 0, count: 0)) }

  mutating func addMissing() {
    places.append(Place(piece: -2, offset: 0, count: 0))
    missing += 1
  }

  func isThere(_ position: Int) -> Bool { places[position].piece != -2 }

  func body(at position: Int) -> [UInt8]? {
    let place = places[position]
    guard place.piece >= 0 else { return nil }
    return Array(pieces[Int(place.piece)][Int(place.offset)..<Int(place.offset + place.count)])
  }

  private static let pieceSize = 1 << 20
}
