/// Names of planes that are looked for in many texts. Their letters stand side by side, so that a text is told from
/// nearly all of them without looking at any.
struct PlaneNames: Hashable, Sendable {
  private let names: [PlaneName]
  private let letters: [LetterSet]
  /// By name: the plane that it is of.
  private let planes: [Int]

  /// - Parameter names: those of each plane.
  init(_ names: [[PlaneName]]) {
    self.names = names.flatMap { $0 }
    letters = self.names.map(\.letters)
    planes = names.indices.flatMap { plane in names[plane].map { _ in plane } }
  }

  /// The first plane with a name that a text has; `isNamed` is asked only of names that the text has the letters for.
  func plane(inTextWith letters: LetterSet, where isNamed: (PlaneName) -> Bool) -> Int? {
    for name in names.indices where letters.contains(self.letters[name]) {
      if isNamed(names[name]) { return planes[name] }
    }
    return nil
  }
}
