/// One alternative of a glob as a table: a state and a byte give the next state.
///
/// The tokens form a chain, in which a position is "the first n tokens have matched"; a state is the set of positions that
/// are possible. A position inside a `**/` that has begun is written as the complement of its number: only a slash leaves
/// it. State 0 is the empty set: nothing can match any more.
struct GlobAutomaton: Sendable {
  let start: Int32
  /// `classCount` entries a state.
  private let table: [Int32]
  /// Bytes that every token treats alike share a class, which keeps the table small.
  private let classOf: [UInt8]
  private let classCount: Int
  private let accepting: [Bool]
  private let universal: [Bool]

  /// Hostile patterns such as `*a??????????????` would need one state for every combination of what they saw.
  static let mostStates = 4096
  static let mostTokens = 4096

  init(_ tokens: [GlobSyntax.Token], _ pattern: String) throws(GlobError) {
    guard tokens.count <= GlobAutomaton.mostTokens else {
      throw GlobError(
        pattern, 0, "the pattern is longer than \(GlobAutomaton.mostTokens) parts", help: "shorten it")
    }
    let (classOf, representatives) = GlobAutomaton.classes(tokens)
    var numbers: [[Int32]: Int32] = [[]: 0]
    var states: [[Int32]] = [[]]
    func number(_ positions: [Int32]) -> Int32 {
      if positions.isEmpty { return 0 }
      if let known = numbers[positions] { return known }
      let new = Int32(states.count)
      numbers[positions] = new
      states.append(positions)
      return new
    }

    start = number(GlobAutomaton.closure([0], tokens))
    var table: [Int32] = []
    var next = 0
    while next < states.count {
      guard states.count <= GlobAutomaton.mostStates else {
        throw GlobError(
          pattern, 0, "the pattern is too complicated", help: #"use fewer "?" and classes after a "*""#)
      }
      for byte in representatives {
        table.append(number(GlobAutomaton.step(states[next], byte, tokens)))
      }
      next += 1
    }
    self.table = table
    self.classOf = classOf
    classCount = representatives.count
    accepting = states.map { $0.last == Int32(tokens.count) }
    universal = GlobAutomaton.universal(accepting: accepting, table, classCount)
  }

  func advance(_ state: Int32, over bytes: some Sequence<UInt8>) -> Int32 {
    var state = state
    for byte in bytes {
      if state == 0 { return 0 }
      state = table[Int(state) * classCount + Int(classOf[Int(byte)])]
    }
    return state
  }

  func accepts(_ state: Int32) -> Bool { accepting[Int(state)] }

  func isDead(_ state: Int32) -> Bool { state == 0 }

  /// Whether every longer path is accepted.
  func acceptsEverything(after state: Int32) -> Bool {
    let row = Int(state) * classCount
    return table[row..<(row + classCount)].allSatisfy { universal[Int($0)] }
  }

  // MARK: Building

  /// Positions reachable without a byte, sorted, each once. `positions` are sorted.
  private static func closure(_ positions: [Int32], _ tokens: [GlobSyntax.Token]) -> [Int32] {
    var found: [Int32] = []
    for position in positions {
      var position = position
      // What is reached from a position are those that follow it, so the last one tells what is known.
      while position > found.last ?? -1 {
        found.append(position)
        guard Int(position) < tokens.count, skips(tokens[Int(position)]) else { break }
        position += 1
      }
    }
    return found
  }

  private static func skips(_ token: GlobSyntax.Token) -> Bool {
    switch token {
    case .one: false
    case .many, .folders: true
    }
  }

  private static func step(_ positions: [Int32], _ byte: UInt8, _ tokens: [GlobSyntax.Token]) -> [Int32] {
    var next: [Int32] = []
    var within: [Int32] = []
    for position in positions {
      let index = position < 0 ? ~position : position
      guard Int(index) < tokens.count else { continue }
      switch tokens[Int(index)] {
      case .one(let set): if set.contains(byte) { next.append(index + 1) }
      case .many(let set): if set.contains(byte) { next.append(index) }
      case .folders:
        if !within.contains(~index) { within.append(~index) }
        if byte == BytePath.separator { next.append(index + 1) }
      }
    }
    // Most bytes lead nowhere from most states.
    if next.isEmpty, within.isEmpty { return [] }
    return within.sorted() + closure(next.sorted(), tokens)
  }

  private static func classes(_ tokens: [GlobSyntax.Token]) -> (classOf: [UInt8], representatives: [UInt8]) {
    // Every set cuts each class in two: its bytes and the others.
    var classOf = [UInt8](repeating: 0, count: 256)
    var count = 1
    var known: Set<ByteSet> = []
    var isAlone = [Bool](repeating: false, count: 256)
    for token in tokens {
      let set =
        switch token {
        case .one(let set), .many(let set): set
        case .folders: ByteSet.slash
        }
      if let byte = set.onlyByte {
        // Most of a pattern are letters that stand for themselves.
        guard !isAlone[Int(byte)] else { continue }
        isAlone[Int(byte)] = true
        // A byte that the sets before left by itself is a class already.
        if classOf.count(where: { $0 == classOf[Int(byte)] }) > 1 {
          classOf[Int(byte)] = UInt8(count)
          count += 1
        }
        continue
      }
      guard known.insert(set).inserted else { continue }
      /// By class: how many of its bytes are in the set, and which class those become.
      var inside = [Int](repeating: 0, count: count)
      var sizes = [Int](repeating: 0, count: count)
      for byte in UInt8.min...UInt8.max {
        sizes[Int(classOf[Int(byte)])] += 1
        if set.contains(byte) { inside[Int(classOf[Int(byte)])] += 1 }
      }
      let numbers = inside.indices.map { number -> UInt8? in
        guard inside[number] > 0, inside[number] < sizes[number] else { return nil }
        count += 1
        return UInt8(count - 1)
      }
      for byte in UInt8.min...UInt8.max where set.contains(byte) {
        if let number = numbers[Int(classOf[Int(byte)])] { classOf[Int(byte)] = number }
      }
    }
    var representatives = [UInt8](repeating: 0, count: count)
    for byte in (UInt8.min...UInt8.max).reversed() { representatives[Int(classOf[Int(byte)])] = byte }
    return (classOf, representatives)
  }

  /// States from which only accepting states can be reached: the largest set that is closed.
  private static func universal(accepting: [Bool], _ table: [Int32], _ classCount: Int) -> [Bool] {
    var universal = accepting
    var changed = true
    while changed {
      changed = false
      for state in universal.indices where universal[state] {
        let row = state * classCount
        if table[row..<(row + classCount)].contains(where: { !universal[Int($0)] }) {
          universal[state] = false
          changed = true
        }
      }
    }
    return universal
  }
}
