import AtlasCore
import AtlasRules

/// Section `gates`: which gates there are, what each asks, and how the criteria look.
extension SpecShape {
  static var gates: [JSONShape.Field] {
    [
      .init(
        "threshold", .integer(0...100), required: true,
        "the score from which a gate passes that states no other"),
      .init(
        "gates", .object(.init("Gates by their ids.", fields: GateCatalog.gates.map(gate))), required: true,
        "the gates that are judged"),
      .init(
        "criteria",
        .object(.init("Criteria by their ids.", fields: CriterionCatalog.ids.map(criterion))),
        "what criteria look for, where it is not what they declare"),
    ]
  }

  private static func gate(_ gate: GateDocumentation) -> JSONShape.Field {
    .init(
      gate.id,
      .object(
        .init(
          "A gate.",
          fields: [
            .init("name", .string(.nonEmpty), required: true, "what people call it"),
            .init(
              "criteria", .array(of: .string(.oneOf(CriterionCatalog.ids)), minimum: 1), required: true,
              "ids of its criteria, in order"),
            .init("required", .bool, required: true, "whether a diagram has to pass it"),
            .init("threshold", .integer(0...100), "the score from which it passes"),
            .init(
              "weights",
              .object(
                .init(
                  "Weights by criteria.",
                  fields: CriterionCatalog.ids.map {
                    .init($0, .number(0...1_000), "what the criterion counts; 1 where left out")
                  })), "what its criteria count, where that is not the same"),
          ])), gate.asks)
  }

  private static func criterion(_ id: String) -> JSONShape.Field {
    let asks = CriterionCatalog.description(of: id)?.asks ?? ""
    return .init(
      id,
      .object(.init("A criterion.", fields: CriterionCatalog.options(of: id).map(\.field))), asks)
  }
}
