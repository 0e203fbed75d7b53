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
    pieces[last].append(contentsOf: body.bindMemory(to: UInt8.self))
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
