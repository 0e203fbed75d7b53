/// Lets a `switch` over the name of a tree's element compare bytes: a name made into a `String` costs more than all that
/// is done with it.
func ~= (pattern: StaticString, name: StaticString) -> Bool { name.isEqual(to: pattern) }

extension StaticString {
  func isEqual(to other: StaticString) -> Bool {
    guard utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
    return utf8Start == other.utf8Start
      || UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
        .elementsEqual(UnsafeBufferPointer(start: other.utf8Start, count: utf8CodeUnitCount))
  }
}
