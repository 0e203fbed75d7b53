/// Lets a `switch` over the name of a tree's element compare bytes: a name made into a `String` costs more than all that
/// is done with it.
func ~= (pattern: StaticString, name: StaticString) -> Bool { name.isEqual(to: pattern) }

extension StaticString {
  @inline(__always)
  func isEqual(to other: StaticString) -> Bool {
    let count = utf8CodeUnitCount
    guard count == other.utf8CodeUnitCount else { return false }
    let (bytes, others) = (utf8Start, other.utf8Start)
    // Names that differ mostly do so at once.
    for place in 0..<count where bytes[place] != others[place] { return false }
    return true
  }
}
