extension String {
  /// Whether two texts have the same bytes. `==` also takes texts for equal in which a letter with a mark is written in two
  /// ways, and whoever looks for one of them in bytes does not find the other.
  public func isWritten(like other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension [String] {
  public func areWritten(like others: [String]) -> Bool {
    elementsEqual(others) { $0.isWritten(like: $1) }
  }
}
