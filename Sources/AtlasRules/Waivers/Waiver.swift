import AtlasCore

/// A note that what a rule finds is meant to be so, with the reason.
package struct Waiver: Sendable {
  /// What it covers.
  enum Scope: Hashable, Sendable {
    /// One line of the page; nil where no line follows.
    case line(Int?)
    /// The diagram of that number on the page, from 0.
    case diagram(Int)
    case page
  }

  struct Code: Sendable {
    var id: String
    /// In the page.
    var range: TextRange
  }

  var codes: [Code]
  package var reason: String
  /// The line of the page on which it begins.
  package var line: Int
  var scope: Scope
  /// The diagram that it is written in, from 0; nil where it is written in the page.
  var diagram: Int?
}

/// Something wrong with the waivers themselves.
package struct WaiverProblem: Sendable {
  /// The id of the rule that says it.
  package var rule: String
  /// In the page.
  package var range: TextRange
  package var message: String
  package var help: String
  /// The diagram that it stands in, from 0.
  package var diagram: Int?
}
