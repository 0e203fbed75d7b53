import AtlasCore
import AtlasMermaid

/// Repairs one diagram: applies what its findings propose, and keeps of it what proves right.
///
/// Each round parses the text anew, applies the fixes that are allowed, and parses again. A round stands where the
/// diagram is better than before and still says the same; where a round with all fixes does not, each fix is tried
/// alone. So a wrong proposal costs nothing but itself.
package struct DiagramRepair: Sendable {
  /// Which fixes may be used.
  package struct Policy: Sendable {
    /// Also those that guess.
    package var allowsUnsafe: Bool
    /// Nil for the fixes of all rules.
    package var codes: Set<String>?
    /// The mermaid.js version that must accept the result.
    package var target: Target

    package init(allowsUnsafe: Bool = false, codes: Set<String>? = nil, target: Target = .newest) {
      self.allowsUnsafe = allowsUnsafe
      self.codes = codes
      self.target = target
    }

    /// The finding with each of the fixes that may be tried for it, the best one first.
    func choices(for finding: Finding) -> [Finding] {
      guard finding.guess != nil else { return allows(finding) ? [finding] : [] }
      var guessed = finding
      guessed.fix = finding.guess
      return [guessed, finding].filter(allows)
    }

    package func allows(_ finding: Finding) -> Bool {
      guard let fix = finding.fix, !fix.edits.isEmpty, fix.safe || allowsUnsafe else { return false }
      return codes?.contains(finding.code) ?? true
    }
  }

  /// A finding whose fix was used, as it stood in the text of its round.
  package struct Step: Hashable, Sendable {
    package var code: String
    package var message: String
    package var isSafe: Bool
    /// Of the first edit, in the bytes of the original.
    package var place: Int

    package init(code: String, message: String, isSafe: Bool, place: Int) {
      self.code = code
      self.message = message
      self.isSafe = isSafe
      self.place = place
    }

    package func refused(because reason: String) -> Refusal {
      Refusal(code: code, message: message, place: place, reason: reason)
    }
  }

  /// Why a fix was not used.
  package struct Refusal: Hashable, Sendable {
    package var code: String
    package var message: String
    package var place: Int
    package var reason: String
  }

  package private(set) var steps: [Step] = []
  package private(set) var refusals: [Refusal] = []
  package let before: ParsedDiagram
  package private(set) var after: ParsedDiagram
  /// What makes the repaired text of the original.
  package var edits: [TextEdit] { revision.edits }

  private let policy: Policy
  private let lint: @Sendable (ParsedDiagram) -> [Finding]
  private let isWaived: @Sendable (Finding, ParsedDiagram) -> Bool
  private var revision: TextRevision
  private var tried: Set<Finding> = []

  /// - Parameter lint: what the rules say of a diagram, beside its syntax.
  /// - Parameter isWaived: whether somebody wrote down that what a finding says is meant.
  package init(
    _ content: [UInt8], policy: Policy, lint: @escaping @Sendable (ParsedDiagram) -> [Finding],
    isWaived: @escaping @Sendable (Finding, ParsedDiagram) -> Bool = { _, _ in false }
  ) {
    self.policy = policy
    self.lint = lint
    self.isWaived = isWaived
    revision = TextRevision(content)
    before = Mermaid.parse(content, target: policy.target)
    after = before
    run()
  }

  /// More rounds than any diagram needs: each removes at least one finding.
  private static let roundLimit = 100

  private mutating func run() {
    for _ in 0..<Self.roundLimit {
      let findings = allowed(in: after)
      guard !findings.isEmpty else { break }
      let together = Self.separate(findings)
      if attempt(together) == nil { continue }
      // Not all together: one after the other, as far as they go.
      let alone = together.count == 1 ? Array(findings.dropFirst()) : findings
      guard alone.contains(where: { attempt([$0]) == nil }) else { break }
    }
    guard after.verdict == .invalid, !steps.isEmpty else { return }
    // A half repaired diagram is a broken one that nobody recognises.
    let reason = "the diagram would still be invalid: \(after.findings.first?.message ?? "")"
    refusals += steps.map { $0.refused(because: reason) }
    steps = []
    revision = TextRevision(revision.original)
    after = before
  }

  /// What mermaid.js silently loses of a diagram that it accepts is mended where somebody asks for it by its rule: a
  /// text that has been shown one way for years may have found its readers. So are fixes that write what nobody wrote.
  private func allowed(in diagram: ParsedDiagram) -> [Finding] {
    let syntax = before.verdict != .valid || policy.codes != nil ? diagram.findings : []
    let rules = (diagram.verdict == .invalid ? [] : lint(diagram)).filter {
      policy.codes != nil || RuleCatalog.rule($0.code)?.fixesOnRequest != true
    }
    return (syntax + rules).compactMap { policy.choices(for: $0).first { !tried.contains($0) } }
      .filter { !isWaived($0, diagram) }
  }

  /// Applies the fixes of these findings where the result is right.
  /// - Returns: why it is not.
  private mutating func attempt(_ findings: [Finding]) -> String? {
    var next = revision
    next.apply(findings.flatMap { $0.fix?.edits ?? [] }.sorted { $0.range < $1.range })
    let diagram = Mermaid.parse(next.bytes, target: policy.target)
    if let reason = fault(of: diagram, beside: findings) {
      if let only = findings.first, findings.count == 1 {
        tried.insert(only)
        refusals.append(
          Refusal(code: only.code, message: only.message, place: place(of: only), reason: reason))
      }
      return reason
    }
    steps += findings.map {
      Step(code: $0.code, message: $0.message, isSafe: $0.fix?.safe ?? false, place: place(of: $0))
    }
    revision = next
    after = diagram
    return nil
  }

  /// What is wrong with a repaired diagram; nil where it may stand.
  private func fault(of diagram: ParsedDiagram, beside findings: [Finding]) -> String? {
    guard diagram.source.original != after.source.original else { return "it would change nothing" }
    if diagram.verdict == .invalid {
      guard after.verdict == .invalid,
        errorCount(diagram) < errorCount(after) || isLater(diagram, than: findings)
      else { return "the diagram would not be nearer to one that mermaid.js accepts" }
    } else if diagram.verdict == .unrenderable, after.verdict == .valid {
      return "mermaid.js could not draw the diagram any more"
    }
    // Of a text without a kind there is no tree to compare with.
    guard after.kind != nil else { return nil }
    guard diagram.kind == after.kind else { return "it would become another kind of diagram" }
    return MeaningCheck(after, findings).loss(in: diagram).map { "the diagram would lose \($0)" }
  }

  private func errorCount(_ diagram: ParsedDiagram) -> Int {
    diagram.findings.count { $0.severity == .error }
  }

  /// Whether mermaid.js would read on further than to what these findings are about.
  private func isLater(_ diagram: ParsedDiagram, than findings: [Finding]) -> Bool {
    guard let first = diagram.findings.first, let last = findings.last?.fix?.edits.last else { return false }
    let growth = diagram.source.original.count - after.source.original.count
    return first.range.lowerBound >= last.range.upperBound + growth
  }

  /// Where a finding's first edit stands in the original.
  private func place(of finding: Finding) -> Int {
    revision.originalOffset(of: finding.fix?.edits.first?.range.lowerBound ?? finding.range.lowerBound)
  }

  /// The findings in order, without those whose edits touch an earlier one's.
  private static func separate(_ findings: [Finding]) -> [Finding] {
    var chosen: [Finding] = []
    var edits: [TextRange] = []
    for finding in findings {
      let ranges = (finding.fix?.edits ?? []).map(\.range)
      let collides = ranges.contains { range in
        edits.contains { $0.start <= range.end && range.start <= $0.end }
      }
      guard !collides else { continue }
      chosen.append(finding)
      edits += ranges
    }
    return chosen
  }
}
