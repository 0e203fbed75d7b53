import AtlasCore

/// One thing that can be wrong, whatever it is about: what it is called, why it matters, what may be set of it.
package protocol Rule: Sendable {
  /// Said by the kind of rule. A type can be asked which kinds it is, too, but takes long to answer.
  static var scope: RuleScope { get }

  static var description: RuleDocumentation { get }

  /// What the specification may say of the rule beside priority and severity: thresholds, lists of words.
  static var options: [RuleOption] { get }

  /// Whether its safe fixes take a text away or put another in its place, because the rule demands it. What stands
  /// beside the bytes that they edit must survive all the same.
  static var replacesTexts: Bool { get }

  /// Whether its fixes write what nobody wrote, so that `fix` uses them only where the rule is named.
  static var fixesOnRequest: Bool { get }
}

extension Rule {
  package static var options: [RuleOption] { [] }
  package static var replacesTexts: Bool { false }
  package static var fixesOnRequest: Bool { false }
}

/// What a rule speaks of.
package enum RuleScope: Sendable {
  case diagram, page, library, waiver
}

/// What a rule is, in its own words: the source of `atlas-build rules`, of the rule pages and of its tests.
package struct RuleDocumentation: Sendable {
  /// States the problem; never changes.
  package var id: String
  package var finds: String
  package var matters: String
  /// What the rule speaks on: a diagram, or for a rule about pages a page.
  package var bad: String
  /// The same as it should be.
  package var good: String

  package init(id: String, finds: String, matters: String, bad: String, good: String) {
    self.id = id
    self.finds = finds
    self.matters = matters
    self.bad = bad
    self.good = good
  }
}
