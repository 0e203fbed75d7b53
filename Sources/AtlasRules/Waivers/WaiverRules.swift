import AtlasCore

/// What can be wrong with a waiver. It is judged when all findings of a page are known, and can itself not be waived.
package protocol WaiverRule: Rule {}

extension WaiverRule {
  package static var scope: RuleScope { .waiver }
}

extension RuleCatalog {
  /// The rules about waivers, in the order of their ids.
  package static let waiverRules: [any WaiverRule.Type] = [
    MalformedWaiver.self, UnknownWaiver.self, UnusedWaiver.self,
  ]
}

enum MalformedWaiver: WaiverRule {
  static let description = RuleDocumentation(
    id: "waiver-malformed",
    finds: "a waiver without a rule or without a reason",
    matters: """
      A waiver silences a rule for good. Without the reason nobody can tell later whether it still holds, so it does not \
      count until it gives one.
      """,
    bad: """
      # Fail-over

      ```mermaid
      flowchart LR
        %% atlas-ignore self-loop
        A --> A
      ```
      """,
    good: """
      # Fail-over

      ```mermaid
      flowchart LR
        %% atlas-ignore self-loop -- the retry of the client is the point
        A --> A
      ```
      """)
}

enum UnknownWaiver: WaiverRule {
  static let description = RuleDocumentation(
    id: "waiver-unknown",
    finds: "a waiver of a rule that does not exist",
    matters: "It silences nothing, and whoever wrote it believes that it does.",
    bad: """
      # Fail-over

      ```mermaid
      flowchart LR
        %% atlas-ignore self-lop -- the retry of the client is the point
        A --> B
      ```
      """,
    good: """
      # Fail-over

      ```mermaid
      flowchart LR
        %% atlas-ignore self-loop -- the retry of the client is the point
        A --> A
      ```
      """)
}

enum UnusedWaiver: WaiverRule {
  static let description = RuleDocumentation(
    id: "waiver-unused",
    finds: "a waiver of something that is no longer there",
    matters: """
      What it was written for has been mended or has moved. Left in place it hides the next mistake of the same kind.
      """,
    bad: """
      # Fail-over

      ```mermaid
      flowchart LR
        %% atlas-ignore self-loop -- the retry of the client is the point
        A --> B
      ```
      """,
    good: """
      # Fail-over

      ```mermaid
      flowchart LR
        A --> B
      ```
      """)
}
