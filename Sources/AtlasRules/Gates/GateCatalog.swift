/// What a gate is, in its own words.
package struct GateDocumentation: Sendable {
  package var id: String
  package var name: String
  /// The question that it answers.
  package var asks: String
  /// For whom, and when.
  package var matters: String
}

/// Every gate that a specification may define: the four tests, the test of reality, and the four stages of the review.
package enum GateCatalog {
  package static let gates: [GateDocumentation] = [
    GateDocumentation(
      id: "technical", name: "Technical review", asks: "Is it drawn as it should be?",
      matters: """
        The first stage of the review, and the one that fails a build unless pipeline.json says otherwise. It needs no \
        reader, only the parse and the findings of the rules.
        """),
    GateDocumentation(
      id: "production", name: "Production review", asks: "Is what it says taken from production?",
      matters: """
        The second stage of the review. What depends on the day or on judgement is asked of a person; the gate is passed \
        only when somebody has answered.
        """),
    GateDocumentation(
      id: "operational", name: "Operational review",
      asks: "How much does it help those who operate the system?",
      matters: "The third stage of the review: a weighted score, which passes from 70 on."),
    GateDocumentation(
      id: "architectural", name: "Architectural review", asks: "Does it fit the rest of the library?",
      matters: """
        The fourth stage of the review. Planes, scale and cost are looked at by the machine; patterns, terms and \
        dependencies by somebody who knows the field.
        """),
    GateDocumentation(
      id: "3am", name: "The 3 AM Test", asks: "Does it help somebody who was woken by an alert?",
      matters: """
        Whoever is on call at night has minutes. The diagram or its page has to say what the error looks like, where to \
        look, and what to do.
        """),
    GateDocumentation(
      id: "new_hire", name: "The New Hire Test", asks: "Does somebody who joined last week understand it?",
      matters:
        "Words nobody explains and boxes nobody can tell apart make a drawing that only its author reads."),
    GateDocumentation(
      id: "cfo", name: "The CFO Test", asks: "Does it say what the system costs, and what changes would?",
      matters: "Architecture is paid for. A drawing without amounts cannot support a decision."),
    GateDocumentation(
      id: "incident", name: "The Incident Test", asks: "Does it help while the system is failing?",
      matters: """
        In an incident people ask what else will fail, how long it takes, what is lost and how to go back; the diagram \
        has to answer.
        """),
    GateDocumentation(
      id: "reality", name: "The Production Reality Test", asks: "Is it about a real system?",
      matters:
        "All six have to hold: names, numbers, versions, failures, costs and colours as they are in production."
    ),
  ]

  package static let ids = gates.map(\.id)

  package static func gate(_ id: String) -> GateDocumentation? { gates.first { $0.id == id } }
}
