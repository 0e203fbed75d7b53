/// The values of a rule's or criterion's few options by their keys. They are asked for with every text, and comparing a
/// handful of short keys takes less time than hashing one.
struct OptionTable<Value> {
  private(set) var entries: [(key: String, value: Value)] = []

  subscript(key: String) -> Value? {
    get {
      for entry in entries where entry.key == key { return entry.value }
      return nil
    }
    set {
      entries.removeAll { $0.key == key }
      if let newValue { entries.append((key, newValue)) }
    }
  }
}

extension OptionTable: Equatable where Value: Equatable {
  static func == (left: OptionTable, right: OptionTable) -> Bool {
    left.entries.elementsEqual(right.entries) { $0.key == $1.key && $0.value == $1.value }
  }
}

extension OptionTable: Sendable where Value: Sendable {}
