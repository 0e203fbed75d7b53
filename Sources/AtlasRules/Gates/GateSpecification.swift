import AtlasCore

/// What the specification says of the gates, for one category.
package struct GateSpecification: Sendable {
  package struct Gate: Sendable {
    package var id: String
    package var criteria: [String]
    package var required: Bool
  }

  /// In the order of the specification.
  package let gates: [Gate]
  /// The score from which a gate passes.
  package let threshold: Int

  /// `gates` is the section of the spec pack, `threshold` the stage's option of that name.
  package init(gates section: JSONNode?, threshold: Int?) {
    gates = (section?["gates"]?.members ?? []).map { member in
      Gate(
        id: member.key, criteria: (member.node["criteria"]?.array ?? []).compactMap(\.string),
        required: member.node["required"]?.bool ?? false)
    }
    self.threshold = threshold ?? section?["threshold"]?.integer ?? 80
  }
}
