import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

struct DiagramRepairTests {
  private static func repair(
    _ text: String, _ policy: DiagramRepair.Policy = .init(),
    lint: @escaping @Sendable (ParsedDiagram) -> [Finding] = { _ in [] }
  ) -> DiagramRepair {
    DiagramRepair(Array(text.utf8), policy: policy, lint: lint)
  }

  private static func text(_ repair: DiagramRepair) -> String {
    String(decoding: repair.after.source.original, as: UTF8.self)
  }

  @Test(arguments: [
    ("flowchart LR\n A[API (v2)] --> B\n", "flowchart LR\n A[\"API (v2)\"] --> B\n"),
    ("flowchart LR\n A[say \"hi\"]\n", "flowchart LR\n A[\"say #quot;hi#quot;\"]\n"),
    (
      "flowchart LR\n A -> B[x \"y\"]\n classDf c fill:#fff\n",
      "flowchart LR\n A --> B[\"x #quot;y#quot;\"]\n classDef c fill:#fff\n"
    ),
    ("sequenceD diagram\n A->>B: x\n", "sequenceDiagram\n A->>B: x\n"),
    ("sequenceDiagram\n A->>B: BEGIN; COMMIT;\n", "sequenceDiagram\n A->>B: BEGIN#59; COMMIT;\n"),
    ("timeline\n 2024 : deploy\n 09:37 : typo\n", "timeline\n 2024 : deploy\n 09#58;37 : typo\n"),
  ])
  func aBrokenDiagramIsRepaired(broken: String, repaired: String) {
    let repair = Self.repair(broken)
    #expect(Self.text(repair) == repaired)
    #expect(repair.before.verdict == .invalid)
    #expect(repair.after.verdict == .valid)
    #expect(!repair.steps.isEmpty && repair.refusals.isEmpty)
  }

  @Test func aDiagramThatWouldStayInvalidIsLeftAsItIs() {
    let broken = "flowchart LR\n A[API (v2)] --> B\n A == > ( ==\n"
    let repair = Self.repair(broken)
    #expect(Self.text(repair) == broken)
    #expect(repair.edits.isEmpty && repair.steps.isEmpty)
    #expect(repair.refusals.first?.reason.hasPrefix("the diagram would still be invalid") == true)
  }

  @Test func aGuessNeedsToBeAllowed() {
    let broken = "flowchart LR\n subgraph x\n A --> B\n"
    #expect(Self.repair(broken).after.verdict == .invalid)
    let repair = Self.repair(broken, .init(allowsUnsafe: true))
    #expect(repair.after.verdict == .valid)
    #expect(repair.steps.map(\.isSafe) == [false])
  }

  @Test(arguments: [
    ("A[Disk<br/>Shared)] --> B", "A[\"Disk<br/>Shared)\"] --> B", "A[(\"Disk<br/>Shared\")] --> B"),
    ("A[(Disk] --> B", "A[\"(Disk\"] --> B", "A[(\"Disk\")] --> B"),
  ])
  func bracketsThatDoNotPairAreQuotedUnlessGuessesAreAllowed(
    _ broken: String, _ safe: String, _ guess: String
  ) {
    for (allowsUnsafe, expected) in [(false, safe), (true, guess)] {
      let repair = Self.repair("flowchart LR\n \(broken)\n", .init(allowsUnsafe: allowsUnsafe))
      #expect(Self.text(repair) == "flowchart LR\n \(expected)\n")
      #expect(repair.after.verdict == .valid)
      #expect(repair.steps.map(\.isSafe) == [!allowsUnsafe])
    }
  }

  @Test(arguments: [
    ("  subgraph x\n    A --> B\n", "  subgraph x\n    A --> B\n  end\n"),
    ("  subgraph x\n    A --> B\n  C --> D\n", "  subgraph x\n    A --> B\n  end\n  C --> D\n"),
    (
      "  subgraph x\n    subgraph y\n      A --> B\n  end\n",
      "  subgraph x\n    subgraph y\n      A --> B\n  end\n  end\n"
    ),
    ("  subgraph x\n  A --> B\n", nil), ("  subgraph x\n    subgraph y\n      A --> B\n", nil),
  ])
  func aMissingEndIsWrittenWhereItsPlaceIsCertain(_ broken: String, _ repaired: String?) {
    let repair = Self.repair("flowchart LR\n" + broken)
    #expect(Self.text(repair) == "flowchart LR\n" + (repaired ?? broken))
    #expect(repair.after.verdict == (repaired == nil ? .invalid : .valid))
  }

  @Test func onlyTheNamedRulesAreUsed() {
    let broken = "flowchart LR\n A[API (v2)]\n"
    #expect(Self.repair(broken, .init(codes: ["timeline-colon"])).steps.isEmpty)
    #expect(Self.repair(broken, .init(codes: ["unquoted-special-label"])).steps.count == 1)
  }

  @Test func aValidDiagramIsLeftAloneUnlessItsRuleIsNamed() {
    let text = "timeline\n 2024 : p99: 50ms\n"
    #expect(Self.repair(text, .init(allowsUnsafe: true)).edits.isEmpty)
    #expect(
      Self.text(Self.repair(text, .init(codes: ["timeline-split"]))) == "timeline\n 2024 : p99#58; 50ms\n")
  }

  /// A rule whose fix is wrong: the repair must notice it by itself.
  @Test(arguments: [
    (TextRange(14, 15), "C", "the diagram would lose"),
    (TextRange(13, 22), "", "the diagram would lose"),
    (TextRange(0, 12), "sequenceDiagram", "not be nearer"),
    (TextRange(14, 15), "A", "change nothing"),
  ])
  func aFixThatChangesTheMeaningIsRefused(range: TextRange, replacement: String, reason: String) {
    let text = "flowchart LR\n A --> B\n"
    let repair = Self.repair(text) { _ in
      [
        Finding(
          code: "wrong", priority: .high, range: range, message: "m", help: "h",
          fix: Fix(safe: true, edits: [TextEdit(range, replacement)]))
      ]
    }
    #expect(Self.text(repair) == text)
    #expect(repair.refusals.count == 1)
    #expect(repair.refusals.first?.reason.contains(reason) == true, "\(repair.refusals)")
  }

  @Test func oneWrongFixDoesNotStopTheOthers() {
    let text = "flowchart LR\n A[x] --> B[y]\n"
    let repair = Self.repair(text) { diagram in
      let bytes = diagram.source.original
      guard let x = bytes.firstIndex(of: UInt8(ascii: "x")), let y = bytes.firstIndex(of: UInt8(ascii: "y")),
        !bytes.contains(UInt8(ascii: "\""))
      else { return [] }
      return [(x, "\"x\""), (y, "z")].map { place, replacement in
        let range = TextRange(place, place + 1)
        return Finding(
          code: "c", priority: .high, range: range, message: replacement, help: "h",
          fix: Fix(safe: true, edits: [TextEdit(range, replacement)]))
      }
    }
    #expect(Self.text(repair) == "flowchart LR\n A[\"x\"] --> B[y]\n")
  }
}
