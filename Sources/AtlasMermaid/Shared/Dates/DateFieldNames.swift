/// The names of the fields of a date pattern, found by their first letter and then in their order.
struct DateFieldNames {
  private let byFirst: [[(units: [UInt16], name: String)]]

  init(_ names: [String]) {
    var byFirst = [[(units: [UInt16], name: String)]](repeating: [], count: 128)
    for name in names {
      let units = Array(name.utf16)
      byFirst[Int(units[0])].append((units: units, name: name))
    }
    self.byFirst = byFirst
  }

  func mayBegin(with unit: UInt16) -> Bool { unit < 128 && !byFirst[Int(unit)].isEmpty }

  /// The first name that stands at an index.
  func name(at index: Int, _ pattern: [UInt16]) -> String? {
    guard mayBegin(with: pattern[index]) else { return nil }
    for (units, name) in byFirst[Int(pattern[index])] where index + units.count <= pattern.count {
      var place = 1
      while place < units.count, pattern[index + place] == units[place] { place += 1 }
      if place == units.count { return name }
    }
    return nil
  }
}
