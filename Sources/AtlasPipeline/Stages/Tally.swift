/// Sums by name over many short lists. The lists of a library name mostly the same things in the same order, so a name is
/// looked for where the one before it was found first; no hashing of a name for each diagram and rule.
struct Tally<Sum: AdditiveArithmetic> {
  private(set) var entries: [(name: String, sum: Sum)] = []
  /// Behind the entry that was added to last.
  private var next = 0

  mutating func add(_ amount: Sum, to name: String) {
    if next == entries.count { next = 0 }
    if next < entries.count, entries[next].name == name {
      entries[next].sum += amount
    } else if let place = entries.firstIndex(where: { $0.name == name }) {
      entries[place].sum += amount
      next = place
    } else {
      entries.append((name, amount))
      next = entries.count - 1
    }
    next += 1
  }

  /// In the order of their names.
  var sorted: [(name: String, sum: Sum)] { entries.sorted { $0.name < $1.name } }
}

extension Tally where Sum == Int {
  init(counting names: some Sequence<String>) {
    for name in names { add(1, to: name) }
  }

  mutating func add(_ other: Tally) {
    for entry in other.entries { add(entry.sum, to: entry.name) }
  }
}
